"""What has to hold for every scope, scenario and stack of arrangements."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing import scenario as scenarios
from kpikit.domain.financing import scope as scopes
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.chance import chance
from kpikit.domain.financing.course import course
from kpikit.domain.financing.margins import neutral_share, release_needed
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.reached import linear, step
from kpikit.domain.financing.scenario import (
    Range,
    Scenario,
    Variant,
    YearAssumption,
    variants,
)
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.sensitivity import tornado, widest
from kpikit.domain.financing.starting import STARTS, Ground, StartingTerms
from kpikit.domain.party import PartyRole
from tests.domain.financing.scenarios import (
    FIRST,
    arranged,
    base_scope,
    scenario_of,
    seen,
    volumes,
)

YEARS = 3
shares = st.decimals(0, 1, places=3)
changes = st.decimals(Decimal("-0.2"), Decimal("0.2"), places=3)
euros = st.integers(1, 20_000).map(Decimal)


@st.composite
def some_scope(draw: st.DrawFn) -> DecisionScope:
    volume = draw(st.integers(1, 5_000))
    return DecisionScope(
        name="een keuze",
        patients=Decimal(volume + draw(st.integers(0, 2_000))),
        volume=Decimal(volume),
        price=draw(euros),
        variable_cost=draw(euros),
        fixed_cost=draw(euros) * 1000,
        elsewhere=draw(euros),
        alternative_price=draw(st.sampled_from([Decimal(0), Decimal(550)])),
        alternative_cost=draw(st.sampled_from([Decimal(0), Decimal(300)])),
        market_share=draw(st.decimals(Decimal("0.05"), 1, places=2)),
        diversion_rate=draw(shares),
    )


@st.composite
def some_scenario(draw: st.DrawFn) -> Scenario:
    years = tuple(
        YearAssumption(
            growth=draw(changes),
            effect=draw(changes),
            release=draw(shares),
            price_index=draw(changes),
            variable_cost_index=draw(changes),
            elsewhere_index=draw(changes),
        )
        for _ in range(YEARS)
    )
    quality, met = draw(shares), draw(st.booleans())
    return Scenario(
        name="s", first_year=FIRST, years=years, quality=quality, gate_met=met
    )


amounts = st.lists(euros.map(lambda e: e * 500), min_size=YEARS, max_size=YEARS)
bases = st.one_of(
    st.just(arranged("pxq", YEARS)),
    amounts.map(lambda a: arranged("ceiling", YEARS, amounts=a, obligation="no")),
    amounts.map(
        lambda a: arranged(
            "ceiling", YEARS, amounts=a, obligation="yes", excess_rate=Decimal("0.3")
        )
    ),
    st.tuples(amounts, shares, shares).map(
        lambda t: arranged(
            "lump_sum", YEARS, amounts=t[0], band=t[1], settle_share=t[2]
        )
    ),
    st.tuples(st.sampled_from(["patient", "procedure"]), euros, euros).map(
        lambda t: arranged("bundle", YEARS, unit=t[0], price=t[1], stop_gain=t[2])
    ),
)
extras = st.lists(
    st.one_of(
        amounts.map(lambda a: arranged("start_funding", YEARS, amounts=a)),
        amounts.map(
            lambda a: arranged("start_funding", YEARS, amounts=a, source="grant")
        ),
        st.lists(shares, min_size=YEARS, max_size=YEARS).map(
            lambda c: arranged("fixed_cost_compensation", YEARS, coverage=c)
        ),
        st.tuples(shares, shares, shares).map(
            lambda t: arranged(
                "shared_savings",
                YEARS,
                rate=t[0],
                minimum_savings_rate=t[1],
                cap=t[2],
                sides="two",
            )
        ),
        amounts.map(lambda a: arranged("quality_incentive", YEARS, pool=a)),
        euros.map(lambda p: arranged("area_growth", YEARS, extra_patients=40, price=p)),
    ),
    max_size=4,
    unique_by=lambda a: a.kind,
)


@given(some_scope(), some_scenario(), bases, extras)
def test_every_euro_that_is_spent_arrives_somewhere(
    scope: DecisionScope,
    scenario: Scenario,
    base: Arrangement,
    more: list[Arrangement],
) -> None:
    """Insurers spend what the provider gets, plus other care and diversion."""
    stretches = course(scope, scenario)
    for stretch, year in zip(
        stretches, outlook(stretches, [base, *more]).years, strict=True
    ):
        found = year.result
        spent = found.spend + found.other_spend
        inside = base.kind == "bundle" and base.term("unit").words == "patient"
        mine = 0 if inside else stretch.mine.elsewhere * stretch.mine.avoided
        others = stretch.others.elsewhere * stretch.others.avoided
        received = found.revenue - found.granted
        expected = received + mine + others + found.diverted
        assert abs(spent - expected) < Decimal("0.000001")


@given(some_scope(), some_scenario(), bases, extras)
def test_payments_add_up_to_what_the_provider_gets(
    scope: DecisionScope,
    scenario: Scenario,
    base: Arrangement,
    more: list[Arrangement],
) -> None:
    """The lines per arrangement are all of the provider's money from this agreement."""
    for year in seen(scope, scenario, base, *more).years:
        lines = sum((p.amount for p in year.payments), Decimal(0))
        paid = year.result.paid + year.result.granted
        assert abs(lines - paid) < Decimal("0.000001")


