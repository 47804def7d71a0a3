"""All that follows a KPI through time, in one place to import from."""

from kpikit.statistics.chart import (
    Assurance,
    Chart,
    ChartPoint,
    Kind,
    Note,
    Point,
    Segment,
    Signal,
)
from kpikit.statistics.display import ChartKind, Display, Step, suggest_display
from kpikit.statistics.p import p_chart
from kpikit.statistics.runs import Runs, run_analysis
from kpikit.statistics.xmr import xmr_chart

__all__ = [
    "Assurance",
    "Chart",
    "ChartKind",
    "ChartPoint",
    "Display",
    "Kind",
    "Note",
    "Point",
    "Runs",
    "Segment",
    "Signal",
    "Step",
    "p_chart",
    "run_analysis",
    "suggest_display",
    "xmr_chart",
]
