"""Settling a year over the pages: fill in, propose, both agree, frozen."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.party import PartyRole
from kpikit.domain.result.figure import ShareFigure
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import ResultRound, RoundStep, accept, submit
from kpikit.domain.settlement.counted import Counted
from kpikit.domain.settlement.facts import Facts
from kpikit.storage import agreements, results
from kpikit.storage.scope import Scope
from kpikit.text import Text
from kpikit.web.forms_settlement import bring, settlement_form
from tests.domain.builders import PATH, make_dossier, make_measured
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)
from tests.web.signed import PAYING, YEARS, money_of_the_base_case, sign_money

FIGURES = {
    "phase": "provisional",
    "revision": "0",
    "c1_price": "10,000",
    "c1_expected": "1,000",
    "c1_volume": "900",
    "c1_alternative": "1,500",
    "run_out_months": "3",
    "paid": "9,000,000",
    f"k_{PAYING}_standing": "delivered",
    f"k_{PAYING}_value": "80",
    f"k_{PAYING}_finding": "met",
}


@pytest.fixture
def signed(installation: Installation, agreement: str) -> str:
    """Return an agreement about money that both parties signed."""
    return sign_money(installation, agreement)


def url_of(agreement: str, year: int = 2028) -> str:
    return f"/agreements/{agreement}/settlements/{year}"


def shown_hash(page: str) -> str:
    found = re.search(r'name="shown_hash"[^>]* value="([0-9a-f]{64})"', page)
    assert found is not None, "no button to agree"
    return found[1]


def agree(browser: FlaskClient, url: str, phase: str = "provisional") -> int:
    text = browser.get(f"{url}?phase={phase}").text
    sent = {"phase": phase, "shown_hash": shown_hash(text)}
    return browser.post(f"{url}/agree", data=sent).status_code


def propose(
    installation: Installation, agreement: str, email: str = HOSPITAL, **changes: str
) -> int:
    page = installation.client(email)
    data = {**FIGURES, **changes}
    return page.post(url_of(agreement), data=data).status_code


def test_from_figures_to_frozen(installation: Installation, signed: str) -> None:
    """One proposes, both agree, and nobody can change it any more."""
    assert 303 == propose(installation, signed)
    hospital, insurer = installation.client(HOSPITAL), installation.client(INSURER)
    text = insurer.get(url_of(signed)).text.replace("\u00a0", " ")
    assert "50% × (€10,000,000 − €9,150,000) = €425,000" in text
    assert "Proposed by J. de Boer" in text
    assert 303 == agree(insurer, url_of(signed))
    assert "You wait for the other party" in insurer.get(url_of(signed)).text
    assert 303 == agree(hospital, url_of(signed))
    frozen = hospital.get(url_of(signed)).text
    assert "can no longer change" in frozen
    assert "c1_volume" not in frozen
    assert 409 == propose(installation, signed, c1_volume="800", revision="3")


def test_what_is_still_to_be_paid(installation: Installation, signed: str) -> None:
    """Savings and pool come on top of what was declared and paid."""
    propose(installation, signed)
    text = words_of(installation.client(HOSPITAL).get(url_of(signed)).text)
    # 9,000,000 for the treatments, 425,000 of the saving, 25,000 of the pool
    assert "Due for this year € 9,450,000" in text.replace("\u00a0", " ")
    assert "Still to be paid by the insurer € 450,000" in text.replace("\u00a0", " ")


def test_missing_data_pay_nothing(installation: Installation, signed: str) -> None:
    """A result that was not delivered stops the money, and is named."""
    missing = {
        f"k_{PAYING}_standing": "not_delivered",
        f"k_{PAYING}_value": "",
        f"k_{PAYING}_finding": "",
    }
    assert 303 == propose(installation, signed, **missing)
    text = installation.client(INSURER).get(url_of(signed)).text
    assert "not delivered. Nothing is paid on it." in text
    assert "€\u00a09,000,000" in text


def test_first_year_reports_only(installation: Installation, signed: str) -> None:
    """In year one the pool is worked out and not paid."""
    page = installation.client(HOSPITAL)
    assert 303 == page.post(url_of(signed, 2027), data=FIGURES).status_code
    text = page.get(url_of(signed, 2027)).text
    assert "First year: report only, no money." in text
    assert "Would have been paid" in text


def test_working_out_keeps_nothing(installation: Installation, signed: str) -> None:
    """While typing the lines appear; nothing is saved."""
    page = installation.client(HOSPITAL)
    fragment = page.post(
        f"{url_of(signed)}/work-out", data=FIGURES, headers={"HX-Request": "true"}
    )
    assert 200 == fragment.status_code
    assert "€425,000" in fragment.text
    assert "<html" not in fragment.text
    whole = page.post(f"{url_of(signed)}/work-out", data=FIGURES)
    assert "€425,000" in whole.text
    assert 'value="900"' in whole.text
    assert "Proposed by" not in page.get(url_of(signed)).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("c1_volume", "", "Fill this in."),
        ("c1_volume", "-5", "Enter a number from 0"),
        ("c1_volume", "99,999,999", "Enter a number from 0"),
        ("c1_volume", "9.5", "whole number"),
        ("c1_price", "-1", "Enter an amount from"),
        ("c1_price", "900,000,000,000", "Enter an amount from"),
        ("c1_price", "ten", "Write a number"),
        ("paid", "-1", "Enter an amount from"),
        ("run_out_months", "99", "Choose 0 to 36 months."),
        (f"k_{PAYING}_value", "", "Enter the result"),
        (f"k_{PAYING}_low", "70", "Enter both ends"),
        (f"k_{PAYING}_standing", "not_delivered", "Then choose"),
        (f"k_{PAYING}_n", "0", "Enter a number from 0"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    installation: Installation, signed: str, field: str, value: str, said: str
) -> None:
    """What cannot be right is said at the field, and nothing typed is lost."""
    page = installation.client(HOSPITAL)
    data = {**FIGURES, field: value}
    if said == "Enter the result":
        data[f"k_{PAYING}_finding"] = ""
    answer = page.post(url_of(signed), data=data)
    assert 422 == answer.status_code
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert 'value="10,000"' in answer.text or field == "c1_price"
    assert "Proposed by" not in page.get(url_of(signed)).text


@pytest.mark.parametrize("step", ["", "/work-out"])
def test_all_nonsense_in_one_round(
    installation: Installation, signed: str, step: str
) -> None:
    """What is missing, cannot be read and cannot be right stand on one page."""
    page = installation.client(HOSPITAL)
    nonsense = {
        "c1_price": "NaN",
        "c1_expected": "",
        "c1_volume": "-5",
        "c1_alternative": "1e400",
        "run_out_months": "99",
        "paid": "Infinity",
        f"k_{PAYING}_n": "0",
        f"k_{PAYING}_value": "99,999,999,999",
        f"k_{PAYING}_low": "70",
    }
    answer = page.post(f"{url_of(signed)}{step}", data={**FIGURES, **nonsense})
    assert 422 == answer.status_code
    assert set(nonsense) == errors_of(answer.text)
    kept = fields_of(answer.text)
    assert nonsense == {name: kept[name] for name in nonsense}


@pytest.mark.parametrize("unread", ["value", "low", "high"])
def test_an_interval_is_not_judged_by_what_nobody_could_read(
    installation: Installation, signed: str, unread: str
) -> None:
    """Of three figures one cannot be read: nothing is said of the other two."""
    named = {"value": "80", "low": "70", "high": "90", unread: "x"}
    data = {**FIGURES, **{f"k_{PAYING}_{name}": v for name, v in named.items()}}
    answer = installation.client(HOSPITAL).post(url_of(signed), data=data)
    assert {f"k_{PAYING}_{unread}"} == errors_of(answer.text)


def errors_of(page: str) -> set[str]:
    """Return the fields that the summary of errors leads to."""
    return set(re.findall(r'href="#([^"]+)"', page)) - {"main"}


def test_a_new_proposal_lifts_what_was_agreed(
    installation: Installation, signed: str
) -> None:
    """Who agreed with other figures has not agreed with these."""
    propose(installation, signed)
    insurer = installation.client(INSURER)
    old = shown_hash(insurer.get(url_of(signed)).text)
    assert 303 == agree(insurer, url_of(signed))
    assert 303 == propose(installation, signed, c1_volume="910", revision="2")
    text = insurer.get(url_of(signed)).text
    assert old != shown_hash(text)
    stale = {"phase": "provisional", "shown_hash": old}
    answer = insurer.post(f"{url_of(signed)}/agree", data=stale)
    assert 409 == answer.status_code
    assert "no longer what you saw" in answer.text


def test_what_was_typed_after_both_agreed_can_be_copied(
    installation: Installation, signed: str
) -> None:
    """A frozen settlement stays as it is; the figures of who came late are shown."""
    propose(installation, signed)
    for email in (HOSPITAL, INSURER):
        agree(installation.client(email), url_of(signed))
    late = {**FIGURES, "c1_volume": "876", "revision": "1"}
    answer = installation.client(INSURER).post(url_of(signed), data=late)
    assert 409 == answer.status_code
    assert "876" in words_of(answer.text)
    assert "876" not in installation.client(INSURER).get(url_of(signed)).text


def test_two_proposals_at_once(installation: Installation, signed: str) -> None:
    """The second of two proposals made at the same time is told of the first."""
    assert 303 == propose(installation, signed)
    assert 409 == propose(installation, signed, INSURER, c1_volume="950")
    text = installation.client(INSURER).get(url_of(signed)).text
    assert "€\u00a09,000,000" in text


def test_final_follows_provisional(installation: Installation, signed: str) -> None:
    """The final one starts from the provisional figures and shows the difference."""
    propose(installation, signed)
    for email in (HOSPITAL, INSURER):
        agree(installation.client(email), url_of(signed))
    page = installation.client(HOSPITAL)
    text = page.get(f"{url_of(signed)}?phase=final").text
    assert 'value="900"' in text
    assert 303 == propose(installation, signed, phase="final", c1_volume="910")
    text = page.get(url_of(signed)).text
    assert "Agreed provisionally: €\u00a09,450,000." in text


def test_who_may_do_what(installation: Installation, signed: str) -> None:
    """A reader reads, an analyst proposes, a negotiator agrees."""
    assert 403 == propose(installation, signed, HOSPITAL_READER)
    assert 303 == propose(installation, signed, HOSPITAL_ANALYST)
    reader = installation.client(HOSPITAL_READER)
    text = reader.get(url_of(signed)).text
    assert "€425,000" in text
    assert "shown_hash" not in text
    assert "c1_volume" not in text
    sent = {"phase": "provisional", "shown_hash": "0" * 64}
    for email in (HOSPITAL_READER, HOSPITAL_ANALYST, HOSPITAL_SIGNS):
        page = installation.client(email)
        assert 403 == page.post(f"{url_of(signed)}/agree", data=sent).status_code


@pytest.mark.parametrize("path", ["settlements", "settlements/2028"])
def test_never_for_others(installation: Installation, signed: str, path: str) -> None:
    """For another insurer it does not exist; a voice never sees the money."""
    propose(installation, signed)
    address = f"/agreements/{signed}/{path}"
    other, voice = installation.client(OTHER_INSURER), installation.client(VOICE)
    assert 404 == other.get(address).status_code
    assert 403 == voice.get(address).status_code
    assert 404 == other.post(url_of(signed), data=FIGURES).status_code
    assert 403 == voice.post(url_of(signed), data=FIGURES).status_code


def test_nothing_to_settle_in_talks(installation: Installation, agreement: str) -> None:
    """Before signing the page says what it is for, and refuses figures."""
    page = installation.client(HOSPITAL)
    assert "Nothing to settle yet" in page.get(url_of(agreement)).text
    assert 409 == page.post(url_of(agreement), data=FIGURES).status_code


@pytest.mark.parametrize("address", ["2026", "2030", "1", "2028?phase=x"])
def test_no_such_year(installation: Installation, signed: str, address: str) -> None:
    """A year outside the term and an unknown phase do not exist."""
    page = installation.client(HOSPITAL)
    found = page.get(f"/agreements/{signed}/settlements/{address}")
    assert 404 == found.status_code


def test_history_tells_it(installation: Installation, signed: str) -> None:
    """Proposing, agreeing and freezing stand in the history, with the total."""
    propose(installation, signed)
    for email in (HOSPITAL, INSURER):
        agree(installation.client(email), url_of(signed))
    text = installation.client(INSURER).get(f"/agreements/{signed}/history").text
    for said in (
        "Proposed a settlement",
        "2028, provisional",
        "€\u00a09,450,000",
        "Agreed with a settlement",
        "The settlement is frozen",
    ):
        assert said in text


def test_few_statements(installation: Installation, signed: str) -> None:
    """The page costs a constant number of statements, within the budget."""
    page = installation.client(HOSPITAL)
    page.get(url_of(signed))
    with installation.statements() as seen:
        page.get(url_of(signed))
    assert len(seen) <= 10


def test_results_are_filled_in(installation: Installation, signed: str) -> None:
    """What both parties took as result stands in the form already."""
    period = Period(year=2028, number=1, of=1)
    figure = ShareFigure(numerator=136, denominator=170)
    step = RoundStep(role=PartyRole.PROVIDER, name="Jo", at=installation.clock())
    taken = accept(
        submit(
            ResultRound(period=period, entered_by=PartyRole.PROVIDER),
            (Result(kpi_id=PAYING, period=period, figure=figure),),
            step,
        ),
        replace(step, role=PartyRole.INSURER),
    )
    with installation.desk.database.write() as session:
        scope = Scope(session, installation.people[HOSPITAL].organisation)
        results.save_round(scope, agreements.get(scope, signed), taken, 0)
    text = installation.client(INSURER).get(url_of(signed)).text
    assert f'id="k_{PAYING}_value"' in text
    assert 'value="80"' in text
    assert 'value="170"' in text
    other = installation.client(INSURER).get(url_of(signed, 2029)).text
    assert 'value="80"' not in other
    assert '<option selected value="not_delivered">' in other


def stopping(installation: Installation, agreement: str) -> str:
    """Return a signed agreement with a ceiling that lets patients go elsewhere."""
    _, sharing, incentive = money_of_the_base_case()
    amounts = tuple(YearAmount(year=y, amount=Decimal(9_000_000)) for y in YEARS)
    ceiling = Arrangement(
        id="1" * 32,
        kind="ceiling",
        first_year=YEARS[0],
        last_year=YEARS[-1],
        terms=(
            Term(name="amounts", per_year=amounts),
            Term(name="obligation", words="no"),
        ),
        revision=0,
    )
    return sign_money(installation, agreement, (ceiling, sharing, incentive))


def test_who_was_turned_away_is_asked(
    installation: Installation, agreement: str
) -> None:
    """Under a ceiling without duty the number must be given, and counts as not avoided."""
    signed = stopping(installation, agreement)
    page = installation.client(HOSPITAL)
    text = page.get(url_of(signed)).text
    assert "Not treated because of the ceiling" in text
    assert "They did not choose otherwise." in text
    assert 422 == propose(installation, signed)
    told = {"c1_turned_away": "60", "c1_turned_away_cost": "600,000"}
    assert 303 == propose(installation, signed, **told)
    lines = words_of(page.get(url_of(signed)).text).replace("\u00a0", " ")
    assert "€1,500 × the highest of (1,000 − (900 + 60)) and 0" in lines
    assert "€9,660,000" in lines, "9,000,000 + 40 × 1,500 + 600,000"


def test_amounts_say_that_they_are_euro(
    installation: Installation, signed: str
) -> None:
    """A price stands before its unit; a number of treatments has none."""
    text = words_of(installation.client(HOSPITAL).get(url_of(signed)).text)
    assert "Price per treatment euro" in text
    assert re.search(r"Actual number of treatments (?!euro)", text)


def test_with_a_duty_nobody_is_turned_away(
    installation: Installation, signed: str
) -> None:
    """Without such a ceiling nobody is asked about it."""
    text = installation.client(HOSPITAL).get(url_of(signed)).text
    assert "turned_away" not in text


def test_a_counted_number_is_filled_in_with_its_source(
    installation: Installation,
) -> None:
    """What Measuring counted stands in the form, with the KPI that says so."""
    kpi = replace(make_measured(), name=Text(nl="Operaties", en="Operations"))
    found = (Counted(care_path=PATH, number=1_910, kpi=kpi),)
    dossier = make_dossier()
    with installation.app.test_request_context():
        for fill, value in ((True, 1_910), (False, None)):
            filled = settlement_form(dossier, Facts(year=dossier.agreement.years[0]), 0)
            bring(filled, found, fill=fill)
            volume = filled.form["c1_volume"]
            assert value == volume.data
            assert "1.910: Operaties" in str(volume.description)
