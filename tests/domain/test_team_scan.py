"""The team scan: the spread of a team, and what changed since the last scan."""

from datetime import date
from decimal import Decimal

import pytest

from kpikit.domain.improvement.team_scan import (
    MemberScan,
    Spread,
    TeamScan,
    ThemeScore,
    by_path,
    change,
    former,
    in_words,
    member_problems,
    spread,
    team_problems,
)
from kpikit.library import load
from kpikit.resources import folder

KIND = load(folder("kpi_library"))[0].team_scan
TODAY = date(2026, 11, 27)


def member(score: int | None, *, handed_in: bool = True) -> MemberScan:
    """Return what somebody gave for one theme."""
    scores = (ThemeScore(code="value", score=score),)
    return MemberScan(care_path="Astma", year=2026, scores=scores, handed_in=handed_in)


def team(year: int, score: int | None, path: str = "Astma") -> TeamScan:
    """Return a joint scan with one theme."""
    scores = (ThemeScore(code="value", score=score),)
    return TeamScan(care_path=path, year=year, on=date(year, 3, 1), scores=scores)


def test_the_spread_is_of_who_handed_in_and_scored() -> None:
    """Median, lowest and highest; who did not hand in or not score is not counted."""
    given = [member(1), member(4), member(2), member(5), member(None)]
    every = [*given, member(0, handed_in=False)]
    expected = Spread(code="value", people=4, median=Decimal(3), lowest=1, highest=5)
    assert (expected,) == spread(every, KIND)
    assert () == spread([member(0, handed_in=False)], KIND)


def test_the_spread_reads_as_a_sentence() -> None:
    """Two people lie half a point around their median, with a comma in Dutch."""
    (found,) = spread([member(2), member(3)], KIND)
    assert "2 mensen: mediaan 2,5, laagste 2, hoogste 3" == in_words(found).nl
    assert "2 people: median 2.5, lowest 2, highest 3" == in_words(found).en
    (same,) = spread([member(2), member(2)], KIND)
    assert "2 people all gave 2" == in_words(same).en
    (alone,) = spread([member(0)], KIND)
    assert "1 person: 0" == in_words(alone).en
    assert "nobody gave a score" == in_words(None).en


def test_a_scan_stands_beside_the_last_one_of_its_care_path() -> None:
    """Another care path and a later year are not the former scan."""
    now, last = team(2026, 4), team(2024, 1)
    every = (team(2023, 5), last, now, team(2025, 3, "Eczeem"), team(2027, 2))
    assert last == former(now, every)
    assert 3 == change("value", now, last)
    assert former(team(2023, 5), every) is None
    assert change("value", now, None) is None
    assert change("value", now, team(2024, None)) is None


@pytest.mark.parametrize(
    ("score", "wrong"), [(-1, True), (0, False), (5, False), (6, True)]
)
def test_a_score_runs_from_0_to_5(score: int, wrong: bool) -> None:
    """Both ends count; what lies outside is refused at its field."""
    found = member_problems(member(score), KIND, 2026)
    assert wrong == bool(found)
    assert all("value-score" == p.where for p in found)


def test_what_is_handed_in_has_at_least_one_score() -> None:
    """An empty one may be kept, and not handed in nor recorded."""
    empty = member(None, handed_in=False)
    assert () == member_problems(empty, KIND, 2026)
    assert ["empty"] == [p.code for p in member_problems(member(None), KIND, 2026)]
    assert ["empty"] == [p.code for p in team_problems(team(2026, None), KIND, TODAY)]


def test_a_year_to_come_and_an_unknown_theme_are_refused() -> None:
    """A scan is about now or before, and about the six themes."""
    assert ["year"] == [p.code for p in member_problems(member(1), KIND, 2025)]
    odd = MemberScan(
        care_path="Astma", year=2026, scores=(ThemeScore(code="odd", score=1),)
    )
    assert ["theme"] == [p.code for p in member_problems(odd, KIND, 2026)]


@pytest.mark.parametrize("day", [None, date(2025, 12, 31), date(2026, 11, 28)])
def test_a_joint_scan_has_a_day_in_its_year(day: date | None) -> None:
    """No day, another year and tomorrow are refused."""
    scores = (ThemeScore(code="value", score=1),)
    scan = TeamScan(care_path="Astma", year=2026, on=day, scores=scores)
    assert ["on"] == [p.code for p in team_problems(scan, KIND, TODAY)]
    assert () == team_problems(team(2026, 1), KIND, TODAY)


def test_scans_stand_by_care_path_and_year() -> None:
    """Each care path has its own scans, the first year first."""
    every = [team(2026, 3), team(2025, 1, "Reuma"), team(2024, 2)]
    expected = ((every[2], every[0]), (every[1],))
    assert expected == by_path(every)
