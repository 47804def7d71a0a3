"""The improvement plan of the demo: ten actions of the teams for children.

Hospital, people and dates are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from kpikit.actions import improving
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.own_count import COUNTED
from kpikit.actions.demo.signed import REFLECT, SCORE, TIME, TOGETHER
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.reading import open_agreement
from kpikit.domain.improvement.action import ImprovementAction, Level

_WRITTEN = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)
_LEADER, _CONSULTANT = "Teamleider polikliniek", "Verpleegkundig consulent"


def plan_improvement(
    desk: Desk, people: Mapping[str, Actor], agreement_id: str
) -> None:
    """Record the ten actions; the first is paid from the start funding."""
    then = replace(desk, clock=Clock(_WRITTEN))
    writer = people["a.yilmaz@oostpoort.example"]
    opened = open_agreement(then, writer, agreement_id)
    moments = opened.agreement.care_paths[0].key_moments
    funding = [a.id for a in opened.dossier.arrangements if a.kind == "start_funding"]
    for action in _ACTIONS:
        at = (action.number - 1) % len(moments)
        wanted = replace(action, key_moments=(moments[at],))
        if action.levels == (Level.TOOLS,):
            wanted = replace(wanted, arrangements=tuple(funding))
        improving.record_action(then, writer, agreement_id, wanted)


_ACTIONS = (
    ImprovementAction(
        number=1,
        name="Keuzehulp astma meegeven vóór het consult",
        effect="Kind en ouder weten al dat er iets te kiezen valt.",
        start=date(2024, 2, 1),
        end=date(2024, 6, 1),
        responsible=_CONSULTANT,
        owner="Kinderarts-pulmonoloog",
        people="Kinderartsen, doktersassistenten, twee ouders uit de raad",
        for_choice="Een medicijn begint, stopt of verandert",
        done_on=date(2024, 5, 20),
        effect_on=date(2024, 9, 1),
        differently="De keuzehulp gaat een week voor het consult naar huis.",
        behaviour="De arts vraagt eerst wat het kind eruit heeft gehaald.",
        steps="Keuzehulp bestellen; zin in de brief; proef met tien gezinnen.",
        follow="Elke maand tellen bij hoeveel consulten zij is meegegeven.",
        means="Keuzehulp voor een jaar",
        help="Vormgeving van de brief",
        kpis=(TOGETHER, SCORE),
        themes=("support", "participation"),
        recommendations=(3,),
        levels=(Level.TOOLS,),
    ),
    ImprovementAction(
        number=2,
        name="Training met acteurs voor alle teams",
        effect="De keuze komt eerder in het gesprek op tafel.",
        start=date(2025, 2, 15),
        end=date(2025, 6, 30),
        responsible="Leerhuis Oostpoort",
        owner=_LEADER,
        people="Alle kinderartsen en verpleegkundigen",
        for_choice="De behandeling wordt gekozen of aangepast",
        done_on=date(2025, 6, 12),
        effect_on=date(2025, 10, 1),
        differently="Elk gesprek begint met: er valt iets te kiezen.",
        behaviour="Artsen zijn even stil na de vraag wat telt.",
        steps="Drie dagdelen per team, met een ouder als medetrainer.",
        follow="Oordeel van patiënten per kwartaal in het teamoverleg.",
        means="Zes dagdelen met acteurs",
        help="Roostervrij van de planning",
        kpis=(TOGETHER, SCORE, REFLECT),
        themes=("clinicians",),
        recommendations=(4,),
        levels=(Level.BEHAVIOUR,),
    ),
    ImprovementAction(
        number=3,
        name="Bedenktijd vast in het dossier",
        effect="Niemand hoeft op de dag zelf te kiezen.",
        start=date(2024, 4, 1),
        end=date(2024, 12, 31),
        responsible="A. Yılmaz",
        done_on=date(2025, 1, 20),
        effect_on=date(2025, 4, 1),
        differently="Een vast veld voor de afgesproken bedenktijd.",
        follow="Steekproef van dossiers elk kwartaal.",
        kpis=(TIME,),
        themes=("daily-care",),
        levels=(Level.PROCESS,),
    ),
    ImprovementAction(
        number=4,
        name="Elk kwartaal een eigen gesprek nabespreken",
        effect="Teams leren van elkaar en niet van een lijst.",
        start=date(2024, 3, 1),
        end=date(2026, 12, 31),
        responsible=_LEADER,
        effect_on=date(2025, 1, 1),
        kpis=(REFLECT, COUNTED),
        themes=("improving", "clinicians"),
        recommendations=(5,),
        levels=(Level.BEHAVIOUR,),
    ),
    ImprovementAction(
        number=5,
        name="Kindtool voor alle chronisch zieke kinderen",
        effect="Het kind vertelt zelf wat telt.",
        start=date(2025, 1, 15),
        end=date(2025, 9, 30),
        responsible=_CONSULTANT,
        done_on=date(2025, 9, 15),
        kpis=(TOGETHER,),
        themes=("participation",),
        recommendations=(3,),
        levels=(Level.TOOLS,),
    ),
    ImprovementAction(
        number=6,
        name="Tweede persoon bekijkt dossiers",
        effect="De meting hangt niet van één persoon af.",
        start=date(2026, 2, 1),
        end=date(2026, 3, 1),
        responsible="A. Yılmaz",
        kpis=(TIME,),
        themes=("improving",),
        levels=(Level.CONDITIONS,),
    ),
    ImprovementAction(
        number=7,
        name="Ouders lezen de uitleg mee",
        effect="De uitleg is te volgen voor wie weinig leest.",
        start=date(2025, 9, 1),
        end=date(2026, 4, 1),
        responsible="Patiëntenraad en teamleider",
        done_on=date(2026, 3, 18),
        kpis=(SCORE,),
        themes=("value", "support"),
        levels=(Level.TOOLS,),
    ),
    ImprovementAction(
        number=8,
        name="Vaste voortrekker per team",
        effect="Het blijft lopen als iemand weggaat.",
        start=date(2026, 1, 5),
        end=date(2026, 12, 1),
        responsible="Medisch manager",
        kpis=(REFLECT,),
        themes=("daily-care",),
        recommendations=(2,),
        levels=(Level.CONDITIONS,),
    ),
    ImprovementAction(
        number=9,
        name="Werkwijze vastleggen in het zorgpad",
        effect="Nieuwe collega’s werken vanzelf zo.",
        start=date(2026, 3, 1),
        end=date(2026, 12, 15),
        responsible=_LEADER,
        kpis=(TOGETHER, TIME),
        themes=("daily-care",),
        recommendations=(2,),
        levels=(Level.PROCESS,),
    ),
    ImprovementAction(
        number=10,
        name="Verder naar de kinderdiabetes",
        effect="Ook bij pompkeuze wordt samen beslist.",
        start=date(2027, 1, 4),
        end=date(2027, 9, 1),
        responsible="Kinderarts-endocrinoloog",
        kpis=(),
        themes=("value",),
        recommendations=(4,),
        levels=(Level.PROCESS, Level.BEHAVIOUR),
    ),
)
