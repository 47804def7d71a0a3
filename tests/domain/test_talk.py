"""Talks about a KPI: open until somebody settles them, and open again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.talk import MOST_REMARKS, Remark, Sort, remark_problems, thread_of

SAID = Remark(
    kpi_id=KpiId("PAT-04"),
    role=PartyRole.INSURER,
    name="S. Bakker",
    at=datetime(2026, 11, 2, tzinfo=UTC),
    words="Waarom 75%?",
)
SETTLED, AGAIN = (
    replace(SAID, sort=s, words="") for s in (Sort.RESOLVED, Sort.REOPENED)
)


@pytest.mark.parametrize(
    ("remarks", "resolved"),
    [
        ((), False),
        ((SAID,), False),
        ((SAID, SETTLED), True),
        ((SAID, SETTLED, AGAIN), False),
        ((SAID, SETTLED, SAID), True),
        ((SAID, SETTLED, AGAIN, SAID, SETTLED), True),
    ],
)
def test_the_last_step_says_whether_it_is_settled(
    remarks: tuple[Remark, ...], resolved: bool
) -> None:
    """A remark after settling does not open the talk; reopening it does."""
    assert resolved is thread_of(SAID.kpi_id, remarks).resolved


def test_a_talk_is_about_one_kpi() -> None:
    """Remarks about another KPI are no part of it."""
    other = replace(SAID, kpi_id=KpiId("PAT-01"))
    assert (SAID,) == thread_of(SAID.kpi_id, (other, SAID)).remarks


@pytest.mark.parametrize(
    ("remark", "before", "codes"),
    [
        (SAID, (), []),
        (replace(SAID, words=" \n"), (), ["words"]),
        (replace(SAID, words="x" * 2_001), (), ["words-long"]),
        (SETTLED, (), ["resolved"]),
        (SETTLED, (SAID, SETTLED), ["resolved"]),
        (AGAIN, (SAID,), ["reopened"]),
        (AGAIN, (SAID, SETTLED), []),
        (SAID, (SAID,) * MOST_REMARKS, ["enough"]),
    ],
)
def test_what_cannot_be_said_is_told(
    remark: Remark, before: tuple[Remark, ...], codes: list[str]
) -> None:
    """Nothing, too much, and steps that lead nowhere are refused."""
    found = remark_problems(remark, thread_of(SAID.kpi_id, before))
    assert codes == [p.code for p in found]
