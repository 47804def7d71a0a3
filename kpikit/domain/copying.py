"""What a new agreement may take over from an earlier one: a short list, on purpose.

The earlier one may be with another insurer. What stands between that pair of parties
(money, ambitions, vision, people, reasons, what they said, own KPIs) stays there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kpikit.domain.agreement import CarePath, Dossier
from kpikit.domain.kpi import AnyKpi, KpiId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """The care it is about, and the KPIs of the library that were chosen."""

    care_paths: tuple[CarePath, ...]
    locations: tuple[str, ...]
    kpis: tuple[AnyKpi, ...]


def taken_over(earlier: Dossier, library: Mapping[KpiId, AnyKpi]) -> TakenOver:
    """Return what may be taken over, with the KPIs as the library has them now."""
    known = (library.get(kpi_id) for kpi_id in earlier.kpi_set.chosen)
    return TakenOver(
        care_paths=earlier.agreement.care_paths,
        locations=earlier.agreement.locations,
        kpis=tuple(k for k in known if k is not None and not k.retired),
    )
