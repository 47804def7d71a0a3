"""What only the command line of the installation itself may ask, without a scope."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kpikit.domain.party import DECIDING, Organisation
from kpikit.storage.organisations import from_row
from kpikit.storage.row_security import for_everybody
from kpikit.storage.tables import AgreementRow, OrganisationRow, PartyRow


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
