"""Accounts: log in and out, invite, join, and look after the own organisation."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.actions.passwords import Passwords, password_problems
from kpikit.domain.access import Permission, Role
from kpikit.domain.party import Organisation
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import invitations, organisations, sessions, throttle, users
from kpikit.storage.database import Session
from kpikit.storage.invitations import Invitation
from kpikit.storage.sessions import LoginSession
from kpikit.storage.users import User
from kpikit.text import Language, Text, plain

TOKEN_BYTES = 32
INVITATION_DAYS = 14
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
    keys = (f"login:{email.casefold()}", f"address:{address}")
    with desk.database.read() as session:
        since = passwords.since(now)
        counts = [throttle.failures(session, key, since) for key in keys]
        user = users.by_email(session, email)
    if max(counts) >= passwords.most_failures:
        raise Refused([_problem("throttled", "email", _WAIT)])
    fits = passwords.fits(user.password_hash if user else _NOBODY, password)
    with desk.database.write() as session:
        if user is None or not fits or not user.active:
            for key in keys:
                throttle.record(session, key, now)
        else:
            throttle.clear(session, keys[0])
            if passwords.outdated(user.password_hash):
                users.set_password(session, user.id, passwords.hash(password))
            return _start_session(session, user, now)
    raise Refused([_problem("login", "email", _NO_FIT)])


def signed_in(
    desk: Desk, token: str, idle: timedelta, absolute: timedelta
) -> SignedIn | None:
    """Return who a token belongs to, or ``None`` when it is unknown or too old."""
    now = desk.clock()
    with desk.database.read() as session:
        found = sessions.find(session, token_hash(token))
    if found is None:
        return None
    login, user, organisation = found
    if now - login.seen > idle or now - login.started > absolute or not user.active:
        return None
    if now - login.seen > timedelta(minutes=1):
        with desk.database.write() as session:
            sessions.touch(session, login.token_hash, now)
    return SignedIn(
        actor=actor_of(user, organisation),
        csrf_seed=login.csrf_seed,
        confirmed=login.confirmed,
    )


def log_out(desk: Desk, token: str) -> None:
    """End a login session for good."""
    with desk.database.write() as session:
        sessions.end(session, token_hash(token))


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


def invite(desk: Desk, actor: Actor, email: str, roles: frozenset[Role]) -> str:
    """Invite somebody to the own organisation; return the token for the link.

    Raises:
        NotAllowed: the actor is no admin.
        Refused: no address or no role.
    """
    authorise(actor, Permission.MANAGE_USERS)
    address = plain(email).casefold()
    found = []
    if "@" not in address:
        found.append(_problem("email", "email", _EMAIL))
    if not roles:
        found.append(_problem("roles", "roles", _ROLES))
    if found:
        raise Refused(found)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = desk.clock()
    invitation = Invitation(
        token_hash=token_hash(token),
        organisation_id=actor.organisation.id,
        email=address,
        roles=roles,
        invited_by=actor.user_id,
        expires=now + timedelta(days=INVITATION_DAYS),
        used_at=None,
    )
    with desk.database.write() as session:
        invitations.add(session, invitation)
        log(session, actor, now, "invite", address, ("", ", ".join(sorted(roles))))
    return token


def invitation_of(desk: Desk, token: str) -> tuple[Invitation, Organisation]:
    """Return an open invitation and the organisation it is for.

    Raises:
        NotFoundHere: unknown, used or expired.
    """
    with desk.database.read() as session:
        found = invitations.find(session, token_hash(token))
        if found is None or found.used_at or found.expires < desk.clock():
            raise NotFoundHere
        organisation = organisations.get(session, found.organisation_id)
    if organisation is None:
        raise NotFoundHere
    return found, organisation


def join(
    desk: Desk,
    passwords: Passwords,
    token: str,
    name: str,
    password: str,
    language: Language,
) -> str:
    """Make an account from an invitation and return the token of its session.

    Raises:
        NotFoundHere: the invitation is unknown, used or expired.
        Refused: the name is empty, the password too easy, or the address known.
    """
    invitation, _ = invitation_of(desk, token)
    found = list(password_problems(password, (invitation.email, name)))
    if not plain(name):
        found.insert(0, _problem("name", "name", _NAME))
    if found:
        raise Refused(found)
    user = User(
        id=desk.new_id(),
        email=invitation.email,
        name=plain(name),
        organisation_id=invitation.organisation_id,
        roles=invitation.roles,
        language=language,
        active=True,
        password_hash=passwords.hash(password),
    )
    now = desk.clock()
    with desk.database.write() as session:
        if users.by_email(session, user.email) is not None:
            raise Refused([_problem("email-known", "name", _KNOWN)])
        invitations.use(session, invitation.token_hash, now)
        users.add(session, user)
        return _start_session(session, user, now)


def change_password(
    desk: Desk, actor: Actor, passwords: Passwords, old: str, new: str, token: str
) -> None:
    """Change the own password; all other sessions of the account end.

    Raises:
        Refused: the old one is wrong or the new one too easy.
    """
    with desk.database.read() as session:
        user = users.get(session, actor.user_id)
    if user is None or not passwords.fits(user.password_hash, old):
        raise Refused([_problem("password", "old", _WRONG)])
    _require_none(password_problems(new, (actor.email, actor.name)))
    with desk.database.write() as session:
        users.set_password(session, actor.user_id, passwords.hash(new))
        sessions.end_all(session, actor.user_id, except_hash=token_hash(token))
        log(session, actor, desk.clock(), "password-changed")


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
        words = (_roles(before), _roles(after))
        log(session, actor, desk.clock(), "colleague", before.name, words)


def revoke_invitation(desk: Desk, actor: Actor, invitation_hash: str) -> None:
    """Take an open invitation of the own organisation back.

    Raises:
        NotFoundHere: the organisation has no such open invitation.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.write() as session:
        mine = invitations.open_of(session, actor.organisation.id)
        if invitation_hash not in {i.token_hash for i in mine}:
            raise NotFoundHere
        invitations.revoke(session, invitation_hash)
        log(session, actor, desk.clock(), "invitation-revoked")


def _start_session(session: Session, user: User, now: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
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


def _require_none(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Refused(problems)


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
_EMAIL = Text(nl="Vul een e-mailadres in.", en="Enter an e-mail address.")
_ROLES = Text(nl="Kies minstens één rol.", en="Choose at least one role.")
_NAME = Text(nl="Vul uw naam in.", en="Enter your name.")
_KNOWN = Text(
    nl="Er is al een account met dit e-mailadres. Log daarmee in.",
    en="There is an account with this e-mail address already. Log in with it.",
)
_WRONG = Text(nl="Dit wachtwoord klopt niet.", en="This password is not right.")
_LAST_ADMIN = Text(
    nl="Er moet minstens één beheerder overblijven.",
    en="At least one admin has to remain.",
)
