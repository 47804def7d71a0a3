"""The KPI that the parties of the demo wrote themselves: a plain count."""

from datetime import date
from decimal import Decimal

from kpikit.domain.kpi import (
    Burden,
    Collection,
    Direction,
    EntryStatus,
    FactStatus,
    KpiId,
    KpiType,
    Level,
    Licence,
    MeasuredKpi,
    Mode,
    Risk,
    Risks,
    Sampling,
    SamplingMethod,
    Standing,
    Statistic,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.text import Text

COUNTED = KpiId("OWN-5A3E")
_OURS = Standing(
    status=FactStatus.UNKNOWN,
    note=Text(nl="Ingevuld door de partijen.", en="Filled in by the parties."),
)
TALKS_LOOKED_BACK_ON = MeasuredKpi(
    id=COUNTED,
    version=1,
    status=EntryStatus.ACTIVE,
    introduced=date(2023, 11, 6),
    name=Text(
        nl="Gesprekken die het team samen terugkijkt",
        en="Conversations that the team looks back on together",
    ),
    summary=Text(
        nl="Hoe vaak een team een eigen gesprek samen nabespreekt.",
        en="How often a team discusses one of its own conversations together.",
    ),
    definition=Text(
        nl="Elk opgenomen of nagespeeld gesprek dat minstens drie teamleden samen "
        "bespreken, telt één keer.",
        en="Each recorded or re-enacted conversation that at least three members of "
        "the team discuss together counts once.",
    ),
    why=Text(
        nl="Wie samen terugkijkt, verandert eerder iets aan het volgende gesprek.",
        en="Looking back together sooner changes something in the next conversation.",
    ),
    population=Text(
        nl="Gesprekken op een sleutelmoment, met toestemming van kind en ouder.",
        en="Conversations at a key moment, with consent of child and parent.",
    ),
    does_not_say=Text(
        nl="Niet of het gesprek goed was, en niet wat het kind ervan vond.",
        en="Not whether the conversation was good, nor what the child thought of it.",
    ),
    types=(KpiType.PROCESS,),
    level=Level.TEAM,
    use=Use.DIALOGUE,
    instrument=None,
    patient_voice=False,
    counts_decision_aids=False,
    recommendations=(),
    collection=Collection(
        data_source=Text(
            nl="Lijst van de teambesprekingen", en="List of team discussions"
        ),
        collector=Text(nl="Teamleider", en="Team lead"),
        frequency=Text(nl="Elk kwartaal", en="Every quarter"),
    ),
    sampling=Sampling(
        method=SamplingMethod.CENSUS,
        minimum_n=None,
        target_n=None,
        modes=(Mode.REGISTRY,),
        advice=Text(nl="Tel ze allemaal.", en="Count them all."),
        standing=_OURS,
    ),
    burden=Burden(
        level=0,
        patient_minutes=Decimal(0),
        staff_hours_per_year=Decimal(4),
        reuses_existing_data=True,
        standing=_OURS,
    ),
    risks=Risks(
        ceiling=Risk.LOW,
        ceiling_note=Text(nl="Er kan altijd een bij.", en="One more always fits."),
        gaming=Risk.MEDIUM,
        gaming_note=Text(
            nl="Een kort gesprekje kan worden meegeteld.",
            en="A brief chat may be counted.",
        ),
        responsiveness=Text(nl="Binnen een kwartaal.", en="Within a quarter."),
        standing=_OURS,
    ),
    licence=Licence(
        name=Text(nl="Van de partijen zelf", en="Of the parties"),
        link=None,
        standing=_OURS,
    ),
    own=True,
    statistic=Statistic(
        kind=StatisticKind.COUNT,
        unit=Unit.COUNT,
        minimum=Decimal(0),
        maximum=None,
        decimals=0,
        direction=Direction.HIGHER,
        cut_off=None,
        standing=_OURS,
    ),
    counting=None,
)
