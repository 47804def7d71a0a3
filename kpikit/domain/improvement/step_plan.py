"""The step plan of a care path: phases, key moments, and how far the five steps are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, STEPS, Step
from kpikit.domain.kpi import KpiId
from kpikit.problems import Problem
from kpikit.text import Text

MOST_PHASES = 8
MOST_STEPS_IN_A_PHASE = 6
MOST_MOMENTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of a care path with the steps that a patient goes through."""

    name: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMoment:
    """A moment at which there is something to choose.

    ``medical``, ``reported`` and ``wishes`` say which information is then on the
    table: medical outcomes, outcomes that patients report, and what they wish.
    """

    name: str
    phases: tuple[str, ...] = ()
    medical: str = ""
    reported: str = ""
    wishes: str = ""
    support: str = ""
    handed_out_by: str = ""
    discussed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An item of a checklist: when it is planned, when it was done, and by whom."""

    code: str
    planned_on: date | None = None
    done_on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """How a team starts deciding together in one care path.

    ``objective`` says the ambition in a way that can be measured, ``kpi`` with which
    KPI of the set. ``chances`` and ``obstacles`` hold codes of the lists, and
    ``own_chances`` and ``own_obstacles`` what a team adds. ``moments`` says more of the
    key moments of the agreement, and adds those found later.
    """

    care_path: str
    ambition: str = ""
    objective: str = ""
    kpi: KpiId | None = None
    representatives: str = ""
    findings: str = ""
    phases: tuple[Phase, ...] = ()
    moments: tuple[KeyMoment, ...] = ()
    checks: tuple[Check, ...] = ()
    chances: tuple[str, ...] = ()
    own_chances: str = ""
    obstacles: tuple[str, ...] = ()
    own_obstacles: str = ""
    revision: int = 0

    def check(self, code: str) -> Check:
        """Return an item of a checklist; an empty one while nothing is known of it."""
        return next((c for c in self.checks if c.code == code), Check(code=code))

    def done_in(self, step: Step) -> int:
        """Return how many items of a step were done."""
        return sum(self.check(i.code).done_on is not None for i in step.items)


def with_moments(plan: StepPlan, agreed: Iterable[str]) -> tuple[KeyMoment, ...]:
    """Return the key moments that the parties agreed on, and then the later ones."""
    known = {m.name: m for m in plan.moments}
    first = tuple(dict.fromkeys(agreed))
    return (
        *(known.get(name, KeyMoment(name=name)) for name in first),
        *(m for m in plan.moments if m.name not in first),
    )


def with_moment(
    plan: StepPlan, before: str, moment: KeyMoment
) -> tuple[KeyMoment, ...]:
    """Return the moments with one in the place of that named ``before``, or added."""
    names = [m.name for m in plan.moments]
    if before not in names:
        return (*plan.moments, moment)
    return tuple(moment if m.name == before else m for m in plan.moments)


def step_plan_problems(plan: StepPlan, kpis: Collection[str]) -> tuple[Problem, ...]:
    """Return what cannot be right in a step plan, per form field."""
    return tuple(_problems(plan, kpis))


def _problems(plan: StepPlan, kpis: Collection[str]) -> Iterator[Problem]:
    names = [p.name for p in plan.phases]
    if len(names) > MOST_PHASES or len(set(names)) != len(names):
        yield Problem("phases", "phases", _PHASES)
    if any(len(p.steps) > MOST_STEPS_IN_A_PHASE for p in plan.phases):
        yield Problem("steps", "phases", _STEPS)
    if plan.kpi is not None and plan.kpi not in kpis:
        yield Problem("kpi", "kpi", _KPI)
    moments = [m.name for m in plan.moments]
    if not all(name.strip() for name in moments):
        yield Problem("moment", "name", _NAME)
    if len(moments) > MOST_MOMENTS or len(set(moments)) != len(moments):
        yield Problem("moments", "name", _MOMENTS)
    known = {
        "chances": (plan.chances, {i.code for i in CHANCES}),
        "obstacles": (plan.obstacles, {i.code for i in OBSTACLES}),
        "checks": (
            tuple(c.code for c in plan.checks),
            {i.code for step in STEPS for i in step.items},
        ),
    }
    for field, (chosen, possible) in known.items():
        if not set(chosen) <= possible:
            yield Problem("list", field, _LIST)


_PHASES = Text(
    nl="Schrijf ten hoogste 8 fasen, elk met een eigen naam.",
    en="Write at most 8 phases, each with a name of its own.",
)
_STEPS = Text(
    nl="Een fase heeft ten hoogste 6 stappen.", en="A phase has at most 6 steps."
)
_KPI = Text(nl="Kies een KPI uit de set.", en="Choose a KPI of the set.")
_NAME = Text(
    nl="Schrijf wanneer er iets te kiezen valt.",
    en="Write when there is something to choose.",
)
_MOMENTS = Text(
    nl="Schrijf ten hoogste 9 sleutelmomenten, elk met een eigen naam.",
    en="Write at most 9 key moments, each with a name of its own.",
)
_LIST = Text(nl="Kies iets uit de lijst.", en="Choose something from the list.")
