"""How many treatments the results of a year hold, where a KPI counts them.

A KPI is not tied to a care path, so its name has to say what it counts. Where that
leaves any doubt nothing is brought in, and people fill in the number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi, StatisticKind
from kpikit.domain.result.figure import CountFigure
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.result.schedule import kpi_periods

_TREATMENTS = re.compile(
    r"(?:(?:het|the)\s+)?(?:(?:aantal|aantallen|numbers?\s+of)\s+)?(?:\w+\s+)?"
    r"\w*(?:operaties|ingrepen|behandelingen|operations|procedures|treatments)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of treatments of a care path, and the KPI that counted them."""

    care_path: str
    number: int
    kpi: MeasuredKpi


def counted(
    dossier: Dossier, year: int, results: Sequence[Result]
) -> tuple[Counted, ...]:
    """Return the treatments of a year that were counted, at most once per care path.

    Each round of the year has to be in: a part of a year is not its number.
    """
    found = list(_counted(dossier, year, results))
    paths = [each.care_path for each in found]
    return tuple(each for each in found if paths.count(each.care_path) == 1)


def _counted(
    dossier: Dossier, year: int, results: Sequence[Result]
) -> Iterator[Counted]:
    names = [path.name for path in dossier.agreement.care_paths] or [""]
    for kpi in dossier.kpis:
        number = _number(dossier, kpi.id, year, results) if _counts(kpi) else None
        about = names if len(names) == 1 else [n for n in names if _named(kpi, n)]
        if number is not None and len(about) == 1 and isinstance(kpi, MeasuredKpi):
            yield Counted(care_path=about[0], number=number, kpi=kpi)


def _counts(kpi: AnyKpi) -> bool:
    if (
        not isinstance(kpi, MeasuredKpi)
        or kpi.statistic.kind is not StatisticKind.COUNT
    ):
        return False
    return any(_TREATMENTS.match(name) for name in (kpi.name.nl, kpi.name.en))


def _named(kpi: AnyKpi, path: str) -> bool:
    names = (kpi.name.nl.casefold(), kpi.name.en.casefold())
    return any(path.casefold() in name for name in names)


def _number(
    dossier: Dossier, kpi_id: KpiId, year: int, results: Sequence[Result]
) -> int | None:
    planned = {p for p in kpi_periods(dossier, kpi_id) if p.year == year}
    counts = {
        r.period: r.figure.count
        for r in results
        if r.kpi_id == kpi_id
        and r.presence is Presence.MEASURED
        and isinstance(r.figure, CountFigure)
    }
    whole = bool(planned) and planned <= set(counts)
    return sum(counts[period] for period in planned) if whole else None
