"""What hangs on results and conditions: missing, unclear, in year one, out of band."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.ambition import YearAmbition
from kpikit.domain.financing.base import Arrangement, Condition, Term
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.settlement import bases
from kpikit.domain.settlement.facts import (
    Facts,
    Finding,
    KpiOutcome,
    Phase,
    Standing,
)
from kpikit.domain.settlement.reckoning import EXTRAS, settle
from tests.domain.builders import (
    PATH,
    TOP_SCORE,
    YEARS,
    make_ambition,
    make_arrangement,
    make_dossier,
    make_filled,
    number,
    per_year,
)
from tests.domain.settlement.years import (
    due,
    make_care,
    make_facts,
    measured,
    outcome,
)

PXQ = make_arrangement("pxq", id_="pxq")
FOUR = Decimal(425_000)
MISSING = KpiOutcome(kpi_id=TOP_SCORE)


def gated(*terms: Term, sides: str = "one") -> Arrangement:
    return make_arrangement(
        "shared_savings",
        number("rate", "0.5"),
        Term(name="benchmark", words="2025"),
        Term(name="sides", words=sides),
        Term(name="gate", kpis=(TOP_SCORE,)),
        *terms,
        id_="sharing",
    )


def incentive(first_year: str = "report_only", *terms: Term) -> Arrangement:
    return make_arrangement(
        "quality_incentive",
        per_year("pool", *[25_000] * 3),
        Term(name="kpis", kpis=(TOP_SCORE,)),
        Term(name="first_year", words=first_year),
        *terms,
        id_="incentive",
    )


AS_MEASURED = Term(name="cannot_tell", words="as_measured")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(measured("80", Finding.MET), FOUR, id="met"),
        pytest.param(measured("60", Finding.NOT_MET), Decimal(0), id="failed"),
        pytest.param(measured("74", Finding.CANNOT_TELL), Decimal(0), id="unclear"),
        pytest.param(MISSING, Decimal(0), id="missing"),
        pytest.param(measured("75", None), FOUR, id="counted-and-met"),
        pytest.param(measured("74.9", None), Decimal(0), id="counted-and-failed"),
        pytest.param(
            KpiOutcome(kpi_id=TOP_SCORE, standing=Standing.NOT_DUE), FOUR, id="not-due"
        ),
    ],
)
def test_gate(result: KpiOutcome, expected: Decimal) -> None:
    """A gate that fails or lacks its data pays nothing; one not yet due is no gate."""
    assert expected == due(PXQ, gated(), facts=make_facts(result))[1]


def test_missing_is_flagged() -> None:
    """What was not delivered is named as such, which a zero would not say."""
    flags = outcome(PXQ, gated(), facts=make_facts(MISSING)).flags
    assert ["not-delivered"] == [flag.code for flag in flags]
    assert "niet geleverd" in flags[0].text.nl


def test_a_result_that_nobody_gave_is_missing() -> None:
    """Leaving a KPI out is the same as not delivering it."""
    assert due(gated(), facts=make_facts()) == due(gated(), facts=make_facts(MISSING))


def test_cannot_tell_takes_no_loss_either() -> None:
    """By default nothing is gained and nothing is lost while nobody can tell."""
    care = make_care(1000, spend=Decimal(10_600_000))
    two_sided = gated(sides="two")
    facts = make_facts(measured("74", Finding.CANNOT_TELL), care=care)
    assert [Decimal(0)] == due(two_sided, facts=facts)
    sure = make_facts(measured("80", Finding.MET), care=care)
    assert [Decimal(-300_000)] == due(two_sided, facts=sure)


def test_cannot_tell_as_agreed_beforehand() -> None:
    """Parties who agreed that the measured value counts then let it count."""
    above = make_facts(measured("76", Finding.CANNOT_TELL))
    below = make_facts(measured("74", Finding.CANNOT_TELL))
    assert FOUR == due(PXQ, gated(AS_MEASURED), facts=above)[1]
    assert Decimal(0) == due(PXQ, gated(AS_MEASURED), facts=below)[1]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(
            measured("65", Finding.NOT_MET, low=57, high=72), "15000", id="clear"
        ),
        pytest.param(
            measured("72", Finding.CANNOT_TELL, low=64, high=79),
            "22000",
            id="clear-of-floor",
        ),
        pytest.param(
            measured("56", Finding.NOT_MET, low=48, high=63), "0", id="in-the-margin"
        ),
        pytest.param(measured("72", Finding.CANNOT_TELL), "0", id="cannot-tell"),
        pytest.param(MISSING, "0", id="missing"),
    ],
)
def test_no_money_inside_the_sampling_error(result: KpiOutcome, expected: str) -> None:
    """Money begins at the floor, and only when the interval lies clear of it."""
    assert [Decimal(expected)] == due(incentive(), facts=make_facts(result))


def test_report_only_in_year_one() -> None:
    """The first year pays nothing by default, and says what it would have been."""
    first = make_facts(measured("65"), year=YEARS[0])
    found = outcome(incentive(), facts=first)
    assert Decimal(0) == found.parts[0].due
    assert Decimal(15_000) == found.parts[0].lines[-2].value
    assert ["report-only"] == [flag.code for flag in found.flags]
    assert [Decimal(15_000)] == due(incentive("pays"), facts=first)


def test_lower_is_better_turns_round() -> None:
    """With a goal below the floor the fraction grows as the result falls."""
    marks = tuple(
        YearAmbition(year=y, floor=Decimal(40), goal=Decimal(20)) for y in YEARS
    )
    dossier = replace(
        make_dossier(),
        ambitions=(make_ambition(*marks),),
        arrangements=(incentive(),),
    )
    assert Decimal(12_500) == settle(dossier, make_facts(measured("30"))).parts[0].due


@pytest.mark.parametrize(
    ("value", "expected"), [("74.9", 0), ("75", 25_000), ("80", 25_000)]
)
def test_without_a_floor_it_is_all_or_nothing(value: str, expected: int) -> None:
    """A goal without a floor is a step: reached or not."""
    marks = tuple(YearAmbition(year=y, goal=Decimal(75)) for y in YEARS)
    dossier = replace(
        make_dossier(),
        ambitions=(make_ambition(*marks),),
        arrangements=(incentive(),),
    )
    facts = make_facts(measured(value, None))
    assert Decimal(expected) == settle(dossier, facts).parts[0].due


def test_condition() -> None:
    """Start funding waits for its condition, and says so."""
    funding = replace(
        make_filled("start_funding"), condition=Condition.PLAN_READY, id="start"
    )
    waiting = outcome(funding)
    assert Decimal(0) == waiting.parts[0].due
    assert ["condition"] == [flag.code for flag in waiting.flags]
    there = replace(make_facts(), met=("start",))
    assert [Decimal(200)] == due(funding, facts=there)


def test_a_grant_is_not_the_insurers() -> None:
    """Money of another payer is not due from the insurer."""
    grant = make_arrangement(
        "start_funding",
        per_year("amounts", 300, 200, 100),
        Term(name="source", words="grant"),
    )
    assert [Decimal(0)] == due(grant)


def test_growth_stays_within_freed_room() -> None:
    """Extra patients count up to what was agreed and to the room that came free."""
    growth = make_arrangement(
        "area_growth", number("extra_patients", 50), number("price", 4_000)
    )
    care = make_care(980, extra_patients=Decimal(30))
    assert [Decimal(80_000)] == due(growth, facts=make_facts(care=care))


def test_bundle_holds_other_care() -> None:
    """Inside a bundle per patient care elsewhere is no extra spend to share."""
    unit = Term(name="unit", words="patient")
    bundle = make_arrangement("bundle", unit, number("price", 7_000), id_="b")
    sharing = replace(gated(), terms=(*gated().terms[:3],))
    care = make_care(900, patients=Decimal(1_400))
    found = due(bundle, sharing, facts=make_facts(care=care))
    assert [Decimal(9_800_000), Decimal(100_000)] == found


def two_paths(**changes: object) -> Facts:
    """Return a year with other care beside the base case."""
    other = make_care(1_000, care_path="Knie")
    return replace(make_facts(), care=(make_care(900, **changes), other))


def sharing_here() -> Arrangement:
    """Return a saving that is shared on one care path alone, without a gate."""
    return replace(gated(), terms=gated().terms[:3], care_path=PATH)


def test_saving_under_a_sum_for_more_care_is_not_guessed() -> None:
    """With one sum for two care paths nobody can say what one of them cost."""
    lump = make_arrangement("lump_sum", per_year("amounts", *[19_000_000] * 3))
    found = outcome(lump, sharing_here(), facts=two_paths())
    assert [Decimal(19_000_000), Decimal(0)] == [part.due for part in found.parts]
    assert ["spend"] == [flag.code for flag in found.parts[1].flags]


def test_compensation_for_more_care_is_not_paid_twice() -> None:
    """A compensation over two care paths is spend on both; which part is unknown."""
    filled = (per_year("coverage", "0.75", "0.75", "0.75"),)
    wide = make_arrangement("fixed_cost_compensation", *filled, id_="comp")
    assert Decimal(0) == due(PXQ, wide, sharing_here(), facts=two_paths())[2]
    narrow = replace(wide, care_path=PATH)
    assert Decimal(125_000) == due(PXQ, narrow, sharing_here(), facts=two_paths())[2]


def test_claims_tell_what_was_spent_after_all() -> None:
    """What the claims count goes first, whatever the sums are about: half of 850,000."""
    lump = make_arrangement("lump_sum", per_year("amounts", *[19_000_000] * 3))
    facts = two_paths(spend=Decimal(9_150_000))
    found = outcome(lump, sharing_here(), facts=facts)
    assert FOUR == found.parts[1].due
    assert () == found.parts[1].flags


def test_price_times_quantity_is_told_apart() -> None:
    """A price for each treatment says what one care path cost, also for all care."""
    assert FOUR == due(PXQ, sharing_here(), facts=two_paths())[1]


def test_stop_gain() -> None:
    """A bundle that gains 150,000 with a limit of 100,000 pays 100,000 of it."""
    unit = Term(name="unit", words="procedure")
    terms = (unit, number("price", 10_150), number("stop_gain", 100_000))
    bundle = make_arrangement("bundle", *terms)
    assert [Decimal(10_100_000)] == due(bundle, facts=make_facts(care=make_care(1000)))


@pytest.mark.parametrize(
    ("volume", "raised"), [(900, True), (931, False), (1029, False), (1060, True)]
)
def test_outside_the_band(volume: int, raised: bool) -> None:
    """What was delivered outside the agreed band makes the parties talk again."""
    lump = make_arrangement(
        "lump_sum", per_year("amounts", *[9_800_000] * 3), number("band", "0.05")
    )
    found = outcome(lump, facts=make_facts(care=make_care(volume)))
    assert raised == bool(found.triggers)
    assert [Decimal(9_800_000)] == [part.due for part in found.parts]


def test_every_kind_has_its_rule() -> None:
    """No kind is left without a rule for settling."""
    known = {*bases.BASES, *EXTRAS, "shared_savings", "quality_incentive"}
    assert set(all_kinds()) == known


def test_phase_does_not_change_the_rules() -> None:
    """Provisional and final differ in what is known, not in how it is reckoned."""
    final: Facts = replace(make_facts(), phase=Phase.FINAL)
    assert due(PXQ, gated()) == due(PXQ, gated(), facts=final)
