"""Results that both parties took become what a settlement asks, by the agreed rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.domain.result.figure import AnyFigure, LevelFigure, MeanFigure, ShareFigure
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.settlement.brought import outcome_of, without_figures
from kpikit.domain.settlement.facts import Finding, Standing
from kpikit.statistics.rules import Rule
from tests.domain.builders import TEAM_TALK, TOP_SCORE
from tests.domain.settlement.years import aiming

YEAR = 2028


def agreement(rule: Rule = Rule.CONFIRM, **plan: object) -> Dossier:
    base = aiming(50, 75)
    plans = tuple(replace(p, rule=rule, **plan) for p in base.plans)  # type: ignore[arg-type]
    return replace(base, plans=plans)


def brought(
    *figures: AnyFigure | None,
    kpi_id: KpiId = TOP_SCORE,
    presence: Presence = Presence.MEASURED,
) -> list[Result]:
    return [
        Result(
            kpi_id=kpi_id,
            period=Period(year=YEAR, number=number, of=2),
            presence=presence,
            figure=figure,
        )
        for number, figure in enumerate(figures, start=1)
    ]


def share(numerator: int, denominator: int) -> ShareFigure:
    return ShareFigure(numerator=numerator, denominator=denominator)


def test_counts_are_added_up() -> None:
    """Two rounds of 40 of 50 and 60 of 100 are 100 of 150, not the mean of both."""
    found = outcome_of(
        agreement(), TOP_SCORE, YEAR, brought(share(40, 50), share(60, 100))
    )
    assert (Standing.DELIVERED, 150) == (found.standing, found.n)
    assert Decimal(10_000) / 150 == found.value
    assert found.low is not None
    assert found.high is not None
    assert found.low < Decimal("66.7") < found.high
    assert Finding.NOT_MET is found.finding, "75 lies above the whole interval"


@pytest.mark.parametrize(
    ("hits", "finding"),
    [(190, Finding.MET), (110, Finding.NOT_MET), (150, Finding.CANNOT_TELL)],
)
def test_by_the_agreed_rule(hits: int, finding: Finding) -> None:
    """Of 200 answers 95% shows a goal of 75% met, 55% not, and 75% nothing."""
    results = brought(share(hits, 200))
    assert finding is outcome_of(agreement(), TOP_SCORE, YEAR, results).finding


def test_too_few_are_not_judged() -> None:
    """Under the agreed minimum nothing is said, and no number is given."""
    found = outcome_of(agreement(), TOP_SCORE, YEAR, brought(share(9, 10)))
    assert (Finding.CANNOT_TELL, None, None) == (found.finding, found.value, found.n)


def test_a_census_has_no_margin() -> None:
    """When all were counted the value is what it is."""
    dossier = agreement(Rule.POINT, method=SamplingMethod.CENSUS)
    found = outcome_of(dossier, TOP_SCORE, YEAR, brought(share(80, 100)))
    assert (Decimal(80), None, None) == (found.value, found.low, found.high)
    assert Finding.MET is found.finding


def test_means_are_weighed() -> None:
    """Two means count for as many as answered."""
    one = MeanFigure(mean=Decimal(70), standard_deviation=Decimal(10), n=100)
    other = MeanFigure(mean=Decimal(80), standard_deviation=Decimal(10), n=300)
    found = outcome_of(agreement(), TOP_SCORE, YEAR, brought(one, other))
    assert (Decimal("77.5"), 400) == (found.value, found.n)


def test_missing_and_not_due() -> None:
    """A planned round without a figure is missing; a year without rounds is not due."""
    dossier = agreement()
    nothing = brought(None, presence=Presence.MISSING)
    for results in ([], nothing):
        found = outcome_of(dossier, TOP_SCORE, YEAR, results)
        assert Standing.NOT_DELIVERED is found.standing
    elsewhere = brought(None, presence=Presence.NOT_APPLICABLE)
    found = outcome_of(dossier, TOP_SCORE, YEAR, elsewhere)
    assert Standing.NOT_DUE is found.standing


def test_held_and_discussed() -> None:
    """A narrative KPI counts as held, whatever its level; without evidence nobody can tell."""
    told = {None: Finding.CANNOT_TELL, 0: Finding.MET, 4: Finding.MET}
    for level, finding in told.items():
        results = brought(LevelFigure(level=level), kpi_id=TEAM_TALK)
        found = outcome_of(agreement(), TEAM_TALK, YEAR, results)
        assert (finding, None) == (found.finding, found.value)


def test_ways_of_asking_are_never_added_up() -> None:
    """45 of 50 on paper and 20 of 50 by phone are no 65 of 100: people decide."""
    paper, phone = brought(share(45, 50), share(20, 50))
    results = [replace(paper, mode=Mode.PAPER), replace(phone, mode=Mode.PHONE)]
    found = outcome_of(agreement(), TOP_SCORE, YEAR, results)
    assert (Standing.DELIVERED, None, None) == (
        found.standing,
        found.value,
        found.finding,
    )


def test_a_mean_without_its_spread_has_no_margin() -> None:
    """An unknown spread is not a spread of nothing."""
    mean = MeanFigure(mean=Decimal(80), standard_deviation=None, n=100)
    found = outcome_of(agreement(), TOP_SCORE, YEAR, brought(mean))
    assert (Decimal(80), 100) == (found.value, found.n)
    assert (None, None, None) == (found.low, found.high, found.finding)


def test_small_groups_stay_hidden() -> None:
    """What a reader may not see is found, and not shown."""
    found = outcome_of(agreement(), TOP_SCORE, YEAR, brought(share(190, 200)))
    bare = without_figures(found)
    assert Finding.MET is bare.finding
    assert (None, None, None, None) == (bare.value, bare.n, bare.low, bare.high)