def stays(found: Outlook) -> bool:
    """Tell whether both parties and the number of patients are as in the reference."""
    pairs = zip(found.total, found.reference, strict=True)
    return all(abs(one - other) < Decimal("0.0001") for one, other in pairs)


@given(some_scope(), shares, shares, euros)
def test_without_effect_all_bases_are_alike(
    scope: DecisionScope, band: Decimal, share: Decimal, other: Decimal
) -> None:
    """With no effect and no steps, each base gives what price times quantity gives.

    Also when the provider gives the other treatment, at a price of its own.
    """
    scope = replace(scope, alternative_price=other)
    still = scenario_of([Decimal(0)] * YEARS)
    untreated = scope.patients - scope.volume
    fee = scope.price * scope.volume + other * untreated
    mine = [scope.market_share * fee] * YEARS
    kinds = [
        arranged("pxq", YEARS),
        arranged("ceiling", YEARS, amounts=mine, obligation="no"),
        arranged("ceiling", YEARS, amounts=mine, obligation="yes", excess_rate=share),
        arranged("lump_sum", YEARS, amounts=mine),
        arranged("lump_sum", YEARS, amounts=mine, band=band, settle_share=share),
        arranged("bundle", YEARS, unit="patient", price=fee / scope.patients),
        arranged("bundle", YEARS, unit="procedure", price=scope.price),
    ]
    for kind in kinds:
        assert stays(seen(scope, still, kind)), kind.kind


@given(some_scope(), euros)
def test_every_starting_base_begins_at_the_reference(
    scope: DecisionScope, other: Decimal
) -> None:
    """A ceiling, lump sum or bundle that we propose changes nothing without an effect."""
    scope = replace(scope, alternative_price=other)
    still = scenario_of([Decimal(0)] * YEARS)
    ground = Ground(scope, still, StartingTerms(lump_step=Decimal(0)))
    for name in ("fee", "ceiling", "lump_sum_band", "bundle_patient"):
        assert stays(seen(scope, still, *STARTS[name].make(ground))), name


@given(some_scope(), some_scenario(), euros, amounts, st.sampled_from(["yes", "no"]))
def test_a_ceiling_is_the_most_that_is_paid(
    scope: DecisionScope,
    scenario: Scenario,
    other: Decimal,
    most: list[Decimal],
    duty: str,
) -> None:
    """Unpaid above it, a ceiling is never passed, whatever the provider gives instead."""
    scope = replace(scope, alternative_price=other)
    ceiling = arranged("ceiling", YEARS, amounts=most, obligation=duty)
    paid = [y.result.paid for y in seen(scope, scenario, ceiling).years]
    assert all(p <= m for p, m in zip(paid, most, strict=True))


