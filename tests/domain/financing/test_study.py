"""Studies: starting arrangements from the figures, and positions side by side."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.financing.scenario import Variant
from kpikit.domain.financing.starting import STARTS, StartingTerms
from kpikit.domain.financing.study import (
    AGREED,
    Study,
    option_name,
    option_of,
    positions,
    problems,
)
from tests.domain.financing.scenarios import (
    FIRST,
    arranged,
    base_scope,
    scenario_of,
    volumes,
)


def study(*options: str, years: int = 4, **terms: Decimal) -> Study:
    scenario = scenario_of(
        volumes(*[900] * years), ["0.25", "0.5", "0.75", "1"][:years]
    )
    return Study(
        id="s",
        scope=base_scope(),
        scenario=scenario,
        options=options or ("fee",),
        terms=StartingTerms(**terms),
    )


def test_the_start_phase_is_that_of_the_facts() -> None:
    """Coverage 75, 50, 25 and 0% with release 25 to 100%: example E5a."""
    (found,) = positions(study("start_phase"))
    years = found.expected.years
    paid = [y.payments[1].amount for y in years]
    assert paid == [600_000, 400_000, 200_000, 0]
    assert [y.result.margin for y in years] == [390_000, 380_000, 370_000, 360_000]
    saved = [y.reference.spend - y.result.spend for y in years]
    assert saved == [250_000, 450_000, 650_000, 850_000]


def test_the_lump_sum_steps_down_from_what_is_paid_now() -> None:
    """2% less each year from 10 million: 9.8, 9.604 and 9.41192 million (E3a)."""
    (lump,) = option_of(study("lump_sum_band", years=3), "lump_sum_band")
    amounts = [a.amount for a in lump.term("amounts").per_year]
    assert amounts == [9_800_000, 9_604_000, Decimal(9411920)]
    assert [a.year for a in lump.term("amounts").per_year] == [
        FIRST,
        FIRST + 1,
        FIRST + 2,
    ]


def test_the_bundle_costs_a_patient_what_it_costs_now() -> None:
    """Without a price of its own it changes nothing as long as nothing changes."""
    scope = base_scope(patients=1400, alternative_price=550, alternative_cost=300)
    one = replace(study("bundle_patient"), scope=scope)
    (bundle,) = option_of(one, "bundle_patient")
    assert bundle.number("price") == 7_300  # the bundle price of example E6
    (found,) = positions(one)
    assert found.outlooks[Variant.NO_EFFECT].total == found.expected.reference


def test_start_funding_is_there_when_somebody_fills_it_in() -> None:
    """It is paid in the first year, by the insurer, on top of the compensation."""
    kinds = [a.kind for a in option_of(study("start_phase"), "start_phase")]
    assert kinds == ["pxq", "fixed_cost_compensation"]
    paid = study("start_phase", start_amount=Decimal(60_000))
    funding = option_of(paid, "start_phase")[2]
    assert [a.amount for a in funding.term("amounts").per_year] == [60_000, 0, 0, 0]


def test_recorded_arrangements_count_for_their_own_care_path() -> None:
    """Those of another care path have no part in it; those of all care do."""
    other = replace(arranged("ceiling"), care_path="Knie")
    all_care = arranged("lump_sum", amounts=[1])
    assert option_of(study(), AGREED, [other, all_care]) == (all_care,)


@pytest.mark.parametrize(
    "options",
    [(), ("fee", "fee"), ("unknown",), tuple(STARTS)[:5]],
    ids=["none", "twice", "unknown", "five"],
)
def test_one_to_four_known_options(options: tuple[str, ...]) -> None:
    """Anything else is refused at the options."""
    wrong = replace(study(), options=options)
    assert [p.where for p in problems(wrong)] == ["options"]


def test_terms_lie_within_their_limits() -> None:
    """A share above one is refused at its own field."""
    wrong = study(coverage=Decimal("1.1"), sharing_rate=Decimal(-1))
    assert [p.where for p in problems(wrong)] == ["coverage", "sharing_rate"]
    assert problems(study(*tuple(STARTS)[:4])) == ()


def test_every_start_says_why_and_when() -> None:
    """In both languages, and every option has a name."""
    for code, start in STARTS.items():
        assert all((start.why.nl, start.why.en, start.when.nl, start.when.en))
        assert option_name(code) == start.name
    assert option_name(AGREED).nl
