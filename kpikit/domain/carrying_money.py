"""Why no money may hang on a KPI, of the library or of the parties themselves."""

from collections.abc import Iterator

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import (
    AnyKpi,
    MeasuredKpi,
    NarrativeKpi,
    Risk,
    SamplingMethod,
)
from kpikit.text import Text


def why_no_money(kpi: AnyKpi, instrument: Instrument | None) -> Iterator[Text]:
    """Yield each reason why no money may hang on the KPI; none means that it may."""
    if isinstance(kpi, NarrativeKpi):
        yield _NARRATIVE
    if kpi.balancing:
        yield _BALANCING
    if kpi.risks.ceiling is Risk.HIGH:
        yield _CEILING
    if instrument is not None and instrument.self_report:
        yield _SELF_REPORT
    if isinstance(kpi, MeasuredKpi) and kpi.counting is None:
        yield _COUNTING
    sampling = kpi.sampling
    numbered = sampling.minimum_n is not None or sampling.target_n is not None
    if not numbered and sampling.method is not SamplingMethod.CENSUS:
        yield _SAMPLING
    if not _rests_on_a_source(kpi):
        yield _SOURCE


def _rests_on_a_source(kpi: AnyKpi) -> bool:
    """Whether any fact about the measuring itself, or the evidence, has a source."""
    standings = [kpi.sampling.standing, *(each.standing for each in kpi.evidence)]
    if isinstance(kpi, MeasuredKpi):
        standings.append(kpi.statistic.standing)
    return any(standing.sources for standing in standings)


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
_COUNTING = Text(
    nl="teller en noemer ontbreken.",
    en="numerator and denominator are missing.",
)
_SAMPLING = Text(
    nl="er is geen minimum en geen streefaantal voor de steekproef.",
    en="there is no minimum and no target number for the sample.",
)
_SOURCE = Text(
    nl="er is geen bron voor de maat, de steekproef of het bewijs.",
    en="there is no source for the statistic, the sample or the evidence.",
)
