"""What a dossier still lacks, each thing with the place that mends it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.ambition import AnyAmbition, YearAmbition, YearLevel
from kpikit.domain.completeness import missing, missing_in
from kpikit.domain.kpi import (
    AnyKpi,
    EntryStatus,
    KpiId,
    KpiType,
    StatisticKind,
    Unit,
)
from kpikit.domain.literal_question import NOT_ASKED, LiteralQuestion
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import PartyRole
from kpikit.domain.selection import Overrule
from kpikit.statistics.verdicts import Rule
from tests.domain.builders import (
    PATH,
    TEAM_TALK,
    TOP_SCORE,
    make_ambition,
    make_arrangement,
    make_dossier,
    make_filled,
    make_level_ambition,
    make_measured,
    make_narrative,
    make_plan,
    make_statistic,
)

WHOLE = make_dossier()
NUMBER, LEVEL = make_ambition(), make_level_ambition()
ASKED, HELD = make_plan(), make_plan(TEAM_TALK)
FRAME = WHOLE.agreement


def found(dossier: Dossier) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in missing(dossier)]


def with_kpi(change: Callable[[AnyKpi], AnyKpi]) -> Dossier:
    return replace(WHOLE, kpis=(change(WHOLE.kpis[0]), WHOLE.kpis[1]))


def test_nothing_is_missing_in_a_whole_dossier() -> None:
    """A dossier that has all can be settled."""
    assert [] == found(WHOLE)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (
            replace(
                FRAME,
                parties=tuple(
                    p for p in FRAME.parties if p.role is not PartyRole.INSURER
                ),
            ),
            [("party", "frame")],
        ),
        (replace(FRAME, care_paths=()), [("care-path", "frame")]),
        (replace(FRAME, title=""), [("title", "frame")]),
        (replace(FRAME, parties=FRAME.parties[:2]), []),
    ],
)
def test_the_frame_is_needed(frame: Agreement, expected: list[tuple[str, str]]) -> None:
    """Two parties, a care path and a title; a patient organisation may be absent."""
    assert expected == found(replace(WHOLE, agreement=frame))


def test_at_least_one_kpi_is_chosen() -> None:
    """An agreement without KPIs has nothing to talk about, and no advice."""
    none = replace(WHOLE.kpi_set, chosen=())
    empty = replace(WHOLE, kpi_set=none, kpis=(), ambitions=(), plans=())
    assert [("no-kpi", "kpis")] == found(empty)


def test_an_advice_is_followed_or_overruled() -> None:
    """Without narrative KPI the advice is missing, until there is a reason."""
    one = replace(WHOLE.kpi_set, chosen=WHOLE.kpi_set.chosen[:1])
    single = replace(WHOLE, kpi_set=one, kpis=WHOLE.kpis[:1])
    assert [("advice", "kpis")] == found(single)
    reason = (Overrule(rule="narrative", reason="volgend jaar"),)
    kpi_set = replace(one, overrules=reason)
    assert [] == found(replace(single, kpi_set=kpi_set))


def test_the_set_fits_the_limit() -> None:
    """More KPIs than the agreed limit cannot be settled."""
    kpi_set = replace(WHOLE.kpi_set, limit=1)
    assert [("over-limit", "kpis")] == found(replace(WHOLE, kpi_set=kpi_set))


def test_a_kpi_that_retired_since_cannot_be_settled() -> None:
    """It was on the table before it retired; it is told at the choice of KPIs."""
    retired = with_kpi(lambda k: replace(k, status=EntryStatus.RETIRED))
    assert [("retired", "kpis")] == found(retired)


@pytest.mark.parametrize(
    ("ambitions", "expected"),
    [
        ((LEVEL,), [("no-ambition", f"ambitions/{TOP_SCORE}")]),
        ((NUMBER,), [("no-ambition", f"ambitions/{TEAM_TALK}")]),
        (
            (make_ambition(YearAmbition(year=2027, floor=Decimal(3))), LEVEL),
            [("no-ambition", f"ambitions/{TOP_SCORE}")],
        ),
        (
            (NUMBER, make_level_ambition(YearLevel(year=2027))),
            [("no-ambition", f"ambitions/{TEAM_TALK}")],
        ),
        (
            (NUMBER, replace(LEVEL, how_noticed=" ")),
            [("how-noticed", f"ambitions/{TEAM_TALK}")],
        ),
        (
            (make_ambition(YearAmbition(year=2020, goal=Decimal(75))), LEVEL),
            [("outside-term", f"ambitions/{TOP_SCORE}")],
        ),
    ],
)
def test_each_kpi_has_a_sound_ambition(
    ambitions: tuple[AnyAmbition, ...], expected: list[tuple[str, str]]
) -> None:
    """A goal or a level, sound for its KPI, and for a level how it will be noticed."""
    assert expected == found(replace(WHOLE, ambitions=ambitions))


def test_a_balancing_kpi_needs_a_plan_and_no_ambition() -> None:
    """It is watched: measured, without a target; a target is refused."""
    watched = with_kpi(lambda _: make_measured(types=(KpiType.BALANCING,)))
    held = make_narrative(types=(KpiType.BALANCING,))
    silent = replace(LEVEL, years=(), how_noticed="")
    assert [] == found(replace(watched, ambitions=(LEVEL,)))
    assert [("balancing", f"ambitions/{TOP_SCORE}")] == found(watched)
    no_plan = replace(watched, ambitions=(LEVEL,), plans=(HELD,))
    assert [("no-plan", f"measurement/{TOP_SCORE}")] == found(no_plan)
    both = replace(WHOLE, kpis=(WHOLE.kpis[0], held), ambitions=(NUMBER, silent))
    assert [] == found(both)


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ((HELD,), [("no-plan", f"measurement/{TOP_SCORE}")]),
        ((replace(ASKED, owner=" "), HELD), [("no-plan", f"measurement/{TOP_SCORE}")]),
        (
            (replace(ASKED, who_is_asked=""), HELD),
            [("no-plan", f"measurement/{TOP_SCORE}")],
        ),
        *(
            ((half, HELD), [("plan-numbers", f"measurement/{TOP_SCORE}")])
            for half in (
                replace(ASKED, planned_n=None),
                replace(ASKED, minimum_n=None),
                replace(ASKED, mode=None),
                replace(ASKED, method=None),
                replace(ASKED, rounds_per_year=None),
            )
        ),
        (
            (replace(ASKED, minimum_n=4), HELD),
            [("minimum-n", f"measurement/{TOP_SCORE}")],
        ),
        (
            (ASKED, replace(HELD, moments=" ")),
            [("plan-moments", f"measurement/{TEAM_TALK}")],
        ),
        (
            (ASKED, replace(HELD, planned_n=None, minimum_n=None, mode=None)),
            [],
        ),
    ],
)
def test_each_kpi_has_a_measurement_plan(
    plans: tuple[MeasurementPlan, ...], expected: list[tuple[str, str]]
) -> None:
    """Who, how and how many for a number; who and when for what is noticed."""
    assert expected == found(replace(WHOLE, plans=plans))


def test_a_goal_that_cannot_be_shown_asks_for_a_reason() -> None:
    """Ten answers never show 75 %: change the plan, or write down why it stays."""
    few = replace(ASKED, planned_n=10, minimum_n=5)
    told = [("unprovable", f"measurement/{TOP_SCORE}")]
    assert told == found(replace(WHOLE, plans=(few, HELD)))
    (problem,) = missing(replace(WHOLE, plans=(few, HELD)))
    assert "het doel van 2028 nooit gehaald blijken" in problem.text.nl
    reasoned = replace(few, unprovable_reason="Wij tellen de rondes van een jaar op.")
    assert [] == found(replace(WHOLE, plans=(reasoned, HELD)))
    assert [] == found(replace(WHOLE, plans=(replace(few, planned_n=12), HELD)))


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        (NOT_ASKED, False),
        (LiteralQuestion(words="Samen?", answers=("Ja", "Nee"), top=("Ja",)), False),
        (LiteralQuestion(answers=("Ja", "Nee"), top=("Ja",)), True),
        (LiteralQuestion(words="Samen?", top=("Ja",)), True),
        (LiteralQuestion(words="Samen?", answers=("Ja", "Nee")), True),
        (LiteralQuestion(left_out=("Onbekend",)), True),
    ],
)
def test_who_writes_a_question_writes_all_of_it(
    question: LiteralQuestion, *, lacks: bool
) -> None:
    """The question, its answers and what counts above the line belong together, or none of it."""
    plans = (replace(ASKED, question=question), HELD)
    codes = {code for code, _ in found(replace(WHOLE, plans=plans))}
    assert lacks is ("half-question" in codes)
    assert lacks is bool(codes)


def test_the_rule_fits_the_kpi() -> None:
    """Failures of a mean cannot be counted."""
    mean = make_statistic(StatisticKind.MEAN, Unit.POINTS)
    scored = with_kpi(lambda _: make_measured(statistic=mean))
    points = replace(NUMBER, unit=Unit.POINTS)
    counted = replace(ASKED, rule=Rule.PLAN)
    told = replace(scored, ambitions=(points, LEVEL), plans=(counted, HELD))
    assert [("rule", f"measurement/{TOP_SCORE}")] == found(told)


def test_an_unsound_arrangement_is_told_at_its_own_place() -> None:
    """The place is the arrangement, so that its page opens."""
    unsound = replace(make_filled("start_funding"), terms=(), id="s1")
    places = found(replace(WHOLE, arrangements=(make_arrangement(), unsound)))
    assert {"financing/s1"} == {where for _, where in places}


def test_an_arrangement_of_a_kind_that_is_gone_is_told() -> None:
    """A dossier from an installation with another kind is told of, not broken."""
    gone = replace(make_arrangement("gone"), id="g1")
    dossier = replace(WHOLE, arrangements=(*WHOLE.arrangements, gone))
    assert [("unknown-kind", "financing/g1")] == found(dossier)


def test_each_care_path_and_year_has_a_base_arrangement() -> None:
    """The years without one are told together, per care path."""
    half = replace(make_arrangement(care_path=PATH), last_year=2027)
    (problem,) = missing(replace(WHOLE, arrangements=(half,)))
    assert ("no-base", "financing") == (problem.code, problem.where)
    assert f"For {PATH} in 2028, 2029" in problem.text.en


def test_a_section_is_the_first_part_of_the_place() -> None:
    """The task list asks for one section at a time."""
    bare = replace(WHOLE, ambitions=(), plans=())
    assert ["no-ambition"] * 2 == [p.code for p in missing_in(bare, "ambitions")]
    assert ["no-plan"] * 2 == [p.code for p in missing_in(bare, "measurement")]
    assert () == missing_in(bare, "financing")


def test_a_chosen_kpi_that_the_library_lost_is_missing() -> None:
    """A KPI that both parties chose never drops out of the set without a word."""
    dossier = make_dossier()
    known = dossier.kpi_set.chosen
    lost = replace(dossier.kpi_set, chosen=(*known, KpiId("OWN-99")))

    found = missing(replace(dossier, kpi_set=lost))

    assert ["unknown-kpi"] == [p.code for p in found]
