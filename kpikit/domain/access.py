"""Who may do what: one table of role, state and part in the agreement."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.text import Text


class Role(StrEnum):
    """What a user may do for the own organisation; a user can have several."""

    NEGOTIATOR = "negotiator"
    SIGNATORY = "signatory"
    ANALYST = "analyst"
    READER = "reader"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.NEGOTIATOR: Text(nl="onderhandelaar", en="negotiator"),
    Role.SIGNATORY: Text(nl="tekenbevoegde", en="signatory"),
    Role.ANALYST: Text(nl="analist", en="analyst"),
    Role.READER: Text(nl="lezer", en="reader"),
    Role.ADMIN: Text(nl="beheerder", en="admin"),
}


class Permission(StrEnum):
    """One thing that a page or action needs its reader to be allowed."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    MANAGE_USERS = "manage_users"
    CREATE = "create"
    READ = "read"
    SEE_MONEY = "see_money"
    EDIT = "edit"
    PLAN = "plan"
    EXPLORE = "explore"
    PREPARE = "prepare"
    REPLY = "reply"
    RATE_CANDIDATES = "rate_candidates"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    REOPEN = "reopen"
    SIGN = "sign"
    WITHDRAW = "withdraw"
    AMEND = "amend"
    TALK = "talk"
    SETTLE_YEAR = "settle_year"
    AGREE_YEAR = "agree_year"
    ENTER_RESULTS = "enter_results"
    TAKE_RESULTS = "take_results"
    REVIEW = "review"
    RATE = "rate"
    CONFIRM_REVIEW = "confirm_review"
    IMPROVE = "improve"
    WRITE_STEPS = "write_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Roles (any of them) and, inside an agreement, parties and states.

    What is withdrawn is only read, unless a rule says so.
    """

    roles: frozenset[Role]
    parties: frozenset[PartyRole] = frozenset(PartyRole)
    states: frozenset[State] = frozenset(State) - {State.WITHDRAWN}


_INSIDE = frozenset({Role.NEGOTIATOR, Role.SIGNATORY, Role.ANALYST, Role.READER})
_TWO = frozenset(DECIDING)
_OPEN = frozenset({State.DRAFT})
_SIGNED = frozenset({State.SIGNED})
_UNSIGNED = frozenset({State.DRAFT, State.SETTLING})
_ALL = frozenset(State)

RULES = {
    Permission.MANAGE_USERS: Rule(roles=frozenset({Role.ADMIN})),
    Permission.CREATE: Rule(roles=frozenset({Role.NEGOTIATOR}), parties=_TWO),
    Permission.READ: Rule(roles=_INSIDE, states=_ALL),
    Permission.SEE_MONEY: Rule(roles=_INSIDE, parties=_TWO, states=_ALL),
    Permission.EDIT: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_OPEN
    ),
    Permission.PLAN: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_OPEN
    ),
    Permission.EXPLORE: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO
    ),
    Permission.PREPARE: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_UNSIGNED
    ),
    Permission.REPLY: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO
    ),
    Permission.RATE_CANDIDATES: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), states=_OPEN
    ),
    Permission.HAND_OVER: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_OPEN
    ),
    Permission.ACCEPT: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_UNSIGNED
    ),
    Permission.REOPEN: Rule(
        roles=frozenset({Role.NEGOTIATOR}),
        parties=_TWO,
        states=frozenset({State.SETTLING}),
    ),
    Permission.SIGN: Rule(
        roles=frozenset({Role.SIGNATORY}),
        parties=_TWO,
        states=frozenset({State.SETTLING}),
    ),
    Permission.WITHDRAW: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_UNSIGNED
    ),
    Permission.TALK: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.SIGNATORY, Role.ANALYST})
    ),
    Permission.AMEND: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_SIGNED
    ),
    Permission.SETTLE_YEAR: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_SIGNED
    ),
    Permission.AGREE_YEAR: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_SIGNED
    ),
    Permission.ENTER_RESULTS: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_SIGNED
    ),
    Permission.TAKE_RESULTS: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_SIGNED
    ),
    Permission.REVIEW: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO, states=_SIGNED
    ),
    Permission.RATE: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), states=_SIGNED
    ),
    Permission.CONFIRM_REVIEW: Rule(
        roles=frozenset({Role.NEGOTIATOR}), parties=_TWO, states=_SIGNED
    ),
    Permission.IMPROVE: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}), parties=_TWO
    ),
    Permission.WRITE_STEPS: Rule(
        roles=frozenset({Role.NEGOTIATOR, Role.ANALYST}),
        parties=frozenset({PartyRole.PROVIDER}),
    ),
}


def allowed(
    permission: Permission,
    *,
    roles: Collection[Role],
    party: PartyRole,
    state: State | None = None,
) -> bool:
    """Tell whether somebody with these roles, for this party, may do it now.

    ``state`` is left out for what lies outside one agreement. ``PUBLIC`` and
    ``SIGNED_IN`` need no rule. A permission without a rule is refused.
    """
    if permission in (Permission.PUBLIC, Permission.SIGNED_IN):
        return True
    rule = RULES.get(permission)
    if rule is None or party not in rule.parties or rule.roles.isdisjoint(roles):
        return False
    return state is None or state in rule.states
