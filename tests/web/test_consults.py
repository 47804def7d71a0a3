"""Recorded consults: kept with consent, found by their own hospital alone."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from kpikit.domain.kpi import KpiId, Unit
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)
from tests.web.signed import price_times_quantity, sign_money

URL = "/organisation/consults"
OBSERVED = KpiId("PRO-01")
TEAM = "Kanarieteam"
CONSULT = {
    "team": TEAM,
    "code": "KAN-071",
    "recorded_on": "2026-10-05",
    "patient_consents": "yes",
    "patient_consented_on": "2026-10-01",
    "professional_consents": "yes",
    "delete_by": "2027-03-31",
}


@dataclass(frozen=True)
class Sent:
    """What came back on a sent form."""

    status: int
    words: str


def note(installation: Installation, at: str = f"{URL}/new", **changed: str) -> Sent:
    """Send the form of a consult as its page gave it."""
    client = installation.client(HOSPITAL)
    sent = {**fields_of(client.get(at).text), **CONSULT, **changed}
    answer = client.post(at, data=sent)
    return Sent(answer.status_code, words_of(answer.text))


def listed(installation: Installation, query: str = "") -> str:
    """Return the words of the list."""
    return words_of(installation.client(HOSPITAL).get(f"{URL}{query}").text)


def address(installation: Installation, code: str = "KAN-071") -> str:
    """Return the address of the consult with a code."""
    page = installation.client(HOSPITAL).get(URL).text
    return page.split(f'">{code}</a>')[0].rsplit('href="', 1)[1]


def score(installation: Installation, n: int, twice: int) -> None:
    """Note ``n`` consults of 20, 40, 60, …; ``twice`` of them scored 10 higher too."""
    for nr in range(n):
        first = 20 * (1 + nr % 3)
        second = f"{first + 10}" if nr < twice else ""
        given = {"code": f"S-{nr}", "first": f"{first}", "second": second}
        assert note(installation, **given).status == 303


def sign_observed(installation: Installation, agreement: str) -> None:
    """Sign an agreement with the KPI that recorded consults give results of."""
    money, advice = price_times_quantity(), ("reuse",)
    sign_money(installation, agreement, money, OBSERVED, advice, unit=Unit.POINTS)


def test_a_consult_is_kept_and_read_by_colleagues(installation: Installation) -> None:
    """With its days and the total of five ratings; the ratings are not kept."""
    assert 303 == note(installation, first="2 1 3 2 2", second="55").status
    page = words_of(installation.client(HOSPITAL_ANALYST).get(URL).text)
    assert "KAN-071 5 October 2026 50 55 to be deleted by 31 March 2027" in page
    kept = fields_of(installation.client(HOSPITAL).get(address(installation)).text)
    assert ("50", "55") == (kept["first"], kept["second"])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"patient_consents": "no"}, "Without consent"),
        ({"professional_consents": "no"}, "Without consent"),
        ({"patient_consented_on": ""}, "Fill this in."),
        ({"patient_consented_on": "2026-10-06"}, "before recording"),
        ({"recorded_on": "2031-01-01"}, "still to come"),
        ({"delete_by": ""}, "Fill this in."),
        ({"delete_by": "2028-04-06"}, "a year and a half"),
        ({"delete_by": "2026-10-04"}, "a year and a half"),
        ({"deleted_on": "2026-10-04"}, "before the recording"),
        ({"code": "Jansen"}, "code of your own"),
        ({"code": "111222333"}, "data about a person"),
        ({"code": "jan@zh.nl"}, "data about a person"),
        ({"code": "06-12345678"}, "data about a person"),
        ({"code": "12-03-1961"}, "data about a person"),
        ({"team": "111222333"}, "data about a person"),
        ({"first": "101"}, "cannot be on this scale"),
        ({"first": "62"}, "cannot be on this scale"),
        ({"first": "2 1 5 2 2"}, "cannot be on this scale"),
        ({"second": "2 1 2"}, "cannot be on this scale"),
        ({"second": "goed"}, "cannot be on this scale"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(
    installation: Installation, changed: dict[str, str], says: str
) -> None:
    """No consent, days that cannot be, a code of a person, no score of the scale."""
    sent = note(installation, **changed)
    assert 422 == sent.status
    assert says in sent.words
    assert "No recorded consult yet" in listed(installation)


def test_the_last_day_of_all_is_a_year_and_a_half_on(
    installation: Installation,
) -> None:
    """That day itself may be chosen."""
    assert 303 == note(installation, delete_by="2028-04-05").status


def test_a_code_is_used_once_in_a_team(installation: Installation) -> None:
    """Another team may use it."""
    assert 303 == note(installation).status
    again = note(installation, code="kan-071")
    assert (422, True) == (again.status, "this code already" in again.words)
    assert 303 == note(installation, team="Ander team").status


def test_what_a_colleague_changed_is_not_lost(installation: Installation) -> None:
    """The second of two saves is put together with the first, or chosen between."""
    assert 303 == note(installation).status
    at = address(installation)
    client = installation.client(HOSPITAL)
    old = fields_of(client.get(at).text)
    assert 303 == note(installation, at, first="35").status
    answer = client.post(at, data={**old, "second": "70"})
    assert 409 == answer.status_code
    assert "You changed different things" in words_of(answer.text)
    assert 303 == client.post(at, data=fields_of(answer.text)).status_code
    kept = fields_of(client.get(at).text)
    assert ("35", "70") == (kept["first"], kept["second"])
    clash = client.post(at, data={**old, "first": "85"})
    assert 409 == clash.status_code
    assert "Where you differ" in words_of(clash.text)
    sent = {**fields_of(clash.text), "take.first": "theirs"}
    assert 303 == client.post(at, data=sent).status_code
    assert "35" == fields_of(client.get(at).text)["first"]


def test_erasing_leaves_nothing(installation: Installation) -> None:
    """It asks first; then the consult is nowhere, and the log says only that."""
    assert 303 == note(installation).status
    at = address(installation)
    client = installation.client(HOSPITAL)
    asked = client.get(f"{at}/erase")
    assert "for good" in asked.text
    gone = client.post(f"{at}/erase", data=fields_of(asked.text))
    assert 303 == gone.status_code
    assert 404 == client.get(at).status_code
    assert 404 == client.post(f"{at}/erase", data=fields_of(asked.text)).status_code
    log = words_of(installation.client(HOSPITAL_ADMIN).get("/organisation/log").text)
    assert "Noted a recorded consult" in log
    assert "Erased a recorded consult" in log
    assert "KAN-071" not in log + listed(installation)
    assert TEAM not in log
    with installation.desk.database.read() as session:
        found = session.connection().exec_driver_sql("SELECT * FROM private_consults")
        assert [] == found.all()


def test_a_recording_that_should_be_gone_is_told(installation: Installation) -> None:
    """From the day after; not any more once the day of deleting is filled in."""
    assert 303 == note(installation).status
    installation.clock.now = datetime(2027, 3, 31, 9, 0, tzinfo=UTC)
    assert "should have been deleted" not in listed(installation)
    installation.clock.now = datetime(2027, 4, 1, 9, 0, tzinfo=UTC)
    assert "1 recording should have been deleted by now" in listed(installation)
    at = address(installation)
    assert 303 == note(installation, at, deleted_on="2027-04-01").status
    page = listed(installation)
    assert "should have been deleted" not in page
    assert "deleted on 1 April 2027" in page


def test_what_is_overdue_waits_on_the_home_page(installation: Installation) -> None:
    """For who may do something about it, and for nobody else."""
    assert 303 == note(installation).status
    assert 303 == note(installation, code="KAN-2", deleted_on="2026-10-06").status
    said = "1 recording should have been deleted by now"
    assert said not in installation.client(HOSPITAL).get("/").text
    installation.clock.now = datetime(2027, 4, 1, 9, 0, tzinfo=UTC)
    for who in (HOSPITAL, HOSPITAL_ANALYST):
        assert said in installation.client(who).get("/").text
    for who in (HOSPITAL_READER, HOSPITAL_SIGNS, INSURER, VOICE):
        assert "should have been deleted" not in installation.client(who).get("/").text


def test_nobody_outside_the_teams_of_a_provider_reads_along(
    installation: Installation,
) -> None:
    """Readers, admins, insurers and patients are refused, and change nothing."""
    assert 303 == note(installation).status
    at = address(installation)
    for who in (HOSPITAL_READER, HOSPITAL_SIGNS, HOSPITAL_ADMIN, INSURER, VOICE):
        client = installation.client(who)
        for each in (URL, f"{URL}/new", at, f"{at}/erase"):
            answer = client.get(each)
            assert 403 == answer.status_code
            assert "KAN-071" not in answer.text
        for each in (f"{URL}/new", at, f"{at}/erase"):
            assert 303 != client.post(each, data=CONSULT).status_code
    assert "KAN-071" in listed(installation)


def test_the_instrument_leads_to_the_list(installation: Installation) -> None:
    """For who may keep consults; another instrument does not."""
    link = f'href="{URL}"'
    for who, at, there in (
        (HOSPITAL, "option-5", True),
        (HOSPITAL, "option-12", False),
        (INSURER, "option-5", False),
    ):
        page = installation.client(who).get(f"/library/instruments/{at}").text
        assert there is (link in page)


def test_a_figure_is_shown_from_ten(installation: Installation) -> None:
    """Nine say nothing; an unscored tenth neither; a scored tenth gives the figure."""
    score(installation, 9, 4)
    assert 303 == note(installation).status
    assert "shown from 10 scored consults" in listed(installation)
    assert "Mean" not in listed(installation)
    assert 303 == note(installation, code="S-9", first="40").status
    page = listed(installation)
    # 25, 45, 65, 25, 40, 60, 20, 40, 60, 40: 420 / 10, variance 2260 / 9
    assert "Mean 42.0 on a scale of 0 to 100, from 10 scored consults" in page
    assert "standard deviation 15.8" in page
    assert "interval 30.7 to 53.3" in page
    assert "From 5 on, their agreement is worked out." in page
    assert "call this figure indicative" not in page


def test_raters_are_compared(installation: Installation) -> None:
    """Always ten points apart is beyond the band of nine, and far from unlike."""
    score(installation, 10, 6)
    page = listed(installation)
    assert "6 consults were scored by both raters." in page
    assert "differed by 10.0 points on average, in 6 of 6 by more than 9" in page
    assert "far apart: talk about it" in page
    # mean squares 640 of rows, 300 of raters, 0 of error: 640 / (640 + 2 / 6 * 300)
    assert "Agreement (ICC): 0.86" in page


def test_raters_far_apart_listen_again_while_they_can(
    installation: Installation,
) -> None:
    """After the recording was deleted there is nothing to listen to."""
    assert 303 == note(installation, first="20", second="70").status
    at = address(installation)
    client = installation.client(HOSPITAL)
    assert "50 points apart. Listen again" in words_of(client.get(at).text)
    gone = {"first": "20", "second": "70", "deleted_on": "2026-10-06"}
    assert 303 == note(installation, at, **gone).status
    page = words_of(client.get(at).text)
    assert "50 points apart. The recording is gone" in page
    assert "Listen again" not in page


def test_a_figure_with_few_scored_twice_is_called_indicative(
    installation: Installation,
) -> None:
    """One of ten is less than one in five; only days asked for count."""
    score(installation, 10, 1)
    assert "call this figure indicative" in listed(installation)
    asked = f"?team={TEAM}&first=2026-10-06"
    assert "None in these days." in listed(installation, asked)


def test_a_figure_becomes_a_result_when_somebody_saves_it(
    installation: Installation, agreement: str
) -> None:
    """From the result to the consults and back; the insurer gets the figure alone."""
    sign_observed(installation, agreement)
    installation.clock.now = datetime(2028, 1, 10, 9, 0, tzinfo=UTC)
    days = {"recorded_on": "2027-05-03", "patient_consented_on": "2027-05-01"}
    days |= {"delete_by": "2028-02-01"}
    for nr in range(12):
        given = {"code": f"KAN-{nr}", "first": "45", "second": "55" if nr < 6 else ""}
        assert 303 == note(installation, **days, **given).status
    browser = installation.client(HOSPITAL_ANALYST)
    entry = f"/agreements/{agreement}/results/2027/{OBSERVED}"
    to = browser.get(entry).text.split(f'href="{URL}?')[1].split('"')[0]
    listed_ = browser.get(f"{URL}?{to.replace('&amp;', '&')}").text
    back = f"{entry}?consults={TEAM}"
    assert f'href="{back}"' in listed_
    opened = browser.get(back).text
    assert "The figure of your recorded consults is filled in." in opened
    sent = fields_of(opened)
    assert ("12", "47.5", "2.6") == (
        sent["n"],
        sent["mean"],
        sent["standard_deviation"],
    )
    assert ("12", "recording") == (sent["responded"], sent["mode"])
    assert f"Recorded consults of {TEAM}" in sent["note"]
    assert "" == fields_of(browser.get(entry).text)["mean"]
    sent |= {"eligible": "40", "invited": "12"}
    assert 303 == browser.post(entry, data=sent).status_code
    assert "47.5" == fields_of(browser.get(entry).text)["mean"]
    theirs = installation.client(INSURER)
    page = theirs.get(f"{entry}?consults={TEAM}").text
    assert "recorded consults" not in page.lower()
    assert "47.5" not in page


def test_too_few_consults_are_not_taken_to_a_result(
    installation: Installation, agreement: str
) -> None:
    """The form opens empty; the same for a team that does not exist."""
    sign_observed(installation, agreement)
    installation.clock.now = datetime(2028, 1, 10, 9, 0, tzinfo=UTC)
    score(installation, 3, 0)
    for team in (TEAM, "Niemand"):
        at = f"/agreements/{agreement}/results/2027/{OBSERVED}?consults={team}"
        page = installation.client(HOSPITAL_ANALYST).get(at).text
        assert "Nothing is kept until you save" not in page
        assert "" == fields_of(page)["mean"]
