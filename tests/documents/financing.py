"""``python -m tests.documents.financing`` writes docs/financing.md from the model."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.course import course
from kpikit.domain.financing.margins import neutral_share, one_fewer, release_needed
from kpikit.domain.financing.outlook import YearResult, outlook
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.settlement.saying import EN, Unit, shown
from tests.domain.financing.scenarios import (
    FIRST,
    arranged,
    base_scope,
    scenario_of,
    volumes,
)

PLACE = Path(__file__).parents[2] / "docs" / "financing.md"
BASE = base_scope()
FEWER = scenario_of(volumes(900))
MORE = scenario_of(volumes(1_050))
COVERAGE = [Decimal("0.75"), Decimal("0.5"), Decimal("0.25"), Decimal(0)]
RELEASE = ["0.25", "0.5", "0.75", "1"]
SHARING = arranged(
    "shared_savings",
    rate=Decimal("0.5"),
    minimum_savings_rate=Decimal("0.02"),
    cap=Decimal("0.1"),
    sides="one",
)
CHOICE = base_scope(patients=1_400, alternative_price=550, alternative_cost=300)
LUMP = arranged("lump_sum", 3, amounts=[9_800_000, 9_604_000, 9_411_920])
Row = tuple[str, ...]


def written() -> str:
    """Return the document."""
    parts = [INTRODUCTION, _reference(), _one_fewer()]
    parts += [_kind(code) for code in all_kinds()]
    parts += [_readings(), SETTLEMENT]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main() -> None:
    """Write the document anew."""
    PLACE.write_text(written(), encoding="utf-8")


def _kind(code: str) -> str:
    kind = all_kinds()[code]
    caution = f" {kind.caution.en}" if kind.caution else ""
    head = [
        f"## {kind.name.en}",
        f"{kind.summary.en} *{kind.formula.en.capitalize()}.*",
        f"**When.** {kind.use_when.en}",
        f"**Watch out for.** {kind.risks.en}{caution}",
    ]
    return "\n\n".join([*head, *EXAMPLES[code]()])


def _readings() -> str:
    """Return what was decided where the rules leave room, worked out by the model."""
    still, fee = scenario_of([Decimal(0)]), CHOICE.price * CHOICE.volume
    whole = fee + CHOICE.alternative_price * (CHOICE.patients - CHOICE.volume)
    band, half = Decimal("0.01"), Decimal("0.5")
    lump = arranged("lump_sum", amounts=[whole], band=band, settle_share=half)
    now = outlook(course(CHOICE, still), [lump]).years[0]
    year = YearAssumption(growth=Decimal("-0.1"), effect=Decimal("0.1"))
    shrinking = Scenario(name="s", first_year=FIRST, years=(year,))
    needed = release_needed(
        course(BASE, shrinking), [arranged("lump_sum", amounts=[8_500_000])]
    )
    assert needed is not None
    percent = shown(round(needed * 100, 1), Unit.NUMBER, EN)
    return f"""## Where the rules leave room

**Price times quantity is all of it.** A provider that also gives the other treatment is paid for that too:
{_number(CHOICE.volume)} operations and {_number(CHOICE.patients - CHOICE.volume)} other treatments at
{_euro(CHOICE.alternative_price)} bring {_euro(whole)}. Both are held against a ceiling and against the band of a
lump sum. So a ceiling is really the most that is paid. And without any effect all base arrangements
pay the same: a lump sum of {_euro(whole)} with a band of 1% pays {_euro(now.result.revenue)}. Against the
operations alone, {_euro(fee)}, it would lie outside its band while nothing had changed. Where others give
the other treatment, as in the base case, nothing differs.

**A ceiling that we propose** is what price times quantity would pay without an effect.

**The release that is needed** is the part of idle fixed cost to let go, so that the provider keeps the margin of
the reference. The reference is the same year without an effect, and it lets go of the same part: what
lies idle anyway, because fewer patients come, asks for nothing. When the number of patients falls by 10%,
one in ten of them chooses otherwise and a lump sum of €8,500,000 is paid, the part is {percent}%."""


def _reference() -> str:
    now = outlook(course(BASE, scenario_of([Decimal(0)])), []).years[0]
    fixed = shown(round(BASE.fixed_share * 100, 1), Unit.NUMBER, EN)
    return f"""## The base case

