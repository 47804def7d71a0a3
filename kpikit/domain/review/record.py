"""What a review comes to: computed findings, judgements and decisions, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding import saying
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.finding import KpiFinding, finding_of
from kpikit.domain.finding.trend import Trend, trend_of
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi, NarrativeKpi
from kpikit.domain.result.disclosing import LIMIT, Shown
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.review.rating import Rating, rated_level
from kpikit.domain.review.review import Entry, Frame, ReviewInTalks
from kpikit.domain.review.telling import rated_headline, rated_sentence
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One KPI in a review: what was computed, and what people say about it.

    ``results`` are those of the rounds up to the review as both parties may see them,
    ``hidden`` the periods without their numbers. ``rebased`` are the first days from
    which the limits were drawn anew. ``ratings`` are empty until all are opened.
    """

    kpi_id: KpiId
    name: Text
    headline: Text
    sentence: Text
    finding: KpiFinding
    entry: Entry
    results: tuple[Result, ...] = ()
    hidden: tuple[Period, ...] = ()
    rebased: tuple[date, ...] = ()
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a review holds; what both parties confirm, word for word.

    ``version`` and ``agreement_hash`` name the signed version that was looked back on.
    """

    number: int
    frame: Frame
    sections: tuple[Section, ...]
    version: int
    agreement_hash: str

    def section(self, kpi_id: KpiId) -> Section | None:
        """Return the part about a KPI, or ``None``."""
        return next((s for s in self.sections if s.kpi_id == kpi_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that findings are computed from, on the day of the review.

    ``accepted`` are the results in full, ``shown`` as both parties may see them,
    ``rebased`` what earlier reviews agreed, ``ratings`` those that are opened.
    """

    dossier: Dossier
    version: int
    agreement_hash: str
    accepted: Sequence[Result] = ()
    shown: Sequence[Shown] = ()
    rebased: Mapping[KpiId, tuple[date, ...]]
    ratings: Mapping[KpiId, tuple[Rating, ...]]
    today: date
    limit: int = LIMIT


def compose(review: ReviewInTalks, known: Known) -> Record:
    """Return the record of a review as it stands now."""
    return Record(
        number=review.number,
        frame=review.frame,
        sections=tuple(_section(review, known, kpi) for kpi in known.dossier.kpis),
        version=known.version,
        agreement_hash=known.agreement_hash,
    )


def trend_in(section: Section, dossier: Dossier) -> Trend | None:
    """Return the trend of a KPI as a review shows it."""
    kpi = next((k for k in dossier.kpis if k.id == section.kpi_id), None)
    if not isinstance(kpi, MeasuredKpi):
        return None
    agreed = agreed_on(dossier, kpi, section.finding.year)
    return trend_of(agreed, section.results, section.rebased)


def _section(review: ReviewInTalks, known: Known, kpi: AnyKpi) -> Section:
    kpi_id = KpiId(kpi.id)
    on = review.frame.held_on or known.today
    entry = review.entry(kpi_id)
    mine = [
        s
        for s in known.shown
        if s.result.kpi_id == kpi_id and s.result.period.last_day <= on
    ]
    found = finding_of(
        known.dossier, kpi, known.accepted, known.shown, on=on, limit=known.limit
    )
    blank = Section(
        kpi_id=kpi_id,
        name=kpi.name,
        headline=kpi.name,
        sentence=kpi.name,
        finding=found,
        entry=replace(entry, revision=0),
        results=tuple(replace(s.result, revision=0) for s in mine),
        hidden=tuple(s.result.period for s in mine if s.hidden),
        rebased=_rebased(known, kpi_id, entry),
        ratings=tuple(replace(r, revision=0) for r in known.ratings.get(kpi_id, ())),
    )
    if isinstance(kpi, NarrativeKpi):
        rated = rated_level(blank.ratings, entry.evidence)
        ambition = known.dossier.ambition(kpi_id)
        return replace(
            blank,
            headline=rated_headline(kpi, rated),
            sentence=rated_sentence(kpi, ambition, found, rated),
        )
    agreed = agreed_on(known.dossier, kpi, found.year)
    return replace(
        blank,
        headline=saying.headline(agreed, found, trend_in(blank, known.dossier)),
        sentence=saying.sentence(agreed, found),
    )


def _rebased(known: Known, kpi_id: KpiId, entry: Entry) -> tuple[date, ...]:
    own = {
        s.result.period.first_day
        for s in known.shown
        if s.result.kpi_id == kpi_id and s.result.period.id == entry.rebase_from
    }
    return tuple(sorted({*known.rebased.get(kpi_id, ()), *own}))
