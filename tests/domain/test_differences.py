"""The difference between two dossiers: only what changed, in words, in the part it is."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.addendum import LONGEST_REASON, reason_problems
from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import MeasuredAmbition, YearAmbition
from kpikit.domain.difference.comparing import differences
from kpikit.domain.kpi import Unit
from tests.domain.builders import make_dossier, make_filled


def _with_goal(dossier: Dossier, year: int, goal: Decimal | None) -> Dossier:
    ambition = dossier.ambitions[0]
    assert isinstance(ambition, MeasuredAmbition)
    years = tuple(
        YearAmbition(year=each.year, floor=each.floor, goal=goal)
        if each.year == year
        else each
        for each in ambition.years
    )
    rest = dossier.ambitions[1:]
    return replace(dossier, ambitions=(replace(ambition, years=years), *rest))


def _first_year(dossier: Dossier) -> int:
    ambition = dossier.ambitions[0]
    assert isinstance(ambition, MeasuredAmbition)
    assert ambition.unit is Unit.PERCENT
    return ambition.years[0].year


def test_same_dossiers_have_no_difference() -> None:
    """A dossier differs in nothing from itself."""
    dossier = make_dossier()
    assert () == differences(dossier, dossier)


def test_a_goal_is_told_in_words() -> None:
    """'Goal 2027: 70% -> 72%': one change, with its part, its field and its unit."""
    dossier = make_dossier()
    year = _first_year(dossier)
    before = _with_goal(dossier, year, Decimal(70))
    after = _with_goal(dossier, year, Decimal("72.5"))
    (change,) = differences(before, after)
    assert (f"Doel {year}", f"Goal {year}") == (change.field.nl, change.field.en)
    assert ("70%", "70%") == (change.before.nl, change.before.en)
    assert ("72,5%", "72.5%") == (change.after.nl, change.after.en)
    assert change.confidential


def test_zero_is_not_missing() -> None:
    """A goal of zero reads 0%, and no goal reads as nothing."""
    dossier = make_dossier()
    year = _first_year(dossier)
    (change,) = differences(
        _with_goal(dossier, year, None), _with_goal(dossier, year, Decimal(0))
    )
    assert ("", "0%") == (change.before.en, change.after.en)


def test_money_added_is_confidential_but_its_kind_is_not() -> None:
    """A new arrangement shows its kind openly, and its amounts inside the pair."""
    dossier = replace(make_dossier(), arrangements=())
    added = make_filled("lump_sum")
    found = differences(dossier, replace(dossier, arrangements=(added,)))
    opened = {c.field.en for c in found if not c.confidential}
    assert {"Kind", "Care path", "Years"} == opened
    assert any("€" in c.after.en for c in found if c.confidential)
    assert {""} == {c.before.en for c in found}


def test_counters_are_no_content() -> None:
    """A part that was only saved again is not told as changed."""
    dossier = make_dossier()
    plans = tuple(replace(p, revision=p.revision + 1) for p in dossier.plans)
    assert () == differences(dossier, replace(dossier, plans=plans))


def test_a_rewritten_definition_is_told() -> None:
    """A KPI whose definition reads otherwise is a change, also with the same goals."""
    dossier = make_dossier()
    kpi = dossier.kpis[0]
    name = replace(kpi.name, nl="Anders", en="Other")
    after = replace(dossier, kpis=(replace(kpi, name=name), *dossier.kpis[1:]))
    found = {(c.part.en, c.field.en) for c in differences(dossier, after)}
    assert {("KPI: Other", "Name"), ("KPI: Other", "Definition and measuring")} <= found


@given(st.text(max_size=40), st.text(max_size=40))
def test_there_and_back_is_the_same_difference(one: str, other: str) -> None:
    """Turning the two round swaps before and after, and changes nothing else."""
    dossier = make_dossier()
    left = replace(dossier, agreement=replace(dossier.agreement, vision=one))
    right = replace(dossier, agreement=replace(dossier.agreement, vision=other))
    there, back = differences(left, right), differences(right, left)
    assert there == tuple(replace(c, before=c.after, after=c.before) for c in back)
    assert bool(there) == (one != other)


def test_a_reason_is_needed() -> None:
    """Spaces are no reason, and a reason has an end."""
    assert ["reason"] == [p.where for p in reason_problems("  ")]
    assert ["reason"] == [p.where for p in reason_problems("x" * (LONGEST_REASON + 1))]
    assert () == reason_problems("Er komt een locatie bij.")
