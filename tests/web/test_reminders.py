"""Reminders: what waits long, comes near or is late is told once to whom it concerns."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from kpikit import snapshot
from kpikit.actions import improving, mailing, reminding, settling
from kpikit.actions.agreements import Frame, change_frame
from kpikit.actions.reading import open_agreement
from kpikit.domain.agreement import TargetDate
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.storage.tables import NoticeRow
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)
from tests.web.posting import Post, with_mail
from tests.web.signed import fill_money, sign_money
from tests.web.test_notices import hand_over, shown
from tests.web.test_withdrawing import withdraw

WEEK = timedelta(days=7)
WAITS = "has been waiting for you"
LACKING = "A period is over: results are still lacking"
ENDS = "The term ends in less than half a year"
NEAR = "A date that you chose together comes near: "
OVERDUE = "An action of the improvement plan is overdue"


def remind(installation: Installation) -> int:
    """Let the reminders of a day be given."""
    return reminding.remind(installation.desk, WEEK)


def go_to(installation: Installation, day: str) -> None:
    """Let it be noon on a day."""
    installation.clock.now = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)


def told(installation: Installation, words: str) -> set[str]:
    """Return who reads this on the page with notices."""
    return {
        email
        for email in (
            HOSPITAL,
            HOSPITAL_ANALYST,
            HOSPITAL_READER,
            HOSPITAL_SIGNS,
            INSURER,
            INSURER_SIGNS,
            OTHER_INSURER,
            VOICE,
        )
        if words in shown(installation, email)
    }


def notices_of(installation: Installation) -> int:
    """Return how many notices there are in all."""
    with installation.desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(NoticeRow)) or 0


def test_a_turn_that_waits_is_told_once_to_who_has_it(
    installation: Installation, agreement: str
) -> None:
    """Not on the seventh day but after it, not twice, and again for a new turn."""
    hand_over(installation, agreement)
    installation.clock.move(days=7)
    assert 0 == remind(installation)
    installation.clock.move(seconds=1)
    assert 2 == remind(installation)  # the negotiator and the analyst of the insurer
    assert {INSURER} == told(installation, f"Ziekenhuis Oostpoort {WAITS}")
    before = notices_of(installation)
    assert 0 == remind(installation)
    installation.clock.move(days=30)
    assert 0 == remind(installation)
    assert before == notices_of(installation)

    answer = installation.client(INSURER).post(
        f"/agreements/{agreement}/settle/hand-over", data={"message": "Terug"}
    )
    assert 303 == answer.status_code
    installation.clock.move(days=8)
    assert 3 == remind(installation)
    words = f"Delta Zorgverzekeraar {WAITS}"
    assert {HOSPITAL, HOSPITAL_ANALYST} == told(installation, words)


def test_who_has_to_accept_or_sign_is_told(
    installation: Installation, agreement: str
) -> None:
    """After one acceptance the other negotiator, after both the two signatories."""
    desk, people = installation.desk, installation.people
    fill_money(installation, agreement)
    dossier = open_agreement(desk, people[HOSPITAL], agreement).dossier
    code = snapshot.content_hash(dossier)
    settling.accept(desk, people[HOSPITAL], agreement, code)
    installation.clock.move(days=8)
    remind(installation)
    assert {INSURER} == told(installation, WAITS)
    settling.accept(desk, people[INSURER], agreement, code)
    assert 0 == remind(installation)
    installation.clock.move(days=8)
    remind(installation)
    assert {INSURER, INSURER_SIGNS, HOSPITAL_SIGNS} == told(installation, WAITS)


def test_a_date_of_the_parties_is_told_two_weeks_before(
    installation: Installation, agreement: str
) -> None:
    """All who read the agreement are told the day, and neither before nor after it."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    now = open_agreement(desk, actor, agreement).dossier.agreement
    frame = Frame(**{p.name: getattr(now, p.name) for p in fields(Frame)})
    dates = (TargetDate(what="Geheim plan", on=date(2026, 12, 24)),)
    wanted = replace(frame, target_dates=dates)
    change_frame(desk, actor, agreement, wanted, now.revision)
    go_to(installation, "2026-12-09")
    remind(installation)
    assert set() == told(installation, NEAR)
    go_to(installation, "2026-12-10")
    assert remind(installation) > 0
    everybody = {
        HOSPITAL,
        HOSPITAL_ANALYST,
        HOSPITAL_READER,
        HOSPITAL_SIGNS,
        INSURER,
        INSURER_SIGNS,
        VOICE,
    }
    assert everybody == told(installation, f"{NEAR}24 December 2026")
    assert set() == told(installation, "Geheim plan")
    go_to(installation, "2026-12-24")
    assert 0 == remind(installation)


