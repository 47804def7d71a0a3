"""The sample advice of a page: sentences, what each goal asks, and the chances."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from kpikit.actions.opening import Opened
from kpikit.domain import advice
from kpikit.domain.advice import Advice, Chance, Weight, YearDecision
from kpikit.domain.ambition import AnyAmbition, MeasuredAmbition, NarrativeAmbition
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, Unit
from kpikit.domain.measurement import MeasurementPlan, problems
from kpikit.text import Text
from kpikit.web.answers import figure
from kpikit.web.language import number
from kpikit.web.reader import desk

_FIRST = ("decision", "mean-margin")
_NOTHING = 1e-9
"""A chance below it is what rounding leaves, not a chance."""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """What a round must show for the goal of one year."""

    year: int
    goal: str
    met: str
    not_met: str


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """The chance of each verdict if this is the truth."""

    truth: str
    met: str
    not_met: str
    inconclusive: str


@dataclass(frozen=True, slots=True)
class SampleAdvice:
    """All that a page shows of what the sample can show.

    ``year`` is the year that the chances are about; ``counted`` is what counts as one
    of the counts in the table.
    """

    lines: tuple[Advice, ...]
    goals: tuple[GoalRow, ...] = ()
    chances: tuple[ChanceRow, ...] = ()
    year: int = 0
    counted: Text | None = None

    @property
    def warnings(self) -> tuple[Advice, ...]:
        """What asks to reconsider something."""
        return tuple(a for a in self.lines if a.weight is Weight.WARN)

    @property
    def decision(self) -> tuple[Advice, ...]:
        """The sentence with the counts or the means, if there is one."""
        return tuple(a for a in self.lines if a.code in _FIRST)

    @property
    def notes(self) -> tuple[Advice, ...]:
        """The other sentences."""
        return tuple(
            a for a in self.lines if a.weight is Weight.NOTE and a.code not in _FIRST
        )


def about_goals(
    opened: Opened,
    kpi: AnyKpi,
    ambition: AnyAmbition | None,
    plan: MeasurementPlan | None,
) -> SampleAdvice:
    """Return the advice for the page of an ambition; wrong parts carry no number."""
    sound, asked = _sound(opened, kpi, ambition, plan)
    course = advice.on_course(kpi, sound or _levels(ambition))
    return _shown(kpi, sound, asked, (*course, *advice.on_goals(kpi, sound, asked)))


def about_plan(
    opened: Opened,
    kpi: AnyKpi,
    ambition: AnyAmbition | None,
    plan: MeasurementPlan | None,
) -> SampleAdvice:
    """Return the advice for the page of a measurement plan: also whom to invite."""
    sound, asked = _sound(opened, kpi, ambition, plan)
    aims = sound is not None and any(y.goal is not None for y in sound.years)
    wrong = _wrong_size(plan)
    instrument = desk().library.instrument_of(kpi)
    lines = (
        *(wrong or advice.on_goals(kpi, sound, asked)),
        *advice.on_minimum(kpi, instrument, asked, desk().small_number),
        *advice.on_sample(kpi, asked, has_goal=aims),
    )
    return _shown(kpi, sound, asked, lines)


def _wrong_size(plan: MeasurementPlan | None) -> tuple[Advice, ...]:
    """Return why a planned sample cannot be: there is one, with nothing to show."""
    if plan is None:
        return ()
    return tuple(
        Advice(code=each.code, text=each.text, weight=Weight.WARN)
        for each in problems(plan)
        if each.where == "planned_n"
    )


def in_short(
    opened: Opened, kpi: AnyKpi, ambition: AnyAmbition | None
) -> tuple[Advice, ...]:
    """Return only the warnings, for one KPI of the list."""
    sound, asked = _sound(opened, kpi, ambition, opened.dossier.plan(kpi.id))
    course = advice.on_course(kpi, sound or _levels(ambition))
    return (*course, *advice.warnings(kpi, sound, asked))


def _levels(ambition: AnyAmbition | None) -> NarrativeAmbition | None:
    return ambition if isinstance(ambition, NarrativeAmbition) else None


def _sound(
    opened: Opened,
    kpi: AnyKpi,
    ambition: AnyAmbition | None,
    plan: MeasurementPlan | None,
) -> tuple[MeasuredAmbition | None, MeasurementPlan | None]:
    return (
        advice.sound_ambition(ambition, kpi, opened.agreement.years),
        advice.sound_plan(plan, kpi),
    )


def _shown(
    kpi: AnyKpi,
    ambition: MeasuredAmbition | None,
    plan: MeasurementPlan | None,
    lines: Sequence[Advice],
) -> SampleAdvice:
    found = advice.decisions(kpi, ambition, plan)
    if not found or ambition is None:
        return SampleAdvice(tuple(lines))
    last = max(found, key=lambda d: d.year)
    counting = kpi.counting if isinstance(kpi, MeasuredKpi) else None
    return SampleAdvice(
        lines=tuple(lines),
        goals=tuple(_goal_row(each) for each in found),
        chances=tuple(
            _chance_row(c) for c in advice.chances(last, ambition.baseline.value)
        ),
        year=last.year,
        counted=counting.numerator if counting else None,
    )


def _goal_row(found: YearDecision) -> GoalRow:
    table, up = found.table, found.table.direction == "increase"
    met, not_met = table.met_from, table.not_met_up_to
    upwards, downwards = _("%(count)s or more"), _("%(count)s or fewer")
    first, last = (upwards, downwards) if up else (downwards, upwards)
    return GoalRow(
        year=found.year,
        goal=figure(found.goal, Unit.PERCENT),
        met=_("never") if met is None else first % {"count": number(met)},
        not_met=_("never") if not_met is None else last % {"count": number(not_met)},
    )


def _chance_row(found: Chance) -> ChanceRow:
    return ChanceRow(
        truth=figure(found.truth, Unit.PERCENT),
        met=_percent(found.met),
        not_met=_percent(found.not_met),
        inconclusive=_percent(found.inconclusive),
    )


def _percent(chance: float) -> str:
    """Return a chance in whole percents; next to none and next to sure say so."""
    if _NOTHING < chance < 0.005:
        return f"< {number(1)}%"
    if 0.995 <= chance < 1 - _NOTHING:
        return f"> {number(99)}%"
    return f"{number(round(chance * 100))}%"
