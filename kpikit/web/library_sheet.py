"""What a reference sheet cites: its sources, numbered in the order of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, Standing
from kpikit.domain.library import Library, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source with its number on this page."""

    number: int
    source: Source

    @property
    def url(self) -> str | None:
        """The address at which the source can be read, or ``None``."""
        if self.source.doi is not None:
            return f"https://doi.org/{self.source.doi}"
        return self.source.link


def cited_by_kpi(library: Library, kpi: AnyKpi) -> dict[str, Cited]:
    """Return the sources of a KPI by their id."""
    figure = [kpi.statistic.standing] if isinstance(kpi, MeasuredKpi) else []
    return _numbered(
        library,
        (
            *figure,
            kpi.sampling.standing,
            kpi.burden.standing,
            kpi.risks.standing,
            *(value.standing for value in kpi.reference_values),
            *(evidence.standing for evidence in kpi.evidence),
            kpi.licence.standing,
        ),
    )


def cited_by_instrument(library: Library, found: Instrument) -> dict[str, Cited]:
    """Return the sources of an instrument by their id."""
    scored = [part.standing for part in (found.coding, found.scoring) if part]
    return _numbered(
        library,
        (
            *scored,
            found.missing.standing,
            found.show_from.standing,
            found.compare_from.standing,
            found.dutch_version.standing,
            *(evidence.standing for evidence in found.evidence),
            found.licence.standing,
        ),
    )


def _numbered(library: Library, standings: Iterable[Standing]) -> dict[str, Cited]:
    ids = dict.fromkeys(s for standing in standings for s in standing.sources)
    return {
        id_: Cited(number=number, source=library.source(id_))
        for number, id_ in enumerate(ids, start=1)
    }
