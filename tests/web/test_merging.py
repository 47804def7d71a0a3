"""The page on which two changes of the same thing become one."""

import re

import pytest

from kpikit.actions.demo.signed import make_signed
from kpikit.actions.opening import Opened
from kpikit.actions.reading import open_agreement
from kpikit.domain.kpi import KpiId
from kpikit.domain.measurement import MeasurementPlan
from tests.guards.tree import ROOT
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    PASSWORD,
    Installation,
    fields_of,
    words_of,
)

SHARE = KpiId("PAT-01")


def _opened(installation: Installation, talks: str) -> Opened:
    return open_agreement(installation.desk, installation.people[HOSPITAL], talks)


def _plan(installation: Installation, talks: str) -> MeasurementPlan:
    found = _opened(installation, talks).dossier.plan(SHARE)
    assert found is not None
    return found


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with a measured KPI chosen."""
    installation.choose(agreement, SHARE)
    return agreement


@pytest.fixture
def url(talks: str) -> str:
    """The form of a measurement plan."""
    return f"/agreements/{talks}/measurement/{SHARE}"


def _form(installation: Installation, url: str, email: str) -> dict[str, str]:
    page = installation.client(email).get(url).text
    chosen = re.findall(
        r'<input checked [^>]*name="([^"]+)"[^>]*type="radio"[^>]*value="([^"]*)"', page
    )
    return {**fields_of(page), **dict(chosen)}


def _both(
    installation: Installation, url: str, theirs: dict[str, str], ours: dict[str, str]
) -> tuple[int, str]:
    """Let two people open the form; the insurer saves first, then the hospital."""
    first = _form(installation, url, INSURER)
    second = _form(installation, url, HOSPITAL)
    sent = installation.client(INSURER).post(url, data={**first, **theirs})
    assert 303 == sent.status_code
    answer = installation.client(HOSPITAL).post(url, data={**second, **ours})
    return answer.status_code, answer.text


def test_where_both_changed_the_reader_chooses(
    installation: Installation, talks: str, url: str
) -> None:
    """Old, theirs and yours are shown; 'theirs' is kept for the field that says so."""
    before = {"owner": "Eerst", "moments": "Toen"}
    start = {**_form(installation, url, HOSPITAL), **before}
    assert 303 == installation.client(HOSPITAL).post(url, data=start).status_code
    theirs = {"owner": "Van hen", "moments": "Hun tijd"}
    ours = {"owner": "Van ons", "moments": "Onze tijd"}
    status, page = _both(installation, url, theirs, ours)
    assert 409 == status
    for said in ("Eerst", "Toen", *theirs.values(), *ours.values()):
        assert said in words_of(page) or said in fields_of(page).values()
    assert theirs["owner"] == _plan(installation, talks).owner
    choice = {"take.owner": "theirs", "take.moments": "yours", "moments": "Een derde"}
    sent = {**fields_of(page), **choice}
    assert 303 == installation.client(HOSPITAL).post(url, data=sent).status_code
    merged = _plan(installation, talks)
    assert ("Van hen", "Een derde") == (merged.owner, merged.moments)


def test_what_only_one_changed_needs_no_choice(
    installation: Installation, talks: str, url: str
) -> None:
    """Two people change different fields: one page to read, one button, both stand."""
    status, page = _both(installation, url, {"owner": "Sanne"}, {"moments": "In mei"})
    assert 409 == status
    assert 'type="radio"' not in page
    assert "You changed different things." in words_of(page)
    sent = installation.client(HOSPITAL).post(url, data=fields_of(page))
    assert 303 == sent.status_code
    merged = _plan(installation, talks)
    assert ("Sanne", "In mei") == (merged.owner, merged.moments)


def test_the_same_twice_is_simply_done(
    installation: Installation, talks: str, url: str
) -> None:
    """A second press of the button, or the same words of both, asks nothing."""
    same = {"owner": "Sanne"}
    assert 303 == _both(installation, url, same, same)[0]
    assert 1 == _plan(installation, talks).revision


def test_who_changed_nothing_takes_nothing_back(
    installation: Installation, talks: str, url: str
) -> None:
    """An untouched form sent late does not undo what somebody else saved."""
    assert 303 == _both(installation, url, {"owner": "Sanne"}, {})[0]
    assert "Sanne" == _plan(installation, talks).owner


def test_a_third_change_during_the_merge_asks_again(
    installation: Installation, talks: str, url: str
) -> None:
    """The merged form carries the version that it was merged with."""
    theirs, ours = {"owner": "Van hen"}, {"owner": "Van ons"}
    page = _both(installation, url, theirs, ours)[1]
    third = {**_form(installation, url, INSURER), "owner": "Nog later"}
    assert 303 == installation.client(INSURER).post(url, data=third).status_code
    sent = {**fields_of(page), "take.owner": "yours"}
    again = installation.client(HOSPITAL).post(url, data=sent)
    assert 409 == again.status_code
    assert "Nog later" in words_of(again.text)
    assert "When you opened it: Van hen" in words_of(again.text)
    assert "Van ons" == fields_of(again.text)["owner"]


@pytest.mark.parametrize("opened", ["", "{", "[]", '{"owner": 3}', "[" * 5000])
def test_a_form_that_does_not_say_what_it_was_asks(
    installation: Installation, talks: str, url: str, opened: str
) -> None:
    """Without a base every difference is a choice, and nothing is mixed unasked."""
    ours = {"moments": "In mei", "opened": opened}
    status, page = _both(installation, url, {"owner": "Sanne"}, ours)
    assert 409 == status
    assert {"take.owner", "take.moments"} <= set(
        re.findall(r'name="(take[^"]+)"', page)
    )
    assert "Sanne" == _plan(installation, talks).owner


def test_choices_are_shown_in_words(
    installation: Installation, talks: str, url: str
) -> None:
    """A choice of a list reads as on the form, in the reader's language."""
    client = installation.client(HOSPITAL, "nl")
    first, second = (_form(installation, url, who) for who in (INSURER, HOSPITAL))
    one, two = {"mode": "digital"}, {"mode": "paper"}
    options = re.search(
        r'<select[^>]*name="mode".*?</select>', client.get(url).text, re.DOTALL
    )
    assert options is not None
    codes = re.findall(r'value="([^"]+)">([^<]+)<', options[0])
    (one_code, one_said), (two_code, _two) = codes[:2]
    one, two = {"mode": one_code}, {"mode": two_code}
    assert 303 == installation.client(INSURER).post(url, data=first | one).status_code
    answer = client.post(url, data=second | two)
    assert 409 == answer.status_code
    assert "Voeg twee wijzigingen samen" in words_of(answer.text)
    assert one_said.strip() in words_of(answer.text)
    assert two_code == fields_of(answer.text)["mode"]


