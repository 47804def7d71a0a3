"""What can be no figure is refused at each field, in every form about money."""

import re
from typing import Any

import pytest

from kpikit.domain.financing.base import PER_YEAR, ParameterKind
from kpikit.domain.financing.catalogue import all_kinds
from tests.web.installation import HOSPITAL, Installation, fields_of
from tests.web.signed import fill_money, price_times_quantity, sign_money
from tests.web.test_scenarios import NEW, typed
from tests.web.test_settlements import FIGURES, url_of

YEARS = (2027, 2028, 2029)
NO_NUMBERS = ["NaN", "Infinity", "1e400", "tien"]
NUMBERS = PER_YEAR | {ParameterKind.MONEY, ParameterKind.SHARE, ParameterKind.COUNT}
SHARES = {ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR}
FRAME = {
    "revision": "0",
    "arrangement_id": "f" * 32,
    "runs_from": "2027",
    "last_year": "2029",
    "condition": "none",
}
LABELS = {"name", "source", "evidence"}


def errors_of(page: str) -> set[str]:
    """Return the fields that the summary of errors leads to."""
    return set(re.findall(r'href="#([^"]+)"', page)) - {"main"}


def numbers_of(
    kind: str, among: frozenset[ParameterKind] | set[ParameterKind]
) -> set[str]:
    """Return the fields of a kind that hold a number of one of these sorts."""
    found = set()
    for parameter in all_kinds()[kind].parameters:
        if parameter.kind in among:
            yearly = {f"{parameter.name}_{year}" for year in YEARS}
            found |= yearly if parameter.kind in PER_YEAR else {parameter.name}
    return found


def refused(
    installation: Installation, url: str, sent: dict[str, Any], wrong: set[str]
) -> None:
    """Send a form with nonsense; each of these fields is wrong and keeps what it had."""
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert 422 == answer.status_code
    assert wrong <= errors_of(answer.text), wrong - errors_of(answer.text)
    kept = fields_of(answer.text)
    assert {n: sent[n][:300] for n in wrong} == {n: kept[n] for n in wrong}


@pytest.mark.parametrize("nonsense", [*NO_NUMBERS, "-5", "99999999999999"])
def test_each_figure_of_each_kind(
    installation: Installation, agreement: str, nonsense: str
) -> None:
    """All figures of an arrangement are wrong at once, and each of them says so."""
    for kind in all_kinds():
        wrong = numbers_of(kind, NUMBERS)
        if wrong:
            url = f"/agreements/{agreement}/financing/new/{kind}"
            refused(
                installation, url, {**FRAME, **dict.fromkeys(wrong, nonsense)}, wrong
            )


def test_each_share_of_each_kind_above_all(
    installation: Installation, agreement: str
) -> None:
    """A share of more than everything is refused in every year."""
    seen = set()
    for kind in all_kinds():
        wrong = numbers_of(kind, SHARES)
        seen |= wrong
        if wrong:
            url = f"/agreements/{agreement}/financing/new/{kind}"
            refused(installation, url, {**FRAME, **dict.fromkeys(wrong, "101%")}, wrong)
    assert {"coverage_2027", "cap", "band"} <= seen


@pytest.mark.parametrize("missing", YEARS)
def test_each_year_that_is_missing(
    installation: Installation, agreement: str, missing: int
) -> None:
    """Who leaves a year out is told which one."""
    kinds = ("ceiling", "lump_sum", "fixed_cost_compensation", "quality_incentive")
    for kind in (*kinds, "start_funding"):
        name = next(
            p.name
            for p in all_kinds()[kind].parameters
            if p.kind in PER_YEAR and p.required
        )
        sent = {f"{name}_{year}": "10" for year in YEARS if year != missing}
        url = f"/agreements/{agreement}/financing/new/{kind}"
        answer = installation.client(HOSPITAL).post(url, data={**FRAME, **sent})
        assert f"{name}_{missing}" in errors_of(answer.text), kind
        assert not errors_of(answer.text) & set(sent), kind


def test_a_second_base_in_the_same_year(
    installation: Installation, agreement: str
) -> None:
    """Two bases for the same care in the same year are refused, by kind and year."""
    fill_money(installation, agreement, price_times_quantity())
    sent = {**FRAME, **{f"amounts_{year}": "9" for year in YEARS}}
    url = f"/agreements/{agreement}/financing/new/lump_sum"
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert 422 == answer.status_code
    assert "2027" in answer.text
    assert "Price times quantity" in answer.text


@pytest.mark.parametrize("nonsense", NO_NUMBERS)
def test_each_figure_of_a_scenario(
    installation: Installation, agreement: str, nonsense: str
) -> None:
    """All fifty-nine figures are wrong at once, and each of them says so."""
    fill_money(installation, agreement, price_times_quantity())
    url = f"/agreements/{agreement}/scenarios"
    page = installation.client(HOSPITAL)
    where = page.post(f"{url}/new", data=NEW).location
    sent = {**typed(page.get(where).text), "options": ["fee"]}
    figures = set(sent) - LABELS - {"care_path", "revision", "csrf_token"}
    figures -= {"options", "gate_met", "opened"}
    assert len(figures) == 59
    refused(installation, where, {**sent, **dict.fromkeys(figures, nonsense)}, figures)


@pytest.mark.parametrize("nonsense", [*NO_NUMBERS, "-5", "99999999999999"])
def test_each_figure_of_a_settlement(
    installation: Installation, agreement: str, nonsense: str
) -> None:
    """Volumes, prices and what was paid are wrong at once, and each says so."""
    signed = sign_money(installation, agreement)
    page = installation.client(HOSPITAL)
    wrong = {
        n
        for n in fields_of(page.get(url_of(signed)).text)
        if n.startswith("c1_") or n in {"paid", "run_out_months"}
    }
    assert {"c1_volume", "c1_price", "paid"} <= wrong
    refused(
        installation,
        url_of(signed),
        {**FIGURES, **dict.fromkeys(wrong, nonsense)},
        wrong,
    )
