"""The same KPI at several providers: never ranked, and only with enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding.finding import whole_year
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.disclosing import Shown
from kpikit.domain.result.figure import ShareFigure
from kpikit.domain.result.result import Result
from kpikit.statistics.compare import Funnel, Unit, funnel
from kpikit.text import Text

_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One KPI in one year at the providers that measured it in the same way.

    The units stand by name. ``funnel.enough`` says whether there are at least five,
    none of them small; otherwise nothing is to be drawn.
    """

    kpi_id: KpiId
    name: Text
    year: int
    funnel: Funnel


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One agreement with its accepted results, in full and as they may be shown."""

    dossier: Dossier
    accepted: tuple[Result, ...]
    shown: tuple[Shown, ...]


def compare(
    agreements: Sequence[Measured], year: int, limit: int
) -> tuple[Compared, ...]:
    """Return each KPI with a share at two or more providers in a year, by its id.

    Of a provider the whole year counts, asked in one way; small groups do not.
    """
    found: dict[KpiId, dict[str, ShareFigure]] = {}
    kpis: dict[KpiId, AnyKpi] = {}
    for each in agreements:
        provider = each.dossier.agreement.party(PartyRole.PROVIDER)
        for kpi in each.dossier.kpis:
            figure = whole_year(
                each.dossier, kpi, each.accepted, each.shown, year=year, limit=limit
            )
            if provider is None or not isinstance(figure, ShareFigure) or kpi.own:
                continue
            kpis[kpi.id] = kpi
            found.setdefault(kpi.id, {}).setdefault(provider.name, figure)
    return tuple(
        Compared(
            kpi_id=kpi_id,
            name=kpis[kpi_id].name,
            year=year,
            funnel=funnel(
                [
                    Unit(name=name, x=share.numerator, n=share.denominator)
                    for name, share in sorted(units.items())
                ]
            ),
        )
        for kpi_id, units in sorted(found.items())
        if len(units) >= _FEW
    )
