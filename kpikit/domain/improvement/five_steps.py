"""The five steps by which a team starts deciding together, each with its checklist.

The steps are those of the national step plan for care that fits the person; the words
are our own.
"""

from dataclasses import dataclass

from kpikit.text import Text

SOURCE = "https://samendezorgvernieuwen.nl/PERSONALISEREN/"
"""Where the national step plan stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do in a step; its code stays when the words change."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five steps, with its checklist."""

    number: int
    name: Text
    items: tuple[Item, ...]


def _item(code: str, nl: str, en: str) -> Item:
    return Item(code=code, text=Text(nl=nl, en=en))


_START = (
    _item(
        "team",
        "Een team van verschillende beroepen bij elkaar brengen",
        "Bring a team of several professions together",
    ),
    _item(
        "care-path",
        "Eén zorgpad kiezen en vastleggen",
        "Choose one care path and write it down",
    ),
    _item(
        "baseline-staff",
        "Nulmeting bij de zorgverleners, met een korte scan",
        "Baseline among the professionals, with a short scan",
    ),
    _item(
        "baseline-patients",
        "Nulmeting bij patiënten en naasten, met een vragenlijst zoals SDM-Q-9",
        "Baseline among patients and relatives, with a questionnaire such as SDM-Q-9",
    ),
    _item(
        "gain",
        "Uit de nulmeting halen bij welke stap van het gesprek winst te halen is",
        "Read from the baseline at which step of the talk there is something to gain",
    ),
    _item(
        "picture",
        "Het zorgpad tekenen en de sleutelmomenten aanwijzen",
        "Draw the care path and point out the key moments",
    ),
    _item(
        "representatives",
        "De sleutelmomenten bespreken met vertegenwoordigers van patiënten",
        "Discuss the key moments with patient representatives",
    ),
    _item(
        "findings",
        "Opschrijven wat zij verder belangrijk vinden, zoals gelijkwaardig en "
        "laagdrempelig contact, eerlijkheid, hulp om wensen te noemen, aandacht voor "
        "de mens achter de aandoening, en uitleg met beeld",
        "Write down what else matters to them, such as contact on an equal and easy "
        "footing, honesty, help to say what they wish, attention for the person behind "
        "the condition, and explaining with pictures",
    ),
    _item(
        "ambition",
        "Een ambitie en een meetbare doelstelling opschrijven",
        "Write down an ambition and a measurable objective",
    ),
)
_INFORMATION = (
    _item(
        "information",
        "Per sleutelmoment kiezen welke informatie nodig is: medische uitkomsten, "
        "uitkomsten die de patiënt zelf meldt, en wensen en voorkeuren",
        "Choose per key moment which information is needed: medical outcomes, outcomes "
        "that patients report, and wishes and preferences",
    ),
    _item(
        "support",
        "Kiezen welk soort keuzeondersteuning u inzet",
        "Choose which kind of decision support you use",
    ),
    _item(
        "first-phase",
        "Fase 1: beginnen bij één groep, met een hulpmiddel dat er al is",
        "Phase 1: begin with one group, with a tool that exists already",
    ),
    _item(
        "second-phase",
        "Fase 2: een hulpmiddel kiezen voor alle patiënten van het zorgpad",
        "Phase 2: choose a tool for all patients of the care path",
    ),
)
_IMPLEMENT = (
    _item(
        "training",
        "Zorgverleners trainen in samen beslissen, met acteurs",
        "Train the professionals in deciding together, with actors",
    ),
    _item(
        "set-in",
        "De keuzeondersteuning inpassen in het werk",
        "Fit the decision support into the work",
    ),
    _item(
        "live",
        "Starten: de eerste patiënten krijgen de keuzeondersteuning",
        "Go live: the first patients get the decision support",
    ),
    _item(
        "in-talks",
        "Met de afdeling in gesprek blijven over proces en resultaat, en bijstellen",
        "Keep talking with the department about process and results, and adjust",
    ),
    _item(
        "look-ahead",
        "De keuzeondersteuning nabespreken en het volgende jaar concreet maken",
        "Discuss how the decision support went and make the next year concrete",
    ),
    _item(
        "next-tool",
        "Het volgende hulpmiddel inpassen, met wat daarvoor in het EPD verandert",
        "Fit in the next tool, with what has to change in the records for it",
    ),
    _item(
        "improvements",
        "Verbeteracties uitvoeren",
        "Carry out improvement actions",
    ),
)
_EVALUATE = (
    _item(
        "again",
        "De nulmeting herhalen bij zorgverleners, patiënten en naasten",
        "Repeat the baseline among professionals, patients and relatives",
    ),
    _item(
        "in-depth",
        "Zo nodig ook met gesprekken evalueren, voor het verhaal achter de cijfers",
        "Where useful evaluate by interviews too, for the story behind the figures",
    ),
    _item(
        "factors",
        "Met de zorgverleners zoeken wat helpt en wat in de weg zit, bijvoorbeeld met "
        "een onderzoek door studenten",
        "Find with the professionals what helps and what is in the way, for example in "
        "a study by students",
    ),
    _item(
        "adjust",
        "Kijken of de doelen zijn gehaald en wat er anders moet",
        "See whether the objectives were met and what has to change",
    ),
)
_EMBED = (
    _item(
        "protocols",
        "Vastleggen in protocollen, werkprocessen en het EPD",
        "Lay it down in protocols, work processes and the records",
    ),
    _item(
        "budget",
        "De kosten van keuzehulpen in de begroting zetten, en dat op tijd",
        "Put the costs of decision aids into the budget, and do so in time",
    ),
    _item(
        "partners",
        "Samenwerken in het ziekenhuis: management, medisch leiders en leerhuis",
        "Work together in the hospital: management, medical leaders and the academy",
    ),
    _item(
        "patient-role",
        "Afspreken wanneer, hoe en door wie de patiënt bij de keuze wordt betrokken",
        "Agree when, how and by whom the patient is involved in the choice",
    ),
    _item(
        "words",
        "Oefenen met houding en woorden die de patiënt ruimte geven",
        "Practise an attitude and words that give the patient room",
    ),
    _item(
        "schooling",
        "Scholing blijvend maken: eigen trainers opleiden of een groep trainers delen",
        "Make the training last: train own trainers or share a pool of them",
    ),
    _item(
        "scale-up",
        "Opschalen: van de eerste groep naar alle patiënten van het zorgpad",
        "Scale up: from the first group to all patients of the care path",
    ),
)
STEPS = (
    Step(
        number=1,
        name=Text(nl="Startpunt en nulmeting", en="Start and baseline"),
        items=_START,
    ),
    Step(
        number=2,
        name=Text(nl="Informatie en ondersteuning", en="Information and support"),
        items=_INFORMATION,
    ),
    Step(number=3, name=Text(nl="Invoeren", en="Implement"), items=_IMPLEMENT),
    Step(
        number=4,
        name=Text(nl="Evalueren en bijstellen", en="Evaluate and adjust"),
        items=_EVALUATE,
    ),
    Step(
        number=5,
        name=Text(nl="Borgen en opschalen", en="Embed and scale up"),
        items=_EMBED,
    ),
)
CHANCES = (
    _item(
        "backing",
        "Steun die begint bij het bestuur: in visie en strategie",
        "Backing that begins with the board: in vision and strategy",
    ),
    _item(
        "means",
        "Geld voor scholing, keuzehulpen en ander materiaal",
        "Money for training, decision aids and other material",
    ),
    _item(
        "energy",
        "Beginnen bij afdelingen en collega’s die er zin in hebben",
        "Beginning with departments and colleagues who feel like it",
    ),
    _item(
        "ambassadors",
        "Ambassadeurs uit alle beroepen",
        "Ambassadors from all professions",
    ),
    _item(
        "small",
        "Klein beginnen en het behapbaar houden",
        "Beginning small and keeping it manageable",
    ),
)
OBSTACLES = (
    _item(
        "systems",
        "Techniek: EPD, eigen regels of de keuzehulp kunnen nog niet alles",
        "Technology: records, own rules or the decision aid cannot do everything yet",
    ),
    _item(
        "literacy",
        "Wie moeite heeft met gezondheidsinformatie krijgt niet altijd dezelfde zorg",
        "People with low health literacy do not always get the same care",
    ),
    _item("resistance", "Weerstand", "Resistance"),
)
