"""The scenario sheet is live: both parties' results move with every assumption."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpikit.domain.financing.course import course
from kpikit.domain.financing.outlook import outlook
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.excel import reader, workbook
from kpikit.excel.annex import Projection
from kpikit.excel.formula import Formula
from kpikit.excel.projection import blocks
from kpikit.excel.verify import verify
from tests.excel.projected import SCENARIO, SCOPE, STACKS, projected, projected_export
from tests.excel.recalculated import changed, named, through_libreoffice
from tests.repeats import first_of

RESULTS = ("revenue", "cost", "margin", "spend", "other_spend", "treated")
HALF_A_CENT = Decimal("0.005")


@pytest.fixture(scope="module")
def made() -> bytes:
    """The workbook of a signed agreement with a shared scenario."""
    return workbook.build(projected_export())


def expected(projection: Projection) -> dict[str, Decimal]:
    """Return what the model says, by the names of the cells that should say so."""
    found: dict[str, Decimal] = {}
    stretches = course(projection.scope, projection.scenario)
    for number, stack in enumerate(projection.stacks, start=1):
        years = outlook(stretches, stack.arrangements).years
        for each in years:
            for name in RESULTS:
                key = f"s1_b{number}_{name}_{each.year}"
                found[key] = getattr(each.result, name)
                found[f"s1_ref_{name}_{each.year}"] = getattr(each.reference, name)
            gain = each.result.margin - each.reference.margin
            found[f"s1_b{number}_margin_against_{each.year}"] = gain
            saving = each.reference.spend - each.result.spend
            found[f"s1_b{number}_spend_against_{each.year}"] = saving
            for place, payment in enumerate(each.payments, start=1):
                found[f"s1_b{number}_pay{place}_{each.year}"] = payment.amount
        together = outlook(stretches, stack.arrangements).total
        for name in RESULTS:
            found[f"s1_b{number}_{name}_all"] = getattr(together, name)
    return found


def same(shown: Mapping[str, float], projection: Projection) -> None:
    """Hold every result on the sheet against the model, to the cent."""
    wanted = expected(projection)
    wrong = {
        name: (shown.get(name), value)
        for name, value in wanted.items()
        if name not in shown or abs(Decimal(str(shown[name])) - value) > HALF_A_CENT
    }
    assert {} == wrong
    assert len(wanted) > 150


def test_our_figures_are_there_already(made: bytes) -> None:
    """Who opens the file without working it out sees the model's figures."""
    same(named(made), projected())


@pytest.mark.libreoffice
def test_untouched_it_gives_our_figures(made: bytes, tmp_path: Path) -> None:
    """Worked out again by LibreOffice, both parties' lines are ours to the cent."""
    same(named(through_libreoffice(changed(made, {}), tmp_path)), projected())


def _other(
    scope: Mapping[str, object] = {}, **years: object
) -> tuple[DecisionScope, Scenario]:
    each = tuple(replace(y, **years) for y in SCENARIO.years)  # type: ignore[arg-type]
    return replace(SCOPE, **scope), replace(SCENARIO, years=each)  # type: ignore[arg-type]


def _each(name: str, value: float) -> dict[str, float]:
    return {f"s1_{name}_{year}": value for year in (2027, 2028, 2029)}


