"""Ambitions fit their KPI: its statistic, its scale, its direction and the term."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.ambition import (
    COMPARATOR_NAMES,
    FITTING_COMPARATORS,
    UNIT_NAMES,
    AnyAmbition,
    Baseline,
    Comparator,
    YearAmbition,
    YearLevel,
    has_target,
    problems,
)
from kpikit.domain.kpi import (
    AnyKpi,
    Direction,
    KpiType,
    MeasuredKpi,
    StatisticKind,
    Unit,
)
from tests.domain.builders import (
    YEARS,
    make_ambition,
    make_level_ambition,
    make_measured,
    make_narrative,
    make_statistic,
)

SHARE = make_measured()
SCORE = make_measured(statistic=make_statistic(StatisticKind.MEAN, Unit.POINTS))
LOWER = make_measured(statistic=make_statistic(direction=Direction.LOWER))
NEITHER = make_measured(statistic=make_statistic(direction=Direction.NONE))
COUNT = make_measured(
    statistic=make_statistic(StatisticKind.COUNT, Unit.COUNT, (Decimal(0), None))
)
WATCHED = make_measured(types=(KpiType.BALANCING,))
TALK = make_narrative()


def aim(goal: str | None, floor: str | None = None, year: int = 2028) -> YearAmbition:
    return YearAmbition(
        year=year,
        floor=Decimal(floor) if floor is not None else None,
        goal=Decimal(goal) if goal is not None else None,
    )


def found(ambition: AnyAmbition, kpi: AnyKpi = SHARE) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in problems(ambition, kpi, YEARS)]


def test_a_sound_ambition_has_no_problems() -> None:
    """Neither a number nor a level is found fault with for no reason."""
    assert [] == found(make_ambition())
    assert [] == found(make_level_ambition(), TALK)


@pytest.mark.parametrize(
    ("unit", "kpi", "english"),
    [
        (Unit.PERCENT, SCORE, "is not a percentage but a score"),
        (Unit.POINTS, SHARE, "expressed in percent."),
        (Unit.PERCENT, COUNT, "expressed in counts."),
    ],
)
def test_an_ambition_is_written_in_the_unit_of_the_statistic(
    unit: Unit, kpi: MeasuredKpi, english: str
) -> None:
    """A percentage on a mean score is refused before anything else, and says why."""
    ambition = make_ambition(aim("999"), unit=unit)
    (problem,) = problems(ambition, kpi, YEARS)
    assert ("wrong-unit", "goal") == (problem.code, problem.where)
    assert english in problem.text.en


def test_a_balancing_kpi_gets_no_target() -> None:
    """Floor, goal and level are refused; a baseline is fine, to see a shift."""
    talk = make_narrative(types=(KpiType.BALANCING,))
    assert [("balancing", "goal")] == found(make_ambition(aim("75")), WATCHED)
    assert [("balancing", "goal")] == found(make_ambition(aim(None, "5")), WATCHED)
    assert [("balancing", "goal")] == found(make_level_ambition(), talk)
    assert [] == found(make_ambition(aim(None)), WATCHED)


def test_numbers_are_for_measured_and_levels_for_narrative() -> None:
    """The two types of KPI do not take each other's ambition."""
    assert [("wrong-type", "goal")] == found(make_level_ambition(), SHARE)
    assert [("wrong-type", "goal")] == found(make_ambition(), TALK)


@pytest.mark.parametrize("kpi", [SHARE, LOWER, NEITHER])
@pytest.mark.parametrize("comparator", Comparator)
def test_the_comparator_follows_what_is_better(
    kpi: MeasuredKpi, comparator: Comparator
) -> None:
    """Higher takes more than and at least, lower the mirror, neither takes between."""
    ambition = make_ambition(aim(None), comparator=comparator)
    fits = {
        Direction.HIGHER: {Comparator.MORE_THAN, Comparator.AT_LEAST},
        Direction.LOWER: {Comparator.LESS_THAN, Comparator.AT_MOST},
        Direction.NONE: {Comparator.BETWEEN},
    }[kpi.statistic.direction]
    expected = [] if comparator in fits else [("comparator", "comparator")]
    assert expected == found(ambition, kpi)


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        (Baseline(), []),
        (Baseline(n=20), []),
        (Baseline(n=0), [("baseline-n", "baseline_n")]),
        (Baseline(n=1_000_001), [("baseline-n", "baseline_n")]),
        (
            Baseline(value=Decimal(0)),
            [
                ("baseline-period", "baseline_period"),
                ("baseline-source", "baseline_source"),
            ],
        ),
        (
            Baseline(value=Decimal(101), period="2026", source="x"),
            [("outside-scale", "baseline_value")],
        ),
        (
            Baseline(value=Decimal("NaN"), period="2026", source=" "),
            [
                ("outside-scale", "baseline_value"),
                ("baseline-source", "baseline_source"),
            ],
        ),
    ],
)
def test_a_baseline_says_when_and_whence(
    baseline: Baseline, expected: list[tuple[str, str]]
) -> None:
    """Zero is a value; a value has a period and a source; none is still to come."""
    assert expected == found(make_ambition(baseline=baseline))


