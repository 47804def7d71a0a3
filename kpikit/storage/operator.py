"""What only the command line of the installation itself may ask, without a scope."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kpikit.domain.party import DECIDING, Organisation, PartyRole
from kpikit.storage.organisations import from_row
from kpikit.storage.row_security import for_everybody
from kpikit.storage.tables import (
    AddendumRow,
    AgreementRow,
    OrganisationRow,
    PartyRow,
    WithdrawalRow,
)


def is_empty(session: Session) -> bool:
    """Tell whether no organisation has been added yet."""
    return session.scalar(select(OrganisationRow.id).limit(1)) is None


def first_party(session: Session, public_id: str) -> Organisation | None:
    """Return the first party to an agreement, or ``None`` when there is no such one."""
    wanted = (
        select(OrganisationRow)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .join(AgreementRow, AgreementRow.key == PartyRow.agreement_key)
        .where(AgreementRow.id == public_id)
        .order_by(PartyRow.place)
        .limit(1)
    )
    with for_everybody(session):
        row = session.scalars(wanted).first()
    return from_row(row) if row else None


def going_on(session: Session) -> tuple[tuple[str, Organisation], ...]:
    """Return the id of every agreement that people can be reminded of, and a party.

    Talks about an addendum that ended are left out, and what was withdrawn.
    """
    ended = select(AddendumRow.agreement_key).where(AddendumRow.ended.is_not(None))
    withdrawn = select(WithdrawalRow.agreement_key)
    wanted = (
        select(AgreementRow.id, OrganisationRow)
        .join(PartyRow, PartyRow.agreement_key == AgreementRow.key)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(
            PartyRow.role == PartyRole.PROVIDER,
            AgreementRow.key.not_in(ended),
            AgreementRow.key.not_in(withdrawn),
        )
        .order_by(AgreementRow.key)
    )
    with for_everybody(session):
        rows = session.execute(wanted).all()
    return tuple((public_id, from_row(row)) for public_id, row in rows)


def deciding_parties(session: Session, public_id: str) -> tuple[Organisation, ...]:
    """Return the two parties to an agreement; none when there is no such agreement."""
    wanted = (
        select(OrganisationRow)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .join(AgreementRow, AgreementRow.key == PartyRow.agreement_key)
        .where(AgreementRow.id == public_id, PartyRow.role.in_(DECIDING))
        .order_by(PartyRow.place)
    )
    with for_everybody(session):
        rows = session.scalars(wanted).all()
    return tuple(map(from_row, rows))
