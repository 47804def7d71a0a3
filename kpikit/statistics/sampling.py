"""All that says how many to ask, in one place to import from."""

from kpikit.statistics.draw import draw_sample
from kpikit.statistics.lqas import Plan, lqas_plan, operating_curve
from kpikit.statistics.sample_size import (
    SampleSize,
    design_effect,
    sample_size_mean,
    sample_size_proportion,
)
from kpikit.statistics.target_power import power_target, sample_size_target
from kpikit.statistics.two_waves import (
    detectable_difference,
    power_two_proportions,
    sample_size_means,
    sample_size_two_proportions,
    sample_size_two_unequal,
)

__all__ = [
    "Plan",
    "SampleSize",
    "design_effect",
    "detectable_difference",
    "draw_sample",
    "lqas_plan",
    "operating_curve",
    "power_target",
    "power_two_proportions",
    "sample_size_mean",
    "sample_size_means",
    "sample_size_proportion",
    "sample_size_target",
    "sample_size_two_proportions",
    "sample_size_two_unequal",
]
