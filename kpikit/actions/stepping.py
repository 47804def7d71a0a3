"""Read and change the step plans of an agreement, one for each care path."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kpikit.actions.desk import Actor, Desk, changing
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.five_steps import STEPS, Step
from kpikit.domain.improvement.step_plan import (
    MOST_MOMENTS,
    KeyMoment,
    StepPlan,
    step_plan_problems,
    with_moments,
)
from kpikit.problems import NotFoundHere, Refused
from kpikit.storage import improvement_actions, step_plans
from kpikit.storage.scope import Scope, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSteps:
    """An agreement with a step plan for each of its care paths, written or not.

    A plan of a path that is no longer in the agreement comes last.
    """

    opened: Opened
    plans: tuple[StepPlan, ...]
    actions: tuple[ImprovementAction, ...]
    today: date

    def plan(self, number: int) -> StepPlan:
        """Return the plan of a care path, counted from 1.

        Raises:
            NotFoundHere: there is no such care path.
        """
        if not 1 <= number <= len(self.plans):
            raise NotFoundHere
        return self.plans[number - 1]

    def agreed(self, plan: StepPlan) -> tuple[str, ...]:
        """Return the key moments that the agreement itself names for the path."""
        return agreed_moments(self.opened.agreement, plan.care_path)

    def moments(self, plan: StepPlan) -> tuple[KeyMoment, ...]:
        """Return the key moments of the agreement, and then those found later."""
        return with_moments(plan, self.agreed(plan))

    def moment(self, plan: StepPlan, number: int) -> KeyMoment:
        """Return a key moment, counted from 1; 0 gives an empty one to add.

        Raises:
            NotFoundHere: there is no such moment, nor room for it.
        """
        known = self.moments(plan)
        if 1 <= number <= len(known):
            return known[number - 1]
        if number == 0 and len(known) < MOST_MOMENTS:
            return KeyMoment(name="")
        raise NotFoundHere

    def acting_on(self, moment: KeyMoment) -> tuple[ImprovementAction, ...]:
        """Return the improvement actions that are linked to a key moment."""
        return tuple(a for a in self.actions if moment.name in a.key_moments)


def step(number: int) -> Step:
    """Return one of the five steps.

    Raises:
        NotFoundHere: there are five.
    """
    found = (s for s in STEPS if s.number == number)
    if (one := next(found, None)) is None:
        raise NotFoundHere
    return one


def open_steps(desk: Desk, actor: Actor, agreement_id: str) -> OpenedSteps:
    """Read the step plans; every party of the agreement may.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        return OpenedSteps(
            opened=read.opened,
            plans=plans_of(read.scope, read.stored, read.opened.agreement),
            actions=improvement_actions.of_agreement(read.scope, read.stored),
            today=day_of(desk.clock()),
        )


def plans_of(
    scope: Scope, stored: Stored, agreement: Agreement
) -> tuple[StepPlan, ...]:
    """Return a plan for each care path, and those of paths that are gone.

    ``agreement`` is the frame as it is in force, which an addendum may have changed.
    """
    written = {p.care_path: p for p in step_plans.of_agreement(scope, stored)}
    paths = [p.name for p in agreement.care_paths]
    first = tuple(written.pop(name, StepPlan(care_path=name)) for name in paths)
    return (*first, *written.values())


def moments_of(agreement: Agreement, plans: Iterable[StepPlan]) -> tuple[str, ...]:
    """Return the names of all key moments that an action can be linked to."""
    named = [m for path in agreement.care_paths for m in path.key_moments]
    later = [m.name for plan in plans for m in plan.moments]
    return tuple(dict.fromkeys([*named, *later]))


def agreed_moments(agreement: Agreement, care_path: str) -> tuple[str, ...]:
    """Return the key moments that the agreement itself names for a care path."""
    path = (p for p in agreement.care_paths if p.name == care_path)
    return next((p.key_moments for p in path), ())


def record_steps(
    desk: Desk, actor: Actor, agreement_id: str, plan: StepPlan, part: str
) -> None:
    """Keep a step plan; its revision is the opened one, 0 for a new one.

    ``part`` says in the history what was changed.

    Raises:
        Refused: something cannot be right; every problem at once.
        NotFoundHere: the agreement has no such care path.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.WRITE_STEPS) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        known = plans_of(change.scope, change.stored, opened.agreement)
        if plan.care_path not in {p.care_path for p in known}:
            raise NotFoundHere
        if found := step_plan_problems(plan, [k.id for k in opened.dossier.kpis]):
            raise Refused(found)
        before = next(p for p in known if p.care_path == plan.care_path)
        step_plans.save(change.scope, change.stored, plan)
        path = plan.care_path
        subject = path if part == path else f"{path}: {part}"
        change.log("steps-saved", subject, line_of(before), line_of(plan))


def remove_moment(
    desk: Desk, actor: Actor, agreement_id: str, plan: StepPlan, name: str
) -> None:
    """Remove a key moment that was found later; those agreed on stay.

    Raises:
        NotFoundHere: there is no such moment to remove.
        Outdated: somebody changed the plan after it was opened.
    """
    left = tuple(m for m in plan.moments if m.name != name)
    with changing(desk, actor, agreement_id, Permission.WRITE_STEPS) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        agreed = agreed_moments(opened.agreement, plan.care_path)
        if name in agreed or left == plan.moments:
            raise NotFoundHere
        after = replace(plan, moments=left)
        step_plans.save(change.scope, change.stored, after)
        change.log("moment-removed", plan.care_path, line_of(plan), line_of(after))
