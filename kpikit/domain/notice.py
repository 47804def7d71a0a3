"""Notices: what happened in an agreement that somebody should know of, and who."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.access import Permission, Role, allowed
from kpikit.domain.mail import Wish
from kpikit.domain.party import DECIDING, PartyRole


class Kind(StrEnum):
    """What happened; most are named as their line in the history is."""

    HAND_OVER = "hand-over"
    RATED = "rated"
    RATINGS_OPENED = "ratings-opened"
    ACCEPT = "accept"
    REOPEN = "reopen"
    READY_TO_SIGN = "ready-to-sign"
    SIGN = "sign"
    SIGNED = "signed"
    ADDENDUM_OPENED = "addendum-opened"
    ADDENDUM_WITHDRAWN = "addendum-withdrawn"
    ADDENDUM_SIGNED = "addendum-signed"
    RESULTS_SUBMIT = "results-submit"
    RESULTS_RETURN = "results-return"
    RESULTS_ASK_UNLOCK = "results-ask-unlock"
    REVIEW_CONFIRMED = "review-confirmed"
    REVIEW_CLOSED = "review-closed"
    SETTLEMENT = "settlement"
    SETTLEMENT_AGREED = "settlement-agreed"
    SETTLEMENT_FROZEN = "settlement-frozen"
    MENTION = "mention"
    WITHDRAWN = "withdraw-agreement"
    STEP_WAITS = "step-waits"
    DATE_NEAR = "date-near"
    TERM_ENDS = "term-ends"
    RESULTS_DUE = "results-due"
    ACTION_OVERDUE = "action-overdue"


REMINDERS = frozenset(
    {
        Kind.STEP_WAITS,
        Kind.DATE_NEAR,
        Kind.TERM_ENDS,
        Kind.RESULTS_DUE,
        Kind.ACTION_OVERDUE,
    }
)
"""What nobody did: time did it. Whom they are for stands in ``reminding``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who is told: whoever may do something about it, at which side of the table.

    ``across`` means only the deciding party opposite the one that acted.
    """

    may: Permission
    across: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened; ``to`` names the person a remark is meant for."""

    kind: Kind
    by: PartyRole
    user_id: str
    subject: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of one of the parties of an agreement, who has not left."""

    user_id: str
    organisation_id: str
    name: str
    party: PartyRole
    roles: frozenset[Role]
    mail: Wish = Wish.AT_ONCE


AUDIENCES: Mapping[Kind, Audience] = {
    Kind.HAND_OVER: Audience(may=Permission.PLAN, across=True),
    Kind.RATED: Audience(may=Permission.RATE_CANDIDATES),
    Kind.RATINGS_OPENED: Audience(may=Permission.RATE_CANDIDATES),
    Kind.ACCEPT: Audience(may=Permission.ACCEPT, across=True),
    Kind.REOPEN: Audience(may=Permission.ACCEPT, across=True),
    Kind.READY_TO_SIGN: Audience(may=Permission.SIGN),
    Kind.SIGN: Audience(may=Permission.SIGN, across=True),
    Kind.SIGNED: Audience(may=Permission.READ),
    Kind.ADDENDUM_OPENED: Audience(may=Permission.AMEND, across=True),
    Kind.ADDENDUM_WITHDRAWN: Audience(may=Permission.AMEND, across=True),
    Kind.ADDENDUM_SIGNED: Audience(may=Permission.READ),
    Kind.RESULTS_SUBMIT: Audience(may=Permission.TAKE_RESULTS, across=True),
    Kind.RESULTS_RETURN: Audience(may=Permission.ENTER_RESULTS, across=True),
    Kind.RESULTS_ASK_UNLOCK: Audience(may=Permission.TAKE_RESULTS, across=True),
    Kind.REVIEW_CONFIRMED: Audience(may=Permission.CONFIRM_REVIEW, across=True),
    Kind.REVIEW_CLOSED: Audience(may=Permission.READ),
    Kind.SETTLEMENT: Audience(may=Permission.SETTLE_YEAR, across=True),
    Kind.SETTLEMENT_AGREED: Audience(may=Permission.AGREE_YEAR, across=True),
    Kind.SETTLEMENT_FROZEN: Audience(may=Permission.SEE_MONEY),
    Kind.MENTION: Audience(may=Permission.READ),
    Kind.WITHDRAWN: Audience(may=Permission.READ),
}


def is_told(person: Person, happened: Happened) -> bool:
    """Tell whether a person gets a notice; nobody is told what they did themselves.

    Who may not do what the notice asks for, or may not see it, is not told.
    """
    audience = AUDIENCES[happened.kind]
    if person.user_id == happened.user_id:
        return False
    if happened.kind is Kind.MENTION and person.name != happened.to:
        return False
    opposite = person.party in DECIDING and person.party is not happened.by
    if audience.across and not opposite:
        return False
    return allowed(audience.may, roles=person.roles, party=person.party)