Every example below is about the same choice: an operation for worn hips. A hospital does
{_number(BASE.volume)} operations a year at {_euro(BASE.price)} each. An operation costs it
{_euro(BASE.variable_cost)} in what is used up, and {_euro(BASE.fixed_cost)} a year runs on anyway:
{fixed}% of its cost is fixed. A patient who chooses otherwise costs the insurer
{_euro(BASE.elsewhere)} elsewhere. The hospital receives {_euro(now.result.revenue)}, spends
{_euro(now.result.cost)} and keeps {_euro(now.result.margin)}. The insurer spends {_euro(now.result.spend)}.
With shared decision making one in ten patients chooses otherwise: {_number(FEWER_VOLUME)} operations."""


FEWER_VOLUME = Decimal(900)


def _one_fewer() -> str:
    stretch = course(BASE, FEWER)[0]
    choice = course(CHOICE, FEWER)[0]
    pxq, lump = arranged("pxq"), arranged("lump_sum", amounts=[10_000_000])
    rows = []
    for name, where, stack in (
        ("Price times quantity", stretch, [pxq]),
        ("Lump sum", stretch, [lump]),
        (
            "Bundle per patient",
            choice,
            [arranged("bundle", unit="patient", price=7_300)],
        ),
        ("Price times quantity, 50% shared savings", stretch, [pxq, SHARING]),
        ("Price times quantity, 75% compensation", stretch, [pxq, _compensation(1)]),
    ):
        found = one_fewer(where, stack)
        rows.append((name, _euro(found.margin), _euro(found.spend)))
    head = ("Paid by", "Margin of the hospital", "Spend of the insurer")
    return "## What one avoided operation does\n\n" + _table(head, rows)


def _compensation(years: int) -> Arrangement:
    return arranged("fixed_cost_compensation", years, coverage=COVERAGE[:years])


def _pxq() -> Iterator[str]:
    yield _both(BASE, FEWER, {"One in ten chooses otherwise": [arranged("pxq")]})


def _ceiling() -> Iterator[str]:
    def ceiling(obligation: str, excess: str = "0") -> list[Arrangement]:
        rate, amounts = Decimal(excess), [10_000_000]
        return [
            arranged(
                "ceiling", amounts=amounts, obligation=obligation, excess_rate=rate
            )
        ]

    yield "With a ceiling of €10,000,000 and 5% more operations:"
    yield _both(
        BASE,
        MORE,
        {
            "Duty to deliver, unpaid": ceiling("yes"),
            "Duty to deliver, 30% paid": ceiling("yes", "0.3"),
            "No duty, patients go elsewhere": ceiling("no"),
        },
    )
    yield "With one in ten fewer it pays exactly as price times quantity:"
    yield _both(BASE, FEWER, {"Ceiling": ceiling("yes")})


def _lump_sum() -> Iterator[str]:
    fewer = volumes(970, 940, 910)
    yield "€9,800,000 in the first year and 2% less each year; 970, 940 and 910 operations:"
    for title, release in (
        ("Fixed cost let go: 0%, 25%, 50% of what lies idle", ["0", "0.25", "0.5"]),
        ("Nothing let go", ["0", "0", "0"]),
    ):
        yield f"{title}:"
        yield _years(BASE, scenario_of(fewer, release), [LUMP])


def _bundle() -> Iterator[str]:
    yield (
        "€7,300 for each of 1,400 patients, whatever they choose; another treatment in "
        "the hospital costs €300 and is otherwise paid at €550:"
    )
    stacks = {
        "Bundle per patient": [arranged("bundle", unit="patient", price=7_300)],
        "Price times quantity": [arranged("pxq")],
    }
    yield _both(CHOICE, FEWER, stacks)


def _start_funding() -> Iterator[str]:
    yield "€120,000 for training and tools, beside price times quantity:"
    funding = arranged("start_funding", amounts=[120_000], source="insurer")
    grant = arranged("start_funding", amounts=[120_000], source="grant")
    stacks = {
        "Paid by the insurer": [arranged("pxq"), funding],
        "Paid from a grant": [arranged("pxq"), grant],
    }
    yield _both(BASE, FEWER, stacks)


def _fixed_cost() -> Iterator[str]:
    effects = volumes(900, 900, 900, 900)
    stack = [arranged("pxq", 4), _compensation(4)]
    yield "75%, 50%, 25% and 0% of the €800,000 that is missed, beside price times quantity:"
    yield "With a release plan of 25%, 50%, 75% and 100%, both are near or above where they were:"
    yield _years(BASE, scenario_of(effects, RELEASE), stack)
    yield "Without a release plan the cost stays, and the margin goes:"
    yield _years(BASE, scenario_of(effects, ["0"] * 4), stack)


def _shared_savings() -> Iterator[str]:
    yield (
        "Half of what the insurer saves, past a noise filter of 2%, at most 10% of the "
        "benchmark, beside price times quantity:"
    )
    closed = scenario_of(volumes(900), gate_met=False)
    yield _both(BASE, FEWER, {"KPIs in order": [arranged("pxq"), SHARING]})
    yield _both(BASE, closed, {"KPIs not in order": [arranged("pxq"), SHARING]})
    share = neutral_share(course(BASE, FEWER), [arranged("pxq")])
    assert share is not None
    percent = shown(round(share * 100, 1), Unit.NUMBER, EN)
    yield (
        f"With so much fixed cost the hospital would need {percent}% of the saving to end "
        "where it began. With 75% compensation first, which counts as spend:"
    )
    both = [arranged("pxq"), _compensation(1), SHARING]
    released = scenario_of(volumes(900), ["0.25"])
    yield _both(BASE, released, {"Compensation and sharing": both})


def _quality() -> Iterator[str]:
    half = scenario_of(volumes(900), quality="0.6")
    pool = arranged("quality_incentive", pool=[25_000], first_year="pays")
    yield (
        "A KPI with floor 50 and goal 75 that ends at 65 earns (65 − 50) ÷ (75 − 50) = "
        "60% of a pool of €25,000. It does nothing to the number of operations:"
    )
    yield _both(BASE, half, {"60% of the pool": [arranged("pxq"), pool]})


def _growth() -> Iterator[str]:
    growth = arranged("area_growth", extra_patients=40, price=4_000)
    yield "Room of 100 operations came free; 40 more patients of the area come at €4,000:"
    stack = {"40 more patients": [arranged("lump_sum", amounts=[10_000_000]), growth]}
    yield _both(BASE, FEWER, stack)


EXAMPLES = {
    "pxq": _pxq,
    "ceiling": _ceiling,
    "lump_sum": _lump_sum,
    "bundle": _bundle,
    "start_funding": _start_funding,
    "fixed_cost_compensation": _fixed_cost,
    "shared_savings": _shared_savings,
    "quality_incentive": _quality,
    "area_growth": _growth,
}
HEAD = ("Revenue", "Cost", "Margin", "against before", "Insurer spends", "saves")


def _both(
    scope: DecisionScope, scenario: Scenario, stacks: dict[str, list[Arrangement]]
) -> str:
    rows = [
        (name, *_line(outlook(course(scope, scenario), stack).years[0]))
        for name, stack in stacks.items()
    ]
    return _table(("", *HEAD), rows)


def _years(scope: DecisionScope, scenario: Scenario, stack: list[Arrangement]) -> str:
    found = outlook(course(scope, scenario), stack).years
    rows = [(f"Year {n}", *_line(year)) for n, year in enumerate(found, start=1)]
    return _table(("", *HEAD), rows)


def _line(year: YearResult) -> Row:
    result, before = year.result, year.reference
    amounts = (
        result.revenue,
        result.cost,
        result.margin,
        result.margin - before.margin,
        result.spend,
        before.spend - result.spend,
    )
    return tuple(_euro(a) for a in amounts)


def _table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, tuple("---:" if n else "---" for n in range(len(head))), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _euro(amount: Decimal) -> str:
    return shown(amount, Unit.MONEY, EN)


def _number(amount: Decimal) -> str:
    return shown(amount, Unit.NUMBER, EN)


INTRODUCTION = """# Financing: arrangements that both boards can see through

