"""A KPI that the parties write themselves, with the same fields as the library's."""

import re
from collections.abc import Iterator

from kpikit.domain.kpi import AnyKpi, MeasuredKpi, StatisticKind, Unit
from kpikit.domain.library import Library
from kpikit.problems import Problem
from kpikit.text import Text

OWN_ID = re.compile(r"OWN-[0-9A-F]{4,12}")
HUNDRED = 100


def own_problems(
    kpi: AnyKpi, library: Library, *, new: bool = True
) -> tuple[Problem, ...]:
    """Return what is missing or contradictory in an own KPI, per form field."""
    return tuple(_problems(kpi, library, new=new))


def _problems(kpi: AnyKpi, library: Library, *, new: bool) -> Iterator[Problem]:
    if OWN_ID.fullmatch(kpi.id) is None or (new and kpi.id in library.kpis):
        yield _problem("own-id", "id", _ID)
    for field in ("name", "definition", "why", "population", "does_not_say"):
        if not getattr(kpi, field).nl:
            yield _problem("missing", field, _FILL_IN)
    if isinstance(kpi, MeasuredKpi):
        yield from _statistic(kpi)


def _statistic(kpi: MeasuredKpi) -> Iterator[Problem]:
    statistic = kpi.statistic
    is_share = statistic.kind is StatisticKind.SHARE
    if is_share != (statistic.unit is Unit.PERCENT):
        yield _problem("unit", "unit", _SHARE_IS_PERCENT)
    if is_share and (
        kpi.counting is None
        or not kpi.counting.numerator.nl
        or not kpi.counting.denominator.nl
    ):
        yield _problem("counting", "numerator", _COUNTING)
    low, high = statistic.minimum, statistic.maximum
    if low is not None and high is not None and low >= high:
        yield _problem("scale", "maximum", _SCALE)
    if is_share and (low, high) != (0, HUNDRED):
        yield _problem("share-scale", "maximum", _SHARE_SCALE)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_ID = Text(nl="Deze code kan niet.", en="This code is not possible.")
_FILL_IN = Text(nl="Vul dit in.", en="Fill this in.")
_SHARE_IS_PERCENT = Text(
    nl="Een aandeel is een percentage, en alleen een aandeel is dat.",
    en="A share is a percentage, and only a share is.",
)
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
