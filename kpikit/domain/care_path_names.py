"""Care paths that get another name or go, and the arrangements that are about them."""

from collections.abc import Iterator, Mapping, Sequence

from kpikit.domain.agreement import CarePath
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.problems import Problem
from kpikit.text import Text


def renamed(before: Sequence[CarePath], after: Sequence[CarePath]) -> dict[str, str]:
    """Return the new name by the old one, of each path that kept its place.

    A list that got shorter says nothing of names: a path may have gone from anywhere.
    """
    if len(after) < len(before):
        return {}
    old, new = {p.name for p in before}, {p.name for p in after}
    pairs = zip(before, after, strict=False)
    return {
        was.name: now.name
        for was, now in pairs
        if was.name not in new and now.name not in old
    }


def left_hanging(
    paths: Sequence[CarePath],
    moved: Mapping[str, str],
    arrangements: Sequence[Arrangement],
) -> Iterator[Problem]:
    """Yield a problem for each path that is gone while arrangements are about it."""
    there = {"", *(p.name for p in paths), *moved}
    gone = dict.fromkeys(a.care_path for a in arrangements if a.care_path not in there)
    for path in gone:
        about = [all_kinds()[a.kind].name for a in arrangements if a.care_path == path]
        dutch, english = (", ".join(n.in_(x) for n in about) for x in ("nl", "en"))
        yield Problem(
            code="care-path-in-use",
            where="care_paths",
            text=Text(
                nl=f"Over ‘{path}’ gaan nog afspraken over geld ({dutch}). Geef die "
                "eerst een ander zorgpad, of verwijder ze.",
                en=f"Arrangements about money are still about ‘{path}’ ({english}). "
                "Give those another care path first, or remove them.",
            ),
        )
