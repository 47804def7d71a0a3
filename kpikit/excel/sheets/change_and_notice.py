"""How the agreement changes and ends: proposed text, said to be no legal advice."""

from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(30, 78)
    page.heading_of_page(_LEAD)
    last = edition.dossier.agreement.last_year
    page.pair(_END, Text(nl=f"31 december {last}", en=f"31 December {last}"))
    for label, words in _LINES:
        page.pair(label, words)


_LEAD = Text(
    nl="Voorstel voor de tekst over wijzigen en stoppen. Geen juridisch advies. Wat "
    "in uw contract staat, gaat voor.",
    en="Proposed text about changing and ending. Not legal advice. What your contract "
    "says takes precedence.",
)
_END = Text(nl="Einde van de looptijd", en="End of the term")
_LINES = (
    (
        Text(nl="Getekend is vast", en="Signed is final"),
        Text(
            nl="Een getekende versie verandert niet meer. Een wijziging is een "
            "addendum: een nieuwe versie die beide partijen tekenen, met per veld wat "
            "er anders is.",
            en="A signed version does not change any more. A change is an addendum: a "
            "new version that both parties sign, with what differs field by field.",
        ),
    ),
    (
        Text(nl="Wanneer u opnieuw praat", en="When you talk again"),
        Text(
            nl="Voorstel: als een KPI niet meer te meten is, als een zorgpad sluit of "
            "verhuist, of als een van de partijen er om vraagt. Het gesprek is binnen "
            "zes weken.",
            en="Proposal: when a KPI can no longer be measured, when a care path "
            "closes or moves, or when one of the parties asks. The talk is within six "
            "weeks.",
        ),
    ),
    (
        Text(nl="Ontbrekende gegevens", en="Missing data"),
        Text(
            nl="Ontbreken de gegevens, dan volgt daar geen betaling op. De partijen "
            "bespreken waarom ze ontbreken.",
            en="Where data are missing, no payment follows on them. The parties "
            "discuss why they are missing.",
        ),
    ),
    (
        Text(nl="Aantal behandelingen", en="Number of treatments"),
        Text(
            nl="Minder behandelingen is nooit een voorwaarde voor betaling. Een "
            "besparing kan achteraf worden gedeeld.",
            en="Fewer treatments are never a condition for payment. A saving may be "
            "shared afterwards.",
        ),
    ),
    (
        Text(nl="Eerder stoppen", en="Ending early"),
        Text(
            nl="Over eerder stoppen is in dit bestand niets afgesproken. Leg dat vast "
            "in het contract.",
            en="This file agrees nothing about ending early. Record that in the "
            "contract.",
        ),
    ),
)
SHEET = Sheet(
    code="change_and_notice",
    order=110,
    title=Text(nl="Wijzigen en opzeggen", en="Change and notice"),
    about=Text(nl="Hoe de afspraak verandert of eindigt", en="How it changes or ends"),
    write=_write,
    landscape=False,
    tab="frame",
)
