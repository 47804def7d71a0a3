"""A broken or hostile file becomes a problem; the rest of the library loads."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpikit.domain.kpi import NarrativeKpi
from kpikit.domain.library import Library
from kpikit.library import load
from kpikit.library.files import MAX_BYTES, MAX_FILES

Write = Callable[..., Path]
BAD = "kpis/BAD-01.toml"

CONTENTS = {
    "no toml": (b"name = = 3", "not_toml"),
    "the same key twice": (b"a = 1\na = 2", "not_toml"),
    "binary": (bytes(range(256)), "not_utf8"),
    "zeros": (b"\x00" * 4000, "not_toml"),
    "invalid utf-8 on line 3": (b"a = 1\nb = 2\nc = '\xff'", "not_utf8"),
    "too large": (b"#" * (MAX_BYTES + 1), "too_large"),
    "nested arrays": (b"a = " + b"[" * 50_000, "too_complicated"),
    "nested tables": (b"a = " + b"{a = " * 40_000, "too_complicated"),
    "a key of many parts": (b".".join([b"a"] * 100_000) + b" = 1", "too_complicated"),
    "a quoted key of many parts": (b".".join([b'"a b"'] * 40_000) + b" = 1", "too_complicated"),
    "a number of many digits": (b"version = " + b"9" * 10_000, "not_toml"),
    "a hexadecimal of many digits": (b"version = 0x" + b"f" * 200_000, "out_of_range"),
    "empty": (b"", "missing_field"),
    "a date that is none": (b"introduced = 2026-13-45", "not_toml"),
    "a list of a thousand mistakes": (b"types = [" + b"1," * 1000 + b"]", "too_long"),
    "ten thousand unknown fields": (b"\n".join(b"x%d = 1" % n for n in range(10_000)), "too_many_problems"),
    "an id that is a table": (b"[id]\na = 1", "wrong_type"),
    "a kind that is a list": (b"kind = ['measured']", "not_allowed_value"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), CONTENTS.values(), ids=CONTENTS)
def test_a_hostile_file_is_a_problem(
    good: dict[str, str], write: Write, content: bytes, code: str
) -> None:
    """The file is refused with a reason, and everything else is there."""
    folder = write(good)
    (folder / BAD).write_bytes(content)
    library, problems = load(folder)
    assert {BAD} == {each.where.partition(":")[0] for each in problems}
    assert code in {each.code for each in problems}
    assert ["PAT-01", "TEA-08", "DEP-01"] == list(library.kpis)


def test_a_list_of_very_many_mistakes_is_cut_short(
    good: dict[str, str], write: Write
) -> None:
    """Twenty thousand empty sources give a hundred-odd problems, not sixty thousand."""
    good["sources/more.toml"] = "[[source]]\n" * 20_000
    library, problems = load(write(good))
    assert "too_many_problems" in {each.code for each in problems}
    assert 110 > len(problems)
    assert "smith-2020" in library.sources


def test_bad_text_is_told_with_its_line(good: dict[str, str], write: Write) -> None:
    """Bad TOML and bad UTF-8 name the line on which they go wrong."""
    folder = write(good)
    (folder / BAD).write_bytes(b"a = 1\n\nb = oops\n")
    (folder / "kpis/BAD-02.toml").write_bytes(b"a = 1\r\nb = '\xff'\r\n")
    wheres = [each.where for each in load(folder)[1]]
    assert [f"{BAD}:3", "kpis/BAD-02.toml:2"] == wheres


def test_a_byte_order_mark_and_windows_line_ends_are_fine(
    good: dict[str, str], write: Write
) -> None:
    """What Notepad adds to a file is no problem."""
    folder = write(good)
    text = good["kpis/PAT-01.toml"].replace("\n", "\r\n")
    (folder / "kpis/PAT-01.toml").write_bytes(text.encode("utf-8-sig"))
    library, problems = load(folder)
    assert () == problems
    assert "Topscore patiënten" == library.kpi("PAT-01").name.nl


def test_a_folder_with_the_name_of_a_file(good: dict[str, str], write: Write) -> None:
    """A folder called x.toml is told and passed."""
    folder = write(good)
    (folder / BAD).mkdir()
    assert [("not_a_file", BAD)] == [(e.code, e.where) for e in load(folder)[1]]


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links for plain users")
def test_links_that_loop_or_lead_out_are_not_followed(
    good: dict[str, str], write: Write, tmp_path: Path
) -> None:
    """A link to itself, to nothing, or out of the folder is told and not read."""
    secret = tmp_path / "secret.toml"
    secret.write_text(good["kpis/PAT-01.toml"], encoding="utf-8")
    folder = write(good)
    (folder / "kpis/A-01.toml").symlink_to("A-01.toml")
    (folder / "kpis/B-01.toml").symlink_to("nowhere.toml")
    (folder / "kpis/C-01.toml").symlink_to(secret)
    (folder / "kpis/D-01.toml").symlink_to("/dev/zero")
    os.mkfifo(folder / "kpis/E-01.toml")
    told = [(each.code, each.where[5:6]) for each in load(folder)[1]]
    expected = [
        ("unreadable", "A"),
        ("unreadable", "B"),
        ("outside_folder", "C"),
        ("outside_folder", "D"),
        ("not_a_file", "E"),
    ]
    assert expected == told


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links for plain users")
def test_a_whole_folder_that_lies_elsewhere_is_not_read(
    good: dict[str, str], write: Write
) -> None:
    """A linked folder of KPIs outside the library gives no KPI."""
    elsewhere = write({"PAT-01.toml": good.pop("kpis/PAT-01.toml")}, "elsewhere")
    for name in ("kpis/TEA-08.toml", "kpis/DEP-01.toml", "sets/start.toml"):
        del good[name]
    folder = write(good)
    (folder / "kpis").symlink_to(elsewhere)
    library, problems = load(folder)
    assert ["outside_folder"] == [each.code for each in problems]
    assert {} == dict(library.kpis)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="this user may read everything"
)
def test_a_file_that_may_not_be_read(good: dict[str, str], write: Write) -> None:
    """A file without permission is told and passed."""
    folder = write(good)
    path = folder / BAD
    path.touch(mode=0o000)
    assert ["unreadable"] == [each.code for each in load(folder)[1]]


def test_a_file_that_fails_while_reading(
    good: dict[str, str], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that refuses one file costs that file alone."""
    folder = write(good | {BAD: "a = 1"})
    really_open = Path.open

    def refuse(self: Path, mode: str) -> object:
        if self.name == "BAD-01.toml":
            raise PermissionError(13, "not allowed")
        return really_open(self, mode)

    monkeypatch.setattr(Path, "open", refuse)
    assert [("unreadable", BAD)] == [(e.code, e.where) for e in load(folder)[1]]


