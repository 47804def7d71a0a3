"""Organisations: added, found by id, listed by kind."""

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from kpikit.domain.party import Organisation, OrganisationKind
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import OrganisationRow
from kpikit.storage.uniqueness import new


def add(session: Session, organisation: Organisation) -> None:
    """Add an organisation.

    Raises:
        AlreadyThere: its id is taken.
    """
    values = {
        "id": organisation.id,
        "kind": organisation.kind,
        "name": organisation.name,
        "agb_code": organisation.agb_code,
        "kvk_number": organisation.kvk_number,
    }
    with new(session):
        session.execute(insert(table_of(OrganisationRow)).values(values))


def get(session: Session, organisation_id: str) -> Organisation | None:
    """Return an organisation, or ``None`` when the id is unknown."""
    found = _read(session, select(OrganisationRow).filter_by(id=organisation_id))
    return found[0] if found else None


def of_kind(session: Session, kind: OrganisationKind) -> tuple[Organisation, ...]:
    """Return the organisations of one kind, by name."""
    return _read(session, select(OrganisationRow).where(OrganisationRow.kind == kind))


def all_(session: Session) -> tuple[Organisation, ...]:
    """Return every organisation, by name."""
    return _read(session, select(OrganisationRow))


def from_row(row: OrganisationRow) -> Organisation:
    """Return the organisation of a row."""
    return Organisation(
        id=row.id,
        kind=OrganisationKind(row.kind),
        name=row.name,
        agb_code=row.agb_code,
        kvk_number=row.kvk_number,
    )


def _read(
    session: Session, wanted: Select[OrganisationRow]
) -> tuple[Organisation, ...]:
    ordered = wanted.order_by(OrganisationRow.name, OrganisationRow.id)
    return tuple(from_row(row) for row in session.scalars(ordered))
