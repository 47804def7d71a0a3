"""The template for a local improvement plan: each theme and field has its place."""

import tomllib

from kpikit import resources
from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.excel.sheets import improvement_plan

THEMES = (
    "Patiëntparticipatie",
    "Gebruik keuzeondersteuning",
    "Betrokkenheid van zorgverleners",
    "Borging in het dagelijkse zorgproces",
    "Ervaren waarde",
    "Borging van continu verbeteren",
)
TABLE = ("nr", "Verbeteractie", "Beoogd effect", "Startdatum", "Verantwoordelijke")
DETAIL = 11  # owner to help needed, without number, name and start of the template


def test_the_six_themes_are_scored_from_0_to_5_with_their_questions() -> None:
    """Six themes in the order of the template, each with its three questions."""
    file = resources.folder("kpi_library") / "scans" / "local-improvement.toml"
    scan = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tuple(t["name"]["nl"] for t in scan["theme"]) == THEMES
    assert (scan["lowest"], scan["highest"]) == (0, 5)
    assert [len(t["questions"]) for t in scan["theme"]] == [3] * 6


def test_the_table_of_actions_has_the_columns_of_the_template() -> None:
    """Ten rows at most, with number, action, effect, dates and who is responsible."""
    heads = " | ".join(c.head.nl for c in improvement_plan.COLUMNS)
    assert all(head in heads for head in TABLE)
    assert MOST_ACTIONS == 10


def test_the_detail_sheet_has_every_field_of_the_template() -> None:
    """Eleven fields besides number, name and start."""
    assert len(improvement_plan.DETAILS) == DETAIL
