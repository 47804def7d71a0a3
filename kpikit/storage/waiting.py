"""The agreements that wait for a step of one organisation, the longest wait first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    select,
    true,
)

from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING
from kpikit.domain.waiting import Step
from kpikit.storage.agreement_list import (
    LINE,
    AgreementLine,
    by_agreement,
    is_withdrawn,
    line_from,
    with_lines,
)
from kpikit.storage.scope import Scope, own_keys
from kpikit.storage.tables import AcceptanceRow, AgreementRow, PartyRow, SignatureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """An agreement, and the step that it waits for."""

    step: Step
    agreement: AgreementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """One page of what waits, and how much waits on all pages together."""

    lines: tuple[WaitingLine, ...]
    total: int


def waiting(
    scope: Scope, steps: Collection[Step], *, limit: int, offset: int = 0
) -> WaitingPage:
    """Return the agreements that wait for one of these steps, in one query."""
    values = {
        "own": scope.organisation.role,
        "steps": sorted(steps),
        "limit": limit,
        "offset": offset,
        **scope.own,
    }
    rows = scope.rows(_PAGE, values)
    lines = tuple(
        WaitingLine(step=Step(of_one[0].step), agreement=line_from(of_one))
        for of_one in by_agreement(rows)
    )
    return WaitingPage(lines=lines, total=rows[0].total)


def _page() -> Select[Any]:
    """Return the query of one page, with how much waits on all pages together."""
    step = _step()
    own = own_keys().subquery()
    wanted = (
        select(AgreementRow.key, AgreementRow.turn_since)
        .join(own, own.c.key == AgreementRow.key)
        .where(step.in_(bindparam("steps", expanding=True)))
        .cte("wanted")
    )
    total = select(func.count().label("total")).select_from(wanted).subquery()
    page = select(wanted).order_by(wanted.c.turn_since, wanted.c.key)
    keys = page.limit(bindparam("limit")).offset(bindparam("offset")).subquery()
    found = (
        select(total.c.total, step.label("step"), *LINE)
        .select_from(total)
        .outerjoin(keys, true())
    )
    return with_lines(found, keys.c.key).order_by(
        keys.c.turn_since, keys.c.key, PartyRow.place
    )


def _step() -> ColumnElement[str]:
    """Return the step that an agreement waits for from this organisation, or null."""
    own: BindParameter[str] = bindparam("own")
    accepted = select(func.count()).where(
        AcceptanceRow.agreement_key == AgreementRow.key
    )
    ours = accepted.where(AcceptanceRow.role == own).scalar_subquery()
    all_of_them = accepted.scalar_subquery()
    signed = select(func.count()).where(
        SignatureRow.agreement_key == AgreementRow.key, SignatureRow.role == own
    )
    settling = and_(AgreementRow.state == State.SETTLING, ~is_withdrawn())
    draft = AgreementRow.state == State.DRAFT
    return case(
        (draft & (AgreementRow.turn == own), Step.CONTINUE.value),
        (settling & (ours == 0), Step.ACCEPT.value),
        (
            settling & (all_of_them == len(DECIDING)) & (signed.scalar_subquery() == 0),
            Step.SIGN.value,
        ),
        else_=None,
    )


_PAGE = _page()
