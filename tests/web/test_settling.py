"""Settle: what is missing, who accepts, who signs, and what stays locked."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from flask.testing import FlaskClient

from kpikit.actions.reading import open_agreement
from kpikit.actions.settling import check_answers
from kpikit.domain.agreement import State
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    words_of,
)

HEAD_STARTS = (0, 0.03, 0.08)
SET = ("PAT-04", "PAT-10")
PLAN = {
    "revision": "0",
    "who_is_asked": "Patients",
    "owner": "Quality",
    "method_of_sampling": "existing",
    "mode": "registry",
    "planned_n": "100",
    "minimum_n": "30",
    "rounds_per_year": "1",
    "moments": "Every spring",
}


@pytest.fixture
def complete(installation: Installation, agreement: str) -> str:
    """Return an agreement that lacks nothing, filled in over the pages themselves."""
    installation.choose(agreement, *SET)
    page = installation.client(HOSPITAL)
    url = f"/agreements/{agreement}"
    page.post(
        f"{url}/ambitions/PAT-04",
        data={
            "revision": "0",
            "baseline": "later",
            "comparator": "at_least",
            "goal_2029": "75",
        },
    )
    page.post(
        f"{url}/ambitions/PAT-10",
        data={
            "revision": "0",
            "baseline_level": "",
            "level_2027": "",
            "level_2028": "",
            "level_2029": "3",
            "how_noticed": "Each team discusses four stories a year.",
        },
    )
    for kpi_id in SET:
        page.post(f"{url}/measurement/{kpi_id}", data=PLAN)
    page.post(
        f"{url}/financing/new/lump_sum",
        data={
            "revision": "0",
            "arrangement_id": "a" * 32,
            "runs_from": "2027",
            "last_year": "2029",
            "condition": "none",
            **{f"amounts_{year}": "100,000" for year in (2027, 2028, 2029)},
        },
    )
    page.post(f"{url}/frame", data=frame_of(page.get(f"{url}/frame").text))
    return agreement


def frame_of(page: str) -> dict[str, str]:
    """Return the frame's form as it stands, with a care path."""
    values = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    names = re.findall(r'<textarea[^>]*name="([^"]+)"', page)
    chosen = re.findall(
        r'<select[^>]*name="([^"]+)".*?<option selected value="([^"]*)"',
        page,
        re.DOTALL,
    )
    path = next(n for n in (*values, *names) if "care_path" in n)
    return {**dict.fromkeys(names, ""), **values, **dict(chosen), path: "Hip"}


def shown_hash(page: str) -> str:
    """Return the content hash that a page would accept or sign."""
    found = re.search(r'name="shown_hash"[^>]* value="([0-9a-f]{64})"', page)
    assert found is not None, "no button to accept or sign"
    return found[1]


def state(installation: Installation, agreement: str) -> State:
    """Return where the agreement is."""
    actor = installation.people[HOSPITAL]
    return open_agreement(installation.desk, actor, agreement).settling.state


def both_accept(installation: Installation, agreement: str) -> str:
    """Let both negotiators accept; return the hash they accepted."""
    url = f"/agreements/{agreement}/settle"
    seen = ""
    for email in (HOSPITAL, INSURER):
        page = installation.client(email)
        seen = shown_hash(page.get(url).text)
        assert 303 == page.post(f"{url}/accept", data={"shown_hash": seen}).status_code
    return seen


def test_missing_is_linked_to_its_place(
    installation: Installation, agreement: str
) -> None:
    """What lacks is a list of links; accepting is not offered and is refused."""
    installation.choose(agreement, *SET)
    page = installation.client(HOSPITAL)
    url = f"/agreements/{agreement}"
    text = page.get(f"{url}/settle").text
    assert f'href="{url}/ambitions/PAT-04"' in text
    assert f'href="{url}/frame"' in text
    assert "shown_hash" not in text
    answer = page.post(f"{url}/settle/accept", data={"shown_hash": "0" * 64})
    assert 422 == answer.status_code
    assert f'href="{url}/measurement/PAT-10"' in answer.text


def test_all_answers_are_there_with_change_links(
    installation: Installation, complete: str
) -> None:
    """The page before settling holds every answer, each with its Change link."""
    text = installation.client(HOSPITAL).get(f"/agreements/{complete}/settle").text
    for said in (
        "75%",
        "Each team discusses four stories a year.",
        "Patients",
        "Lump sum per year, 2027: €\u00a0100,000",
        "Hip",
    ):
        assert said in text
    for place in (
        "frame",
        "kpis",
        "ambitions/PAT-04",
        "measurement/PAT-10",
        f"financing/{'a' * 32}",
    ):
        assert f'href="/agreements/{complete}/{place}"' in text


