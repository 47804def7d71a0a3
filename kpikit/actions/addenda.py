"""Open, withdraw and compare: a change to a signed agreement is a version on top."""

from dataclasses import dataclass, replace

from kpikit import snapshot
from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, seen
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.addendum import (
    ONE_AT_A_TIME,
    AddendumTalks,
    Ending,
    reason_problems,
)
from kpikit.domain.addendum import Change as FieldChange
from kpikit.domain.difference.comparing import differences
from kpikit.domain.settling import Settling
from kpikit.problems import NotFoundHere, Refused
from kpikit.storage import addenda, agreements, versions
from kpikit.storage.scope import Scope
from kpikit.storage.uniqueness import AlreadyThere
from kpikit.storage.versions import SignedVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedVersions:
    """A signed agreement with all its versions, the oldest first."""

    opened: Opened
    versions: tuple[SignedVersion, ...]

    def number(self, number: int) -> SignedVersion:
        """Return one version.

        Raises:
            NotFoundHere: there is no such version.
        """
        found = (v for v in self.versions if v.number == number)
        version = next(found, None)
        if version is None:
            raise NotFoundHere
        return version


def open_versions(desk: Desk, actor: Actor, agreement_id: str) -> OpenedVersions:
    """Read the signed versions of an agreement; none while it is not signed.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        found = versions.of_agreement(read.scope, read.stored)
        return OpenedVersions(opened=read.opened, versions=found)


def compare(
    found: OpenedVersions, first: int, second: int, *, money: bool
) -> tuple[FieldChange, ...]:
    """Return what differs between two versions; for a voice without money.

    Raises:
        NotFoundHere: there is no such version.
    """
    texts = (found.number(number).content for number in (first, second))
    before, after = (seen(snapshot.from_canonical(t), money=money) for t in texts)
    return differences(before, after)


def open_addendum(desk: Desk, actor: Actor, agreement_id: str, reason: str) -> str:
    """Begin talks about a change to a signed agreement; return the id of the talks.

    What was signed stays in force until both parties signed the addendum. The same
    form sent twice leads to the talks that the first one opened.

    Raises:
        Refused: there is no reason, or talks are going on already.
        Locked: the agreement is not signed.
    """
    if wrong := reason_problems(reason):
        raise Refused(wrong)
    with changing(desk, actor, agreement_id, Permission.AMEND) as change:
        if (same := _opened(change, reason)) is not None:
            return same
        version = versions.of_agreement(change.scope, change.stored)[-1]
        talks = AddendumTalks(
            id=desk.new_id(),
            base_id=agreement_id,
            number=version.number + 1,
            base_hash=version.content_hash,
            reason=reason,
            opened_by=actor.party,
            opened_name=actor.name,
            opened_at=change.at,
        )
        _begin(change, talks, version)
        change.log("addendum-opened", str(talks.number), "", reason)
    return talks.id


def _opened(change: Change, reason: str) -> str | None:
    """Return the id of open talks that this very person began for this reason."""
    mine = change.actor.party, change.actor.name, reason
    for talks in addenda.of_agreement(change.scope, change.stored):
        same = mine == (talks.opened_by, talks.opened_name, talks.reason)
        if same and talks.ended is None:
            return talks.id
    return None


def _begin(change: Change, talks: AddendumTalks, version: SignedVersion) -> None:
    signed = snapshot.from_canonical(version.content).agreement
    frame = replace(signed, id=talks.id, revision=1)
    settling = Settling(turn=talks.opened_by, turn_since=talks.opened_at)
    stored = agreements.create(change.scope, frame, settling)
    try:
        addenda.add(change.scope, change.stored, stored, talks)
    except AlreadyThere as error:
        raise Refused([ONE_AT_A_TIME]) from error
    replace(change, stored=stored).log("start", frame.title)


def withdraw_addendum(desk: Desk, actor: Actor, agreement_id: str) -> str:
    """End talks about an addendum; return the id of the agreement, which stays.

    Raises:
        NotFoundHere: these are no talks about an addendum.
        Locked: somebody accepted; the talks have to be reopened first.
    """
    with changing(desk, actor, agreement_id, Permission.HAND_OVER) as change:
        addendum = change.stored.addendum
        if addendum is None:
            raise NotFoundHere
        end(change, Ending.WITHDRAWN)
        base = agreements.get(change.scope, addendum.base_id, lock=True)
        replace(change, stored=base).log("addendum-withdrawn", str(addendum.number))
    return addendum.base_id


def ended_into(desk: Desk, actor: Actor, agreement_id: str) -> str | None:
    """Return the id of the signed agreement that ended talks were about.

    For who still has the address of the talks; ``None`` when it is no such address.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        return addenda.base_of_ended(scope, agreement_id)


def end(change: Change, ending: Ending) -> None:
    """Note how talks about an addendum ended; nobody can open them afterwards."""
    name, at = change.actor.name, change.at
    addenda.end(change.scope, change.stored, ending, name, at)
