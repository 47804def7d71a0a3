"""A signed agreement about money, made by the actions that people take."""

from decimal import Decimal

from kpikit import snapshot
from kpikit.actions import agreements, choosing, recording, settling
from kpikit.actions.reading import open_agreement
from kpikit.domain.agreement import CarePath
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    YearAmbition,
)
from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.financing.fair_warnings import fair_warnings, overruled
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod, Unit
from kpikit.domain.measurement import MeasurementPlan
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    PASSWORD,
    Installation,
)

YEARS = (2027, 2028, 2029)
PAYING = KpiId("TEA-04")
PATH = "Heupartrose"


def money_of_the_base_case() -> tuple[Arrangement, ...]:
    """Return price times quantity, half of the savings behind a gate, and a pool."""
    return (
        _arrangement("pxq", "1"),
        _arrangement(
            "shared_savings",
            "2",
            Term(name="rate", number=Decimal("0.5")),
            Term(name="benchmark", words="prijs maal verwacht aantal"),
            Term(name="minimum_savings_rate", number=Decimal("0.02")),
            Term(name="cap", number=Decimal("0.1")),
            Term(name="sides", words="one"),
            Term(name="gate", kpis=(PAYING,)),
        ),
        _arrangement(
            "quality_incentive",
            "3",
            Term(
                name="pool",
                per_year=tuple(
                    YearAmount(year=y, amount=Decimal(25_000)) for y in YEARS
                ),
            ),
            Term(name="kpis", kpis=(PAYING,)),
            Term(name="first_year", words="report_only"),
        ),
    )


def sign_money(
    installation: Installation,
    agreement_id: str,
    arrangements: tuple[Arrangement, ...] = (),
    kpi: KpiId = PAYING,
    advice: tuple[str, ...] = (),
    *,
    unit: Unit = Unit.PERCENT,
) -> str:
    """Fill an agreement with one KPI and arrangements and let both parties sign."""
    fill_money(installation, agreement_id, arrangements, kpi, advice, unit=unit)
    _sign(installation, agreement_id)
    return agreement_id


def fill_money(
    installation: Installation,
    agreement_id: str,
    arrangements: tuple[Arrangement, ...] = (),
    kpi: KpiId = PAYING,
    advice: tuple[str, ...] = (),
    *,
    unit: Unit = Unit.PERCENT,
) -> None:
    """Fill an agreement with one KPI and arrangements, up to what settling asks."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    installation.choose(agreement_id, kpi)
    for rule in ("patient-voice", "narrative", *advice):
        choosing.overrule_advice(desk, actor, agreement_id, rule, "Eerst één KPI.", "")
    now = open_agreement(desk, actor, agreement_id).agreement
    frame = agreements.Frame(
        title=now.title,
        first_year=now.first_year,
        years_long=now.years_long,
        care_paths=(CarePath(name=PATH),),
        locations=(),
        vision="",
        contacts=(),
        target_dates=(),
    )
    agreements.change_frame(desk, actor, agreement_id, frame, now.revision)
    recording.record_ambition(desk, actor, agreement_id, _ambition(kpi, unit))
    recording.record_plan(desk, actor, agreement_id, _plan(kpi))
    for each in arrangements or money_of_the_base_case():
        recording.record_arrangement(desk, actor, agreement_id, each)
    leave_warnings_aside(installation, agreement_id)


def leave_warnings_aside(installation: Installation, agreement_id: str) -> None:
    """Give a reason for each fair warning, so that the agreement can be settled."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    for warning in fair_warnings(open_agreement(desk, actor, agreement_id).dossier):
        found = open_agreement(desk, actor, agreement_id).dossier.arrangements
        now = next(a for a in found if a.id == warning.arrangement.id)
        wanted = overruled(now, warning.code, "Wij weten het en kiezen ervoor.")
        recording.overrule_warning(desk, actor, agreement_id, wanted)


def _sign(installation: Installation, agreement_id: str) -> None:
    desk, people = installation.desk, installation.people
    opened = open_agreement(desk, people[HOSPITAL], agreement_id)
    code = snapshot.content_hash(opened.dossier)
    for email in (HOSPITAL, INSURER):
        settling.accept(desk, people[email], agreement_id, code)
    for email in (HOSPITAL_SIGNS, INSURER_SIGNS):
        settling.sign(
            desk, people[email], agreement_id, code, PASSWORD, installation.passwords
        )


def price_times_quantity() -> tuple[Arrangement, ...]:
    """Return one arrangement that hangs on no KPI."""
    return (_arrangement("pxq", "1"),)


def _arrangement(kind: str, number: str, *terms: Term) -> Arrangement:
    return Arrangement(
        id=number * 32,
        kind=kind,
        first_year=YEARS[0],
        last_year=YEARS[-1],
        terms=terms,
        revision=0,
    )


def _ambition(kpi: KpiId, unit: Unit) -> MeasuredAmbition:
    return MeasuredAmbition(
        kpi_id=kpi,
        unit=unit,
        comparator=Comparator.AT_LEAST,
        baseline=Baseline(),
        years=tuple(
            YearAmbition(year=y, floor=Decimal(50), goal=Decimal(75)) for y in YEARS
        ),
        revision=0,
    )


def _plan(kpi: KpiId) -> MeasurementPlan:
    return MeasurementPlan(
        kpi_id=kpi,
        who_is_asked="teams",
        method=SamplingMethod.CENSUS,
        mode=Mode.REGISTRY,
        planned_n=170,
        minimum_n=30,
        rounds_per_year=1,
        moments="mei",
        measured_by="kwaliteit",
        owner="hoofd polikliniek",
        data_source="scan",
        revision=0,
    )
