"""Talk about a KPI of an agreement, in the open; mention somebody; settle it."""

from dataclasses import dataclass

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission, allowed
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.mention import mentioned
from kpikit.domain.notice import Kind
from kpikit.domain.party import DECIDING
from kpikit.domain.talk import Remark, Sort, Thread, remark_problems, thread_of
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.storage import notices, remarks
from kpikit.storage.scope import Scope, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTalk:
    """The talk about one KPI, and whom a remark can mention."""

    opened: Opened
    kpi: AnyKpi
    thread: Thread
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wants to say; ``seen`` is how many remarks were on the page."""

    kpi_id: KpiId
    words: str
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
            people=_people(read.scope, read.stored, read.opened, every, actor),
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
        people = _people(change.scope, change.stored, opened, every, actor)
        remark = _remark(change, said, mentioned(said.words, people))
        if wrong := remark_problems(remark, thread):
            raise Refused(wrong)
        remarks.add(change.scope, change.stored, remark)
        change.log(f"talk-{remark.sort}", remark.kpi_id, "", remark.words)
        for name in remark.mentions:
            change.tell(Kind.MENTION, remark.kpi_id, name)
        return remark


def _remark(change: Change, said: Said, mentions: tuple[str, ...]) -> Remark:
    return Remark(
        kpi_id=said.kpi_id,
        role=change.actor.party,
        name=change.actor.name,
        at=change.at,
        words=said.words,
        sort=said.sort,
        mentions=mentions,
    )


def _kpi(opened: Opened, kpi_id: KpiId) -> AnyKpi:
    on_table = opened.selection.candidate(kpi_id) is not None
    signed = next((k for k in opened.dossier.kpis if k.id == kpi_id), None)
    found = signed or (opened.kpi(kpi_id) if on_table else None)
    if found is None:
        raise NotFoundHere
    return found


def _people(
    scope: Scope,
    stored: Stored,
    opened: Opened,
    every: tuple[Remark, ...],
    actor: Actor,
) -> tuple[str, ...]:
    """Return who can be mentioned, but not oneself.

    Of the other parties those whose name the actor reads already: the contacts, who
    spoke or was mentioned, and for the two parties who took a position. Of the own
    organisation everybody who reads the agreement.
    """
    shown = [c.name for c in opened.agreement.contacts]
    shown += [name for r in every for name in (r.name, *r.mentions)]
    if actor.party in DECIDING:
        shown += [s.by for c in opened.selection.candidates for s in c.stances]
    colleagues = sorted(
        person.name
        for person in notices.people(scope, stored)
        if person.organisation_id == actor.organisation.id
        and allowed(Permission.READ, roles=person.roles, party=person.party)
    )
    names = dict.fromkeys((*shown, *colleagues))
    return tuple(name for name in names if name.strip() and name != actor.name)
