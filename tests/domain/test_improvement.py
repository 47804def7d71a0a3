"""Improvement actions: status, problems and marks."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kpikit.charts.kinds.plan_time_line import CHART, TimeLine
from kpikit.domain.improvement.action import (
    ImprovementAction,
    Links,
    Status,
    action_problems,
    marks_of,
    status_on,
)
from kpikit.domain.kpi import KpiId

ACTION = ImprovementAction(
    number=1, name="Training", start=date(2027, 2, 1), end=date(2027, 6, 1)
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_the_end_day_itself_is_in_time() -> None:
    """Overdue begins the day after the end, unless the action is carried out."""
    assert status_on(ACTION, date(2027, 1, 31)) is Status.PLANNED
    assert status_on(ACTION, date(2027, 2, 1)) is Status.UNDER_WAY
    assert status_on(ACTION, date(2027, 6, 1)) is Status.UNDER_WAY
    assert status_on(ACTION, date(2027, 6, 2)) is Status.OVERDUE
    done = replace(ACTION, done_on=date(2027, 6, 1))
    assert status_on(done, date(2027, 6, 2)) is Status.DONE
    assert status_on(replace(ACTION, start=None, end=None), date(2027, 1, 1)) is (
        Status.UNDATED
    )


@given(DAYS, DAYS, DAYS)
def test_what_is_done_is_never_overdue(start: date, end: date, today: date) -> None:
    """Whatever the dates, an action that was carried out is done from that day on."""
    action = replace(ACTION, start=start, end=end, done_on=today)
    assert status_on(action, today) is Status.DONE
    assert status_on(action, today + timedelta(days=400)) is Status.DONE


def test_every_problem_comes_at_once_at_its_field() -> None:
    """Name, dates and links that are not of the agreement are all told together."""
    wrong = replace(
        ACTION,
        name=" ",
        end=date(2027, 1, 1),
        done_on=date(2026, 1, 1),
        kpis=(KpiId("PAT-01"),),
        themes=("support",),
    )
    found = {p.where for p in action_problems(wrong, Links(themes=("support",)))}
    assert found == {"name", "end", "done_on", "kpis"}


def test_marks_stand_only_on_the_charts_of_own_kpis() -> None:
    """An action is a mark at its start, on the KPIs that it works on."""
    linked = replace(ACTION, kpis=(KpiId("PAT-01"),))
    assert marks_of((linked, ACTION), KpiId("PAT-01")) == (
        (date(2027, 2, 1), "Training"),
    )
    assert marks_of((linked,), KpiId("PAT-02")) == ()


def test_the_time_line_has_the_actions_with_both_dates() -> None:
    """Who has no end is in the table and not in the picture; words say the rest."""
    late = date(2027, 7, 1)
    assert TimeLine.of((replace(ACTION, end=None),), late) is None
    line = TimeLine.of((ACTION, replace(ACTION, number=2, end=None)), late)
    assert line is not None
    assert [bar.number for bar in line.bars] == [1]
    assert "1 overdue" in CHART.alt(line).en
    assert CHART.svg(line, "nl").startswith(b"<?xml")
    assert CHART.svg(line, "nl") == CHART.svg(line, "nl")
