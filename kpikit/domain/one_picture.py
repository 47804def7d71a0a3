"""One picture: an agreement for a board, on one sheet of paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpikit.domain.advice.words import exact, filled, goal
from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.ambition import AnyAmbition, Comparator, MeasuredAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import commitments, kind_of
from kpikit.domain.financing.commitments import fixed_total
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.lasting import Part, parts
from kpikit.text import Text, cut_short

MOST_LINES = 5
MOST_ACTIONS_SHOWN = 5
_LONGEST_VISION = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A KPI of the set: where it starts, and the goal of the last year that has one."""

    name: Text
    now: Text
    goal: Text
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One arrangement; ``fixed`` is what it firmly promises, added up, in euro."""

    name: Text
    care_path: str
    first_year: int
    last_year: int
    fixed: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePicture:
    """What a board has to see of an agreement, in the order in which it asks.

    Without money ``payments``, ``fixed`` and ``parts`` are empty: what ends when the
    money ends tells of the money.
    """

    agreement: Agreement
    aims: tuple[Aim, ...]
    payments: tuple[Payment, ...]
    fixed: tuple[tuple[int, Decimal | None], ...]
    actions: tuple[ImprovementAction, ...]
    parts: tuple[Part, ...]
    next_review: date | None = None

    @property
    def vision(self) -> str:
        """The vision, or its beginning when the whole takes too much of the sheet."""
        return cut_short(" ".join(self.agreement.vision.split()), _LONGEST_VISION)

    @property
    def to_do(self) -> tuple[ImprovementAction, ...]:
        """The actions that are not carried out yet, those that end first on top."""
        left = (a for a in self.actions if a.done_on is None)
        return tuple(sorted(left, key=lambda a: (a.end or date.max, a.number)))


def one_picture(
    dossier: Dossier,
    actions: tuple[ImprovementAction, ...],
    reviews: Iterable[date | None] = (),
    *,
    money: bool = True,
) -> OnePicture:
    """Return the picture; ``reviews`` are the days that reviews set for the next."""
    promised = [c for a in dossier.arrangements for c in commitments(a)]
    years = dossier.agreement.years if money else ()
    return OnePicture(
        agreement=dossier.agreement,
        aims=tuple(_aim(k, dossier.ambition(k.id)) for k in dossier.kpis),
        payments=tuple(map(_payment, dossier.arrangements)) if money else (),
        fixed=tuple((year, fixed_total(promised, year)) for year in years),
        actions=actions,
        parts=parts(dossier, actions) if money else (),
        next_review=max((d for d in reviews if d is not None), default=None),
    )


def _payment(arrangement: Arrangement) -> Payment:
    promised = commitments(arrangement)
    each = (fixed_total(promised, year) for year in arrangement.years)
    amounts = [amount for amount in each if amount is not None]
    return Payment(
        name=kind_of(arrangement).name,
        care_path=arrangement.care_path,
        first_year=arrangement.first_year,
        last_year=arrangement.last_year,
        fixed=sum(amounts, Decimal(0)) if amounts else None,
    )


def _aim(kpi: AnyKpi, ambition: AnyAmbition | None) -> Aim:
    if kpi.balancing:
        return Aim(name=kpi.name, now=_DASH, goal=_WATCHED)
    if ambition is None:
        return Aim(name=kpi.name, now=_DASH, goal=_DASH)
    if isinstance(ambition, MeasuredAmbition):
        return _measured(kpi, ambition)
    levels = [y for y in ambition.years if y.level is not None]
    last = max(levels, key=lambda y: y.year, default=None)
    return Aim(
        name=kpi.name,
        now=_level(ambition.baseline_level),
        goal=_level(last.level if last else None),
        year=last.year if last else None,
    )


def _measured(kpi: AnyKpi, ambition: MeasuredAmbition) -> Aim:
    start, unit = ambition.baseline.value, ambition.unit
    now = _TO_MEASURE if start is None else exact(start, unit)
    goals = [y for y in ambition.years if y.goal is not None]
    last = max(goals, key=lambda y: y.year, default=None)
    if last is None or last.goal is None:
        return Aim(name=kpi.name, now=now, goal=_DASH)
    aim = goal(ambition.comparator, last.goal, unit)
    if ambition.comparator is Comparator.BETWEEN and last.floor is not None:
        ends = {"low": exact(last.floor, unit), "high": exact(last.goal, unit)}
        aim = filled(_BETWEEN, **ends)
    return Aim(name=kpi.name, now=now, goal=aim, year=last.year)


def _level(level: int | None) -> Text:
    return _DASH if level is None else filled(_LEVEL, level=level)


_DASH = Text(nl="–", en="–")
_WATCHED = Text(nl="meekijken, zonder doel", en="watched, without a goal")
_TO_MEASURE = Text(nl="nog te meten", en="still to be measured")
_BETWEEN = Text(nl="tussen {low} en {high}", en="between {low} and {high}")
_LEVEL = Text(nl="niveau {level} van 0–4", en="level {level} of 0–4")
