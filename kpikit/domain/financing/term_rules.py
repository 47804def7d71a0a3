"""Whether what is filled in for an arrangement fits the parameters of its kind."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.financing import soundness_wording as words
from kpikit.domain.financing.base import (
    PER_YEAR,
    Arrangement,
    Kind,
    Parameter,
    ParameterKind,
    Term,
)
from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi, Use
from kpikit.problems import Problem
from kpikit.text import Text

MOST_EURO = Decimal(10_000_000_000)
_WORDS = (ParameterKind.CHOICE, ParameterKind.WORDS)
_SHARES = (ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR)


def term_problems(arrangement: Arrangement, kind: Kind) -> Iterator[Problem]:
    """Yield what is wrong with the terms, per parameter of the kind."""
    known = {p.name for p in kind.parameters}
    for name, times in Counter(t.name for t in arrangement.terms).items():
        if name not in known or times > 1:
            yield _problem("unknown-term", name, words.UNKNOWN_TERM)
    for parameter in kind.parameters:
        yield from _term(parameter, arrangement.term(parameter.name), arrangement)


def link_problems(
    arrangement: Arrangement, kind: Kind, kpis: dict[KpiId, AnyKpi]
) -> Iterator[Problem]:
    """Yield what is wrong with the KPIs that money is linked to."""
    for parameter in kind.parameters:
        for kpi_id, times in Counter(arrangement.term(parameter.name).kpis).items():
            if times > 1:
                yield _problem("kpi-twice", parameter.name, words.KPI_TWICE)
            yield from _link(parameter, kpis.get(kpi_id))


def _link(parameter: Parameter, kpi: AnyKpi | None) -> Iterator[Problem]:
    if kpi is None:
        yield _problem("kpi-not-chosen", parameter.name, words.NOT_CHOSEN)
    elif kpi.balancing:
        yield _problem("kpi-balancing", parameter.name, words.balancing(kpi))
    elif isinstance(kpi, NarrativeKpi):
        if not (parameter.held_counts and kpi.held_may_pay):
            yield _problem("kpi-narrative", parameter.name, words.narrative(kpi))
    elif kpi.use is not Use.PAYMENT:
        yield _problem("kpi-no-money", parameter.name, words.no_money(kpi))


def _term(
    parameter: Parameter, term: Term, arrangement: Arrangement
) -> Iterator[Problem]:
    filled = _filled(term)
    if filled - {_field(parameter)}:
        yield _problem("other-value", parameter.name, words.OTHER_VALUE)
    if _field(parameter) not in filled:
        if parameter.required:
            yield from _required(parameter, arrangement)
    elif parameter.kind in PER_YEAR:
        yield from _per_year(parameter, term, arrangement)
    elif parameter.kind is ParameterKind.CHOICE:
        if term.words not in {c.code for c in parameter.choices}:
            yield _problem("unknown-choice", parameter.name, words.CHOOSE)
    elif term.number is not None and not _fits(parameter, term.number):
        yield _problem("out-of-range", parameter.name, words.limits(parameter))


def _required(parameter: Parameter, arrangement: Arrangement) -> Iterator[Problem]:
    if parameter.kind in PER_YEAR:
        yield from _per_year(parameter, Term(name=parameter.name), arrangement)
    else:
        yield _problem("required", parameter.name, words.REQUIRED)


def _field(parameter: Parameter) -> str:
    """Return the field of a term that holds values of this parameter."""
    if parameter.kind in PER_YEAR:
        return "per_year"
    if parameter.kind is ParameterKind.KPIS:
        return "kpis"
    return "words" if parameter.kind in _WORDS else "number"


def _filled(term: Term) -> set[str]:
    values = {
        "number": term.number is not None,
        "words": bool(term.words.strip()),
        "per_year": bool(term.per_year),
        "kpis": bool(term.kpis),
    }
    return {name for name, there in values.items() if there}


def _per_year(
    parameter: Parameter, term: Term, arrangement: Arrangement
) -> Iterator[Problem]:
    runs = range(arrangement.first_year, arrangement.last_year + 1)
    for each in term.per_year:
        where = f"{parameter.name}_{each.year}"
        if each.year not in runs:
            yield _problem("year-outside", where, words.YEAR_OUTSIDE)
        elif not _fits(parameter, each.amount):
            yield _problem("out-of-range", where, words.limits(parameter))
    times = Counter(each.year for each in term.per_year)
    for year in (y for y, count in times.items() if count > 1):
        yield _problem("year-twice", f"{parameter.name}_{year}", words.YEAR_TWICE)
    for year in (y for y in runs if parameter.required and y not in times):
        yield _problem("year-missing", f"{parameter.name}_{year}", words.YEAR_MISSING)


def _fits(parameter: Parameter, number: Decimal) -> bool:
    if not number.is_finite() or abs(number) > MOST_EURO:
        return False
    if parameter.kind in _SHARES and not 0 <= number <= 1:
        return False
    if parameter.kind is ParameterKind.COUNT and number != number.to_integral_value():
        return False
    low = parameter.minimum is None or number >= parameter.minimum
    return low and (parameter.maximum is None or number <= parameter.maximum)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)
