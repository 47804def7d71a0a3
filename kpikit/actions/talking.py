"""Talk about a KPI of an agreement, in the open, and settle what was talked about."""

from dataclasses import dataclass

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.notice import Kind
from kpikit.domain.talk import Remark, Sort, Thread, remark_problems, thread_of
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.storage import remarks
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTalk:
    """The talk about one KPI, and whom a remark can be meant for."""

    opened: Opened
    kpi: AnyKpi
    thread: Thread
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wants to say; ``seen`` is how many remarks were on the page."""

    kpi_id: KpiId
    words: str
    to: str = ""
    sort: Sort = Sort.SAID
    seen: int


def open_talk(desk: Desk, actor: Actor, agreement_id: str, kpi_id: KpiId) -> OpenedTalk:
    """Read the talk about a KPI that is on the table.

    Raises:
        NotFoundHere: no such agreement for this organisation, or KPI on its table.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id) as read:
        every = remarks.of_agreement(read.scope, read.stored)
        return OpenedTalk(
            opened=read.opened,
            kpi=_kpi(read.opened, kpi_id),
            thread=thread_of(kpi_id, every),
            people=_people(read.opened, every, actor),
        )


def say(desk: Desk, actor: Actor, agreement_id: str, said: Said) -> Remark:
    """Add a remark, or settle or reopen the talk.

    Raises:
        NotFoundHere: the KPI is not on the table of this agreement.
        Refused: something cannot be right; every problem at once.
        Outdated: somebody said something in the meantime.
    """
    with changing(desk, actor, agreement_id, Permission.TALK) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        _kpi(opened, said.kpi_id)
        every = remarks.of_agreement(change.scope, change.stored)
        thread = thread_of(said.kpi_id, every)
        if said.seen != len(thread.remarks):
            raise Outdated(said.seen, len(thread.remarks))
        remark = _remark(change, said)
        wrong = list(remark_problems(remark, thread))
        if said.to and said.to not in _people(opened, every, actor):
            wrong.append(Problem("to", "to", _NOBODY))
        if wrong:
            raise Refused(wrong)
        remarks.add(change.scope, change.stored, remark)
        change.log(f"talk-{remark.sort}", remark.kpi_id, "", remark.words)
        if remark.to:
            change.tell(Kind.MENTION, remark.kpi_id, remark.to)
        return remark


def _remark(change: Change, said: Said) -> Remark:
    return Remark(
        kpi_id=said.kpi_id,
        role=change.actor.party,
        name=change.actor.name,
        at=change.at,
        words=said.words,
        to=said.to,
        sort=said.sort,
    )


def _kpi(opened: Opened, kpi_id: KpiId) -> AnyKpi:
    on_table = opened.selection.candidate(kpi_id) is not None
    signed = next((k for k in opened.dossier.kpis if k.id == kpi_id), None)
    found = signed or (opened.kpi(kpi_id) if on_table else None)
    if found is None:
        raise NotFoundHere
    return found


def _people(opened: Opened, every: tuple[Remark, ...], actor: Actor) -> tuple[str, ...]:
    """Return who can be meant: the contacts, and who spoke here, but not oneself."""
    known = [c.name for c in opened.agreement.contacts] + [r.name for r in every]
    return tuple(dict.fromkeys(name for name in known if name != actor.name))


_NOBODY = Text(
    nl="Kies iemand uit de lijst, of laat het leeg.",
    en="Choose somebody from the list, or leave it empty.",
)
