"""The agreement of the demo that is still in talks: worn hips, 2027-2029."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kpikit.actions import (
    agreements,
    choosing,
    preparing,
    rating,
    recording,
    settling,
    talking,
)
from kpikit.actions.demo.people import COUNCIL
from kpikit.actions.demo.ways import per_year, years_of
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.talking import Said
from kpikit.domain.agreement import Agreement, CarePath, TargetDate
from kpikit.domain.ambition import Baseline, Comparator, MeasuredAmbition
from kpikit.domain.choice.rating import (
    CRITERIA,
    CandidateRating,
    OwnRatings,
    Score,
)
from kpikit.domain.financing.base import Arrangement, Condition, Term
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.preparation import KpiPreparation, Preparation
from kpikit.domain.selection import Position

CARE_PATH = "Heupartrose"
YEARS = (2027, 2028, 2029)
_POSITIONS = (
    ("PAT-01", Position.YES, Position.YES),
    ("PAT-10", Position.YES, Position.YES),
    ("TEA-01", Position.YES, Position.YES),
    ("PRO-05", Position.DISCUSS, Position.YES),
    ("PRO-06", Position.YES, Position.DISCUSS),
    ("TEA-04", Position.NO, Position.DISCUSS),
    ("PRO-03", Position.DISCUSS, Position.DISCUSS),
    ("PAT-05", Position.YES, None),
    ("KET-03", None, Position.DISCUSS),
)
_ASKED = "Wie plant de bedenktijd, en staat dat in het dossier?"
_ANSWERED = "De consulent. Wij laten u zien hoe wij dat noteren."


def make_talks(desk: Desk, people: Mapping[str, Actor]) -> Agreement:
    """Take an agreement half way: some KPIs chosen, the rest on the table."""
    hospital = people["j.deboer@oostpoort.example"]
    insurer = people["s.bakker@delta.example"]
    agreement = _start(desk, insurer, hospital, people)
    ids = tuple(KpiId(kpi_id) for kpi_id, _, _ in _POSITIONS)
    choosing.propose_kpis(desk, hospital, agreement.id, ids[:6])
    choosing.propose_kpis(desk, insurer, agreement.id, ids[6:])
    for kpi_id, ours, theirs in _POSITIONS:
        for actor, position in ((hospital, ours), (insurer, theirs)):
            if position is not None:
                choosing.take_a_position(
                    desk, actor, agreement.id, KpiId(kpi_id), position
                )
    for seen, (actor, words) in enumerate(((insurer, _ASKED), (hospital, _ANSWERED))):
        said = Said(kpi_id=KpiId("TEA-04"), words=words, seen=seen)
        talking.say(desk, actor, agreement.id, said)
    recording.record_ambition(desk, hospital, agreement.id, _TOP_SCORE)
    recording.record_plan(desk, hospital, agreement.id, _TOP_SCORE_PLAN)
    recording.record_arrangement(desk, insurer, agreement.id, _start_money(desk))
    preparing.prepare(desk, hospital, agreement.id, _PREPARED)
    for actor, scores in ((hospital, _OURS), (insurer, _THEIRS)):
        rated = rating.handed(_rated(ids, scores))
        rating.rate_candidates(desk, actor, agreement.id, rated, 1)
    settling.hand_over(
        desk,
        insurer,
        agreement.id,
        "Wij horen graag wat u van ‘Bedenktijd ingepland’ vindt.",
    )
    return agreement


_OURS, _THEIRS = (8, 9, 7, 7, 6, 4, 6, 8, 5), (9, 7, 6, 7, 5, 7, 5, 4, 8)


def _rated(ids: tuple[KpiId, ...], scores: tuple[int, ...]) -> OwnRatings:
    """Return ratings round one score per candidate: nobody rates all alike."""
    return OwnRatings(
        ratings=tuple(
            CandidateRating(
                kpi_id=kpi_id,
                scores=tuple(
                    Score(criterion=criterion, value=min(max(score + shift, 1), 9))
                    for criterion, shift in zip(CRITERIA, (1, 0, -1, 0, 0), strict=True)
                ),
            )
            for kpi_id, score in zip(ids, scores, strict=True)
        )
    )


_PREPARED = Preparation(
    goals="Patiënten kiezen met rust. De polikliniek krijgt daar tijd voor.",
    lines="Geen doel op het aantal operaties, en geen korting op een meting.",
    done=("why", "patients", "data"),
    kpis=(
        KpiPreparation(
            kpi_id=KpiId("PAT-01"),
            position=Position.YES,
            weight=5,
            lowest=Decimal(40),
            note="De orthopeden staan hier achter.",
        ),
        KpiPreparation(
            kpi_id=KpiId("TEA-04"),
            position=Position.NO,
            weight=2,
            note="Eerst moet het dossier bedenktijd kunnen vastleggen.",
        ),
    ),
)


def _start(
    desk: Desk, insurer: Actor, hospital: Actor, people: Mapping[str, Actor]
) -> Agreement:
    homes = {a.organisation.name: a.organisation for a in people.values()}
    agreement = agreements.start_agreement(
        desk,
        insurer,
        agreements.Start(
            id=desk.new_id(),
            title="Meerjarenafspraak samen beslissen",
            other_organisation_id=hospital.organisation.id,
            voice_organisation_id=homes[COUNCIL].id,
            first_year=YEARS[0],
            years_long=len(YEARS),
        ),
    )
    frame = agreements.Frame(
        title=agreement.title,
        first_year=agreement.first_year,
        years_long=agreement.years_long,
        care_paths=(
            CarePath(
                name=CARE_PATH,
                key_moments=(
                    "Opereren, afwachten of oefenen",
                    "Het moment van opereren",
                    "Herstel: thuis of elders",
                ),
            ),
        ),
        locations=("Polikliniek orthopedie",),
        vision="Patiënten kiezen met hun orthopeed wat bij hun leven past.",
        contacts=(),
        target_dates=(
            TargetDate(what="KPI-set gekozen", on=date(2026, 12, 1)),
            TargetDate(what="Afspraak getekend", on=date(2027, 1, 29)),
        ),
    )
    agreements.change_frame(desk, insurer, agreement.id, frame, 1)
    return agreement


_TOP_SCORE = MeasuredAmbition(
    kpi_id=KpiId("PAT-01"),
    unit=Unit.PERCENT,
    comparator=Comparator.AT_LEAST,
    baseline=Baseline(
        value=Decimal(37), n=92, period="Najaar 2026", source="Eigen meting, orthopedie"
    ),
    years=years_of(
        (2027, None, Decimal(42)),
        (2028, None, Decimal(48)),
        (2029, Decimal(45), Decimal(55)),
    ),
    rationale="Eerst ruimte maken voor bedenktijd, dan de score.",
    revision=0,
)

_TOP_SCORE_PLAN = MeasurementPlan(
    kpi_id=_TOP_SCORE.kpi_id,
    who_is_asked="Patiënten met heupartrose, een dag na het keuzegesprek",
    method=SamplingMethod.CONSECUTIVE,
    mode=Mode.DIGITAL,
    planned_n=100,
    minimum_n=25,
    rounds_per_year=2,
    moments="In maart en september",
    measured_by="Polikliniek orthopedie",
    owner="A. Yılmaz, kwaliteit en veiligheid",
    data_source="Drie vragen na het gesprek",
    population=420,
    expected_response=Decimal("0.4"),
    revision=0,
)


def _start_money(desk: Desk) -> Arrangement:
    return Arrangement(
        id=desk.new_id(),
        kind="start_funding",
        care_path=CARE_PATH,
        first_year=YEARS[0],
        last_year=YEARS[1],
        condition=Condition.PLAN_READY,
        terms=(
            Term(name="amounts", per_year=per_year(YEARS[:2], "60000", "40000")),
            Term(name="purpose", words="Keuzehulp en scholing van de polikliniek"),
            Term(name="source", words="insurer"),
        ),
        revision=0,
    )
