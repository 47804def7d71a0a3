"""Links to pass on: a colleague joins with one, or sets a new password with one."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from kpikit.actions.accounts import (
    TOKEN_BYTES,
    actor_of,
    keep_password,
    start_session,
    take_links_back,
    token_hash,
)
from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.actions.passwords import Passwords, password_problems
from kpikit.domain.access import Permission, Role
from kpikit.domain.party import Organisation
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import invitations, organisations, users
from kpikit.storage.database import Session
from kpikit.storage.invitations import Invitation
from kpikit.storage.users import User
from kpikit.text import Language, Text, plain

INVITATION_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an open link offers: an account, or a new password for ``account``."""

    invitation: Invitation
    organisation: Organisation
    account: User | None


def invite(desk: Desk, actor: Actor, email: str, roles: frozenset[Role]) -> str:
    """Invite somebody to the own organisation; return the token for the link.

    An earlier invitation of that address no longer works: there is one at a time.

    Raises:
        NotAllowed: the actor is no admin.
        Refused: no address or no role, or a colleague has that address.
    """
    authorise(actor, Permission.MANAGE_USERS)
    if found := invitation_problems(email, roles):
        raise Refused(found)
    address = plain(email).casefold()
    with desk.database.write() as session:
        known = users.by_email(session, address)
        if known is not None and known.organisation_id == actor.organisation.id:
            raise Refused([Problem(code="colleague", where="email", text=_COLLEAGUE)])
        words = ("", ", ".join(sorted(roles)))
        log(session, actor, desk.clock(), "invite", address, words)
        return _offer(session, desk, actor, address, roles)


def invitation_problems(email: str, roles: frozenset[Role]) -> tuple[Problem, ...]:
    """Return what is wrong with an invitation in itself: the address, the roles."""
    found = address_problems(plain(email).casefold())
    if not roles:
        found = (*found, Problem(code="roles", where="roles", text=_ROLES))
    return tuple(found)


def awaits_link(actor: Actor, person: User) -> bool:
    """Tell whether an admin may make somebody a link to set a new password.

    Not for an ended account, and not for the own one: whoever finds an admin's
    browser open must not get at the account without its password.
    """
    own = person.organisation_id == actor.organisation.id
    return own and person.active and person.id != actor.user_id


def new_password_link(desk: Desk, actor: Actor, user_id: str) -> str:
    """Return the token of a link with which a colleague sets a new password.

    Until the link is used the present password keeps working. There is one link at a
    time: an earlier one no longer works.

    Raises:
        NotAllowed: the actor is no admin.
        NotFoundHere: it is nobody for whom ``awaits_link`` holds.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.write() as session:
        person = users.get(session, user_id)
        if person is None or not awaits_link(actor, person):
            raise NotFoundHere
        log(session, actor, desk.clock(), "password-link", person.name)
        return _offer(session, desk, actor, person.email, person.roles)


def offer_of(desk: Desk, token: str) -> Offer:
    """Return what an open link offers.

    Nothing is told about an account that has ended or is of another organisation.

    Raises:
        NotFoundHere: unknown, used or expired.
    """
    with desk.database.read() as session:
        return _find(session, desk, token)


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
    invitation = offer_of(desk, token).invitation
    found = list(password_problems(password, (invitation.email, name)))
    if not plain(name):
        found.insert(0, Problem(code="name", where="name", text=_NAME))
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
            raise Refused([Problem(code="email-known", where="name", text=_KNOWN)])
        invitations.use(session, invitation.token_hash, now)
        users.add(session, user)
        return start_session(session, user, now)


def renew_password(desk: Desk, passwords: Passwords, token: str, password: str) -> str:
    """Set the password of the account that a link is for, and log in with it.

    All its sessions end; its roles stay.

    Raises:
        NotFoundHere: the link is unknown, used or expired, or for no account.
        Refused: the password is too easy.
    """
    account = offer_of(desk, token).account
    if account is None:
        raise NotFoundHere
    found = password_problems(password, (account.email, account.name))
    if found:
        raise Refused(found)
    hashed = passwords.hash(password)
    now = desk.clock()
    with desk.database.write() as session:
        offer = _find(session, desk, token)
        if offer.account is None:
            raise NotFoundHere
        person = actor_of(offer.account, offer.organisation)
        invitations.use(session, offer.invitation.token_hash, now)
        keep_password(session, person, hashed)
        log(session, person, now, "password-renewed")
        return start_session(session, offer.account, now)


def revoke_invitation(desk: Desk, actor: Actor, invitation_hash: str) -> None:
    """Take an open link of the own organisation back.

    Raises:
        NotFoundHere: the organisation has no such open link.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.write() as session:
        mine = invitations.open_of(session, actor.organisation.id)
        found = next((i for i in mine if i.token_hash == invitation_hash), None)
        if found is None:
            raise NotFoundHere
        invitations.revoke(session, invitation_hash)
        log(session, actor, desk.clock(), "invitation-revoked", found.email)


def address_problems(address: str) -> tuple[Problem, ...]:
    """Return what is wrong with the form of an e-mail address."""
    name, at, home = address.partition("@")
    if name and at and home and "@" not in home and not any(map(str.isspace, address)):
        return ()
    return (Problem(code="email", where="email", text=_EMAIL),)


def _offer(
    session: Session, desk: Desk, actor: Actor, email: str, roles: frozenset[Role]
) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    take_links_back(session, actor.organisation.id, email)
    invitations.add(
        session,
        Invitation(
            token_hash=token_hash(token),
            organisation_id=actor.organisation.id,
            email=email,
            roles=roles,
            invited_by=actor.user_id,
            expires=desk.clock() + timedelta(days=INVITATION_DAYS),
            used_at=None,
        ),
    )
    return token


def _find(session: Session, desk: Desk, token: str) -> Offer:
    found = invitations.find(session, token_hash(token))
    if found is None or found.used_at or found.expires < desk.clock():
        raise NotFoundHere
    organisation = organisations.get(session, found.organisation_id)
    if organisation is None:
        raise NotFoundHere
    known = users.by_email(session, found.email)
    here = known is not None and known.organisation_id == found.organisation_id
    return Offer(
        invitation=found,
        organisation=organisation,
        account=known if known and here and known.active else None,
    )


_EMAIL = Text(nl="Vul een e-mailadres in.", en="Enter an e-mail address.")
_ROLES = Text(nl="Kies minstens één rol.", en="Choose at least one role.")
_NAME = Text(nl="Vul uw naam in.", en="Enter your name.")
_KNOWN = Text(
    nl="Er is al een account met dit e-mailadres. Log daarmee in, of vraag een "
    "uitnodiging voor een ander adres.",
    en="There is an account with this e-mail address already. Log in with it, or ask "
    "for an invitation to another address.",
)
_COLLEAGUE = Text(
    nl="Een collega met dit e-mailadres heeft al een account. Open die collega in de "
    "lijst om de rollen te wijzigen of een nieuwe link te maken.",
    en="A colleague with this e-mail address has an account already. Open that "
    "colleague in the list to change the roles or to make a new link.",
)