@given(some_scope(), some_scenario(), euros)
def test_no_release_is_needed_without_an_effect(
    scope: DecisionScope, scenario: Scenario, other: Decimal
) -> None:
    """Fewer patients in the area ask for no release beyond what happens anyway."""
    scope = replace(scope, alternative_price=other)
    years = tuple(
        replace(y, effect=Decimal(0), implementation=Decimal(0)) for y in scenario.years
    )
    still = course(scope, replace(scenario, years=years))
    found = release_needed(still, [arranged("pxq", YEARS)])
    assert found is None or abs(found) < Decimal("0.0001")


@given(st.decimals("-0.3", "0.3", places=2), st.decimals("0.05", "0.5", places=2))
def test_the_release_that_is_needed_holds_when_volume_shrinks(
    growth: Decimal, effect: Decimal
) -> None:
    """Letting go of that part, with and without the effect, leaves the same margin."""
    year = YearAssumption(growth=growth, effect=effect, release=Decimal("0.4"))
    scenario = Scenario(name="s", first_year=FIRST, years=(year,))
    lump = arranged("lump_sum", amounts=[9_000_000 * (1 + growth)])
    needed = release_needed(course(base_scope(), scenario), [lump])
    if needed:
        held = replace(scenario, years=(replace(year, release=needed),))
        if needed <= 1:
            found = seen(base_scope(), held, lump)
            assert abs(found.total.margin - found.reference.margin) < Decimal("0.01")


@given(some_scope(), some_scenario(), amounts)
def test_a_lump_sum_does_not_look_at_volume(
    scope: DecisionScope, scenario: Scenario, sums: list[Decimal]
) -> None:
    """Whatever the effect, the provider gets the amount of the year."""
    lump = arranged("lump_sum", YEARS, amounts=sums)
    paid = [y.result.paid for y in seen(scope, scenario, lump).years]
    assert sums == paid


@given(some_scope(), some_scenario(), shares, shares, shares)
def test_shared_savings_stay_within_the_cap_and_wait_for_the_gate(
    scope: DecisionScope,
    scenario: Scenario,
    rate: Decimal,
    least: Decimal,
    cap: Decimal,
) -> None:
    """Never more than the cap of the benchmark; nothing when a gate fails."""
    split = arranged(
        "shared_savings", YEARS, rate=rate, minimum_savings_rate=least, cap=cap
    )
    stretches = course(scope, scenario)
    found = outlook(stretches, [arranged("pxq", YEARS), split])
    for stretch, year in zip(stretches, found.years, strict=True):
        paid = year.payments[1].amount
        assert 0 <= paid <= cap * stretch.mine.benchmark
        if not scenario.gate_met:
            assert paid == 0


@given(shares, shares, st.decimals(0, 1, places=2), st.decimals(0, 1, places=2))
def test_a_better_result_never_earns_less(
    result: Decimal, better: Decimal, floor: Decimal, goal: Decimal
) -> None:
    """The earned part lies in 0-1 and rises with the result, or falls with it."""
    low, high = sorted((result, better))
    parts = linear(low, floor, goal), linear(high, floor, goal)
    assert all(0 <= part <= 1 for part in parts)
    assert parts[0] <= parts[1] if floor <= goal else parts[0] >= parts[1]


@given(shares, shares)
def test_lower_may_be_better(result: Decimal, goal: Decimal) -> None:
    """With the direction turned, reaching the goal means staying at or under it."""
    assert step(result, goal, lower_is_better=True) == int(result <= goal)


def test_the_neutral_share_leaves_the_margin_as_it_was() -> None:
    """Sharing at exactly that part brings the provider back to the reference."""
    scope, scenario = base_scope(), scenario_of(volumes(900))
    neutral = neutral_share(course(scope, scenario), [arranged("pxq")])
    assert neutral is not None
    split = arranged("shared_savings", rate=neutral)
    found = seen(scope, scenario, arranged("pxq"), split)
    assert abs(found.total.margin - found.reference.margin) < Decimal("0.01")


