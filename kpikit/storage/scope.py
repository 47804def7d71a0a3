"""The one way to the data of agreements: only those of one organisation."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists
from sqlalchemy.orm import Session, aliased

from kpikit.domain.agreement import Agreement
from kpikit.domain.party import Organisation
from kpikit.domain.settling import Settling
from kpikit.problems import NotFoundHere
from kpikit.storage.tables import PartyRow

# Under another name, so that a query that joins the parties does not mean these.
_TAKES_PART = aliased(PartyRow)
AgreementKey = SQLColumnExpression[int] | SQLColumnExpression[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An agreement as a scope found it; ``key`` never leaves the installation."""

    key: int
    agreement: Agreement
    settling: Settling


@dataclass(frozen=True, slots=True)
class Scope:
    """A session on behalf of one organisation."""

    session: Session
    organisation: Organisation

    def key(self, stored: Stored) -> int:
        """Return the key of an agreement in which the organisation takes part.

        Raises:
            NotFoundHere: it takes no part in it.
        """
        parties = stored.agreement.parties
        if self.organisation.id not in {p.organisation_id for p in parties}:
            raise NotFoundHere
        return stored.key

    def only(self, column: AgreementKey, stored: Stored) -> ColumnElement[bool]:
        """Return the condition that a row belongs to an agreement in scope.

        Raises:
            NotFoundHere: the organisation takes no part in it.
        """
        return and_(column == self.key(stored), self.takes_part(column))

    def takes_part(self, column: AgreementKey) -> ColumnElement[bool]:
        """Return the condition that the organisation is a party to the agreement."""
        return exists().where(
            _TAKES_PART.agreement_key == column,
            _TAKES_PART.organisation_id == self.organisation.id,
        )
