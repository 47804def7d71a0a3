"""What was recorded, as labels and words: for checking, history and collisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from kpikit.domain.advice import baseline_interval
from kpikit.domain.ambition import (
    COMPARATOR_NAMES,
    UNIT_NAMES,
    AnyAmbition,
    Baseline,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
)
from kpikit.domain.financing.base import (
    CONDITION_NAMES,
    Arrangement,
    Condition,
    Parameter,
    ParameterKind,
    Term,
)
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.fair_warnings import RULES
from kpikit.domain.kpi import AnyKpi, KpiId, Unit
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.measurement import MARGIN_NAMES, RULE_NAMES, Margin, MeasurementPlan
from kpikit.excel.words import named
from kpikit.web.language import money, number, words
from kpikit.web.reader import desk

_SHARES = frozenset({ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR})


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was asked, with what the parties filled in; empty when nothing."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that is not what it was."""

    label: str
    before: str
    after: str


def figure(value: Decimal | None, unit: Unit) -> str:
    """Return a number in the unit of its statistic, as the reader writes it."""
    if value is None:
        return ""
    if unit is Unit.PERCENT:
        return f"{number(value)}%"
    if unit is Unit.PERCENTAGE_POINTS:
        return f"{number(value)} {words(UNIT_NAMES[unit])}"
    return number(value)


def share(value: Decimal | None) -> str:
    """Return a share in 0-1 as a percentage."""
    return "" if value is None else f"{number(value * 100)}%"


def level_name(level: int | None) -> str:
    """Return a level of the ladder with its number and name."""
    if level is None:
        return ""
    for each in desk().library.ladder:
        if each.value == level:
            return f"{level} – {words(each.name)}"
    return str(level)


def care_path_name(care_path: str) -> str:
    """Return the name of a care path; an empty one is the whole agreement."""
    return care_path or str(_("The whole agreement"))


def baseline_words(baseline: Baseline, unit: Unit) -> str:
    """Return a baseline in one line: period, value and n; or that it has to come."""
    if baseline.to_be_measured:
        return str(_("baseline still to be measured"))
    parts = [
        _("baseline %(period)s", period=baseline.period).strip(),
        figure(baseline.value, unit) + _certainty(baseline, unit),
        f"n = {number(baseline.n)}" if baseline.n else "",
    ]
    return ", ".join(p for p in parts if p)


def _certainty(baseline: Baseline, unit: Unit) -> str:
    """Return the interval of a baseline share, when n is known."""
    found = baseline_interval(baseline, unit)
    if found is None or found.lower is None or found.upper is None:
        return ""
    low, high = (number(round(end * 100)) for end in (found.lower, found.upper))
    return " " + str(_("(95%% certainty: %(low)s–%(high)s)", low=low, high=high))


def of_ambition(ambition: AnyAmbition) -> tuple[Answer, ...]:
    """Return what the parties aim for on one KPI."""
    if isinstance(ambition, MeasuredAmbition):
        return tuple(_measured(ambition))
    return tuple(_narrative(ambition))


def of_plan(
    plan: MeasurementPlan, *, narrative: bool = False, judged: bool = True
) -> tuple[Answer, ...]:
    """Return how one KPI is measured; without numbers for a narrative one.

    ``judged`` says whether a result will be held against a goal, by a rule.
    """
    method = words(named(plan.method)) if plan.method else ""
    mode = words(named(plan.mode)) if plan.mode else ""
    numbers = (
        Answer(_("How they are chosen"), method),
        Answer(_("How they are asked"), mode),
        Answer(_("Planned sample per round"), number(plan.planned_n)),
        Answer(_("Minimum per round"), number(plan.minimum_n)),
        Answer(_("Rounds a year"), number(plan.rounds_per_year)),
        Answer(_("Eligible per round"), number(plan.population)),
        Answer(_("Expected response"), share(plan.expected_response)),
        *(_judging(plan) if judged else ()),
    )
    return (
        Answer(_("Who is asked"), plan.who_is_asked),
        *_asked(plan.question),
        *(() if narrative else numbers),
        Answer(_("When"), plan.moments),
        Answer(_("Who does the work"), plan.measured_by),
        Answer(_("Who sees to it"), plan.owner),
        Answer(
            _("Evidence") if narrative else _("Where the data come from"),
            plan.data_source,
        ),
    )


def of_arrangement(
    arrangement: Arrangement, kpis: Mapping[KpiId, AnyKpi]
) -> tuple[Answer, ...]:
    """Return what an arrangement says; ``kpis`` gives the names of linked ones."""
    kind = all_kinds().get(arrangement.kind)
    parameters = kind.parameters if kind else ()
    condition = words(CONDITION_NAMES[arrangement.condition])
    if arrangement.condition is Condition.OTHER:
        condition = arrangement.condition_words
    elif arrangement.condition_words:
        condition = f"{condition}: {arrangement.condition_words}"
    return (
        Answer(_("Care path"), care_path_name(arrangement.care_path)),
        Answer(_("Years"), years_words(arrangement.years)),
        *(
            answer
            for parameter in parameters
            for answer in _term(parameter, arrangement.term(parameter.name), kpis)
        ),
        Answer(_("Condition"), condition),
        Answer(_("Note"), arrangement.note),
        *(
            Answer(_("Warning left aside: %(warning)s", warning=name), o.reason)
            for o in arrangement.overrules
            if (name := _says(o.rule))
        ),
    )


