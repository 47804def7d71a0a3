"""Read an agreement as one picture for a board."""

from dataclasses import dataclass
from datetime import date

from kpikit.actions.desk import Actor, Desk
from kpikit.actions.improving import without_money
from kpikit.actions.opening import Opened
from kpikit.actions.reading import reading
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import State
from kpikit.domain.one_picture import OnePicture, one_picture
from kpikit.domain.review.confirming import Review
from kpikit.storage import improvement_actions, reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPicture:
    """An agreement with its picture; for a voice without the money."""

    opened: Opened
    picture: OnePicture
    today: date


def open_picture(desk: Desk, actor: Actor, agreement_id: str) -> OpenedPicture:
    """Read the picture of an agreement as it is today.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        money = actor.may(Permission.SEE_MONEY)
        actions = improvement_actions.of_agreement(read.scope, read.stored)
        if not money:
            actions = tuple(map(without_money, actions))
        held: tuple[Review, ...] = ()
        if read.opened.settling.state is State.SIGNED:
            held = reviews.of_agreement(read.scope, read.stored)
        days = tuple(review.talks.frame.next_on for review in held)
        return OpenedPicture(
            opened=read.opened,
            picture=one_picture(read.opened.dossier, actions, days, money=money),
            today=day_of(desk.clock()),
        )
