"""Addenda over the pages: a change on top of what was signed, by both or not at all."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest

from kpikit import snapshot
from kpikit.actions import addenda, recording, settling
from kpikit.actions.demo.signed import TOGETHER, make_signed
from kpikit.actions.reading import open_agreement
from kpikit.domain.agreement import State
from kpikit.domain.ambition import MeasuredAmbition
from kpikit.domain.settling import BaseMoved, ContentChanged
from kpikit.excel.verify import verify
from kpikit.problems import NotFoundHere
from kpikit.storage import agreements, versions
from kpikit.storage.scope import Scope
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

REASON = "De vragenlijst ging later van start dan gedacht."


@pytest.fixture
def signed(installation: Installation) -> str:
    """Return the id of a signed agreement with five KPIs and money."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    return made.id


def opened_by_page(installation: Installation, agreement: str, email: str) -> str:
    """Open an addendum over the page and return the id of the talks."""
    answer = installation.client(email).post(
        f"/agreements/{agreement}/versions", data={"reason": REASON}
    )
    assert 303 == answer.status_code, words_of(answer.text)
    return answer.headers["Location"].rsplit("/", maxsplit=1)[1]


def raise_goal(installation: Installation, talks: str, goal: int) -> None:
    """Change the goal for 2026 of one KPI, as the hospital."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    now = open_agreement(desk, actor, talks).dossier.ambition(TOGETHER)
    assert isinstance(now, MeasuredAmbition)
    years = tuple(
        replace(y, goal=Decimal(goal)) if y.year == 2026 else y for y in now.years
    )
    recording.record_ambition(desk, actor, talks, replace(now, years=years))


def sign(installation: Installation, talks: str) -> str:
    """Let both parties accept and sign what stands there; return its code."""
    desk, people = installation.desk, installation.people
    code = settling.check_answers(desk, people[HOSPITAL], talks).content_hash
    for email in (HOSPITAL, INSURER):
        settling.accept(desk, people[email], talks, code)
    for email in (HOSPITAL_SIGNS, INSURER_SIGNS):
        settling.sign(
            desk, people[email], talks, code, PASSWORD, installation.passwords
        )
    return code


def test_an_addendum_opened_twice_is_one(
    installation: Installation, signed: str
) -> None:
    """A double click leads to the talks that it opened; nobody opens others meanwhile."""
    first, second = (opened_by_page(installation, signed, HOSPITAL) for _ in "12")
    assert first == second
    for email, reason in ((HOSPITAL, "Iets anders."), (INSURER, REASON)):
        answer = installation.client(email).post(
            f"/agreements/{signed}/versions", data={"reason": reason}
        )
        assert 422 == answer.status_code


def goal_of(installation: Installation, agreement: str) -> Decimal | None:
    """Return the goal for 2026 that the insurer reads."""
    found = open_agreement(
        installation.desk, installation.people[INSURER], agreement
    ).dossier.ambition(TOGETHER)
    assert isinstance(found, MeasuredAmbition)
    return next(y.goal for y in found.years if y.year == 2026)


def test_an_addendum_becomes_the_next_version(
    installation: Installation, signed: str
) -> None:
    """Until both signed the first version is in force; then the second, on top of it."""
    before = goal_of(installation, signed)
    talks = opened_by_page(installation, signed, HOSPITAL)
    assert before == goal_of(installation, talks)
    raise_goal(installation, talks, 72)
    assert before == goal_of(installation, signed)
    code = sign(installation, talks)
    assert 72 == goal_of(installation, signed)
    desk, actor = installation.desk, installation.people[INSURER]
    first, second = addenda.open_versions(desk, actor, signed).versions
    assert (2, code) == (second.number, second.content_hash)
    kept = snapshot.from_canonical(second.content)
    assert kept.agreement.id == signed
    assert kept.addendum is not None
    assert (2, first.content_hash, REASON) == (
        kept.addendum.number,
        kept.addendum.base_hash,
        kept.addendum.reason,
    )
    assert ["Doel 2026"] == [c.field.nl for c in kept.addendum.changes]


def test_the_pages_tell_both_parties(installation: Installation, signed: str) -> None:
    """The insurer sees that there are talks, what they change, and then the difference."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    raise_goal(installation, talks, 72)
    insurer = installation.client(INSURER)
    hub = words_of(insurer.get(f"/agreements/{signed}").text)
    assert "You talk about version 2" in hub
    home = insurer.get("/").text
    assert f"/agreements/{talks}" in home
    changes = words_of(insurer.get(f"/agreements/{talks}/versions/changes").text)
    assert "Goal 2026" in changes
    assert "72" in changes
    sign(installation, talks)
    page = words_of(insurer.get(f"/agreements/{signed}/versions").text)
    assert "Version 2" in page
    assert REASON in page
    difference = insurer.get(f"/agreements/{signed}/versions/difference?from=1&to=2")
    assert "Goal 2026" in words_of(difference.text)
    same = insurer.get(f"/agreements/{signed}/versions/difference?from=2&to=2")
    assert "nothing differs" in words_of(same.text)
    missing = insurer.get(f"/agreements/{signed}/versions/difference?from=1&to=3")
    assert 404 == missing.status_code
    history = words_of(insurer.get(f"/agreements/{signed}/history").text)
    for line in ("Opened an addendum", "Both parties signed an addendum"):
        assert line in history
    assert f"/agreements/{talks}" not in insurer.get("/").text


