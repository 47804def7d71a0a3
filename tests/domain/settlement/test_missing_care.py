"""What was not delivered about the care itself pays nothing, and is named."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.base import Arrangement, Term
from kpikit.domain.settlement.checks import problems
from kpikit.domain.settlement.facts import CareFigures, Facts
from tests.domain.builders import make_arrangement, number, per_year
from tests.domain.settlement.years import SECOND, aiming, due, make_care, outcome

STOP = make_arrangement(
    "ceiling",
    per_year("amounts", *["9000000"] * 3),
    Term(name="obligation", words="no"),
    id_="base",
)
DUTY = replace(STOP, terms=(*STOP.terms[:1], Term(name="obligation", words="yes")))
COVER = make_arrangement(
    "fixed_cost_compensation", per_year("coverage", "0.5", "0.5", "0.5"), id_="cover"
)
SHARE = make_arrangement(
    "shared_savings",
    number("rate", "0.5"),
    Term(name="sides", words="two"),
    id_="share",
)
LUMP = make_arrangement(
    "lump_sum",
    per_year("amounts", *["9800000"] * 3),
    number("band", "0.05"),
    number("settle_share", "0.5"),
)
EVERY = [
    STOP,
    COVER,
    SHARE,
    make_arrangement("pxq"),
    make_arrangement("bundle", number("price", "7300")),
    make_arrangement("area_growth", number("price", "4000")),
]


def about(care: CareFigures) -> Facts:
    return Facts(year=SECOND, care=(care,))


def test_turned_away_is_not_avoided() -> None:
    """Of 100 fewer, 60 were turned away: 40 chose otherwise, and only those count.

    Compensation is half of 40 times 8,000. Spend is 9,000,000, that compensation,
    1,500 for each of 40, and 600,000 paid elsewhere, against 10,000,000.
    """
    care = make_care(turned_away=Decimal(60), turned_away_cost=Decimal(600_000))
    loss = Decimal(9_000_000 + 160_000 + 60_000 + 600_000) - Decimal(10_000_000)
    expected = [Decimal(9_000_000), Decimal(160_000), -loss / 2]
    assert expected == due(STOP, COVER, SHARE, facts=about(care))


def test_unknown_how_many_were_turned_away() -> None:
    """Nobody says how many were turned away: what hangs on it pays nothing, and says so."""
    found = outcome(STOP, COVER, SHARE, facts=about(make_care()))
    assert [Decimal(9_000_000), 0, 0] == [part.due for part in found.parts]
    assert ["turned-away"] * 3 == [flag.code for flag in found.flags]


def test_claims_still_tell_the_spend() -> None:
    """With the spend of the claims the saving is known, whoever was turned away."""
    care = make_care(spend=Decimal(9_400_000))
    assert [9_000_000, 300_000] == due(STOP, SHARE, facts=about(care))


def test_a_duty_to_deliver_turns_nobody_away() -> None:
    """With a duty to deliver all 100 fewer chose otherwise, and nobody is asked."""
    assert [9_000_000, 400_000] == due(DUTY, COVER, facts=about(make_care()))


@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_never_more_for_turning_away(one: int, other: int) -> None:
    """Turning more patients away never brings more compensation."""
    few, many = sorted((one, other))
    paid = [
        due(STOP, COVER, facts=about(make_care(turned_away=Decimal(n))))[1]
        for n in (few, many)
    ]
    assert paid[0] >= paid[1]


@pytest.mark.parametrize(("volume", "flags"), [(899, ["room-left"]), (900, [])])
def test_room_left_below_the_ceiling(volume: int, flags: list[str]) -> None:
    """Who turned patients away while one more fitted below the ceiling is asked why."""
    facts = about(make_care(volume, turned_away=Decimal(5)))
    assert flags == [flag.code for flag in outcome(STOP, facts=facts).flags]


@pytest.mark.parametrize("arrangement", EVERY, ids=lambda a: a.kind)
def test_without_care_nothing_is_paid(arrangement: Arrangement) -> None:
    """Without volumes and prices nothing is paid, and that is said."""
    found = outcome(arrangement, facts=Facts(year=SECOND))
    assert 0 == found.total
    assert "no-care" in [flag.code for flag in found.flags]


def test_without_care_a_lump_sum_is_not_settled_on_nothing() -> None:
    """A lump sum stays due, but nothing is taken off for what nobody delivered."""
    found = outcome(LUMP, facts=Facts(year=SECOND))
    assert 9_800_000 == found.total
    assert ["no-care"] == [flag.code for flag in found.flags]


@pytest.mark.parametrize("arrangement", [*EVERY, LUMP], ids=lambda a: a.kind)
def test_proposing_without_care_is_refused(arrangement: Arrangement) -> None:
    """Who proposes a year without volumes hears at which field they are missing."""
    found = problems(aiming(50, 75, arrangement), Facts(year=SECOND))
    assert ["c1_volume"] == [problem.where for problem in found]
