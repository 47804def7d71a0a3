"""The trend: limits only with enough points, drawn anew when the way of asking changes."""

from datetime import date

from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.saying import headline
from kpikit.domain.finding.trend import Trend, trend_of
from kpikit.domain.finding.wording import BETTER, WORSE
from kpikit.domain.kpi import Mode, StatisticKind, Unit
from kpikit.domain.result.figure import AnyFigure, LevelFigure
from kpikit.statistics.chart import Kind
from kpikit.statistics.display import ChartKind, Step
from tests.domain.finding.measured import (
    YEAR,
    agreement,
    found,
    kpi,
    mean,
    rounds,
    share,
)

FLAT = [share(36 + i % 3, 60) for i in range(8)]
UP = [*FLAT, *(share(47 + i % 2, 60) for i in range(8))]


def trend(*figures: AnyFigure | None, start: int = YEAR - 3) -> Trend | None:
    dossier = agreement()
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    return trend_of(agreed, rounds(*figures, year=start))


def test_no_limits_before_thirteen_points() -> None:
    """Two points are values, nine a line, twelve have runs, thirteen have limits."""
    steps = {2: Step.VALUE, 9: Step.LINE, 12: Step.RUNS, 13: Step.LIMITS}
    for points, step in steps.items():
        made = trend(*UP[:points])
        assert made is not None
        assert step is made.display.step
        assert (made.variation is not None) == (step is Step.LIMITS)
        assert (made.runs is not None) == (step is Step.RUNS)


def test_a_lasting_change_is_the_headline() -> None:
    """Eight rounds on one side of the mean are better, or worse when less is better."""
    made = trend(*UP)
    assert made is not None
    assert made.variation is Kind.IMPROVEMENT_HIGH
    dossier = agreement()
    finding = found(dossier, rounds(share(48, 60)))
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    assert BETTER == headline(agreed, finding, made)
    down = trend(*reversed(UP))
    assert WORSE == headline(agreed, finding, down)


def test_another_way_of_asking_starts_anew() -> None:
    """Limits before and after a change of mode are apart, and the old ones stay."""
    dossier = agreement()
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    before = rounds(*UP, year=YEAR - 4)
    after = rounds(*FLAT, year=YEAR, mode=Mode.PAPER)
    made = trend_of(agreed, (*before, *after))
    assert made is not None
    assert (date(YEAR, 1, 1),) == made.starts
    assert 2 == len(made.chart.segments)
    assert Step.LINE is made.display.step
    assert all(p.upper is not None for p in made.chart.points[:16])


def test_rebasing_by_both_starts_anew() -> None:
    """From the agreed round on there is a new mean; the old one stays in its place."""
    dossier = agreement()
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    results = rounds(*UP, year=YEAR - 3)
    made = trend_of(agreed, results, [results[8].period.first_day])
    assert made is not None
    first, second = made.chart.segments
    assert first.centre is not None
    assert second.centre is not None
    assert second.centre > first.centre


def test_uneven_numbers_have_limits_of_their_own() -> None:
    """Rounds of 40 and 160 answers get the limits of a p chart, shares of one."""
    sizes = [40, 160] * 8
    made = trend(*(share(n * 6 // 10, n) for n in sizes))
    assert made is not None
    assert ChartKind.P is made.display.chart
    assert 100 == made.scale
    widths = {round((p.upper or 0) - (p.lower or 0), 3) for p in made.chart.points}
    assert 2 == len(widths)


def test_a_missing_round_is_a_gap() -> None:
    """It is no zero, and the points around it stay what they are."""
    made = trend(*UP[:8], None, *UP[9:])
    assert made is not None
    assert made.chart.points[8].value is None
    assert made.limits


def test_levels_have_no_trend() -> None:
    """A ladder is no scale to draw limits on; nothing is a trend of nothing."""
    assert trend(LevelFigure(level=1), LevelFigure(level=2)) is None
    assert trend() is None
    assert trend(None, None) is None


def test_means_have_the_limits_of_single_values() -> None:
    """An XmR chart, in points."""
    points = kpi(StatisticKind.MEAN, Unit.POINTS)
    dossier = agreement(points)
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    figures = [mean(str(70 + i % 2), "15", 90) for i in range(14)]
    made = trend_of(agreed, rounds(*figures, year=YEAR - 3))
    assert made is not None
    assert (ChartKind.XMR, 1) == (made.display.chart, made.scale)
    assert 70.5 == made.chart.points[-1].centre
