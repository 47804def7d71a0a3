"""What holds for every settlement, whatever the figures."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from kpikit.domain.financing.base import Arrangement, Term
from kpikit.domain.settlement.facts import Facts, Finding
from kpikit.domain.settlement.reckoning import settle
from tests.domain.builders import TOP_SCORE, make_arrangement, number, per_year
from tests.domain.settlement.years import (
    aiming,
    due,
    make_care,
    make_facts,
    measured,
    outcome,
)

VOLUMES = st.integers(0, 3_000)
SHARES = st.decimals(0, 1, places=3)
EURO = st.decimals(0, 20_000, places=2)
PXQ = make_arrangement("pxq", id_="pxq")


def sharing(rate: Decimal, cap: Decimal, msr: Decimal) -> Arrangement:
    return make_arrangement(
        "shared_savings",
        number("rate", str(rate)),
        number("cap", str(cap)),
        number("minimum_savings_rate", str(msr)),
        Term(name="gate", kpis=(TOP_SCORE,)),
        Term(name="sides", words="two"),
        id_="sharing",
    )


def incentive(pool: Decimal) -> Arrangement:
    pools = per_year("pool", *[str(pool)] * 3)
    return make_arrangement(
        "quality_incentive", pools, Term(name="kpis", kpis=(TOP_SCORE,))
    )


@given(VOLUMES, EURO, SHARES, SHARES, SHARES)
def test_payment_within_its_cap(
    volume: int, price: Decimal, rate: Decimal, cap: Decimal, msr: Decimal
) -> None:
    """Neither a gain nor a loss that is shared goes past its cap."""
    care = make_care(volume, price=price)
    facts = make_facts(measured("80"), care=care)
    paid = due(PXQ, sharing(rate, cap, msr), facts=facts)[1]
    assert abs(paid) <= cap * price * 1000 + Decimal("0.005")


@given(VOLUMES, EURO, SHARES, SHARES, SHARES)
def test_failed_gate_pays_nothing(
    volume: int, price: Decimal, rate: Decimal, cap: Decimal, msr: Decimal
) -> None:
    """With a gate that failed nothing is ever gained."""
    care = make_care(volume, price=price)
    facts = make_facts(measured("10", Finding.NOT_MET), care=care)
    assert due(PXQ, sharing(rate, cap, msr), facts=facts)[1] <= 0


@given(EURO, st.integers(0, 100), st.integers(0, 100))
def test_never_less_for_a_better_result(pool: Decimal, one: int, other: int) -> None:
    """A higher result never pays less, counted or sampled."""
    low, high = sorted((one, other))
    pays = [due(incentive(pool), facts=make_facts(measured(x)))[0] for x in (low, high)]
    assert pays[0] <= pays[1]
    sampled = [
        make_facts(measured(x, Finding.CANNOT_TELL, low=x - 8, high=x + 8))
        for x in (low, high)
    ]
    clear = [due(incentive(pool), facts=facts)[0] for facts in sampled]
    assert clear[0] <= clear[1]


@given(EURO, st.integers(0, 100))
def test_an_incentive_within_its_pool(pool: Decimal, value: int) -> None:
    """An incentive pays between nothing and its pool."""
    assert 0 <= due(incentive(pool), facts=make_facts(measured(value)))[0] <= pool


@given(VOLUMES, VOLUMES)
def test_lump_sum_without_settling_ignores_volume(one: int, other: int) -> None:
    """A lump sum without a part to settle is the same at any volume."""
    lump = make_arrangement("lump_sum", per_year("amounts", 300, 200, 100))
    each = (make_facts(care=make_care(volume)) for volume in (one, other))
    assert 1 == len({due(lump, facts=facts)[0] for facts in each})


@given(VOLUMES, EURO)
def test_no_effect_makes_bases_equal(expected: int, price: Decimal) -> None:
    """Without an effect, every base set at the reference pays the reference."""
    care = make_care(expected, price=price, expected=Decimal(expected))
    facts = make_facts(care=replace(care, patients=Decimal(expected)))
    whole = str(price * expected)
    amounts = per_year("amounts", whole, whole, whole)
    bases = [
        PXQ,
        make_arrangement("ceiling", amounts, Term(name="obligation", words="yes")),
        make_arrangement("lump_sum", amounts),
        make_arrangement("bundle", number("price", str(price))),
    ]
    assert {price * expected} == {due(base, facts=facts)[0] for base in bases}


@given(VOLUMES, EURO, SHARES)
def test_the_balance_adds_up(volume: int, price: Decimal, rate: Decimal) -> None:
    """The total is the sum of the amounts shown, and the balance what is left."""
    facts = make_facts(measured("65"), care=make_care(volume, price=price))
    facts = replace(facts, paid=Decimal("123456.78"))
    dossier = aiming(50, 75, PXQ, sharing(rate, rate, rate), incentive(price))
    found = settle(dossier, facts)
    assert found.total == sum(part.due for part in found.parts)
    assert found.balance == found.total - Decimal("123456.78")


@given(VOLUMES, SHARES)
def test_past_the_filter_from_the_first_euro(volume: int, msr: Decimal) -> None:
    """A minimum rate filters noise: past it the whole saving is shared."""
    assume(volume < 1000)
    one = Decimal(1)
    whole = due(PXQ, _open(sharing(one, one, Decimal(0))), facts=_facts(volume))[1]
    found = due(PXQ, _open(sharing(one, one, msr)), facts=_facts(volume))[1]
    assert found in (Decimal(0), whole)


def _open(arrangement: Arrangement) -> Arrangement:
    kept = tuple(t for t in arrangement.terms if t.name != "gate")
    return replace(arrangement, terms=kept)


def _facts(volume: int) -> Facts:
    return make_facts(care=make_care(volume))


def test_words_and_amount_agree() -> None:
    """The last line of each part says the amount that is due."""
    found = outcome(PXQ, sharing(Decimal("0.5"), Decimal("0.1"), Decimal("0.02")))
    assert "€ 9.000.000" in found.parts[0].lines[-1].words.nl.replace("\u00a0", " ")
    assert "€9,000,000" in found.parts[0].lines[-1].words.en