def test_the_release_that_is_needed_leaves_the_margin_as_it_was() -> None:
    """At -10%, price times quantity loses 800,000 and 760,000 lies idle: too little."""
    scope, scenario = base_scope(), scenario_of(volumes(900))
    needed = release_needed(course(scope, scenario), [arranged("pxq")])
    assert needed == Decimal(800_000) / Decimal(760_000)
    lump = [arranged("lump_sum", amounts=[9_500_000])]
    part = release_needed(course(scope, scenario), lump)
    assert part == Decimal(300_000) / Decimal(760_000)
    assert release_needed(course(scope, scenario_of([Decimal(0)])), lump) is None


def test_two_bases_in_one_year_are_refused() -> None:
    """Nobody can be paid twice for the same care."""
    both = (arranged("pxq"), arranged("lump_sum", amounts=[1]))
    with pytest.raises(ValueError, match="two base"):
        seen(base_scope(), scenario_of([Decimal(0)]), *both)


def test_the_variants_always_stand_beside_it() -> None:
    """No effect, as expected, more of it, and a rise instead."""
    found = variants(scenario_of([Decimal("0.1"), Decimal("0.8")]))
    effects = {v: [y.effect for y in s.years] for v, s in found.items()}
    assert effects == {
        Variant.NO_EFFECT: [0, 0],
        Variant.EXPECTED: [Decimal("0.1"), Decimal("0.8")],
        Variant.HIGH: [Decimal("0.15"), 1],
        Variant.RISE: [Decimal("-0.05"), Decimal("-0.05")],
    }


def test_the_widest_bar_stands_first() -> None:
    """Under price times quantity the effect moves the margin by 800,000 at -10%."""
    scope = base_scope()
    scenario = scenario_of(volumes(900), ["0.5"])
    bars = tornado(scope, scenario, [arranged("pxq")])
    widths = {bar.code: bar.width(PartyRole.PROVIDER) for bar in bars}
    first, second, *_ = widest(bars, PartyRole.PROVIDER)
    assert (first.code, second.code) == ("effect", "release")
    # V 950 and 850: margin falls 8,000 a treatment, half of 7,600 comes back.
    assert widths["effect"] == 100 * (8_000 - 3_800)
    # All released or nothing: half of 760,000.
    assert widths["release"] == 380_000
    assert widths["elsewhere"] == 0


def test_what_matters_most_differs_per_party() -> None:
    """The insurer saves 8,500 on an avoided operation, and pays 750 more or less of it."""
    scenario = scenario_of(volumes(900), ["0.5"])
    bars = tornado(base_scope(), scenario, [arranged("pxq")])
    found = widest(bars, PartyRole.INSURER)
    widths = {bar.code: bar.width(PartyRole.INSURER) for bar in found}
    # 100 operations more or fewer; growth of 1% either way moves what is avoided by 2.
    assert widths == {
        "effect": 100 * 8_500,
        "elsewhere": 100 * 1_500,
        "growth": 2 * 8_500,
    }
    assert [*widths] == ["effect", "elsewhere", "growth"]


def test_the_chance_is_the_same_each_time() -> None:
    """A seed fixes the draws; another seed gives nearly the same chance."""
    scope, scenario = base_scope(), scenario_of(volumes(900), ["0.5"])
    stacked = [arranged("pxq"), arranged("shared_savings", rate=Decimal("0.5"))]
    first = chance(scope, scenario, stacked)
    assert first == chance(scope, scenario, stacked)
    other = chance(scope, scenario, stacked, seed=1)
    assert abs(first.provider_below - other.provider_below) < 0.02