def test_a_baseline_without_value_is_still_to_be_measured() -> None:
    """Zero is not the same as not measured."""
    assert Baseline().to_be_measured
    assert not Baseline(value=Decimal(0)).to_be_measured


@pytest.mark.parametrize(
    "text", ["-1", "100.1", "NaN", "sNaN", "Infinity", "-Infinity"]
)
def test_values_lie_on_the_scale(text: str) -> None:
    """Floor and goal outside the scale are each told at their own field."""
    expected = [("outside-scale", "floor_2028"), ("outside-scale", "goal_2028")]
    assert expected == found(make_ambition(aim(text, text)))


@pytest.mark.parametrize("text", ["1E+10", "-1", "1E+999999", "NaN"])
def test_a_scale_without_end_still_takes_ordinary_numbers(text: str) -> None:
    """A count has no highest value, and yet nobody agrees on ten billion."""
    ambition = make_ambition(aim(text), unit=Unit.COUNT)
    assert [("outside-scale", "goal_2028")] == found(ambition, COUNT)


@pytest.mark.parametrize(
    ("scale", "dutch", "english"),
    [
        ((Decimal(0), Decimal("7.5")), "van 0 tot en met 7,5.", "from 0 to 7.5."),
        ((Decimal("1E+2"), None), "begint bij 100.", "starts at 100."),
        ((None, Decimal(9)), "eindigt bij 9.", "ends at 9."),
        ((None, None), "Vul een gewoon getal in.", "Enter an ordinary number."),
    ],
)
def test_the_scale_is_told_as_people_write_it(
    scale: tuple[Decimal | None, Decimal | None], dutch: str, english: str
) -> None:
    """The message shows the ends that there are, with a Dutch comma in Dutch."""
    statistic = make_statistic(StatisticKind.MEAN, Unit.POINTS, scale)
    ambition = make_ambition(
        aim("Infinity"), unit=Unit.POINTS, baseline=Baseline(value=None)
    )
    (problem,) = problems(ambition, make_measured(statistic=statistic), YEARS)
    assert problem.text.nl.endswith(dutch)
    assert problem.text.en.endswith(english)


@pytest.mark.parametrize(
    ("comparator", "kpi", "goal", "reachable"),
    [
        (Comparator.MORE_THAN, SHARE, "100", False),
        (Comparator.MORE_THAN, SHARE, "99.9", True),
        (Comparator.AT_LEAST, SHARE, "100", True),
        (Comparator.LESS_THAN, LOWER, "0.0", False),
        (Comparator.AT_MOST, LOWER, "0", True),
        (Comparator.LESS_THAN, LOWER, "1", True),
    ],
)
def test_more_than_the_end_of_the_scale_is_never_met(
    comparator: Comparator, kpi: MeasuredKpi, goal: str, reachable: bool
) -> None:
    """'More than 100%' cannot be met, 'at least 100%' can."""
    expected = [] if reachable else [("out-of-reach", "goal_2028")]
    assert expected == found(make_ambition(aim(goal), comparator=comparator), kpi)


