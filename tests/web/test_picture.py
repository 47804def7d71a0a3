"""One picture of an agreement: who sees it, and who sees the money in it."""

from decimal import Decimal

from kpikit.actions import recording
from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

MONEY = "Not a project but a way of working?"


def picture(installation: Installation, email: str, agreement_id: str) -> str:
    """Return the words of the picture as somebody sees it."""
    page = installation.client(email).get(f"/agreements/{agreement_id}/picture")
    assert page.status_code == 200
    return words_of(page.text)


def test_both_parties_see_the_money_and_a_voice_does_not(
    installation: Installation, agreement: str
) -> None:
    """Vision, set, plan and review are for all; money and what hangs on it are not."""
    installation.choose(agreement, "PAT-01")
    funding = Arrangement(
        id=installation.desk.new_id(),
        kind="start_funding",
        first_year=2027,
        last_year=2028,
        terms=(
            Term(
                name="amounts",
                per_year=(
                    YearAmount(year=2027, amount=Decimal(31_337)),
                    YearAmount(year=2028, amount=Decimal(0)),
                ),
            ),
            Term(name="source", words="insurer"),
            Term(name="purpose", words="Scholing"),
        ),
        revision=0,
    )
    people = installation.people
    recording.record_arrangement(installation.desk, people[INSURER], agreement, funding)
    for who in (HOSPITAL, INSURER, HOSPITAL_READER):
        seen = picture(installation, who, agreement)
        assert "31,337" in seen
        assert MONEY in seen
        assert "1 of the 2 parts hang on money that ends, the first after 2028." in seen
        assert "Start funding Money Hangs on money that ends extra, for a time" in seen
    voice = picture(installation, VOICE, agreement)
    assert "What we look at, and what we aim for" in voice
    assert "Next review" in voice
    for word in ("31,337", "Start funding", MONEY, "Firmly committed"):
        assert word not in voice


def test_for_others_it_does_not_exist(
    installation: Installation, agreement: str
) -> None:
    """Another insurer gets the page of what is not there."""
    client = installation.client(OTHER_INSURER)
    assert client.get(f"/agreements/{agreement}/picture").status_code == 404


def test_a_signed_one_says_which_version_it_shows(
    installation: Installation, agreement: str
) -> None:
    """While the parties talk it says so, and an empty picture does not break."""
    assert "In talks: not signed yet." in picture(installation, HOSPITAL, agreement)
