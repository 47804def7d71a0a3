"""A settled year comes to the amounts of the worked examples, to the cent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.financing.base import Arrangement, Term
from kpikit.domain.settlement.facts import CareFigures, Facts
from tests.domain.builders import TOP_SCORE, make_arrangement, number, per_year
from tests.domain.settlement.years import (
    SECOND,
    due,
    make_care,
    make_facts,
    measured,
    outcome,
)

PXQ = make_arrangement("pxq", id_="pxq")
MILLION = 1_000_000


def ceiling(obligation: str, *rate: str) -> Arrangement:
    terms = [number("excess_rate", r) for r in rate]
    return make_arrangement(
        "ceiling",
        per_year("amounts", *[10 * MILLION] * 3),
        Term(name="obligation", words=obligation),
        *terms,
    )


def sharing(*terms: Term, msr: str = "0.02", sides: str = "one") -> Arrangement:
    return make_arrangement(
        "shared_savings",
        number("rate", "0.5"),
        Term(name="benchmark", words="2025"),
        number("minimum_savings_rate", msr),
        number("cap", "0.1"),
        Term(name="sides", words=sides),
        *terms,
        id_="sharing",
    )


def compensation(coverage: str) -> Arrangement:
    return make_arrangement(
        "fixed_cost_compensation",
        per_year("coverage", *[coverage] * 3),
        Term(name="release_plan", words="een kwart per jaar"),
        id_="compensation",
    )


def lump_sum(*terms: Term) -> Arrangement:
    return make_arrangement("lump_sum", per_year("amounts", *[9_800_000] * 3), *terms)


def incentive(pool: int) -> Arrangement:
    return make_arrangement(
        "quality_incentive",
        per_year("pool", *[pool] * 3),
        Term(name="kpis", kpis=(TOP_SCORE,)),
        id_="incentive",
    )


def volume(number_of: int) -> Facts:
    return make_facts(care=make_care(number_of))


@pytest.mark.parametrize(
    ("arrangement", "treatments", "expected"),
    [
        pytest.param(PXQ, 900, "9000000", id="E1"),
        pytest.param(ceiling("yes"), 1050, "10000000", id="E2a"),
        pytest.param(ceiling("yes", "0.3"), 1050, "10150000", id="E2b"),
        pytest.param(ceiling("no", "0.3"), 1050, "10000000", id="E2c-no-duty"),
        pytest.param(ceiling("yes"), 900, "9000000", id="E2d"),
    ],
)
def test_bases(arrangement: Arrangement, treatments: int, expected: str) -> None:
    """Price times quantity and a ceiling pay what the examples say."""
    assert [Decimal(expected)] == due(arrangement, facts=volume(treatments))


@pytest.mark.parametrize(
    ("treatments", "expected"), [(900, "9645000"), (960, "9800000"), (1060, "9955000")]
)
def test_corridor(treatments: int, expected: str) -> None:
    """E11: outside a band of 5% half of the difference is settled."""
    lump = lump_sum(number("band", "0.05"), number("settle_share", "0.5"))
    assert [Decimal(expected)] == due(lump, facts=volume(treatments))


def test_bundle_per_patient() -> None:
    """E6: the bundle pays for 1,400 patients, whatever they chose."""
    terms = (Term(name="unit", words="patient"), number("price", 7300))
    care = make_care(900, patients=Decimal(1400))
    bundle = make_arrangement("bundle", *terms)
    assert [Decimal(10_220_000)] == due(bundle, facts=make_facts(care=care))


def test_shared_savings() -> None:
    """E4: half of a saving of 850,000 is 425,000, with its working in words."""
    found = outcome(PXQ, sharing()).parts[1]
    assert Decimal(425_000) == found.due
    said = [line.words.nl.replace("\u00a0", " ") for line in found.lines]
    assert "€ 10.000.000 − € 9.150.000 = € 850.000" in said
    assert "50% × (€ 10.000.000 − € 9.150.000) = € 425.000" in said


def test_stack() -> None:
    """E9: compensation counts as spend, so 125,000 is left to share."""
    found = due(PXQ, compensation("0.75"), sharing())
    assert [Decimal(9_000_000), Decimal(600_000), Decimal(125_000)] == found


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [("0.75", 600_000), ("0.5", 400_000), ("0.25", 200_000), ("0", 0)],
)
def test_compensation(coverage: str, expected: int) -> None:
    """E5: the part of the 800,000 missed that is compensated."""
    assert [Decimal(expected)] == due(compensation(coverage))


def _spent(spend: int) -> Facts:
    return make_facts(care=make_care(1000, spend=Decimal(spend)))


@pytest.mark.parametrize(
    ("spend", "rate", "expected"),
    [
        pytest.param(10_600_000, "0.55", "-330000", id="E10a"),
        pytest.param(10_100_000, "0.40", "0", id="E10b"),
        pytest.param(13_500_000, "0.75", "-1500000", id="E10c"),
    ],
)
def test_shared_losses(spend: int, rate: str, expected: str) -> None:
    """E10: losses past the filter are repaid, up to 15% of the benchmark."""
    two_sided = make_arrangement(
        "shared_savings",
        number("rate", rate),
        number("cap", "0.15"),
        number("minimum_savings_rate", "0.02"),
        Term(name="sides", words="two"),
    )
    assert [Decimal(expected)] == due(two_sided, facts=_spent(spend))


@pytest.mark.parametrize(
    ("value", "pool", "expected"),
    [
        pytest.param("65", 25_000, "15000", id="E7a"),
        pytest.param("75", 25_000, "25000", id="at-the-goal"),
        pytest.param("50", 25_000, "0", id="at-the-floor"),
        pytest.param("90", 25_000, "25000", id="never-more"),
        pytest.param("10", 25_000, "0", id="never-less"),
    ],
)
def test_incentive(value: str, pool: int, expected: str) -> None:
    """E7: a KPI pays in proportion between floor and goal."""
    facts = make_facts(measured(value))
    assert [Decimal(expected)] == due(incentive(pool), facts=facts)


def test_several_care_paths_add_up() -> None:
    """An arrangement for all care counts every care path."""
    paths = (make_care(900), replace(make_care(10), care_path="Knie"))
    facts = Facts(year=SECOND, care=paths)
    assert [Decimal(9_100_000)] == due(PXQ, facts=facts)


def test_rounding_at_the_end() -> None:
    """A third of a cent is kept until the amount is due, and half goes up."""
    care: CareFigures = make_care(3, price=Decimal("33.335"), variable_cost=Decimal(0))
    found = outcome(PXQ, facts=make_facts(care=care))
    assert Decimal("100.005") == found.parts[0].lines[-1].value
    assert Decimal("100.01") == found.parts[0].due


def test_paid_already() -> None:
    """What was paid comes off: the balance tells who still owes."""
    facts = replace(make_facts(), paid=Decimal(9_400_000))
    assert Decimal(-400_000) == outcome(PXQ, facts=facts).balance
