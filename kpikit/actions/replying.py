"""Answer the recommendations for the own organisation, and show that to the other."""

from dataclasses import dataclass, replace

from kpikit.actions.desk import Actor, Desk, changing
from kpikit.actions.opening import Opened
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.library import Library, UnknownEntry
from kpikit.domain.party import PartyRole
from kpikit.domain.reply import Coverage, Reply, coverage
from kpikit.problems import NotFoundHere
from kpikit.storage import improvement_actions, replies


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReplies:
    """The recommendations of an agreement as one party sees them.

    ``own`` are the own answers, shown or not; empty for who may not write them.
    """

    opened: Opened
    own: tuple[Reply, ...]
    covered: tuple[Coverage, ...]

    def on(self, number: int) -> Coverage:
        """Return what serves one recommendation.

        Raises:
            NotFoundHere: there is no recommendation with this number.
        """
        found = (c for c in self.covered if c.advice.number == number)
        if (one := next(found, None)) is None:
            raise NotFoundHere
        return one

    def own_reply(self, number: int, role: PartyRole) -> Reply:
        """Return the own answer to a recommendation, empty when there is none."""
        found = (r for r in self.own if r.number == number)
        return next(found, Reply(number=number, role=role))

    def is_hidden(self, number: int, role: PartyRole) -> bool:
        """Tell whether the own answer says something that was not shown yet."""
        own = replace(self.own_reply(number, role), revision=0)
        return bool(self.own) and own != self.on(number).of(role)


def open_replies(desk: Desk, actor: Actor, agreement_id: str) -> OpenedReplies:
    """Read the own answers, and those that the parties showed to each other.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor may not see what can speak of money.
    """
    with reading(desk, actor, agreement_id, Permission.SEE_MONEY) as read:
        own: tuple[Reply, ...] = ()
        if actor.may(Permission.REPLY):
            own = replies.own(read.scope, read.stored)
        shown = replies.shared(read.scope, read.stored)
        actions = improvement_actions.of_agreement(read.scope, read.stored)
        advice = desk.library.recommendations
        covered = coverage(advice, read.opened.dossier, shown, actions)
        return OpenedReplies(opened=read.opened, own=own, covered=covered)


def reply(
    desk: Desk, actor: Actor, agreement_id: str, wanted: Reply, *, show: bool = False
) -> Reply:
    """Keep an own answer and, if wanted, show it to the other party.

    Raises:
        NotFoundHere: there is no recommendation with this number.
        Outdated: a colleague changed it after it was opened.
    """
    _known(desk.library, wanted.number)
    with changing(desk, actor, agreement_id, Permission.REPLY) as change:
        own = replace(wanted, role=actor.party)
        saved = replies.save(change.scope, change.stored, own)
        if show:
            replies.show(change.scope, change.stored, own.number)
            change.log("reply-shown", f"{own.number}")
        return saved


def _known(library: Library, number: int) -> None:
    try:
        library.recommendation(number)
    except UnknownEntry as error:
        raise NotFoundHere from error
