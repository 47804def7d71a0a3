"""What a filled-in template would change: problems by cell, changes, nothing twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kpikit.domain.improvement.action import ImprovementAction, Links
from kpikit.domain.improvement.filled import Part
from kpikit.domain.improvement.filled_cells import filled
from kpikit.domain.improvement.plan_changes import PlanImport
from kpikit.domain.improvement.plan_import import Present, plan_import
from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.team_scan import TeamScan, ThemeScore
from kpikit.domain.result.incoming.plan import Effect
from kpikit.text import Text, same
from tests.local_plans import THEMES

KIND = ScanKind(
    id="local-improvement", order=1, name=same("-"), lowest=0, highest=5, theme=THEMES
)
PRESENT = Present(
    hospital="Ziekenhuis Oostpoort",
    paths=("Astma", "Heupartrose"),
    actions=(
        ImprovementAction(
            number=1, name="Keuzehulp", start=date(2026, 1, 5), means="Uren", revision=3
        ),
    ),
    links=Links(),
    kind=KIND,
    scans=(),
    today=date(2026, 11, 2),
)
HEADS = (
    "Nr",
    "Verbeteractie (wat gaat u veranderen)",
    "Beoogd effect op samen beslissen",
    "Startdatum",
    "Einddatum",
    "Verantwoordelijke",
)
SCORES = ("Thema", "Score (0 tot en met 5)", "Gaat naar verwachting", "Kan beter")
Cell = str | int | None | tuple[str, str]


def sheet(name: str, *rows: Sequence[Cell]) -> Part:
    """Return a sheet of these cells: words, numbers, or a cell as a file has it."""
    made = [[_cell(value) for value in row] for row in rows]
    return Part(name=Text(nl=f"blad ‘{name}’", en=f"sheet ‘{name}’"), rows=made)


def _cell(value: Cell) -> tuple[str, str] | None:
    if value is None or isinstance(value, tuple):
        return value
    return ("n" if isinstance(value, int) else "s"), f"{value}"


def table(*rows: Sequence[Cell]) -> Part:
    """Return a sheet with the table of actions."""
    return sheet("Verbeteracties", HEADS, *rows)


def detail(number: Cell, **fields: Cell) -> Part:
    """Return the detail sheet of an action."""
    words = {"owner": "Eigenaar", "name": "Naam", "start": "Startdatum", "help": "Help"}
    words |= {"effect_on": "Wanneer effect", "help": "Benodigde hulp"}
    rows = [(words[name], value) for name, value in fields.items()]
    return sheet("Actie", ("Verbeteractie nr", number), *rows)


def front(*rows: Sequence[Cell], on: Cell = "2-11-2026", path: Cell = "Astma") -> Part:
    """Return the sheet with the head and the scores."""
    head = (("Ziekenhuis", None), ("Zorgpad", path), ("Invuldatum", on))
    return sheet("Verbeterplan", *head, (), SCORES, *rows)


def imported(*parts: Part, present: Present = PRESENT) -> PlanImport:
    """Return what these sheets would change."""
    return plan_import(filled(parts, THEMES), present)


def said(found: PlanImport) -> list[str]:
    """Return the problems in Dutch."""
    return [p.text.nl for p in found.problems]


def test_an_action_is_added_with_what_both_sheets_say() -> None:
    """The table and the detail sheet together make one action."""
    found = imported(
        table((2, "Training", "Vaker samen", "1-3-2026", 46204, "Yilmaz")),
        detail(2, owner="Leerhuis", effect_on="2026-09-01"),
    )
    assert found.problems == ()
    (change,) = found.actions
    assert change.effect is Effect.ADDED
    assert change.after == ImprovementAction(
        number=2,
        name="Training",
        effect="Vaker samen",
        start=date(2026, 3, 1),
        end=date(2026, 7, 1),
        responsible="Yilmaz",
        owner="Leerhuis",
        effect_on=date(2026, 9, 1),
    )


def test_an_empty_cell_takes_nothing_away() -> None:
    """What is not filled in stays as it was, and so do the links and the revision."""
    found = imported(table((1, "Keuzehulp", "Effect", None, None, None)))
    (change,) = found.actions
    assert change.effect is Effect.CHANGED
    assert change.after == replace(PRESENT.actions[0], effect="Effect")
    assert [c.label.en for c in change.changes] == [
        "Intended effect on deciding together"
    ]


def test_the_same_again_changes_nothing() -> None:
    """A file that says what is there already is empty."""
    found = imported(table((1, "Keuzehulp", None, "5-1-2026", None, None)))
    assert [c.effect for c in found.actions] == [Effect.SAME]
    assert found.empty


def test_the_place_that_was_changed_wins() -> None:
    """A field in two places may be changed in one; two changes must be alike."""
    changed, left = table((1, "Nieuw")), detail(1, name="Keuzehulp")
    assert imported(changed, left).actions[0].after.name == "Nieuw"
    found = imported(changed, detail(1, name="Anders"))
    (problem,) = said(found)
    assert problem.startswith("Blad ‘Actie’, cel B2 (Naam): Op een andere plaats")


@pytest.mark.parametrize(
    ("parts", "where", "words"),
    [
        ([table((2, "A", None, "voorjaar"))], "cel D2 (Startdatum)", "Schrijf een dag"),
        (
            [table((2, "A", None, "31-2-2026"))],
            "cel D2 (Startdatum)",
            "Schrijf een dag",
        ),
        ([table((2, "A", None, "1-2-26"))], "cel D2 (Startdatum)", "Schrijf een dag"),
        ([table((2, "A", None, -5))], "cel D2 (Startdatum)", "Schrijf een dag"),
        ([table((2, ("f", "1+1")))], "cel B2 (Verbeteractie", "formule"),
        ([table((2, ("e", "#REF!")))], "cel B2 (Verbeteractie", "foutmelding"),
        ([table((2, "A" * 301))], "cel B2 (Verbeteractie", "ten hoogste 300"),
        ([table((11, "A"))], "cel A2 (Nr)", "1 tot en met 10"),
        ([table((None, "A"))], "cel B2 (Verbeteractie", "zonder nummer"),
        ([table((2, None, "Effect"))], "cel C2 (Beoogd effect", "wat u gaat verand"),
        (
            [table((2, "A", None, "2-2-2026", "1-2-2026"))],
            "cel E2 (Eind",
            "na het begin",
        ),
        ([detail("elf", owner="A")], "cel B1 (Verbeteractie nr)", "1 tot en met 10"),
        ([detail(None, owner="A")], "cel B2 (Eigenaar)", "zonder nummer"),
        ([front(("Thema zeven", 3))], "cel A6 (Thema)", "geen thema"),
        ([front(("Ervaren waarde", 6))], "cel B6 (Score", "van 0 tot en met 5"),
        ([front(("Ervaren waarde", ("n", "2.5")))], "cel B6 (Score", "heel getal"),
        ([front(("Ervaren waarde", 4), on=None)], "cel B6 (Score", "geen invuldatum"),
        ([front(("Ervaren waarde", 4), on="3-11-2026")], "cel B3 (Inv", "na vandaag"),
        ([front(("Ervaren waarde", 4), path=None)], "cel B6 (Score", "‘Heupartrose’"),
        ([front(("Ervaren waarde", 4), path="Knie")], "cel B2 (Zorgpad)", "‘Astma’"),
        ([front(("Ervaren waarde", None, "Goed"))], "cel B3 (Invul", "minstens één"),
        ([sheet("x", ("Ziekenhuis", "Kust"))], "cel B1 (Ziekenhuis)", "Oostpoort"),
    ],
)
def test_a_problem_says_in_which_cell_and_why(
    parts: list[Part], where: str, words: str
) -> None:
    """Each is told by sheet and cell, in words."""
    problems = [p for p in said(imported(*parts)) if where in p]
    assert len(problems) == 1, said(imported(*parts))
    assert words in problems[0]
    assert problems[0].startswith("Blad ‘")


def test_all_problems_are_told_at_once() -> None:
    """Not the first alone, so that a file is corrected in one go."""
    found = imported(
        table((2, "A", None, "ooit"), (11, "B")), front(("Ervaren waarde", 9))
    )
    assert len(found.problems) == 3


def test_scores_become_what_the_team_recorded() -> None:
    """A scan of the care path and the year of the day, whatever the capitals."""
    row = ("ERVAREN WAARDE", 4, "Patiënten blij", None)
    scan = imported(front(row, path="astma")).scan
    assert scan is not None
    assert (scan.after.care_path, scan.after.year) == ("Astma", 2026)
    assert scan.after.on == date(2026, 11, 2)
    assert scan.after.of("value") == ThemeScore(
        code="value", score=4, well="Patiënten blij"
    )
    assert scan.effect is Effect.ADDED


def test_scores_change_the_scan_of_that_year_and_leave_the_rest() -> None:
    """Themes without a word in the file keep what the team recorded before."""
    kept = (ThemeScore(code="value", score=2), ThemeScore(code="support", score=1))
    before = TeamScan(
        care_path="Astma", year=2026, on=date(2026, 11, 2), scores=kept, revision=2
    )
    present = replace(PRESENT, scans=(before,))
    scan = imported(front(("Ervaren waarde", 4)), present=present).scan
    assert scan is not None
    assert (scan.after.of("value").score, scan.after.of("support").score) == (4, 1)
    assert (scan.effect, scan.after.revision) == (Effect.CHANGED, 2)
    same_again = imported(front(("Ervaren waarde", 2)), present=present).scan
    assert same_again is not None
    assert same_again.effect is Effect.SAME


def test_who_may_not_record_scores_leaves_them() -> None:
    """They are not read, and that is said; the actions are."""
    present = replace(PRESENT, scans=None)
    found = imported(table((2, "A")), front(("Ervaren waarde", 4)), present=present)
    assert (found.scan, found.scores_left, found.problems) == (None, True, ())
    assert len(found.actions) == 1


def test_fields_are_known_by_their_headings_in_both_languages() -> None:
    """In another order, without empty columns, and in English."""
    english = sheet(
        "x",
        ("A note of our own", None),
        ("Nr", "Responsible", "Action (what will you change)"),
        (),
        ("3.", "Boer", "Train"),
        ("Only a note below",),
    )
    (change,) = imported(english).actions
    assert (change.after.number, change.after.name) == (3, "Train")
    assert change.after.responsible == "Boer"


def test_a_row_left_empty_ends_no_table() -> None:
    """What stands below an empty row is read too."""
    found = imported(table((2, "A"), (), (4, "B")))
    assert [c.after.number for c in found.actions] == [2, 4]


def test_what_is_not_understood_is_named() -> None:
    """A sheet without any heading of the template is not passed over in silence."""
    questions = sheet("Hulpvragen", ("Ervaren waarde",), ("Wat zeggen patiënten?",))
    notes = sheet("Notities", ("Vergeet niet", "dit"))
    found = imported(table((2, "A")), questions, notes)
    assert [part.nl for part in found.unread] == ["blad ‘Notities’"]
    nothing = imported(sheet("Notities", ("Vergeet niet", "dit")))
    assert ["geen ingevulde template" in words for words in said(nothing)] == [True]
