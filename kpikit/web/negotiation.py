"""The negotiation table: its rows, its totals and its advice, ready to show."""

from dataclasses import dataclass
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from kpikit.actions.opening import Opened
from kpikit.domain.kpi import AnyKpi, KpiId, Mode, NarrativeKpi, SamplingMethod
from kpikit.domain.selection import Candidate, Outcome
from kpikit.domain.set_advice import Advice, advise, hours_per_year
from kpikit.excel.words import joined, named
from kpikit.web.language import number, words

_TOGETHER = {
    Outcome.CHOSEN: "chosen",
    Outcome.DISCUSS: "discuss",
    Outcome.DROPPED: "declined",
    Outcome.OPEN: None,
}
_ASKED = frozenset({Mode.PAPER, Mode.DIGITAL, Mode.PHONE})


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the table shows it."""

    id: str
    name: str
    url: str
    note: str
    sample: str
    hours: Decimal | None
    candidate: Candidate
    retired: bool = False

    @property
    def outcome(self) -> str | None:
        """The code of what both positions come to: chosen, discuss, declined."""
        return _TOGETHER[self.candidate.outcome]

    @property
    def chosen(self) -> bool:
        """Whether both parties said yes."""
        return self.candidate.outcome is Outcome.CHOSEN


@dataclass(frozen=True, slots=True)
class Table:
    """All that the page shows of a selection."""

    narrative: tuple[Row, ...]
    measured: tuple[Row, ...]
    to_discuss: int
    narrative_chosen: int
    measured_chosen: int
    hours: Decimal
    hours_complete: bool
    advice: tuple[Advice, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show, with the filter that is set."""
        return not self.narrative and not self.measured


def table_of(opened: Opened, *, only_discuss: bool) -> Table:
    """Return the table; with ``only_discuss`` just the rows that need a talk."""
    candidates = opened.selection.candidates
    frozen = {k.id: k for k in opened.dossier.kpis}
    known = {**opened.known, **frozen}
    shown = [c for c in candidates if not only_discuss or c.outcome is Outcome.DISCUSS]
    kinds = {c.kpi_id: isinstance(known.get(c.kpi_id), NarrativeKpi) for c in shown}
    rows = {c.kpi_id: _row(opened, c, known.get(c.kpi_id)) for c in shown}
    chosen = opened.dossier.kpis
    narrative_chosen = sum(isinstance(k, NarrativeKpi) for k in chosen)
    return Table(
        narrative=tuple(rows[i] for i, is_it in kinds.items() if is_it),
        measured=tuple(rows[i] for i, is_it in kinds.items() if not is_it),
        to_discuss=sum(c.outcome is Outcome.DISCUSS for c in candidates),
        narrative_chosen=narrative_chosen,
        measured_chosen=len(chosen) - narrative_chosen,
        hours=hours_per_year(chosen),
        hours_complete=all(k.burden.staff_hours_per_year is not None for k in chosen),
        advice=advise(chosen, opened.selection.overrules),
    )


def kpi_name(opened: Opened, kpi_id: str) -> str:
    """Return the name of a KPI; its id when nobody knows it any more."""
    found = next((k for k in opened.dossier.kpis if k.id == kpi_id), None)
    found = found or opened.kpi(KpiId(kpi_id))
    return words(found.name) if found else kpi_id


def kpi_url(agreement_id: str, kpi: AnyKpi) -> str:
    """Return the address of the reference sheet, of the library or of the parties."""
    if is_of_parties(kpi):
        return url_for("own_kpis.entry", agreement_id=agreement_id, kpi_id=kpi.id)
    return url_for("library.entry", kpi_id=kpi.id)


def is_of_parties(kpi: AnyKpi) -> bool:
    """Tell whether the parties of this agreement wrote the KPI themselves."""
    return kpi.own and kpi.id.startswith("OWN-")


def sample_of(kpi: AnyKpi) -> str:
    """Return how many are asked or looked at, as far as the entry advises it."""
    sampling = kpi.sampling
    if sampling.method is SamplingMethod.CENSUS:
        return str(_("everybody") if _ASKED & {*sampling.modes} else _("all"))
    if sampling.target_n is not None:
        return _counted(sampling.target_n, kpi)
    existing = sampling.method is SamplingMethod.EXISTING
    return str(_("all data") if existing else _("by choice"))


def _counted(n: int, kpi: AnyKpi) -> str:
    """Return a number with what is counted, as far as the way of asking tells it."""
    seen = set(kpi.sampling.modes)
    words_of_mode = {
        Mode.RECORDS: ngettext("%(num)s record", "%(num)s records", n),
        Mode.RECORDING: ngettext("%(num)s recording", "%(num)s recordings", n),
        Mode.OBSERVATION: ngettext("%(num)s observation", "%(num)s observations", n),
    }
    if seen & (_ASKED | {Mode.MEETING}) and kpi.patient_voice:
        return str(ngettext("%(num)s patient", "%(num)s patients", n))
    if seen & _ASKED:
        return str(ngettext("%(num)s answer", "%(num)s answers", n))
    found = (said for mode, said in words_of_mode.items() if mode in seen)
    return str(next(found, number(n)))


def _row(opened: Opened, candidate: Candidate, kpi: AnyKpi | None) -> Row:
    if kpi is None:
        gone = _("No longer in the library")
        return Row(candidate.kpi_id, candidate.kpi_id, "", gone, "", None, candidate)
    plan = opened.dossier.plan(kpi.id)
    planned = plan.planned_n if plan else None
    return Row(
        id=kpi.id,
        name=words(kpi.name),
        url=kpi_url(opened.agreement.id, kpi),
        note=_collected(kpi),
        sample=_counted(planned, kpi) if planned else sample_of(kpi),
        hours=kpi.burden.staff_hours_per_year,
        candidate=candidate,
        retired=kpi.retired,
    )


def _collected(kpi: AnyKpi) -> str:
    said = words(joined(kpi.sampling.modes)) or words(named(kpi.sampling.method))
    return said[:1].upper() + said[1:]
