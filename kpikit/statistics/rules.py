"""The agreed rules that turn an interval and a target into a verdict."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kpikit.statistics.errors import StatisticsInputError, require

Direction = Literal["increase", "decrease"]
Operator = Literal[">=", ">", "<=", "<"]
_FITTING = {"increase": {">=", ">"}, "decrease": {">=", ">", "<=", "<"}}
_TOLERANCE = 1e-12
"""Bounds this close to the target count as equal to it: rounding, not data."""


class Rule(StrEnum):
    """How a sampled result is held against a target; agreed before the data.

    CONFIRM: what the interval shows, with room for 'cannot be told'. BENEFIT_OF_DOUBT:
    met, unless shown otherwise. PROOF: not met, unless shown otherwise. PLAN: failures
    counted against an acceptance plan. POINT: the value itself, without a margin.
    """

    CONFIRM = "confirm"
    BENEFIT_OF_DOUBT = "benefit_of_doubt"
    PROOF = "proof"
    PLAN = "plan"
    POINT = "point"


class Verdict(StrEnum):
    """What a result says about a target."""

    MET = "met"
    NOT_MET = "not_met"
    INCONCLUSIVE = "inconclusive"
    NOT_JUDGED = "not_judged"


class Reason(StrEnum):
    """Why the verdict is what it is, as a code for the reader's language.

    SHOWN: the whole interval, or the plan, lies on one side. MARGIN: the target lies
    within the interval; the rule says what that means. NO_MARGIN: judged on the value
    alone. CENSUS: all of the population answered. CANNOT_BE_MET: a sample of this size
    cannot show this target as met, whatever it holds. TOO_FEW: too few answers.
    OFF_PLAN: more were looked at than the plan says. SUPPRESSED: the count is hidden.
    """

    SHOWN = "shown"
    MARGIN = "margin"
    NO_MARGIN = "no_margin"
    CENSUS = "census"
    CANNOT_BE_MET = "cannot_be_met"
    TOO_FEW = "too_few"
    OFF_PLAN = "off_plan"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with its direction and whether the target itself is enough.

    Attributes:
        target: the value to reach, in the unit of the result.
        direction: whether more or less of it is better.
        operator: `>=` or `>`; for a decrease these read as `<=` and `<`.
    """

    target: float
    direction: Direction = "increase"
    operator: Operator = ">="

    def __post_init__(self) -> None:
        """Refuse what cannot be judged: `target`, `direction` or `operator`."""
        require(math.isfinite(self.target), "target")
        require(self.direction in _FITTING, "direction")
        require(self.operator in _FITTING[self.direction], "operator")

    def reached_by(self, value: float) -> bool:
        """Say whether a value is at the target, if that is enough, or beyond it."""
        beyond = value - self.target
        if self.direction == "decrease":
            beyond = -beyond
        room = _TOLERANCE * max(1.0, abs(self.target))
        return beyond > room if self.operator in {">", "<"} else beyond >= -room


def by_interval(
    goal: Goal, rule: Rule, low: float, high: float
) -> tuple[Verdict, Reason]:
    """Return the verdict of a rule on an interval, and why.

    Raises:
        StatisticsInputError: `rule`: the rule does not look at an interval.
    """
    worst, best = (low, high) if goal.direction == "increase" else (high, low)
    if goal.reached_by(worst):
        return Verdict.MET, Reason.SHOWN
    if not goal.reached_by(best):
        return Verdict.NOT_MET, Reason.SHOWN
    between = {
        Rule.CONFIRM: Verdict.INCONCLUSIVE,
        Rule.BENEFIT_OF_DOUBT: Verdict.MET,
        Rule.PROOF: Verdict.NOT_MET,
    }
    if rule not in between:
        raise StatisticsInputError("rule")
    return between[rule], Reason.MARGIN


def by_value(goal: Goal, value: float) -> Verdict:
    """Return the verdict on a value that has no margin."""
    return Verdict.MET if goal.reached_by(value) else Verdict.NOT_MET
