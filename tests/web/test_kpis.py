"""The negotiation table, and what stands round it: add, withdraw, limit, advice."""

import re

import pytest
from werkzeug.test import TestResponse

from kpikit.actions import settling
from kpikit.actions.demo.signed import make_signed
from kpikit.actions.opening import Opened
from kpikit.actions.reading import open_agreement
from kpikit.domain.kpi import KpiId
from kpikit.domain.selection import Outcome, Position
from kpikit.domain.set_advice import SET_RULES
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    PASSWORD,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

FIVE = ("PAT-01", "PAT-10", "TEA-01", "TEA-03", "PAT-04")
BUDGET = 10
PRESSED = re.compile(
    r'id="position-([A-Z]+-\d+)-(\w+)" aria-pressed="true"',
)


def table(agreement: str) -> str:
    """Return the address of the table."""
    return f"/agreements/{agreement}/kpis"


def opened(installation: Installation, agreement: str) -> Opened:
    """Return the agreement as the hospital finds it."""
    return open_agreement(installation.desk, installation.people[HOSPITAL], agreement)


def say(
    installation: Installation, agreement: str, kpi_id: str, **sent: str
) -> TestResponse:
    """Let the hospital press a button of a row."""
    url = f"{table(agreement)}/{kpi_id}/position"
    return installation.client(HOSPITAL).post(url, data=sent)


def outcome(installation: Installation, agreement: str, kpi_id: str) -> Outcome:
    """Return where a candidate stands."""
    found = opened(installation, agreement).selection.candidate(KpiId(kpi_id))
    assert found is not None
    return found.outcome


def test_an_empty_table_says_what_it_is_for(
    installation: Installation, agreement: str
) -> None:
    """Without candidates the page offers the first step."""
    page = installation.client(HOSPITAL).get(table(agreement)).text
    assert "No KPI is on the table yet" in words_of(page)
    assert f'href="{table(agreement)}/add"' in page


def test_the_table_shows_both_parties(
    installation: Installation, agreement: str
) -> None:
    """Own positions are pressed buttons, those of the other party shape and word."""
    installation.propose(agreement, "PAT-01", "PAT-10")
    installation.say(HOSPITAL, agreement, "discuss", "PAT-01")
    installation.say(INSURER, agreement, "yes", "PAT-01")
    page = installation.client(HOSPITAL).get(table(agreement)).text
    assert [("PAT-01", "discuss")] == PRESSED.findall(page)
    row = words_of(page[page.index("Shared decision top score") :])
    assert row.index("● Yes") < row.index("↔ Discuss")
    assert "Narrative – what patients and teams experience" in words_of(page)
    theirs = installation.client(INSURER).get(table(agreement)).text
    assert [("PAT-01", "yes")] == PRESSED.findall(theirs)


def test_the_totals_count_what_is_chosen(
    installation: Installation, agreement: str
) -> None:
    """Slots, types and hours are of the chosen KPIs: 14 and 40 hours here."""
    installation.choose(agreement, "PAT-01", "PAT-10")
    installation.propose(agreement, "TEA-01")
    said = words_of(installation.client(HOSPITAL).get(table(agreement)).text)
    assert "2 of at most 5 chosen" in said
    assert "1 narrative, 1 measured" in said
    hours = [
        k.burden.staff_hours_per_year
        for k in opened(installation, agreement).dossier.kpis
    ]
    total = sum(h for h in hours if h is not None)
    assert f"Registration {total} hours a year" in said


def test_a_position_is_taken_with_one_button(
    installation: Installation, agreement: str
) -> None:
    """Pressing Yes leads back to the table, with the filter that was set."""
    installation.propose(agreement, "PAT-01")
    client = installation.client(HOSPITAL)
    url = f"{table(agreement)}/PAT-01/position"
    answer = client.post(f"{url}?show=discuss", data={"position": "yes"})
    assert 303 == answer.status_code
    assert f"{table(agreement)}?show=discuss" == answer.location
    found = opened(installation, agreement).selection.candidate(KpiId("PAT-01"))
    assert found is not None
    assert Position.YES is found.position_of(installation.people[HOSPITAL].party)


@pytest.mark.parametrize("sent", [{}, {"position": "perhaps"}])
def test_an_unclear_position_is_refused(
    installation: Installation, agreement: str, sent: dict[str, str]
) -> None:
    """Only no, discuss and yes are positions."""
    installation.propose(agreement, "PAT-01")
    assert 422 == say(installation, agreement, "PAT-01", **sent).status_code