def test_hand_over_gives_the_turn_with_a_message(
    installation: Installation, complete: str
) -> None:
    """The other party reads that it is its turn, and the message."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{complete}/settle"
    sent = {"message": "Please look at the sample."}
    assert 303 == page.post(f"{url}/hand-over", data=sent).status_code
    text = installation.client(INSURER).get(url).text
    assert "It is your turn." in text
    assert "Please look at the sample." in text


def test_from_acceptance_to_version(installation: Installation, complete: str) -> None:
    """Both accept, both sign; half signed is visible; the version has the hash."""
    seen = both_accept(installation, complete)
    url = f"/agreements/{complete}/settle"
    signer = installation.client(HOSPITAL_SIGNS)
    assert seen == shown_hash(signer.get(url).text)
    sent = {"shown_hash": seen, "password": PASSWORD}
    assert 303 == signer.post(f"{url}/sign", data=sent).status_code
    half = signer.get(url).text
    assert "Half signed" in half
    for name in ("J. de Boer", "S. Bakker", "M. van Dijk"):
        assert name in half, "who accepted and who signed"
    assert State.SETTLING is state(installation, complete)
    assert (
        303
        == installation.client(INSURER_SIGNS).post(f"{url}/sign", data=sent).status_code
    )
    assert State.SIGNED is state(installation, complete)
    text = signer.get(url).text
    assert "Version 1" in text
    assert seen[:8] in text
    assert "ambitions/PAT-04" not in text, "nothing can be changed any more"


def test_changed_content_is_not_accepted(
    installation: Installation, complete: str
) -> None:
    """An acceptance of what is no longer there is refused in words, with 409."""
    url = f"/agreements/{complete}"
    page = installation.client(HOSPITAL)
    seen = shown_hash(page.get(f"{url}/settle").text)
    installation.client(INSURER).post(
        f"{url}/measurement/PAT-04", data={**PLAN, "revision": "1", "owner": "Delta"}
    )
    answer = page.post(f"{url}/settle/accept", data={"shown_hash": seen})
    assert 409 == answer.status_code
    assert "The content is no longer what you saw" in answer.text
    assert State.DRAFT is state(installation, complete)


def test_acceptance_locks_and_reopening_asks(
    installation: Installation, complete: str
) -> None:
    """After an acceptance nothing can be changed; reopening names what is lifted."""
    url = f"/agreements/{complete}"
    page = installation.client(HOSPITAL)
    seen = shown_hash(page.get(f"{url}/settle").text)
    page.post(f"{url}/settle/accept", data={"shown_hash": seen})
    locked = page.post(f"{url}/measurement/PAT-04", data={**PLAN, "revision": "1"})
    assert 409 == locked.status_code
    other = installation.client(INSURER)
    asked = other.get(f"{url}/settle/reopen").text
    assert "the acceptance by J. de Boer" in asked
    assert 303 == other.post(f"{url}/settle/reopen").status_code
    assert State.DRAFT is state(installation, complete)


def test_half_signed_can_still_be_reopened(
    installation: Installation, complete: str
) -> None:
    """One signature binds nobody: reopening names it among what is lifted."""
    seen = both_accept(installation, complete)
    url = f"/agreements/{complete}/settle"
    sent = {"shown_hash": seen, "password": PASSWORD}
    installation.client(HOSPITAL_SIGNS).post(f"{url}/sign", data=sent)
    page = installation.client(INSURER)
    assert f"{url}/reopen" in page.get(url).text
    assert "the signature of M. van Dijk" in page.get(f"{url}/reopen").text
    page.post(f"{url}/reopen")
    assert State.DRAFT is state(installation, complete)
    text = words_of(page.get(url).text)
    assert "The signature of M. van Dijk is lifted too." in text
    assert ["Not yet"] * 4 == re.findall("Not yet", text), "nobody accepted or signed"
    history = installation.client(HOSPITAL).get(f"/agreements/{complete}/history").text
    assert "Lifted a signature" in history
    assert "Signature: <del>M. van Dijk</del>" in history
    refused = installation.client(HOSPITAL_SIGNS, "nl").post(f"{url}/sign", data=sent)
    assert 409 == refused.status_code
    assert "De afspraak staat open" in refused.text


def test_lifted_signature_is_given_anew(
    installation: Installation, complete: str
) -> None:
    """After a change both accept and sign again; only the new content is signed."""
    first = both_accept(installation, complete)
    url = f"/agreements/{complete}"
    signers = [installation.client(email) for email in (HOSPITAL_SIGNS, INSURER_SIGNS)]
    old = {"shown_hash": first, "password": PASSWORD}
    signers[0].post(f"{url}/settle/sign", data=old)
    page = installation.client(INSURER)
    page.post(f"{url}/settle/reopen")
    page.post(
        f"{url}/measurement/PAT-04", data={**PLAN, "revision": "1", "owner": "Delta"}
    )
    seen = both_accept(installation, complete)
    assert first != seen
    assert 409 == signers[0].post(f"{url}/settle/sign", data=old).status_code
    for signer in signers:
        new = {"shown_hash": seen, "password": PASSWORD}
        assert 303 == signer.post(f"{url}/settle/sign", data=new).status_code
    assert State.SIGNED is state(installation, complete)
    assert seen[:8] in signers[0].get(f"{url}/settle").text
    assert 409 == page.post(f"{url}/settle/reopen").status_code
    assert State.SIGNED is state(installation, complete)


def press_together(
    *buttons: tuple[FlaskClient, str, float], sent: dict[str, str]
) -> list[int]:
    """Let people press so many seconds after each other; return each one's status."""
    together = Barrier(len(buttons))

    def press(page: FlaskClient, url: str, after: float) -> int:
        together.wait()
        sleep(after)
        return page.post(url, data=sent).status_code

    with ThreadPoolExecutor(len(buttons)) as pool:
        pressed = [pool.submit(press, *button) for button in buttons]
        return [each.result() for each in pressed]


