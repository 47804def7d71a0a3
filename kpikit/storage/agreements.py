"""Agreements: the frame, how far it is settled, and the list of an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, insert, literal, select, union_all, update

from kpikit import snapshot
from kpikit.domain.agreement import Agreement, CarePath, State, TargetDate
from kpikit.domain.party import DECIDING, Contact, PartyRole
from kpikit.domain.selection import DEFAULT_LIMIT
from kpikit.domain.settling import Approval, Settling
from kpikit.domain.withdrawal import Withdrawal
from kpikit.problems import NotFoundHere, Outdated
from kpikit.storage.addendum_rows import COLUMNS, talks_from, with_addendum
from kpikit.storage.agreement_list import (
    AgreementLine,
    AgreementPage,
    AnyRow,
    list_,
    party_from,
)
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.row_security import for_everybody
from kpikit.storage.scope import Scope, Stored, is_party
from kpikit.storage.tables import (
    AcceptanceRow,
    AgreementRow,
    Base,
    PartyRow,
    SelectionRow,
    SignatureRow,
    WithdrawalRow,
)
from kpikit.storage.uniqueness import AlreadyThere, new

__all__ = [
    "AgreementLine",
    "AgreementPage",
    "AlreadyThere",
    "Stored",
    "create",
    "get",
    "list_",
    "save_frame",
    "save_settling",
]

_AGREEMENTS = table_of(AgreementRow)
_WITHDRAWN = tuple(c.label(f"withdrawn_{c.name}") for c in table_of(WithdrawalRow).c)
_BY_ID = with_addendum(
    select(*_AGREEMENTS.c, *table_of(PartyRow).c, *COLUMNS, *_WITHDRAWN)
    .join(PartyRow, PartyRow.agreement_key == AgreementRow.key)
    .outerjoin(WithdrawalRow, WithdrawalRow.agreement_key == AgreementRow.key)
    .where(AgreementRow.id == bindparam("id"), is_party(AgreementRow.key))
    .order_by(PartyRow.place)
)
"""A row for each party, with the agreement beside it; plain rows are read faster."""
_APPROVALS = union_all(
    *(
        select(
            literal(kind).label("kind"),
            row.role,
            row.user_id,
            row.name,
            row.at.label("at"),
            row.content_hash,
        ).where(row.agreement_key == bindparam("key"), is_party(row.agreement_key))
        for kind, row in (("acceptance", AcceptanceRow), ("signature", SignatureRow))
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The parts of the frame that are kept as JSON."""

    care_paths: tuple[CarePath, ...]
    locations: tuple[str, ...]
    vision: str
    contacts: tuple[Contact, ...]
    target_dates: tuple[TargetDate, ...]


def create(scope: Scope, agreement: Agreement, settling: Settling) -> Stored:
    """Keep a new agreement with its parties, and an empty selection.

    Raises:
        NotFoundHere: the organisation itself takes no part in it.
        AlreadyThere: the public id is taken.
    """
    fresh = Settling(turn=settling.turn, turn_since=settling.turn_since)
    scope.key(Stored(key=0, agreement=agreement, settling=fresh))
    with new(scope.session), for_everybody(scope.session):
        made = scope.session.execute(
            insert(_AGREEMENTS)
            .values(
                id=agreement.id,
                revision=agreement.revision,
                **_columns(agreement),
                **_progress(fresh),
            )
            .returning(_AGREEMENTS.c.key)
        )
        stored = Stored(key=made.scalar_one(), agreement=agreement, settling=fresh)
        _add_parties(scope, stored)
        scope.session.execute(
            insert(table_of(SelectionRow)).values(
                agreement_key=stored.key,
                slots=DEFAULT_LIMIT,
                overrules="[]",
                revision=1,
            )
        )
    if settling != fresh:
        save_settling(scope, stored, settling)
    return replace(stored, settling=settling)


def get(scope: Scope, public_id: str, *, lock: bool = False) -> Stored:
    """Return an agreement of the organisation, in two queries.

    With ``lock`` no other transaction can change it until this one ends; SQLite has
    one writer at a time anyway.

    Raises:
        NotFoundHere: there is none, or the organisation takes no part in it.
    """
    wanted = _BY_ID
    if lock:
        wanted = wanted.with_for_update(of=AgreementRow)
    rows = scope.session.execute(wanted, {"id": public_id, **scope.own}).all()
    if not rows:
        raise NotFoundHere
    row = rows[0]
    return Stored(
        key=row.key,
        agreement=_agreement(row, rows),
        settling=_settling(row, _approvals(scope, row.key)),
        addendum=talks_from(row),
    )


def save_frame(scope: Scope, stored: Stored, agreement: Agreement) -> Agreement:
    """Keep the frame as of ``agreement.revision``; parties and id never change.

    Raises:
        Outdated: somebody changed the frame after it was opened.
        NotFoundHere: the organisation takes no part in it.
    """
    after = agreement.revision + 1
    changed = touched(
        scope.session,
        update(_AGREEMENTS)
        .where(
            scope.only(_AGREEMENTS.c.key, stored),
            _AGREEMENTS.c.revision == agreement.revision,
        )
        .values(revision=after, **_columns(agreement)),
    )
    if changed != 1:
        found = scope.session.scalar(
            select(_AGREEMENTS.c.revision).where(scope.only(_AGREEMENTS.c.key, stored))
        )
        raise Outdated(agreement.revision, found or 0)
    return replace(agreement, revision=after)


