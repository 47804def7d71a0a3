"""Sound values of the domain, to be changed by a test in the one thing it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypedDict

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
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.kpi import (
    AnyKpi,
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
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import Contact, Party, PartyRole
from kpikit.domain.selection import Candidate, Overrule, Position, Selection, Stance
from kpikit.text import Text, same

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
YEARS = (2027, 2028, 2029)
PATH = "Heupartrose"
TOP_SCORE = KpiId("PAT-01")
TEAM_TALK = KpiId("TEA-08")
SOURCED = Standing(status=FactStatus.VERIFIED, sources=("barr-2014",))


class Shared(TypedDict):
    """What every KPI has, with its type."""

    id: KpiId
    version: int
    status: EntryStatus
    introduced: date
    name: Text
    summary: Text
    definition: Text
    why: Text
    population: Text
    does_not_say: Text
    types: tuple[KpiType, ...]
    level: Level
    use: Use
    instrument: str | None
    patient_voice: bool
    counts_decision_aids: bool
    recommendations: tuple[int, ...]
    collection: Collection
    sampling: Sampling
    burden: Burden
    risks: Risks
    licence: Licence
    reference_values: tuple[ReferenceValue, ...]
    evidence: tuple[Evidence, ...]


def words(of: str) -> Text:
    return Text(nl=f"{of} (nl)", en=f"{of} (en)")


def make_burden(
    level: int = 1, hours: Decimal | None = Decimal(12), *, reuses: bool = True
) -> Burden:
    return Burden(
        level=level,
        patient_minutes=Decimal(1),
        staff_hours_per_year=hours,
        reuses_existing_data=reuses,
        standing=SOURCED,
    )


def make_statistic(
    kind: StatisticKind = StatisticKind.SHARE,
    unit: Unit = Unit.PERCENT,
    scale: tuple[Decimal | None, Decimal | None] = (Decimal(0), Decimal(100)),
    direction: Direction = Direction.HIGHER,
) -> Statistic:
    return Statistic(
        kind=kind,
        unit=unit,
        minimum=scale[0],
        maximum=scale[1],
        decimals=0,
        direction=direction,
        cut_off=words("9-9-9"),
        standing=SOURCED,
    )


def _shared(id_: KpiId, types: tuple[KpiType, ...]) -> Shared:
    return Shared(
        id=id_,
        version=1,
        status=EntryStatus.ACTIVE,
        introduced=date(2026, 1, 1),
        name=words(f"name of {id_}"),
        summary=words("summary"),
        definition=words("definition"),
        why=words("why"),
        population=words("population"),
        does_not_say=words("does not say"),
        types=types,
        level=Level.PATIENT,
        use=Use.PAYMENT,
        instrument=None,
        patient_voice=True,
        counts_decision_aids=False,
        recommendations=(5,),
        collection=Collection(
            data_source=words("source"),
            collector=words("collector"),
            frequency=words("frequency"),
        ),
        sampling=Sampling(
            method=SamplingMethod.CONSECUTIVE,
            minimum_n=25,
            target_n=100,
            modes=(Mode.DIGITAL,),
            advice=words("advice"),
            standing=SOURCED,
        ),
        burden=make_burden(),
        risks=Risks(
            ceiling=Risk.LOW,
            ceiling_note=words("ceiling"),
            gaming=Risk.MEDIUM,
            gaming_note=words("gaming"),
            responsiveness=words("responsiveness"),
            standing=SOURCED,
        ),
        licence=Licence(name=words("licence"), link=None, standing=SOURCED),
        reference_values=(
            ReferenceValue(
                measure=words("measure"),
                value=same("67%"),
                n=235,
                setting=words("setting"),
                year=2014,
                standing=SOURCED,
            ),
        ),
        evidence=(Evidence(says=words("evidence"), standing=SOURCED),),
    )


def make_measured(
    id_: KpiId = TOP_SCORE,
    *,
    types: tuple[KpiType, ...] = (KpiType.EXPERIENCE,),
    statistic: Statistic | None = None,
) -> MeasuredKpi:
    return MeasuredKpi(
        **_shared(id_, types),
        statistic=statistic or make_statistic(),
        counting=Counting(numerator=words("counted"), denominator=words("out of")),
    )


def make_narrative(
    id_: KpiId = TEAM_TALK, *, types: tuple[KpiType, ...] = (KpiType.QUALITATIVE,)
) -> NarrativeKpi:
    return NarrativeKpi(
        **_shared(id_, types),
        ladder=tuple(words(f"level {level}") for level in range(5)),
        evidence_advice=words("two pieces from two perspectives"),
        held_may_pay=True,
    )


def make_baseline(value: Decimal | None = Decimal(60)) -> Baseline:
    return Baseline(value=value, n=62, period="2026", source="ronde van mei")


def make_ambition(
    *years: YearAmbition,
    kpi_id: KpiId = TOP_SCORE,
    comparator: Comparator = Comparator.AT_LEAST,
    unit: Unit = Unit.PERCENT,
    baseline: Baseline | None = None,
) -> MeasuredAmbition:
    a_goal = YearAmbition(year=2028, floor=Decimal(65), goal=Decimal(75))
    return MeasuredAmbition(
        kpi_id=kpi_id,
        unit=unit,
        comparator=comparator,
        baseline=baseline or make_baseline(),
        years=years or (a_goal,),
        rationale="omdat het kan",
    )


def make_level_ambition(
    *years: YearLevel, kpi_id: KpiId = TEAM_TALK
) -> NarrativeAmbition:
    return NarrativeAmbition(
        kpi_id=kpi_id,
        baseline_level=1,
        years=years or (YearLevel(year=2028, level=3),),
        how_noticed="Patiënten vertellen het in het panel.",
    )


def make_plan(kpi_id: KpiId = TOP_SCORE) -> MeasurementPlan:
    return MeasurementPlan(
        kpi_id=kpi_id,
        who_is_asked="patiënten na een consult met een keuze",
        method=SamplingMethod.CONSECUTIVE,
        mode=Mode.DIGITAL,
        planned_n=100,
        minimum_n=25,
        rounds_per_year=2,
        moments="mei en november",
        measured_by="kwaliteitsteam",
        owner="hoofd polikliniek",
        data_source="vragenlijst",
    )


def make_arrangement(
    kind: str = "pxq", *terms: Term, id_: str = "a1", care_path: str = ""
) -> Arrangement:
    return Arrangement(
        id=id_,
        kind=kind,
        care_path=care_path,
        first_year=YEARS[0],
        last_year=YEARS[-1],
        terms=terms,
    )


def per_year(name: str, *amounts: int | str) -> Term:
    values = zip(YEARS, amounts, strict=False)
    filled = tuple(YearAmount(year=y, amount=Decimal(a)) for y, a in values)
    return Term(name=name, per_year=filled)


def number(name: str, value: int | str) -> Term:
    return Term(name=name, number=Decimal(value))


def make_filled(kind: str, *, kpis: tuple[KpiId, ...] = (TOP_SCORE,)) -> Arrangement:
    """Return a sound arrangement of a kind, with each of its parameters filled."""
    fill = {
        "money": lambda name: number(name, 500),
        "share": lambda name: number(name, "0.5"),
        "count": lambda name: number(name, 3),
        "words": lambda name: Term(name=name, words="scholing"),
        "money_per_year": lambda name: per_year(name, 300, 200, 100),
        "share_per_year": lambda name: per_year(name, "0.75", "0.5", "0.25"),
        "kpis": lambda name: Term(name=name, kpis=kpis),
    }
    terms = [
        Term(name=p.name, words=p.choices[0].code)
        if p.choices
        else fill[p.kind.value](p.name)
        for p in all_kinds()[kind].parameters
    ]
    return make_arrangement(kind, *terms, id_=kind)


def make_agreement() -> Agreement:
    return Agreement(
        id="agr-1",
        title="Samen beslissen bij heupartrose",
        first_year=YEARS[0],
        years_long=len(YEARS),
        parties=(
            Party(
                role=PartyRole.PROVIDER,
                organisation_id="org-1",
                name="Ziekenhuis De Linde",
                agb_code="06010101",
            ),
            Party(role=PartyRole.INSURER, organisation_id="org-2", name="Zorgzeker"),
            Party(role=PartyRole.VOICE, organisation_id="org-3", name="Patiëntenraad"),
        ),
        care_paths=(CarePath(name=PATH, key_moments=("na de foto",)),),
        locations=("Oost",),
        vision="Het goede gesprek staat voorop.",
        contacts=(Contact(role=PartyRole.PROVIDER, name="A. de Wit"),),
        target_dates=(TargetDate(what="tekenen", on=date(2026, 12, 1)),),
    )


def make_dossier(*kpis: AnyKpi) -> Dossier:
    """Return a dossier in which nothing is missing, of one KPI of each type."""
    chosen = kpis or (make_measured(), make_narrative())
    return Dossier(
        agreement=make_agreement(),
        kpi_set=KpiSet(
            limit=5,
            chosen=tuple(k.id for k in chosen),
            overrules=(Overrule(rule="size", reason="zo kozen wij"),),
        ),
        kpis=chosen,
        ambitions=(make_ambition(), make_level_ambition()),
        plans=tuple(make_plan(k.id) for k in chosen),
        arrangements=(
            make_filled("lump_sum"),
            replace(
                make_filled("start_funding"),
                condition=Condition.OTHER,
                condition_words="scholing van 12 teams",
                note="Vijf dagdelen.",
            ),
        ),
    )


def make_stance(
    role: PartyRole, position: Position = Position.YES, by: str = "Jo"
) -> Stance:
    return Stance(role=role, position=position, by=by, at=NOW)


def make_candidate(
    kpi_id: str, provider: Position | None = None, insurer: Position | None = None
) -> Candidate:
    taken = ((PartyRole.PROVIDER, provider), (PartyRole.INSURER, insurer))
    return Candidate(
        kpi_id=KpiId(kpi_id),
        proposed_by=PartyRole.PROVIDER,
        stances=tuple(make_stance(r, p) for r, p in taken if p is not None),
    )


def make_selection(*chosen: str, limit: int = 5) -> Selection:
    """Return a selection in which both parties said yes to each KPI named."""
    yes = Position.YES
    return Selection(
        limit=limit, candidates=tuple(make_candidate(k, yes, yes) for k in chosen)
    )
