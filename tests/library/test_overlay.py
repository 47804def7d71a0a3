"""An organisation's own entries over the shipped ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpikit.domain.library import Kind, kind_of
from kpikit.library import load

Write = Callable[..., Path]
KPI = "kpis/PAT-01.toml"
TOOL = "instruments/three-marks.toml"


@pytest.fixture
def shipped(good: dict[str, str], write: Write) -> Path:
    """The tiny library as the shipped one."""
    return write(good)


def test_an_own_kpi_stands_after_the_shipped_ones_and_is_marked(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """A new own KPI may use shipped instruments and sources, and is marked as own."""
    own = write({"kpis/OWN-01.toml": good[KPI].replace("PAT-01", "OWN-01")}, "own")
    library, problems = load(shipped, own)
    assert () == problems
    assert [
        ("PAT-01", False),
        ("TEA-08", False),
        ("DEP-01", False),
        ("OWN-01", True),
    ] == [(kpi.id, kpi.own) for kpi in library.kpis.values()]


def test_the_same_id_replaces_the_shipped_one(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """An own KPI, instrument or set with a shipped id takes its place, marked as own."""
    own = write(
        {
            KPI: good[KPI].replace("Topscore patiënten", "Onze topscore"),
            TOOL: good[TOOL].replace("Drie cijfers", "Onze cijfers"),
            "sets/start.toml": good["sets/start.toml"].replace("Klein", "Ons"),
        },
        "own",
    )
    library, problems = load(shipped, own)
    assert () == problems
    kpi, tool = library.kpi("PAT-01"), library.instrument("three-marks")
    assert ("Onze topscore", True) == (kpi.name.nl, kpi.own)
    assert ("Onze cijfers", True) == (tool.name.nl, tool.own)
    assert [("Ons begin", True)] == [(each.why.nl, each.own) for each in library.sets]
    assert not library.kpi("TEA-08").own


def test_an_own_file_with_a_problem_lets_the_shipped_one_stand(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """The problem names the own folder and line; the shipped KPI is still there."""
    own = write({KPI: good[KPI].replace('"percent"', '"points"')}, "own")
    library, problems = load(shipped, own)
    line = good[KPI].split("\n").index('unit = "percent"') + 1
    assert [f"own/{KPI}:{line}"] == [each.where for each in problems]
    assert not library.kpi("PAT-01").own


def test_an_own_instrument_that_breaks_a_shipped_kpi_is_left_out(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """The own file is told which shipped KPI it breaks, and that one keeps working."""
    changed = good[TOOL].replace('["share", "mean"]', '["mean"]')
    own = write({TOOL: changed}, "own")
    library, problems = load(shipped, own)
    assert [("breaks_shipped", f"own/{TOOL}")] == [(p.code, p.where) for p in problems]
    assert KPI in problems[0].text.en
    assert not library.instrument("three-marks").own
    assert "PAT-01" in library.kpis


def test_retiring_a_kpi_of_a_shipped_set_asks_for_an_own_set(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """An organisation may retire a shipped KPI once no set offers it any more."""
    retired = good["kpis/DEP-01.toml"].replace("DEP-01", "PAT-01")
    own = write({KPI: retired}, "own")
    assert ["breaks_shipped"] == [each.code for each in load(shipped, own)[1]]
    own = write(
        {"sets/start.toml": good["sets/start.toml"].replace('"PAT-01", ', "")}, "own"
    )
    library, problems = load(shipped, own)
    assert () == problems
    assert library.kpi("PAT-01").retired


def test_own_entries_that_rest_on_each_other_fall_together(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """Without its own source an own instrument, and so its KPI, is left out."""
    own = write(
        {
            TOOL.replace("three", "four"): good[TOOL]
            .replace("three-marks", "four-marks")
            .replace("smith-2020", "smith-1999"),
            "kpis/OWN-01.toml": good[KPI]
            .replace("PAT-01", "OWN-01")
            .replace("three-marks", "four-marks"),
        },
        "own",
    )
    library, problems = load(shipped, own)
    assert {"unknown_reference", "follows_broken"} == {each.code for each in problems}
    assert "OWN-01" not in library.kpis
    assert "four-marks" not in library.instruments


def test_an_own_folder_that_is_not_there_costs_nothing(
    shipped: Path, tmp_path: Path
) -> None:
    """A wrong setting gives a problem and the shipped library."""
    library, problems = load(shipped, tmp_path / "nowhere")
    assert [("no_folder", "nowhere/")] == [(each.code, each.where) for each in problems]
    assert load(shipped)[0] == library


def test_an_empty_own_folder_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    """Without own files the library is the shipped one."""
    (tmp_path / "own").mkdir()
    assert load(shipped) == load(shipped, tmp_path / "own")


def test_an_own_kpi_may_change_type(
    good: dict[str, str], write: Write, shipped: Path
) -> None:
    """An own narrative KPI may take the place of a shipped measured one."""
    own = write({KPI: good["kpis/TEA-08.toml"].replace("TEA-08", "PAT-01")}, "own")
    library, problems = load(shipped, own)
    assert () == problems
    assert Kind.NARRATIVE is kind_of(library.kpi("PAT-01"))
