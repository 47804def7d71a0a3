"""An improvement action: what a team will do differently, by whom and when."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpikit.domain.kpi import KpiId
from kpikit.problems import Problem
from kpikit.text import Text

MOST_ACTIONS = 10


class Level(StrEnum):
    """At which level of implementing an action works."""

    TOOLS = "tools"
    BEHAVIOUR = "behaviour"
    PROCESS = "process"
    CONDITIONS = "conditions"


LEVEL_NAMES = {
    Level.TOOLS: Text(nl="hulpmiddelen", en="tools"),
    Level.BEHAVIOUR: Text(nl="gedrag en cultuur", en="behaviour and culture"),
    Level.PROCESS: Text(nl="proces", en="process"),
    Level.CONDITIONS: Text(nl="randvoorwaarden", en="conditions"),
}


class Status(StrEnum):
    """How far an action is; follows from its dates and the day of today."""

    UNDATED = "undated"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    DONE = "done"


STATUS_NAMES = {
    Status.UNDATED: Text(nl="nog zonder datum", en="without a date yet"),
    Status.PLANNED: Text(nl="gepland", en="planned"),
    Status.UNDER_WAY: Text(nl="bezig", en="under way"),
    Status.OVERDUE: Text(nl="over tijd", en="overdue"),
    Status.DONE: Text(nl="klaar", en="done"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementAction:
    """One action of the plan, with all of its detail sheet.

    ``name`` says what will change, ``effect`` what that does for deciding together.
    ``start`` and ``end`` are the plan, ``done_on`` is when it was carried out and
    ``effect_on`` when its effect is expected. ``kpis``, ``themes``, ``key_moments``,
    ``levels`` and ``arrangements`` (ids) link it to the agreement, ``recommendations``
    (numbers) to those of the working group that it serves.
    """

    number: int
    name: str
    effect: str = ""
    start: date | None = None
    end: date | None = None
    responsible: str = ""
    owner: str = ""
    people: str = ""
    for_choice: str = ""
    done_on: date | None = None
    effect_on: date | None = None
    differently: str = ""
    behaviour: str = ""
    steps: str = ""
    follow: str = ""
    means: str = ""
    help: str = ""
    kpis: tuple[KpiId, ...] = ()
    themes: tuple[str, ...] = ()
    key_moments: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    arrangements: tuple[str, ...] = ()
    recommendations: tuple[int, ...] = ()
    revision: int = 0

    @property
    def last_day(self) -> date | None:
        """The last day on the time line."""
        return self.done_on or self.end


def status_on(action: ImprovementAction, today: date) -> Status:
    """Return how far an action is; the end day itself is still in time."""
    if action.done_on is not None and action.done_on <= today:
        return Status.DONE
    if action.end is not None and action.end < today:
        return Status.OVERDUE
    if action.start is None:
        return Status.UNDATED
    return Status.PLANNED if action.start > today else Status.UNDER_WAY


def marks_of(
    actions: Iterable[ImprovementAction], kpi_id: KpiId
) -> tuple[tuple[date, str], ...]:
    """Return the start days of the actions for a KPI, as marks on its chart."""
    return tuple(
        (action.start, action.name)
        for action in actions
        if action.start is not None and kpi_id in action.kpis
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What an action of an agreement can be linked to, by code or id."""

    kpis: Collection[str] = ()
    themes: Collection[str] = ()
    key_moments: Collection[str] = ()
    arrangements: Collection[str] = ()
    recommendations: Collection[int] = ()


def action_problems(action: ImprovementAction, links: Links) -> tuple[Problem, ...]:
    """Return what cannot be right in an action, per form field."""
    return tuple(_problems(action, links))


def _problems(action: ImprovementAction, links: Links) -> Iterator[Problem]:
    if not 1 <= action.number <= MOST_ACTIONS:
        yield Problem("number", "", _NUMBER)
    if not action.name.strip():
        yield Problem("name", "name", _NAME)
    if action.start and action.end and action.end < action.start:
        yield Problem("end", "end", _END)
    if action.start and action.done_on and action.done_on < action.start:
        yield Problem("done", "done_on", _DONE)
    known: dict[str, tuple[Collection[object], Collection[object]]] = {
        "kpis": (action.kpis, links.kpis),
        "themes": (action.themes, links.themes),
        "key_moments": (action.key_moments, links.key_moments),
        "arrangements": (action.arrangements, links.arrangements),
        "recommendations": (action.recommendations, links.recommendations),
    }
    for field, (chosen, possible) in known.items():
        if not set(chosen) <= set(possible):
            yield Problem("link", field, _LINK)


_NUMBER = Text(
    nl="Een plan heeft ten hoogste 10 verbeteracties.",
    en="A plan has at most 10 improvement actions.",
)
_NAME = Text(nl="Schrijf wat u gaat veranderen.", en="Write what you will change.")
_END = Text(nl="Het einde komt na het begin.", en="The end comes after the start.")
_DONE = Text(
    nl="Een actie is pas na haar begin uitgevoerd.",
    en="An action is carried out after it started.",
)
_LINK = Text(
    nl="Kies iets uit deze afspraak.", en="Choose something of this agreement."
)