@pytest.mark.parametrize(
    ("comparator", "kpi", "goal", "floor", "right"),
    [
        (Comparator.AT_LEAST, SHARE, "60", "70", False),
        (Comparator.MORE_THAN, SHARE, "60", "70", False),
        (Comparator.AT_LEAST, SHARE, "70", "70", True),
        (Comparator.AT_MOST, LOWER, "20", "10", False),
        (Comparator.LESS_THAN, LOWER, "20", "10", False),
        (Comparator.AT_MOST, LOWER, "10", "20", True),
        (Comparator.BETWEEN, NEITHER, "40", "30", True),
        (Comparator.BETWEEN, NEITHER, "30", "40", False),
        (Comparator.BETWEEN, NEITHER, "30", "30", False),
    ],
)
def test_the_goal_lies_on_the_better_side_of_the_floor(
    comparator: Comparator, kpi: MeasuredKpi, goal: str, floor: str, right: bool
) -> None:
    """Which side is better follows from the direction of the KPI."""
    expected = [] if right else [("wrong-side", "goal_2028")]
    ambition = make_ambition(aim(goal, floor), comparator=comparator)
    assert expected == found(ambition, kpi)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (aim("40", None), [("two-bounds", "goal_2028")]),
        (aim(None, "30"), [("two-bounds", "goal_2028")]),
        (aim(None, None), []),
    ],
)
def test_between_has_two_bounds(
    year: YearAmbition, expected: list[tuple[str, str]]
) -> None:
    """One bound alone is no 'between'; none at all is a year without a goal."""
    ambition = make_ambition(year, comparator=Comparator.BETWEEN)
    assert expected == found(ambition, NEITHER)


def test_years_lie_in_the_term_and_come_once() -> None:
    """A year outside the term and a year twice are told, for numbers and levels."""
    numbers = make_ambition(aim("75", year=2026), aim("75"), aim("80"))
    levels = make_level_ambition(
        YearLevel(year=2030, level=2), *[YearLevel(year=2027, level=1)] * 2
    )
    expected = [("outside-term", "goal_2026"), ("year-twice", "goal_2028")]
    assert expected == found(numbers)
    expected = [("outside-term", "level_2030"), ("year-twice", "level_2027")]
    assert expected == found(levels, TALK)


@pytest.mark.parametrize("level", [-1, 5])
def test_levels_lie_on_the_ladder(level: int) -> None:
    """The ladder runs from 0 to 4, for the baseline too."""
    ambition = make_level_ambition(YearLevel(year=2027, level=level))
    ambition = replace(ambition, baseline_level=level)
    expected = [("outside-ladder", "baseline_level"), ("outside-ladder", "level_2027")]
    assert expected == found(ambition, TALK)


def test_a_target_is_anything_filled_in_for_a_year() -> None:
    """A floor, a goal or a level is a target; a row of empty years is not."""
    assert has_target(make_ambition(aim(None, "5")))
    assert has_target(make_level_ambition(YearLevel(year=2027, level=0)))
    assert not has_target(make_ambition(aim(None)))
    assert not has_target(make_level_ambition(YearLevel(year=2027)))


def test_the_goal_of_a_year_is_found() -> None:
    """A year without a goal gives nothing."""
    ambition = make_ambition(aim("75"), aim(None, year=2029))
    assert [None, Decimal(75), None] == [ambition.goal_in(year) for year in YEARS]


def test_every_comparator_and_unit_has_a_name_and_a_place() -> None:
    """A new comparator or unit cannot be forgotten."""
    assert set(Comparator) == set(COMPARATOR_NAMES)
    assert set(Comparator) == {c for row in FITTING_COMPARATORS.values() for c in row}
    assert set(Unit) == set(UNIT_NAMES)


ANY_NUMBER = st.none() | st.decimals()


@given(
    goal=ANY_NUMBER,
    floor=ANY_NUMBER,
    baseline=ANY_NUMBER,
    comparator=st.sampled_from(Comparator),
    kpi=st.sampled_from([SHARE, LOWER, NEITHER, COUNT]),
)
def test_any_number_gets_an_answer(
    goal: Decimal | None,
    floor: Decimal | None,
    baseline: Decimal | None,
    comparator: Comparator,
    kpi: MeasuredKpi,
) -> None:
    """No number breaks the check, and what passes is finite and on the scale."""
    ambition = make_ambition(
        YearAmbition(year=2028, floor=floor, goal=goal),
        comparator=comparator,
        unit=kpi.statistic.unit,
        baseline=Baseline(value=baseline, period="2026", source="x"),
    )
    if not problems(ambition, kpi, YEARS):
        given_ = [n for n in (goal, floor, baseline) if n is not None]
        assert all(n.is_finite() and n >= 0 for n in given_)
