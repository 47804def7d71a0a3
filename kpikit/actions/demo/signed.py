"""The signed agreement of the demo: children with a chronic condition, 2024-2026.

It follows the order of a real hospital's step plan; hospital and figures are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpikit.actions import agreements, choosing, recording, settling
from kpikit.actions.demo.own_count import COUNTED, TALKS_LOOKED_BACK_ON
from kpikit.actions.demo.people import COUNCIL, DELTA
from kpikit.actions.demo.scenario import share_a_scenario
from kpikit.actions.demo.ways import (
    audit_plan,
    both_say_yes,
    per_year,
    survey_plan,
    years_of,
)
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.agreement import Agreement, CarePath, TargetDate
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    YearLevel,
)
from kpikit.domain.financing.base import Arrangement, Condition, Term
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod, Unit
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import Contact, PartyRole
from kpikit.statistics.verdicts import Rule

CARE_PATH = "Kinderen met een chronische aandoening"
TOGETHER, SCORE = KpiId("PAT-04"), KpiId("PAT-02")
TIME, REFLECT = KpiId("TEA-04"), KpiId("PRO-05")
YEARS = (2024, 2025, 2026)


def make_signed(
    desk: Desk, people: Mapping[str, Actor], password: str, passwords: Passwords
) -> Agreement:
    """Take an agreement from the first word to both signatures."""
    hospital = people["j.deboer@oostpoort.example"]
    insurer = people["s.bakker@delta.example"]
    agreement = _start(desk, hospital, people)
    kpis = (TOGETHER, SCORE, TIME, REFLECT)
    choosing.propose_kpis(desk, hospital, agreement.id, kpis)
    recording.record_own_kpi(desk, hospital, agreement.id, TALKS_LOOKED_BACK_ON, 0)
    for kpi_id in (*kpis, COUNTED):
        both_say_yes(desk, (hospital, insurer), agreement.id, kpi_id)
    for ambition in _AMBITIONS:
        recording.record_ambition(desk, hospital, agreement.id, ambition)
    for plan in _PLANS:
        recording.record_plan(
            desk, people["a.yilmaz@oostpoort.example"], agreement.id, plan
        )
    for arrangement in _arrangements(desk):
        recording.record_arrangement(desk, insurer, agreement.id, arrangement)
    share_a_scenario(desk, hospital, agreement.id, CARE_PATH, YEARS)
    message = "Alles staat erin. Leest u het na?"
    settling.hand_over(desk, hospital, agreement.id, message)
    shown = settling.check_answers(desk, hospital, agreement.id).content_hash
    for actor in (insurer, hospital):
        settling.accept(desk, actor, agreement.id, shown)
    for email in ("m.vandijk@oostpoort.example", "p.devries@delta.example"):
        settling.sign(desk, people[email], agreement.id, shown, password, passwords)
    return agreement


def _start(desk: Desk, hospital: Actor, people: Mapping[str, Actor]) -> Agreement:
    homes = {a.organisation.name: a.organisation.id for a in people.values()}
    agreement = agreements.start_agreement(
        desk,
        hospital,
        agreements.Start(
            id=desk.new_id(),
            title="Samen beslissen in de kindergeneeskunde",
            other_organisation_id=homes[DELTA],
            voice_organisation_id=homes[COUNCIL],
            first_year=YEARS[0],
            years_long=len(YEARS),
        ),
    )
    agreements.change_frame(desk, hospital, agreement.id, _frame(agreement), 1)
    return agreement


def _frame(agreement: Agreement) -> agreements.Frame:
    return agreements.Frame(
        title=agreement.title,
        first_year=agreement.first_year,
        years_long=agreement.years_long,
        care_paths=(
            CarePath(
                name=CARE_PATH,
                key_moments=(
                    "Een medicijn begint, stopt of verandert",
                    "De behandeling wordt gekozen of aangepast",
                    "De uitkomsten worden besproken, op de polikliniek of de afdeling",
                ),
            ),
        ),
        locations=("Polikliniek kindergeneeskunde", "Verpleegafdeling kinderen"),
        vision=(
            "Kind, ouder en zorgverlener kiezen samen wat past bij het leven van het "
            "kind. Dat begint klein, bij astma, en groeit naar alle kinderen met een "
            "chronische aandoening. De cijfers helpen het gesprek, niet andersom."
        ),
        contacts=(
            Contact(
                role=PartyRole.PROVIDER,
                name="J. de Boer",
                function="Manager zorgverkoop",
                email="j.deboer@oostpoort.example",
            ),
            Contact(
                role=PartyRole.INSURER,
                name="S. Bakker",
                function="Zorginkoper ziekenhuizen",
                email="s.bakker@delta.example",
            ),
        ),
        target_dates=(
            TargetDate(what="Keuzehulp astma in gebruik", on=date(2024, 3, 1)),
            TargetDate(what="Eerste gezamenlijke terugblik", on=date(2024, 11, 12)),
            TargetDate(
                what="Kindtool voor alle chronisch zieke kinderen", on=date(2025, 1, 15)
            ),
            TargetDate(what="Werkwijze vastgelegd in het zorgpad", on=date(2026, 6, 1)),
        ),
    )


_AMBITIONS = (
    MeasuredAmbition(
        kpi_id=TOGETHER,
        unit=Unit.PERCENT,
        comparator=Comparator.MORE_THAN,
        baseline=Baseline(
            value=Decimal(60),
            n=200,
            period="2023",
            source="Jaarlijks belevingsonderzoek van het ziekenhuis",
        ),
        years=years_of(
            (2024, None, Decimal(65)),
            (2025, Decimal(65), Decimal(70)),
            (2026, Decimal(70), Decimal(75)),
        ),
        rationale="In 2026 zegt meer dan 75% dat keuzes samen zijn gemaakt.",
        revision=0,
    ),
    MeasuredAmbition(
        kpi_id=SCORE,
        unit=Unit.POINTS,
        comparator=Comparator.AT_LEAST,
        baseline=Baseline(
            value=Decimal(71),
            n=84,
            period="Voorjaar 2023",
            source="Nulmeting op de polikliniek kindergeneeskunde",
        ),
        years=years_of(
            (2024, None, Decimal(73)),
            (2025, None, Decimal(76)),
            (2026, Decimal(73), Decimal(78)),
        ),
        rationale="De winst zit in het begin van het gesprek: er valt iets te kiezen.",
        revision=0,
    ),
    MeasuredAmbition(
        kpi_id=TIME,
        unit=Unit.PERCENT,
        comparator=Comparator.AT_LEAST,
        baseline=Baseline(),
        years=years_of(
            (2024, None, Decimal(50)),
            (2025, Decimal(50), Decimal(65)),
            (2026, Decimal(65), Decimal(80)),
        ),
        rationale="Eerst meten in het voorjaar van 2024, dan stap voor stap.",
        revision=0,
    ),
    NarrativeAmbition(
        kpi_id=REFLECT,
        baseline_level=1,
        years=tuple(
            YearLevel(year=year, level=level)
            for year, level in zip(YEARS, (2, 2, 3), strict=True)
        ),
        how_noticed=(
            "Elk team bespreekt elk kwartaal een eigen gesprek en noteert één "
            "ding dat het voortaan anders doet. Ouders merken dat er wordt gevraagd."
        ),
        rationale="Terugkijken op het eigen gesprek verandert meer dan een lijst.",
        revision=0,
    ),
    MeasuredAmbition(
        kpi_id=COUNTED,
        unit=Unit.COUNT,
        comparator=Comparator.AT_LEAST,
        baseline=Baseline(
            value=Decimal(8),
            period="2023",
            source="Telling door de teamleider",
        ),
        years=years_of(
            (YEARS[0], None, Decimal(24)),
            (YEARS[1], None, Decimal(40)),
            (YEARS[2], Decimal(40), Decimal(48)),
        ),
        rationale="Eén gesprek per maand per team, en dan steeds gewoner.",
        revision=0,
    ),
)

_PLANS = (
    replace(
        survey_plan(
            TOGETHER,
            who="Kinderen vanaf 12 jaar en ouders, na een consult op een sleutelmoment",
            n=170,
            minimum=60,
            response="0.35",
            owner="A. Yılmaz, kwaliteit en veiligheid",
            source="Vraag in het bestaande belevingsonderzoek",
        ),
        question=LiteralQuestion(
            words="Viel er iets te kiezen, en kozen wij dat samen met u?",
            answers=(
                "Ja, helemaal samen",
                "Een beetje samen",
                "Nee, niet samen",
                "Er viel niets te kiezen",
            ),
            top=("Ja, helemaal samen",),
            left_out=("Er viel niets te kiezen",),
        ),
    ),
    survey_plan(
        SCORE,
        who="Kinderen vanaf 12 jaar en ouders, na een consult op een sleutelmoment",
        n=100,
        minimum=30,
        response="0.5",
        owner="A. Yılmaz, kwaliteit en veiligheid",
        source="Vragenlijst op de tablet, direct na het consult",
    ),
    audit_plan(
        TIME,
        who="51 dossiers met een keuze op een sleutelmoment",
        n=51,
        minimum=30,
        owner="Verpleegkundig consulent kindergeneeskunde",
    ),
    MeasurementPlan(
        kpi_id=REFLECT,
        who_is_asked="Kinderartsen, verpleegkundigen en twee ouders uit de raad",
        moments="Elk kwartaal, een uur per keer, met een opname van een gesprek",
        measured_by="Teamleider polikliniek",
        owner="Teamleider polikliniek",
        data_source="Kort verslag met wat het team anders gaat doen",
        rounds_per_year=4,
        revision=0,
    ),
    MeasurementPlan(
        kpi_id=COUNTED,
        who_is_asked="Alle teams die keuzes op sleutelmomenten bespreken",
        method=SamplingMethod.CENSUS,
        mode=Mode.REGISTRY,
        rounds_per_year=4,
        moments="Elk kwartaal",
        measured_by="Teamleider polikliniek",
        owner="Teamleider polikliniek",
        data_source="Lijst van de teambesprekingen",
        rule=Rule.POINT,
        revision=0,
    ),
)


def _arrangements(desk: Desk) -> tuple[Arrangement, ...]:
    return tuple(replace(a, id=desk.new_id()) for a in _MONEY)


_MONEY = (
    Arrangement(
        id="",
        kind="lump_sum",
        care_path=CARE_PATH,
        first_year=YEARS[0],
        last_year=YEARS[-1],
        note="Herijken in september 2026.",
        terms=(
            Term(
                name="amounts",
                per_year=per_year(YEARS, "2400000", "2400000", "2352000"),
            ),
            Term(name="band", number=Decimal("0.05")),
            Term(name="settle_share", number=Decimal("0.5")),
        ),
        revision=0,
    ),
    Arrangement(
        id="",
        kind="start_funding",
        care_path=CARE_PATH,
        first_year=YEARS[0],
        last_year=2025,
        condition=Condition.PLAN_READY,
        terms=(
            Term(name="amounts", per_year=per_year((2024, 2025), "120000", "80000")),
            Term(
                name="purpose",
                words="Scholing met trainingsacteurs, keuzehulp en begeleiding",
            ),
            Term(name="source", words="insurer"),
        ),
        revision=0,
    ),
    Arrangement(
        id="",
        kind="shared_savings",
        care_path=CARE_PATH,
        first_year=2025,
        last_year=YEARS[-1],
        condition=Condition.REVIEW_HELD,
        terms=(
            Term(name="rate", number=Decimal("0.5")),
            Term(name="benchmark", words="Uitgaven van 2023, met de prijsindex"),
            Term(name="minimum_savings_rate", number=Decimal("0.02")),
            Term(name="cap", number=Decimal("0.1")),
            Term(name="sides", words="one"),
            Term(name="gate", kpis=(TIME,)),
        ),
        revision=0,
    ),
)
