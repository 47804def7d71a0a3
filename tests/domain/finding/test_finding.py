"""Which rounds a finding rests on, what it says of change, and what stays hidden."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpikit.domain.ambition import Baseline
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.finding import KpiFinding
from kpikit.domain.finding.judging import Why
from kpikit.domain.finding.pooling import pooled
from kpikit.domain.finding.saying import headline, sentence
from kpikit.domain.kpi import Mode, StatisticKind, Unit
from kpikit.domain.result.figure import MeanFigure, ShareFigure, value_of
from kpikit.statistics.changes import ChangeVerdict
from kpikit.statistics.rules import Verdict
from tests.domain.finding.measured import (
    END,
    YEAR,
    agreement,
    count,
    found,
    kpi,
    mean,
    rounds,
    share,
)

MID_YEAR = date(YEAR, 7, 15)


def names(finding: KpiFinding) -> list[str]:
    return [p.id for p in finding.periods]


def test_the_last_round_when_it_is_large_enough() -> None:
    """With 60 answers and a minimum of 25 the last round speaks for itself."""
    finding = found(agreement(), rounds(share(40, 60), share(52, 60)))
    assert ["2027-Q2"] == names(finding)
    assert (Verdict.MET, 60) == (finding.judged.verdict, finding.judged.n)
    assert finding.year_so_far is not None
    assert 120 == finding.year_so_far.n


def test_as_few_rounds_as_reach_the_minimum() -> None:
    """15 and 15 make 30, which is enough; the first round stays out of it."""
    finding = found(agreement(), rounds(share(40, 60), share(12, 15), share(13, 15)))
    assert ["2027-Q2", "2027-Q3"] == names(finding)
    assert share(25, 30) == finding.figure


def test_ways_of_asking_are_never_added_up() -> None:
    """After a change of mode only what was asked in the new way counts."""
    paper = rounds(share(40, 60), mode=Mode.PAPER)
    phone = rounds(None, share(12, 15), mode=Mode.PHONE)[1:]
    finding = found(agreement(), (*paper, *phone))
    assert ["2027-Q2"] == names(finding)
    assert Why.TOO_FEW is finding.judged.why


def test_no_cases_missing_and_not_due_are_three_things() -> None:
    """None of them is a zero, and none is another."""
    none_due = found(agreement(), (), on=date(YEAR - 1, 12, 1))
    missing = found(agreement(), rounds(None), on=MID_YEAR)
    nobody = found(agreement(), rounds(share(0, 0)), on=MID_YEAR)
    zero = found(agreement(), rounds(share(0, 60)), on=MID_YEAR)
    assert [Why.NOT_DUE, Why.MISSING, Why.NO_CASES, Why.SHOWN] == [
        f.judged.why for f in (none_due, missing, nobody, zero)
    ]
    assert Decimal(0) == zero.judged.value
    assert nobody.judged.value is None


def test_results_after_the_day_are_not_looked_at() -> None:
    """A review in July says nothing of the third quarter."""
    finding = found(
        agreement(), rounds(share(40, 60), share(52, 60), share(9, 60)), on=MID_YEAR
    )
    assert ["2027-Q2"] == names(finding)


def test_change_since_a_baseline_with_its_number() -> None:
    """60% of 200 to 52 of 60: 26.7 points, more than chance."""
    base = Baseline(value=Decimal(60), n=200, period="2026", source="s")
    finding = found(agreement(baseline=base), rounds(share(52, 60)))
    assert finding.change is not None
    assert Decimal("26.67") == round(finding.change.difference, 2)
    assert ChangeVerdict.IMPROVED is finding.change.verdict
    assert finding.progress is not None
    assert Decimal("1.78") == round(finding.progress, 2)


def test_without_a_number_there_is_a_difference_and_no_margin() -> None:
    """A baseline of unknown size shows a difference, and no judgement on it."""
    base = Baseline(value=Decimal(60), period="2026", source="s")
    finding = found(agreement(baseline=base), rounds(share(52, 60)))
    assert finding.change is not None
    assert (None, ChangeVerdict.NOT_JUDGED) == (
        finding.change.low,
        finding.change.verdict,
    )


def test_the_first_round_is_the_start_when_no_baseline_was_agreed() -> None:
    """Means are compared by Welch's interval from mean, spread and number."""
    points = kpi(StatisticKind.MEAN, Unit.POINTS)
    finding = found(
        agreement(points), rounds(mean("70", "15", 90), mean("78", "14", 95))
    )
    assert finding.change is not None
    assert finding.change.measured
    assert (Decimal(70), Decimal(8)) == (
        finding.change.start,
        finding.change.difference,
    )
    assert ChangeVerdict.IMPROVED is finding.change.verdict


