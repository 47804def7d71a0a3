"""Whatever the parties write down comes back: ambitions, plans and arrangements."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpikit import snapshot
from kpikit.domain.ambition import (
    AnyAmbition,
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
from kpikit.problems import NotFoundHere
from kpikit.storage import agreements, ambitions, arrangements, plans
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope, Stored
from tests.storage.builders import HOSPITAL, KPI, create

MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
words = st.text(st.characters(exclude_categories=()), max_size=30)
years = st.integers(2000, 2109)
numbers = st.decimals(Decimal("-1e12"), Decimal("1e12"), allow_nan=False)
maybe_numbers = st.none() | numbers
maybe_counts = st.none() | st.integers(-5, 10**9)
levels = st.none() | st.integers(0, 4)
ids = st.text("abcdefXYZ0123456789-_", min_size=1, max_size=20)

measured = st.builds(
    MeasuredAmbition,
    kpi_id=st.just(KPI),
    unit=st.sampled_from(Unit),
    comparator=st.sampled_from(Comparator),
    baseline=st.builds(
        Baseline, value=maybe_numbers, n=maybe_counts, period=words, source=words
    ),
    years=st.lists(
        st.builds(YearAmbition, year=years, floor=maybe_numbers, goal=maybe_numbers),
        max_size=4,
    ).map(tuple),
    rationale=words,
)
narrative = st.builds(
    NarrativeAmbition,
    kpi_id=st.just(KPI),
    baseline_level=levels,
    years=st.lists(st.builds(YearLevel, year=years, level=levels), max_size=4).map(
        tuple
    ),
    how_noticed=words,
    rationale=words,
)
measurement_plans = st.builds(
    MeasurementPlan,
    kpi_id=st.just(KPI),
    who_is_asked=words,
    method=st.none() | st.sampled_from(SamplingMethod),
    mode=st.none() | st.sampled_from(Mode),
    planned_n=maybe_counts,
    minimum_n=maybe_counts,
    rounds_per_year=maybe_counts,
    moments=words,
    measured_by=words,
    owner=words,
    data_source=words,
)
terms = st.builds(
    Term,
    name=words,
    number=maybe_numbers,
    words=words,
    per_year=st.lists(
        st.builds(YearAmount, year=years, amount=numbers), max_size=3
    ).map(tuple),
    kpis=st.lists(ids.map(KpiId), max_size=3).map(tuple),
)
all_arrangements = st.builds(
    lambda first, length, **rest: Arrangement(
        first_year=first, last_year=min(first + length, 2109), **rest
    ),
    first=years,
    length=st.integers(0, 10),
    id=ids,
    kind=ids,
    care_path=words,
    condition=st.sampled_from(Condition),
    condition_words=words,
    note=words,
    terms=st.lists(terms, max_size=4).map(tuple),
)


def _opened(database: Database) -> Stored:
    with database.write() as session:
        try:
            return agreements.get(Scope(session, HOSPITAL), "agreement-1")
        except NotFoundHere:
            return create(session)[1]


@MANY
@given(ambition=measured | narrative)
def test_any_ambition(database: Database, ambition: AnyAmbition) -> None:
    """Every ambition of either type comes back equal, and reads the same in a snapshot."""
    stored = _opened(database)
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        before = ambitions.get(scope, stored, KPI)
        saved = ambitions.save(
            scope, stored, ambition, before.revision if before else 0
        )
    with database.read() as session:
        found = ambitions.get(Scope(session, HOSPITAL), stored, KPI)
    assert replace(ambition, revision=saved.revision) == found
    assert snapshot.dump(saved) == snapshot.dump(found)


@MANY
@given(plan=measurement_plans)
def test_any_plan(database: Database, plan: MeasurementPlan) -> None:
    """Every measurement plan comes back equal."""
    stored = _opened(database)
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        before = plans.get(scope, stored, KPI)
        saved = plans.save(scope, stored, plan, before.revision if before else 0)
    with database.read() as session:
        assert saved == plans.get(Scope(session, HOSPITAL), stored, KPI)


@MANY
@given(arrangement=all_arrangements)
def test_any_arrangement(database: Database, arrangement: Arrangement) -> None:
    """Every arrangement comes back equal, and reads the same in a snapshot."""
    stored = _opened(database)
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        before = arrangements.get(scope, stored, arrangement.id)
        saved = arrangements.save(
            scope, stored, arrangement, before.revision if before else 0
        )
    with database.read() as session:
        found = arrangements.get(Scope(session, HOSPITAL), stored, arrangement.id)
    assert replace(arrangement, revision=saved.revision) == found
    assert snapshot.dump(saved) == snapshot.dump(found)
