"""The template for a local improvement plan: what it asks, in its own order.

Every file of a plan, out or in, is laid out by these fields, so that a team finds the
headings of the paper template back. The headings of questions are in our own words.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.scan import Theme
from kpikit.domain.improvement.team_scan import ThemeScore
from kpikit.text import Text


class Kind(StrEnum):
    """What is filled in: a line, some lines, a day or a whole number."""

    LINE = "line"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that the template asks; ``code`` is the name of the value with us."""

    code: str
    label: Text
    kind: Kind = Kind.LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlan:
    """A plan of one care path as the template holds it; empty, it is to be filled in.

    The scores have the order of the themes. ``lowest`` and ``highest`` end the scale.
    """

    hospital: str = ""
    care_path: str = ""
    on: date | None = None
    themes: tuple[Theme, ...] = ()
    scores: tuple[ThemeScore, ...] = ()
    lowest: int = 0
    highest: int = 5
    actions: tuple[ImprovementAction, ...] = ()

    def score(self, code: str) -> ThemeScore:
        """Return what is said of a theme; an empty one while there is nothing."""
        found = (s for s in self.scores if s.code == code)
        return next(found, ThemeScore(code=code))

    def action(self, number: int) -> ImprovementAction:
        """Return an action; an empty one for a number without."""
        found = (a for a in self.actions if a.number == number)
        return next(found, ImprovementAction(number=number, name=""))


def _field(code: str, nl: str, en: str, kind: Kind = Kind.LINE) -> Field:
    return Field(code=code, label=Text(nl=nl, en=en), kind=kind)


HEAD = (
    _field("hospital", "Ziekenhuis", "Hospital"),
    _field("care_path", "Zorgpad", "Care path"),
    _field("on", "Invuldatum", "Filled in on", Kind.DAY),
)
"""What stands above the themes."""

THEME = (
    _field("theme", "Thema", "Theme"),
    _field("score", "Score (0 tot en met 5)", "Score (0 to 5)", Kind.NUMBER),
    _field("well", "Gaat naar verwachting", "Goes as expected", Kind.LINES),
    _field("better", "Kan beter", "Can be better", Kind.LINES),
)
"""What is asked of each of the six themes."""

TABLE = (
    _field("number", "Nr", "Nr", Kind.NUMBER),
    _field(
        "name", "Verbeteractie (wat gaat u veranderen)", "Action (what will you change)"
    ),
    _field(
        "effect",
        "Beoogd effect op samen beslissen",
        "Intended effect on deciding together",
        Kind.LINES,
    ),
    _field("start", "Startdatum", "Start", Kind.DAY),
    _field("end", "Einddatum", "End", Kind.DAY),
    _field("responsible", "Verantwoordelijke", "Responsible"),
)
"""The columns of the table of actions."""

DETAIL = (
    _field("number", "Verbeteractie nr", "Action nr", Kind.NUMBER),
    _field("name", "Naam", "Name"),
    _field("owner", "Eigenaar", "Owner"),
    _field("people", "Betrokkenen", "People involved"),
    _field("for_choice", "Voor keuze", "For which choice"),
    _field("start", "Startdatum", "Start", Kind.DAY),
    _field("done_on", "Wanneer uitgevoerd", "Carried out on", Kind.DAY),
    _field("effect_on", "Wanneer effect", "Effect expected on", Kind.DAY),
    _field(
        "differently",
        "Wat gaan wij anders doen?",
        "What do we do differently?",
        Kind.LINES,
    ),
    _field(
        "behaviour",
        "Welk ander gedrag is nodig, en van wie?",
        "Which other behaviour do we need, and of whom?",
        Kind.LINES,
    ),
    _field(
        "steps",
        "Welke stappen zetten wij om er te komen?",
        "Which steps do we take to get there?",
        Kind.LINES,
    ),
    _field(
        "follow",
        "Hoe volgen wij het effect en sturen wij bij?",
        "How do we follow the effect and adjust?",
        Kind.LINES,
    ),
    _field("means", "Benodigde middelen", "Means needed", Kind.LINES),
    _field("help", "Benodigde hulp", "Help needed", Kind.LINES),
)
"""The detail sheet of each action."""
