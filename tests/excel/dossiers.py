"""Dossiers that the tests export: one as in real talks, and one full of nasty text."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kpikit.domain.agreement import Agreement, CarePath, Dossier, KpiSet, TargetDate
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    YearAmbition,
    YearLevel,
)
from kpikit.domain.financing.base import Arrangement, Condition, Term, YearAmount
from kpikit.domain.kpi import (
    Burden,
    Collection,
    Counting,
    Direction,
    EntryStatus,
    Evidence,
    FactStatus,
    KpiId,
    KpiType,
    Level,
    Licence,
    MeasuredKpi,
    Mode,
    NarrativeKpi,
    ReferenceValue,
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
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import Contact, Party, PartyRole
from kpikit.domain.selection import Overrule
from kpikit.domain.settling import Approval
from kpikit.excel.export import Export, draft_moment
from kpikit.excel.packs import load_packs
from kpikit.snapshot import content_hash
from kpikit.statistics.verdicts import Rule
from kpikit.text import Language, Text, same

SIGNED_AT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
VERIFIED = Standing(status=FactStatus.VERIFIED, sources=("ubbink-2022", "barr-2017"))
OWN = Standing(
    status=FactStatus.UNKNOWN,
    note=Text(nl="Eigen schatting.", en="Our own estimate."),
)


def measured(
    id_: str,
    name: Text,
    summary: Text,
    *,
    unit: Unit = Unit.PERCENT,
    kind: StatisticKind = StatisticKind.SHARE,
    maximum: Decimal | None = Decimal(100),
    decimals: int = 0,
    direction: Direction = Direction.HIGHER,
    types: tuple[KpiType, ...] = (KpiType.EXPERIENCE,),
) -> MeasuredKpi:
    statistic = Statistic(
        kind=kind,
        unit=unit,
        minimum=Decimal(0),
        maximum=maximum,
        decimals=decimals,
        direction=direction,
        cut_off=Text(nl="9-9-9: drie keer een 9", en="9-9-9: a 9 three times"),
        standing=VERIFIED,
    )
    return MeasuredKpi(
        **_shared(id_, name, summary, types),
        statistic=statistic,
        counting=Counting(
            numerator=Text(
                nl="Formulieren met drie keer een 9", en="Forms with a 9 three times"
            ),
            denominator=Text(nl="Volledige formulieren", en="Complete forms"),
            exclusions=Text(nl="Onvolledige formulieren", en="Incomplete forms"),
        ),
    )


def narrative(id_: str, name: Text, summary: Text) -> NarrativeKpi:
    ladder = (
        Text(nl="Niet aanwezig", en="Absent"),
        Text(nl="Af en toe, door enkele mensen", en="Now and then, by a few people"),
        Text(nl="Georganiseerd", en="Organised"),
        Text(nl="Ingebed in het werk", en="Embedded in the work"),
        Text(nl="Lerend: wordt steeds beter", en="Learning: keeps improving"),
    )
    return NarrativeKpi(
        **_shared(id_, name, summary, (KpiType.QUALITATIVE,)),
        ladder=ladder,
        evidence_advice=Text(
            nl="Minstens twee bewijsstukken uit twee perspectieven.",
            en="At least two pieces of evidence from two perspectives.",
        ),
        held_may_pay=True,
    )


def _shared(
    id_: str, name: Text, summary: Text, types: tuple[KpiType, ...]
) -> dict[str, Any]:
    long = Text(
        nl=f"{summary.nl} Na een consult waarin iets te kiezen viel, geeft de patiënt "
        "drie cijfers van 0 tot en met 9. Ze gaan over de moeite die de zorgverlener "
        "deed om uit te leggen, te luisteren en dat mee te nemen in de keuze.",
        en=f"{summary.en} After a consult with a real choice, the patient gives three "
        "marks from 0 to 9. They are about the effort the professional made to "
        "explain, to listen and to use that in the choice.",
    )
    return {
        "id": KpiId(id_),
        "version": 1,
        "status": EntryStatus.ACTIVE,
        "introduced": date(2026, 1, 1),
        "name": name,
        "summary": summary,
        "definition": long,
        "why": Text(
            nl="De patiënt weet het best of er samen is beslist.",
            en="The patient knows best whether a decision was shared.",
        ),
        "population": Text(
            nl="Patiënten na een consult op een sleutelmoment.",
            en="Patients after a consult at a key moment.",
        ),
        "does_not_say": Text(
            nl="De score zegt niet of de keuze goed was.",
            en="The score does not say whether the choice was right.",
        ),
        "types": types,
        "level": Level.PATIENT,
        "use": Use.PAYMENT,
        "instrument": "collaborate",
        "patient_voice": KpiType.EXPERIENCE in types,
        "counts_decision_aids": False,
        "recommendations": (5, 9),
        "collection": Collection(
            data_source=Text(
                nl="Vragenlijst na het consult", en="Questionnaire after the consult"
            ),
            collector=Text(nl="Polikliniek", en="Outpatient clinic"),
            frequency=Text(nl="Twee rondes per jaar", en="Two rounds a year"),
        ),
        "sampling": Sampling(
            method=SamplingMethod.CONSECUTIVE,
            minimum_n=25,
            target_n=100,
            modes=(Mode.PAPER, Mode.DIGITAL),
            advice=Text(
                nl="Vraag patiënten op volgorde van binnenkomst.",
                en="Ask patients in order of arrival.",
            ),
            standing=OWN,
        ),
        "burden": Burden(
            level=1,
            patient_minutes=Decimal("0.5"),
            staff_hours_per_year=Decimal(14),
            reuses_existing_data=id_ == "TEA-03",
            standing=OWN,
        ),
        "risks": Risks(
            ceiling=Risk.MEDIUM,
            ceiling_note=Text(
                nl="In Nederland gaf 37,5% de topscore.",
                en="In the Netherlands 37.5% gave the top score.",
            ),
            gaming=Risk.MEDIUM,
            gaming_note=Text(
                nl="Wie alleen tevreden mensen vraagt, scoort hoger.",
                en="Asking only satisfied people raises the score.",
            ),
            responsiveness=Text(
                nl="Boven de 80% is er weinig ruimte.",
                en="Above 80% there is little room.",
            ),
            standing=VERIFIED,
        ),
        "licence": Licence(
            name=Text(nl="Vrij te gebruiken", en="Free to use"),
            link="https://example.org/licence",
            standing=VERIFIED,
        ),
        "reference_values": (
            ReferenceValue(
                measure=Text(nl="Topscore", en="Top score"),
                value=Text(nl="37,5%", en="37.5%"),
                n=442,
                setting=Text(
                    nl="Vijf onderzoeken in Nederland",
                    en="Five studies in the Netherlands",
                ),
                year=2022,
                standing=VERIFIED,
            ),
        ),
        "evidence": (
            Evidence(
                says=Text(
                    nl="De manier van vragen maakt verschil.",
                    en="The way of asking matters.",
                ),
                standing=VERIFIED,
            ),
        ),
    }


PAT = measured(
    "PAT-01",
    Text(nl="Topscore samen beslissen", en="Shared decision top score"),
    Text(
        nl="Het deel van de patiënten dat op alle drie de vragen het hoogste cijfer geeft.",
        en="The share of patients who give the highest mark on all three questions.",
    ),
)
MEAN = measured(
    "PAT-02",
    Text(nl="Gemiddelde SDM-Q-9", en="Mean SDM-Q-9"),
    Text(
        nl="De gemiddelde score van patiënten op negen vragen.",
        en="The mean score of patients on nine questions.",
    ),
    unit=Unit.POINTS,
    kind=StatisticKind.MEAN,
    decimals=1,
)
USED = measured(
    "TEA-03",
    Text(nl="Keuzehulp gebruikt én besproken", en="Decision aid used and discussed"),
    Text(
        nl="Het deel van de gesprekken waarin de keuzehulp ook echt op tafel kwam.",
        en="The share of consults in which the decision aid was really discussed.",
    ),
    types=(KpiType.PROCESS,),
)
WATCH = measured(
    "KET-03",
    Text(nl="Verschuiving in behandeling", en="Shift in treatment"),
    Text(
        nl="Hoe vaak welke behandeling wordt gekozen, om mee te kijken.",
        en="How often which treatment is chosen, to keep watch.",
    ),
    direction=Direction.NONE,
    types=(KpiType.BALANCING,),
)
TEAM = narrative(
    "TEA-07",
    Text(nl="Teamreflectie op keuzegesprekken", en="Team reflection on consults"),
    Text(
        nl="Het team kijkt samen terug op gesprekken en leert ervan.",
        en="The team looks back on consults together and learns from them.",
    ),
)


def dossier() -> Dossier:
    """Return an agreement as two parties might make it, for three years."""
    kpis = (PAT, MEAN, USED, TEAM, WATCH)
    return Dossier(
        agreement=_frame(),
        kpi_set=KpiSet(
            limit=5,
            chosen=tuple(k.id for k in kpis),
            overrules=(Overrule(rule="reuse", reason="De registratie volgt in 2028."),),
        ),
        kpis=kpis,
        ambitions=_ambitions(),
        plans=_plans(),
        arrangements=_arrangements(),
    )


def small() -> Dossier:
    """Return the same agreement with one KPI of each type: every field, fewer rows."""
    whole = dossier()
    kpis = (PAT, TEAM)
    ids = tuple(kpi.id for kpi in kpis)
    question = next(p.question for p in whole.plans if p.question.words)
    plans = [
        replace(p, question=question) if p.kpi_id == PAT.id else p for p in whole.plans
    ]
    return replace(
        whole,
        kpi_set=replace(whole.kpi_set, chosen=ids),
        kpis=kpis,
        ambitions=tuple(a for a in whole.ambitions if a.kpi_id in ids),
        plans=tuple(p for p in plans if p.kpi_id in ids),
    )


def _frame() -> Agreement:
    return Agreement(
        id="f3b1c0d2e4a5968778695a4b3c2d1e0f",
        title="Samen beslissen bij heup- en knieartrose 2027–2029",
        first_year=2027,
        years_long=3,
        parties=(
            Party(
                role=PartyRole.PROVIDER,
                organisation_id="org-1",
                name="Ziekenhuis De Linde",
                agb_code="06010101",
                kvk_number="12345678",
            ),
            Party(
                role=PartyRole.INSURER,
                organisation_id="org-2",
                name="Zorgverzekeraar Horizon",
                agb_code="",
                kvk_number="87654321",
            ),
            Party(
                role=PartyRole.VOICE,
                organisation_id="org-3",
                name="Patiëntenvereniging Beweging",
            ),
        ),
        care_paths=(
            CarePath(
                name="Heupartrose",
                key_moments=(
                    "Keuze tussen oefentherapie en operatie",
                    "Keuze van het soort prothese",
                ),
            ),
            CarePath(
                name="Knieartrose",
                key_moments=("Keuze tussen oefentherapie en operatie",),
            ),
        ),
        locations=("Locatie Noord", "Locatie Centrum"),
        vision="Elke patiënt met artrose krijgt een gesprek waarin echt iets te kiezen is. Wij kijken daarbij niet eerst naar aantallen, maar naar de vraag: wat is voor deze patiënt belangrijk?\n\nTwee keer per jaar kijken wij samen terug, met mensen uit de praktijk en met patiënten aan tafel.",
        contacts=(
            Contact(
                role=PartyRole.PROVIDER,
                name="M. de Boer",
                function="Manager zorgverkoop",
                email="m.deboer@delinde.example",
            ),
            Contact(
                role=PartyRole.INSURER,
                name="S. Yilmaz",
                function="Zorginkoper",
                email="s.yilmaz@horizon.example",
            ),
        ),
        target_dates=(
            TargetDate(what="Nulmeting afgerond", on=date(2027, 3, 31)),
            TargetDate(what="Eerste gezamenlijke terugblik", on=date(2027, 10, 14)),
        ),
    )


def _ambitions() -> tuple[MeasuredAmbition | NarrativeAmbition, ...]:
    return (
        MeasuredAmbition(
            kpi_id=PAT.id,
            unit=Unit.PERCENT,
            comparator=Comparator.MORE_THAN,
            baseline=Baseline(
                value=Decimal("37.5"),
                n=112,
                period="2026, tweede halfjaar",
                source="eigen meting op de polikliniek",
            ),
            years=(
                YearAmbition(year=2027, floor=Decimal(40), goal=Decimal(50)),
                YearAmbition(year=2028, floor=Decimal(50), goal=Decimal(65)),
                YearAmbition(year=2029, floor=Decimal(60), goal=Decimal(75)),
            ),
            rationale="Andere ziekenhuizen lieten zien dat dit haalbaar is als teams samen oefenen.",
        ),
        MeasuredAmbition(
            kpi_id=MEAN.id,
            unit=Unit.POINTS,
            comparator=Comparator.AT_LEAST,
            baseline=Baseline(),
            years=(
                YearAmbition(year=2028, floor=Decimal("72.5"), goal=Decimal(80)),
                YearAmbition(year=2029, floor=Decimal(75), goal=Decimal("82.5")),
            ),
        ),
        MeasuredAmbition(
            kpi_id=USED.id,
            unit=Unit.PERCENT,
            comparator=Comparator.AT_LEAST,
            baseline=Baseline(
                value=Decimal(22), n=60, period="2026", source="dossiers"
            ),
            years=(
                YearAmbition(year=2027, floor=Decimal(0), goal=Decimal(35)),
                YearAmbition(year=2028, goal=Decimal(50)),
                YearAmbition(year=2029, goal=Decimal(60)),
            ),
        ),
        NarrativeAmbition(
            kpi_id=TEAM.id,
            baseline_level=1,
            years=(
                YearLevel(year=2027, level=2),
                YearLevel(year=2028, level=3),
                YearLevel(year=2029, level=3),
            ),
            how_noticed="Elk team bespreekt twee keer per jaar een opname van een gesprek, en vertelt bij de terugblik wat het anders is gaan doen.",
            rationale="Verhalen laten zien wat cijfers niet zeggen.",
        ),
    )


def _plans() -> tuple[MeasurementPlan, ...]:
    return (
        MeasurementPlan(
            kpi_id=PAT.id,
            who_is_asked="Alle patiënten na het keuzegesprek",
            method=SamplingMethod.CONSECUTIVE,
            mode=Mode.PAPER,
            planned_n=120,
            minimum_n=60,
            rounds_per_year=2,
            moments="april en oktober",
            measured_by="Polikliniek orthopedie",
            owner="Kwaliteitsfunctionaris",
            data_source="CollaboRATE",
            population=900,
            expected_response=Decimal("0.4"),
        ),
        MeasurementPlan(
            kpi_id=MEAN.id,
            who_is_asked="Patiënten na een operatie",
            method=SamplingMethod.RANDOM,
            mode=Mode.DIGITAL,
            planned_n=150,
            minimum_n=60,
            rounds_per_year=1,
            moments="oktober",
            measured_by="Afdeling kwaliteit",
            owner="Kwaliteitsfunctionaris",
            data_source="SDM-Q-9",
        ),
        MeasurementPlan(
            kpi_id=USED.id,
            who_is_asked="Dossiers van gesprekken",
            method=SamplingMethod.EXISTING,
            mode=Mode.RECORDS,
            planned_n=80,
            minimum_n=25,
            rounds_per_year=2,
            moments="april en oktober",
            measured_by="Datateam",
            owner="Hoofd polikliniek",
            data_source="Elektronisch dossier",
            rule=Rule.PLAN,
            level=Decimal("0.90"),
            unprovable_reason="Wij tellen de twee rondes van een jaar op.",
            question=LiteralQuestion(
                words="Is de keuzehulp gebruikt en besproken?",
                answers=(
                    "Ja, allebei",
                    "Alleen gebruikt",
                    "Geen van beide",
                    "Onbekend",
                ),
                top=("Ja, allebei",),
                left_out=("Onbekend",),
            ),
        ),
        MeasurementPlan(
            kpi_id=TEAM.id,
            who_is_asked="De teams orthopedie en fysiotherapie",
            moments="voor elke terugblik",
            owner="Teamleider",
        ),
    )


def _arrangements() -> tuple[Arrangement, ...]:
    years = (2027, 2028, 2029)
    return (
        Arrangement(
            id="a1",
            kind="lump_sum",
            first_year=2027,
            last_year=2029,
            note="Herijken in het najaar van 2028.",
            terms=(
                Term(
                    name="amounts",
                    per_year=tuple(
                        YearAmount(year=y, amount=Decimal(a))
                        for y, a in zip(
                            years, ("4250000", "4275000.50", "4300000"), strict=True
                        )
                    ),
                ),
                Term(name="band", number=Decimal("0.03")),
            ),
        ),
        Arrangement(
            id="a2",
            kind="start_funding",
            care_path="Heupartrose",
            first_year=2027,
            last_year=2028,
            condition=Condition.PLAN_READY,
            condition_words="vóór 1 maart",
            terms=(
                Term(
                    name="amounts",
                    per_year=(
                        YearAmount(year=2027, amount=Decimal(60000)),
                        YearAmount(year=2028, amount=Decimal(30000)),
                    ),
                ),
            ),
        ),
        Arrangement(
            id="a3",
            kind="quality_incentive",
            first_year=2028,
            last_year=2029,
            condition=Condition.REVIEW_HELD,
            terms=(
                Term(
                    name="pool",
                    per_year=(
                        YearAmount(year=2028, amount=Decimal(45000)),
                        YearAmount(year=2029, amount=Decimal(45000)),
                    ),
                ),
                Term(name="kpis", kpis=(PAT.id,)),
            ),
        ),
        Arrangement(
            id="a4",
            kind="shared_savings",
            first_year=2028,
            last_year=2029,
            terms=(Term(name="rate", number=Decimal("0.4")),),
        ),
    )


def export(
    pack: str = "full",
    language: Language = "nl",
    of: Dossier | None = None,
    *,
    signed: bool = True,
) -> Export:
    """Return an export of a dossier, signed by both parties or still a draft."""
    content = of or dossier()
    packs = load_packs()
    if not signed:
        return Export(
            dossier=content,
            language=language,
            pack=packs[pack],
            produced_at=draft_moment(content),
        )
    approvals = tuple(
        Approval(
            role=role,
            by=f"user-{role}",
            name=name,
            at=SIGNED_AT,
            content_hash=content_hash(content),
        )
        for role, name in (
            (PartyRole.PROVIDER, "Dr. A. Jansen"),
            (PartyRole.INSURER, "Mr. B. Visser"),
        )
    )
    return Export(
        dossier=content,
        language=language,
        pack=packs[pack],
        version=1,
        signatures=approvals,
        acceptances=approvals,
        produced_at=SIGNED_AT,
    )


FREE_TEXT_ROOTS = ("agreement", "ambitions", "plans", "arrangements", "kpis", "kpi_set")
_KEEP = frozenset(
    {"id", "kpi_id", "organisation_id", "kind", "chosen", "kpis", "replaced_by", "rule"}
)


def with_text(value: Any, text: str, place: str = "") -> Any:  # noqa: ANN401 - any part of a dossier
    """Return a value with a text in every field that people write freely."""
    if isinstance(value, Text):
        return same(text)
    if type(value) is str:
        return text
    if isinstance(value, tuple):
        return tuple(with_text(v, text, place) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: with_text(getattr(value, f.name), text, f.name)
            for f in fields(value)
            if f.name not in _KEEP or (f.name == "kpis" and place == "")
        }
        if isinstance(value, Term):
            changed.pop("name")
        if isinstance(value, Arrangement):
            changed["care_path"] = text
        return replace(value, **changed)
    return value
