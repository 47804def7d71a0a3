"""The log of an organisation: its own people, looked over by who looks after it."""

from dataclasses import replace

import pytest

from kpikit.actions.desk import Actor
from kpikit.actions.logbook import read_log
from kpikit.domain.access import Role
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_SIGNS,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

LOG = "/organisation/log"


def log_of(installation: Installation, query: str = "") -> str:
    """Return the words of the log of the hospital."""
    return words_of(installation.client(HOSPITAL_ADMIN).get(LOG + query).text)


def table_of(page: str) -> str:
    """Return what stands in the list itself."""
    return page.partition("What Agreement")[2]


def log_in(installation: Installation, email: str, password: str) -> None:
    """Try to log in, as somebody without a session."""
    browser = installation.client()
    browser.post("/login", data={"email": email, "password": password})


def test_logins_that_work_and_fail_are_there(installation: Installation) -> None:
    """Who got in, who did not and who went stand in the log of their organisation."""
    log_in(installation, HOSPITAL, PASSWORD)
    log_in(installation, HOSPITAL_SIGNS, "iets heel anders")
    log_in(installation, INSURER, "iets heel anders")
    installation.client(HOSPITAL).post("/logout")
    listed = table_of(log_of(installation))
    assert "J. de Boer Logged in" in listed
    assert "M. van Dijk Tried to log in and did not get in" in listed
    assert "J. de Boer Logged out" in listed
    assert "S. Bakker" not in listed


def test_an_unknown_address_stands_in_no_log(installation: Installation) -> None:
    """What was typed for an address may be anything, so it is not kept."""
    log_in(installation, "geheim-wachtwoord@elders.example", "x")
    assert "geheim-wachtwoord" not in log_of(installation)


def test_what_was_done_in_an_agreement_is_told_without_what_it_was_about(
    installation: Installation, agreement: str
) -> None:
    """Who looks after people alone reads that somebody did something, not in what."""
    installation.propose(agreement, "PAT-04")
    installation.say(INSURER, agreement, "yes", "PAT-04")
    listed = table_of(log_of(installation))
    assert "J. de Boer Proposed a KPI" in listed
    assert "Samen beslissen" not in listed
    assert "PAT-04" not in listed
    assert "S. Bakker" not in listed
    assert "Nothing fits this" in log_of(installation, "?words=pat-04")


def test_who_also_negotiates_reads_what_it_was_about(
    installation: Installation, agreement: str
) -> None:
    """With a role inside agreements, agreement and subject are told and found."""
    installation.propose(agreement, "PAT-04")
    both = replace(
        installation.people[HOSPITAL], roles=frozenset({Role.ADMIN, Role.NEGOTIATOR})
    )
    found = read_log(installation.desk, both, words="pat-04", limit=50)
    assert [("PAT-04", "Samen beslissen")] == [
        (line.entry.subject, line.title) for line in found.lines
    ]


def test_the_list_is_narrowed_by_words_and_part(
    installation: Installation, agreement: str
) -> None:
    """The address holds the filter; what fits nothing says so."""
    installation.propose(agreement, "PAT-04")
    log_in(installation, HOSPITAL, PASSWORD)
    logins = table_of(log_of(installation, "?part=logins"))
    assert "Logged in" in logins
    assert "Proposed a KPI" not in logins
    assert "Proposed a KPI" in table_of(log_of(installation, "?words=boer"))
    assert "Nothing fits this" in log_of(installation, "?words=zeldzaam")
    assert "Logged in" in log_of(installation, "?part=nonsense")


def test_somebody_looks_it_over(installation: Installation) -> None:
    """What was looked over, by whom and when is told; the same part not twice."""
    log_in(installation, HOSPITAL, PASSWORD)
    admin = installation.client(HOSPITAL_ADMIN)
    seen = fields_of(admin.get(LOG).text)["until"]
    installation.clock.move(minutes=5)
    data = {"until": seen, "remark": "Niets bijzonders."}
    assert 303 == admin.post(LOG, data=data).status_code
    page = log_of(installation)
    assert "Looked the log over" in page
    assert "Niets bijzonders." in page
    assert 422 == admin.post(LOG, data=data).status_code


@pytest.mark.parametrize("until", ["", "gisteren", "2026-11-02T13:00:00"])
def test_a_moment_that_was_not_on_the_screen_is_refused(
    installation: Installation, until: str
) -> None:
    """Without a moment with its zone there is nothing that was looked over."""
    admin = installation.client(HOSPITAL_ADMIN)
    assert 422 == admin.post(LOG, data={"until": until, "remark": ""}).status_code


def test_nobody_reviews_the_future(installation: Installation) -> None:
    """A moment ahead counts as now: what comes later is still to be looked over."""
    admin = installation.client(HOSPITAL_ADMIN)
    sent = {"until": "2030-01-01T00:00:00+00:00", "remark": ""}
    assert 303 == admin.post(LOG, data=sent).status_code
    assert "Up to 2 November 2026" in log_of(installation)


def test_only_who_looks_after_the_organisation_sees_it(
    installation: Installation,
) -> None:
    """A negotiator neither reads the log nor says that it was looked over."""
    client = installation.client(HOSPITAL)
    assert 403 == client.get(LOG).status_code
    assert 403 == client.post(LOG, data={"until": "", "remark": ""}).status_code


def test_older_lines_stand_on_the_next_page(installation: Installation) -> None:
    """Fifty lines fill a page; nothing falls between two pages."""
    for _ in range(27):
        log_in(installation, HOSPITAL, PASSWORD)
        installation.client(HOSPITAL).post("/logout")
    first, second = (table_of(log_of(installation, f"?page={n}")) for n in (1, 2))
    told = [
        page.count("Logged in") + page.count("Logged out") for page in (first, second)
    ]
    assert 50 == told[0]
    assert 54 == sum(told)


def test_what_was_refused_is_there(installation: Installation, agreement: str) -> None:
    """A role too low and an agreement of others leave a line, for the own people."""
    stranger = f"/agreements/{agreement}"
    assert 403 == installation.client(HOSPITAL_SIGNS).get(LOG).status_code
    assert 404 == installation.client(OTHER_INSURER).get(stranger).status_code
    assert (
        404
        == installation.client(OTHER_INSURER).get(f"/agreements/{'f' * 32}").status_code
    )
    listed = table_of(log_of(installation, "?part=refusals"))
    assert "M. van Dijk Was refused something" in listed
    assert "E. Kok" not in listed
    theirs = read_log(
        installation.desk, _looks_after(OTHER_INSURER, installation), limit=9
    )
    refused = [e.entry.subject for e in theirs.lines if e.entry.action == "refused"]
    assert [f"GET /agreements/{'f' * 32}", f"GET {stranger}"] == refused


def test_who_is_nobody_leaves_no_refusal(
    installation: Installation, agreement: str
) -> None:
    """Without a login there is nobody to name, and an address that is none is no door."""
    installation.client().get(f"/agreements/{agreement}")
    installation.client(HOSPITAL).get("/nergens")
    assert "Was refused" not in log_of(installation)


def test_a_refusal_stands_in_no_agreement(
    installation: Installation, agreement: str
) -> None:
    """The other party does not read that somebody was refused."""
    browser = installation.client(VOICE)
    answer = browser.post(f"/agreements/{agreement}/frame", data={"title": "X"})
    assert 403 == answer.status_code
    history = installation.client(INSURER).get(f"/agreements/{agreement}/history").text
    assert "refused" not in history


def _looks_after(email: str, installation: Installation) -> Actor:
    roles = frozenset({Role.ADMIN, Role.NEGOTIATOR})
    return replace(installation.people[email], roles=roles)
