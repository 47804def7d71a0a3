"""Keep in the trail that somebody was refused something, for their own organisation."""

from kpikit.actions.desk import Actor, Desk, log

REFUSED = "refused"
LONGEST = 200


def note_refusal(desk: Desk, actor: Actor, what: str) -> None:
    """Note what somebody asked for and did not get.

    It belongs to no agreement: an agreement that is not theirs and one that does not
    exist leave the same line, which no other organisation sees.
    """
    with desk.database.write() as session:
        log(session, actor, desk.clock(), REFUSED, what[:LONGEST])
