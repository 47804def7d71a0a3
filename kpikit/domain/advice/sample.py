"""What the size of the sample asks for: invitations, everybody, one way of asking."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.advice import phrases
from kpikit.domain.advice.deciding import HUNDRED, is_census, is_share, population_of
from kpikit.domain.advice.words import (
    Advice,
    Weight,
    answers,
    exact,
    filled,
    rounded,
    whole,
)
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.statistics.intervals import proportion_interval
from kpikit.statistics.sample_size import rounded_up

MOST_OF_THEM = 0.5
"""Who plans to measure more than this part of everybody had better ask everybody."""


def on_sample(
    kpi: AnyKpi, plan: MeasurementPlan | None, *, has_goal: bool = True
) -> tuple[Advice, ...]:
    """Return what to know about a sound plan itself; the goals are `on_goals`."""
    if plan is None or not isinstance(kpi, MeasuredKpi) or kpi.balancing:
        return ()
    return tuple(_on_sample(kpi, plan, has_goal=has_goal))


def invitations(plan: MeasurementPlan) -> int | None:
    """Return how many to invite for the planned answers, if the response is known."""
    if plan.planned_n is None or plan.expected_response is None:
        return None
    return rounded_up(plan.planned_n / float(plan.expected_response))


def _on_sample(
    kpi: MeasuredKpi, plan: MeasurementPlan, *, has_goal: bool
) -> Iterator[Advice]:
    if plan.planned_n is not None:
        if not has_goal and is_share(kpi) and not is_census(plan):
            yield _margin(kpi, plan)
        yield from _inviting(kpi, plan)
    if plan.mode is not None:
        yield Advice(code="one-mode", text=phrases.ONE_MODE)


def _margin(kpi: MeasuredKpi, plan: MeasurementPlan) -> Advice:
    """Return the margin of a share of about a half: the widest there is."""
    n = plan.planned_n or 0
    found = proportion_interval(
        n // 2,
        n,
        level=float(plan.level),
        method=plan.interval_method,
        population=population_of(plan),
    )
    half = ((found.upper or 0.0) - (found.lower or 0.0)) / 2
    text = filled(
        phrases.SHARE_MARGIN,
        n=whole(n),
        answers=answers(kpi, plan),
        points=rounded(half * 100, 0),
    )
    return Advice(code="share-margin", text=text)


def _inviting(kpi: MeasuredKpi, plan: MeasurementPlan) -> Iterator[Advice]:
    """Yield how many to invite, or that everybody should be asked."""
    size, invite = plan.population, invitations(plan)
    if is_census(plan):
        yield Advice(code="everybody", text=phrases.EVERYBODY)
        if invite is None or invite == plan.planned_n:
            return
    if size is not None and invite is not None and invite >= size:
        yield _ask_all(kpi, plan, size)
        return
    if invite is not None:
        text = filled(
            phrases.INVITE,
            response=exact(_percent(plan), Unit.PERCENT),
            invite=whole(invite),
            n=whole(plan.planned_n or 0),
            answers=answers(kpi, plan),
        )
        yield Advice(code="invite", text=text)
    if size is None or is_census(plan):
        return
    if (plan.planned_n or 0) > size * MOST_OF_THEM:
        text = filled(phrases.RATHER_ALL, population=whole(size))
        yield Advice(code="census", text=text)
    else:
        text = filled(phrases.ABOUT_THESE, population=whole(size))
        yield Advice(code="finite", text=text)


def _ask_all(kpi: MeasuredKpi, plan: MeasurementPlan, size: int) -> Advice:
    """Return that everybody must be invited, and how many answers that gives."""
    expected = int(size * (plan.expected_response or Decimal(1)))
    planned = plan.planned_n or 0
    too_few = expected < planned
    text = filled(
        phrases.TOO_FEW_PEOPLE if too_few else phrases.INVITE_ALL,
        population=whole(size),
        response=exact(_percent(plan), Unit.PERCENT),
        expected=whole(expected),
        n=whole(planned),
        answers=answers(kpi, plan),
    )
    weight = Weight.WARN if too_few else Weight.NOTE
    return Advice(code="census", text=text, weight=weight)


def _percent(plan: MeasurementPlan) -> Decimal:
    return (plan.expected_response or Decimal(1)) * HUNDRED
