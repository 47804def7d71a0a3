"""The step plan: key moments, checklists, problems, and the picture of the path."""

from dataclasses import replace
from datetime import date

from kpikit.charts.kinds.care_path import CHART, CarePathPicture
from kpikit.domain.improvement.five_steps import STEPS
from kpikit.domain.improvement.step_plan import (
    Check,
    KeyMoment,
    Phase,
    StepPlan,
    step_plan_problems,
    with_moment,
    with_moments,
)
from kpikit.domain.kpi import KpiId

PLAN = StepPlan(
    care_path="Astma",
    phases=(Phase(name="Onderzoek", steps=("Bloed",)), Phase(name="Behandeling")),
    moments=(
        KeyMoment(name="Later", phases=("Behandeling",)),
        KeyMoment(name="Medicijn", support="Keuzehulp"),
    ),
)


def test_the_moments_of_the_agreement_come_first() -> None:
    """What was written about them is kept; those found later follow."""
    found = with_moments(PLAN, ("Medicijn", "Uitslag"))
    assert [m.name for m in found] == ["Medicijn", "Uitslag", "Later"]
    assert found[0].support == "Keuzehulp"


def test_a_moment_takes_the_place_of_what_it_was() -> None:
    """Under a new name it is still the same moment; an unknown one is added."""
    renamed = KeyMoment(name="Veel later")
    assert [m.name for m in with_moment(PLAN, "Later", renamed)] == [
        "Veel later",
        "Medicijn",
    ]
    assert len(with_moment(PLAN, "", renamed)) == 3


def test_a_step_counts_what_was_done() -> None:
    """Planned alone is not done."""
    plan = replace(
        PLAN,
        checks=(
            Check(code="team", done_on=date(2027, 1, 4)),
            Check(code="care-path", planned_on=date(2027, 2, 1)),
            Check(code="support", done_on=date(2027, 3, 1)),
        ),
    )
    assert [plan.done_in(step) for step in STEPS] == [1, 1, 0, 0, 0]


def test_every_item_has_a_code_of_its_own() -> None:
    """A code stands for one item, whichever step it is in."""
    codes = [item.code for step in STEPS for item in step.items]
    assert len(codes) == len(set(codes))


def test_every_problem_comes_at_once_at_its_field() -> None:
    """Phases and moments have names of their own; codes are those of the lists."""
    wrong = replace(
        PLAN,
        kpi=KpiId("PAT-99"),
        phases=(Phase(name="Onderzoek"), Phase(name="Onderzoek")),
        moments=(KeyMoment(name="A"), KeyMoment(name="A")),
        chances=("made-up",),
        obstacles=("made-up",),
        checks=(Check(code="made-up"),),
    )
    found = {p.where for p in step_plan_problems(wrong, {"PAT-01"})}
    assert found == {"kpi", "phases", "name", "chances", "obstacles", "checks"}
    assert step_plan_problems(PLAN, set()) == ()
    many = tuple(Phase(name=f"{n}") for n in range(9))
    assert step_plan_problems(replace(PLAN, phases=many), set())
    crowded = (Phase(name="A", steps=tuple("abcdefg")),)
    assert step_plan_problems(replace(PLAN, phases=crowded), set())


def test_the_picture_needs_phases_and_says_its_moments_in_words() -> None:
    """Without phases there is nothing to draw; the same path is the same bytes."""
    assert CarePathPicture.of(replace(PLAN, phases=()), PLAN.moments) is None
    picture = CarePathPicture.of(PLAN, PLAN.moments)
    assert picture is not None
    assert [row.places for row in picture.rows] == [(1,), ()]
    words = CHART.alt(picture)
    assert "Onderzoek, Behandeling" in words.nl
    assert "1. Later; 2. Medicijn" in words.en
    assert CHART.svg(picture, "nl").startswith(b"<?xml")
    assert CHART.svg(picture, "nl") == CHART.svg(picture, "nl")
