"""No hidden group can be read or worked out, by anyone who can subtract."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpikit.statistics.disclosure import Cell, SafeTable, Status, suppress
from kpikit.statistics.errors import StatisticsInputError

Pair = tuple[int, int]
Group = tuple[int, int]


def groups(*sizes: int) -> list[Cell]:
    return [Cell(key=str(i), n=n) for i, n in enumerate(sizes)]


def whole(cells: list[Cell]) -> Cell:
    xs = [cell.x for cell in cells if cell.x is not None]
    return Cell(key="all", n=sum(c.n for c in cells), x=sum(xs) if xs else None)


def test_small_groups_are_hidden() -> None:
    """One to nine answers are hidden, none and ten are not."""
    found = suppress(groups(0, 1, 9, 10))
    assert ["shown", "primary", "primary", "shown"] == [c.status for c in found.cells]
    assert [0, None, None, 10] == [c.n for c in found.cells]


def test_what_tells_of_everyone_is_hidden() -> None:
    """None or all of a group below twenty is hidden; of twenty it is not."""
    cells = [Cell(key=f"{x}/{n}", n=n, x=x) for x, n in ((0, 19), (19, 19), (0, 20))]
    found = suppress(cells)
    assert ["primary", "primary", "shown"] == [c.status for c in found.cells]
    assert [None, None, 0] == [c.x for c in found.cells]


def test_one_hidden_group_takes_the_next_smallest_along() -> None:
    """Five would follow from 75 - 40 - 30, so thirty is hidden too."""
    cells = groups(5, 40, 30)
    found = suppress(cells, whole(cells))
    assert ["primary", "shown", "complementary"] == [c.status for c in found.cells]
    assert found.total is not None
    assert 75 == found.total.n


def test_without_a_total_nothing_else_need_be_hidden() -> None:
    """No sum, no subtraction."""
    assert ["primary", "shown"] == [c.status for c in suppress(groups(5, 40)).cells]


def test_when_hiding_parts_does_not_help_the_total_goes() -> None:
    """Nine and nine are eighteen: both could only be nine, so the sum is hidden."""
    cells = groups(9, 9)
    found = suppress(cells, whole(cells))
    assert found.total is not None
    assert (Status.COMPLEMENTARY, None) == (found.total.status, found.total.n)


def test_a_total_must_be_the_sum() -> None:
    """Otherwise nothing could be promised."""
    with pytest.raises(StatisticsInputError, match="total"):
        suppress(groups(5, 40), Cell(key="all", n=46))
    with pytest.raises(StatisticsInputError, match="mixed"):
        suppress([Cell(key="a", n=5, x=1), Cell(key="b", n=5)])


def test_nothing_has_nothing_to_hide() -> None:
    """An empty table and a table of empty groups come back."""
    assert () == suppress([], Cell(key="all", n=0)).cells
    cells = groups(0, 0)
    assert [0, 0] == [c.n for c in suppress(cells, whole(cells)).cells]


TABLES = st.tuples(
    st.integers(2, 5),
    st.lists(
        st.integers(0, 20).flatmap(
            lambda n: st.tuples(st.just(n), st.sampled_from((0, n, n // 2, n // 3)))
        ),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(TABLES)
def test_no_hidden_group_can_be_worked_out(
    table: tuple[int, list[Group], bool],
) -> None:
    """An outsider who tries every table that looks alike finds more than one answer.

    For each hidden group at least two sizes are possible, and at least two numbers of
    successes, unless the total itself says that none or all succeed.
    """
    threshold, sizes, counted = table
    cells = [
        Cell(key=str(i), n=n, x=x if counted else None)
        for i, (n, x) in enumerate(sizes)
    ]
    total = whole(cells) if cells else Cell(key="all", n=0)
    found = suppress(cells, total, threshold)
    for cell, safe in zip(cells, found.cells, strict=True):
        if 0 < cell.n < threshold:
            assert safe.status is Status.PRIMARY
        if safe.status is not Status.SHOWN:
            assert (safe.n, safe.x) == (None, None)
    plain = counted and total.x not in {0, total.n}
    for possible in attacked(found, threshold, counted=counted):
        assert len({n for n, _ in possible}) > 1
        assert not plain or len({x for _, x in possible}) > 1


def attacked(table: SafeTable, threshold: int, *, counted: bool) -> Iterator[set[Pair]]:
    """Yield, per hidden group, all it can be for who knows the rules and the total."""
    total = table.total
    if total is None or total.n is None:
        return
    shown = [(c.n, c.x or 0) for c in table.cells if c.n is not None]
    left = total.n - sum(n for n, _ in shown), (total.x or 0) - sum(x for _, x in shown)
    largest = min((n for n, _ in shown if n), default=total.n)
    hidden = [c.status for c in table.cells if c.n is None]
    choices = [
        set(looks(status, threshold, largest, left[0], counted=counted))
        for status in hidden
    ]
    for i, mine in enumerate(choices):
        rest = reached([*choices[:i], *choices[i + 1 :]], left)
        yield {(n, x) for n, x in mine if (left[0] - n, left[1] - x) in rest}


def looks(
    status: Status, threshold: int, largest: int, most: int, *, counted: bool
) -> Iterator[Pair]:
    """Yield every size and success that a group with this status can have."""
    for n in range(1, most + 1):
        for x in range(n + 1) if counted else [0]:
            small = n < threshold
            alike = counted and n < 2 * threshold and x in {0, n}
            primary = small or alike
            if primary == (status is Status.PRIMARY) and (primary or n <= largest):
                yield n, x


def reached(choices: list[set[Pair]], left: Pair) -> set[Pair]:
    """Return every sum that one of each can make, up to what is left."""
    sums = {(0, 0)}
    for options in choices:
        sums = {
            (a + n, b + x)
            for a, b in sums
            for n, x in options
            if a + n <= left[0] and b + x <= left[1]
        }
    return sums
