"""Accounts: log in and out, look after the own account and those of colleagues."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.actions.passwords import Passwords, password_problems
from kpikit.domain.access import Permission, Role
from kpikit.domain.party import Organisation
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import audit, invitations, sessions, throttle, users
from kpikit.storage.database import Session
from kpikit.storage.invitations import Invitation
from kpikit.storage.sessions import LoginSession
from kpikit.storage.users import User
from kpikit.text import Language, Text

TOKEN_BYTES = 32
THROTTLED = "throttled"
LONGEST_LOGIN = timedelta(days=7)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$" + "A" * 43


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A login session that is alive, with its person."""

    actor: Actor
    csrf_seed: str
    confirmed: datetime


def token_hash(token: str) -> str:
    """Return what is stored of a token; the token itself is never stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def log_in(
    desk: Desk, passwords: Passwords, email: str, password: str, address: str
) -> str:
    """Check address and password, and return the token of a new login session.

    Unknown address, wrong password and ended account give the same answer in about
    the same time. Failures count per account and per network address.

    Raises:
        Refused: they do not fit, or there were too many attempts.
    """
    now = desk.clock()
    keys = (_login_key(email), f"address:{address}")
    with desk.database.read() as session:
        since = passwords.since(now)
        counts = [throttle.failures(session, key, since) for key in keys]
        user = users.by_email(session, email)
    if max(counts) >= passwords.most_failures:
        raise Refused([_problem(THROTTLED, "email", _WAIT)])
    fits = passwords.fits(user.password_hash if user else _NOBODY, password)
    with desk.database.write() as session:
        if user is None or not fits or not user.active:
            for key in keys:
                throttle.record(session, key, now)
            if user is not None:
                _note(session, user, now, "login-failed")
        else:
            _note(session, user, now, "login")
            throttle.clear(session, keys[0])
            throttle.purge(session, since)
            if passwords.outdated(user.password_hash):
                users.set_password(session, user.id, passwords.hash(password))
            return start_session(session, user, now)
    raise Refused([_problem("login", "email", _NO_FIT)])


def signed_in(
    desk: Desk,
    token: str,
    idle: timedelta,
    absolute: timedelta,
    *,
    by_hand: bool = True,
) -> SignedIn | None:
    """Return who a token belongs to, or ``None`` when it is unknown or too old.

    What a page asks by itself, not ``by_hand``, is no sign of life.
    """
    now = desk.clock()
    with desk.database.read() as session:
        found = sessions.find(session, token_hash(token))
    if found is None:
        return None
    login, user, organisation = found
    if not user.active or not _alive(login, now, idle, absolute):
        return None
    if by_hand and now - login.seen > timedelta(minutes=1):
        with desk.database.write() as session:
            sessions.touch(session, login.token_hash, now)
    return SignedIn(
        actor=actor_of(user, organisation),
        csrf_seed=login.csrf_seed,
        confirmed=login.confirmed,
    )


def last_user(desk: Desk, token: str) -> str | None:
    """Return the id of who had a login, also one that is too old by now."""
    with desk.database.read() as session:
        found = sessions.find(session, token_hash(token))
    return found[1].id if found else None


def log_out(desk: Desk, token: str) -> None:
    """End a login session for good."""
    with desk.database.write() as session:
        found = sessions.find(session, token_hash(token))
        sessions.end(session, token_hash(token))
        if found is not None:
            _note(session, found[1], desk.clock(), "logout")


def _note(session: Session, user: User, at: datetime, action: str) -> None:
    """Add a line to the log of the organisation of a user."""
    entry = audit.Entry(
        at=at,
        user_id=user.id,
        user_name=user.name,
        organisation_id=user.organisation_id,
        action=action,
    )
    audit.write(session, None, entry)


def actor_of(user: User, organisation: Organisation) -> Actor:
    """Return a user as somebody who acts for an organisation."""
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        organisation=organisation,
        roles=user.roles,
        language=user.language,
    )


def change_password(
    desk: Desk, actor: Actor, passwords: Passwords, old: str, new: str, token: str
) -> None:
    """Change the own password; all other sessions of the account end.

    Raises:
        Refused: the old one is wrong, there were too many attempts, or the new one is
            too easy.
    """
    _prove(desk, actor, passwords, old)
    found = password_problems(new, (actor.email, actor.name))
    if found:
        raise Refused(found)
    hashed = passwords.hash(new)
    with desk.database.write() as session:
        keep_password(session, actor, hashed, except_hash=token_hash(token))
        log(session, actor, desk.clock(), "password-changed")


def keep_password(
    session: Session, actor: Actor, hashed: str, except_hash: str | None = None
) -> None:
    """Give an account another password: logins, open links and failures of before end.

    The session with ``except_hash`` stays.
    """
    users.set_password(session, actor.user_id, hashed)
    sessions.end_all(session, actor.user_id, except_hash=except_hash)
    take_links_back(session, actor.organisation.id, actor.email)
    for key in (_login_key(actor.email), _password_key(actor)):
        throttle.clear(session, key)


def take_links_back(session: Session, organisation_id: str, email: str) -> None:
    """Let no open link of an organisation to this address work any longer."""
    for each in invitations.open_of(session, organisation_id):
        if each.email == email:
            invitations.revoke(session, each.token_hash)


def logins(
    desk: Desk, actor: Actor, idle: timedelta, absolute: timedelta
) -> tuple[LoginSession, ...]:
    """Return where the actor is logged in now, the one last seen first."""
    now = desk.clock()
    with desk.database.read() as session:
        found = sessions.of_user(session, actor.user_id)
    return tuple(login for login in found if _alive(login, now, idle, absolute))


def log_out_elsewhere(desk: Desk, actor: Actor, token: str) -> None:
    """End every session of the own account but this one."""
    with desk.database.write() as session:
        sessions.end_all(session, actor.user_id, except_hash=token_hash(token))
        log(session, actor, desk.clock(), "logged-out-elsewhere")


def choose_language(desk: Desk, actor: Actor, language: Language) -> None:
    """Keep the language in which the actor wants to read."""
    with desk.database.write() as session:
        user = users.get(session, actor.user_id)
        if user is not None:
            users.save(session, replace(user, language=language))


def colleagues(
    desk: Desk, actor: Actor
) -> tuple[tuple[User, ...], tuple[Invitation, ...]]:
    """Return the users of the own organisation and the invitations still open."""
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.read() as session:
        return (
            users.of_organisation(session, actor.organisation.id),
            invitations.open_of(session, actor.organisation.id),
        )


def colleague(desk: Desk, actor: Actor, user_id: str) -> User:
    """Return a user of the own organisation.

    Raises:
        NotFoundHere: nobody of this organisation has that id.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.read() as session:
        found = users.get(session, user_id)
    if found is None or found.organisation_id != actor.organisation.id:
        raise NotFoundHere
    return found


