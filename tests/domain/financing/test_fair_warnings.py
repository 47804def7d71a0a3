"""Fair warnings: when each one holds, and that only a written reason sets it aside."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.completeness import missing
from kpikit.domain.financing.base import Arrangement, Term
from kpikit.domain.financing.fair_warnings import RULES, fair_warnings, overruled
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.kpi import KpiId
from tests.domain.builders import PATH, make_arrangement, make_dossier, make_filled
from tests.domain.financing.scenarios import base_scope


def words(kind: str, **terms: str) -> Arrangement:
    filled = tuple(Term(name=n, words=w) for n, w in terms.items())
    return make_arrangement(kind, *filled, id_=kind)


def codes(
    *arrangements: Arrangement, scopes: tuple[DecisionScope, ...] = ()
) -> set[str]:
    dossier = replace(make_dossier(), arrangements=arrangements)
    return {w.code for w in fair_warnings(dossier, scopes)}


@pytest.mark.parametrize(
    ("arrangements", "expected"),
    [
        ([words("pxq")], set()),
        ([words("ceiling")], {"ceiling"}),
        ([words("bundle", unit="procedure")], {"bundle-per-procedure"}),
        ([words("bundle", unit="patient")], set()),
        ([words("fixed_cost_compensation", release_plan=" ")], {"no-release-plan"}),
        ([words("fixed_cost_compensation", release_plan="OK 3 sluit")], set()),
        ([words("pxq"), words("shared_savings")], {"sharing-alone"}),
        ([words("lump_sum"), words("shared_savings")], set()),
        ([words("quality_incentive", first_year="pays")], {"pays-in-first-year"}),
        ([words("quality_incentive", first_year="report_only")], set()),
        ([make_filled("lump_sum"), make_filled("start_funding")], set()),
    ],
)
def test_each_warning_holds_when_it_should(
    arrangements: list[Arrangement], expected: set[str]
) -> None:
    """What the working group advises against is said, and nothing else."""
    assert expected == codes(*arrangements)


def test_sharing_suits_low_fixed_cost() -> None:
    """The base case is 79% fixed; at 50% the share may be enough."""
    sharing = words("shared_savings")
    assert codes(sharing, scopes=(base_scope(),)) == {"sharing-alone"}
    low = base_scope(fixed_cost=2_000_000)
    assert low.fixed_share == Decimal("0.5")
    assert codes(sharing, scopes=(low,)) == set()


def test_a_small_insurer_is_told_about_free_riders() -> None:
    """Only when the part of the patients is known, and is under 30%."""
    for share, expected in (("0.29", {"small-market-share"}), ("0.3", set())):
        scope = base_scope(market_share=share)
        assert codes(words("lump_sum"), scopes=(scope,)) == expected
    assert codes(words("lump_sum")) == set()


def test_figures_of_another_care_path_say_nothing() -> None:
    """A scope counts for the care path whose name it bears."""
    elsewhere = replace(base_scope(market_share="0.1"), name="Knie")
    here = replace(words("lump_sum"), care_path=PATH)
    assert codes(here, scopes=(elsewhere,)) == set()


def test_money_on_a_goal_that_cannot_be_shown() -> None:
    """With so few answers no result would ever be called met."""
    dossier = make_dossier()
    kpi = dossier.kpis[0]
    plans = tuple(replace(p, planned_n=3, minimum_n=1) for p in dossier.plans)
    pays = make_arrangement(
        "quality_incentive", Term(name="kpis", kpis=(kpi.id,)), id_="q"
    )
    few = replace(dossier, plans=plans, arrangements=(pays,))
    assert {w.code for w in fair_warnings(few)} == {"inside-the-error"}


def test_more_than_five_paying_kpis() -> None:
    """Five are a limited set; a sixth makes each mean less."""
    ids = tuple(KpiId(f"PAT-{n:02}") for n in range(1, 7))
    for count, expected in ((5, set()), (6, {"many-paying-kpis"})):
        pays = make_arrangement(
            "quality_incentive", Term(name="kpis", kpis=ids[:count]), id_="q"
        )
        assert codes(pays) == expected


def test_a_warning_waits_for_a_reason_before_settling() -> None:
    """It stands among what is missing until somebody writes why."""
    ceiling = make_filled("ceiling")
    dossier = replace(make_dossier(), arrangements=(ceiling,))
    open_points = [(p.code, p.where) for p in missing(dossier)]
    assert open_points == [("fair-warning", "financing/ceiling")]
    told = overruled(ceiling, "ceiling", "Alleen dit jaar nog.")
    settled = replace(dossier, arrangements=(told,))
    assert missing(settled) == ()
    assert [w.overruled for w in fair_warnings(settled)] == ["Alleen dit jaar nog."]
    back = overruled(told, "ceiling", " ")
    assert back == ceiling


def test_every_warning_gives_its_reason_in_both_languages() -> None:
    """No warning without a why."""
    for rule in RULES.values():
        assert all((rule.says.nl, rule.says.en, rule.why.nl, rule.why.en))
