"""What every action needs: the desk it works at and the person who acts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from kpikit.actions.recent import Recent
from kpikit.domain.access import ROLE_NAMES as ROLE_WORDS
from kpikit.domain.access import RULES, Permission, Role, allowed
from kpikit.domain.agreement import State
from kpikit.domain.library import Library
from kpikit.domain.notice import AUDIENCES, Happened, Kind, is_told
from kpikit.domain.party import Organisation, PartyRole
from kpikit.domain.result.disclosing import LIMIT
from kpikit.domain.settling import Locked
from kpikit.problems import NotAllowed
from kpikit.storage import agreements, audit, notices, outbox
from kpikit.storage.agreements import Stored
from kpikit.storage.database import Database, Session
from kpikit.storage.scope import Scope
from kpikit.text import DEFAULT_LANGUAGE, Language, Text


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the library, the clock and a source of random ids.

    ``small_number`` is the smallest group of people that is shown to others; ``recent``
    are the agreements that were read a moment ago; with ``mails`` there is mail about
    notices.
    """

    database: Database
    library: Library
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    small_number: int = LIMIT
    mails: bool = False
    recent: Recent = field(default_factory=Recent, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who acts, for which organisation and with which roles."""

    user_id: str
    name: str
    email: str
    organisation: Organisation
    roles: frozenset[Role]
    language: Language = DEFAULT_LANGUAGE

    @property
    def party(self) -> PartyRole:
        """The part that the actor's organisation plays."""
        return self.organisation.role

    def may(self, permission: Permission, state: State | None = None) -> bool:
        """Tell whether the actor may do this, in this state of the agreement."""
        return allowed(permission, roles=self.roles, party=self.party, state=state)


@dataclass(frozen=True, slots=True)
class Change:
    """One write transaction on one agreement, on behalf of one person."""

    desk: Desk
    actor: Actor
    scope: Scope
    stored: Stored
    at: datetime

    def log(
        self, action: str, subject: str = "", before: str = "", after: str = ""
    ) -> None:
        """Add a line to the history of the agreement."""
        words = (before, after)
        key = self.stored.key
        log(self.scope.session, self.actor, self.at, action, subject, words, key)
        if action in AUDIENCES:
            self.tell(Kind(action), subject)

    def tell(self, kind: Kind, subject: str = "", to: str = "") -> None:
        """Give a notice to everybody whom this concerns, in this transaction."""
        happened = Happened(
            kind=kind,
            by=self.actor.party,
            user_id=self.actor.user_id,
            subject=subject,
            to=to,
        )
        everybody = notices.people(self.scope, self.stored)
        told = [person for person in everybody if is_told(person, happened)]
        kept = notices.add(self.scope, self.stored, happened, self.at, told)
        if self.desk.mails:
            outbox.add(self.scope.session, told, kept, self.at)


@contextmanager
def changing(
    desk: Desk, actor: Actor, agreement_id: str, permission: Permission
) -> Iterator[Change]:
    """Open an agreement for one change and commit it at the end.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not do this.
        Locked: the agreement is being settled or signed.
    """
    with desk.database.write() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id, lock=True)
        authorise(actor, permission, stored.settling.state)
        yield Change(desk, actor, scope, stored, desk.clock())


def authorise(actor: Actor, permission: Permission, state: State | None = None) -> None:
    """Let only those through who may do this now.

    Raises:
        NotAllowed: the actor's role or organisation may not do this.
        Locked: they may, but not in this state of the agreement.
    """
    if not actor.may(permission):
        raise NotAllowed(_who_may(permission))
    if state is not None and not actor.may(permission, state):
        raise Locked(state)


def log(
    session: Session,
    actor: Actor,
    at: datetime,
    action: str,
    subject: str = "",
    words: tuple[str, str] = ("", ""),
    agreement_key: int | None = None,
) -> None:
    """Add a line to the audit trail; ``words`` are how it read before and after.

    It never holds a password, a token or an answer.
    """
    entry = audit.Entry(
        sequence=0,
        at=at,
        user_id=actor.user_id or None,
        user_name=actor.name,
        organisation_id=actor.organisation.id,
        action=action,
        subject=subject,
        before=words[0],
        after=words[1],
    )
    audit.write(session, agreement_key, entry)


def _one_of(names: Sequence[str], either: str) -> str:
    """Return ``a, b or c``."""
    *rest, last = names or [""]
    return f"{', '.join(rest)} {either} {last}" if rest else last


def _who_may(permission: Permission) -> Text:
    rule = RULES.get(permission)
    roles = sorted(rule.roles) if rule else []
    nl = _one_of([ROLE_WORDS[r].nl for r in roles], "of")
    en = _one_of([ROLE_WORDS[r].en for r in roles], "or")
    return Text(
        nl=f"Uw rol laat dit niet toe. Vraag het een {nl} van de partijen zelf.",
        en=f"Your role does not allow this. Ask a {en} of the parties themselves.",
    )
