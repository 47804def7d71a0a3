"""What the operator of an installation does from the command line."""

from dataclasses import dataclass, replace

from kpikit.actions.accounts import actor_of, keep_password
from kpikit.actions.desk import Actor, Desk, log
from kpikit.actions.exporting import Workbook, export_agreement
from kpikit.actions.inviting import address_problems
from kpikit.actions.passwords import Passwords, password_problems
from kpikit.domain.access import Role
from kpikit.domain.party import Organisation, OrganisationKind, code_problems
from kpikit.excel.packs import load_packs
from kpikit.problems import KpikitError, NotFoundHere, Problem, Refused
from kpikit.resources import folder
from kpikit.storage import migrate, operator, organisations, users
from kpikit.storage.database import Session
from kpikit.storage.users import User
from kpikit.text import DEFAULT_LANGUAGE, Language, Text, plain


class NotEmpty(KpikitError):  # noqa: N818 - reads as what it says
    """The database holds organisations already; demo data do not belong there."""

    text = Text(
        nl="Deze database is niet leeg. Voorbeelden horen daar niet bij.",
        en="This database is not empty. Demo data do not belong in it.",
    )


class NotUpToDate(KpikitError):  # noqa: N818
    """The database lacks tables that this kpikit works with."""

    text = Text(
        nl="De database is nog leeg of van een oudere versie. Geef eerst: "
        "kpikit db upgrade",
        en="The database is still empty or of an older version. First give: "
        "kpikit db upgrade",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A user as typed on the command line; ``kind`` only for a new organisation."""

    email: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    password: str
    language: Language
    kind: str | None = None
    agb: str = ""
    kvk: str = ""


def add_user(desk: Desk, passwords: Passwords, wish: NewUser) -> None:
    """Add a user, and the organisation when it is new.

    Raises:
        Refused: with every problem of name, address, password and organisation.
    """
    email, name = plain(wish.email).casefold(), plain(wish.name)
    found = [*address_problems(email), *password_problems(wish.password, (email, name))]
    if not name:
        found.append(Problem(code="name", where="name", text=_NAME))
    with desk.database.write() as session:
        if users.by_email(session, email) is not None:
            found.append(Problem(code="known", where="email", text=_KNOWN))
        home, is_new = _organisation(session, desk, wish)
        if home is None:
            found.append(Problem(code="kind", where="--kind", text=_KIND))
        elif is_new:
            found.extend(code_problems(home))
        if found or home is None:
            raise Refused(found)
        if is_new:
            organisations.add(session, home)
        user = User(
            id=desk.new_id(),
            email=email,
            name=name,
            organisation_id=home.id,
            roles=frozenset(Role(role) for role in wish.roles),
            language=wish.language,
            active=True,
            password_hash=passwords.hash(wish.password),
        )
        users.add(session, user)


def set_password(desk: Desk, passwords: Passwords, email: str, password: str) -> None:
    """Give an account another password; it is logged out everywhere.

    Raises:
        Refused: nobody with an open account has that address, or the password is too
            easy.
    """
    with desk.database.write() as session:
        user = users.by_email(session, plain(email).casefold())
        home = organisations.get(session, user.organisation_id) if user else None
        if user is None or home is None or not user.active:
            raise Refused([Problem(code="unknown", where="email", text=_NOBODY)])
        found = password_problems(password, (user.email, user.name))
        if found:
            raise Refused(found)
        keep_password(session, actor_of(user, home), passwords.hash(password))
        acting = _operator(home, "kpikit user password", DEFAULT_LANGUAGE)
        log(session, acting, desk.clock(), "password-set", user.name)


def require_up_to_date(desk: Desk) -> None:
    """Let a command work only with the tables that it knows.

    Raises:
        NotUpToDate: the database has to be upgraded first.
        NewerTables: a newer kpikit has been here.
    """
    if not migrate.is_current(desk.database):
        raise NotUpToDate


def require_empty(desk: Desk) -> None:
    """Let demo data only into an installation without organisations.

    Raises:
        NotEmpty: there is one already.
    """
    with desk.database.read() as session:
        if not operator.is_empty(session):
            raise NotEmpty


def export(
    desk: Desk, agreement_id: str, pack: str, language: Language, number: int | None
) -> Workbook:
    """Build the workbook of an agreement on behalf of its first party.

    Raises:
        NotFoundHere: there is no such agreement, version or pack.
    """
    packs = load_packs(folder("exports") / "packs")
    with desk.database.read() as session:
        home = operator.first_party(session, agreement_id)
    if home is None or pack not in packs:
        raise NotFoundHere
    acting = _operator(home, "kpikit export", language)
    return export_agreement(desk, acting, agreement_id, packs[pack], language, number)


def acting_for(
    desk: Desk, agreement_id: str, organisation: str, language: Language
) -> Actor:
    """Return a command as the analyst of a party; without a name, of the provider.

    Raises:
        NotFoundHere: there is no such agreement, or the organisation is no party.
    """
    with desk.database.read() as session:
        homes = operator.deciding_parties(session, agreement_id)
    wanted = organisation.strip().casefold()
    for home in homes:
        if home.name.casefold() == wanted or (
            not wanted and home.kind is OrganisationKind.PROVIDER
        ):
            acting = _operator(home, "kpikit import-results", language)
            return replace(acting, roles=frozenset({Role.ANALYST}))
    raise NotFoundHere


def _operator(home: Organisation, name: str, language: Language) -> Actor:
    """Return a command as somebody who acts for an organisation."""
    return Actor(
        user_id="",
        name=name,
        email="",
        organisation=home,
        roles=frozenset({Role.READER}),
        language=language,
    )


def _organisation(
    session: Session, desk: Desk, wish: NewUser
) -> tuple[Organisation | None, bool]:
    """Return the organisation meant and whether it is new; ``None`` without a kind."""
    wanted = plain(wish.organisation)
    for known in organisations.all_(session):
        if known.name.casefold() == wanted.casefold():
            return known, False
    if wish.kind is None:
        return None, True
    fresh = Organisation(
        id=desk.new_id(),
        kind=OrganisationKind(wish.kind),
        name=wanted,
        agb_code=wish.agb,
        kvk_number=wish.kvk,
    )
    return fresh, True


_NAME = Text(nl="Vul een naam in.", en="Enter a name.")
_NOBODY = Text(
    nl="Niemand heeft een open account met dit e-mailadres.",
    en="Nobody has an open account with this e-mail address.",
)
_KNOWN = Text(
    nl="Er is al een account met dit e-mailadres.",
    en="There is an account with this e-mail address already.",
)
_KIND = Text(
    nl="Deze organisatie is nieuw. Zeg erbij wat voor organisatie het is.",
    en="This organisation is new. Say what kind of organisation it is.",
)