def test_what_is_not_on_the_table_has_no_position(
    installation: Installation, agreement: str
) -> None:
    """A position on a KPI that nobody put on the table is not found."""
    answer = say(installation, agreement, "PAT-01", position="yes")
    assert 404 == answer.status_code


def test_the_filter_shows_only_what_needs_a_talk(
    installation: Installation, agreement: str
) -> None:
    """Its link counts the rows that it shows, and lives in the address."""
    installation.choose(agreement, "PAT-01")
    installation.propose(agreement, "PAT-02", "TEA-04")
    installation.say(HOSPITAL, agreement, "no", "TEA-04")
    installation.say(INSURER, agreement, "yes", "TEA-04")
    client = installation.client(HOSPITAL)
    everything = client.get(table(agreement)).text
    assert "Show only to discuss (1)" in words_of(everything)
    some = client.get(f"{table(agreement)}?show=discuss").text
    assert ["TEA-04"] == re.findall(r'id="position-([A-Z]+-\d+)"', some)


def test_at_the_limit_a_further_yes_asks_which_one_leaves(
    installation: Installation, agreement: str
) -> None:
    """The page offers the chosen ones; the one that leaves is discussed again."""
    installation.choose(agreement, *FIVE)
    installation.propose(agreement, "TEA-04")
    installation.say(INSURER, agreement, "yes", "TEA-04")
    full = say(installation, agreement, "TEA-04", position="yes")
    assert 409 == full.status_code
    assert list(FIVE) == re.findall(r'name="leaving" value="([^"]+)"', full.text)
    assert Outcome.OPEN is outcome(installation, agreement, "TEA-04")
    swap = say(installation, agreement, "TEA-04", position="yes", leaving="PAT-04")
    assert 303 == swap.status_code
    assert Outcome.CHOSEN is outcome(installation, agreement, "TEA-04")
    assert Outcome.DISCUSS is outcome(installation, agreement, "PAT-04")


def test_advice_gives_its_reason_and_can_be_left_aside(
    installation: Installation, agreement: str
) -> None:
    """An overruled advice stays in sight, quietly, with the reason and a way back."""
    installation.choose(agreement, "PRO-03")
    client = installation.client(HOSPITAL)
    rule = next(r for r in SET_RULES if r.code == "patient-voice")
    says = rule.says.en
    before = words_of(client.get(table(agreement)).text)
    assert f"{says} {rule.why.en}" in before
    url = f"{table(agreement)}/overrule/patient-voice"
    sent = {"seen": "", "reason": "Volgt in jaar 2."}
    assert 303 == client.post(url, data=sent).status_code
    after = words_of(client.get(table(agreement)).text)
    assert f"Left aside: {says} Reason: Volgt in jaar 2. Take back" in after
    client.post(url, data={"seen": sent["reason"], "back": "1"})
    assert () == opened(installation, agreement).selection.overrules


def test_advice_is_not_left_aside_without_a_reason(
    installation: Installation, agreement: str
) -> None:
    """Spaces are no reason, and an unknown advice is not found."""
    installation.choose(agreement, "PRO-03")
    client = installation.client(HOSPITAL)
    url = f"{table(agreement)}/overrule/"
    answer = client.post(f"{url}patient-voice", data={"seen": "", "reason": " "})
    assert 422 == answer.status_code
    assert 'href="#reason-patient-voice"' in answer.text
    assert 404 == client.post(f"{url}other", data={"reason": "x"}).status_code


def test_different_settings_of_the_table_never_collide(
    installation: Installation, agreement: str
) -> None:
    """Two pieces of advice and the limit, all opened before the others changed: all saved."""
    installation.choose(agreement, "PRO-03")
    reason = {"seen": "", "reason": "Volgt in jaar 2."}
    url = table(agreement)
    for who, path, sent in (
        (HOSPITAL, "overrule/patient-voice", reason),
        (INSURER, "limit", {"limit": "4", "seen": "5"}),
        (INSURER, "overrule/narrative", reason),
    ):
        answer = installation.client(who).post(f"{url}/{path}", data=sent)
        assert 303 == answer.status_code, path
    now = opened(installation, agreement).selection
    assert 4 == now.limit
    assert {"patient-voice", "narrative"} == {o.rule for o in now.overrules}


