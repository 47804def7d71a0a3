"""Why no money may hang on a KPI, for what lies in the KPI itself."""

from collections.abc import Iterator

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, NarrativeKpi, Risk
from kpikit.text import Text


def why_no_money(kpi: AnyKpi, instrument: Instrument | None) -> Iterator[Text]:
    """Yield each reason that no sample and no source can take away; none means none."""
    if isinstance(kpi, NarrativeKpi):
        yield _NARRATIVE
    if kpi.balancing:
        yield _BALANCING
    if kpi.risks.ceiling is Risk.HIGH:
        yield _CEILING
    if instrument is not None and instrument.self_report:
        yield _SELF_REPORT


_NARRATIVE = Text(
    nl="hij is merkbaar. Voor geld op ‘gehouden en besproken’ is er held_may_pay.",
    en="it is narrative. For money on ‘held and discussed’ there is held_may_pay.",
)
_BALANCING = Text(
    nl="hij dient alleen om mee te kijken (balancing).",
    en="it is only watched (balancing).",
)
_CEILING = Text(
    nl="de kans is groot dat bijna iedereen de hoogste score geeft (ceiling).",
    en="nearly everyone is likely to give the highest score (ceiling).",
)
_SELF_REPORT = Text(
    nl="zorgverleners beoordelen zichzelf.", en="professionals rate themselves."
)
