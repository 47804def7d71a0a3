"""Rating candidates apart, and the sets that serve both parties best."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kpikit.domain.choice.rating import (
    CRITERIA,
    CandidateRating,
    Score,
    side_by_side,
)
from kpikit.domain.choice.suggestion import ALTERNATIVES, Rated, Wish, suggest
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.set_advice import SET_RULES, hours_per_year
from tests.domain.builders import make_burden, make_measured, make_narrative


def kpi(number: int, *, narrative: bool = False, **changes: object) -> AnyKpi:
    made = make_narrative(KpiId(f"N-{number:02d}")) if narrative else None
    found: AnyKpi = made or make_measured(KpiId(f"M-{number:02d}"))
    return replace(found, **changes)  # type: ignore[arg-type]


def rated(number: int, provider: int, insurer: int, **changes: object) -> Rated:
    narrative = bool(changes.pop("narrative", False))
    chosen = kpi(number, narrative=narrative, **changes)
    return Rated(kpi=chosen, provider=Decimal(provider), insurer=Decimal(insurer))


def ids(found: tuple[AnyKpi, ...]) -> list[str]:
    return [str(k.id) for k in found]


def test_no_opinion_is_no_zero() -> None:
    """The mean is of what was said; nothing said is no mean."""
    scores = tuple(Score(criterion=c, value=v) for c, v in zip(CRITERIA, (9, None, 3, None, None), strict=True))  # fmt: skip
    assert Decimal(6) == CandidateRating(kpi_id=KpiId("K"), scores=scores).mean
    assert CandidateRating(kpi_id=KpiId("K")).mean is None


def test_where_the_parties_differ_is_said() -> None:
    """Three points apart on a criterion; the voice is shown and does not count."""
    first, second, *_ = CRITERIA
    ratings = {
        role: (CandidateRating(kpi_id=KpiId("K"), scores=(Score(criterion=first, value=a), Score(criterion=second, value=b))),)
        for role, a, b in ((PartyRole.PROVIDER, 9, 5), (PartyRole.INSURER, 6, 6), (PartyRole.VOICE, 1, 1))
    }  # fmt: skip
    (seen,) = side_by_side([KpiId("K")], ratings)
    assert (first,) == seen.apart
    assert Decimal(1) == seen.spread
    assert Decimal(1) == seen.means[PartyRole.VOICE]


def test_the_lesser_satisfaction_comes_first() -> None:
    """Two that both like a bit beat two of which each party loves one."""
    pool = [
        rated(1, 9, 1, narrative=True),
        rated(2, 1, 9),
        rated(3, 6, 6, narrative=True),
        rated(4, 6, 6),
    ]
    best, *_ = suggest(pool, Wish(limit=2))
    assert ["M-04", "N-03"] == ids(best.kpis)
    assert (Decimal(6), Decimal(6)) == (best.provider, best.insurer)
    assert ["N-01"] == ids(best.missed_by_provider)


def test_pins_and_hours_are_kept() -> None:
    """This one in, that one out, and no more work than there is time for."""
    pool = [rated(n, n, n) for n in range(1, 7)] + [rated(9, 3, 3, narrative=True)]
    wish = Wish(limit=3, inside=frozenset({KpiId("M-01")}), outside=frozenset({KpiId("M-06")}))  # fmt: skip
    for found in suggest(pool, wish):
        assert "M-01" in ids(found.kpis)
        assert "M-06" not in ids(found.kpis)
    cheap = [replace(c, kpi=replace(c.kpi, burden=make_burden(hours=Decimal(10)))) for c in pool]  # fmt: skip
    assert () == suggest(cheap, Wish(limit=3, hours=Decimal(29)))
    assert ALTERNATIVES == len(suggest(cheap, Wish(limit=3, hours=Decimal(30))))


def test_no_set_keeps_to_the_rules() -> None:
    """Without a narrative candidate there is nothing to suggest, and it says so."""
    assert () == suggest([rated(n, 5, 5) for n in range(4)], Wish(limit=3))
    assert () == suggest([], Wish(limit=3))


SCORES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()),
    min_size=2,
    max_size=9,
)


@settings(deadline=None)
@given(SCORES, st.integers(2, 5))
def test_it_is_exact(scores: list[tuple[int, int, bool]], limit: int) -> None:
    """No set that keeps to the rules is better than the first one suggested."""
    pool = [rated(n, p, i, narrative=b) for n, (p, i, b) in enumerate(scores)]
    found = suggest(pool, Wish(limit=limit))
    size = min(limit, len(pool))
    allowed = [
        (min(sum(c.provider for c in some), sum(c.insurer for c in some)),
         sum(c.provider + c.insurer for c in some))
        for some in combinations(pool, size)
        if all(rule.holds([c.kpi for c in some]) for rule in SET_RULES)
    ]  # fmt: skip
    assert min(ALTERNATIVES, len(allowed)) == len(found)
    worth = [
        (min(f.provider, f.insurer) * size, (f.provider + f.insurer) * size)
        for f in found
    ]
    ranked = sorted(allowed, reverse=True)[: len(found)]
    near = Decimal("1e-20")
    for one, two in zip(worth, ranked, strict=True):
        assert abs(one[0] - two[0]) < near
        assert abs(one[1] - two[1]) < near
    assert all(f.hours == hours_per_year(f.kpis) for f in found)