def test_talks_that_ended_are_part_of_the_agreement(
    installation: Installation, signed: str
) -> None:
    """After signing, their address leads to the versions; to others it never was."""
    talks = opened_by_page(installation, signed, INSURER)
    raise_goal(installation, talks, 72)
    sign(installation, talks)
    for email in (HOSPITAL, INSURER, VOICE):
        client = installation.client(email)
        assert 404 == client.get(f"/agreements/{talks}/kpis").status_code
        led = client.get(f"/agreements/{talks}")
        assert f"/agreements/{signed}/versions" == led.headers["Location"]
        assert 200 == client.get(led.headers["Location"]).status_code
    outsider = installation.client(OTHER_INSURER)
    assert 404 == outsider.get(f"/agreements/{talks}").status_code


def test_withdrawn_it_changes_nothing(installation: Installation, signed: str) -> None:
    """The page asks first; then what was signed stands, and the list says who and why."""
    before = goal_of(installation, signed)
    talks = opened_by_page(installation, signed, HOSPITAL)
    raise_goal(installation, talks, 72)
    client = installation.client(INSURER)
    asked = client.get(f"/agreements/{talks}/versions/withdraw")
    assert "You will lose" in words_of(asked.text)
    gone = client.post(f"/agreements/{talks}/versions/withdraw")
    assert f"/agreements/{signed}/versions" == gone.headers["Location"]
    assert before == goal_of(installation, signed)
    page = words_of(client.get(gone.headers["Location"]).text)
    assert REASON in page
    assert "withdrawn by S. Bakker" in page
    assert 302 == client.get(f"/agreements/{talks}").status_code
    assert 404 == client.get(f"/agreements/{talks}/settle").status_code
    assert 404 == client.post(f"/agreements/{talks}/versions/withdraw").status_code
    # A next one begins from what was signed, not from what was withdrawn.
    again = opened_by_page(installation, signed, HOSPITAL)
    assert before == goal_of(installation, again)


def test_one_at_a_time_and_with_a_reason(
    installation: Installation, signed: str
) -> None:
    """Without a reason, or while others talk, no addendum is opened."""
    client = installation.client(HOSPITAL)
    url = f"/agreements/{signed}/versions"
    assert 422 == client.post(url, data={"reason": "  "}).status_code
    opened_by_page(installation, signed, INSURER)
    second = client.post(url, data={"reason": REASON})
    assert 422 == second.status_code
    assert 'id="addendum"' not in client.get(url).text


