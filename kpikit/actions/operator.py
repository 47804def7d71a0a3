"""What the operator of an installation does from the command line."""

from dataclasses import dataclass

from kpikit.actions.desk import Actor, Desk
from kpikit.actions.exporting import Workbook, export_agreement
from kpikit.actions.passwords import Passwords, password_problems
from kpikit.domain.access import Role
from kpikit.domain.party import Organisation, OrganisationKind, code_problems
from kpikit.excel.packs import load_packs
from kpikit.problems import KpikitError, NotFoundHere, Problem, Refused
from kpikit.resources import folder
from kpikit.storage import operator, organisations, users
from kpikit.storage.database import Session
from kpikit.storage.users import User
from kpikit.text import Language, Text, plain


class NotEmpty(KpikitError):  # noqa: N818 - reads as what it says
    """The database holds organisations already; demo data do not belong there."""

    text = Text(
        nl="Deze database is niet leeg. Voorbeelden horen daar niet bij.",
        en="This database is not empty. Demo data do not belong in it.",
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
        Refused: the password is too easy, the address known, or a code malformed.
    """
    found = password_problems(wish.password, (wish.email, wish.name))
    if found:
        raise Refused(found)
    with desk.database.write() as session:
        if users.by_email(session, wish.email) is not None:
            raise Refused([Problem(code="known", where="email", text=_KNOWN)])
        home = _organisation(session, desk, wish)
        user = User(
            id=desk.new_id(),
            email=plain(wish.email).casefold(),
            name=plain(wish.name),
            organisation_id=home.id,
            roles=frozenset(Role(role) for role in wish.roles),
            language=wish.language,
            active=True,
            password_hash=passwords.hash(wish.password),
        )
        users.add(session, user)


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
    acting = Actor(
        user_id="",
        name="kpikit export",
        email="",
        organisation=home,
        roles=frozenset({Role.READER}),
        language=language,
    )
    return export_agreement(desk, acting, agreement_id, packs[pack], language, number)


def _organisation(session: Session, desk: Desk, wish: NewUser) -> Organisation:
    for known in organisations.all_(session):
        if known.name.casefold() == wish.organisation.casefold():
            return known
    if wish.kind is None:
        raise Refused([Problem(code="kind", where="--kind", text=_KIND)])
    fresh = Organisation(
        id=desk.new_id(),
        kind=OrganisationKind(wish.kind),
        name=plain(wish.organisation),
        agb_code=wish.agb,
        kvk_number=wish.kvk,
    )
    found = code_problems(fresh)
    if found:
        raise Refused(found)
    organisations.add(session, fresh)
    return fresh


_KNOWN = Text(
    nl="Er is al een account met dit e-mailadres.",
    en="There is an account with this e-mail address already.",
)
_KIND = Text(
    nl="Deze organisatie is nieuw. Zeg erbij wat voor organisatie het is.",
    en="This organisation is new. Say what kind of organisation it is.",
)
