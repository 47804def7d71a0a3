"""The organisation scan: what is refused, and what changed since the last one."""

from dataclasses import replace

from kpikit.domain.improvement.organisation_scan import (
    SCALE,
    OrganisationScan,
    Score,
    changed,
    scan_problems,
)
from kpikit.library import load
from kpikit.resources import folder

KIND = load(folder("kpi_library"))[0].organisation_scan
SCAN = OrganisationScan(year=2026, scores=(Score(code="part", score=4),))


def test_every_score_of_the_scale_has_its_words() -> None:
    """From the lowest to the highest, and no more."""
    assert len(SCALE) == KIND.highest - KIND.lowest + 1


def test_what_cannot_be_is_told_at_its_field() -> None:
    """A year to come, a score outside the scale and an unknown statement."""
    assert scan_problems(SCAN, KIND, 2026) == ()
    assert [p.where for p in scan_problems(SCAN, KIND, 2025)] == ["year"]
    wrong = (Score(code="part", score=5), Score(code="wishes", score=-1))
    found = scan_problems(replace(SCAN, scores=wrong), KIND, 2026)
    assert [p.where for p in found] == ["part-score", "wishes-score"]
    strange = replace(SCAN, scores=(Score(code="made-up", score=1),))
    assert [p.where for p in scan_problems(strange, KIND, 2026)] == ["made-up"]


def test_the_change_is_with_the_last_scan_that_scored_it() -> None:
    """A year without a score is passed over; without an earlier one there is none."""
    scans = (
        OrganisationScan(year=2024, scores=(Score(code="part", score=1),)),
        OrganisationScan(year=2025),
        SCAN,
    )
    assert changed("part", 2026, scans) == 3
    assert changed("part", 2024, scans) is None
    assert changed("part", 2025, scans) is None
    assert changed("wishes", 2026, scans) is None
