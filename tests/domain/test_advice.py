"""What a planned sample can show: published figures, laws, and words without gaps."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.advice import (
    Advice,
    Weight,
    acceptance_plan,
    baseline_interval,
    chances,
    decisions,
    on_course,
    on_goals,
    on_minimum,
    on_sample,
    sound_ambition,
    sound_plan,
    unprovable_years,
    warnings,
)
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    YearAmbition,
    YearLevel,
)
from kpikit.domain.kpi import (
    Direction,
    KpiType,
    MeasuredKpi,
    Mode,
    SamplingMethod,
    StatisticKind,
    Unit,
)
from kpikit.domain.measurement import LEVELS, Margin, MeasurementPlan, fitting_rules
from kpikit.statistics.verdicts import Rule
from kpikit.text import LANGUAGES, Text
from tests.domain.builders import (
    TEAM_TALK,
    YEARS,
    make_ambition,
    make_baseline,
    make_level_ambition,
    make_measured,
    make_narrative,
    make_plan,
    make_statistic,
)
from tests.domain.instruments import make_instrument

SHARE = make_measured()
LESS = make_measured(statistic=make_statistic(direction=Direction.LOWER))
SPREAD = Decimal(15)


def a_mean(sd: Decimal | None = SPREAD) -> MeasuredKpi:
    kpi = make_measured(statistic=make_statistic(StatisticKind.MEAN, Unit.POINTS))
    known = replace(kpi.reference_values[0], standard_deviation=sd)
    return replace(kpi, reference_values=(known,))


def aims(
    *goals: int | str | None,
    comparator: Comparator = Comparator.MORE_THAN,
    baseline: Baseline | None = None,
    unit: Unit = Unit.PERCENT,
) -> MeasuredAmbition:
    """Return goals for the years of the agreement; the baseline is still to come."""
    return make_ambition(
        *(
            YearAmbition(year=year, goal=None if g is None else Decimal(g))
            for year, g in zip(YEARS, goals, strict=False)
        ),
        comparator=comparator,
        baseline=baseline or Baseline(),
        unit=unit,
    )


def plan(n: int | None = 60, **changes: object) -> MeasurementPlan:
    bare = replace(make_plan(), planned_n=n, minimum_n=None, rounds_per_year=1)
    return replace(bare, mode=None, **changes)  # type: ignore[arg-type]


def started(value: int | str, n: int | None = 200) -> Baseline:
    return replace(make_baseline(Decimal(value)), n=n)


def codes(found: tuple[Advice, ...]) -> list[str]:
    return [a.code for a in found]


def said(found: tuple[Advice, ...], code: str) -> Text:
    """Return the words of the one advice with this code."""
    (text,) = [a.text for a in found if a.code == code]
    return text


@pytest.mark.parametrize(
    ("n", "met_from", "not_met_up_to"),
    [
        (10, None, 4),
        (12, 12, 6),
        (15, 15, 7),
        (20, 19, 11),
        (25, 23, 14),
        (30, 28, 17),
        (40, 36, 24),
        (50, 44, 31),
        (60, 52, 38),
        (75, 64, 48),
        (100, 84, 66),
        (150, 123, 102),
        (200, 163, 137),
        (400, 317, 283),
    ],
)
@pytest.mark.parametrize("comparator", [Comparator.AT_LEAST, Comparator.MORE_THAN])
def test_each_size_has_its_counts(
    comparator: Comparator, n: int, met_from: int | None, not_met_up_to: int | None
) -> None:
    """The published table for 75 %; 'more than' and 'at least' have the same ends."""
    goals = aims(75, comparator=comparator)
    (found,) = decisions(SHARE, goals, plan(n))
    assert (met_from, not_met_up_to) == (
        found.table.met_from,
        found.table.not_met_up_to,
    )


def test_a_small_sample_says_how_often_it_would_be_wrong() -> None:
    """Of 12 at 75%: P(X <= 6) is 5.4%, and with the exact margin P(X <= 5) is 1.4%."""
    goals = aims(75, comparator=Comparator.AT_LEAST)
    words = said(on_goals(SHARE, goals, plan(12)), "often-wrong")
    assert "5,4%" in words.nl
    assert "2,5%" in words.nl
    doubt = [plan(12, rule=r) for r in (Rule.POINT, Rule.PROOF, Rule.PLAN)]
    for other in (plan(12, margin=Margin.EXACT), plan(400), *doubt):
        assert "often-wrong" not in {a.code for a in on_goals(SHARE, goals, other)}


def test_who_only_just_meets_a_goal_does_meet_it() -> None:
    """Of 61 people 25 are more than 40%, and 24 are not: nobody is blamed for 24."""
    goals = aims(40, comparator=Comparator.MORE_THAN)
    near = plan(60, population=61, margin=Margin.WILSON)
    assert "often-wrong" not in {a.code for a in on_goals(SHARE, goals, near)}


def test_the_sentence_of_sixty_questionnaires() -> None:
    """With 60: 52 or more is met, 38 or fewer is not, in between nobody can tell."""
    words = said(on_goals(SHARE, aims(75), plan()), "decision")
    assert (
        Text(
            nl="Met 60 ingevulde vragenlijsten moet u er minstens 52 hebben om ‘meer dan "
            "75%’ gehaald te noemen; tot en met 38 heet niet gehaald; daartussen is het "
            "niet te zeggen.",
            en="With 60 completed questionnaires you must have at least 52 to call ‘more "
            "than 75%’ met; up to 38 is called not met; in between, it cannot be told.",
        )
        == words
    )


def test_where_less_is_better_the_counts_are_mirrored() -> None:
    """At most 25 % of 60: met up to 8, not met from 22; the mirror of 52 and 38."""
    goals = aims(25, comparator=Comparator.AT_MOST)
    words = said(on_goals(LESS, goals, plan()), "decision")
    assert "mogen het er hoogstens 8 zijn" in words.nl
    assert "from 22 on is called not met" in words.en


@pytest.mark.parametrize(
    ("rule", "met_from", "not_met_up_to"),
    [
        (Rule.CONFIRM, 52, 38),
        (Rule.BENEFIT_OF_DOUBT, 39, 38),
        (Rule.PROOF, 52, 51),
        (Rule.POINT, 45, 44),
    ],
)
def test_the_rule_decides_what_lies_between(
    rule: Rule, met_from: int, not_met_up_to: int
) -> None:
    """Doubt counts for met, or for not met, or the value 45 of 60 itself is enough."""
    goals = aims(75, comparator=Comparator.AT_LEAST)
    (found,) = decisions(SHARE, goals, plan(rule=rule))
    assert (met_from, not_met_up_to) == (
        found.table.met_from,
        found.table.not_met_up_to,
    )
    words = said(on_goals(SHARE, goals, plan(rule=rule)), "decision")
    assert (rule is Rule.CONFIRM) == ("niet te zeggen" in words.nl)
    assert str(met_from) in words.nl


def test_counting_failures_lets_who_is_at_the_goal_pass() -> None:
    """62 records against 75 %: 21 may fail, as the published plan of 75 v 55 % has it."""
    goals = aims(75)
    found = on_goals(SHARE, goals, plan(62, rule=Rule.PLAN))
    assert "mogen er hoogstens 21 niet goed zijn" in said(found, "decision").nl
    assert (21, 62) == (acceptance_plan(62, 0.25, 0.95).max_failures, 62)
    assert acceptance_plan(41, 0.10, 0.95).max_failures == 7
    floored = replace(goals, years=(replace(goals.years[0], floor=Decimal(55)),))
    passed = said(on_goals(SHARE, floored, plan(62, rule=Rule.PLAN)), "let-through")
    assert "55%" in passed.nl
    assert "5% of the cases" in passed.en
    assert "nodig" not in passed.nl, "the plan already keeps both errors at 5 %"
    small = said(on_goals(SHARE, floored, plan(20, rule=Rule.PLAN)), "let-through")
    assert "zijn er 62 nodig, waarvan hoogstens 21 niet goed" in small.nl


@pytest.mark.parametrize(
    ("goal", "smallest"), [(75, "12"), (80, "16"), (90, "35"), (95, "73")]
)
def test_a_goal_that_cannot_be_shown_says_what_it_takes(
    goal: int, smallest: str
) -> None:
    """One answer short of the published smallest sample it warns, at it no more."""
    goals = aims(goal, comparator=Comparator.AT_LEAST)
    short, enough = plan(int(smallest) - 1), plan(int(smallest))
    found = warnings(SHARE, goals, short)
    assert [Weight.WARN] == [a.weight for a in found]
    assert f"minstens {smallest} nodig" in found[0].text.nl
    assert "schrijf bij het meetplan op" in found[0].text.nl
    assert (YEARS[0],) == unprovable_years(SHARE, goals, short)
    assert () == unprovable_years(SHARE, goals, enough)
    assert smallest in said(on_goals(SHARE, goals, enough), "smallest").en


def test_a_written_reason_turns_the_warning_into_a_note() -> None:
    """Advice, not a block: who wrote why is told so, and nothing more is asked."""
    reasoned = plan(10, unprovable_reason="Wij tellen de rondes op.")
    (found,) = on_goals(SHARE, aims(75), reasoned)
    assert (Weight.NOTE, "unprovable") == (found.weight, found.code)
    assert "staat in het meetplan" in found.text.nl


def test_rounds_of_a_year_together_may_be_enough() -> None:
    """Twice 10 is 20, and of 20 the 19 and the 20 are met."""
    words = said(on_goals(SHARE, aims(75), plan(10, rounds_per_year=2)), "unprovable")
    assert "De 2 rondes van een jaar samen (20) zijn wel genoeg: gehaald vanaf 19" in (
        words.nl
    )
    both = said(on_goals(SHARE, aims(75), plan(30, rounds_per_year=2)), "together")
    assert "there are 60: met from 52, not met up to 38" in both.en


def test_all_of_everybody_can_only_be_counted() -> None:
    """No sample shows 100 %; measuring everybody does."""
    goals = aims(100, comparator=Comparator.AT_LEAST)
    assert (
        "alleen als iedereen meedoet"
        in said(on_goals(SHARE, goals, plan(500)), "unprovable").nl
    )
    everybody = plan(25, method=SamplingMethod.CENSUS)
    assert () == unprovable_years(SHARE, goals, everybody)
    assert (
        "heet ‘minstens 100%’ gehaald vanaf 25"
        in said(on_goals(SHARE, goals, everybody), "decision").nl
    )


def test_without_a_plan_the_smallest_sample_is_told() -> None:
    """There is nothing to judge with yet, but there is a number to start from."""
    words = said(on_goals(SHARE, aims(65, 75), None), "unplanned")
    assert "minstens 12 ingevulde vragenlijsten" in words.nl
    assert ["unplanned"] == codes(on_goals(SHARE, aims(75), plan(None)))


def test_the_note_of_two_rounds() -> None:
    """60 to 65 % takes 1,471 in each of two rounds (Fleiss, not corrected); 170 is few."""
    goals = aims(65, 70, 75, baseline=started(60))
    (found,) = warnings(SHARE, goals, plan(170))
    assert found.text.nl.startswith(
        "Met 170 patiënten per meting is een stijging van 60% naar 65% nog niet te "
        "onderscheiden van toeval. Spreek 2027 af als tussenstand, of vergroot de "
        "steekproef naar 1.471 per meting."
    )
    assert "1,471 per round. For 70% in 2028, 356 per round are needed." in (
        found.text.en
    )
    assert "2029" not in found.text.nl, "60 to 75 % takes 152, and there are 170"


@pytest.mark.parametrize(("goal", "needed"), [(75, 152), (65, 1471)])
def test_just_enough_answers_are_no_warning(goal: int, needed: int) -> None:
    """power.prop.test asks 152 for 60 v 75 %: 151 warns, 152 does not."""
    goals = aims(goal, baseline=started(60))
    assert ["two-rounds"] == codes(warnings(SHARE, goals, plan(needed - 1)))
    assert [] == codes(warnings(SHARE, goals, plan(needed)))


def test_a_last_goal_is_a_direction_and_a_small_hospital_cannot_grow() -> None:
    """The last year is no interim point; nobody is told to ask more than there are."""
    goals = aims(65, baseline=started(60))
    assert (
        "als richting voor het gesprek" in warnings(SHARE, goals, plan(170))[0].text.nl
    )
    few = said(warnings(SHARE, goals, plan(170, population=600)), "two-rounds")
    assert (
        "seeing that difference takes 1,471 per round, and 600 are eligible" in few.en
    )
    fall = aims(20, comparator=Comparator.AT_MOST, baseline=started(25))
    assert "daling van 25% naar 20%" in warnings(LESS, fall, plan(60))[0].text.nl


def test_two_rounds_show_a_difference_of_this_size() -> None:
    """From 60 % with 152 in both rounds a rise of 15 points is seen with power 80 %."""
    goals = aims(75, baseline=started(60, n=152))
    words = said(on_goals(SHARE, goals, plan(152)), "visible")
    assert "ongeveer 15 procentpunt of meer is (80% kans)" in words.nl
    unknown = said(on_goals(SHARE, aims(75), plan(100)), "visible")
    assert "around 50%" in unknown.en


@pytest.mark.parametrize("value", ["80", "91.3"])
@pytest.mark.parametrize("kind", [StatisticKind.SHARE, StatisticKind.MEAN])
def test_a_high_baseline_leaves_little_room(kind: StatisticKind, value: str) -> None:
    """From 80 on the scale of 0-100, for a top box as for a mean score."""
    unit = Unit.PERCENT if kind is StatisticKind.SHARE else Unit.POINTS
    kpi = make_measured(statistic=make_statistic(kind, unit))
    goals = aims(95, baseline=started(value), unit=unit)
    sign = "%" if unit is Unit.PERCENT else ""
    words = said(warnings(kpi, goals, plan(5000)), "little-room")
    assert f"al {value.replace('.', ',')}{sign}: er is weinig ruimte" in words.nl
    below = aims(95, baseline=started("79.9"), unit=unit)
    assert "little-room" not in codes(on_goals(kpi, below, plan(5000)))


def test_a_baseline_that_meets_the_goal_is_said() -> None:
    """71 is past at least 70, and is not past more than 71."""
    kpi = a_mean()
    reached = aims(
        70, comparator=Comparator.AT_LEAST, baseline=started(71), unit=Unit.POINTS
    )
    assert (
        "(71) haalt het doel van 2027 al"
        in said(warnings(kpi, reached, plan(100)), "reached").nl
    )
    equal = aims(71, baseline=started(71), unit=Unit.POINTS)
    assert "reached" not in codes(on_goals(kpi, equal, plan(100)))


def test_a_mean_needs_its_spread() -> None:
    """SD 15: 5 points take 143 per round (power.t.test); without an SD nothing is made."""
    goals = aims(
        75, comparator=Comparator.AT_LEAST, baseline=started(70), unit=Unit.POINTS
    )
    assert ["two-rounds"] == codes(warnings(a_mean(), goals, plan(142)))
    assert [] == codes(warnings(a_mean(), goals, plan(143)))
    assert ["no-spread"] == codes(on_goals(a_mean(None), goals, plan(143)))
    huge = aims("70.0001", baseline=started(70), unit=Unit.POINTS)
    assert "two-rounds" in codes(warnings(a_mean(), huge, plan(143)))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule.CONFIRM, "gehaald vanaf ongeveer 78,0 en niet gehaald onder 72,0"),
        (Rule.PROOF, "gehaald vanaf ongeveer 78,0, en anders niet"),
        (Rule.BENEFIT_OF_DOUBT, "tenzij het gemiddelde onder ongeveer 72,0 ligt"),
        (Rule.POINT, "ongeveer 3,0 punt naar beide kanten"),
    ],
)
def test_a_mean_is_met_past_its_margin(rule: Rule, words: str) -> None:
    """SD 15 and n 100: t(99) is 1.984, so the margin is 1.984 * 15 / 10 = 2.98."""
    goals = aims(75, unit=Unit.POINTS)
    found = said(on_goals(a_mean(), goals, plan(100, rule=rule)), "mean-margin")
    assert words in found.nl


def test_a_mean_past_the_scale_cannot_turn_out_as_met() -> None:
    """98 with a margin of 3 asks for a mean of 101, and the scale ends at 100."""
    goals = aims(98, unit=Unit.POINTS)
    assert (
        "de schaal loopt tot 100"
        in said(warnings(a_mean(), goals, plan(100)), "mean-out-of-reach").nl
    )
    doubt = plan(100, rule=Rule.BENEFIT_OF_DOUBT)
    assert [] == codes(warnings(a_mean(), goals, doubt))


def test_how_many_to_invite() -> None:
    """60 answers at 40 % are 150 invitations; 42 at 35 % are 120 and not 121."""
    asked = plan(60, expected_response=Decimal("0.4"))
    assert (
        "nodig er dan 150 uit voor 60 ingevulde"
        in said(on_sample(SHARE, asked), "invite").nl
    )
    even = plan(42, expected_response=Decimal("0.35"))
    assert "invite 120 for 42" in said(on_sample(SHARE, even), "invite").en


def test_a_small_population_is_asked_whole() -> None:
    """When everybody must be invited it says so, and when even that is too few."""
    response = Decimal("0.4")
    short = plan(60, population=120, expected_response=response)
    (found,) = on_sample(SHARE, short)
    assert (Weight.WARN, "census") == (found.weight, found.code)
    assert "maar 48 ingevulde vragenlijsten. U plande er 60." in found.text.nl
    fits = plan(60, population=150, expected_response=response)
    assert "expect 60" in said(on_sample(SHARE, fits), "census").en
    assert (
        "Vraag ze dan allemaal"
        in said(on_sample(SHARE, plan(60, population=100)), "census").nl
    )
    assert ["finite"] == codes(on_sample(SHARE, plan(60, population=1000)))
    assert ["everybody"] == codes(on_sample(SHARE, plan(60, population=60)))


@pytest.mark.parametrize(
    ("library", "instrument", "agreed", "known"),
    [
        (25, None, 24, "25"),
        (25, None, 25, None),
        (25, None, None, None),
        (None, 25, 24, "25"),
        (20, 25, 24, "25"),
        (30, 25, 29, "30"),
        (None, None, 5, None),
    ],
)
def test_a_minimum_below_what_the_library_asks_is_told(
    library: int | None, instrument: int | None, agreed: int | None, known: str | None
) -> None:
    """The higher of library and instrument counts; a note, and equal is enough."""
    kpi = replace(SHARE, sampling=replace(SHARE.sampling, minimum_n=library))
    scale = make_instrument()
    scale = replace(scale, show_from=replace(scale.show_from, n=instrument))
    found = on_minimum(kpi, scale, plan(60, minimum_n=agreed), 10)
    assert ([] if known is None else ["low-minimum"]) == codes(found)
    if known is not None:
        text = said(found, "low-minimum")
        assert f"vanaf {agreed} ingevulde vragenlijsten" in text.nl
        assert f"at least {known} for this KPI" in text.en
        assert {Weight.NOTE} == {a.weight for a in found}


def test_a_round_too_small_to_show_is_told() -> None:
    """From the limit on nothing is said; what is counted in full is always seen."""
    assert (
        "Bij minder dan 10" in said(on_minimum(SHARE, None, plan(9), 10), "hidden").nl
    )
    assert () == on_minimum(SHARE, None, plan(10), 10)
    assert ["hidden"] == codes(on_minimum(SHARE, None, plan(10), 11))
    assert () == on_minimum(SHARE, None, plan(None), 10)
    assert () == on_minimum(SHARE, None, None, 10)
    assert () == on_minimum(make_narrative(), None, plan(9), 10)
    whole = make_measured(statistic=make_statistic(StatisticKind.COUNT, Unit.COUNT))
    assert () == on_minimum(whole, None, plan(9), 10)


@pytest.mark.parametrize(
    ("kpi", "goals", "told"),
    [
        (SHARE, (50, 40, 30), ["50% in 2027, 40% in 2028", "40% in 2028, 30% in 2029"]),
        (SHARE, (50, None, 40), ["50% in 2027, 40% in 2029"]),
        (SHARE, (40, 50, 50), []),
        (LESS, (40, 50, 30), ["40% in 2027, 50% in 2028"]),
        (LESS, (50, 40, 40), []),
        (SHARE, (None, None, 40), []),
    ],
)
def test_a_goal_that_goes_the_wrong_way_is_told(
    kpi: MeasuredKpi, goals: tuple[int | None, ...], told: list[str]
) -> None:
    """Lower where higher is better, or the other way round; staying equal is fine."""
    found = on_course(kpi, aims(*goals))
    assert len(told) == len(found)
    for words, advice in zip(told, found, strict=True):
        assert ("wrong-way", Weight.WARN) == (advice.code, advice.weight)
        assert words in advice.text.nl
        assert words in advice.text.en


def test_levels_that_go_down_are_told() -> None:
    """Each step down the ladder, over a year without a level too."""
    course = [
        YearLevel(year=year, level=level)
        for year, level in zip(range(2027, 2032), (3, 2, None, 1, 4), strict=True)
    ]
    found = on_course(make_narrative(), make_level_ambition(*course))
    assert ["wrong-way", "wrong-way"] == codes(found)
    assert "niveau 3 in 2027, niveau 2 in 2028" in found[0].text.nl
    assert "level 2 in 2028, level 1 in 2030" in found[1].text.en


def test_no_course_is_told_where_neither_way_is_better() -> None:
    """A KPI that is only watched, or a range, has no wrong way."""
    none = make_measured(statistic=make_statistic(direction=Direction.NONE))
    assert () == on_course(none, aims(50, 40))
    watched = make_measured(types=(KpiType.BALANCING,))
    assert () == on_course(watched, aims(50, 40))
    assert () == on_course(SHARE, None)


def test_the_way_of_asking_is_kept() -> None:
    """Once there is a mode, the advice is to keep it."""
    found = on_sample(SHARE, replace(plan(), mode=Mode.PAPER))
    assert "nieuwe reeks" in said(found, "one-mode").nl
    assert ["share-margin"] == codes(on_sample(SHARE, plan(), has_goal=False))


def test_a_finite_population_narrows_the_doubt() -> None:
    """170 of 200 leave less open than 170 of very many; all 200 leave nothing open."""
    (endless,) = decisions(SHARE, aims(75), plan(170))
    (finite,) = decisions(SHARE, aims(75), plan(170, population=200))
    (counted,) = decisions(SHARE, aims(75), plan(200, population=200))
    assert (endless.table.met_from or 0) > (finite.table.met_from or 0)
    assert (151, 150) == (counted.table.met_from, counted.table.not_met_up_to)


def test_chances_are_those_of_the_published_table() -> None:
    """Of 100 against 75 %: at 80 % met in 19 %, at 65 % not met in 62 % of samples."""
    (found,) = decisions(SHARE, aims(75, comparator=Comparator.AT_LEAST), plan(100))
    by_truth = {c.truth: c for c in chances(found, Decimal(65))}
    assert [Decimal(65), Decimal(75), Decimal(80)] == list(by_truth)
    assert round(by_truth[Decimal(80)].met, 2) == 0.19
    assert round(by_truth[Decimal(65)].not_met, 2) == 0.62
    assert round(by_truth[Decimal(65)].inconclusive, 2) == 0.38
    (near,) = decisions(SHARE, aims(98), plan(400))
    assert [Decimal(98)] == [c.truth for c in chances(near, None)], "103 % is no truth"


def test_a_baseline_share_has_its_interval() -> None:
    """120 of 200: Wilson gives 53.1 to 66.5 %."""
    found = baseline_interval(started(60), Unit.PERCENT)
    assert found is not None
    ends = (round(found.lower or 0, 3), round(found.upper or 0, 3))
    assert (0.531, 0.665) == ends
    assert baseline_interval(started(60, n=None), Unit.PERCENT) is None
    assert baseline_interval(started(71), Unit.POINTS) is None
    assert baseline_interval(Baseline(), Unit.PERCENT) is None


def test_a_minimum_that_could_not_show_the_goal_is_told() -> None:
    """With a minimum of 11 a round can end where more than 75 % cannot be shown."""
    low = on_goals(SHARE, aims(75), plan(60, minimum_n=11))
    assert "het minimum van 11" in said(low, "minimum").nl
    assert "minimum" not in codes(on_goals(SHARE, aims(75), plan(60, minimum_n=12)))


def test_what_cannot_be_right_carries_no_number() -> None:
    """A goal of 140 %, a sample of 0 or a baseline of -5 is left out, the rest stays."""
    wild = aims(140, 75, baseline=replace(started(60), value=Decimal(-5)))
    kept = sound_ambition(wild, SHARE, YEARS)
    assert kept is not None
    assert [2028] == [y.year for y in kept.years]
    assert kept.baseline.to_be_measured
    assert None is sound_ambition(aims(75, unit=Unit.POINTS), SHARE, YEARS)
    assert None is sound_ambition(aims(75), LESS, YEARS), "more than does not fit"
    assert None is sound_ambition(make_level_ambition(), SHARE, YEARS)
    wrong = plan(
        0, population=-1, expected_response=Decimal(3), minimum_n=2, rounds_per_year=99
    )
    bare = plan(None, minimum_n=None, rounds_per_year=None)
    assert bare == sound_plan(wrong, SHARE)
    assert None is sound_plan(plan(level=Decimal("0.5")), SHARE)
    assert None is sound_plan(plan(rule=Rule.PLAN), a_mean())
    assert None is sound_plan(make_plan(TEAM_TALK), make_narrative())


def test_nothing_is_advised_where_nothing_is_judged() -> None:
    """A narrative KPI, one to keep watch with, and a range have no table."""
    watched = make_measured(types=(KpiType.BALANCING,))
    assert () == on_goals(make_narrative(), aims(75), plan())
    assert () == on_goals(watched, aims(75), plan())
    assert () == decisions(SHARE, aims(75, comparator=Comparator.BETWEEN), plan())
    assert () == decisions(SHARE, aims(75), plan(20_001)), "chance hardly matters there"
    assert () == fitting_rules(watched)


@given(n=st.integers(1, 400), goal=st.integers(1, 99))
def test_more_asks_for_more(n: int, goal: int) -> None:
    """A higher goal never asks for less; a larger sample never asks for a larger part."""
    (low,) = decisions(SHARE, aims(goal), plan(n))
    (high,) = decisions(SHARE, aims(goal + 1), plan(n))
    (large,) = decisions(SHARE, aims(goal), plan(2 * n))
    never = n + 1
    assert (low.table.met_from or never) <= (high.table.met_from or never)
    assert (low.table.not_met_up_to or -1) <= (high.table.not_met_up_to or 0)
    if low.table.met_from is not None:
        assert (large.table.met_from or 0) <= 2 * low.table.met_from


@given(
    n=st.integers(1, 300),
    goal=st.decimals(0, 100, places=1),
    start=st.none() | st.decimals(0, 100, places=1),
    before=st.none() | st.integers(1, 500),
    rule=st.sampled_from(Rule),
    level=st.sampled_from(LEVELS),
    population=st.none() | st.integers(1, 600),
    response=st.none() | st.decimals("0.01", 1, places=2),
    comparator=st.sampled_from([Comparator.MORE_THAN, Comparator.AT_LEAST]),
)
def test_every_advice_can_be_read(
    *,
    n: int,
    goal: Decimal,
    start: Decimal | None,
    before: int | None,
    rule: Rule,
    level: Decimal,
    population: int | None,
    response: Decimal | None,
    comparator: Comparator,
) -> None:
    """Whatever is filled in: words in both languages, no empty place, sums to one."""
    first = Baseline() if start is None else started(str(start), before)
    goals = sound_ambition(
        aims(str(goal), comparator=comparator, baseline=first), SHARE, YEARS
    )
    asked = sound_plan(
        plan(
            n,
            rule=rule,
            level=level,
            population=population,
            expected_response=response,
            rounds_per_year=2,
        ),
        SHARE,
    )
    for each in (*on_goals(SHARE, goals, asked), *on_sample(SHARE, asked)):
        for language in LANGUAGES:
            words = each.text.in_(language)
            assert not re.search(r"[{}]|None|nan|inf\b|  | [.,;]", words), words
            assert words.endswith(".")
    for found in decisions(SHARE, goals, asked):
        for chance in chances(found, start):
            total = chance.met + chance.not_met + chance.inconclusive
            assert total == pytest.approx(1, abs=1e-9)
