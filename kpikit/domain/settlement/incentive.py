"""What a quality incentive comes to: for each linked KPI, from floor to goal."""

from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.settlement.gates import (
    Question,
    Weighs,
    flags_of,
    questions,
    weigh,
    weigh_on_scale,
)
from kpikit.domain.settlement.ground import Ground
from kpikit.domain.settlement.lines import Sheet
from kpikit.domain.settlement.saying import Unit
from kpikit.domain.settlement.working import (
    NOTHING,
    ONE,
    Clamp,
    Constant,
    Figure,
    Minus,
    Over,
    Times,
    Working,
    total,
)
from kpikit.text import Text


def quality_incentive(ground: Ground, sheet: Sheet, dossier: Dossier) -> None:
    """Settle a quality incentive; every linked KPI has the same weight.

    In its first year it reports only, unless the parties chose that it pays.
    """
    arrangement, prefix = sheet.arrangement, sheet.prefix
    pool = ground.term(prefix, arrangement, "pool")
    asked = questions(dossier, ground.facts, arrangement, "kpis")
    parts: list[Working] = []
    for number, each in enumerate(asked, start=1):
        reached = _reached(ground, sheet, each, number)
        if reached is None or pool is None:
            continue
        share: Working = Over(pool, Constant(Decimal(len(asked))))
        label = Text(nl=f"Bedrag: {each.name.nl}", en=f"Amount: {each.name.en}")
        whole = pool if len(asked) == 1 else share
        parts.append(sheet.line(f"pays_{number}", label, Times((whole, reached))))
    if _reports_only(ground, sheet):
        sheet.line("would_be", _WOULD_BE, total(tuple(parts)))
        sheet.flag("report-only", _REPORT_ONLY)
        sheet.line("due", _DUE, NOTHING, note=_REPORT_ONLY)
        return
    sheet.line("due", _DUE, total(tuple(parts)))


def _reports_only(ground: Ground, sheet: Sheet) -> bool:
    first = ground.facts.year == sheet.arrangement.first_year
    return first and sheet.arrangement.term("first_year").words != "pays"


def _reached(
    ground: Ground, sheet: Sheet, asked: Question, number: int
) -> Figure | None:
    """Write which part is reached; ``None`` for a KPI that is not due this year."""
    arrangement = sheet.arrangement
    scale = asked.on_a_scale
    weighs = weigh_on_scale(asked, arrangement) if scale else weigh(asked, arrangement)
    for each in flags_of(asked, arrangement, weighs):
        sheet.flag(each.code, each.text)
    if weighs is Weighs.NOT_DUE:
        return None
    label = Text(nl=f"Bereikt: {asked.name.nl}", en=f"Reached: {asked.name.en}")
    working: Working = ONE if weighs is Weighs.PAYS else NOTHING
    if scale and weighs is Weighs.PAYS:
        working = _on_scale(ground, sheet, asked, number)
    return sheet.line(f"reached_{number}", label, working, Unit.SHARE)


def _on_scale(ground: Ground, sheet: Sheet, asked: Question, number: int) -> Working:
    """Return ``(result − floor) ÷ (goal − floor)``, between nothing and all.

    The rule of NHS CQUIN: linear between two thresholds. Where lower is better, floor
    and goal turn the fraction round by themselves.
    """
    values = {
        "result": (_RESULT, asked.result.value),
        "floor": (_FLOOR, asked.floor),
        "goal": (_GOAL, asked.goal),
    }
    result, floor, goal = (
        ground.given(
            f"{sheet.prefix}_{name}_{number}",
            label,
            value if value is not None else NOTHING.value,
            Unit.NUMBER,
            asked.name,
        )
        for name, (label, value) in values.items()
    )
    return Clamp(Over(Minus(result, floor), Minus(goal, floor)))


_RESULT = Text(nl="Resultaat", en="Result")
_FLOOR = Text(nl="Ondergrens", en="Floor")
_GOAL = Text(nl="Doel", en="Goal")
_WOULD_BE = Text(nl="Zou zijn betaald", en="Would have been paid")
_REPORT_ONLY = Text(
    nl="Eerste jaar: alleen melden, geen geld.",
    en="First year: report only, no money.",
)
_DUE = Text(nl="Verschuldigd", en="Due")