What each arrangement does to a hospital and to a health insurer when patients who decide together
choose fewer operations. Written by the model itself: `python -m tests.documents.financing` makes this
page anew, and a test compares the two. Amounts are of a made-up hospital; 'before' is the same year
at price times quantity without any effect.

Three rules hold for all of them. A drop in volume is never a condition for payment: a saving is shared
afterwards, as an outcome. Each care path and year has one base arrangement; what comes on top follows a
fixed order: start funding, compensation, shared savings, quality incentive, growth. Compensation counts
as spend when a saving is worked out, so that nothing is paid twice. Evidence on the effect is mixed, so
look at no effect and at a rise as well."""
SETTLEMENT = """## Settling a year

A year is settled from the actual volumes and the results of the KPIs, first provisionally, later with all
claims in. Every line stands there with its formula filled in, and can be followed with a calculator. Only
the amount due per arrangement is rounded, half a cent up. Both parties agree, and then nothing changes.

**A KPI that was not delivered** pays nothing and is named: it is no zero. One that is not yet due does not
count. **In its first year** a quality incentive reports only, unless the parties chose otherwise.

**Cannot tell.** Money for a KPI grows from its floor to its goal, so what matters is whether the result lies
clear of the floor. When the floor lies inside the interval of the result, nobody can tell, and by default
nothing is gained and nothing is lost: no payment, and no repayment either. The parties may agree beforehand
that the measured value counts then. Once clear of the floor a better result never pays less. A KPI
without a floor, or one that has to be in order before savings are shared, asks whether the goal was met.

**Outside the band.** What was delivered outside the band around a lump sum is settled for the agreed part, and
says that the parties have to talk about the agreement again."""


if __name__ == "__main__":
    main()
