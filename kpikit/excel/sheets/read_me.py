"""The first sheet: what this file is, what is in it, and how to check it."""

from kpikit.domain.party import DECIDING
from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.excel.values import Verbatim
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    agreement = edition.dossier.agreement
    page.columns(34, 74)
    page.put(1, agreement.title or SHEET.title, "title")
    page.heights[page.row] = 30
    page.row += 1
    page.lead(_LEAD)
    page.row += 1
    for role in DECIDING:
        party = agreement.party(role)
        page.pair(_PARTY[role], party.name if party else None)
    page.pair(_TERM, f"{agreement.first_year}–{agreement.last_year}")
    page.pair(_STATE, _state(edition), "strong")
    page.pair(_PACK, edition.pack.name)
    page.pair(_FOR_WHOM, edition.pack.description)
    page.pair(_HASH, Verbatim(edition.content_hash), "code")
    if edition.is_open:
        page.pair(_SHOWN_HASH, Verbatim(edition.shown_hash), "code")
    page.row += 1
    page.heading(_SHEETS)
    for entry in page.book.entries:
        page.pair(entry.title, entry.about)
    page.row += 1
    page.heading(_READING)
    for label, words in _HOW:
        page.pair(label, words)
    if page.book.cuts:
        page.row += 1
        page.heading(_CUTS)
        page.paragraph(_CUTS_SAY)
        for where in page.book.cuts:
            page.pair(where, _CUT_LINE)


def _state(edition: Edition) -> Text:
    if edition.version is None:
        return Text(
            nl="Concept: nog niet getekend, kan nog wijzigen",
            en="Draft: not signed yet, may still change",
        )
    number = edition.version
    return Text(nl=f"Versie {number}, getekend", en=f"Version {number}, signed")


_LEAD = Text(
    nl="Afspraak over samen beslissen tussen een zorgaanbieder en een "
    "zorgverzekeraar. Het gesprek over de inhoud staat voorop; de cijfers helpen "
    "daarbij.",
    en="Agreement on shared decision making between a care provider and a health "
    "insurer. The conversation about content comes first; the figures serve it.",
)
_PARTY = {
    DECIDING[0]: Text(nl="Zorgaanbieder", en="Provider"),
    DECIDING[1]: Text(nl="Zorgverzekeraar", en="Insurer"),
}
_TERM = Text(nl="Looptijd", en="Term")
_STATE = Text(nl="Stand", en="State")
_PACK = Text(nl="Pakket", en="Pack")
_FOR_WHOM = Text(nl="Wat erin staat", en="What it holds")
_HASH = Text(nl="Inhoudscode (SHA-256)", en="Content code (SHA-256)")
_SHOWN_HASH = Text(nl="Code van deze openbare vorm", en="Code of this open form")
_SHEETS = Text(nl="De bladen", en="The sheets")
_READING = Text(nl="Zo leest u dit", en="How to read this")
_HOW = (
    (
        Text(nl="Aandeel en gemiddelde", en="Share and mean"),
        Text(
            nl="Elk getal staat in de eenheid die ernaast staat. 75 met eenheid "
            "procent is 75 van de 100 mensen. Een gemiddelde score is geen percentage.",
            en="Every number is in the unit beside it. 75 with unit percent is 75 of "
            "100 people. A mean score is not a percentage.",
        ),
    ),
    (
        Text(nl="Meer dan en minstens", en="More than and at least"),
        Text(
            nl="‘Meer dan 75’ is bij precies 75 nog niet gehaald. ‘Minstens 75’ wel.",
            en="‘More than 75’ is not met at exactly 75. ‘At least 75’ is.",
        ),
    ),
    (
        Text(nl="Ondergrens en doel", en="Floor and goal"),
        Text(
            nl="De ondergrens is wat u minstens wilt zien. Het doel is waar u naar "
            "streeft.",
            en="The floor is the least you want to see. The goal is what you aim for.",
        ),
    ),
    (
        Text(nl="Niet ingevuld en nul", en="Not filled in and zero"),
        Text(
            nl="‘Niet ingevuld’ betekent dat er niets is afgesproken. Een 0 is wél een "
            "afspraak.",
            en="‘Not filled in’ means that nothing was agreed. A 0 is something "
            "agreed.",
        ),
    ),
    (
        Text(nl="Is dit bestand echt?", en="Is this file genuine?"),
        Text(
            nl="Vergelijk de inhoudscode met die van de andere partij. Of laat het "
            "bestand nakijken met de opdracht ‘kpikit verify’, zonder internet. Het "
            "blad Controlegegevens legt uit hoe dat "
            "werkt.",
            en="Compare the content code with that of the other party. Or have the "
            "file checked with the command ‘kpikit verify’, without the internet. The "
            "sheet Proof explains how that works.",
        ),
    ),
)
_CUTS = Text(nl="Ingekorte teksten", en="Shortened texts")
_CUTS_SAY = Text(
    nl="Deze cellen bevatten niet alles.", en="These cells are not complete."
)
_CUT_LINE = Text(
    nl="De tekst is langer dan een cel kan bevatten. De hele tekst staat in kpikit.",
    en="The text is longer than a cell can hold. The whole text is in kpikit.",
)
SHEET = Sheet(
    code="read_me",
    order=10,
    title=Text(nl="Leeswijzer", en="Read me"),
    about=Text(nl="Wat dit bestand is", en="What this file is"),
    write=_write,
    landscape=False,
    late=1,
    tab="frame",
)
