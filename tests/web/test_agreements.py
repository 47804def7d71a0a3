"""The pages that start an agreement, show its hub and change its frame."""

import re

import pytest
from sqlalchemy import update

from kpikit.actions import agreements as actions
from kpikit.actions import settling
from kpikit.actions.demo.signed import make_signed
from kpikit.actions.reading import open_agreement
from kpikit.actions.stepping import open_steps
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.improvement.step_plan import StepPlan
from kpikit.domain.party import OrganisationKind, PartyRole
from kpikit.storage import agreements as stored_agreements
from kpikit.storage import arrangements, step_plans
from kpikit.storage.account_tables import OrganisationRow
from kpikit.storage.scope import Scope
from tests.web.installation import (
    COUNCIL_NAME,
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

NEW = "/agreements/new"
BUDGET = 10


@pytest.fixture
def signed(installation: Installation) -> str:
    """Return the id of an agreement that both parties signed."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    return made.id


def start(installation: Installation, **changed: str) -> dict[str, str]:
    """Return what somebody sends who starts an agreement with Delta."""
    page = installation.client(HOSPITAL).get(NEW).text
    delta = installation.people[INSURER].organisation.id
    sent = {**fields_of(page), "title": "Samen", "other_organisation_id": delta}
    return {**sent, **changed}


def test_only_the_other_side_of_the_table_is_offered(
    installation: Installation,
) -> None:
    """A hospital starts with an insurer; a patient organisation may read along."""
    page = words_of(installation.client(HOSPITAL).get(NEW).text)
    for name in ("Delta Zorgverzekeraar", "Kust Zorgverzekeraar", COUNCIL_NAME):
        assert name in page
    offered = page[page.index("With whom?") :]
    assert "Ziekenhuis Oostpoort" not in offered


def test_with_nobody_to_start_with_the_page_says_whom_to_ask(
    installation: Installation,
) -> None:
    """In an installation with one side only there is no form that leads nowhere."""
    with installation.desk.database.write() as session:
        session.execute(
            update(OrganisationRow)
            .where(OrganisationRow.kind == OrganisationKind.INSURER)
            .values(kind=OrganisationKind.PATIENTS)
        )
    page = installation.client(HOSPITAL).get(NEW).text
    assert "There is nobody to start with yet" in words_of(page)
    assert "other_organisation_id" not in fields_of(page)


@pytest.mark.parametrize("email", [HOSPITAL_READER, INSURER_SIGNS, VOICE])
def test_only_a_negotiator_of_two_parties_starts(
    installation: Installation, email: str
) -> None:
    """Readers, signatories and voices start no agreement."""
    assert 403 == installation.client(email).get(NEW).status_code


def test_a_started_agreement_is_there_for_both(installation: Installation) -> None:
    """Both parties reach the hub at once; another insurer finds nothing."""
    answer = installation.client(HOSPITAL).post(NEW, data=start(installation))
    assert 303 == answer.status_code
    assert 200 == installation.client(INSURER).get(answer.location).status_code
    assert 404 == installation.client(OTHER_INSURER).get(answer.location).status_code


def test_the_same_form_twice_starts_one_agreement(installation: Installation) -> None:
    """A double click makes no second agreement."""
    sent = start(installation)
    client = installation.client(HOSPITAL)
    places = {client.post(NEW, data=sent).location for _ in range(2)}
    assert 1 == len(places)
    who = installation.people[HOSPITAL]
    mine = actions.my_agreements(installation.desk, who, waits=1).found
    assert 1 == mine.total


def test_an_id_of_own_making_is_not_taken(installation: Installation) -> None:
    """The public id of an agreement is random, whatever the form says."""
    answer = installation.client(HOSPITAL).post(NEW, data=start(installation, id="new"))
    assert re.search(r"/agreements/[0-9a-f]{32}$", answer.location)


def test_everything_wrong_is_said_at_once(installation: Installation) -> None:
    """Without party and with a year of no calendar, both are said; the name stays."""
    answer = installation.client(HOSPITAL).post(
        NEW, data=start(installation, other_organisation_id="", first_year="27")
    )
    assert 422 == answer.status_code
    said = words_of(answer.text)
    assert "Choose the other party." in said
    assert "Enter a year, for example 2027." in said
    assert "Samen" == fields_of(answer.text)["title"]


def test_a_started_agreement_can_have_a_voice(installation: Installation) -> None:
    """The chosen patient organisation reads along from the start."""
    council = installation.people[VOICE].organisation.id
    answer = installation.client(HOSPITAL).post(
        NEW, data=start(installation, voice_organisation_id=council)
    )
    assert 200 == installation.client(VOICE).get(answer.location).status_code


def test_the_hub_names_every_task(installation: Installation, agreement: str) -> None:
    """Each part of the work is one task with its own address."""
    page = installation.client(HOSPITAL).get(f"/agreements/{agreement}").text
    for part in (
        "frame",
        "kpis",
        "ambitions",
        "measurement",
        "financing",
        "settle",
        "export",
        "history",
    ):
        assert f'href="/agreements/{agreement}/{part}"' in page


def test_a_voice_sees_no_task_about_money(
    installation: Installation, agreement: str
) -> None:
    """A patient organisation reads along without financing, settling and history."""
    page = installation.client(VOICE).get(f"/agreements/{agreement}").text
    for part in ("kpis", "export"):
        assert f"/agreements/{agreement}/{part}" in page
    for part in ("financing", "settle", "history"):
        assert f"/agreements/{agreement}/{part}" not in page


def test_the_hub_says_whose_turn_it_is(
    installation: Installation, agreement: str
) -> None:
    """After handing over, the other party reads its turn, the message and since when."""
    settling.hand_over(
        installation.desk, installation.people[HOSPITAL], agreement, "Kijk naar PAT-01."
    )
    theirs = words_of(installation.client(INSURER).get(f"/agreements/{agreement}").text)
    assert "It is your turn Since 2 November 2026, 14:32." in theirs
    assert "Message from Ziekenhuis Oostpoort: “Kijk naar PAT-01.”" in theirs
    ours = words_of(installation.client(HOSPITAL).get(f"/agreements/{agreement}").text)
    assert "It is the turn of Delta Zorgverzekeraar" in ours


def test_what_waits_for_you_is_counted(
    installation: Installation, agreement: str
) -> None:
    """Candidates without your position wait for you, and for them after you spoke."""
    installation.propose(agreement, "PAT-01", "PAT-10")
    installation.say(INSURER, agreement, "yes", "PAT-01", "PAT-10")
    hub = f"/agreements/{agreement}"
    ours = words_of(installation.client(HOSPITAL).get(hub).text)
    assert "2 wait for your position" in ours
    installation.say(HOSPITAL, agreement, "yes", "PAT-01")
    assert "1 waits for your position" in words_of(
        installation.client(HOSPITAL).get(hub).text
    )
    assert "1 waits for Ziekenhuis Oostpoort" in words_of(
        installation.client(INSURER).get(hub).text
    )


def test_a_signed_hub_shows_version_and_proof(
    installation: Installation, signed: str
) -> None:
    """Both parties see version and hash with the way to the workbook."""
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], signed)
    assert opened.version is not None
    page = installation.client(HOSPITAL).get(f"/agreements/{signed}").text
    said = words_of(page)
    assert "version 1" in said
    assert opened.version.content_hash in said.replace(" ", "")
    assert f'href="/agreements/{signed}/export"' in page


def test_a_voice_holds_no_money_of_a_signed_version(
    installation: Installation, signed: str
) -> None:
    """What is read for a patient organisation holds the hash, not the content."""
    opened = open_agreement(installation.desk, installation.people[VOICE], signed)
    assert opened.version is not None
    assert "" == opened.version.content
    assert () == opened.dossier.arrangements
    page = words_of(installation.client(VOICE).get(f"/agreements/{signed}").text)
    assert opened.version.content_hash in page.replace(" ", "")


@pytest.mark.parametrize("page", ["", "/frame"])
def test_pages_keep_to_the_budget(
    installation: Installation, signed: str, page: str
) -> None:
    """Each page costs at most ten statements, in talks and when signed."""
    agreement = installation.start()
    installation.choose(agreement, "PAT-01", "PAT-10", "TEA-01")
    for id_ in (agreement, signed):
        client = installation.client(HOSPITAL)
        with installation.statements() as seen:
            assert 200 == client.get(f"/agreements/{id_}{page}").status_code
        assert 0 < len(seen) <= BUDGET


def frame_of(
    installation: Installation, agreement: str, **changed: str
) -> dict[str, str]:
    """Return the frame as the form shows it, with some fields typed anew."""
    page = installation.client(HOSPITAL).get(f"/agreements/{agreement}/frame").text
    return {**fields_of(page), **changed}


def test_the_whole_frame_is_kept(installation: Installation, agreement: str) -> None:
    """Care paths, contacts, dates and vision come back as they were typed."""
    url = f"/agreements/{agreement}/frame"
    sent = frame_of(
        installation,
        agreement,
        title="Heup en knie",
        vision="Samen kiezen wat past.",
        locations="Polikliniek\n\nAfdeling 4",
        care_path_0="Heupartrose",
        key_moments_0="Wel of niet opereren\nWanneer",
        care_path_1="Knieartrose",
        date_what_0="Set gekozen",
        date_on_0="2027-02-01",
        contact_insurer_name_0="S. Bakker",
        contact_insurer_email_0="s.bakker@delta.example",
    )
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert (303, f"/agreements/{agreement}") == (answer.status_code, answer.location)
    made = open_agreement(
        installation.desk, installation.people[INSURER], agreement
    ).agreement
    assert ("Heup en knie", "Samen kiezen wat past.") == (made.title, made.vision)
    assert ("Polikliniek", "Afdeling 4") == made.locations
    assert [
        ("Heupartrose", ("Wel of niet opereren", "Wanneer")),
        ("Knieartrose", ()),
    ] == [(p.name, p.key_moments) for p in made.care_paths]
    assert [("Set gekozen", "2027-02-01")] == [
        (d.what, d.on.isoformat()) for d in made.target_dates
    ]
    assert [(PartyRole.INSURER, "S. Bakker", "s.bakker@delta.example")] == [
        (c.role, c.name, c.email) for c in made.contacts
    ]
    again = fields_of(installation.client(HOSPITAL).get(url).text)
    assert "Knieartrose" == again["care_path_1"]
    assert ("", "") == (again["care_path_2"], again["care_path_3"])


def test_changing_the_frame_gives_what_is_there_now(
    installation: Installation, agreement: str
) -> None:
    """Who goes on with what came back is not told that it is out of date."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    for revision, title in ((1, "Eerst"), (2, "Daarna")):
        frame = actions.Frame(
            title=title,
            first_year=2027,
            years_long=3,
            care_paths=(),
            locations=(),
            vision="",
            contacts=(),
            target_dates=(),
        )
        saved = actions.change_frame(desk, actor, agreement, frame, revision)
        assert (revision + 1, title) == (saved.revision, saved.title)
        assert saved == open_agreement(desk, actor, agreement).agreement


def test_what_is_wrong_with_a_frame_stands_at_its_field(
    installation: Installation, agreement: str
) -> None:
    """A path named twice and half a date are said together; nothing typed is lost."""
    url = f"/agreements/{agreement}/frame"
    sent = frame_of(
        installation, agreement, care_path_0="Heup", date_what_0="Klaar", title=""
    )
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert 422 == answer.status_code
    assert "Fill in the date too." in words_of(answer.text)
    assert 'href="#date_on_0"' in answer.text
    assert 'href="#title"' in answer.text
    assert "Heup" == fields_of(answer.text)["care_path_0"]
    for typed, problem in (
        ("0026-12-31", "Choose a year from 2000 to 2100."),
        ("0001-01-01", "Choose a year from 2000 to 2100."),
        ("1999-12-31", "Choose a year from 2000 to 2100."),
        ("2101-01-01", "Choose a year from 2000 to 2100."),
        ("31-12-2026", "Write a date, for example 2027-03-01."),
    ):
        sent = frame_of(installation, agreement, date_what_0="Klaar", date_on_0=typed)
        answer = installation.client(HOSPITAL).post(url, data=sent)
        assert (422, True) == (answer.status_code, problem in words_of(answer.text))
        assert 'href="#date_on_0"' in answer.text
        assert typed == fields_of(answer.text)["date_on_0"]
    sent = frame_of(installation, agreement, care_path_0="Heup", care_path_1="heup")
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert 422 == answer.status_code
    assert 'href="#care_path_0"' in answer.text


def test_two_frames_at_once_lose_no_text(
    installation: Installation, agreement: str
) -> None:
    """Who saves last sees both texts, and overwrites only by sending again."""
    url = f"/agreements/{agreement}/frame"
    ours = frame_of(installation, agreement, vision="Van het ziekenhuis")
    theirs = {**ours, "vision": "Van de verzekeraar"}
    assert 303 == installation.client(INSURER).post(url, data=theirs).status_code
    client = installation.client(HOSPITAL)
    answer = client.post(url, data=ours)
    assert 409 == answer.status_code
    shown = words_of(answer.text)
    assert "Van het ziekenhuis" in shown
    assert "Van de verzekeraar" in shown
    assert "Van het ziekenhuis" == fields_of(answer.text)["vision"]
    assert 303 == client.post(url, data=fields_of(answer.text)).status_code
    now = open_agreement(installation.desk, installation.people[INSURER], agreement)
    assert "Van het ziekenhuis" == now.agreement.vision


def test_two_frames_that_change_other_parts_both_stand(
    installation: Installation, agreement: str
) -> None:
    """Who changes something else is not asked, and wipes nothing of the other."""
    url = f"/agreements/{agreement}/frame"
    ours = frame_of(installation, agreement, vision="Van het ziekenhuis")
    theirs = frame_of(installation, agreement, locations="Polikliniek")
    assert 303 == installation.client(INSURER).post(url, data=theirs).status_code
    assert 303 == installation.client(HOSPITAL).post(url, data=ours).status_code
    now = open_agreement(installation.desk, installation.people[INSURER], agreement)
    assert "Van het ziekenhuis" == now.agreement.vision
    assert ("Polikliniek",) == now.agreement.locations


def test_what_was_not_touched_follows_the_other(
    installation: Installation, agreement: str
) -> None:
    """Beside a clash, the rest of the form already shows what the other saved."""
    url = f"/agreements/{agreement}/frame"
    ours = frame_of(installation, agreement, vision="Van het ziekenhuis")
    theirs = {**ours, "vision": "Van de verzekeraar", "locations": "Polikliniek"}
    assert 303 == installation.client(INSURER).post(url, data=theirs).status_code
    answer = installation.client(HOSPITAL).post(url, data=ours)
    assert 409 == answer.status_code
    assert "Polikliniek" == fields_of(answer.text)["locations"]
    assert "Van het ziekenhuis" == fields_of(answer.text)["vision"]


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"title": "x"}'])
def test_a_form_that_does_not_say_what_it_saw_asks(
    installation: Installation, agreement: str, seen: str
) -> None:
    """Then every part counts as changed, so that nothing is mixed unasked."""
    url = f"/agreements/{agreement}/frame"
    ours = frame_of(installation, agreement, vision="Van het ziekenhuis", seen=seen)
    theirs = frame_of(installation, agreement, locations="Polikliniek")
    assert 303 == installation.client(INSURER).post(url, data=theirs).status_code
    assert 409 == installation.client(HOSPITAL).post(url, data=ours).status_code