def test_a_misplaced_file_is_told(good: dict[str, str], write: Write) -> None:
    """A file where nothing is read is not silently passed over; a read-me is."""
    good["kpi/OWN-01.toml"] = "id = 'OWN-01'"
    good["sources.toml"] = ""
    good["README.md"] = "read me"
    good["kpis/PAT-01.toml~"] = "a copy of an editor"
    told = [(each.code, each.where) for each in load(write(good))[1]]
    assert [("unknown_file", "kpi"), ("unknown_file", "sources.toml")] == told


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Without a library there is an empty one, and a problem."""
    library, problems = load(tmp_path / "none")
    assert ["no_folder"] == [each.code for each in problems]
    assert [] == library.search()


def test_there_is_an_end_to_the_number_of_files(tmp_path: Path) -> None:
    """A folder with very many files is read up to the limit, and told."""
    (tmp_path / "sources").mkdir()
    for number in range(MAX_FILES + 5):
        (tmp_path / f"sources/{number:04}.toml").touch()
    assert ["too_many_files"] == [each.code for each in load(tmp_path)[1]]


def test_names_of_files_cannot_break_a_line(good: dict[str, str], write: Write) -> None:
    """A line end or escape code in a file name does not reach the terminal."""
    if os.name == "nt":
        pytest.skip("Windows refuses such names itself")
    folder = write(good)
    (folder / "kpis/a\n\x1b[31mb.toml").touch()
    text = "".join(each.where + each.text.en for each in load(folder)[1])
    assert "\n" not in text
    assert "\x1b" not in text


JUNK = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
NAMES = st.sampled_from(
    [
        "kpis/PAT-01.toml",
        "kpis/TEA-08.toml",
        "instruments/three-marks.toml",
        "instruments/ladder.toml",
        "sets/start.toml",
        "sources/all.toml",
        "recommendations.toml",
        "glossary.toml",
    ]
)


@settings(
    max_examples=75,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=NAMES,
    start=st.floats(0, 1),
    length=st.integers(0, 60),
    junk=JUNK,
    above=st.booleans(),
)
def test_any_damage_leaves_a_library_in_which_all_references_lead_somewhere(
    good: dict[str, str],
    name: str,
    start: float,
    length: int,
    junk: bytes,
    above: bool,
) -> None:
    """Whatever is cut from or put into a file, loading answers and what is left holds."""
    whole = good[name].encode()
    at = int(start * len(whole))
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / "shipped", Path(place) / "own"]
        for folder in folders:
            for file, text in good.items():
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        damaged = folders[above] / name
        damaged.write_bytes(whole[:at] + junk + whole[at + length :])
        library, problems = load(*folders)
    for problem in problems:
        assert problem.where
        assert problem.text.nl.isprintable()
        assert problem.text.en.isprintable()
    assert_that_references_lead_somewhere(library)
    if above:
        assert {"PAT-01", "TEA-08", "DEP-01"} <= set(library.kpis)


def assert_that_references_lead_somewhere(library: Library) -> None:
    """Assert that each id named in the library is in the library."""
    sources, tools = set(library.sources), set(library.instruments)
    numbers = {each.number for each in library.recommendations}
    for kpi in library.kpis.values():
        assert kpi.instrument is None or kpi.instrument in tools
        assert set(kpi.recommendations) <= numbers
        assert kpi.replaced_by is None or kpi.replaced_by in library.kpis
        assert named_sources(asdict(kpi)) <= sources
        assert not isinstance(kpi, NarrativeKpi) or len(kpi.ladder) == 5
    for tool in library.instruments.values():
        assert named_sources(asdict(tool)) <= sources
    for each in library.sets:
        assert set(each.kpis) <= set(library.kpis)


def named_sources(data: object) -> set[str]:
    """Return every source id in nested data."""
    if isinstance(data, dict):
        inside = [named_sources(value) for value in data.values()]
        return set(data.get("sources", ())).union(*inside)
    if isinstance(data, list | tuple):
        return set().union(*map(named_sources, data))
    return set()
