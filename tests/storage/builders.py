"""Values that the storage tests keep and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from kpikit import snapshot
from kpikit.domain.access import Role
from kpikit.domain.agreement import (
    Agreement,
    CarePath,
    Dossier,
    KpiSet,
    TargetDate,
)
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    YearAmbition,
    YearLevel,
)
from kpikit.domain.financing.base import Arrangement, Condition, Term, YearAmount
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import (
    Contact,
    Organisation,
    OrganisationKind,
    PartyRole,
    party_of,
)
from kpikit.domain.result.figure import ShareFigure
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import ResultRound, RoundStep, submit
from kpikit.domain.scoring import Reading
from kpikit.domain.selection import Position, Stance
from kpikit.domain.settlement.agreeing import (
    Content,
    SaidLine,
    SaidPart,
    Settlement,
)
from kpikit.domain.settlement.facts import CareFigures, Facts
from kpikit.domain.settling import Approval, Settling, accept, sign
from kpikit.storage import agreements, versions
from kpikit.storage.raw_answers import RawSet
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.users import User
from kpikit.storage.versions import SignedVersion
from kpikit.text import same

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
HASH = "ab" * 32
KPI = KpiId("PAT-01")
NASTY = "a\x00b\x1b[31m\ud800\u2028\u202e=cmd|' /C'!A1 \U0001f600'; DROP TABLE users--"

HOSPITAL = Organisation(
    id="org-hospital",
    kind=OrganisationKind.PROVIDER,
    name="Ziekenhuis Éénhoorn",
    agb_code="06010101",
    kvk_number="12345678",
)
INSURER = Organisation(
    id="org-insurer", kind=OrganisationKind.INSURER, name="Verzekeraar Zuid"
)
OTHER_INSURER = Organisation(
    id="org-other", kind=OrganisationKind.INSURER, name="Verzekeraar Noord"
)
PATIENTS = Organisation(
    id="org-patients", kind=OrganisationKind.PATIENTS, name="Patiënten Samen"
)


def user_of(organisation: Organisation) -> User:
    """Return the one user of an organisation."""
    return User(
        id=f"user-of-{organisation.id}",
        email=f"someone@{organisation.id}.example",
        name=f"Iemand van {organisation.name}",
        organisation_id=organisation.id,
        roles=frozenset({Role.NEGOTIATOR, Role.SIGNATORY}),
        language="nl",
        active=True,
        password_hash="$argon2id$made-up",
    )


USERS = tuple(user_of(o) for o in (HOSPITAL, INSURER, OTHER_INSURER))


def agreement(public_id: str = "agreement-1", **changes: object) -> Agreement:
    """Return an agreement of the hospital and the first insurer, fully filled."""
    made = Agreement(
        id=public_id,
        title="Samen beslissen bij heupartrose",
        first_year=2027,
        years_long=3,
        parties=(party_of(INSURER), party_of(HOSPITAL), party_of(PATIENTS)),
        care_paths=(CarePath(name="Heup", key_moments=("intake", NASTY)),),
        locations=("Zuid", ""),
        vision=f"Het gesprek telt. {NASTY}",
        contacts=(Contact(role=PartyRole.INSURER, name="A. de Vries"),),
        target_dates=(TargetDate(what="tekenen", on=date(2027, 1, 1)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def create(
    session: Session, public_id: str = "agreement-1", settling: Settling | None = None
) -> tuple[Scope, Stored]:
    """Keep an agreement for the hospital; return its scope too."""
    scope = Scope(session, HOSPITAL)
    made = agreements.create(
        scope, agreement(public_id), settling or Settling(turn_since=NOW)
    )
    return scope, made


def measured_ambition() -> MeasuredAmbition:
    """Return an ambition on a measured KPI, with text that hurts."""
    return MeasuredAmbition(
        kpi_id=KPI,
        unit=Unit.PERCENT,
        comparator=Comparator.MORE_THAN,
        baseline=Baseline(value=Decimal("61.50"), n=120, period="2026", source=NASTY),
        years=(
            YearAmbition(year=2027, floor=Decimal(65), goal=Decimal("7E+1")),
            YearAmbition(year=2028),
        ),
        rationale=NASTY,
    )


def narrative_ambition() -> NarrativeAmbition:
    """Return an ambition on a narrative KPI."""
    return NarrativeAmbition(
        kpi_id=KpiId("NAR-01"),
        baseline_level=1,
        years=(YearLevel(year=2027, level=2), YearLevel(year=2028)),
        how_noticed="Teams vertellen het zelf",
    )


def plan() -> MeasurementPlan:
    """Return a measurement plan."""
    return MeasurementPlan(
        kpi_id=KPI,
        who_is_asked=NASTY,
        method=SamplingMethod.CONSECUTIVE,
        mode=Mode.DIGITAL,
        planned_n=200,
        minimum_n=50,
        rounds_per_year=2,
        owner="Kwaliteit",
    )


def arrangement(arrangement_id: str = "arr-1") -> Arrangement:
    """Return an arrangement with a term of each sort."""
    return Arrangement(
        id=arrangement_id,
        kind="lump_sum",
        care_path="Heup",
        first_year=2027,
        last_year=2029,
        condition=Condition.OTHER,
        condition_words=NASTY,
        terms=(
            Term(name="amount", number=Decimal("100000.10")),
            Term(name="words", words=NASTY),
            Term(name="per_year", per_year=(YearAmount(year=2027, amount=Decimal(0)),)),
            Term(name="kpis", kpis=(KPI,)),
        ),
    )


def stance(organisation: Organisation, position: Position, minutes: int = 0) -> Stance:
    """Return what a party says of a candidate."""
    return Stance(
        role=organisation.role,
        position=position,
        by=f"Iemand van {organisation.name}",
        at=NOW + timedelta(minutes=minutes),
    )


def approval(organisation: Organisation, minutes: int, content_hash: str) -> Approval:
    """Return an acceptance or signature by the user of a party."""
    user = user_of(organisation)
    return Approval(
        role=organisation.role,
        by=user.id,
        name=user.name,
        at=NOW + timedelta(minutes=minutes),
        content_hash=content_hash,
    )


def accepted(stored: Stored, content_hash: str = HASH) -> Settling:
    """Return the settling after both parties accepted, from a draft."""
    first = accept(
        stored.settling, approval(HOSPITAL, 1, content_hash), content_hash, ()
    )
    return accept(first, approval(INSURER, 2, content_hash), content_hash, ())


def dossier(stored: Stored) -> Dossier:
    """Return the dossier of an agreement without KPIs."""
    return Dossier(
        agreement=stored.agreement, kpi_set=KpiSet(limit=5, chosen=()), kpis=()
    )


def sign_completely(scope: Scope, stored: Stored) -> tuple[Stored, SignedVersion]:
    """Take an agreement from draft to signed, step by step, with its version."""
    content = snapshot.canonical(dossier(stored))
    content_hash = snapshot.text_hash(content)
    settling = accepted(stored, content_hash)
    agreements.save_settling(scope, stored, settling)
    for minutes, organisation in ((3, INSURER), (4, HOSPITAL)):
        before = agreements.get(scope, stored.agreement.id, lock=True)
        settling = sign(
            before.settling, approval(organisation, minutes, content_hash), content_hash
        )
        agreements.save_settling(scope, before, settling)
    version = SignedVersion(
        number=1,
        content=content,
        content_hash=content_hash,
        signed_at=NOW,
        acceptances=settling.acceptances,
        signatures=settling.signatures,
    )
    versions.add(scope, stored, version)
    return agreements.get(scope, stored.agreement.id), version


def settlement(*approvals: Approval, volume: int = 900) -> Settlement:
    """Return a settlement of 2027 on 900 treatments at 10,000 euro."""
    care = CareFigures(
        care_path="Heup",
        price=Decimal(10_000),
        expected=Decimal(1_000),
        volume=Decimal(volume),
    )
    due = Decimal(10_000) * volume
    line = SaidLine(label=same("x"), words=same("900 × € 10.000 = € 9.000.000"))
    content = Content(
        facts=Facts(year=2027, care=(care,), remark="samen geteld"),
        version=1,
        agreement_hash=HASH,
        parts=(
            SaidPart(
                arrangement_id="arr-1",
                kind="pxq",
                name=same("Prijs maal aantal"),
                care_path="Heup",
                lines=(line,),
                due=due,
                flags=(same("niet geleverd"),),
            ),
        ),
        total=due,
        paid=Decimal(0),
        balance=due,
        triggers=(same("buiten de band"),),
    )
    return Settlement(
        content=content,
        content_hash=HASH,
        proposed_by=PartyRole.PROVIDER,
        proposer="Jo",
        proposed_at=NOW,
        approvals=approvals,
    )


def result(number: int = 1, **changes: object) -> Result:
    """Return a share of the first quarter of 2027, with text that hurts."""
    made = Result(
        kpi_id=KPI,
        period=Period(year=2027, number=number, of=4),
        figure=ShareFigure(numerator=46, denominator=62),
        eligible=180,
        invited=120,
        responded=70,
        mode=Mode.DIGITAL,
        note=NASTY,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def result_round(*results: Result, role: PartyRole = PartyRole.PROVIDER) -> ResultRound:
    """Return a submitted round with these results, or with one."""
    handed = results or (result(),)
    blank = ResultRound(period=handed[0].period, entered_by=role)
    return submit(blank, handed, RoundStep(role=role, name="Jo", at=NOW, words="x"))


def raw_set() -> RawSet:
    """Return a set of single answers to CollaboRATE."""
    return RawSet(
        kpi_id=KPI,
        period="2027-Q1",
        reading=Reading(coding_minimum=0, coding_maximum=9),
        imported_at=NOW,
        imported_by="Jo",
    )