def test_a_reader_reads_the_frame_and_changes_nothing(
    installation: Installation, agreement: str
) -> None:
    """Without the role there is no form, and a post is refused."""
    url = f"/agreements/{agreement}/frame"
    client = installation.client(HOSPITAL_READER)
    page = client.get(url)
    assert 200 == page.status_code
    assert 'name="vision"' not in page.text
    assert 403 == client.post(url, data={"title": "Anders"}).status_code


def test_a_signed_frame_is_read_only(installation: Installation, signed: str) -> None:
    """A signed agreement says why it cannot change, and refuses a post."""
    url = f"/agreements/{signed}/frame"
    client = installation.client(HOSPITAL)
    page = client.get(url).text
    assert "It changes only by an addendum" in words_of(page)
    assert 'name="vision"' not in page
    assert 409 == client.post(url, data={"title": "Anders"}).status_code


@pytest.mark.parametrize("page", ["", "/frame", "/kpis", "/kpis/add", "/kpis/own"])
def test_another_insurer_finds_nothing(
    installation: Installation, agreement: str, page: str
) -> None:
    """For who takes no part, the agreement does not exist."""
    answer = installation.client(OTHER_INSURER).get(f"/agreements/{agreement}{page}")
    assert 404 == answer.status_code


def put_money_on(installation: Installation, agreement: str, care_path: str) -> None:
    """Record an arrangement about a care path, and a step plan for it."""
    actor = installation.people[HOSPITAL]
    money = Arrangement(
        id="a" * 32,
        kind="ceiling",
        care_path=care_path,
        first_year=2027,
        last_year=2027,
        revision=0,
    )
    plan = StepPlan(care_path=care_path, ambition="Everybody", revision=0)
    with installation.desk.database.write() as session:
        scope = Scope(session, actor.organisation)
        stored = stored_agreements.get(scope, agreement)
        arrangements.save(scope, stored, money, 0)
        step_plans.save(scope, stored, plan)


