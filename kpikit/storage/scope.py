"""The one way to the data of agreements: only those of one organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    select,
)
from sqlalchemy.orm import Session, aliased

from kpikit.domain.addendum import AddendumTalks
from kpikit.domain.agreement import Agreement
from kpikit.domain.party import Organisation
from kpikit.domain.settling import Settling
from kpikit.problems import NotFoundHere
from kpikit.storage import row_security
from kpikit.storage.tables import AddendumRow, PartyRow

# Under another name, so that a query that joins the parties does not mean these.
_TAKES_PART = aliased(PartyRow)
_AGREEMENT, _ORGANISATION = "in_agreement", "for_organisation"
AgreementKey = SQLColumnExpression[int] | SQLColumnExpression[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An agreement as a scope found it; ``key`` never leaves the installation.

    ``addendum`` is there when it is talks about a change to another, signed one.
    """

    key: int
    agreement: Agreement
    settling: Settling
    addendum: AddendumTalks | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """A session on behalf of one organisation."""

    session: Session
    organisation: Organisation

    def __post_init__(self) -> None:
        """Let the database keep to this organisation too, where it can."""
        row_security.work_for(self.session, self.organisation.id)

    def key(self, stored: Stored) -> int:
        """Return the key of an agreement in which the organisation takes part.

        Raises:
            NotFoundHere: it takes no part in it.
        """
        parties = stored.agreement.parties
        if self.organisation.id not in {p.organisation_id for p in parties}:
            raise NotFoundHere
        return stored.key

    def of(self, stored: Stored) -> dict[str, object]:
        """Return the values of a query with ``in_scope``.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        return {_AGREEMENT: self.key(stored), **self.own}

    @property
    def own(self) -> dict[str, object]:
        """The values of a query with ``is_party`` or ``is_own``."""
        return {_ORGANISATION: self.organisation.id}

    def rows(
        self, query: Select[Any], values: Mapping[str, object]
    ) -> Sequence[Row[Any]]:
        """Return the rows of a query as they come, without making entities of them."""
        return self.session.connection().execute(query, values).all()

    def only(self, column: AgreementKey, stored: Stored) -> ColumnElement[bool]:
        """Return the condition that a row belongs to an agreement in scope.

        Raises:
            NotFoundHere: the organisation takes no part in it.
        """
        mine = _TAKES_PART.organisation_id == self.organisation.id
        return and_(column == self.key(stored), _party_where(column, mine))


def in_scope(column: AgreementKey) -> ColumnElement[bool]:
    """Return the condition of ``Scope.only`` for a query that is built once.

    Building a query takes longer than running it. ``Scope.of`` gives its values, and
    without them the query cannot run.
    """
    return and_(column == bindparam(_AGREEMENT), is_party(column))


def is_party(column: AgreementKey) -> ColumnElement[bool]:
    """Return the condition that the organisation is a party to the agreement.

    It is for a query that is built once; ``Scope.own`` gives its values.
    """
    mine = _TAKES_PART.organisation_id == bindparam(_ORGANISATION)
    return _party_where(column, mine)


def is_own(column: AgreementKey) -> ColumnElement[bool]:
    """Return the condition of ``is_party`` for a list: it starts from the own ones.

    It is for a query that is built once; ``Scope.own`` gives its values.
    """
    return column.in_(own_keys())


def is_one_of_own(column: AgreementKey) -> ColumnElement[bool]:
    """Return the condition of ``is_own`` where few rows are left to ask about.

    It is for a query that is built once; ``Scope.own`` gives its values.
    """
    ended = exists().where(
        AddendumRow.agreement_key == column, AddendumRow.ended.is_not(None)
    )
    return and_(is_party(column), ~ended)


def own_keys() -> Select[Any]:
    """Return the query of the keys of all own agreements, which an index answers.

    Talks about an addendum that ended are part of the signed agreement. It is for a
    query that is built once; ``Scope.own`` gives its values.
    """
    own = _TAKES_PART.organisation_id == bindparam(_ORGANISATION)
    ended = select(AddendumRow.agreement_key).where(AddendumRow.ended.is_not(None))
    going_on = _TAKES_PART.agreement_key.not_in(ended)
    return select(_TAKES_PART.agreement_key.label("key")).where(own, going_on)


def _party_where(
    column: AgreementKey, mine: ColumnElement[bool]
) -> ColumnElement[bool]:
    return exists().where(_TAKES_PART.agreement_key == column, mine)
