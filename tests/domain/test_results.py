"""Results: their periods, what cannot be right, the rounds, and small numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpikit.domain.kpi import KpiId, Mode
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import PartyRole
from kpikit.domain.result import rounds as steps
from kpikit.domain.result.checks import problems
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.result.figure import (
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    value_of,
)
from kpikit.domain.result.period import Period, period_of, periods
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.result.rounds import (
    ResultRound,
    RoundClosed,
    RoundState,
    RoundStep,
)
from kpikit.problems import NotAllowed, Refused
from tests.domain.builders import make_measured, make_narrative

AT = datetime(2027, 4, 2, 9, tzinfo=UTC)
HOSPITAL, INSURER = PartyRole.PROVIDER, PartyRole.INSURER
QUARTER = Period(year=2027, number=1, of=4)


def _step(role: PartyRole, words: str = "") -> RoundStep:
    return RoundStep(role=role, name="Jo", at=AT, words=words)


def _share(numerator: int, denominator: int, number: int = 1) -> Result:
    return Result(
        kpi_id=KpiId("PAT-01"),
        period=Period(year=2027, number=number, of=4),
        figure=ShareFigure(numerator=numerator, denominator=denominator),
        eligible=1000,
        invited=900,
        responded=denominator,
        mode=Mode.DIGITAL,
    )


@pytest.mark.parametrize("of", range(1, 53))
def test_periods_cover_the_year_once(of: int) -> None:
    """Every day of a year falls in exactly one of its periods, for any number."""
    plan = MeasurementPlan(kpi_id=KpiId("K"), rounds_per_year=of)
    found = periods(plan, (2027, 2028))
    assert 2 * of == len(found)
    days = [found[0].first_day - timedelta(days=1)]
    for each in found:
        assert days[-1] + timedelta(days=1) == each.first_day
        assert each.first_day <= each.last_day
        days.append(each.last_day)
    assert date(2028, 12, 31) == days[-1]
    assert len({p.id for p in found}) == len(found)
    assert all(p == period_of(f" {p.id.lower()} ", found) for p in found)


def test_periods_have_the_names_of_the_calendar() -> None:
    """Quarters, half-years and months are called what people call them."""
    assert "2027-Q1" == QUARTER.id
    assert "1e kwartaal 2027" == QUARTER.name.nl
    assert date(2027, 3, 31) == QUARTER.last_day
    assert "2027-M02" == Period(year=2027, number=2, of=12).id
    assert "February 2027" == Period(year=2027, number=2, of=12).name.en
    assert "2027" == Period(year=2027).id
    assert date(2027, 6, 30) == Period(year=2027, number=1, of=2).last_day


def test_values_are_in_the_unit_of_the_kpi() -> None:
    """Shares are percentages worked out from counts; two shares give a difference."""
    half = ShareFigure(numerator=1, denominator=2)
    quarter = ShareFigure(numerator=1, denominator=4)
    none = ShareFigure(numerator=0, denominator=0)
    assert Decimal(50) == value_of(half)
    assert Decimal(25) == value_of(TwoSharesFigure(first=half, second=quarter))
    assert None is value_of(none)
    assert None is value_of(TwoSharesFigure(first=half, second=none))
    assert None is value_of(LevelFigure(level=None))
    assert Decimal(0) == value_of(CountFigure(count=0))
    assert Decimal(0) == value_of(ShareFigure(numerator=0, denominator=9))


def test_a_sound_result_has_no_problem() -> None:
    """46 of 62 valid answers, of 62 who answered, of 900 who were invited."""
    assert () == problems(_share(46, 62), make_measured())


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"figure": ShareFigure(numerator=63, denominator=62)}, "numerator"),
        ({"figure": ShareFigure(numerator=-1, denominator=62)}, "numerator"),
        ({"figure": ShareFigure(numerator=0, denominator=0)}, "denominator"),
        ({"figure": ShareFigure(numerator=46, denominator=63)}, "denominator"),
        ({"figure": CountFigure(count=3)}, "numerator"),
        ({"figure": None}, "numerator"),
        ({"invited": None}, "invited"),
        ({"responded": None}, "responded"),
        ({"responded": 901}, "responded"),
        ({"invited": 1001}, "invited"),
        ({"eligible": -1}, "eligible"),
        ({"mode": None}, "mode"),
    ],
)
def test_each_impossible_number_is_told_at_its_field(
    changes: dict[str, object], where: str
) -> None:
    """What cannot be right is named at the field where it stands."""
    wrong = replace(_share(46, 62), **changes)  # type: ignore[arg-type]
    assert where in {p.where for p in problems(wrong, make_measured())}


def test_eligible_may_be_unknown() -> None:
    """Who could have been asked is often not known; that is an answer."""
    assert () == problems(replace(_share(46, 62), eligible=None), make_measured())


def test_no_figure_needs_a_reason_and_is_no_zero() -> None:
    """Missing and not applicable say why, and carry no number."""
    for presence in (Presence.MISSING, Presence.NOT_APPLICABLE):
        bare = Result(kpi_id=KpiId("PAT-01"), period=QUARTER, presence=presence)
        assert ["note"] == [p.where for p in problems(bare, make_measured())]
        assert () == problems(replace(bare, note="Staking"), make_measured())
        both = replace(_share(46, 62), presence=presence, note="Staking")
        assert ["presence"] == [p.where for p in problems(both, make_measured())]


def test_a_narrative_kpi_asks_for_a_level() -> None:
    """A level lies on the ladder; too little evidence is a level of its own."""
    bare = Result(kpi_id=KpiId("NAR-01"), period=QUARTER)
    for level, fine in ((None, True), (0, True), (4, True), (5, False), (-1, False)):
        given = replace(bare, figure=LevelFigure(level=level))
        assert fine == (not problems(given, make_narrative())), level


def test_a_round_goes_from_draft_to_accepted() -> None:
    """One party submits, the other accepts; then it is closed and says why."""
    blank = ResultRound(period=QUARTER, entered_by=HOSPITAL)
    handed = steps.submit(blank, (_share(46, 62),), _step(HOSPITAL))
    assert RoundState.SUBMITTED is handed.state
    taken = steps.accept(handed, _step(INSURER))
    assert RoundState.ACCEPTED is taken.state
    reason = steps.closed_because(taken)
    assert reason is not None
    assert "gesloten" in reason.nl
    with pytest.raises(RoundClosed):
        steps.require_open(taken)


def test_nobody_decides_on_results_of_their_own() -> None:
    """Accepting and returning is for the other party; a voice does neither."""
    blank = ResultRound(period=QUARTER, entered_by=HOSPITAL)
    handed = steps.submit(blank, (_share(46, 62),), _step(HOSPITAL))
    for act in (steps.accept, steps.give_back):
        with pytest.raises(Refused):
            act(handed, _step(HOSPITAL, "waarom"))
        with pytest.raises(NotAllowed):
            act(handed, _step(PartyRole.VOICE, "waarom"))
    with pytest.raises(Refused):
        steps.submit(blank, (_share(46, 62),), _step(INSURER))
    with pytest.raises(Refused):
        steps.withdraw(handed, _step(INSURER))


def test_returning_needs_a_note_and_opens_the_round() -> None:
    """Whoever returns results says what has to change."""
    blank = ResultRound(period=QUARTER, entered_by=HOSPITAL)
    handed = steps.submit(blank, (_share(46, 62),), _step(HOSPITAL))
    with pytest.raises(Refused):
        steps.give_back(handed, _step(INSURER, "  "))
    back = steps.give_back(handed, _step(INSURER, "De noemer klopt niet"))
    steps.require_open(back)
    assert back.decided is not None
    assert "De noemer klopt niet" == back.decided.words


def test_an_accepted_round_is_opened_by_both() -> None:
    """One party asks with a reason, the other agrees or keeps it closed."""
    blank = ResultRound(period=QUARTER, entered_by=HOSPITAL)
    handed = steps.submit(blank, (_share(46, 62),), _step(HOSPITAL))
    with pytest.raises(RoundClosed):
        steps.ask_to_unlock(handed, _step(HOSPITAL, "te vroeg"))
    taken = steps.accept(handed, _step(INSURER))
    with pytest.raises(Refused):
        steps.ask_to_unlock(taken, _step(HOSPITAL))
    with pytest.raises(Refused):
        steps.unlock(taken, _step(INSURER))
    asked = steps.ask_to_unlock(taken, _step(HOSPITAL, "Twee dossiers dubbel geteld"))
    with pytest.raises(Refused):
        steps.unlock(asked, _step(HOSPITAL))
    assert RoundState.ACCEPTED is steps.keep_locked(asked, _step(INSURER)).state
    opened = steps.unlock(asked, _step(INSURER))
    assert RoundState.RETURNED is opened.state
    assert opened.decided is not None
    assert "Twee dossiers dubbel geteld" == opened.decided.words
    with pytest.raises(RoundClosed):
        steps.withdraw(taken, _step(HOSPITAL))


def test_small_groups_are_hidden_with_all_their_numbers() -> None:
    """A quarter of 4 is hidden, and another one so that the year does not tell it."""
    given_ = [_share(3, 4), _share(20, 40, 2), _share(15, 30, 3), _share(22, 50, 4)]
    shown = disclosed(given_, 10)
    assert [True, False, True, False] == [s.hidden for s in shown]
    for each in shown:
        if each.hidden:
            kept = each.result
            assert (None,) * 4 == (
                kept.figure, kept.eligible, kept.invited, kept.responded
            )  # fmt: skip


@example(pairs=[(1, 1), (20, 20)])
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), max_size=4))
def test_one_hidden_quarter_never_stands_alone(pairs: list[tuple[int, int]]) -> None:
    """Whatever the sizes: what is hidden does not follow from the sum of the year."""
    made = [_share(min(x, n), n, i) for i, (n, x) in enumerate(pairs, 1)]
    shown = disclosed(made, 10)
    assert [r.period for r in made] == [s.result.period for s in shown]
    hidden = [s for s in shown if s.hidden]
    total_small = sum(n for n, _ in pairs) < 10
    assert total_small or len(hidden) != 1 or len(made) == 1
    for each, (n, _) in zip(shown, pairs, strict=True):
        assert each.hidden or n >= 10


def test_an_impossible_spread_is_refused() -> None:
    """Scores on 0-100 with mean 50 cannot lie 60 apart on the whole."""
    from kpikit.domain.kpi import MeasuredKpi

    kpi = make_measured()
    assert isinstance(kpi, MeasuredKpi)
    statistic = replace(
        kpi.statistic,
        kind=type(kpi.statistic.kind).MEAN,
        unit=type(kpi.statistic.unit).POINTS,
    )
    kpi = replace(kpi, statistic=statistic)
    fine = replace(
        _share(1, 40),
        figure=MeanFigure(mean=Decimal(50), standard_deviation=Decimal("50.6"), n=40),
    )
    assert () == problems(fine, kpi)
    far = MeanFigure(mean=Decimal(50), standard_deviation=Decimal(60), n=40)
    found = problems(replace(fine, figure=far), kpi)
    assert ["standard_deviation"] == [p.where for p in found]
