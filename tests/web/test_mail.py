"""Mail about notices: who is concerned gets a letter, once, without any content."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, update

from kpikit.actions import mailing
from kpikit.actions.desk import changing
from kpikit.domain.access import Permission, Role
from kpikit.domain.mail import Trouble
from kpikit.storage import users
from kpikit.storage.tables import MailRow, NoticeRow, PartyRow, UserRow
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    INSURER_SIGNS,
    Installation,
    words_of,
)
from tests.web.posting import Post, with_mail
from tests.web.test_notices import hand_over


@pytest.fixture
def posting(installation: Installation) -> Installation:
    """Give an installation that sends mail, with one person who plans at each side."""
    for email in installation.people:
        if email not in (HOSPITAL, INSURER, INSURER_SIGNS):
            change(installation, email, active=False)
    return with_mail(installation)


@pytest.fixture
def agreement(posting: Installation) -> str:
    """Return the id of an agreement in talks."""
    return posting.start()


def give_back(installation: Installation, agreement: str) -> None:
    """Let the insurer give the turn back."""
    address = f"/agreements/{agreement}/settle/hand-over"
    data = {"message": "Terug"}
    assert installation.client(INSURER).post(address, data=data).status_code == 303


def change(installation: Installation, email: str, **how: Any) -> None:  # noqa: ANN401 - fields of a user
    """Change the account of somebody."""
    with installation.desk.database.write() as session:
        user = users.by_email(session, email)
        assert user is not None
        users.save(session, replace(user, **how))


def choose(installation: Installation, email: str, wish: str) -> None:
    """Let somebody choose about mail on the page of the account."""
    answer = installation.client(email).post("/account/mail", data={"mail": wish})
    assert answer.status_code == 303


def test_the_other_party_gets_one_letter(posting: Installation, agreement: str) -> None:
    """Whoever has the turn gets a letter, in the own language, and once only."""
    change(posting, INSURER, language="en")
    hand_over(posting, agreement)
    post = Post()
    assert mailing.Round(sent=1) == post.send(posting.desk)
    assert [INSURER] == post.addresses
    assert "Something waits for you in kpikit" == post.letters[0]["Subject"]
    assert mailing.Round() == post.send(posting.desk)
    assert 1 == len(post.letters)


def test_several_notices_are_one_letter(posting: Installation, agreement: str) -> None:
    """Who was told several things since the last round gets one letter."""
    hand_over(posting, agreement)
    give_back(posting, agreement)
    hand_over(posting, agreement)
    post = Post()
    assert 2 == post.send(posting.desk).sent
    assert [HOSPITAL, INSURER] == post.addresses


def test_a_letter_holds_nothing_of_the_agreement(posting: Installation) -> None:
    """Title, parties, message, ids and names of people are in no byte of a letter."""
    agreement = posting.start("Wat niemand mag zien")
    hand_over(posting, agreement)
    post = Post()
    post.send(posting.desk)
    sent = post.letters[0].as_bytes()
    person = posting.people[INSURER]
    secret = [agreement, "niemand", "4711", person.name, person.organisation.name]
    secret += [posting.people[HOSPITAL].organisation.name, person.user_id, "Oostpoort"]
    assert [] == [words for words in secret if words.encode() in sent]


def test_the_links_lead_to_pages(posting: Installation, agreement: str) -> None:
    """Both addresses in a letter are pages that the reader can open."""
    hand_over(posting, agreement)
    post = Post()
    post.send(posting.desk)
    lines = post.letters[0].get_content().splitlines()
    links = [line for line in lines if line.startswith("https://kpi.example.org")]
    browser = posting.client(INSURER)
    paths = [link.removeprefix("https://kpi.example.org") for link in links]
    assert 2 == len(paths)
    assert [200, 200] == [browser.get(path).status_code for path in paths]


def test_what_is_undone_sends_nothing(posting: Installation, agreement: str) -> None:
    """A step that fails halfway leaves neither notice nor letter."""
    who = posting.people[HOSPITAL]

    def half_a_step() -> None:
        with changing(posting.desk, who, agreement, Permission.HAND_OVER) as step:
            step.log("hand-over")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        half_a_step()
    with posting.desk.database.read() as session:
        assert [] == session.query(NoticeRow).all() + session.query(MailRow).all()


def test_without_mail_nothing_is_kept_for_later(installation: Installation) -> None:
    """Where mail is off, no letters pile up, and nobody is asked about mail."""
    hand_over(installation, installation.start())
    with installation.desk.database.read() as session:
        assert [] == session.query(MailRow).all()
    page = words_of(installation.client(INSURER).get("/account?lang=en").text)
    assert "Mail about notices" not in page


def test_each_person_chooses(posting: Installation, agreement: str) -> None:
    """Once a day waits for the morning; none stays none; the choice is shown."""
    choose(posting, INSURER, "daily")
    hand_over(posting, agreement)
    post = Post()
    post.send(posting.desk)
    assert [] == post.addresses
    posting.clock.move(hours=24)
    post.send(posting.desk)
    assert [INSURER] == post.addresses

    choose(posting, HOSPITAL, "never")
    give_back(posting, agreement)
    posting.clock.move(hours=48)
    post.send(posting.desk)
    assert [INSURER] == post.addresses
    page = posting.client(HOSPITAL).get("/account?lang=en").text
    assert 'checked id="mail-2"' in page
    assert "Geen mail" in posting.client(HOSPITAL).get("/account?lang=nl").text


def test_a_choice_that_is_none_changes_nothing(posting: Installation) -> None:
    """What is no choice is not kept."""
    choose(posting, INSURER, "daily")
    choose(posting, INSURER, "hourly")
    assert "daily" == mailing.my_wish(posting.desk, posting.people[INSURER])


@pytest.mark.parametrize(
    "what", ["read", "left", "role", "none", "agreement", "organisation"]
)
def test_who_need_not_be_told_any_longer_is_not(
    posting: Installation, agreement: str, what: str
) -> None:
    """Who read it, left, lost role, agreement or organisation, or wants none."""
    hand_over(posting, agreement)
    if what == "read":
        last = {"last": "2100-01-01T00:00:00+00:00"}
        posting.client(INSURER).post("/notices", data=last)
    elif what == "left":
        change(posting, INSURER, active=False)
    elif what == "role":
        change(posting, INSURER, roles=frozenset({Role.ADMIN}))
    elif what == "none":
        choose(posting, INSURER, "never")
    elif what == "agreement":
        with posting.desk.database.write() as session:
            theirs = PartyRow.role == "insurer"
            session.execute(delete(PartyRow).where(theirs))
    else:
        home = posting.people[HOSPITAL].organisation.id
        change(posting, INSURER, organisation_id=home)
    post = Post()
    assert mailing.Round() == post.send(posting.desk)
    change(posting, INSURER, active=True, roles=posting.people[INSURER].roles)
    assert mailing.Round() == post.send(posting.desk)
    assert [] == post.letters


def test_a_removed_account_takes_its_mail_along(
    posting: Installation, agreement: str
) -> None:
    """Nothing is kept for somebody who is not there."""
    hand_over(posting, agreement)
    with posting.desk.database.write() as session:
        session.execute(delete(NoticeRow))
    assert mailing.Round() == Post().send(posting.desk)


def test_a_shut_way_costs_one_attempt_and_is_tried_again(
    posting: Installation, agreement: str
) -> None:
    """Nothing is lost while the server is away; the letter keeps its number."""
    hand_over(posting, agreement)
    post = Post(is_shut=True)
    assert mailing.Round(not_sent=1, reached=False) == post.send(posting.desk)
    assert mailing.Round() == post.send(posting.desk)  # it waits five minutes
    standing = mailing.how_mail_stands(posting.desk)
    assert (1, 1, 0) == (standing.waiting, standing.failing, standing.sent)
    post.is_shut = False
    posting.clock.move(minutes=5)
    assert 1 == post.send(posting.desk).sent
    assert 1 == mailing.how_mail_stands(posting.desk).sent


def test_one_bad_address_stops_nobody_else(
    posting: Installation, agreement: str
) -> None:
    """An address that is refused is given up and named; the rest goes."""
    hand_over(posting, agreement)
    give_back(posting, agreement)
    post = Post(troubles={INSURER: Trouble.ADDRESS})
    assert mailing.Round(sent=1, not_sent=1) == post.send(posting.desk)
    assert [HOSPITAL] == post.addresses
    [lost] = mailing.how_mail_stands(posting.desk).given_up
    assert (INSURER, Trouble.ADDRESS) == (lost.address, lost.trouble)
    posting.clock.move(days=9)
    assert mailing.Round() == post.send(posting.desk)


def test_it_is_given_up_in_the_end(posting: Installation, agreement: str) -> None:
    """After eight refusals it is over, and said; a month later it is forgotten."""
    hand_over(posting, agreement)
    post = Post(troubles={INSURER: Trouble.REFUSED})
    rounds = 0
    while mailing.how_mail_stands(posting.desk).waiting:
        assert 1 == post.send(posting.desk).not_sent
        posting.clock.move(hours=24)
        rounds += 1
    assert 8 == rounds
    assert 1 == len(mailing.how_mail_stands(posting.desk).given_up)
    posting.clock.move(days=31)
    post.send(posting.desk)
    assert () == mailing.how_mail_stands(posting.desk).given_up


def test_a_sender_that_died_is_taken_over(
    posting: Installation, agreement: str
) -> None:
    """What one sender took on and never ended goes again, with the same number."""
    hand_over(posting, agreement)
    post = Post()

    class Dies(Post):
        """Hands a letter over and is gone before it can note that."""

        def _take(self, letter: object, _: str) -> None:
            post.letters.append(letter)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Dies().send(posting.desk)
    assert mailing.Round() == post.send(posting.desk)
    posting.clock.move(minutes=15)
    assert 1 == post.send(posting.desk).sent
    assert 2 == len(post.letters)
    assert 1 == len(post.numbers)


def test_who_signs_is_told_when_all_accepted(
    posting: Installation, agreement: str
) -> None:
    """A stranger to a step gets no letter about it: only who may take it does."""
    hand_over(posting, agreement)
    post = Post()
    post.send(posting.desk)
    assert INSURER_SIGNS not in post.addresses


def test_an_address_that_is_none_is_given_up(
    posting: Installation, agreement: str
) -> None:
    """Even if a line end got into an address, no letter leaves with it."""
    hand_over(posting, agreement)
    with posting.desk.database.write() as session:
        user = posting.people[INSURER].user_id
        bad = "s.bakker@delta.example\nbcc:all"
        worse = update(UserRow).where(UserRow.id == user).values(email=bad)
        session.execute(worse)
    post = Post()
    assert mailing.Round(not_sent=1) == post.send(posting.desk)
    assert [] == post.letters
