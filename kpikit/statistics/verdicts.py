"""All that turns a result into a verdict, in one place to import from."""

from kpikit.statistics.changes import ChangeVerdict, judge_change
from kpikit.statistics.decisions import (
    DecisionTable,
    decision_table,
    smallest_n_for_met,
    verdict_probabilities,
)
from kpikit.statistics.judging import TargetVerdict, judge_mean, judge_target
from kpikit.statistics.rules import Direction, Operator, Reason, Rule, Verdict

__all__ = [
    "ChangeVerdict",
    "DecisionTable",
    "Direction",
    "Operator",
    "Reason",
    "Rule",
    "TargetVerdict",
    "Verdict",
    "decision_table",
    "judge_change",
    "judge_mean",
    "judge_target",
    "smallest_n_for_met",
    "verdict_probabilities",
]
