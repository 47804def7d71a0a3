"""The negotiation table: its rows, its totals and its advice, ready to show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from kpikit.actions.opening import Opened
from kpikit.domain.kpi import AnyKpi, KpiId, Mode, NarrativeKpi, SamplingMethod
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.selection import Candidate, Outcome, Position
from kpikit.domain.set_advice import Advice, advise, hours_per_year
from kpikit.excel.words import joined, named
from kpikit.text import Language
from kpikit.web.addresses import addresses
from kpikit.web.language import language, number, words
from kpikit.web.reader import desk

_TOGETHER = {
    Outcome.CHOSEN: "chosen",
    Outcome.DISCUSS: "discuss",
    Outcome.DROPPED: "declined",
    Outcome.OPEN: None,
}
_ASKED = frozenset({Mode.PAPER, Mode.DIGITAL, Mode.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One candidate as the table shows it, in words and addresses.

    ``positions`` holds what each deciding party says; ``outcome`` is what that comes
    to: chosen, discuss, declined. Both are ``None`` while it is open.
    """

    id: str
    name: str
    url: str = ""
    note: str
    sample: str = ""
    hours: str = ""
    positions: Mapping[PartyRole, Position | None]
    outcome: str | None
    position_url: str
    withdraw_url: str
    talk_url: str
    remarks: int
    retired: bool = False

    @property
    def chosen(self) -> bool:
        """Whether both parties said yes."""
        return self.outcome == _TOGETHER[Outcome.CHOSEN]


@dataclass(frozen=True, slots=True)
class _Words:
    """What a row says of its KPI, in whatever agreement it stands."""

    name: str
    note: str
    sample: str
    hours: str


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the rows of one table share: addresses by KPI, and words of the library."""

    library: Callable[[str], str]
    own: Callable[[str], str]
    position: Callable[[str], str]
    withdraw: Callable[[str], str]
    talk: Callable[[str], str]
    words: Mapping[int, _Words]


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
    """Return the table; with ``only_discuss`` just the rows that need a talk.

    It is made once for an agreement as it stands, in each language.
    """
    key = ("negotiation", opened.agreement.id, language(), only_discuss)
    make = partial(_table, opened, only_discuss=only_discuss)
    return desk().recent.get(key, opened, make)


def _table(opened: Opened, *, only_discuss: bool) -> Table:
    candidates = opened.selection.candidates
    frozen = {k.id: k for k in opened.dossier.kpis}
    known = {**opened.known, **frozen}
    shown = [c for c in candidates if not only_discuss or c.outcome is Outcome.DISCUSS]
    kinds = {c.kpi_id: isinstance(known.get(c.kpi_id), NarrativeKpi) for c in shown}
    shared = _shared(opened.agreement.id, "discuss" if only_discuss else None)
    rows = {c.kpi_id: _row(opened, c, known.get(c.kpi_id), shared) for c in shown}
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
    if seen & (_ASKED | {Mode.MEETING}) and kpi.patient_voice:
        return str(ngettext("%(num)s patient", "%(num)s patients", n))
    if seen & _ASKED:
        return str(ngettext("%(num)s answer", "%(num)s answers", n))
    if Mode.RECORDS in seen:
        return str(ngettext("%(num)s record", "%(num)s records", n))
    if Mode.RECORDING in seen:
        return str(ngettext("%(num)s recording", "%(num)s recordings", n))
    if Mode.OBSERVATION in seen:
        return str(ngettext("%(num)s observation", "%(num)s observations", n))
    return number(n)


def _shared(agreement_id: str, show: str | None) -> _Shared:
    here = {"agreement_id": agreement_id}
    return _Shared(
        library=addresses("library.entry", "kpi_id"),
        own=addresses("own_kpis.entry", "kpi_id", **here),
        position=addresses("kpis.position", "kpi_id", **here, show=show),
        withdraw=addresses("kpis.withdraw", "kpi_id", **here),
        talk=addresses("talk.entry", "kpi_id", **here),
        words=_library_words(),
    )


def _library_words() -> Mapping[int, _Words]:
    """Return the words of every entry in the reader's language, by identity.

    A KPI of the parties, or one as it was signed, is another value with its own words.
    """
    spoken, kpis = language(), desk().library.kpis

    def make() -> Mapping[int, _Words]:
        return {id(kpi): _words(kpi, spoken) for kpi in kpis.values()}

    return desk().recent.get(("words of the library", spoken), kpis, make)


def _words(kpi: AnyKpi, spoken: Language) -> _Words:
    hours = kpi.burden.staff_hours_per_year
    return _Words(
        name=kpi.name.in_(spoken),
        note=_collected(kpi),
        sample=sample_of(kpi),
        hours="" if hours is None else _("%(hours)s h", hours=number(hours)),
    )


def _row(
    opened: Opened, candidate: Candidate, kpi: AnyKpi | None, shared: _Shared
) -> Row:
    url, sample, said = "", "", _unknown(candidate.kpi_id)
    if kpi is not None:
        said = shared.words.get(id(kpi)) or _words(kpi, language())
        url = (shared.own if is_of_parties(kpi) else shared.library)(kpi.id)
        plan = opened.dossier.plan(kpi.id)
        sample = _counted(plan.planned_n, kpi) if plan and plan.planned_n else ""
    return Row(
        id=candidate.kpi_id,
        name=said.name,
        url=url,
        note=said.note,
        sample=sample or said.sample,
        hours=said.hours,
        positions={role: candidate.position_of(role) for role in DECIDING},
        outcome=_TOGETHER[candidate.outcome],
        position_url=shared.position(candidate.kpi_id),
        withdraw_url=shared.withdraw(candidate.kpi_id),
        talk_url=shared.talk(candidate.kpi_id),
        remarks=candidate.remarks,
        retired=kpi is not None and kpi.retired,
    )


def _unknown(kpi_id: KpiId) -> _Words:
    """Return the words of a KPI that nobody knows any more."""
    return _Words(kpi_id, _("No longer in the library"), "", "")


def _collected(kpi: AnyKpi) -> str:
    said = words(joined(kpi.sampling.modes)) or words(named(kpi.sampling.method))
    return said[:1].upper() + said[1:]
