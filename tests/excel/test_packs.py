"""Packs: data files that say which sheets go to whom."""

from pathlib import Path

import pytest

from kpikit.excel.packs import load_packs
from kpikit.problems import Refused

GOOD = """
confidential = false
sheets = ["read_me", "kpi_set", "proof", "signatures"]
[name]
nl = "Proef"
en = "Trial"
[description]
nl = "Om te proberen"
en = "To try"
"""


def test_the_shipped_packs() -> None:
    """Full, board, review and open come with kpikit, and only open is not confidential."""
    found = load_packs()
    assert ["full", "board", "review", "open"] == list(found)
    assert [True, True, True, False] == [p.confidential for p in found.values()]


def test_an_own_pack_is_read(tmp_path: Path) -> None:
    """The name of the file is the code of the pack."""
    (tmp_path / "trial.toml").write_text(GOOD, encoding="utf-8")
    assert ("read_me", "kpi_set", "proof", "signatures") == load_packs(tmp_path)[
        "trial"
    ].sheets


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"kpi_set"', '"ambitions"', "‘ambitions’ is confidential"),
        ('"kpi_set"', '"nothing"', "no sheet ‘nothing’"),
        ('"read_me", ', "", "‘read_me’ must be included"),
        ('"kpi_set"', '"proof"', "there twice"),
        ("confidential = false", 'confidential = "no"', "true or false"),
        ('en = "Trial"', "", "‘name’ needs nl and en"),
        (
            "confidential = false",
            "confidential = false\nsheet = 1",
            "‘sheet’ is not known",
        ),
        ("sheets = [", "sheets = 1 # [", "in a list"),
        ("confidential = false", "confidential = ", "Invalid value"),
    ],
)
def test_a_wrong_pack_is_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """A pack that could leak or break a workbook never loads."""
    (tmp_path / "trial.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        load_packs(tmp_path)
    assert any(says in p.text.en for p in refusal.value.problems)
    assert {"trial.toml"} == {p.where for p in refusal.value.problems}
