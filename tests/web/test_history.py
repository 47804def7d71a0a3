"""History: every action in words, and what it changed."""

import ast
from pathlib import Path

import pytest

import kpikit.actions
from kpikit.domain.kpi import KpiId
from kpikit.web.history_words import ACTIONS
from kpikit.web.pages import history
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

NOT_OF_AN_AGREEMENT = {
    "invite",
    "password-changed",
    "password-link",
    "password-renewed",
    "colleague",
    "invitation-revoked",
}


def test_every_action_has_words() -> None:
    """Whatever an action writes in the history of an agreement is known here."""
    written: set[str] = set()
    for path in Path(kpikit.actions.__file__).parent.glob("*.py"):
        if path.stem in ("accounts", "operator"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "log":
                words = [a.value for a in node.args if isinstance(a, ast.Constant)]
                written |= {w for w in words[:1] if isinstance(w, str) and w}
    assert set() == written - set(ACTIONS) - NOT_OF_AN_AGREEMENT


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_change_is_shown_field_by_field(
    installation: Installation, agreement: str
) -> None:
    """A changed goal reads as from what to what, in the unit of the KPI."""
    installation.choose(agreement, "PAT-01")
    page = installation.client(HOSPITAL)
    for revision, goal in (("0", "60"), ("1", "65")):
        page.post(
            f"/agreements/{agreement}/ambitions/PAT-01",
            data={
                "revision": revision,
                "baseline": "later",
                "comparator": "at_least",
                "goal_2027": goal,
            },
        )
    text = page.get(f"/agreements/{agreement}/history").text
    assert "Goal in 2027: <del>60%</del> → <ins>65%</ins>" in text
    assert "Shared decision top score" in text
    assert "Ziekenhuis Oostpoort" in text
    assert "kpi_id" not in text, "no JSON reaches the reader"


def test_position_and_message_are_in_words(
    installation: Installation, agreement: str
) -> None:
    """A position and a message read as words, with the name of who acted."""
    installation.propose(agreement, "PAT-01")
    installation.say(INSURER, agreement, "discuss", "PAT-01")
    installation.say(INSURER, agreement, "yes", "PAT-01")
    installation.client(HOSPITAL).post(
        f"/agreements/{agreement}/settle/hand-over", data={"message": "Your turn"}
    )
    text = (
        installation.client(INSURER, "nl").get(f"/agreements/{agreement}/history").text
    )
    assert "<del>bespreken</del> → <ins>ja</ins>" in text
    assert "S. Bakker" in text
    assert "Your turn" in text


def test_long_history_has_pages(
    installation: Installation, agreement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older lines are one link away; nothing is skipped or shown twice."""
    monkeypatch.setattr(history, "PAGE_SIZE", 2)
    installation.propose(agreement, "PAT-01", "PAT-02", "PAT-03")
    page = installation.client(HOSPITAL)
    url, seen = f"/agreements/{agreement}/history", 0
    while url:
        text = page.get(url).text
        seen += text.count('<th scope="row">')
        _, _, rest = text.partition('rel="next"')
        start = text.rfind('href="', 0, len(text) - len(rest)) if rest else -1
        url = text[start + 6 : text.index('"', start + 6)] if rest else ""
    assert 4 == seen, "the start and three proposals"


def test_who_may_not(installation: Installation, agreement: str) -> None:
    """A voice is refused, for money stands in it; another insurer finds nothing."""
    url = f"/agreements/{agreement}/history"
    assert 403 == installation.client(VOICE).get(url).status_code
    assert 404 == installation.client(OTHER_INSURER).get(url).status_code


def test_page_costs_few_statements(installation: Installation, agreement: str) -> None:
    """The page asks the database at most eleven things."""
    page = installation.client(HOSPITAL)
    with installation.statements() as seen:
        page.get(f"/agreements/{agreement}/history")
    assert len(seen) <= 11


def test_a_changed_frame_and_own_text_read_from_old_to_new(
    installation: Installation, agreement: str
) -> None:
    """Only the fields that changed, with what stood there and what came."""
    browser = installation.client(HOSPITAL)
    url = f"/agreements/{agreement}/frame"
    for vision in ("Eerst zo gezegd", "Nu anders gezegd"):
        sent = {**fields_of(browser.get(url).text), "vision": vision}
        assert 303 == browser.post(url, data=sent).status_code
    page = installation.client(INSURER).get(f"/agreements/{agreement}/history").text
    assert "<del>Eerst zo gezegd</del> → <ins>Nu anders gezegd</ins>" in page
    action = f"/agreements/{agreement}/plan/actions/1"
    for owner in ("A. Eerst", "B. Later"):
        sent = {**fields_of(browser.get(action).text), "name": "X", "owner": owner}
        assert 303 == browser.post(action, data=sent).status_code
    page = installation.client(INSURER).get(f"/agreements/{agreement}/history").text
    assert "Owner: <del>A. Eerst</del> → <ins>B. Later</ins>" in page
    installation.choose(agreement, "PAT-04")
    linked = {**fields_of(browser.get(action).text), "kpis": "PAT-04"}
    assert 303 == browser.post(action, data=linked).status_code
    page = words_of(
        installation.client(INSURER).get(f"/agreements/{agreement}/history").text
    )
    name = installation.desk.library.kpis[KpiId("PAT-04")].name.en
    assert f"Works on these KPIs: {name}" in page
    gone = fields_of(browser.get(f"{action}/remove").text)
    assert 303 == browser.post(f"{action}/remove", data=gone).status_code
    page = installation.client(INSURER).get(f"/agreements/{agreement}/history").text
    assert "Owner: <del>B. Later</del>" in page
