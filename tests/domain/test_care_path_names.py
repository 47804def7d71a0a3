"""Care paths: which got another name, and what hangs on one that goes."""

from kpikit.domain.agreement import CarePath
from kpikit.domain.care_path_names import left_hanging, renamed
from kpikit.domain.financing.base import Arrangement


def paths(*names: str) -> tuple[CarePath, ...]:
    """Return care paths with these names."""
    return tuple(CarePath(name=name) for name in names)


def about(path: str) -> Arrangement:
    """Return an arrangement about a care path, or about all for no name."""
    return Arrangement(
        id="a", kind="lump_sum", care_path=path, first_year=2027, last_year=2028
    )


def test_a_path_that_keeps_its_place_is_renamed() -> None:
    """Also when another is added; a change of order is no new name."""
    assert renamed(paths("Heup"), paths("Heupartrose")) == {"Heup": "Heupartrose"}
    assert renamed(paths("Heup"), paths("Heupartrose", "Knie")) == {
        "Heup": "Heupartrose"
    }
    assert renamed(paths("Heup", "Knie"), paths("Knie", "Heup")) == {}
    assert renamed(paths("Heup"), paths("Heup", "Knie")) == {}


def test_a_shorter_list_renames_nothing() -> None:
    """Nobody can tell which one went."""
    assert renamed(paths("Heup", "Knie"), paths("Knieartrose")) == {}


def test_a_path_with_arrangements_cannot_go() -> None:
    """The problem names the path and the arrangement, in both languages."""
    (problem,) = left_hanging(paths("Knie"), {}, [about("Heup"), about("")])
    assert problem.where == "care_paths"
    assert all("Heup" in words for words in (problem.text.nl, problem.text.en))
    assert "Lump sum" in problem.text.en


def test_a_renamed_path_and_the_whole_agreement_leave_nothing_hanging() -> None:
    """What follows the new name, and what is about everything, is sound."""
    moved = {"Heup": "Heupartrose"}
    money = [about("Heup"), about("")]
    assert list(left_hanging(paths("Heupartrose"), moved, money)) == []
