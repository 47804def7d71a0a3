"""Who may do what: every permission, role, party and state, written out."""

from itertools import product

import pytest

from kpikit.domain.access import ROLE_NAMES, RULES, Permission, Role, allowed
from kpikit.domain.agreement import State
from kpikit.domain.party import PartyRole

N, S, A, R, M = Role.NEGOTIATOR, Role.SIGNATORY, Role.ANALYST, Role.READER, Role.ADMIN
DRAFT, SETTLING, SIGNED = State.DRAFT, State.SETTLING, State.SIGNED
WITHDRAWN = State.WITHDRAWN
ALL = {DRAFT, SETTLING, SIGNED, WITHDRAWN}

# permission: roles, may a voice, states
TABLE: dict[Permission, tuple[set[Role], bool, set[State]]] = {
    Permission.PUBLIC: ({N, S, A, R, M}, True, ALL),
    Permission.SIGNED_IN: ({N, S, A, R, M}, True, ALL),
    Permission.MANAGE_USERS: ({M}, True, {DRAFT, SETTLING, SIGNED}),
    Permission.CREATE: ({N}, False, {DRAFT, SETTLING, SIGNED}),
    Permission.READ: ({N, S, A, R}, True, ALL),
    Permission.SEE_MONEY: ({N, S, A, R}, False, ALL),
    Permission.EDIT: ({N}, False, {DRAFT}),
    Permission.PLAN: ({N, A}, False, {DRAFT}),
    Permission.EXPLORE: ({N, A}, False, {DRAFT, SETTLING, SIGNED}),
    Permission.PREPARE: ({N, A}, False, {DRAFT, SETTLING}),
    Permission.REPLY: ({N, A}, False, {DRAFT, SETTLING, SIGNED}),
    Permission.RATE_CANDIDATES: ({N, A}, True, {DRAFT}),
    Permission.HAND_OVER: ({N}, False, {DRAFT}),
    Permission.ACCEPT: ({N}, False, {DRAFT, SETTLING}),
    Permission.REOPEN: ({N}, False, {SETTLING}),
    Permission.SIGN: ({S}, False, {SETTLING}),
    Permission.WITHDRAW: ({N}, False, {DRAFT, SETTLING}),
    Permission.AMEND: ({N}, False, {SIGNED}),
    Permission.TALK: ({N, S, A}, True, {DRAFT, SETTLING, SIGNED}),
    Permission.SETTLE_YEAR: ({N, A}, False, {SIGNED}),
    Permission.AGREE_YEAR: ({N}, False, {SIGNED}),
    Permission.ENTER_RESULTS: ({N, A}, False, {SIGNED}),
    Permission.TAKE_RESULTS: ({N, A}, False, {SIGNED}),
    Permission.REVIEW: ({N, A}, False, {SIGNED}),
    Permission.RATE: ({N, A}, True, {SIGNED}),
    Permission.CONFIRM_REVIEW: ({N}, False, {SIGNED}),
    Permission.IMPROVE: ({N, A}, False, {DRAFT, SETTLING, SIGNED}),
    Permission.WRITE_STEPS: ({N, A}, False, {DRAFT, SETTLING, SIGNED}),
}
OF_THE_PROVIDER = {Permission.WRITE_STEPS}
"""What the insurer only reads."""


def test_the_table_is_whole() -> None:
    """A new permission has to be written out here, and has a rule."""
    assert set(Permission) == set(TABLE)
    assert set(Permission) - {Permission.PUBLIC, Permission.SIGNED_IN} == set(RULES)
    assert set(Role) == set(ROLE_NAMES)


@pytest.mark.parametrize("permission", Permission)
def test_each_cell_of_the_table(permission: Permission) -> None:
    """Every single role, party and state gives what the table says."""
    roles, voice, states = TABLE[permission]
    for role, party, state in product(Role, PartyRole, State):
        others = {PartyRole.INSURER} if permission in OF_THE_PROVIDER else set()
        here = party not in others and (voice or party is not PartyRole.VOICE)
        at_all = role in roles and here
        assert at_all == allowed(permission, roles={role}, party=party)
        now = allowed(permission, roles={role}, party=party, state=state)
        assert (at_all and state in states) == now


def test_any_one_of_several_roles_is_enough() -> None:
    """A signatory who also negotiates may edit; somebody without roles may not read."""
    insurer = PartyRole.INSURER
    assert allowed(Permission.EDIT, roles=[S, N], party=insurer, state=DRAFT)
    assert not allowed(Permission.READ, roles=[], party=insurer, state=DRAFT)


def test_a_permission_without_a_rule_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is not declared is not allowed."""
    monkeypatch.delitem(RULES, Permission.READ)
    assert not allowed(Permission.READ, roles=set(Role), party=PartyRole.INSURER)
