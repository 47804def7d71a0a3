"""How the parties deal with data: standard text about samples and privacy."""

from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    del edition  # the text is the same for every agreement
    page.columns(30, 78)
    page.heading_of_page(_LEAD)
    for label, words in _LINES:
        page.pair(label, words)


_LEAD = Text(
    nl="Voorstel voor de tekst over gegevens. Geen juridisch advies: laat uw eigen "
    "jurist en functionaris gegevensbescherming meelezen.",
    en="Proposed text about data. Not legal advice: have your own lawyer and data "
    "protection officer read it.",
)
_LINES = (
    (
        Text(nl="Geen patiëntgegevens", en="No patient data"),
        Text(
            nl="In dit bestand staan geen gegevens van patiënten. De partijen wisselen "
            "alleen uitkomsten van groepen uit.",
            en="This file holds no data of patients. The parties exchange only results "
            "of groups.",
        ),
    ),
    (
        Text(nl="Losse antwoorden", en="Single answers"),
        Text(
            nl="Antwoorden van patiënten blijven bij de organisatie die ze heeft "
            "verzameld, onder een pseudoniem, en zijn daar te wissen.",
            en="Answers of patients stay with the organisation that gathered them, "
            "under a pseudonym, and can be erased there.",
        ),
    ),
    (
        Text(nl="Kleine aantallen", en="Small numbers"),
        Text(
            nl="Aantallen onder de 10 worden niet getoond, ook niet als ze uit andere "
            "cijfers zijn af te leiden. Lager dan 5 mogen de partijen dat niet zetten.",
            en="Numbers under 10 are not shown, nor where they could be worked out "
            "from other figures. The parties may not set this lower than 5.",
        ),
    ),
    (
        Text(nl="Steekproeven", en="Samples"),
        Text(
            nl="Bij elk resultaat staan het aantal mensen, hoe ze zijn gekozen, "
            "hoeveel er antwoordden, de manier van vragen en de onzekerheid. Onder het "
            "afgesproken minimum volgt geen oordeel.",
            en="Every result comes with the number of people, how they were chosen, "
            "how many answered, the way of asking and the uncertainty. Below the "
            "agreed minimum there is no judgement.",
        ),
    ),
    (
        Text(nl="Vertrouwelijk", en="Confidential"),
        Text(
            nl="Prijzen, plafonds, bedragen, aantallen, marges en notities blijven "
            "tussen deze partijen. KPI-beschrijvingen, meetmethoden, soorten afspraken "
            "en de kalender zijn openbaar.",
            en="Prices, ceilings, sums, volumes, margins and notes stay between these "
            "parties. KPI descriptions, methods, kinds of arrangement and the calendar "
            "are open.",
        ),
    ),
)
SHEET = Sheet(
    code="data_and_privacy",
    order=100,
    title=Text(nl="Gegevens en privacy", en="Data and privacy"),
    about=Text(nl="Hoe u met gegevens omgaat", en="How you deal with data"),
    write=_write,
    landscape=False,
    tab="frame",
)
