"""Whether each value of an arrangement fits the parameter that it fills."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.base import (
    Arrangement,
    Parameter,
    ParameterKind,
    Term,
    YearAmount,
)
from kpikit.domain.financing.catalogue import all_kinds, kind_of
from kpikit.domain.financing.term_rules import link_problems, term_problems
from kpikit.domain.kpi import KpiType, Use
from kpikit.text import same
from tests.domain.builders import (
    TEAM_TALK,
    TOP_SCORE,
    YEARS,
    make_arrangement,
    make_filled,
    make_measured,
    make_narrative,
    number,
    per_year,
)

PARAMETERS = [(k.code, p) for k in all_kinds().values() for p in k.parameters]
NUMBERS = (ParameterKind.MONEY, ParameterKind.SHARE, ParameterKind.COUNT)
PER_YEAR = (ParameterKind.MONEY_PER_YEAR, ParameterKind.SHARE_PER_YEAR)


def of(*kinds: ParameterKind) -> list[object]:
    return [
        pytest.param(code, p, id=f"{code}-{p.name}")
        for code, p in PARAMETERS
        if p.kind in kinds
    ]


def having(kind: str, *terms: Term) -> Arrangement:
    """Return a sound arrangement in which these terms stand instead."""
    sound, names = make_filled(kind), {t.name for t in terms}
    kept = tuple(t for t in sound.terms if t.name not in names)
    return replace(sound, terms=(*kept, *terms))


def without(kind: str, name: str) -> Arrangement:
    sound = make_filled(kind)
    return replace(sound, terms=tuple(t for t in sound.terms if t.name != name))


def found(arrangement: Arrangement) -> list[tuple[str, str]]:
    wrong = term_problems(arrangement, kind_of(arrangement))
    return [(p.code, p.where) for p in wrong]


@pytest.mark.parametrize(("kind", "parameter"), of(*ParameterKind))
def test_what_is_required_is_filled(kind: str, parameter: Parameter) -> None:
    """An empty field is told when it is required, year by year where it is per year."""
    if not parameter.required:
        expected = []
    elif parameter.kind in PER_YEAR:
        expected = [("year-missing", f"{parameter.name}_{year}") for year in YEARS]
    else:
        expected = [("required", parameter.name)]
    assert expected == found(without(kind, parameter.name))


@pytest.mark.parametrize(("kind", "parameter"), of(*NUMBERS))
@pytest.mark.parametrize("text", ["-1", "10000000001", "NaN", "sNaN", "Infinity"])
def test_numbers_are_possible(kind: str, parameter: Parameter, text: str) -> None:
    """Negative, huge or no number at all is refused, whatever the parameter."""
    wrong = having(kind, number(parameter.name, text))
    assert [("out-of-range", parameter.name)] == found(wrong)


@pytest.mark.parametrize(("kind", "parameter"), of(*PER_YEAR))
@pytest.mark.parametrize("text", ["-0.01", "1E+11", "NaN", "-Infinity"])
def test_numbers_per_year_are_possible(
    kind: str, parameter: Parameter, text: str
) -> None:
    """The problem is told at the year it is about."""
    wrong = having(kind, per_year(parameter.name, 0, text, 1))
    assert [("out-of-range", f"{parameter.name}_2028")] == found(wrong)


@pytest.mark.parametrize(("kind", "parameter"), of(ParameterKind.SHARE))
def test_a_share_lies_between_nothing_and_all(kind: str, parameter: Parameter) -> None:
    """A share above 1 is refused, exactly 0 and 1 are not."""
    for text, right in (("0", True), ("1", True), ("1.01", False), ("50", False)):
        expected = [] if right else [("out-of-range", parameter.name)]
        assert expected == found(having(kind, number(parameter.name, text)))


@pytest.mark.parametrize(("kind", "parameter"), of(ParameterKind.SHARE_PER_YEAR))
def test_a_share_of_a_year_lies_between_nothing_and_all(
    kind: str, parameter: Parameter
) -> None:
    """A share of 75 instead of 0.75 is refused."""
    wrong = having(kind, per_year(parameter.name, 75, "0.5", 0))
    assert [("out-of-range", f"{parameter.name}_2027")] == found(wrong)


def test_a_share_is_a_share_even_where_a_kind_names_no_limits() -> None:
    """A new kind that forgets the limits of a share still refuses 75 for 75%."""
    share = Parameter(name="part", label=same("part"), kind=ParameterKind.SHARE)
    forgetful = replace(all_kinds()["pxq"], parameters=(share,))
    for text, right in (("0.75", True), ("75", False), ("-0.1", False)):
        expected = [] if right else ["out-of-range"]
        wrong = term_problems(make_arrangement("pxq", number("part", text)), forgetful)
        assert expected == [p.code for p in wrong]


def test_a_count_is_whole() -> None:
    """Half a patient is refused, and so is none; 3.0 is whole."""
    for text, right in (("3.0", True), ("1", True), ("2.5", False), ("0", False)):
        expected = [] if right else [("out-of-range", "extra_patients")]
        assert expected == found(having("area_growth", number("extra_patients", text)))


@pytest.mark.parametrize(("kind", "parameter"), of(ParameterKind.CHOICE))
def test_a_choice_is_one_of_the_options(kind: str, parameter: Parameter) -> None:
    """Each option passes, anything else does not."""
    for choice in parameter.choices:
        assert [] == found(having(kind, Term(name=parameter.name, words=choice.code)))
    wrong = having(kind, Term(name=parameter.name, words="else"))
    assert [("unknown-choice", parameter.name)] == found(wrong)


@pytest.mark.parametrize(("kind", "parameter"), of(ParameterKind.WORDS))
def test_spaces_are_no_words(kind: str, parameter: Parameter) -> None:
    """A required text of spaces is not filled."""
    expected = [("required", parameter.name)] if parameter.required else []
    assert expected == found(having(kind, Term(name=parameter.name, words="  ")))


def test_a_value_of_another_sort_does_not_count_as_filled() -> None:
    """Words where money belongs are told, and the money is still asked for."""
    words = Term(name="price", words="veel")
    both = Term(name="price", words="veel", number=Decimal(5))
    expected = [("other-value", "price"), ("required", "price")]
    assert expected == found(having("bundle", words))
    assert expected[:1] == found(having("bundle", both))


def test_no_term_is_hidden() -> None:
    """A term that no page shows, or one that stands twice, cannot be signed."""
    stray = having("pxq", number("bonus", 5))
    assert [("unknown-term", "bonus")] == found(stray)
    twice = having("bundle", number("price", 5), number("price", 6))
    assert [("unknown-term", "price")] == found(twice)


def test_each_year_has_one_amount() -> None:
    """A year twice, a year outside and a year without amount are told by year."""
    amounts = [(2026, 1), (2027, 1), (2027, 2), (2029, 0)]
    years = tuple(YearAmount(year=y, amount=Decimal(a)) for y, a in amounts)
    expected = [
        ("year-outside", "amounts_2026"),
        ("year-twice", "amounts_2027"),
        ("year-missing", "amounts_2028"),
    ]
    assert expected == found(having("lump_sum", Term(name="amounts", per_year=years)))


def test_years_may_be_left_out_where_nothing_is_required() -> None:
    """A greatest amount for one of the years is enough."""
    assert [] == found(having("fixed_cost_compensation", per_year("caps", 500)))


@pytest.mark.parametrize(("kind", "parameter"), of(*ParameterKind))
def test_every_limit_is_told_in_both_languages(kind: str, parameter: Parameter) -> None:
    """What goes wrong with any parameter comes with words."""
    odd = Term(
        name=parameter.name,
        number=Decimal("NaN"),
        words="?",
        per_year=(YearAmount(year=2028, amount=Decimal("NaN")),),
        kpis=(TOP_SCORE,),
    )
    arrangement = having(kind, odd)
    wrong = list(term_problems(arrangement, kind_of(arrangement)))
    assert wrong
    assert all(p.text.nl and p.text.en for p in wrong)


CARRIES = make_measured()
WATCHED = make_measured(types=(KpiType.BALANCING,))
FOR_TALK = replace(CARRIES, use=Use.DIALOGUE)
HELD = make_narrative()
NEVER = replace(HELD, held_may_pay=False)


@pytest.mark.parametrize(
    ("kpi", "incentive", "gate"),
    [
        (CARRIES, [], []),
        (WATCHED, ["kpi-balancing"], ["kpi-balancing"]),
        (FOR_TALK, ["kpi-no-money"], ["kpi-no-money"]),
        (replace(CARRIES, use=Use.NONE), ["kpi-no-money"], ["kpi-no-money"]),
        (HELD, ["kpi-narrative"], []),
        (NEVER, ["kpi-narrative"], ["kpi-narrative"]),
    ],
)
def test_money_hangs_only_on_kpis_that_carry_it(
    kpi: object, incentive: list[str], gate: list[str]
) -> None:
    """Never on a balancing KPI or a level; a narrative one may gate as 'held'."""
    assert isinstance(kpi, type(CARRIES) | type(HELD))
    for kind, expected in (("quality_incentive", incentive), ("shared_savings", gate)):
        linked = make_filled(kind, kpis=(kpi.id,))
        wrong = link_problems(linked, kind_of(linked), {kpi.id: kpi})
        assert expected == [p.code for p in wrong]


def test_linked_kpis_are_in_the_set_and_once() -> None:
    """A KPI that left the set, or stands twice, is told at its parameter."""
    linked = make_filled("quality_incentive", kpis=(TOP_SCORE, TOP_SCORE, TEAM_TALK))
    wrong = link_problems(linked, kind_of(linked), {TOP_SCORE: CARRIES})
    expected = [("kpi-twice", "kpis"), ("kpi-not-chosen", "kpis")]
    assert expected == [(p.code, p.where) for p in wrong]


@given(st.sampled_from([p for p in PARAMETERS if p[1].kind in NUMBERS]), st.decimals())
def test_what_passes_is_a_possible_number(
    where: tuple[str, Parameter], value: Decimal
) -> None:
    """No number breaks the check, and what passes is finite and not negative."""
    kind, parameter = where
    if not found(having(kind, Term(name=parameter.name, number=value))):
        most = 1 if parameter.kind is ParameterKind.SHARE else 10_000_000_000
        assert 0 <= value <= most
