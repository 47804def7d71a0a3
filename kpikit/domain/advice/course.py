"""What is odd in the course of the goals over the years: they go the wrong way."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from kpikit.domain.advice import phrases
from kpikit.domain.advice.words import Advice, Weight, exact, filled
from kpikit.domain.ambition import AnyAmbition, MeasuredAmbition, NarrativeAmbition
from kpikit.domain.kpi import AnyKpi, Direction, MeasuredKpi
from kpikit.text import Text


def on_course(kpi: AnyKpi, ambition: AnyAmbition | None) -> tuple[Advice, ...]:
    """Return each year in which the goal is worse than before; advice, never a block.

    A year without a goal is passed over.
    """
    if kpi.balancing:
        return ()
    if isinstance(ambition, NarrativeAmbition):
        return tuple(_levels(ambition))
    if isinstance(ambition, MeasuredAmbition) and isinstance(kpi, MeasuredKpi):
        return tuple(_goals(kpi, ambition))
    return ()


def _goals(kpi: MeasuredKpi, ambition: MeasuredAmbition) -> Iterator[Advice]:
    direction = kpi.statistic.direction
    if direction is Direction.NONE:
        return
    higher = direction is Direction.HIGHER
    goals = {y.year: y.goal for y in ambition.years if y.goal is not None}
    for (year_before, before), (year, after) in _following(goals):
        if after < before if higher else after > before:
            text = filled(
                phrases.FALLING if higher else phrases.RISING,
                before=exact(before, ambition.unit),
                year_before=year_before,
                after=exact(after, ambition.unit),
                year=year,
            )
            yield _wrong_way(text)


def _levels(ambition: NarrativeAmbition) -> Iterator[Advice]:
    levels = {y.year: Decimal(y.level) for y in ambition.years if y.level is not None}
    for (year_before, before), (year, after) in _following(levels):
        if after < before:
            text = filled(
                phrases.LOWER_LEVEL,
                before=int(before),
                year_before=year_before,
                after=int(after),
                year=year,
            )
            yield _wrong_way(text)


def _following(
    goals: dict[int, Decimal],
) -> Iterable[tuple[tuple[int, Decimal], tuple[int, Decimal]]]:
    """Return each year that has a goal with the next one that has."""
    return pairwise(sorted(goals.items()))


def _wrong_way(text: Text) -> Advice:
    return Advice(code="wrong-way", text=text, weight=Weight.WARN)
