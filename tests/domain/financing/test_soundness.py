"""Whether an arrangement is sound: its years, its words, its place beside the others."""

import re
from dataclasses import replace

import pytest

from kpikit.domain.financing.base import Arrangement, Condition, Term
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.soundness import problems, without_base
from kpikit.domain.kpi import AnyKpi
from tests.domain.builders import (
    PATH,
    TEAM_TALK,
    TOP_SCORE,
    YEARS,
    make_arrangement,
    make_filled,
    make_measured,
    make_narrative,
    per_year,
)

KNEE = "Knieartrose"
BASES = [kind.code for kind in all_kinds().values() if kind.is_base]
EXTRAS = [kind.code for kind in all_kinds().values() if not kind.is_base]
PXQ = make_arrangement()
LUMP = replace(make_filled("lump_sum"), id="other")


def found(
    arrangement: Arrangement,
    *others: Arrangement,
    kpis: tuple[AnyKpi, ...] = (make_measured(), make_narrative()),
) -> list[tuple[str, str]]:
    wrong = problems(
        arrangement, years=YEARS, care_paths=(PATH, KNEE), kpis=kpis, others=others
    )
    return [(p.code, p.where) for p in wrong]


@pytest.mark.parametrize("kind", all_kinds())
def test_a_filled_arrangement_of_each_kind_is_sound(kind: str) -> None:
    """Every kind can be filled in so that nothing is wrong."""
    assert [] == found(make_filled(kind))


def test_an_unknown_kind_is_told() -> None:
    """Nothing else can be said of it."""
    assert [("unknown-kind", "kind")] == found(make_arrangement("gone"))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2027, 2029, []),
        (2028, 2028, []),
        (2029, 2027, [("years-order", "last_year")]),
        (2026, 2028, [("outside-term", "last_year")]),
        (2028, 2030, [("outside-term", "last_year")]),
        (1, 2_000_000_000, [("outside-term", "last_year")]),
    ],
)
def test_the_years_lie_in_the_term(
    first: int, last: int, expected: list[tuple[str, str]]
) -> None:
    """In order and inside the agreement; a mad year costs no time."""
    arrangement = replace(PXQ, first_year=first, last_year=last)
    rival = replace(arrangement, id="other", care_path=KNEE)
    assert expected == found(replace(arrangement, care_path=PATH), rival)


def test_years_that_are_wrong_come_before_amounts_per_year() -> None:
    """While the years are wrong, nobody is asked for an amount for each of them."""
    wrong = replace(make_filled("lump_sum"), last_year=2090)
    assert [("outside-term", "last_year")] == found(wrong)


def test_the_care_path_is_one_of_the_agreement() -> None:
    """No care path stands for all of them."""
    assert [] == found(replace(PXQ, care_path=PATH))
    expected = [("unknown-care-path", "care_path")]
    assert expected == found(replace(PXQ, care_path="Rug"))


@pytest.mark.parametrize("words", ["", "  "])
def test_another_condition_is_written_down(words: str) -> None:
    """'Other, namely' needs words; the named conditions do not."""
    arrangement = replace(PXQ, condition=Condition.OTHER, condition_words=words)
    assert [("condition-words", "condition_words")] == found(arrangement)
    assert [] == found(replace(PXQ, condition=Condition.REVIEW_HELD))


@pytest.mark.parametrize("condition", Condition)
def test_fewer_treatments_is_refused_whatever_the_condition(
    condition: Condition,
) -> None:
    """The words are read, also when another condition was picked."""
    arrangement = replace(
        PXQ, condition=condition, condition_words="het aantal operaties daalt"
    )
    assert [("volume-condition", "condition_words")] == found(arrangement)


HIDDEN = "Betaling alleen als het aantal operaties daalt."


