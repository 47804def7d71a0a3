"""The frame of an agreement, and finding parts in a dossier."""

from dataclasses import replace

import pytest

from kpikit.domain.agreement import Agreement, CarePath, frame_problems
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from tests.domain.builders import (
    TEAM_TALK,
    TOP_SCORE,
    make_agreement,
    make_ambition,
    make_dossier,
    make_plan,
)

FRAME = make_agreement()


def test_the_term_is_a_row_of_years() -> None:
    """The first year counts as one of the years."""
    assert (2027, 2028, 2029) == FRAME.years
    assert 2029 == FRAME.last_year


def test_parties_are_found_by_role() -> None:
    """A role that nobody plays gives nothing."""
    insurer = FRAME.party(PartyRole.INSURER)
    assert insurer is not None
    assert "Zorgzeker" == insurer.name
    assert None is replace(FRAME, parties=()).party(PartyRole.INSURER)


def test_parts_are_found_by_kpi() -> None:
    """The dossier gives ambition and plan of a KPI, or nothing."""
    dossier = make_dossier()
    assert make_ambition() == dossier.ambition(TOP_SCORE)
    assert make_plan(TEAM_TALK) == dossier.plan(TEAM_TALK)
    assert None is dossier.ambition(KpiId("PAT-99"))
    assert None is dossier.plan(KpiId("PAT-99"))


@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        (FRAME, []),
        (replace(FRAME, title=" "), ["title"]),
        (replace(FRAME, first_year=1999), ["first-year"]),
        (replace(FRAME, first_year=2101), ["first-year"]),
        (replace(FRAME, years_long=0), ["years-long"]),
        (replace(FRAME, years_long=11), ["years-long"]),
        (replace(FRAME, years_long=1_000_000_000), ["years-long"]),
        (replace(FRAME, care_paths=(CarePath(name=" "),)), ["care-path-name"]),
        (
            replace(FRAME, care_paths=(CarePath(name="Heup"), CarePath(name="heup "))),
            ["care-path-twice"],
        ),
        (replace(FRAME, title="", years_long=0), ["title", "years-long"]),
    ],
)
def test_everything_wrong_with_the_frame_is_told(
    frame: Agreement, codes: list[str]
) -> None:
    """All problems come at once; a sound frame has none."""
    assert codes == [p.code for p in frame_problems(frame)]
