"""The published and worked cases of the financing facts, to the cent."""

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.course import course
from kpikit.domain.financing.evidence import volume_effect
from kpikit.domain.financing.margins import neutral_share, one_fewer
from kpikit.domain.financing.reached import linear, points, worth_of
from kpikit.domain.financing.sharing import (
    Sharing,
    kept_within,
    loss_rate,
    savings_rate,
    shared,
)
from tests.domain.financing.scenarios import (
    arranged,
    base_scope,
    money,
    scenario_of,
    scope_of,
    seen,
    volumes,
)

CASES = json.loads(
    (Path(__file__).parent / "cases" / "financing.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
Inputs = dict[str, Any]
Found = dict[str, Any]


def sharing(first_euro: bool) -> Callable[[Inputs], Found]:
    def found(given: Inputs) -> Found:
        mark, rate = money(given["benchmark"]), money(given["rate"])
        filter_rate = money(given["msr"])
        terms = Sharing(rate=rate, filter_rate=filter_rate, first_euro=first_euro)
        return {"payment": shared(mark - money(given["actual"]), mark, terms)}

    return found


def lossy(given: Inputs) -> Found:
    top, floor = given["max_share"], given["floor"]
    quality, ceiling = given["quality"], given["ceiling"]
    found = loss_rate(quality, max_share=top, floor=floor, ceiling=ceiling)
    return {"loss_rate": found}


def losses(given: Inputs) -> Found:
    rate, mark = loss_rate(given["quality"]), money(given["benchmark"])
    cap = given["loss_cap"]
    terms = Sharing(rate=rate, filter_rate=given["mlr"], cap=cap)
    paid = shared(money(given["actual"]) - mark, mark, terms)
    return {"loss_rate": rate, "repayment": paid}


def stop_gain(given: Inputs) -> Found:
    raw, gain = money(given["raw"]), money(given["stop_gain"])
    kept = kept_within(raw, gain=gain)
    return {"payment": kept, "headroom_before_payment_changes": raw - kept}


def scale_points(given: Inputs) -> Found:
    names = ("threshold", "benchmark", "baseline")
    found = points(given["x"], **{name: given[name] for name in names})
    return dict(zip(("achievement", "improvement", "score"), found, strict=True))


def fixed_share(given: Inputs) -> Found:
    scope = base_scope(
        fixed_cost=given["fixed"], variable_cost=given["variable"], volume=1
    )
    share = scope.fixed_share * 100
    return {"fixed_share_pct": share, "variable_share_pct": 100 - share}


def effect(given: Inputs) -> Found:
    before, after = given["before"], given["after"]
    found = volume_effect((before[0], before[1]), (after[0], after[1]))
    return {
        "before_pct": found.before * 100,
        "after_pct": found.after * 100,
        "abs_pp": found.difference * 100,
        "relative_pct": found.relative * 100,
    }


def rate_of(given: Inputs) -> Found:
    mark, actual = money(given["benchmark"]), money(given["actual"])
    return {"savings": mark - actual, "rate_pct": savings_rate(mark, actual) * 100}


def earned(given: Inputs) -> Found:
    part = linear(*(money(given[name]) for name in ("x", "lo", "hi")))
    return {"fraction": part, "payment": part * given["value"]}


def fee(given: Inputs) -> Found:
    return under(given, arranged("pxq"))


def ceiling(given: Inputs) -> Found:
    duty = "yes" if given["obligation"] else "no"
    terms: dict[str, Any] = {"amounts": [given["ceiling"]], "obligation": duty}
    rate = given.get("excess_rate", 0)
    return under(given, arranged("ceiling", **terms, excess_rate=rate))


def under(given: Inputs, *arrangements: Arrangement, gate_met: bool = True) -> Found:
    scope = scope_of(given)
    scenario = scenario_of(
        volumes(given["volume"], base=scope.volume), gate_met=gate_met
    )
    found = seen(scope, scenario, *arrangements)
    total = found.total
    return {
        "delivered": total.treated,
        "revenue": total.revenue,
        "cost": total.cost,
        "margin": total.margin,
        "insurer_spend": total.spend,
        "insurer_saving": found.reference.spend - total.spend,
        "payments": {p.arrangement.kind: p.amount for p in found.years[0].payments},
    }


def lump_years(given: Inputs) -> Found:
    factor = 1 + money(given["annual_step"])
    years = len(given["volumes"])
    lumps = [given["lump0"] * factor ** (n + 1) for n in range(years)]
    scenario = scenario_of(volumes(*given["volumes"]), given["release"])
    found = seen(scope_of(given), scenario, arranged("lump_sum", years, amounts=lumps))
    return {
        "lump": [y.result.paid for y in found.years],
        "cost": [y.result.cost for y in found.years],
        "margin": [y.result.margin for y in found.years],
        "insurer_spend": [y.result.spend for y in found.years],
        "cumulative_saving": found.reference.spend - found.total.spend,
    }


def one_sided(given: Inputs) -> Found:
    extra = arranged(
        "shared_savings",
        rate=given["rate"],
        minimum_savings_rate=given["msr"],
        cap=given["cap"],
    )
    found = under(given, arranged("pxq"), extra, gate_met=given["gate_met"])
    scenario = scenario_of(volumes(given["volume"]))
    saving = given["benchmark"] - under(given, arranged("pxq"))["insurer_spend"]
    stretches = course(scope_of(given), scenario)
    neutral = neutral_share(stretches, [arranged("pxq"), extra])
    return {
        **found,
        "savings": saving,
        "savings_rate": saving / given["benchmark"],
        "payment": found["payments"]["shared_savings"],
        "margin_neutral_rate": neutral,
    }


def compensation(given: Inputs) -> Found:
    years = len(given["coverage"])
    scenario = scenario_of(volumes(*[given["volume"]] * years), given["release"])
    extra = arranged("fixed_cost_compensation", years, coverage=given["coverage"])
    found = seen(scope_of(given), scenario, arranged("pxq", years), extra)
    return {
        "compensation": [y.payments[1].amount for y in found.years],
        "margin": [y.result.margin for y in found.years],
        "insurer_saving": [y.reference.spend - y.result.spend for y in found.years],
    }


def bundles(given: Inputs) -> Found:
    scope = base_scope(
        patients=given["patients"],
        price=given["price_op"],
        variable_cost=given["var_op"],
        fixed_cost=given["fixed_cost"],
        alternative_price=given["price_cons"],
        alternative_cost=given["var_cons"],
        elsewhere=0,
    )
    scenario = scenario_of(volumes(*given["operated"]))
    years, price = len(given["operated"]), given["bundle_price"]
    bundle = arranged("bundle", years, unit="patient", price=price)
    kinds = {"bundle": bundle, "pxq": arranged("pxq", years)}
    found = {name: seen(scope, scenario, each).years for name, each in kinds.items()}
    revenue = {f"{n}_revenue": [y.result.revenue for y in v] for n, v in found.items()}
    margin = {f"{n}_margin": [y.result.margin for y in v] for n, v in found.items()}
    return {**revenue, **margin}


def payer_mix(given: Inputs) -> Found:
    figures = scope_of(given)
    scope = base_scope(market_share=given["share_lump"], volume=figures.volume)
    scenario = scenario_of(volumes(given["volume"]))
    found = seen(scope, scenario, arranged("lump_sum", amounts=[given["lump"]]))
    total = found.total
    return {
        "revenue": total.revenue,
        "cost": total.cost,
        "margin": total.margin,
        "insurer_A_spend": total.spend,
        "saving_other_insurers": found.reference.other_spend - total.other_spend,
    }


def stack(given: Inputs) -> Found:
    extra = arranged("fixed_cost_compensation", coverage=[given["coverage"]])
    rate, least = given["rate"], given["msr"]
    split = arranged("shared_savings", rate=rate, minimum_savings_rate=least)
    scenario = scenario_of(volumes(given["volume"]), [given["release"]])
    found = seen(scope_of(given), scenario, arranged("pxq"), split, extra)
    paid = {p.arrangement.kind: p.amount for p in found.years[0].payments}
    total = found.total
    sharing_paid = paid["shared_savings"]
    return {
        "compensation": paid["fixed_cost_compensation"],
        "net_savings": given["benchmark"] - (total.spend - sharing_paid),
        "shared_savings_payment": sharing_paid,
        "margin": total.margin,
        "insurer_spend": total.spend,
        "insurer_saving": found.reference.spend - total.spend,
    }


def corridor(given: Inputs) -> Found:
    price = given["production_value"] / Decimal(1000)
    scope = base_scope(price=price)
    names = ("band", "settle_share")
    terms: dict[str, Any] = {name: given[name] for name in names}
    lump = arranged("lump_sum", amounts=[given["lump"]], **terms)
    return {"revenue": seen(scope, scenario_of([Decimal(0)]), lump).total.revenue}


def marginal(given: Inputs) -> Found:
    scope = base_scope(alternative_cost=300)
    stretch = course(scope, scenario_of(volumes(1000 - 100 * given["avoided"])))[0]
    stacks = {
        "pxq": [arranged("pxq")],
        "lump": [arranged("lump_sum", amounts=[10_000_000])],
        "bundle_per_patient": [arranged("bundle", unit="patient", price=10_000)],
        "shared_savings_50": [
            arranged("pxq"),
            arranged("shared_savings", rate=Decimal("0.5")),
        ],
        "fcc_75": [
            arranged("pxq"),
            arranged("fixed_cost_compensation", coverage=[Decimal("0.75")]),
        ],
    }
    return {name: one_fewer(stretch, each).margin for name, each in stacks.items()}


FAMILIES: dict[str, Callable[[Inputs], Found]] = {
    "shared_savings/first_dollar": sharing(first_euro=True),
    "shared_savings/above_threshold": sharing(first_euro=False),
    "loss_rate/quality_scaled": lossy,
    "cap/stop_gain": stop_gain,
    "points_value": lambda given: {
        "payment": worth_of(money(given["points"]), given["point_value"])
    },
    "hvbp_points": scale_points,
    "fixed_share": fixed_share,
    "volume_effect": effect,
    "savings_rate": rate_of,
    "pxq": fee,
    "ceiling/obligation_unpaid": ceiling,
    "ceiling/obligation_30pct": ceiling,
    "ceiling/no_obligation": ceiling,
    "ceiling/volume_falls": ceiling,
    "lump_sum/3y_cost_release": lump_years,
    "lump_sum/3y_no_release": lump_years,
    "shared_savings/one_sided": one_sided,
    "shared_savings/gate_failed": one_sided,
    "fixed_cost_compensation/with_release": compensation,
    "fixed_cost_compensation/no_release": compensation,
    "bundle/per_patient": bundles,
    "quality_incentive/linear": earned,
    "payer_mix": payer_mix,
    "stack/fcc+ss": stack,
    "shared_losses": losses,
    "shared_losses/below_mlr": losses,
    "shared_losses/capped": losses,
    "lump_sum/corridor": corridor,
    "marginal": marginal,
}


def agrees(found: object, expected: object) -> bool:
    """Compare at the digits of the source: cents for money, else as published."""
    if isinstance(expected, list):
        assert isinstance(found, list)
        pairs = zip(found, expected, strict=True)
        return all(agrees(each, wanted) for each, wanted in pairs)
    assert isinstance(found, Decimal)
    wanted = Decimal(str(expected))
    exponent = wanted.as_tuple().exponent
    assert isinstance(exponent, int)
    whole_money = exponent == 0 and abs(wanted) > 100
    step = Decimal("0.01") if whole_money else Decimal(1).scaleb(exponent)
    return found.quantize(step, rounding=ROUND_HALF_UP) == wanted


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_reference_cases_come_out(case: dict[str, Any]) -> None:
    """Every case of the facts gives the figures that stand beside it."""
    found = FAMILIES[case["kind"]](case["inputs"])
    for name, wanted in case["expected"].items():
        assert agrees(found[name], wanted), (name, found[name], wanted)
