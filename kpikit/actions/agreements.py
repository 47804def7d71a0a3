"""Start an agreement, change its frame, and list those of the own organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from kpikit import snapshot
from kpikit.actions.consults import overdue
from kpikit.actions.desk import Actor, Change, Desk, authorise, changing, log
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import assemble
from kpikit.actions.results import day_of
from kpikit.actions.waiting import what_waits
from kpikit.domain.access import Permission
from kpikit.domain.agreement import (
    Agreement,
    CarePath,
    State,
    TargetDate,
    frame_problems,
)
from kpikit.domain.care_path_names import left_hanging, renamed
from kpikit.domain.copying import taken_over
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.party import (
    Contact,
    Organisation,
    OrganisationKind,
    PartyRole,
    party_of,
)
from kpikit.domain.selection import propose
from kpikit.domain.settling import Settling
from kpikit.problems import Problem, Refused
from kpikit.storage import (
    agreements,
    arrangements,
    notices,
    organisations,
    selections,
    step_plans,
)
from kpikit.storage.agreements import AgreementLine, AgreementPage, AlreadyThere
from kpikit.storage.scope import Scope
from kpikit.storage.waiting import WaitingPage
from kpikit.text import Text

PAGE_SIZE = 20
MOST_EARLIER = 100
"""How many earlier agreements a new one can begin from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is needed to start: ``id`` is the new random public id.

    ``begin_from`` is the id of an earlier own agreement, empty to begin with nothing.
    """

    id: str
    title: str
    other_organisation_id: str
    voice_organisation_id: str
    first_year: int
    years_long: int
    begin_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The parts of the frame that can change after the start."""

    title: str
    first_year: int
    years_long: int
    care_paths: tuple[CarePath, ...]
    locations: tuple[str, ...]
    vision: str
    contacts: tuple[Contact, ...]
    target_dates: tuple[TargetDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page of a reader shows.

    ``unread`` is how many notices they have not read, ``overdue`` how many recorded
    consults of their organisation should have been deleted.
    """

    found: AgreementPage
    waits: WaitingPage
    unread: int
    overdue: int


def my_agreements(
    desk: Desk,
    actor: Actor,
    *,
    words: str = "",
    state: State | None = None,
    page: int = 1,
    waits: int,
) -> Home:
    """Return one page of the own agreements, the first ``waits`` that wait, and news.

    Raises:
        NotAllowed: the actor's role may not read agreements.
    """
    authorise(actor, Permission.READ)
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        found = agreements.list_(
            scope,
            words=words,
            state=state,
            limit=PAGE_SIZE,
            offset=PAGE_SIZE * (page - 1),
        )
        return Home(
            found=found,
            waits=what_waits(scope, actor, waits),
            unread=notices.unread(scope, actor.user_id),
            overdue=overdue(scope, actor, day_of(desk.clock())),
        )


def earlier_agreements(desk: Desk, actor: Actor) -> tuple[AgreementLine, ...]:
    """Return the own agreements that a new one can begin from, the newest first.

    Raises:
        NotAllowed: the actor's role may not start one.
    """
    authorise(actor, Permission.CREATE)
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        found = agreements.list_(scope, limit=MOST_EARLIER).lines
        return tuple(line for line in found if line.addendum is None)


def partners(
    desk: Desk, actor: Actor
) -> tuple[tuple[Organisation, ...], tuple[Organisation, ...]]:
    """Return the organisations to start with: across the table, and as a voice."""
    authorise(actor, Permission.CREATE)
    across = (
        OrganisationKind.INSURER
        if actor.party is PartyRole.PROVIDER
        else OrganisationKind.PROVIDER
    )
    with desk.database.read() as session:
        return (
            organisations.of_kind(session, across),
            organisations.of_kind(session, OrganisationKind.PATIENTS),
        )


def start_agreement(desk: Desk, actor: Actor, start: Start) -> Agreement:
    """Start an agreement with the other party; both see it from then on.

    The same form sent twice starts one agreement.

    Raises:
        NotAllowed: the actor's role may not start one.
        NotFoundHere: the id is that of an agreement of others.
        Refused: the other party or the frame is not sound.
    """
    authorise(actor, Permission.CREATE)
    with desk.database.write() as session:
        others = _others(
            organisations.get(session, start.other_organisation_id),
            start,
            actor,
        )
        voice = organisations.get(session, start.voice_organisation_id)
        joined = (actor.organisation, *others, *([voice] if _is_voice(voice) else []))
        agreement = Agreement(
            id=start.id,
            title=start.title,
            first_year=start.first_year,
            years_long=start.years_long,
            parties=tuple(party_of(o) for o in joined if o is not None),
        )
        _require_sound(agreement)
        now = desk.clock()
        settling = Settling(turn=actor.party, turn_since=now)
        scope = Scope(session, actor.organisation)
        try:
            stored = agreements.create(scope, agreement, settling)
        except AlreadyThere:
            return agreements.get(scope, start.id).agreement
        log(session, actor, now, "start", agreement.title, ("", ""), stored.key)
        if start.begin_from:
            change = Change(desk, actor, scope, stored, now)
            return _take_over(change, start.begin_from)
    return agreement


def _take_over(change: Change, earlier_id: str) -> Agreement:
    """Begin with the care and the KPIs of an earlier own agreement.

    The history, which the other party reads, says nothing of the earlier one.
    """
    earlier = agreements.get(change.scope, earlier_id)
    opened = assemble(change.scope, earlier, change.desk.library)
    taken = taken_over(opened.dossier, change.desk.library.kpis)
    before = selections.get(change.scope, change.stored)
    after = before
    for kpi in taken.kpis:
        after = propose(after, kpi, change.actor.party)
        change.log("propose", kpi.id)
    selections.save(change.scope, change.stored, before, after)
    framed = replace(
        change.stored.agreement,
        care_paths=taken.care_paths,
        locations=taken.locations,
    )
    return agreements.save_frame(change.scope, change.stored, framed)


def change_frame(
    desk: Desk, actor: Actor, agreement_id: str, frame: Frame, revision: int
) -> Agreement:
    """Change title, term, scope, vision, contacts and dates; return it as it is now.

    What is about a care path follows its new name.

    Raises:
        Refused: the frame is not sound.
        Outdated: somebody changed the frame after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = change.stored.agreement
        money = arrangements.of_agreement(change.scope, change.stored)
        if found := problems_of_frame(before, frame, money):
            raise Refused(found)
        after = replace(_with_frame(before, frame), revision=revision)
        saved = agreements.save_frame(change.scope, change.stored, after)
        change.log("frame", saved.title, line_of(before), line_of(saved))
        _follow(change, renamed(before.care_paths, after.care_paths), money)
    return saved


def problems_of_frame(
    before: Agreement, frame: Frame, money: Sequence[Arrangement]
) -> tuple[Problem, ...]:
    """Return what is wrong with a frame that takes the place of another."""
    moved = renamed(before.care_paths, frame.care_paths)
    hanging = left_hanging(frame.care_paths, moved, money)
    return (*frame_problems(_with_frame(before, frame)), *hanging)


def _with_frame(before: Agreement, frame: Frame) -> Agreement:
    return replace(before, **{p.name: getattr(frame, p.name) for p in fields(Frame)})


def _follow(
    change: Change, moved: Mapping[str, str], money: Sequence[Arrangement]
) -> None:
    """Let arrangements and step plans follow the new name of their care path."""
    if not moved:
        return
    where = change.scope, change.stored
    for each in money:
        if each.care_path in moved:
            now = replace(each, care_path=moved[each.care_path])
            arrangements.save(*where, now, each.revision)
            lines = (snapshot.dump(replace(a, revision=1)) for a in (each, now))
            change.log("arrangement", each.kind, *lines)
    for plan in step_plans.of_agreement(*where):
        if plan.care_path in moved:
            step_plans.rename(*where, plan, moved[plan.care_path])


def _others(
    found: Organisation | None, start: Start, actor: Actor
) -> tuple[Organisation, ...]:
    fits = found is not None and found.role not in (actor.party, PartyRole.VOICE)
    if found is None or not fits:
        raise Refused(start_problems(replace(start, other_organisation_id="")))
    return (found,)


def start_problems(start: Start) -> tuple[Problem, ...]:
    """Return what is wrong with how an agreement would start, in itself."""
    blank = Agreement(
        id=start.id,
        title=start.title,
        first_year=start.first_year,
        years_long=start.years_long,
        parties=(),
    )
    found = frame_problems(blank)
    return found if start.other_organisation_id else (_OTHER, *found)


def _is_voice(found: Organisation | None) -> bool:
    return found is not None and found.role is PartyRole.VOICE


def _require_sound(agreement: Agreement) -> None:
    found = frame_problems(agreement)
    if found:
        raise Refused(found)


_OTHER = Problem(
    code="other",
    where="other_organisation_id",
    text=Text(nl="Kies de andere partij.", en="Choose the other party."),
)
