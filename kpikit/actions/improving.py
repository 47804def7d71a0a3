"""Read and change the improvement plan of an agreement."""

from dataclasses import dataclass, replace
from datetime import date

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.actions.results import day_of
from kpikit.actions.stepping import moments_of, plans_of
from kpikit.domain.access import Permission
from kpikit.domain.improvement.action import (
    MOST_ACTIONS,
    ImprovementAction,
    Links,
    action_problems,
)
from kpikit.domain.improvement.scan import Theme
from kpikit.domain.library import Library, Recommendation
from kpikit.problems import NotFoundHere, Refused
from kpikit.storage import improvement_actions


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPlan:
    """An agreement with its improvement actions; for a voice without the means."""

    opened: Opened
    actions: tuple[ImprovementAction, ...]
    themes: tuple[Theme, ...]
    today: date
    key_moments: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    def action(self, number: int) -> ImprovementAction:
        """Return an action; an empty one for a number that is still free.

        Raises:
            NotFoundHere: a plan has no such number.
        """
        if not 1 <= number <= MOST_ACTIONS:
            raise NotFoundHere
        found = (a for a in self.actions if a.number == number)
        return next(found, ImprovementAction(number=number, name=""))

    @property
    def free(self) -> int | None:
        """The first number without an action, ``None`` when the plan is full."""
        taken = {a.number for a in self.actions}
        return next((n for n in range(1, MOST_ACTIONS + 1) if n not in taken), None)


def open_plan(desk: Desk, actor: Actor, agreement_id: str) -> OpenedPlan:
    """Read the improvement plan.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id) as read:
        money = actor.may(Permission.SEE_MONEY)
        found = improvement_actions.of_agreement(read.scope, read.stored)
        return OpenedPlan(
            opened=read.opened,
            actions=found if money else tuple(map(without_money, found)),
            themes=themes_of(desk.library),
            today=day_of(desk.clock()),
            key_moments=moments_of(
                read.opened.agreement,
                plans_of(read.scope, read.stored, read.opened.agreement),
            ),
            recommendations=desk.library.recommendations,
        )


def themes_of(library: Library) -> tuple[Theme, ...]:
    """Return the themes of the plan, with the questions that help."""
    return library.team_scan.theme


def without_money(action: ImprovementAction) -> ImprovementAction:
    """Return an action as who may not see money reads it."""
    return replace(action, means="", arrangements=())


def links_of(opened: Opened, library: Library, key_moments: tuple[str, ...]) -> Links:
    """Return what an action of this agreement can be linked to."""
    return Links(
        kpis=tuple(k.id for k in opened.dossier.kpis),
        themes=tuple(t.code for t in themes_of(library)),
        recommendations=tuple(r.number for r in library.recommendations),
        key_moments=key_moments,
        arrangements=tuple(a.id for a in opened.dossier.arrangements),
    )


def record_action(
    desk: Desk, actor: Actor, agreement_id: str, action: ImprovementAction
) -> None:
    """Keep an action; its revision is the opened one, 0 for a new one.

    Raises:
        Refused: something cannot be right; every problem at once.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.IMPROVE) as change:
        if found := action_problems(action, _links(change)):
            raise Refused(found)
        before = _kept(change, action.number)
        improvement_actions.save(change.scope, change.stored, action)
        lines = line_of(before), line_of(action)
        change.log("action-saved", f"{action.number}", *lines)


def remove_action(
    desk: Desk, actor: Actor, agreement_id: str, number: int, revision: int
) -> None:
    """Remove an action.

    Raises:
        Outdated: somebody changed or removed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.IMPROVE) as change:
        before = _kept(change, number)
        improvement_actions.remove(change.scope, change.stored, number, revision)
        change.log("action-removed", f"{number}", line_of(before))


def _kept(change: Change, number: int) -> ImprovementAction | None:
    known = improvement_actions.of_agreement(change.scope, change.stored)
    return next((each for each in known if each.number == number), None)


def _links(change: Change) -> Links:
    opened = assemble(change.scope, change.stored, change.desk.library)
    plans = plans_of(change.scope, change.stored, opened.agreement)
    moments = moments_of(opened.agreement, plans)
    return links_of(opened, change.desk.library, moments)
