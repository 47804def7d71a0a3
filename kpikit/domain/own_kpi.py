"""A KPI that the parties write themselves, with the same fields as the library's."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.ambition import LARGEST_VALUE
from kpikit.domain.carrying_money import why_no_money
from kpikit.domain.kpi import (
    AnyKpi,
    Counting,
    MeasuredKpi,
    Statistic,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.domain.kpi_numbers import wrong_numbers
from kpikit.domain.library import Library
from kpikit.problems import Problem
from kpikit.text import Text

OWN_ID = re.compile(r"OWN-[0-9A-F]{4,12}")
WHOLE_SCALE = (Decimal(0), Decimal(100))
BURDEN_LEVELS = range(4)
_FORM_FIELDS = {"staff_hours_per_year": "staff_hours"}
_UNITS = {
    StatisticKind.SHARE: (Unit.PERCENT,),
    StatisticKind.MEAN: (Unit.POINTS,),
    StatisticKind.DIFFERENCE: (Unit.PERCENTAGE_POINTS, Unit.POINTS),
    StatisticKind.COUNT: (Unit.COUNT,),
}


def own_problems(
    kpi: AnyKpi, library: Library, *, new: bool = True
) -> tuple[Problem, ...]:
    """Return what is missing or contradictory in an own KPI, per form field."""
    return tuple(_problems(kpi, library, new=new))


def _problems(kpi: AnyKpi, library: Library, *, new: bool) -> Iterator[Problem]:
    right_id = kpi.own and OWN_ID.fullmatch(kpi.id) is not None
    if not right_id or (new and kpi.id in library.kpis):
        yield _problem("own-id", "id", _ID)
    if kpi.instrument is not None and kpi.instrument not in library.instruments:
        yield _problem("instrument", "instrument", _INSTRUMENT)
    if kpi.burden.level not in BURDEN_LEVELS:
        yield _problem("burden", "burden", _BURDEN)
    for field in ("name", "definition", "why", "population", "does_not_say"):
        if not getattr(kpi, field).nl.strip():
            yield _problem("missing", field, _FILL_IN)
    if kpi.licence.link and not kpi.licence.link.startswith("https://"):
        yield _problem("link", "licence_link", _LINK)
    yield from _numbers(kpi)
    if isinstance(kpi, MeasuredKpi):
        yield from _statistic(kpi)
    if kpi.use is Use.PAYMENT:
        instrument = library.instrument_of(kpi)
        for reason in why_no_money(kpi, instrument):
            yield _problem("payment", "use", _no_money(reason))


def _numbers(kpi: AnyKpi) -> Iterator[Problem]:
    for wrong in wrong_numbers(kpi):
        where = _FORM_FIELDS.get(wrong.field, wrong.field)
        yield _problem("number", where, wrong.text)


def _statistic(kpi: MeasuredKpi) -> Iterator[Problem]:
    statistic = kpi.statistic
    is_share = statistic.kind is StatisticKind.SHARE
    if statistic.unit not in _UNITS[statistic.kind]:
        yield _problem("unit", "unit", _SHARE_IS_PERCENT if is_share else _UNIT)
    if is_share and not _counts(kpi.counting):
        yield _problem("counting", "numerator", _COUNTING)
    yield from _scale(statistic)


def _no_money(reason: Text) -> Text:
    return Text(
        nl=f"Geld mag niet aan deze KPI hangen: {reason.nl}",
        en=f"This KPI may not carry money: {reason.en}",
    )


def _counts(counting: Counting | None) -> bool:
    if counting is None:
        return False
    return bool(counting.numerator.nl.strip() and counting.denominator.nl.strip())


def _scale(statistic: Statistic) -> Iterator[Problem]:
    low, high = statistic.minimum, statistic.maximum
    ends = [end for end in (low, high) if end is not None]
    if not all(end.is_finite() and abs(end) <= LARGEST_VALUE for end in ends):
        yield _problem("scale", "maximum", _NUMBER)
    elif statistic.kind is StatisticKind.SHARE and (low, high) != WHOLE_SCALE:
        yield _problem("share-scale", "maximum", _SHARE_SCALE)
    elif low is not None and high is not None and low >= high:
        yield _problem("scale", "maximum", _SCALE)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_ID = Text(nl="Deze code kan niet.", en="This code is not possible.")
_INSTRUMENT = Text(
    nl="De bibliotheek kent dit meetinstrument niet.",
    en="The library has no such instrument.",
)
_BURDEN = Text(nl="Kies 0 tot en met 3.", en="Choose 0 to 3.")
_FILL_IN = Text(nl="Vul dit in.", en="Fill this in.")
_LINK = Text(nl="Een adres begint met https://", en="An address begins with https://")
_SHARE_IS_PERCENT = Text(
    nl="Een aandeel schrijft u als percentage.", en="A share is written in percent."
)
_UNIT = Text(
    nl="Deze eenheid past niet bij deze maat. Alleen een aandeel is een percentage.",
    en="This unit does not fit this statistic. Only a share is a percentage.",
)
_NUMBER = Text(nl="Vul een gewoon getal in.", en="Enter an ordinary number.")
_COUNTING = Text(
    nl="Schrijf op wie u telt, en uit welke groep.",
    en="Write down whom you count, and out of which group.",
)
_SCALE = Text(
    nl="Het einde van de schaal moet hoger zijn dan het begin.",
    en="The end of the scale must be higher than its start.",
)
_SHARE_SCALE = Text(
    nl="Een percentage loopt van 0 tot en met 100.",
    en="A percentage runs from 0 to 100.",
)