def test_nothing_changed_is_nothing_to_sign(
    installation: Installation, signed: str
) -> None:
    """An addendum without a change cannot be accepted, and the page says why."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    client = installation.client(HOSPITAL)
    code = settling.check_answers(
        installation.desk, installation.people[HOSPITAL], talks
    ).content_hash
    answer = client.post(
        f"/agreements/{talks}/settle/accept", data={"shown_hash": code}
    )
    assert 422 == answer.status_code
    assert "Nothing was changed yet" in words_of(answer.text)


def test_a_second_addendum_rests_on_the_first(
    installation: Installation, signed: str
) -> None:
    """Version 3 carries the code of version 2 and starts from its content."""
    for number, goal in ((2, 72), (3, 74)):
        talks = opened_by_page(installation, signed, HOSPITAL)
        raise_goal(installation, talks, goal)
        sign(installation, talks)
        assert goal == goal_of(installation, signed), number
    desk, actor = installation.desk, installation.people[INSURER]
    versions = addenda.open_versions(desk, actor, signed).versions
    third = snapshot.from_canonical(versions[2].content).addendum
    assert third is not None
    assert versions[1].content_hash == third.base_hash
    (change,) = third.changes
    assert ("72", "74") == tuple(w.nl.strip("%") for w in (change.before, change.after))


def test_every_version_keeps_its_workbook(
    installation: Installation, signed: str
) -> None:
    """The workbook of version 1 is still what was signed; that of 2 tells what changed."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    raise_goal(installation, talks, 72)
    sign(installation, talks)
    client = installation.client(INSURER)
    for number in (1, 2):
        url = f"/agreements/{signed}/export/full.xlsx?version={number}&language=en"
        data = client.get(url).data
        assert verify(data).true_copy, number
        assert (number == 2) is (b"Differences" in _sheet_names(data))


def test_an_acceptance_is_of_what_was_seen(
    installation: Installation, signed: str
) -> None:
    """Changed after it was shown, it is refused and not taken as it is now."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    raise_goal(installation, talks, 72)
    desk, people = installation.desk, installation.people
    old = settling.check_answers(desk, people[INSURER], talks).content_hash
    raise_goal(installation, talks, 73)
    with pytest.raises(ContentChanged):
        settling.accept(desk, people[INSURER], talks, old)


def test_it_is_not_signed_when_the_base_moved(
    installation: Installation, signed: str
) -> None:
    """Should another version have come under it, the last signature is refused."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    raise_goal(installation, talks, 72)
    desk, hospital = installation.desk, installation.people[HOSPITAL]
    with desk.database.write() as session:
        scope = Scope(session, hospital.organisation)
        base = agreements.get(scope, signed)
        (first,) = versions.of_agreement(scope, base)
        versions.add(scope, base, replace(first, number=2))
        text = snapshot.canonical(
            replace(snapshot.from_canonical(first.content), ambitions=())
        )
        code = snapshot.text_hash(text)
        moved = replace(first, number=3, content=text, content_hash=code)
        versions.add(scope, base, moved)
    with pytest.raises(BaseMoved):
        sign(installation, talks)
    assert State.SETTLING is open_agreement(desk, hospital, talks).settling.state


def test_outsiders_and_readers_open_nothing(
    installation: Installation, signed: str
) -> None:
    """A reader may look; another insurer finds nothing, before and after."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    reader = installation.client(HOSPITAL_READER)
    assert 200 == reader.get(f"/agreements/{signed}/versions").status_code
    for url in (
        f"/agreements/{signed}/versions",
        f"/agreements/{talks}/versions/withdraw",
    ):
        assert 403 == reader.post(url, data={"reason": REASON}).status_code
        for sent in ("get", "post"):
            other = getattr(installation.client(OTHER_INSURER), sent)(url)
            assert 404 == other.status_code
    with pytest.raises(NotFoundHere):
        addenda.open_versions(
            installation.desk, installation.people[OTHER_INSURER], talks
        )


def test_a_voice_reads_no_money_in_the_difference(
    installation: Installation, signed: str
) -> None:
    """What changed in the financing is told to the parties and not to the voice."""
    talks = opened_by_page(installation, signed, HOSPITAL)
    desk, hospital = installation.desk, installation.people[HOSPITAL]
    gone = open_agreement(desk, hospital, talks).dossier.arrangements[0]
    recording.remove_arrangement(desk, hospital, talks, gone.id, gone.revision)
    raise_goal(installation, talks, 72)
    shown = {
        email: words_of(
            installation.client(email).get(f"/agreements/{talks}/versions/changes").text
        )
        for email in (INSURER, VOICE)
    }
    assert "Financing" in shown[INSURER].split("What this addendum changes")[-1]
    assert "Goal 2026" in shown[VOICE]
    assert "Financing" not in shown[VOICE]


def _sheet_names(data: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        return archive.read("xl/workbook.xml")