def change_colleague(
    desk: Desk, actor: Actor, user_id: str, roles: frozenset[Role], *, active: bool
) -> None:
    """Give a colleague other roles, or end the account and all its sessions.

    Raises:
        NotFoundHere: nobody of this organisation has that id.
        Refused: no role, or it would leave the organisation without an admin.
    """
    authorise(actor, Permission.MANAGE_USERS)
    if not roles:
        raise Refused([_problem("roles", "roles", _ROLES)])
    with desk.database.write() as session:
        team = users.of_organisation(session, actor.organisation.id)
        before = next((u for u in team if u.id == user_id), None)
        if before is None:
            raise NotFoundHere
        after = replace(before, roles=roles, active=active)
        rest = [u for u in team if u.id != user_id]
        if not any(u.active and Role.ADMIN in u.roles for u in (*rest, after)):
            raise Refused([_problem("last-admin", "roles", _LAST_ADMIN)])
        users.save(session, after)
        if not active:
            sessions.end_all(session, user_id)
            take_links_back(session, before.organisation_id, before.email)
        words = (_roles(before), _roles(after))
        log(session, actor, desk.clock(), "colleague", before.name, words)


def start_session(session: Session, user: User, now: datetime) -> str:
    """Log a user in and return the token; sessions long over are swept away."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    sessions.purge(session, now - LONGEST_LOGIN)
    sessions.start(
        session,
        LoginSession(
            token_hash=token_hash(token),
            user_id=user.id,
            csrf_seed=secrets.token_urlsafe(TOKEN_BYTES),
            started=now,
            seen=now,
            confirmed=now,
        ),
    )
    return token


def _prove(desk: Desk, actor: Actor, passwords: Passwords, password: str) -> None:
    """Check the own password outside a write transaction, counted like a login."""
    now = desk.clock()
    key = _password_key(actor)
    with desk.database.read() as session:
        failed = throttle.failures(session, key, passwords.since(now))
        user = users.get(session, actor.user_id)
    if failed >= passwords.most_failures:
        raise Refused([_problem(THROTTLED, "old", _WAIT)])
    if user is None or not passwords.fits(user.password_hash, password):
        with desk.database.write() as session:
            throttle.record(session, key, now)
        raise Refused([_problem("password", "old", _WRONG)])


def _alive(
    login: LoginSession, now: datetime, idle: timedelta, absolute: timedelta
) -> bool:
    return now - login.seen <= idle and now - login.started <= absolute


def _login_key(email: str) -> str:
    return f"login:{email.casefold()}"


def _password_key(actor: Actor) -> str:
    return f"password:{actor.user_id}"


def _roles(user: User) -> str:
    return ", ".join(sorted(user.roles)) if user.active else "-"


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_NO_FIT = Text(
    nl="E-mailadres of wachtwoord klopt niet.",
    en="E-mail address or password is not right.",
)
_WAIT = Text(
    nl="Te veel pogingen. Wacht enkele minuten en probeer het opnieuw.",
    en="Too many attempts. Wait a few minutes and try again.",
)
_ROLES = Text(nl="Kies minstens één rol.", en="Choose at least one role.")
_WRONG = Text(nl="Dit wachtwoord klopt niet.", en="This password is not right.")
_LAST_ADMIN = Text(
    nl="Er moet minstens één beheerder overblijven.",
    en="At least one admin has to remain.",
)
