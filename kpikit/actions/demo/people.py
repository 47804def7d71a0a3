"""The organisations and users of the demo; all of them are made up."""

from dataclasses import dataclass

from kpikit.actions.accounts import actor_of
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.access import Role
from kpikit.domain.party import Organisation, OrganisationKind
from kpikit.storage import organisations, users
from kpikit.storage.users import User
from kpikit.text import DEFAULT_LANGUAGE

OOSTPOORT = "Ziekenhuis Oostpoort"
DELTA = "Delta Zorgverzekeraar"
KUST = "Kust Zorgverzekeraar"
COUNCIL = "Patiëntenraad Oostpoort"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUser:
    """Somebody to log in as."""

    email: str
    name: str
    organisation: str
    roles: tuple[Role, ...]


USERS = (
    DemoUser(
        email="j.deboer@oostpoort.example",
        name="J. de Boer",
        organisation=OOSTPOORT,
        roles=(Role.NEGOTIATOR,),
    ),
    DemoUser(
        email="m.vandijk@oostpoort.example",
        name="M. van Dijk",
        organisation=OOSTPOORT,
        roles=(Role.SIGNATORY,),
    ),
    DemoUser(
        email="a.yilmaz@oostpoort.example",
        name="A. Yılmaz",
        organisation=OOSTPOORT,
        roles=(Role.ANALYST,),
    ),
    DemoUser(
        email="c.willems@oostpoort.example",
        name="C. Willems",
        organisation=OOSTPOORT,
        roles=(Role.ANALYST,),
    ),
    DemoUser(
        email="l.jansen@oostpoort.example",
        name="L. Jansen",
        organisation=OOSTPOORT,
        roles=(Role.READER,),
    ),
    DemoUser(
        email="beheer@oostpoort.example",
        name="R. Smit",
        organisation=OOSTPOORT,
        roles=(Role.ADMIN,),
    ),
    DemoUser(
        email="s.bakker@delta.example",
        name="S. Bakker",
        organisation=DELTA,
        roles=(Role.NEGOTIATOR,),
    ),
    DemoUser(
        email="p.devries@delta.example",
        name="P. de Vries",
        organisation=DELTA,
        roles=(Role.SIGNATORY,),
    ),
    DemoUser(
        email="n.elamrani@delta.example",
        name="N. El Amrani",
        organisation=DELTA,
        roles=(Role.ANALYST,),
    ),
    DemoUser(
        email="t.visser@delta.example",
        name="T. Visser",
        organisation=DELTA,
        roles=(Role.READER,),
    ),
    DemoUser(
        email="beheer@delta.example",
        name="K. Mulder",
        organisation=DELTA,
        roles=(Role.ADMIN,),
    ),
    DemoUser(
        email="e.kok@kust.example",
        name="E. Kok",
        organisation=KUST,
        roles=(Role.NEGOTIATOR, Role.SIGNATORY),
    ),
    DemoUser(
        email="beheer@kust.example",
        name="B. Post",
        organisation=KUST,
        roles=(Role.ADMIN,),
    ),
    DemoUser(
        email="h.peeters@patientenraad.example",
        name="H. Peeters",
        organisation=COUNCIL,
        roles=(Role.READER, Role.ANALYST, Role.ADMIN),
    ),
)

_CODES = {
    OOSTPOORT: (OrganisationKind.PROVIDER, "06999901", "99000001"),
    DELTA: (OrganisationKind.INSURER, "", "99000002"),
    KUST: (OrganisationKind.INSURER, "", "99000003"),
    COUNCIL: (OrganisationKind.PATIENTS, "", "99000004"),
}


def add_people(desk: Desk, passwords: Passwords, password: str) -> dict[str, Actor]:
    """Add every organisation and user; return the users by e-mail address.

    One hash serves them all: they share the one password that the demo prints.
    """
    stored = passwords.hash(password)
    homes = {
        name: Organisation(
            id=desk.new_id(), kind=kind, name=name, agb_code=agb, kvk_number=kvk
        )
        for name, (kind, agb, kvk) in _CODES.items()
    }
    actors = {}
    with desk.database.write() as session:
        for organisation in homes.values():
            organisations.add(session, organisation)
        for person in USERS:
            organisation = homes[person.organisation]
            user = User(
                id=desk.new_id(),
                email=person.email,
                name=person.name,
                organisation_id=organisation.id,
                roles=frozenset(person.roles),
                language=DEFAULT_LANGUAGE,
                active=True,
                password_hash=stored,
            )
            users.add(session, user)
            actors[person.email] = actor_of(user, organisation)
    return actors
