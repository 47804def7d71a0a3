"""Everything that is wrong in a form is said at once, whoever finds it."""

import re

import pytest
from werkzeug.test import TestResponse

from kpikit.actions import inviting
from kpikit.domain.access import Role
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    Installation,
    fields_of,
    words_of,
)

RUBBISH = "twaalf of zo"
SHARE, OTHER_SHARE, STORY = "PAT-01", "PAT-02", "PAT-10"
# The address of the form; what is typed; where the errors are, of the form itself
# (a field that cannot be read) and of the domain (what does not fit together).
FORMS = [
    (
        f"measurement/{SHARE}",
        {"planned_n": RUBBISH, "minimum_n": "2"},
        ("planned_n", "minimum_n"),
    ),
    (
        f"ambitions/{SHARE}",
        {"baseline": "known", "baseline_value": RUBBISH, "goal_2027": "120"},
        ("baseline_value", "goal_2027"),
    ),
    (
        "ambitions",
        {f"{SHARE}-goal_2027": RUBBISH, f"{SHARE}-goal_2028": "120"},
        (f"{SHARE}-goal_2027", f"{SHARE}-goal_2028"),
    ),
    ("kpis/own", {"target_n": RUBBISH, "name_nl": ""}, ("target_n", "name_nl")),
    (
        "financing/new/lump_sum",
        {"amounts_2027": RUBBISH, "condition": "other", "condition_words": ""},
        ("amounts_2027", "condition_words"),
    ),
    (
        "preparation",
        {f"{SHARE}-lowest": RUBBISH, f"{OTHER_SHARE}-lowest": "120"},
        (f"{SHARE}-lowest", f"{OTHER_SHARE}-lowest"),
    ),
    (
        "frame",
        {"first_year": RUBBISH, "care_path_0": "Heup", "care_path_1": "heup"},
        ("first_year", "care_path_0"),
    ),
]


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with two measured KPIs and a narrative one chosen."""
    installation.choose(agreement, SHARE, OTHER_SHARE, STORY)
    return agreement


def errors_of(page: str) -> set[str]:
    """Return the fields that the summary of errors leads to."""
    return set(re.findall(r'href="#([^"]+)"', page)) - {"main"}


def answered(
    installation: Installation, talks: str, place: str, typed: dict[str, str]
) -> TestResponse:
    """Return the answer to a form as it stands, with this typed over it."""
    browser = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/{place}"
    return browser.post(url, data={**fields_of(browser.get(url).text), **typed})


@pytest.mark.parametrize(
    ("place", "typed", "wrong"), FORMS, ids=[place for place, *_ in FORMS]
)
def test_all_errors_come_in_one_round(
    installation: Installation,
    talks: str,
    place: str,
    typed: dict[str, str],
    wrong: tuple[str, str],
) -> None:
    """What cannot be read and what does not fit stand on one page; typing stays."""
    answer = answered(installation, talks, place, typed)
    assert answer.status_code == 422
    assert set(wrong) <= errors_of(answer.text)
    kept = fields_of(answer.text)
    assert all(kept.get(name, value) == value for name, value in typed.items())
    assert kept[wrong[0]] == RUBBISH


@pytest.mark.parametrize(
    ("place", "typed", "wrong"), FORMS, ids=[place for place, *_ in FORMS]
)
def test_a_field_that_cannot_be_read_has_one_error(
    installation: Installation,
    talks: str,
    place: str,
    typed: dict[str, str],
    wrong: tuple[str, str],
) -> None:
    """Nothing is said of a value that nobody could read but that it cannot be read."""
    page = answered(installation, talks, place, typed).text
    assert page.count(f'href="#{wrong[0]}"') == 1


def test_an_invitation_is_checked_in_one_round(installation: Installation) -> None:
    """An empty address and no role are said together."""
    browser = installation.client(HOSPITAL_ADMIN)
    answer = browser.post("/organisation/invitations", data={"email": ""})
    assert answer.status_code == 422
    assert {"email", "roles"} <= {e.split("-")[0] for e in errors_of(answer.text)}


def test_joining_is_checked_in_one_round(installation: Installation) -> None:
    """No name and too short a password are said together."""
    token = inviting.invite(
        installation.desk,
        installation.people[HOSPITAL_ADMIN],
        "new@oostpoort.example",
        frozenset({Role.READER}),
    )
    browser = installation.client()
    answer = browser.post(
        f"/invitations/{token}", data={"name": "", "password": "kort"}
    )
    assert answer.status_code == 422
    assert {"name", "password"} <= errors_of(answer.text)
    assert "12" in words_of(answer.text)
