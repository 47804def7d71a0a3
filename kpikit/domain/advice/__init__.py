"""What a planned sample can show of a goal, told while the parties still choose."""

from kpikit.domain.advice.course import on_course
from kpikit.domain.advice.deciding import (
    Chance,
    YearDecision,
    acceptance_plan,
    chances,
    decisions,
    unprovable_years,
)
from kpikit.domain.advice.goals import baseline_interval, on_goals, warnings
from kpikit.domain.advice.minimum import on_minimum
from kpikit.domain.advice.sample import on_sample
from kpikit.domain.advice.sound import sound_ambition, sound_plan
from kpikit.domain.advice.words import Advice, Weight

__all__ = [
    "Advice",
    "Chance",
    "Weight",
    "YearDecision",
    "acceptance_plan",
    "baseline_interval",
    "chances",
    "decisions",
    "on_course",
    "on_goals",
    "on_minimum",
    "on_sample",
    "sound_ambition",
    "sound_plan",
    "unprovable_years",
    "warnings",
]
