"""What was read a moment ago is given again only under the same stamp."""

from functools import partial

from kpikit.actions.recent import Recent


def test_the_same_stamp_makes_nothing_anew() -> None:
    """A value is made once for as long as its stamp stays the same."""
    recent, made = Recent(), list[int]()

    def make() -> int:
        made.append(1)
        return len(made)

    assert [1, 1] == [recent.get("a", 7, make) for _ in range(2)]
    assert 2 == recent.get("a", 8, make)
    assert 3 == recent.get("b", 8, make)


def test_only_the_last_used_stay() -> None:
    """With room for two, the one that was not asked for longest goes."""
    recent = Recent(kept=2)
    for key in ("a", "b", "a", "c"):
        recent.get(key, 0, partial(list, key))
    assert ["a"] == recent.get("a", 0, list[str])
    assert [] == recent.get("b", 0, list[str])
