"""A sample that anyone can draw again."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

from kpikit.statistics.errors import require, whole

T = TypeVar("T")


def draw_sample(ids: Iterable[T], n: int, seed: int | str) -> list[T]:
    """Return n ids, drawn at random without replacement, in the order drawn.

    The ids are put in the order of SHA-256(seed, id) and the first n are taken: every
    set of n is equally likely, the draw does not depend on the order of the list or on
    a version of a library, and whoever has the list and the seed can repeat it. A
    larger n with the same seed extends the smaller sample.

    Args:
        ids: what to draw from, each with its own text; all when n is larger.
        n: how many to draw.
        seed: kept with the measurement; choose it before seeing the list.

    Raises:
        StatisticsInputError: `count`, or `duplicate_id`.
    """
    whole(n)
    pool = list(ids)
    named = {str(one): one for one in pool}
    require(len(named) == len(pool), "duplicate_id")
    return [named[name] for name in sorted(named, key=lambda i: _rank(seed, i))[:n]]


def _rank(seed: int | str, name: str) -> bytes:
    """Return where an id comes in the draw."""
    start = f"{seed}".encode()
    return hashlib.sha256(b"%d:%b:%b" % (len(start), start, name.encode())).digest()