def test_the_chance_agrees_with_what_can_be_worked_out() -> None:
    """A lump sum of 9.8 million: the insurer pays more only for dear other care.

    The saving is 200,000 against 100 treatments elsewhere at 1,500 to 4,500 each;
    with only that cost uncertain, it is lost above 2,000: a chance of 5/6.
    """
    fixed = tuple(
        Range(code=c, low=v, high=v)
        for c, v in {
            "effect": Decimal(1),
            "growth": Decimal(0),
            "release": Decimal(1),
            "variable_cost": Decimal(1),
            "fixed_cost": Decimal(1),
        }.items()
    )
    scope = base_scope(elsewhere=3_000)
    scenario = replace(scenario_of(volumes(900)), ranges=fixed)
    found = chance(scope, scenario, [arranged("lump_sum", amounts=[9_800_000])])
    assert abs(found.insurer_above - 5 / 6) < 0.015
    # The provider loses 200,000 of revenue and saves 200,000: nothing below.
    assert found.provider_below == 0


@given(some_scope(), some_scenario(), bases, extras)
def test_draws_and_exact_numbers_agree(
    scope: DecisionScope,
    scenario: Scenario,
    base: Arrangement,
    more: list[Arrangement],
) -> None:
    """With nothing uncertain, each draw is on the side that the exact sum is on."""
    still = tuple(
        Range(code=c, low=Decimal(v), high=Decimal(v))
        for c, v in {"effect": 1, "growth": 0, "release": 1}.items()
    ) + tuple(
        Range(code=c, low=Decimal(1), high=Decimal(1))
        for c in ("variable_cost", "fixed_cost", "elsewhere")
    )
    scenario = replace(scenario, ranges=still)
    stacked = [base, *more]
    found = outlook(course(scope, scenario), stacked)
    drawn = chance(scope, scenario, stacked, draws=3)
    margin = found.total.margin - found.reference.margin
    spend = found.total.spend - found.reference.spend
    if abs(margin) > Decimal("0.001"):
        assert drawn.provider_below == int(margin < 0)
    if abs(spend) > Decimal("0.001"):
        assert drawn.insurer_above == int(spend > 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("patients", -1),
        ("patients", 500),
        ("patients", "NaN"),
        ("volume", 0),
        ("volume", "Infinity"),
        ("price", 0),
        ("variable_cost", -1),
        ("fixed_cost", "1e12"),
        ("market_share", "1.2"),
        ("market_share", 0),
        ("diversion_rate", "1.01"),
        ("elsewhere", "NaN"),
    ],
)
def test_nonsense_figures_are_refused_at_their_field(field: str, value: object) -> None:
    """Below nothing, absurdly large, no number, or a share above one."""
    found = scopes.problems(base_scope(**{field: value}))
    assert {p.where for p in found} >= {field}
    assert scopes.problems(base_scope()) == ()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"effect": Decimal("1.1")}, "effect_2028"),
        ({"growth": Decimal(-1)}, "growth_2028"),
        ({"release": Decimal(2)}, "release_2028"),
        ({"implementation": Decimal(-1)}, "implementation_2028"),
        ({"price_index": Decimal("NaN")}, "price_index_2028"),
    ],
)
def test_nonsense_assumptions_are_refused_at_their_year(
    changed: dict[str, Decimal], where: str
) -> None:
    """The field of that year is named, and nothing else."""
    scenario = scenario_of([Decimal(0), Decimal(0)])
    second = replace(scenario.years[1], **changed)
    wrong = replace(scenario, years=(scenario.years[0], second))
    assert [p.where for p in scenarios.problems(wrong)] == [where]


def test_a_scenario_has_one_to_ten_years() -> None:
    """No years, too many, and no name."""
    scenario = scenario_of([Decimal(0)] * 11)
    wrong = replace(scenario, name=" ")
    found = {p.where for p in scenarios.problems(wrong)}
    assert found == {"name", "years"}
    assert scenarios.problems(replace(scenario, years=())) != ()
    assert scenarios.problems(scenario_of([Decimal(0)])) == ()