def test_a_reason_typed_too_late_stands_beside_the_other(
    installation: Installation, agreement: str
) -> None:
    """Both reasons are shown, nothing is saved, and the own one can be sent again."""
    installation.choose(agreement, "PRO-03")
    url = f"{table(agreement)}/overrule/patient-voice"
    first = {"seen": "", "reason": "Volgt in jaar 2."}
    late = {"seen": "", "reason": "Er is geen patiënt te vinden."}
    assert 303 == installation.client(INSURER).post(url, data=first).status_code
    answer = installation.client(HOSPITAL).post(url, data=late)
    assert 409 == answer.status_code
    assert f">{late['reason']}</textarea>" in answer.text
    assert first["reason"] in words_of(answer.text)
    assert first["reason"] == _reason(installation, agreement)
    again = {**late, "seen": fields_of(answer.text)["seen"]}
    assert 303 == installation.client(HOSPITAL).post(url, data=again).status_code
    assert late["reason"] == _reason(installation, agreement)


def _reason(installation: Installation, agreement: str) -> str:
    return opened(installation, agreement).selection.reason_for("patient-voice")


@pytest.mark.parametrize(
    ("limit", "status"), [("3", 303), ("8", 303), ("2", 422), ("9", 422), ("", 422)]
)
def test_the_limit_is_three_to_eight(
    installation: Installation, agreement: str, limit: str, status: int
) -> None:
    """Fewer or more than that is refused, with the reason at the field."""
    answer = installation.client(HOSPITAL).post(
        f"{table(agreement)}/limit", data={"limit": limit, "seen": "5"}
    )
    assert status == answer.status_code


def test_a_limit_above_five_warns(installation: Installation, agreement: str) -> None:
    """The table says what more than five costs."""
    client = installation.client(HOSPITAL)
    warning = "more than 5 KPIs"
    assert warning not in words_of(client.get(table(agreement)).text)
    client.post(f"{table(agreement)}/limit", data={"limit": "6", "seen": "5"})
    assert warning in words_of(client.get(table(agreement)).text)


def test_two_limits_at_once_collide(installation: Installation, agreement: str) -> None:
    """Who comes second sees both, and overwrites only by sending again."""
    url = f"{table(agreement)}/limit"
    first = {"limit": "4", "seen": "5"}
    assert 303 == installation.client(INSURER).post(url, data=first).status_code
    answer = installation.client(HOSPITAL).post(url, data={"limit": "7", "seen": "5"})
    assert 409 == answer.status_code
    assert 4 == opened(installation, agreement).selection.limit
    again = {"limit": "7", "seen": "4"}
    assert 303 == installation.client(HOSPITAL).post(url, data=again).status_code
    assert 7 == opened(installation, agreement).selection.limit


def test_the_library_is_offered_without_what_is_retired(
    installation: Installation, agreement: str
) -> None:
    """Ticks are for what can be chosen; what lies there names its proposer."""
    installation.propose(agreement, "PAT-01")
    page = installation.client(INSURER).get(f"{table(agreement)}/add").text
    offered = re.findall(r'name="kpi" value="([^"]+)"', page)
    library = installation.desk.library.kpis.values()
    assert [k.id for k in library if not k.retired] == offered
    assert "On the table, put there by Ziekenhuis Oostpoort" in words_of(page)


def test_the_library_can_be_searched(
    installation: Installation, agreement: str
) -> None:
    """Words narrow the list, as they do in the library itself."""
    page = installation.client(HOSPITAL).get(f"{table(agreement)}/add?words=regret")
    offered = re.findall(r'name="kpi" value="([^"]+)"', page.text)
    assert [k.id for k in installation.desk.library.search("regret")] == offered


def test_a_starting_set_is_ticked_and_put_on_the_table(
    installation: Installation, agreement: str
) -> None:
    """The KPIs of a starting set come ticked, and go on the table together."""
    chosen = installation.desk.library.sets[0]
    client = installation.client(HOSPITAL)
    url = f"{table(agreement)}/add"
    page = client.get(f"{url}?set={chosen.id}").text
    ticked = re.findall(r'value="([^"]+)" checked', page)
    assert set(chosen.kpis) == set(ticked)
    assert 303 == client.post(url, data={"kpi": ticked}).status_code
    there = {c.kpi_id for c in opened(installation, agreement).selection.candidates}
    assert set(chosen.kpis) == there


@pytest.mark.parametrize(
    ("ids", "status"), [([], 422), (["DEP-01"], 422), (["NO-SUCH"], 404)]
)
def test_what_cannot_lie_on_the_table_is_refused(
    installation: Installation, agreement: str, ids: list[str], status: int
) -> None:
    """Nothing ticked, a retired KPI and an unknown one leave the table as it was."""
    url = f"{table(agreement)}/add"
    answer = installation.client(HOSPITAL).post(url, data={"kpi": ids})
    assert status == answer.status_code
    assert () == opened(installation, agreement).selection.candidates