def test_signing_against_reopening(installation: Installation, complete: str) -> None:
    """Both sign while somebody reopens: open, half signed or signed, never a mix."""
    url = f"/agreements/{complete}/settle"
    actor = installation.people[HOSPITAL]
    for head_start in HEAD_STARTS:
        seen = both_accept(installation, complete)
        *signs, reopened = press_together(
            (installation.client(HOSPITAL_SIGNS), f"{url}/sign", 0),
            (installation.client(INSURER_SIGNS), f"{url}/sign", head_start / 2),
            (installation.client(INSURER), f"{url}/reopen", head_start),
            sent={"shown_hash": seen, "password": PASSWORD},
        )
        checked = check_answers(installation.desk, actor, complete)
        settling = checked.opened.settling
        assert {*signs, reopened} <= {303, 409}
        if reopened == 409:
            assert [303, 303] == signs
            assert State.SIGNED is settling.state
            assert (2, 2) == (len(settling.acceptances), len(settling.signatures))
            assert [seen] == [v.content_hash for v in checked.versions]
            return
        assert State.DRAFT is settling.state
        assert ((), ()) == (settling.acceptances, settling.signatures)
        assert () == checked.versions


def test_wrong_password_signs_nothing(
    installation: Installation, complete: str
) -> None:
    """The password is asked again; a wrong one is said at its field."""
    seen = both_accept(installation, complete)
    url = f"/agreements/{complete}/settle"
    page = installation.client(HOSPITAL_SIGNS)
    answer = page.post(f"{url}/sign", data={"shown_hash": seen, "password": "no"})
    assert 422 == answer.status_code
    assert 'href="#password"' in answer.text
    assert 'autocomplete="current-password"' in answer.text
    assert 'value="no"' not in answer.text
    assert "Not yet" in page.get(url).text


def test_roles_are_said_in_words(installation: Installation, complete: str) -> None:
    """A signatory cannot accept or edit, a negotiator cannot sign; both read why."""
    url = f"/agreements/{complete}/settle"
    signer, page = installation.client(HOSPITAL_SIGNS), installation.client(HOSPITAL)
    assert "A signatory signs once both parties accepted." in signer.get(url).text
    assert 403 == signer.post(f"{url}/accept", data={}).status_code
    assert 403 == signer.post(f"{url}/hand-over", data={}).status_code
    both_accept(installation, complete)
    assert "A negotiator cannot sign." in page.get(url).text
    sent = {"shown_hash": "0" * 64, "password": PASSWORD}
    assert 403 == page.post(f"{url}/sign", data=sent).status_code
    reader = installation.client(HOSPITAL_READER)
    assert 403 == reader.post(f"{url}/reopen").status_code


@pytest.mark.parametrize("step", ["hand-over", "accept", "sign"])
def test_address_of_a_step_leads_to_the_page(
    installation: Installation, agreement: str, step: str
) -> None:
    """The language link of a refused step is a GET of the same address."""
    page = installation.client(HOSPITAL)
    answer = page.get(f"/agreements/{agreement}/settle/{step}")
    assert f"/agreements/{agreement}/settle" == answer.location


def test_outsiders(installation: Installation, agreement: str) -> None:
    """A voice is refused the page with money; another insurer finds nothing."""
    url = f"/agreements/{agreement}/settle"
    assert 403 == installation.client(VOICE).get(url).status_code
    stranger = installation.client(OTHER_INSURER)
    assert 404 == stranger.get(url).status_code
    for step in ("hand-over", "accept", "reopen", "sign"):
        assert 404 == stranger.post(f"{url}/{step}", data={}).status_code


def test_page_costs_few_statements(installation: Installation, complete: str) -> None:
    """The page asks the database at most eleven things."""
    page = installation.client(HOSPITAL)
    with installation.statements() as seen:
        page.get(f"/agreements/{complete}/settle")
    assert len(seen) <= 11
