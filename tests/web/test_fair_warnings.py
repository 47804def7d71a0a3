"""Fair warnings over the pages: each with its reason, and left aside only in writing."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpikit.actions import choosing, recording
from kpikit.actions.reading import open_agreement
from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.financing.fair_warnings import RULES
from kpikit.domain.kpi import SamplingMethod
from tests.web.installation import HOSPITAL, INSURER, Installation, words_of
from tests.web.signed import PATH, PAYING, fill_money, price_times_quantity
from tests.web.test_scenarios import NEW, typed

ID = "f" * 32
FRAME = {
    "revision": "0",
    "arrangement_id": ID,
    "runs_from": "2027",
    "last_year": "2029",
    "condition": "none",
}
YEARS = (2027, 2028, 2029)
SIX = ("ORG-02", "ORG-03", "PRO-02", "PRO-03", "TEA-01")
Form = dict[str, Any]
Step = Callable[[Installation, str], None]


def yearly(name: str, value: str) -> Form:
    return {f"{name}_{year}": value for year in YEARS}


SHARING = {"rate": "50", "benchmark": "Prijs maal aantal", "sides": "one"}
INCENTIVE = {**yearly("pool", "25,000"), "kpis": PAYING, "first_year": "report_only"}
LUMP_SUM = yearly("amounts", "6,000,000")


def few_answers(installation: Installation, agreement: str) -> None:
    """Plan to ask no more than ten, drawn by lot: no goal can be shown with that."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    (plan,) = open_agreement(desk, actor, agreement).dossier.plans
    few = replace(plan, method=SamplingMethod.RANDOM, planned_n=10, minimum_n=5)
    recording.record_plan(desk, actor, agreement, few)


def more_kpis(installation: Installation, agreement: str) -> None:
    """Choose five more KPIs that may carry money, which takes a wider limit."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    seen = open_agreement(desk, actor, agreement).selection.limit
    choosing.agree_limit(desk, actor, agreement, 6, seen)
    installation.choose(agreement, *SIX)


def small_insurer(installation: Installation, agreement: str) -> None:
    """Share a scenario in which this insurer has one in five of the patients."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{agreement}/scenarios"
    where = page.post(f"{url}/new", data={**NEW, "care_path": PATH}).location
    sent = {**typed(page.get(where).text), "options": ["fee"], "market_share": "20%"}
    assert 303 == page.post(where, data=sent).status_code
    assert 303 == page.post(f"{where}/share", data={"revision": "2"}).status_code


def nothing(_installation: Installation, _agreement: str) -> None:
    """Prepare nothing."""


CASES: dict[str, tuple[str, Form, Step]] = {
    "ceiling": (
        "ceiling",
        {**yearly("amounts", "9,000,000"), "obligation": "yes"},
        nothing,
    ),
    "bundle-per-procedure": (
        "bundle",
        {"unit": "procedure", "price": "9,000"},
        nothing,
    ),
    "no-release-plan": ("fixed_cost_compensation", yearly("coverage", "50"), nothing),
    "sharing-alone": ("shared_savings", SHARING, nothing),
    "small-market-share": ("lump_sum", LUMP_SUM, small_insurer),
    "inside-the-error": ("quality_incentive", INCENTIVE, few_answers),
    "pays-in-first-year": (
        "quality_incentive",
        {**INCENTIVE, "first_year": "pays"},
        nothing,
    ),
    "many-paying-kpis": (
        "quality_incentive",
        {**INCENTIVE, "kpis": [PAYING, *SIX]},
        more_kpis,
    ),
}


START = Arrangement(
    id="2" * 32,
    kind="start_funding",
    first_year=YEARS[0],
    last_year=YEARS[-1],
    terms=(
        Term(
            name="amounts",
            per_year=tuple(YearAmount(year=y, amount=Decimal(9_000)) for y in YEARS),
        ),
        Term(name="source", words="insurer"),
        Term(name="purpose", words="Scholing"),
    ),
    revision=0,
)


def test_every_warning_is_walked() -> None:
    """A new warning gets its own case here."""
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("code", CASES)
def test_a_warning_holds_back_until_somebody_writes_why(
    installation: Installation, agreement: str, code: str
) -> None:
    """Both parties read it with its reason; it is open until a reason is written."""
    kind, answers, prepare = CASES[code]
    base = () if kind in {"ceiling", "bundle", "lump_sum"} else price_times_quantity()
    fill_money(installation, agreement, base or (START,))
    prepare(installation, agreement)
    page, other = installation.client(HOSPITAL), installation.client(INSURER)
    url, rule = f"/agreements/{agreement}", RULES[code]
    made = page.post(f"{url}/financing/new/{kind}", data={**FRAME, **answers})
    assert 303 == made.status_code, words_of(made.text)
    for browser in (page, other):
        listed = words_of(browser.get(f"{url}/financing").text)
        assert f"{rule.says.en} {rule.why.en}" in listed
    entry = f"{url}/financing/{ID}"
    silent = page.post(f"{entry}/overrule/{code}", data={"revision": "1"})
    assert 422 == silent.status_code
    asked = f"{rule.says.en} Or write down why you choose it all the same."
    assert asked in words_of(page.get(f"{url}/settle").text)
    reason = {"revision": "1", "reason": "Wij weten het."}
    assert 303 == page.post(f"{entry}/overrule/{code}", data=reason).status_code
    settle = words_of(page.get(f"{url}/settle").text)
    assert asked not in settle
    assert f"left aside: {rule.says.en[:-1]}: Wij weten het." in settle
    assert "Reason: Wij weten het." in words_of(other.get(f"{url}/financing").text)
