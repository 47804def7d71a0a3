"""An addendum: a change to what was signed, on top of the version in force."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kpikit.domain.party import PartyRole
from kpikit.problems import Problem
from kpikit.text import Text

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that is not what it was, in words; empty words mean nothing there.

    ``confidential`` tells that it stays inside the pair of parties.
    """

    part: Text
    field: Text
    before: Text
    after: Text
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """What makes a later version: on which one it rests, why, and what it changes.

    ``number`` is that of the version it becomes, ``base_hash`` the SHA-256 of the
    content of the version before it. It is part of what both parties sign, so that
    each version holds on to the one before.
    """

    number: int
    base_hash: str
    reason: str
    opened_by: PartyRole
    opened_at: datetime
    changes: tuple[Change, ...] = ()


class Ending(StrEnum):
    """How talks about an addendum ended."""

    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumTalks:
    """Talks about a change to a signed agreement.

    ``id`` is the public id of the talks, which are an agreement of their own until
    both parties signed; ``base_id`` that of the signed agreement. ``number`` is that
    of the version it becomes, ``base_hash`` the content of the version before it.
    """

    id: str
    base_id: str
    number: int
    base_hash: str
    reason: str
    opened_by: PartyRole
    opened_name: str
    opened_at: datetime
    ended: Ending | None = None
    ended_name: str = ""
    ended_at: datetime | None = None

    def signed_as(self, changes: tuple[Change, ...]) -> Addendum:
        """Return what both parties sign of it, besides the content itself."""
        return Addendum(
            number=self.number,
            base_hash=self.base_hash,
            reason=self.reason,
            opened_by=self.opened_by,
            opened_at=self.opened_at,
            changes=changes,
        )


def open_to_all(addendum: Addendum | None) -> Addendum | None:
    """Return an addendum with only those changes that leave the pair of parties."""
    if addendum is None:
        return None
    return replace(
        addendum, changes=tuple(c for c in addendum.changes if not c.confidential)
    )


def reason_problems(reason: str) -> tuple[Problem, ...]:
    """Return what is wrong with the reason for an addendum."""
    if not reason.strip():
        return (Problem(code="reason", where="reason", text=_REASON),)
    if len(reason) > LONGEST_REASON:
        return (Problem(code="reason-long", where="reason", text=_TOO_LONG),)
    return ()


ONE_AT_A_TIME = Problem(
    code="addendum-open",
    where="reason",
    text=Text(
        nl="Er wordt al over een addendum gesproken. Teken dat eerst, of trek het in.",
        en="There are talks about an addendum already. Sign it first, or withdraw it.",
    ),
)
"""Why a second addendum has to wait: it would rest on a version that moves."""
UNCHANGED = Problem(
    code="unchanged",
    where="settle",
    text=Text(
        nl="Er is nog niets gewijzigd. Wijzig wat u anders wilt, of trek het "
        "addendum in.",
        en="Nothing was changed yet. Change what should be different, or withdraw the "
        "addendum.",
    ),
)
"""What stands in the way of accepting an addendum without a change."""

_REASON = Text(
    nl="Schrijf waarom de afspraak moet veranderen.",
    en="Write why the agreement has to change.",
)
_TOO_LONG = Text(
    nl="Houd de reden onder 2.000 tekens.", en="Keep the reason under 2,000 characters."
)