def test_money_and_steps_follow_the_new_name_of_a_care_path(
    installation: Installation, agreement: str
) -> None:
    """A typing mistake mended in the frame leaves nothing behind; history tells it."""
    url = f"/agreements/{agreement}"
    browser = installation.client(HOSPITAL)
    sent = frame_of(installation, agreement, care_path_0="Heup")
    assert 303 == browser.post(f"{url}/frame", data=sent).status_code
    desk, actor = installation.desk, installation.people[HOSPITAL]
    put_money_on(installation, agreement, "Heup")
    sent = frame_of(installation, agreement, care_path_0="Heupartrose")
    assert 303 == browser.post(f"{url}/frame", data=sent).status_code
    opened = open_agreement(desk, actor, agreement)
    assert ["Heupartrose"] == [a.care_path for a in opened.dossier.arrangements]
    plans = open_steps(desk, actor, agreement).plans
    assert [("Heupartrose", "Everybody")] == [(p.care_path, p.ambition) for p in plans]
    told = words_of(browser.get(f"{url}/history").text)
    assert "Recorded an arrangement" in told
    assert "Heupartrose" in told


def test_a_care_path_with_money_cannot_go(
    installation: Installation, agreement: str
) -> None:
    """The page says which arrangement is about it, and nothing changes."""
    url = f"/agreements/{agreement}/frame"
    browser = installation.client(HOSPITAL)
    sent = frame_of(installation, agreement, care_path_0="Heup", care_path_1="Knie")
    browser.post(url, data=sent)
    put_money_on(installation, agreement, "Knie")
    sent = frame_of(installation, agreement, care_path_0="Heup", care_path_1="")
    answer = browser.post(url, data=sent)
    assert 422 == answer.status_code
    assert "still about ‘Knie’" in words_of(answer.text)
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], agreement)
    assert ["Heup", "Knie"] == [p.name for p in opened.agreement.care_paths]
