"""Who agree, for how long, and about what care."""

from kpikit.domain.party import PARTY_NAMES
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    agreement = edition.dossier.agreement
    page.heading_of_page(_LEAD)
    page.pair(_NAME, agreement.title)
    page.pair(_FIRST_YEAR, agreement.first_year, "left_number")
    page.pair(_LAST_YEAR, agreement.last_year, "left_number")
    page.row += 1
    page.heading(_PARTIES)
    page.table(
        _PARTY_COLUMNS,
        [
            (PARTY_NAMES[p.role], p.name, p.agb_code, p.kvk_number)
            for p in agreement.parties
        ],
        main=False,
    )
    if not edition.is_open:
        page.heading(_CONTACTS)
        page.table(
            _CONTACT_COLUMNS,
            [
                (PARTY_NAMES[c.role], c.name, c.function, c.email)
                for c in agreement.contacts
            ]
            or [(None, None, None, None)],
            main=False,
        )
    page.heading(_CARE)
    page.table(
        _CARE_COLUMNS,
        [
            (path.name, moment)
            for path in agreement.care_paths
            for moment in (path.key_moments or ("",))
        ]
        or [(None, None)],
        main=False,
    )
    page.heading(_LOCATIONS)
    for location in agreement.locations or ("",):
        page.paragraph(location, "body")


_LEAD = Text(
    nl="Wie de afspraak maken, voor welke jaren, en om welke zorg het gaat. Een "
    "sleutelmoment is een moment in het zorgpad waarop echt iets te kiezen is.",
    en="Who make the agreement, for which years, and about which care. A key moment "
    "is a moment in the care path with a real choice.",
)
_NAME = Text(nl="Naam van de afspraak", en="Name of the agreement")
_FIRST_YEAR = Text(nl="Eerste jaar", en="First year")
_LAST_YEAR = Text(nl="Laatste jaar", en="Last year")
_PARTIES = Text(nl="Partijen", en="Parties")
_CONTACTS = Text(nl="Contactpersonen", en="Contacts")
_CARE = Text(nl="Zorgpaden en sleutelmomenten", en="Care paths and key moments")
_LOCATIONS = Text(nl="Locaties", en="Locations")
_PARTY_COLUMNS = (
    Column(head=Text(nl="Rol", en="Role"), width=30),
    Column(head=Text(nl="Organisatie", en="Organisation"), width=44),
    Column(head=Text(nl="AGB-code", en="AGB code"), width=28),
    Column(head=Text(nl="KvK-nummer", en="KvK number"), width=34),
)
_CONTACT_COLUMNS = (
    Column(head=Text(nl="Van", en="Of"), width=30),
    Column(head=Text(nl="Naam", en="Name"), width=44),
    Column(head=Text(nl="Functie", en="Function"), width=28),
    Column(head=Text(nl="E-mail", en="E-mail"), width=34),
)
_CARE_COLUMNS = (
    Column(head=Text(nl="Zorgpad", en="Care path"), width=30),
    Column(head=Text(nl="Sleutelmoment", en="Key moment"), width=44),
)
SHEET = Sheet(
    code="parties_and_scope",
    order=20,
    title=Text(nl="Partijen en reikwijdte", en="Parties and scope"),
    about=Text(
        nl="Wie, voor welke jaren en om welke zorg", en="Who, for which years and care"
    ),
    write=_write,
    tab="frame",
)