def test_results_that_lack_are_asked_for_once(
    installation: Installation, agreement: str
) -> None:
    """The day after a period ends; an old one is not dug up."""
    sign_money(installation, agreement)
    go_to(installation, "2027-12-31")
    remind(installation)
    before = shown(installation, HOSPITAL).count(LACKING)
    go_to(installation, "2028-01-01")
    remind(installation)
    assert before + 1 == shown(installation, HOSPITAL).count(LACKING)
    assert {HOSPITAL, HOSPITAL_ANALYST, INSURER} == told(installation, LACKING)
    count = notices_of(installation)
    assert 0 == remind(installation)
    assert count == notices_of(installation)


def test_the_end_of_the_term_is_told_half_a_year_before(
    installation: Installation, agreement: str
) -> None:
    """In the last six months all who read the agreement are told, once."""
    sign_money(installation, agreement)
    go_to(installation, "2029-06-30")
    remind(installation)
    assert set() == told(installation, ENDS)
    go_to(installation, "2029-07-01")
    remind(installation)
    assert {HOSPITAL, INSURER, VOICE, HOSPITAL_READER} <= told(installation, ENDS)
    assert set() == told(installation, ENDS) & {OTHER_INSURER}
    go_to(installation, "2029-12-31")
    remind(installation)
    assert 1 == shown(installation, INSURER).count(ENDS)


def test_an_overdue_action_is_told(installation: Installation, agreement: str) -> None:
    """The day after its end, to who may improve; another end is another subject."""
    desk, actor = installation.desk, installation.people[HOSPITAL]
    action = ImprovementAction(number=1, name="Training", end=date(2026, 12, 1))
    improving.record_action(desk, actor, agreement, action)
    go_to(installation, "2026-12-01")
    remind(installation)
    assert set() == told(installation, OVERDUE)
    go_to(installation, "2026-12-02")
    remind(installation)
    assert HOSPITAL in told(installation, OVERDUE)
    assert set() == told(installation, OVERDUE) & {HOSPITAL_READER, VOICE}
    assert "Training" not in shown(installation, HOSPITAL)


def test_what_was_withdrawn_is_told_and_reminds_nobody(
    installation: Installation, agreement: str
) -> None:
    """Everybody but who withdrew reads it; after that nothing waits any longer."""
    hand_over(installation, agreement)
    assert 303 == withdraw(installation, agreement, "Geen ruimte 4711")
    words = "Delta Zorgverzekeraar withdrew the agreement"
    seen = told(installation, words)
    assert {HOSPITAL, HOSPITAL_READER, VOICE, INSURER_SIGNS} <= seen
    assert set() == seen & {INSURER, OTHER_INSURER}
    assert "4711" not in shown(installation, HOSPITAL)
    installation.clock.move(days=400)
    assert 0 == remind(installation)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reminder_leads_to_a_page(
    installation: Installation, agreement: str, language: str
) -> None:
    """Whoever is reminded goes on from there, in the own language."""
    hand_over(installation, agreement)
    installation.clock.move(days=8)
    remind(installation)
    browser = installation.client(INSURER)
    page = browser.get(f"/notices?lang={language}").text
    expected = {"nl": "wacht al een tijd op u", "en": WAITS}[language]
    assert expected in words_of(page)
    assert f'href="/agreements/{agreement}/settle"' in page
    assert 200 == browser.get(f"/agreements/{agreement}/settle").status_code


def test_a_reminder_goes_by_mail_as_well(installation: Installation) -> None:
    """The letter is the same as of any notice."""
    posting = with_mail(installation)
    hand_over(posting, posting.start())
    Post().send(posting.desk)
    posting.clock.move(days=8)
    assert 2 == remind(posting)
    post = Post()
    assert mailing.Round(sent=2) == post.send(posting.desk)
    assert INSURER in post.addresses


def test_two_who_remind_at_once_tell_once(
    installation: Installation, agreement: str
) -> None:
    """Whoever comes second finds that everybody was told."""
    hand_over(installation, agreement)
    installation.clock.move(days=8)
    before = notices_of(installation)
    with ThreadPoolExecutor(4) as four:
        made = list(four.map(lambda _: remind(installation), range(4)))
    assert [0, 0, 0, 2] == sorted(made)
    assert before + 2 == notices_of(installation)