def _says(rule: str) -> str:
    """Return what a warning says, as words before a colon."""
    return words(RULES[rule].says).rstrip(".") if rule in RULES else rule


def years_words(years: Sequence[int]) -> str:
    """Return years that follow each other: 2026–2028, or 2026 for one."""
    if not years:
        return ""
    first, last = years[0], years[-1]
    return str(first) if first == last else f"{first}–{last}"


def unpaid_words(lacking: Sequence[tuple[str, int]]) -> list[str]:
    """Return each care path with the years in which it has no base arrangement."""
    paths: dict[str, list[int]] = {}
    for path, year in lacking:
        paths.setdefault(path, []).append(year)
    return [f"{care_path_name(p)}: {_years(years)}" for p, years in paths.items()]


def changes(before: Iterable[Answer], after: Iterable[Answer]) -> tuple[Changed, ...]:
    """Return each answer that differs, in the order in which they are asked."""
    old = {a.label: a.words for a in before}
    new = {a.label: a.words for a in after}
    return tuple(
        Changed(label, old.get(label, ""), new.get(label, ""))
        for label in {**new, **old}
        if old.get(label, "") != new.get(label, "")
    )


def _years(years: list[int]) -> str:
    unbroken = years[-1] - years[0] + 1 == len(years)
    return years_words(years) if unbroken else ", ".join(str(y) for y in years)


def _measured(ambition: MeasuredAmbition) -> Iterator[Answer]:
    unit, start = ambition.unit, ambition.baseline
    known = not start.to_be_measured
    value = figure(start.value, unit) if known else _("still to be measured")
    yield Answer(_("Baseline"), value)
    yield Answer(_("Number behind the baseline"), number(start.n))
    yield Answer(_("Period of the baseline"), start.period)
    yield Answer(_("Source of the baseline"), start.source)
    yield Answer(_("Comparison"), words(COMPARATOR_NAMES[ambition.comparator]))
    between = ambition.comparator is Comparator.BETWEEN
    for each in ambition.years:
        low, high = figure(each.floor, unit), figure(each.goal, unit)
        if between:
            both = _("%(low)s to %(high)s", low=low, high=high) if low or high else ""
            yield Answer(_("Range in %(year)s", year=each.year), both)
            continue
        yield Answer(_("Floor in %(year)s", year=each.year), low)
        yield Answer(_("Goal in %(year)s", year=each.year), high)
    yield Answer(_("Why this ambition"), ambition.rationale)


def _judging(plan: MeasurementPlan) -> Iterator[Answer]:
    yield Answer(_("Decision rule"), words(RULE_NAMES[plan.rule]))
    sure = share(plan.level)
    if plan.margin is Margin.EXACT:
        sure = f"{sure}, {words(MARGIN_NAMES[plan.margin])}"
    yield Answer(_("Confidence"), sure)
    if plan.unprovable_reason:
        label = _("Why a goal that this sample cannot show")
        yield Answer(label, plan.unprovable_reason)


def _asked(question: LiteralQuestion) -> Iterator[Answer]:
    """Yield what is asked literally, where the parties wrote that down."""
    if question.is_empty:
        return
    yield Answer(_("The exact question"), question.words)
    yield Answer(_("All answers"), "\n".join(question.answers))
    yield Answer(_("Counts above the line"), "\n".join(question.top))
    yield Answer(_("Does not count"), "\n".join(question.left_out))


def _narrative(ambition: NarrativeAmbition) -> Iterator[Answer]:
    yield Answer(_("Level now"), level_name(ambition.baseline_level))
    for each in ambition.years:
        yield Answer(_("Level in %(year)s", year=each.year), level_name(each.level))
    yield Answer(_("How will we notice?"), ambition.how_noticed)
    yield Answer(_("Why this ambition"), ambition.rationale)


def _term(
    parameter: Parameter, term: Term, kpis: Mapping[KpiId, AnyKpi]
) -> Iterator[Answer]:
    label = words(parameter.label)
    if term.per_year:
        for each in term.per_year:
            yield Answer(f"{label}, {each.year}", _amount(parameter, each.amount))
    elif term.kpis:
        known = (words(kpis[k].name) if k in kpis else k for k in term.kpis)
        yield Answer(label, ", ".join(known))
    elif parameter.kind is ParameterKind.CHOICE:
        names = {c.code: words(c.name) for c in parameter.choices}
        yield Answer(label, names.get(term.words, term.words))
    elif term.number is not None:
        yield Answer(label, _amount(parameter, term.number))
    else:
        yield Answer(label, term.words)


def _amount(parameter: Parameter, amount: Decimal) -> str:
    if parameter.kind in _SHARES:
        return share(amount)
    if parameter.kind is ParameterKind.COUNT:
        return number(amount)
    return money(amount)