def test_what_cannot_be_merged_can_be_copied(
    installation: Installation,
) -> None:
    """Who typed while the agreement was locked reads the own sentences once more."""
    signed = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    ).id
    sent = {"vision": "Samen beslissen is gewoon", "opened": "{'niet': 'dit hier'}"}
    answer = installation.client(HOSPITAL).post(
        f"/agreements/{signed}/frame", data=sent, headers={"Origin": "http://localhost"}
    )
    assert 409 == answer.status_code
    assert "Samen beslissen is gewoon" in words_of(answer.text)
    assert "dit hier" not in words_of(answer.text)


def test_every_form_with_a_version_can_be_merged() -> None:
    """A revision is never a bare hidden field: it brings along what was opened."""
    bare = re.compile(r"revision\"?\s*[:=]\s*HiddenField")
    forms = sorted((ROOT / "kpikit" / "web").glob("forms*.py"))
    assert [] == [f.name for f in forms if bare.search(f.read_text(encoding="utf-8"))]
    asking = [f for f in forms if "Version()" in f.read_text(encoding="utf-8")]
    assert 17 == len(asking)


@pytest.mark.parametrize("thing", ["plan", "financing"])
def test_what_asks_first_shows_what_changed_since(
    installation: Installation, talks: str, thing: str
) -> None:
    """Who removes what somebody changed sees what it was and is, and decides again."""
    browser = installation.client(HOSPITAL)
    url, page, change = _made(installation, talks, thing)
    old = fields_of(browser.get(page).text)
    sent = {**fields_of(browser.get(url).text), **change}
    assert 303 == browser.post(url, data=sent).status_code
    answer = browser.post(page, data=old)
    assert 409 == answer.status_code
    said = words_of(answer.text)
    assert "What changed since you opened this page" in said
    rows = re.findall(r"<tr>.*?</tr>", answer.text, re.DOTALL)
    changed = [row for row in rows if next(iter(change.values())) in row]
    assert 1 == len(changed)
    assert ("Eerst" in changed[0], "Later" in changed[0]) == (True, True)
    assert 200 == browser.get(url).status_code
    again = browser.post(page, data=fields_of(answer.text))
    assert 303 == again.status_code


def _made(
    installation: Installation, talks: str, thing: str
) -> tuple[str, str, dict[str, str]]:
    """Make something; return its form, the page that asks first, and a change of it."""
    browser = installation.client(HOSPITAL)
    home, number = f"/agreements/{talks}", "b" * 32
    if thing == "plan":
        new = url = f"{home}/plan/actions/1"
        first, change = {"name": "Keuzehulp", "owner": "Eerst"}, {"owner": "Later"}
    else:
        new, url = f"{home}/financing/new/lump_sum", f"{home}/financing/{number}"
        amounts = {f"amounts_{year}": "120000" for year in (2027, 2028, 2029)}
        first = {"arrangement_id": number, "note": "Eerst", **amounts}
        change = {"note": "Later"}
    made = browser.post(new, data={**fields_of(browser.get(new).text), **first})
    assert 303 == made.status_code
    return url, f"{url}/remove", change
