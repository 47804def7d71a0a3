"""Drawn samples: fixed by what was signed, and open to be repeated."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.period import Period
from kpikit.domain.result.sample import (
    MOST_DRAWS,
    Sample,
    of_period,
    sample_problems,
    seed_of,
)

QUARTER = Period(year=2026, number=1, of=4)
SIGNED = "ab" * 32
DRAW = Sample(
    kpi_id=KpiId("PAT-04"),
    period=QUARTER,
    drawn_by=PartyRole.PROVIDER,
    name="M. van Dijk",
    drawn_at=datetime(2026, 4, 2, tzinfo=UTC),
    eligible=240,
    n=60,
    seed=seed_of(SIGNED, KpiId("PAT-04"), QUARTER, 1),
)
LIMIT = 10


def codes(sample: Sample, *earlier: Sample) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in sample_problems(sample, earlier, LIMIT)]


def test_the_seed_follows_from_what_was_signed() -> None:
    """Agreement, KPI, period and turn make the seed; each of them changes the draw."""
    assert "abababababababab/PAT-04/2026-Q1/1" == DRAW.seed
    others = (
        seed_of("cd" * 32, DRAW.kpi_id, QUARTER, 1),
        seed_of(SIGNED, KpiId("PAT-02"), QUARTER, 1),
        seed_of(SIGNED, DRAW.kpi_id, replace(QUARTER, number=2), 1),
        seed_of(SIGNED, DRAW.kpi_id, QUARTER, 2),
    )
    drawn = {replace(DRAW, seed=seed).lines for seed in (DRAW.seed, *others)}
    assert 5 == len(drawn)


def test_the_page_tells_truly_how_to_repeat_it() -> None:
    """SHA-256 of length, colon, seed, colon, line: the lowest n lines are drawn."""
    seed = DRAW.seed

    def rank(line: int) -> bytes:
        return sha256(f"{len(seed)}:{seed}:{line}".encode()).digest()

    assert sorted(sorted(range(1, 241), key=rank)[:60]) == list(DRAW.lines)


def test_every_line_has_the_same_chance() -> None:
    """Over 2,000 signed codes each of 10 lines is drawn about 600 times out of 2,000."""
    small = replace(DRAW, eligible=10, n=3)
    drawn = Counter(
        line
        for i in range(2_000)
        for line in replace(
            small, seed=seed_of(f"{i:016x}", DRAW.kpi_id, QUARTER, 1)
        ).lines
    )
    # Five standard errors of a share of 0.3 in 2,000 draws are 102.
    assert all(498 < drawn[line] < 702 for line in range(1, 11))


@pytest.mark.parametrize(
    ("eligible", "n", "found"),
    [
        (0, 1, [("eligible", "eligible")]),
        (100_001, 60, [("eligible", "eligible")]),
        (9, 3, [("list-small", "eligible")]),
        (60, 60, [("n", "n")]),
        (60, 0, [("n", "n")]),
        (10, 9, []),
    ],
)
def test_a_draw_that_cannot_be_right_is_refused(
    eligible: int, n: int, found: list[tuple[str, str]]
) -> None:
    """No list, a list of a handful, everybody and nobody are no draw."""
    assert found == codes(replace(DRAW, eligible=eligible, n=n))


def test_drawing_again_needs_a_reason_and_ends() -> None:
    """A second draw says why; after twenty there is no other."""
    assert [("reason", "reason")] == codes(replace(DRAW, reason="  "), DRAW)
    again = replace(DRAW, reason="De lijst had dubbele regels.")
    assert [] == codes(again, DRAW)
    assert [("draws", "")] == codes(again, *[DRAW] * MOST_DRAWS)


def test_draws_are_kept_apart_by_kpi_and_period() -> None:
    """Only the draws for this KPI and this period count."""
    other = replace(DRAW, period=replace(QUARTER, number=2))
    third = replace(DRAW, kpi_id=KpiId("PAT-02"))
    assert (DRAW,) == of_period((other, DRAW, third), DRAW.kpi_id, QUARTER)
