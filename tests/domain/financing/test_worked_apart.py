"""The same money worked out a second way: the formulas in fractions, in one place.

The second way uses nothing of the model but the words for what goes in and comes out.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from tests.domain.financing.scenarios import FIRST, arranged, base_scope, seen

ZERO, CENT = Fraction(0), Fraction(1, 100)
Terms = dict[str, Any]


@dataclass
class Money:
    """What a year comes to, for everybody."""

    paid: Fraction
    elsewhere: Fraction
    diverted: Fraction = ZERO
    granted: Fraction = ZERO
    delivered: Fraction = ZERO
    all_inside: bool = False
    extra: Fraction = ZERO
    spent: Fraction = ZERO
    others: Fraction = field(default=ZERO)


def hundredths(low: int, high: int) -> st.SearchStrategy[Fraction]:
    return st.integers(low, high).map(lambda n: Fraction(n, 100))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Terms, list[Terms], list[tuple[str, Terms]]]:
    """Draw figures, one to ten years, one base and any of what comes on top."""
    volume = draw(st.integers(1, 5_000))
    figures = {
        "volume": Fraction(volume),
        "patients": Fraction(volume + draw(st.integers(0, 3_000))),
        "price": draw(hundredths(100, 3_000_000)),
        "variable_cost": draw(hundredths(0, 1_500_000)),
        "fixed_cost": draw(hundredths(0, 10_000_000_00)),
        "elsewhere": draw(hundredths(0, 500_000)),
        "market_share": draw(hundredths(1, 100)),
        "diversion_rate": draw(hundredths(0, 100)),
    }
    years = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "growth": hundredths(-10, 10),
                    "effect": hundredths(-30, 80),
                    "release": hundredths(0, 100),
                    "price_index": hundredths(-5, 8),
                    "variable_cost_index": hundredths(-5, 8),
                    "fixed_cost_index": hundredths(-5, 8),
                    "elsewhere_index": hundredths(-5, 8),
                    "implementation": hundredths(0, 5_000_000),
                }
            ),
            min_size=1,
            max_size=10,
        )
    )
    usual = figures["volume"] * figures["price"] * figures["market_share"]
    near = hundredths(50, 130).map(lambda part: round(part * usual, 2))
    share = hundredths(0, 100)
    base = draw(
        st.sampled_from(["pxq", "ceiling", "open_ceiling", "lump_sum", "bundle"])
    )
    terms: Terms = {}
    if base == "lump_sum":
        terms = {"amounts": near, "band": share, "settle_share": share}
    elif base == "ceiling":
        terms = {"amounts": near, "excess_rate": share}
    elif base == "open_ceiling":
        terms = {"amounts": near}
    elif base == "bundle":
        terms = {"price": hundredths(0, 2_000_000), "stop_gain": near}
    extras: dict[str, Terms] = {
        "start_funding": {"amounts": hundredths(0, 10_000_000)},
        "fixed_cost_compensation": {"coverage": share},
        "shared_savings": {
            "rate": share,
            "minimum_savings_rate": hundredths(0, 10),
            "cap": share,
            "loss_rate": share,
        },
        "quality_incentive": {"pool": hundredths(0, 5_000_000)},
        "area_growth": {"price": hundredths(0, 900_000), "extra_patients": near},
    }
    wanted = draw(st.sets(st.sampled_from(sorted(extras))))
    stack = [(base, terms), *((k, extras[k]) for k in extras if k in wanted)]
    drawn = [(k, {n: draw(s) for n, s in each.items()}) for k, each in stack]
    return figures, years, drawn


def exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def arrangement(kind: str, terms: Terms, years: int) -> Arrangement:
    """Return what the model is given for a kind and its terms."""
    per_year = {"amounts", "coverage", "pool"}
    given: dict[str, object] = {
        n: [exact(v)] * years if n in per_year else exact(v) for n, v in terms.items()
    }
    if kind == "open_ceiling":
        return arranged("ceiling", years, obligation="no", **given)
    words = {
        "ceiling": {"obligation": "yes"},
        "bundle": {"unit": "patient"},
        "shared_savings": {"sides": "two"},
        "quality_incentive": {"first_year": "report_only"},
        "start_funding": {"source": "fund"},
    }
    return arranged(kind, years, **given, **words.get(kind, {}))


QUALITY = Fraction(3, 5)


def worked_out(
    figures: Terms, years: list[Terms], stack: list[tuple[str, Terms]]
) -> list[dict[str, Fraction]]:
    """Return revenue, cost, spend and treatments of each year, by the formulas."""
    found = []
    grown = price = variable = fixed = elsewhere = Fraction(1)
    share = figures["market_share"]
    for place, year in enumerate(years):
        grown *= 1 + year["growth"]
        price *= 1 + year["price_index"]
        variable *= 1 + year["variable_cost_index"]
        fixed *= 1 + year["fixed_cost_index"]
        elsewhere *= 1 + year["elsewhere_index"]
        now = {
            "p": figures["price"] * price,
            "v": figures["variable_cost"] * variable,
            "a": figures["elsewhere"] * elsewhere,
            "expected": figures["volume"] * grown * share,
            "patients": figures["patients"] * grown * share,
            "first": Fraction(place == 0),
        }
        now["volume"] = now["expected"] * (1 - year["effect"])
        now["avoided"] = max(now["expected"] - now["volume"], ZERO)
        money = with_base(*stack[0], now, figures)
        for kind, terms in stack[1:]:
            on_top(kind, terms, now, money)
        others = figures["volume"] * grown * (1 - share) * (1 - year["effect"])
        treated = money.delivered + others + money.extra
        idle = max(1 - treated / figures["volume"], ZERO)
        cost = figures["fixed_cost"] * fixed * (1 - year["release"] * idle)
        cost += now["v"] * treated + year["implementation"]
        found.append(
            {
                "revenue": money.paid + money.granted + now["p"] * others,
                "cost": cost,
                "spend": money.paid + money.elsewhere + money.diverted,
                "treated": treated,
                "reference": now["p"] * now["expected"],
            }
        )
    return found


def with_base(kind: str, terms: Terms, now: Terms, figures: Terms) -> Money:
    """Return what the base pays; with a bundle per patient nothing is paid elsewhere."""
    done = now["p"] * now["volume"]
    money = Money(
        paid=done, elsewhere=now["a"] * now["avoided"], delivered=now["volume"]
    )
    if kind == "ceiling":
        over = max(done - terms["amounts"], ZERO)
        money.paid = min(done, terms["amounts"]) + terms["excess_rate"] * over
    elif kind == "open_ceiling":
        money.delivered = min(now["volume"], terms["amounts"] / now["p"])
        money.paid = now["p"] * money.delivered
        away = figures["diversion_rate"] * (now["volume"] - money.delivered)
        money.diverted = now["p"] * away
    elif kind == "lump_sum":
        amount, band = terms["amounts"], terms["band"]
        over = max(done - (1 + band) * amount, ZERO)
        under = max((1 - band) * amount - done, ZERO)
        money.paid = amount + terms["settle_share"] * (over - under)
    elif kind == "bundle":
        bundled = terms["price"] * now["patients"]
        money.paid = done + min(bundled - done, terms["stop_gain"])
        money.elsewhere, money.all_inside = ZERO, True
    money.spent = money.paid + money.elsewhere + money.diverted
    return money


def on_top(kind: str, terms: Terms, now: Terms, money: Money) -> None:
    """Add what one arrangement pays; only compensation counts as spend."""
    if kind == "start_funding":
        money.granted += terms["amounts"]
    elif kind == "fixed_cost_compensation":
        extra = terms["coverage"] * (now["p"] - now["v"]) * now["avoided"]
        money.paid += extra
        money.spent += extra
    elif kind == "shared_savings":
        mark = now["p"] * now["expected"]
        saved, bar = mark - money.spent, terms["minimum_savings_rate"] * mark
        most = terms["cap"] * mark
        if saved >= bar:
            money.paid += min(terms["rate"] * max(saved, ZERO), most)
        if -saved >= bar:
            money.paid -= min(terms["loss_rate"] * max(-saved, ZERO), most)
    elif kind == "quality_incentive" and not now["first"]:
        money.paid += QUALITY * terms["pool"]
    elif kind == "area_growth":
        money.extra = min(terms["extra_patients"], now["avoided"])
        money.paid += terms["price"] * money.extra


@given(hundredths(1, 10), hundredths(-5, 5), hundredths(1, 100))
def test_what_reaches_the_filter_exactly_counts_in_each_of_ten_years(
    effect: Fraction, change: Fraction, share: Fraction
) -> None:
    """However many decimals growth and prices bring, 5% saved passes a filter of 5%."""
    year = YearAssumption(
        effect=exact(effect),
        growth=exact(change / 100),
        price_index=exact(change / 7).quantize(Decimal("0.0001")),
    )
    scenario = Scenario(name="verwacht", first_year=FIRST, years=(year,) * 10)
    terms = {"rate": Decimal("0.5"), "minimum_savings_rate": exact(effect)}
    stack = [arranged("pxq", 10), arranged("shared_savings", 10, sides="one", **terms)]
    scope = base_scope(elsewhere=0, price="1234.56", market_share=exact(share))
    for found in seen(scope, scenario, *stack).years:
        saved = found.reference.spend * exact(effect)
        assert abs(found.payments[1].amount - saved / 2) < Decimal("0.01")


@given(cases())
def test_the_model_and_the_formulas_come_to_the_same(
    case: tuple[Terms, list[Terms], list[tuple[str, Terms]]],
) -> None:
    """Whatever is agreed and assumed, both come to the same cent in every year."""
    figures, years, stack = case
    scope = DecisionScope(
        name="een keuze",
        **{name: exact(value) for name, value in figures.items()},  # type: ignore[arg-type]
    )
    scenario = Scenario(
        name="verwacht",
        first_year=FIRST,
        years=tuple(
            YearAssumption(**{n: exact(v) for n, v in year.items()}) for year in years
        ),
        quality=exact(QUALITY),
    )
    told = [arrangement(kind, terms, len(years)) for kind, terms in stack]
    found = seen(scope, scenario, *told).years
    for one, other in zip(found, worked_out(figures, years, stack), strict=True):
        result = one.result
        amounts = {
            "revenue": result.revenue,
            "cost": result.cost,
            "spend": result.spend,
            "treated": result.treated,
            "reference": one.reference.spend,
        }
        for name, amount in amounts.items():
            assert abs(Fraction(amount) - other[name]) < CENT, (name, one.year)