CHANGES: dict[str, tuple[dict[str, float], tuple[DecisionScope, Scenario]]] = {
    "effect": (_each("effect", 0.0), _other(effect=Decimal(0))),
    "rise": (_each("effect", -0.05), _other(effect=Decimal("-0.05"))),
    "release": (_each("release", 1.0), _other(release=Decimal(1))),
    "growth": (_each("growth", 0.04), _other(growth=Decimal("0.04"))),
    "price": ({"s1_price": 9_123.45}, _other({"price": Decimal("9123.45")})),
    "share": ({"s1_market_share": 0.35}, _other({"market_share": Decimal("0.35")})),
    "fixed": (
        {"s1_fixed_cost": 5_000_000, "s1_elsewhere": 900},
        _other({"fixed_cost": Decimal(5_000_000), "elsewhere": Decimal(900)}),
    ),
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", first_of(CHANGES, 2))
def test_a_changed_assumption_moves_both_parties(
    made: bytes, name: str, tmp_path: Path
) -> None:
    """With other assumptions the sheet gives what the model gives, line for line."""
    figures, (scope, scenario) = CHANGES[name]
    found = named(through_libreoffice(changed(made, figures), tmp_path))
    same(found, projected(scope, scenario))
    before = named(made)
    moved = [
        n
        for n in ("margin", "spend")
        if found[f"s1_b1_{n}_2028"] != before[f"s1_b1_{n}_2028"]
    ]
    assert moved


@pytest.mark.libreoffice
def test_a_changed_term_moves_its_arrangement(made: bytes, tmp_path: Path) -> None:
    """A share of the savings that is doubled doubles what is paid."""
    other = changed(made, {"s1_b3_t4_rate": 1.0, "s1_b3_t4_cap": 1.0})
    found = named(through_libreoffice(other, tmp_path))
    assert 2 * named(made)["s1_b3_pay4_2029"] == pytest.approx(found["s1_b3_pay4_2029"])
    assert found["s1_b3_pay4_2029"] > 0


@pytest.mark.libreoffice
def test_saved_elsewhere_it_stays_a_true_copy(made: bytes, tmp_path: Path) -> None:
    """The proof holds after saving in LibreOffice and with openpyxl."""
    assert () == verify(made).differences
    assert () == verify(changed(made, {})).differences
    assert () == verify(through_libreoffice(made, tmp_path)).differences


def test_same_bytes(made: bytes) -> None:
    """The same scenario gives the same file."""
    assert made == workbook.build(projected_export())


def test_only_a_changed_assumption_is_named(made: bytes) -> None:
    """Verify names the assumption, and not the hundreds of cells that follow."""
    found = verify(changed(made, {"s1_price": 9_000}))
    assert ["cell"] == [p.code for p in found.differences]


@pytest.mark.parametrize("pack", ["open", "board"])
def test_absent_from_other_packs(pack: str) -> None:
    """An open pack holds no scenario in any byte; the board pack no such sheet."""
    data = workbook.build(projected_export(pack))
    sheets = reader.read(data).sheets
    assert "Scenario" not in sheets
    if pack == "open":
        texts = [text for cells in sheets.values() for _, text in cells.values()]
        assert not [t for t in texts if "s1_" in t or "5880000" in t]


def test_every_assumption_is_used() -> None:
    """A figure that may be changed is asked for by some formula."""
    found = blocks(projected(), 1)
    texts = " ".join(
        f.text for b in found for r in b.rows for f in (*r.figures, r.total) if f
    )
    for block in (b for b in found if b.assumed):
        for row in block.rows:
            assert any(f.name in texts for f in row.figures), row.label.en


@settings(max_examples=25)
@given(
    effects=st.lists(st.decimals("-0.3", "0.6", places=3), min_size=1, max_size=10),
    growth=st.decimals("-0.1", "0.1", places=3),
    price=st.decimals(1, 20_000, places=2),
    share=st.decimals("0.05", 1, places=2),
)
def test_the_formulas_are_the_models(
    effects: list[Decimal], growth: Decimal, price: Decimal, share: Decimal
) -> None:
    """Whatever the figures, values are the model's and formulas of our own making."""
    scope = replace(SCOPE, price=price, market_share=share)
    years = tuple(YearAssumption(effect=e, growth=growth) for e in effects)
    scenario = replace(SCENARIO, years=years)
    projection = Projection(scope=scope, scenario=scenario, stacks=STACKS)
    shown = {}
    for block in blocks(projection, 1):
        for row in block.rows:
            for figure in (*row.figures, *([row.total] if row.total else [])):
                shown[figure.name] = figure.value
                if figure.text:
                    Formula(figure.text, 0.0)
    wanted = expected(projection)
    assert {n: v for n, v in wanted.items() if abs(shown[n] - v) > HALF_A_CENT} == {}
