"""A finding in plain words: first what it means, then what it rests on."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.advice import words as say
from kpikit.domain.advice.words import filled, joined
from kpikit.domain.ambition import Comparator
from kpikit.domain.finding import wording
from kpikit.domain.finding.agreed import Agreed
from kpikit.domain.finding.change import Change
from kpikit.domain.finding.finding import KpiFinding
from kpikit.domain.finding.judging import Judged, Why
from kpikit.domain.finding.trend import Trend
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, StatisticKind, Unit
from kpikit.domain.result.figure import AnyFigure, CountFigure, ShareFigure
from kpikit.statistics.changes import ChangeVerdict
from kpikit.statistics.chart import Kind
from kpikit.statistics.rules import Rule, Verdict
from kpikit.text import Text

_ONE_DECIMAL_FROM = 200
_DECEMBER = 12
_BETTER = frozenset({Kind.IMPROVEMENT_HIGH, Kind.IMPROVEMENT_LOW})
_WORSE = frozenset({Kind.CONCERN_HIGH, Kind.CONCERN_LOW})


def headline(agreed: Agreed, finding: KpiFinding, trend: Trend | None) -> Text:
    """Return the one line that a board reads: a lasting change, else the verdict."""
    kind = trend.variation if trend is not None else None
    if kind in _BETTER:
        return wording.BETTER
    if kind in _WORSE:
        return wording.WORSE
    verdict = finding.judged.verdict
    if agreed.plan.rule is Rule.PLAN and verdict in wording.PLAN_HEADLINES:
        return wording.PLAN_HEADLINES[verdict]
    if verdict in wording.HEADLINES:
        return wording.HEADLINES[verdict]
    return wording.WITHOUT.get(finding.judged.why, wording.ONLY_A_VALUE)


def sentence(agreed: Agreed, finding: KpiFinding) -> Text:
    """Return what the finding rests on: value, number, margin, goal and change."""
    return joined(*_sentences(agreed, finding))


def value_words(kpi: AnyKpi, value: Decimal, n: int | None = None) -> Text:
    """Return a value with its unit, rounded for reading only."""
    unit, decimals = _unit(kpi), _decimals(kpi, n)
    if unit is Unit.COUNT:
        return say.rounded(value, 0)
    found = say.rounded(value, decimals)
    sign = "%" if unit is Unit.PERCENT else ""
    return Text(nl=found.nl + sign, en=found.en + sign)


def margin_words(kpi: AnyKpi, judged: Judged) -> Text | None:
    """Return the margin, such as 62–83%; ``None`` when there is none."""
    if judged.low is None or judged.high is None:
        return None
    decimals = _decimals(kpi, judged.n)
    low, high = say.rounded(judged.low, decimals), say.rounded(judged.high, decimals)
    sign = "%" if _unit(kpi) is Unit.PERCENT else ""
    return Text(nl=f"{low.nl}–{high.nl}{sign}", en=f"{low.en}–{high.en}{sign}")


def goal_words(agreed: Agreed) -> Text | None:
    """Return the goal of the year in words; ``None`` when there is none."""
    if agreed.comparator is None or agreed.goal is None:
        return None
    unit = _unit(agreed.kpi)
    goal = say.goal(agreed.comparator, agreed.goal, unit)
    if agreed.comparator is not Comparator.BETWEEN or agreed.floor is None:
        return goal
    low, high = say.exact(agreed.floor, unit), say.exact(agreed.goal, unit)
    return Text(
        nl=f"tussen {low.nl} en {high.nl}", en=f"between {low.en} and {high.en}"
    )


def progress_words(progress: Decimal | None) -> Text | None:
    """Return how far it is from baseline to goal: 40% of the way."""
    if progress is None:
        return None
    part = say.rounded(progress * 100, 0)
    return filled(wording.PROGRESS, part=part)


def change_words(kpi: AnyKpi, change: Change) -> Text:
    """Return the change since the baseline with its margin."""
    signed = joined(_signed(kpi, change.difference), _POINTS.get(_unit(kpi)))
    start = value_words(kpi, change.start)
    if change.low is None or change.high is None:
        return filled(wording.CHANGE_BARE, change=signed, start=start)
    return filled(
        wording.CHANGE,
        change=signed,
        start=start,
        low=_signed(kpi, change.low),
        high=_signed(kpi, change.high),
    )


def rounds_words(finding: KpiFinding) -> Text | None:
    """Return which rounds it rests on, in the order of time."""
    if not finding.periods:
        return None
    names = [p.name for p in finding.periods]
    if len(names) == 1:
        return names[0]
    first, last = names[0], names[-1]
    return Text(nl=f"{first.nl} t/m {last.nl}", en=f"{first.en} to {last.en}")


def _sentences(agreed: Agreed, finding: KpiFinding) -> Iterator[Text | None]:
    kpi, judged = agreed.kpi, finding.judged
    if finding.figure is None or judged.value is None:
        yield wording.BECAUSE.get(judged.why)
        return
    yield _measured(kpi, finding)
    goal = goal_words(agreed)
    if goal is not None and judged.verdict is not None:
        yield filled(wording.GOAL, year=agreed.year, goal=goal)
        yield why_words(agreed, judged)
    if finding.change is not None:
        yield _change(kpi, finding.change)
    if finding.year_so_far is not None and finding.year_so_far.value is not None:
        yield _year(kpi, finding, finding.year_so_far)


def _measured(kpi: AnyKpi, finding: KpiFinding) -> Text:
    judged, rounds = finding.judged, rounds_words(finding)
    value = value_words(kpi, judged.value or Decimal(0), judged.n)
    if isinstance(finding.figure, CountFigure) or judged.n is None:
        return filled(wording.COUNTED, rounds=rounds or Text("", ""), value=value)
    margin = margin_words(kpi, judged)
    template = wording.MEASURED if margin is not None else wording.MEASURED_BARE
    return filled(
        template,
        rounds=rounds or Text("", ""),
        value=value,
        people=_people(finding.figure, judged.n),
        margin=margin or Text("", ""),
    )


def _people(figure: AnyFigure | None, n: int) -> Text:
    if isinstance(figure, ShareFigure):
        x, total = say.whole(figure.numerator), say.whole(figure.denominator)
        return Text(nl=f"{x.nl} van {total.nl}", en=f"{x.en} of {total.en}")
    total = say.whole(n)
    return Text(nl=f"n = {total.nl}", en=f"n = {total.en}")


def _change(kpi: AnyKpi, change: Change) -> Text:
    says = wording.CHANGES[change.verdict]
    if change.verdict is ChangeVerdict.NOT_JUDGED and change.measured:
        says = wording.CHANGE_FROM_FIRST
    return filled(says, change=change_words(kpi, change))


def _year(kpi: AnyKpi, finding: KpiFinding, judged: Judged) -> Text:
    over = bool(finding.periods) and finding.periods[-1].last_day.month == _DECEMBER
    value = value_words(kpi, judged.value or Decimal(0), judged.n)
    margin = margin_words(kpi, judged)
    template = wording.YEAR if margin is not None else wording.YEAR_BARE
    which = wording.WHOLE_YEAR if over else wording.YEAR_SO_FAR
    return filled(
        template,
        year=filled(which, year=finding.year),
        value=value,
        margin=margin or Text("", ""),
    )


def _signed(kpi: AnyKpi, difference: Decimal) -> Text:
    decimals = 0 if _unit(kpi) is Unit.COUNT else 1
    found = say.rounded(abs(difference), decimals)
    zero = not round(abs(difference), decimals)
    sign = "" if zero else "+" if difference > 0 else "−"
    return Text(nl=sign + found.nl, en=sign + found.en)


def _unit(kpi: AnyKpi) -> Unit:
    return kpi.statistic.unit if isinstance(kpi, MeasuredKpi) else Unit.POINTS


def _decimals(kpi: AnyKpi, n: int | None) -> int:
    """Return how many decimals may be shown: a small sample promises none."""
    if not isinstance(kpi, MeasuredKpi):
        return 0
    if kpi.statistic.kind is StatisticKind.SHARE:
        return 1 if n is not None and n >= _ONE_DECIMAL_FROM else 0
    return max(kpi.statistic.decimals, 1)


_POINTS = {Unit.PERCENT: Text(nl="procentpunt", en="percentage points")}
VERDICT_WORDS = {
    Verdict.MET: ("●", wording.MET),
    Verdict.INCONCLUSIVE: ("◐", wording.CANNOT_TELL),
    Verdict.NOT_MET: ("○", wording.NOT_MET),
    Verdict.NOT_JUDGED: ("–", wording.NO_VERDICT),
}
"""Shape and word of each verdict; never a colour alone."""


def verdict_words(judged: Judged) -> tuple[str, Text] | None:
    """Return shape and word of a verdict; ``None`` without a goal to hold it to."""
    return None if judged.verdict is None else VERDICT_WORDS[judged.verdict]


def why_words(agreed: Agreed, judged: Judged) -> Text | None:
    """Return why a verdict is what it is, or why there is none."""
    if agreed.plan.rule is Rule.PLAN and judged.why is Why.SHOWN:
        said = wording.BY_PLAN.get(judged.verdict)
        allowed, n = say.whole(judged.allowed or 0), say.whole(judged.n or 0)
        return said and filled(said, allowed=allowed, n=n)
    return wording.BECAUSE.get(judged.why)
