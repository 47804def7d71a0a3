"""What cannot be right about the figures of a year, field by field."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import KpiId
from kpikit.domain.settlement.facts import (
    CareFigures,
    Facts,
    KpiOutcome,
    Phase,
    Standing,
)
from kpikit.domain.settlement.reckoning import needs_care, running
from kpikit.problems import Problem
from kpikit.text import Text

MOST_EURO = Decimal(10_000_000_000)
MOST_TREATMENTS = Decimal(10_000_000)
MOST_RUN_OUT = 36
LARGEST_VALUE = Decimal(1_000_000_000)
_NUMBERS = ("expected", "volume", "patients", "turned_away", "extra_patients")
_AMOUNTS = (
    "price",
    "variable_cost",
    "alternative",
    "alternative_price",
    "turned_away_cost",
    "benchmark",
    "spend",
)


def problems(dossier: Dossier, facts: Facts) -> tuple[Problem, ...]:
    """Return everything wrong with the facts of a year, per form field.

    ``where`` is ``c1_volume`` for the first care path and ``k_PAT-01_value`` for a KPI.
    """
    return tuple(_problems(dossier, facts))


def asked_kpis(dossier: Dossier, year: int) -> tuple[KpiId, ...]:
    """Return the KPIs on which money hangs in a year, each once."""
    found = (
        kpi_id
        for arrangement in running(dossier, year)
        for term in arrangement.terms
        for kpi_id in term.kpis
    )
    return tuple(dict.fromkeys(found))


def _problems(dossier: Dossier, facts: Facts) -> Iterator[Problem]:
    if facts.year not in dossier.agreement.years:
        yield _problem("year", "year", _YEAR)
    if not 0 <= facts.run_out_months <= MOST_RUN_OUT:
        yield _problem("out-of-range", "run_out_months", _RUN_OUT)
    if not _between(facts.paid, MOST_EURO):
        yield _problem("out-of-range", "paid", _EURO)
    yield from _paths(dossier, facts)
    for number, care in enumerate(facts.care, start=1):
        yield from _care(f"c{number}", care)
    asked = asked_kpis(dossier, facts.year)
    for kpi_id, times in Counter(r.kpi_id for r in facts.results).items():
        if times > 1 or kpi_id not in asked:
            yield _problem("kpi", f"k_{kpi_id}_standing", _KPI)
    for result in facts.results:
        yield from _result(f"k_{result.kpi_id}", result, facts.phase)


def _paths(dossier: Dossier, facts: Facts) -> Iterator[Problem]:
    names = [care.care_path for care in facts.care]
    known = [path.name for path in dossier.agreement.care_paths] or [""]
    asked = any(needs_care(a) for a in running(dossier, facts.year))
    whole = names == [""] or set(names) == set(known)
    if asked and not whole:
        yield _problem("care-path", "c1_volume", _NO_PATH)
        return
    twice = len(set(names)) < len(names)
    if twice or not set(names) <= {*known, ""} or ("" in names and len(names) > 1):
        yield _problem("care-path", "c1_volume", _PATH)


def _care(start: str, care: CareFigures) -> Iterator[Problem]:
    for name in _AMOUNTS:
        value = getattr(care, name)
        if value is not None and not _between(value, MOST_EURO):
            yield _problem("out-of-range", f"{start}_{name}", _EURO)
    for name in _NUMBERS:
        value = getattr(care, name)
        if value is None:
            continue
        if not _between(value, MOST_TREATMENTS):
            yield _problem("out-of-range", f"{start}_{name}", _NUMBER)
        elif value != value.to_integral_value():
            yield _problem("whole", f"{start}_{name}", _WHOLE)


def _result(start: str, result: KpiOutcome, phase: Phase) -> Iterator[Problem]:
    given = (result.value, result.n, result.low, result.high, result.finding)
    if result.standing is not Standing.DELIVERED:
        if any(each is not None for each in given):
            yield _problem("not-delivered", f"{start}_standing", _NOT_THERE)
        if result.standing is Standing.NOT_DUE and phase is Phase.FINAL:
            yield _problem("not-due", f"{start}_standing", _DUE_NOW)
        return
    if result.value is None and result.finding is None:
        yield _problem("required", f"{start}_value", _RESULT)
    for name in ("value", "low", "high"):
        value = getattr(result, name)
        if value is not None and not -LARGEST_VALUE <= value <= LARGEST_VALUE:
            yield _problem("out-of-range", f"{start}_{name}", _TOO_LARGE)
    if result.n is not None and not 0 < result.n <= MOST_TREATMENTS:
        yield _problem("out-of-range", f"{start}_n", _NUMBER)
    yield from _interval(start, result)


def _interval(start: str, result: KpiOutcome) -> Iterator[Problem]:
    low, high, value = result.low, result.high, result.value
    if (low is None) != (high is None):
        yield _problem("interval", f"{start}_low", _BOTH_ENDS)
    if low is None or high is None:
        return
    if value is None or not low <= value <= high:
        yield _problem("interval", f"{start}_low", _OUTSIDE)
    elif result.finding is None:
        yield _problem("required", f"{start}_finding", _FINDING)


def _between(value: Decimal, most: Decimal) -> bool:
    return value.is_finite() and 0 <= value <= most


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_YEAR = Text(
    nl="Dit jaar valt buiten de looptijd.", en="This year lies outside the term."
)
_RUN_OUT = Text(nl="Kies 0 tot en met 36 maanden.", en="Choose 0 to 36 months.")
_EURO = Text(
    nl="Vul een bedrag in van € 0 tot en met € 10.000.000.000.",
    en="Enter an amount from €0 to €10,000,000,000.",
)
_NUMBER = Text(
    nl="Vul een aantal in van 0 tot en met 10.000.000.",
    en="Enter a number from 0 to 10,000,000.",
)
_WHOLE = Text(nl="Vul een heel getal in.", en="Enter a whole number.")
_PATH = Text(
    nl="De zorgpaden passen niet bij de afspraak.",
    en="The care paths do not fit the agreement.",
)
_NO_PATH = Text(
    nl="Vul aantallen en prijzen in van elk zorgpad van de afspraak.",
    en="Enter numbers and prices of each care path of the agreement.",
)
_KPI = Text(
    nl="Aan deze KPI hangt in dit jaar geen geld.",
    en="No money hangs on this KPI in this year.",
)
_NOT_THERE = Text(
    nl="Er is een resultaat ingevuld. Kies dan ‘geleverd’.",
    en="A result is filled in. Then choose ‘delivered’.",
)
_DUE_NOW = Text(
    nl="Bij de definitieve afrekening is elk resultaat aan de beurt. Kies ‘geleverd’ "
    "of ‘niet geleverd’.",
    en="In the final settlement every result is due. Choose ‘delivered’ or ‘not "
    "delivered’.",
)
_RESULT = Text(
    nl="Vul het resultaat in, of wat het zegt over het doel.",
    en="Enter the result, or what it says about the goal.",
)
_TOO_LARGE = Text(nl="Dit getal is te groot.", en="This number is too large.")
_BOTH_ENDS = Text(
    nl="Vul beide grenzen van het interval in, of geen.",
    en="Enter both ends of the interval, or neither.",
)
_OUTSIDE = Text(
    nl="Het resultaat ligt tussen de grenzen van het interval, van laag naar hoog.",
    en="The result lies between the ends of the interval, from low to high.",
)
_FINDING = Text(
    nl="Zeg bij een steekproef of het doel gehaald is.",
    en="With a sample, say whether the goal was met.",
)