def save_settling(scope: Scope, stored: Stored, settling: Settling) -> None:
    """Keep the step from ``stored.settling`` to ``settling``.

    What is no longer in ``settling`` is lifted, signatures first. The database refuses
    a signature outside settling, a signed state without both signatures, and every
    change once it is signed.

    Raises:
        NotFoundHere: the organisation takes no part in it.
    """
    key, before = scope.key(stored), stored.settling
    _lift(scope, stored, SignatureRow, before.signatures, settling.signatures)
    _lift(scope, stored, AcceptanceRow, before.acceptances, settling.acceptances)
    _add_approvals(scope, key, AcceptanceRow, before.acceptances, settling.acceptances)
    if settling.signatures and before.state is State.DRAFT:
        _keep_progress(scope, stored, replace(settling, state=State.SETTLING))
    _add_approvals(scope, key, SignatureRow, before.signatures, settling.signatures)
    if settling.withdrawal is not None:
        _withdraw(scope, stored, settling, settling.withdrawal)
        return
    _keep_progress(scope, stored, settling)


def _withdraw(
    scope: Scope, stored: Stored, settling: Settling, withdrawal: Withdrawal
) -> None:
    """Lock the content as when it is settled, then say that it is withdrawn."""
    _keep_progress(scope, stored, replace(settling, state=State.SETTLING))
    scope.session.execute(
        insert(table_of(WithdrawalRow)).values(
            agreement_key=scope.key(stored),
            role=withdrawal.role,
            name=withdrawal.name,
            at=withdrawal.at,
            reason=withdrawal.reason,
        )
    )


def _keep_progress(scope: Scope, stored: Stored, settling: Settling) -> None:
    scope.session.execute(
        update(_AGREEMENTS)
        .where(scope.only(_AGREEMENTS.c.key, stored))
        .values(**_progress(settling))
    )


def _lift(
    scope: Scope,
    stored: Stored,
    row: type[Base],
    before: Sequence[Approval],
    after: Sequence[Approval],
) -> None:
    lifted = [approval.role for approval in before if approval not in after]
    if lifted:
        table = table_of(row)
        scope.session.execute(
            delete(table).where(
                scope.only(table.c.agreement_key, stored), table.c.role.in_(lifted)
            )
        )


def _add_approvals(
    scope: Scope,
    key: int,
    row: type[Base],
    before: Sequence[Approval],
    after: Sequence[Approval],
) -> None:
    for approval in after:
        if approval not in before:
            scope.session.execute(
                insert(table_of(row)).values(
                    agreement_key=key,
                    role=approval.role,
                    user_id=approval.by,
                    name=approval.name,
                    at=approval.at,
                    content_hash=approval.content_hash,
                )
            )


def _add_parties(scope: Scope, stored: Stored) -> None:
    rows = [
        {
            "agreement_key": stored.key,
            "role": party.role,
            "organisation_id": party.organisation_id,
            "place": place,
            "name": party.name,
            "agb_code": party.agb_code,
            "kvk_number": party.kvk_number,
        }
        for place, party in enumerate(stored.agreement.parties)
    ]
    scope.session.execute(insert(table_of(PartyRow)), rows)


def _columns(agreement: Agreement) -> dict[str, object]:
    frame = _Frame(
        care_paths=agreement.care_paths,
        locations=agreement.locations,
        vision=agreement.vision,
        contacts=agreement.contacts,
        target_dates=agreement.target_dates,
    )
    return {
        "title": agreement.title,
        "first_year": agreement.first_year,
        "years_long": agreement.years_long,
        "frame": snapshot.dump(frame),
    }


def _progress(settling: Settling) -> dict[str, object]:
    return {
        "state": settling.state,
        "turn": settling.turn,
        "turn_since": settling.turn_since,
        "message": settling.message,
    }


def _agreement(row: AnyRow, parties: Sequence[AnyRow]) -> Agreement:
    frame = snapshot.load(_Frame, row.frame)
    return Agreement(
        id=row.id,
        title=row.title,
        first_year=row.first_year,
        years_long=row.years_long,
        parties=tuple(party_from(party) for party in parties),
        care_paths=frame.care_paths,
        locations=frame.locations,
        vision=frame.vision,
        contacts=frame.contacts,
        target_dates=frame.target_dates,
        revision=row.revision,
    )


def _settling(row: AnyRow, approvals: Sequence[tuple[str, Approval]]) -> Settling:
    withdrawal = _withdrawal(row)
    return Settling(
        state=State.WITHDRAWN if withdrawal else State(row.state),
        withdrawal=withdrawal,
        turn=PartyRole(row.turn),
        turn_since=row.turn_since,
        message=row.message,
        acceptances=tuple(a for kind, a in approvals if kind == "acceptance"),
        signatures=tuple(a for kind, a in approvals if kind == "signature"),
    )


def _withdrawal(row: AnyRow) -> Withdrawal | None:
    if row.withdrawn_agreement_key is None:
        return None
    return Withdrawal(
        role=PartyRole(row.withdrawn_role),
        name=row.withdrawn_name,
        at=row.withdrawn_at,
        reason=row.withdrawn_reason,
    )


def _approvals(scope: Scope, key: int) -> list[tuple[str, Approval]]:
    """Return acceptances and signatures, each in the order in which they came."""
    rows = scope.session.execute(_APPROVALS, {"key": key, **scope.own})
    found = [
        (
            kind,
            Approval(
                role=PartyRole(role), by=by, name=name, at=at, content_hash=content_hash
            ),
        )
        for kind, role, by, name, at, content_hash in rows
    ]
    return sorted(found, key=lambda a: (a[1].at, DECIDING.index(a[1].role)))
