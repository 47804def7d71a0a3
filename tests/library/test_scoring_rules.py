"""Each rule on scoring, broken one at a time, with the file it is told at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpikit.library import load

Write = Callable[..., Path]
KPI = "kpis/PAT-01.toml"
TOOL = "instruments/three-marks.toml"
CUT_OFF = 'cut_off = {nl = "9-9-9", en = "9-9-9"}\n'
UNKNOWN = '\nstatus = "unknown"\nnote = {nl = "eigen", en = "own"}\n'
TOP = 'direction = "higher"\ntop_score = {nl = "9-9-9", en = "9-9-9"}\n'
YES = (
    'aggregate = "mean"\nsteps = [{kind = "multiply", by = 1.5}]\nminimum = 0\nmaximum = 13.5\n',
    'aggregate = "yes"\nminimum = 0\nmaximum = 1\n',
)


def cut_off(value: str) -> str:
    """Return the line of a cut-off in words with its value under it."""
    return f"{CUT_OFF}cut_off_value = {{{value}}}\n"


GOOD = [
    ("a score", KPI, CUT_OFF, cut_off("at_least = 13.5")),
    ("items", KPI, CUT_OFF, cut_off("more_than = 4, items = [1, 3]")),
    ("a band", TOOL, "[missing]", f"[raters]\nband = 2{UNKNOWN}[missing]"),
    ("a paired instrument", KPI, CUT_OFF, CUT_OFF + 'paired_with = "three-marks"\n'),
    ("yes", TOOL, *YES),
]
BROKEN = [
    ("no cut-off at all", KPI, CUT_OFF, cut_off("items = [1]"), "cut_off_unclear"),
    ("two cut-offs", KPI, CUT_OFF, cut_off("at_least = 1, at_most = 2"), "cut_off_unclear"),
    ("top score with a number", KPI, CUT_OFF, cut_off("top_score = true, at_most = 2"), "cut_off_unclear"),
    ("top score of some items", KPI, CUT_OFF, cut_off("top_score = true, items = [1]"), "cut_off_unclear"),
    ("a top score that is not declared", KPI, CUT_OFF, cut_off("top_score = true"), "no_top_score"),
    ("a cut-off beyond the score", KPI, CUT_OFF, cut_off("at_least = 14"), "cut_off_outside"),
    ("a cut-off beyond the answers", KPI, CUT_OFF, cut_off("at_least = 10, items = [1]"), "cut_off_outside"),
    ("a cut-off on an item that is none", KPI, CUT_OFF, cut_off("at_least = 1, items = [4]"), "no_such_item"),
    ("item 0", KPI, CUT_OFF, cut_off("at_least = 1, items = [0]"), "out_of_range"),
    ("paired with nothing", KPI, CUT_OFF, CUT_OFF + 'paired_with = "four"\n', "unknown_reference"),
    ("a cut-off without instrument", KPI, 'instrument = "three-marks"\n', "", "cut_off_without_score"),
    ("steps that leave the scale", TOOL, "by = 1.5", "by = 2", "score_range_differs"),
    ("a score without coding", TOOL, "[coding]", "[[evidence]]", "coding_missing"),
    ("a band of nothing", TOOL, "[missing]", f"[raters]\nband = 0{UNKNOWN}[missing]", "band_not_positive"),
    ("an answer in no group", TOOL, 'aggregate = "mean"\n', 'aggregate = "mean"\ngroups = [[0, 1, 2], [3, 4, 5, 6, 7, 8]]\n', "groups_differ"),
    ("an answer in two groups", TOOL, 'aggregate = "mean"\n', 'aggregate = "mean"\ngroups = [[0, 1, 2, 3, 4], [4, 5, 6, 7, 8, 9]]\n', "groups_differ"),
    ("missing as no in a mean", TOOL, '"complete_cases"', '"counts_as_no"', "missing_rule_differs"),
]  # fmt: skip


def found(
    good: dict[str, str], write: Write, file: str, old: str, new: str
) -> list[tuple[str, str]]:
    """Return file and code of each problem after one change to a good library."""
    assert old in good[file]
    text = good[file].replace(old, new, 1)
    if new == "":
        text = text.replace(CUT_OFF, cut_off("at_least = 1"))
    if new == "[[evidence]]":
        start, end = text.index("[[evidence]]"), text.index("[scoring]")
        text = text[:start] + text[end:]
    good[file] = text
    problems = load(write(good))[1]
    return [(problem.where.split(":")[0], problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("file", "old", "new"), [c[1:] for c in GOOD], ids=[c[0] for c in GOOD]
)
def test_what_fits_is_no_problem(
    good: dict[str, str], write: Write, file: str, old: str, new: str
) -> None:
    """A cut-off, a band, a pair and a yes-or-no that fit are taken as they are."""
    assert [] == found(good, write, file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [case[1:] for case in BROKEN],
    ids=[case[0] for case in BROKEN],
)
def test_what_does_not_fit_is_told(
    good: dict[str, str], write: Write, file: str, old: str, new: str, code: str
) -> None:
    """A broken rule gives its own code in the file that breaks it."""
    assert (file, code) in found(good, write, file, old, new)


def test_missing_as_no_goes_with_yes(good: dict[str, str], write: Write) -> None:
    """Where parts are there or not, what was not checked may count as not there."""
    good[TOOL] = good[TOOL].replace(*YES)
    changed = '"complete_cases"', '"counts_as_no"'
    assert [] == found(good, write, TOOL, *changed)