def test_withdrawing_asks_first_and_names_the_loss(
    installation: Installation, agreement: str
) -> None:
    """The page before names each position that goes; then the row is gone."""
    installation.propose(agreement, "PAT-01")
    installation.say(INSURER, agreement, "yes", "PAT-01")
    url = f"{table(agreement)}/PAT-01/withdraw"
    client = installation.client(HOSPITAL)
    page = words_of(client.get(url).text)
    assert "the position of Delta Zorgverzekeraar: Yes (S. Bakker)" in page
    assert 303 == client.post(url).status_code
    assert () == opened(installation, agreement).selection.candidates
    assert 404 == client.get(url).status_code


def test_a_chosen_kpi_is_not_withdrawn(
    installation: Installation, agreement: str
) -> None:
    """What both chose leaves only after a position changed."""
    installation.choose(agreement, "PAT-01")
    url = f"{table(agreement)}/PAT-01/withdraw"
    assert 422 == installation.client(HOSPITAL).post(url).status_code
    assert Outcome.CHOSEN is outcome(installation, agreement, "PAT-01")


@pytest.mark.parametrize("email", [VOICE, HOSPITAL_READER])
def test_who_does_not_negotiate_reads_the_table(
    installation: Installation, agreement: str, email: str
) -> None:
    """Both positions are words, and every change is refused."""
    installation.choose(agreement, "PAT-01")
    client = installation.client(email)
    page = client.get(table(agreement)).text
    assert "<button" not in page[page.index('id="choose"') :]
    assert 2 == words_of(page).count("● Yes")
    for path, sent in (
        ("PAT-01/position", {"position": "no"}),
        ("PAT-01/withdraw", {}),
        ("limit", {"limit": "4", "seen": "5"}),
        ("add", {"kpi": "PAT-02"}),
        ("overrule/narrative", {"reason": "x", "seen": ""}),
    ):
        answer = client.post(f"{table(agreement)}/{path}", data=sent)
        assert 403 == answer.status_code, path


def test_a_locked_table_says_why(installation: Installation) -> None:
    """A signed agreement shows its set without buttons and refuses positions."""
    agreement = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    ).id
    client = installation.client(HOSPITAL)
    page = client.get(table(agreement)).text
    assert "It changes only by an addendum" in words_of(page)
    assert not PRESSED.search(page)
    answer = say(installation, agreement, "PAT-04", position="no")
    assert 409 == answer.status_code


def test_the_news_of_the_other_party_comes_by_itself(
    installation: Installation, agreement: str
) -> None:
    """A page that asks again gets nothing until something changed."""
    installation.propose(agreement, "PAT-01")
    client = installation.client(HOSPITAL)
    page = client.get(table(agreement)).text
    found = re.search(r'hx-get="([^"]+)" hx-trigger="every 5s"', page)
    assert found is not None
    asks = found[1].replace("&amp;", "&")
    htmx = {"HX-Request": "true"}
    assert 204 == client.get(asks, headers=htmx).status_code
    installation.say(INSURER, agreement, "yes", "PAT-01")
    assert 200 == client.get(asks, headers=htmx).status_code


def test_thirty_candidates_cost_no_more_statements_than_none(
    installation: Installation, agreement: str
) -> None:
    """The page keeps to ten statements, however much lies on the table.

    It is read right after a change; as long as nothing changes it takes fewer.
    """
    client = installation.client(HOSPITAL)
    client.get("/")
    with installation.statements() as empty:
        client.get(table(agreement))
    ids = [k.id for k in installation.desk.library.kpis.values() if not k.retired]
    installation.propose(agreement, *ids[:30])
    installation.say(HOSPITAL, agreement, "discuss", *ids[:30])
    with installation.statements() as full:
        page = client.get(table(agreement)).text
    assert 30 == len(PRESSED.findall(page))
    assert len(full) == len(empty) <= BUDGET
    with installation.statements() as again:
        assert page.count("<tr") == client.get(table(agreement)).text.count("<tr")
    assert len(again) < len(full)


def test_hand_over_does_not_close_the_table(
    installation: Installation, agreement: str
) -> None:
    """Whose turn it is stops nobody from taking a position."""
    installation.propose(agreement, "PAT-01")
    settling.hand_over(installation.desk, installation.people[HOSPITAL], agreement)
    answer = say(installation, agreement, "PAT-01", position="yes")
    assert 303 == answer.status_code