def test_a_count_is_taken_over_the_year() -> None:
    """3, 5 and 6 make 14 of 24, and the year is not over."""
    counts = kpi(StatisticKind.COUNT, Unit.COUNT)
    made = agreement(counts, goal=Decimal(24), minimum_n=None)
    finding = found(made, rounds(count(3), count(5), count(6)), on=date(YEAR, 10, 3))
    assert (Decimal(14), Why.YEAR_RUNNING) == (
        finding.judged.value,
        finding.judged.why,
    )
    assert finding.progress is None


def test_a_small_round_stays_hidden_until_the_year_hides_it() -> None:
    """7 of 8 is not told in July; at the end of the year all rounds count together."""
    results = rounds(share(30, 40), share(7, 8), share(28, 40), share(29, 40))
    summer = found(agreement(), results[:2], on=MID_YEAR)
    assert Why.SMALL_GROUPS is summer.judged.why
    assert summer.figure is None
    small = rounds(share(5, 8), share(7, 8), share(6, 8), share(8, 8))
    whole = found(agreement(), small, on=END)
    assert share(26, 32) == whole.figure


@example(counts=[(0, 0), (0, 0), (1, 10), (0, 1)], quarters=4)
@given(
    st.lists(
        st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 4),
)
def test_no_hidden_round_can_be_worked_out(
    counts: list[tuple[int, int]], quarters: int
) -> None:
    """Of what is told during the year, no two sums leave a small group between them."""
    figures = [share(x, n) for x, n in counts]
    told: set[tuple[str, ...]] = set()
    results = rounds(*figures)
    for last in range(1, min(quarters, len(results)) + 1):
        on = results[last - 1].period.last_day
        finding = found(agreement(), results[:last], on=on)
        if finding.figure is not None:
            told.add(tuple(names(finding)))
    sizes = {r.period.id: n for r, (_, n) in zip(results, counts, strict=True)}
    for one in told:
        for two in told:
            rest = set(one) - set(two)
            if rest and set(two) <= set(one):
                n = sum(sizes[period] for period in rest)
                assert n == 0 or n >= 10


@given(st.permutations([(15, 20), (3, 40), (9, 9), (0, 11)]))
def test_pooling_adds_counts_in_any_order(parts: list[tuple[int, int]]) -> None:
    """Percentages are never averaged."""
    figure = pooled([share(x, n) for x, n in parts])
    assert ShareFigure(numerator=27, denominator=80) == figure


@given(
    st.lists(
        st.lists(st.integers(0, 100), min_size=2, max_size=20), min_size=1, max_size=5
    )
)
def test_pooled_means_are_those_of_all_scores(groups: list[list[int]]) -> None:
    """Mean and spread of the rounds together are those of the single scores."""

    def summary(scores: list[int]) -> MeanFigure:
        n = len(scores)
        middle = Decimal(sum(scores)) / n
        squares = sum(((s - middle) ** 2 for s in scores), Decimal(0))
        deviation = (squares / (n - 1)).sqrt() if n > 1 else None
        return MeanFigure(mean=middle, standard_deviation=deviation, n=n)

    together = pooled([summary(g) for g in groups])
    expected = summary([s for g in groups for s in g])
    assert isinstance(together, MeanFigure)
    assert expected.n == together.n
    assert abs(expected.mean - together.mean) < Decimal("1e-20")
    one, two = expected.standard_deviation, together.standard_deviation
    assert one is not None
    assert two is not None
    assert abs(one - two) < Decimal("1e-10")


@pytest.mark.parametrize(
    ("x", "nl", "en"),
    [
        (52, "Het doel is gehaald.", "The goal is met."),
        (38, "Het doel is niet gehaald.", "The goal is not met."),
        (
            45,
            "Of het doel is gehaald, is nog niet te zeggen.",
            "Whether the goal is met cannot be told yet.",
        ),
    ],
)
def test_the_words(x: int, nl: str, en: str) -> None:
    """The sentence first: what it means, then what it rests on."""
    dossier = agreement()
    finding = found(dossier, rounds(share(x, 60)))
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    said = headline(agreed, finding, None)
    assert (nl, en) == (said.nl, said.en)
    words = sentence(agreed, finding)
    assert f"{x} van 60" in words.nl
    assert "more than 75%" in words.en


def test_empty_input_is_total() -> None:
    """Without any result there is a sentence and no number."""
    dossier = agreement()
    finding = found(dossier, (), on=MID_YEAR)
    agreed = agreed_on(dossier, dossier.kpis[0], YEAR)
    assert "geen meting" in headline(agreed, finding, None).nl
    assert value_of(share(0, 0)) is None
    assert pooled([]) is None
    assert not any(c.isdigit() for c in sentence(agreed, finding).en)
