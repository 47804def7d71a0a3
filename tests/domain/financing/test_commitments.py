"""What is committed per year, by whom and how firmly; only fixed amounts add up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.base import (
    CONDITION_NAMES,
    Arrangement,
    Certainty,
    Commitment,
    Condition,
    ParameterKind,
    Term,
)
from kpikit.domain.financing.catalogue import all_kinds, commitments, kind_of
from kpikit.domain.financing.commitments import fixed_total
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from tests.domain.builders import YEARS, make_arrangement, make_filled, number, per_year

FIXED, CAP, SHARE, PRICE = (
    Certainty.FIXED,
    Certainty.CAP,
    Certainty.SHARE,
    Certainty.PRICE,
)


def rows(arrangement: Arrangement) -> list[tuple[int, Certainty, Decimal]]:
    return [(c.year, c.certainty, c.amount) for c in commitments(arrangement)]


def row(certainty: Certainty, *amounts: str) -> list[tuple[int, Certainty, Decimal]]:
    return [(y, certainty, Decimal(a)) for y, a in zip(YEARS, amounts, strict=True)]


def incentive(first_year: str) -> Arrangement:
    terms = [per_year("pool", 300, 200, 100)]
    if first_year:
        terms.append(Term(name="first_year", words=first_year))
    return make_arrangement("quality_incentive", *terms)


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        (make_filled("pxq"), []),
        (make_filled("ceiling"), row(CAP, "300", "200", "100")),
        (make_filled("lump_sum"), row(FIXED, "300", "200", "100")),
        (make_filled("bundle"), row(PRICE, "500", "500", "500")),
        (make_filled("start_funding"), row(FIXED, "300", "200", "100")),
        (make_filled("shared_savings"), row(SHARE, "0.5", "0.5", "0.5")),
        (make_filled("area_growth"), row(PRICE, "500", "500", "500")),
        (make_filled("fixed_cost_compensation"), row(CAP, "300", "200", "100")),
        (incentive("pays"), row(CAP, "300", "200", "100")),
        (make_arrangement("bundle"), []),
        (make_arrangement("lump_sum"), []),
    ],
)
def test_each_kind_commits_what_it_promises(
    arrangement: Arrangement, expected: list[tuple[int, Certainty, Decimal]]
) -> None:
    """Per year the amount, with how firm it is; nothing filled in promises nothing."""
    assert expected == rows(arrangement)
    assert {PartyRole.INSURER} >= {c.payer for c in commitments(arrangement)}


@pytest.mark.parametrize("first_year", ["report_only", ""])
def test_the_first_year_reports_only_unless_chosen_otherwise(first_year: str) -> None:
    """No money hangs on a KPI in the first year; that is also the default."""
    expected = row(CAP, "0", "200", "100")[1:]
    assert expected == rows(incentive(first_year))


@pytest.mark.parametrize("source", ["transformation", "grant"])
def test_money_of_others_is_no_commitment_of_the_insurer(source: str) -> None:
    """A grant or transformation money is not promised by a party of the agreement."""
    terms = (per_year("amounts", 1, 2, 3), Term(name="source", words=source))
    assert [] == rows(make_arrangement("start_funding", *terms))


def test_a_year_without_cap_shows_its_share() -> None:
    """A greatest amount replaces the share only in the years that have one."""
    terms = (per_year("coverage", "0.75", "0.5", "0.25"), per_year("caps", 900))
    expected = [*row(CAP, "900", "0", "0")[:1], *row(SHARE, "0", "0.5", "0.25")[1:]]
    assert expected == rows(make_arrangement("fixed_cost_compensation", *terms))


def commitment(year: int, certainty: Certainty, amount: Decimal) -> Commitment:
    return Commitment(
        year=year, payer=PartyRole.INSURER, certainty=certainty, amount=amount
    )


AMOUNTS = st.decimals(0, 10**9, places=2)


@given(
    st.lists(
        st.builds(
            commitment, st.sampled_from(YEARS), st.sampled_from(Certainty), AMOUNTS
        )
    )
)
def test_only_fixed_amounts_are_added(promised: list[Commitment]) -> None:
    """Caps, shares and prices never join a total; no fixed amount is not zero."""
    for year in YEARS:
        fixed = [c.amount for c in promised if c.certainty is FIXED and c.year == year]
        assert (sum(fixed) if fixed else None) == fixed_total(promised, year)


def test_a_fixed_zero_is_a_total_of_zero() -> None:
    """Zero was promised, which is not the same as nothing promised."""
    promised = [commitment(2027, FIXED, Decimal(0)), commitment(2027, CAP, Decimal(9))]
    assert Decimal(0) == fixed_total(promised, 2027)
    assert None is fixed_total(promised, 2028)


def test_terms_are_found_by_name_and_year() -> None:
    """What is not filled in gives an empty term or nothing."""
    arrangement = make_arrangement(
        "lump_sum", per_year("amounts", 7), number("band", 0)
    )
    assert YEARS == arrangement.years
    assert [Decimal(7), None] == [
        arrangement.in_year("amounts", y) for y in (2027, 2028)
    ]
    assert (Decimal(0), None) == (arrangement.number("band"), arrangement.number("x"))
    assert Term(name="x") == arrangement.term("x")


def test_kinds_come_in_their_stacking_order_with_bases_first() -> None:
    """The nine kinds in the fixed order: bases, start, fixed cost, savings, quality."""
    expected = [
        "pxq",
        "ceiling",
        "lump_sum",
        "bundle",
        "start_funding",
        "fixed_cost_compensation",
        "shared_savings",
        "quality_incentive",
        "area_growth",
    ]
    assert expected == list(all_kinds())
    assert expected[:4] == [k.code for k in all_kinds().values() if k.is_base]


def test_every_kind_explains_itself() -> None:
    """Code, words in two languages, and each choice with options; only choices have."""
    for code, kind in all_kinds().items():
        said = [kind.name, kind.summary, kind.formula, kind.use_when, kind.risks]
        said += [p.label for p in kind.parameters]
        said += [c.name for p in kind.parameters for c in p.choices]
        said += [t for t in (kind.caution, *(p.hint for p in kind.parameters)) if t]
        assert code == kind.code
        assert all(t.nl and t.en for t in said)
        for p in kind.parameters:
            assert (p.kind is ParameterKind.CHOICE) == bool(p.choices)


def test_every_condition_has_a_name_and_none_is_about_volume() -> None:
    """The conditions to pick from are about what people do."""
    assert set(Condition) == set(CONDITION_NAMES)


def test_a_kind_that_nobody_declares_is_not_found() -> None:
    """The catalogue holds what is there and nothing else."""
    with pytest.raises(KeyError):
        kind_of(replace(make_arrangement(), kind=KpiId("gone")))