def test_a_condition_does_not_hide_in_a_note() -> None:
    """A note and the words of a term are read as well."""
    assert [("volume-condition", "note")] == found(replace(PXQ, note=HIDDEN))
    start = make_filled("start_funding")
    terms = tuple(t for t in start.terms if t.name != "purpose")
    hidden = replace(start, terms=(*terms, Term(name="purpose", words=HIDDEN)))
    assert [("volume-condition", "purpose")] == found(hidden)


def test_compensation_of_fixed_cost_may_speak_of_falling_revenue() -> None:
    """It pays because revenue falls, so its note may say so; its condition may not."""
    note = "De vergoeding volgt als de omzet daalt."
    compensation = make_filled("fixed_cost_compensation")
    assert [] == found(replace(compensation, note=note))
    expected = [("volume-condition", "condition_words")]
    assert expected == found(replace(compensation, condition_words=note))


@pytest.mark.parametrize("kind", BASES)
@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        (PATH, PATH, True),
        (PATH, KNEE, False),
        ("", PATH, True),
        (PATH, "", True),
        ("", "", True),
    ],
)
def test_one_base_per_care_path_and_year(
    kind: str, mine: str, theirs: str, clash: bool
) -> None:
    """Two bases clash on the same care path, and the whole agreement holds each path."""
    arrangement = replace(make_filled(kind), care_path=mine)
    expected = [("second-base", "kind")] if clash else []
    assert expected == found(arrangement, replace(LUMP, care_path=theirs))


@pytest.mark.parametrize(
    ("last", "first", "shared"),
    [(2027, 2028, []), (2028, 2028, ["2028"]), (2029, 2028, ["2028, 2029"])],
)
def test_bases_may_follow_each_other(last: int, first: int, shared: list[str]) -> None:
    """Two bases clash only in the years that both run, and those are named."""
    wrong = problems(
        replace(PXQ, last_year=last),
        years=YEARS,
        care_paths=(),
        kpis=(),
        others=(replace(LUMP, first_year=first),),
    )
    said = [re.findall("For (.*) there is a base", p.text.en) for p in wrong]
    assert shared == [years for (years,) in said]


def test_an_arrangement_does_not_clash_with_itself_or_with_extras() -> None:
    """Its own earlier form, add-ons and a kind that is gone are no rivals."""
    gone = make_arrangement("gone", id_="x")
    extras = [make_filled(kind) for kind in EXTRAS]
    assert [] == found(PXQ, PXQ, gone, *extras)
    for extra in extras:
        assert [] == found(extra, PXQ, *extras)


def test_what_has_no_base_yet_is_named() -> None:
    """Each care path and year without base; the whole agreement when it has no paths."""
    knee = replace(LUMP, care_path=KNEE, last_year=2028)
    gone = make_arrangement("gone")
    assert ((PATH, 2028), (PATH, 2029), (KNEE, 2029)) == without_base(
        (knee, gone, replace(PXQ, care_path=PATH, last_year=2027)), YEARS, (PATH, KNEE)
    )
    assert (("", 2027), ("", 2028), ("", 2029)) == without_base((), YEARS, ())
    assert () == without_base((PXQ,), YEARS, (PATH, KNEE))
    extras = tuple(make_filled(kind) for kind in EXTRAS)
    assert (("", 2029),) == without_base(extras, (2029,), ())


def test_all_problems_come_at_once() -> None:
    """Years, condition and KPIs are told together."""
    wrong = replace(
        make_filled("quality_incentive", kpis=(TOP_SCORE, TEAM_TALK)),
        care_path="Rug",
        condition=Condition.OTHER,
    )
    kept = [t for t in wrong.terms if t.name != "pool"]
    wrong = replace(wrong, terms=(*kept, per_year("pool", -1, 0, 0)))
    expected = [
        ("unknown-care-path", "care_path"),
        ("condition-words", "condition_words"),
        ("out-of-range", "pool_2027"),
        ("kpi-narrative", "kpis"),
    ]
    assert expected == found(wrong)
