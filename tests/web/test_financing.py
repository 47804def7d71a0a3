"""Financing: one form for every kind, amounts that are added, and confidence."""

import re

import pytest

from kpikit.actions.reading import open_agreement
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.fair_warnings import RULES
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

FRAME = {"revision": "0", "runs_from": "2027", "last_year": "2029", "condition": "none"}
ID = "a" * 32


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with a KPI that may carry money and one that may not."""
    installation.choose(agreement, "PAT-01", "PRO-03")
    return agreement


def found(installation: Installation, talks: str) -> tuple[Arrangement, ...]:
    """Return the recorded arrangements."""
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], talks)
    return opened.dossier.arrangements


def lump_sum(**typed: str) -> dict[str, str]:
    """Return the form of a lump sum over the whole term."""
    amounts = {"amounts_2027": "120,000", "amounts_2028": "80,000", "amounts_2029": "0"}
    return {**FRAME, "arrangement_id": ID, **amounts, **typed}


def test_every_kind_has_a_form(installation: Installation, talks: str) -> None:
    """Each parameter of each kind is on its form, for each year where it is per year."""
    page = installation.client(HOSPITAL)
    for code, kind in all_kinds().items():
        text = page.get(f"/agreements/{talks}/financing/new/{code}").text
        for parameter in kind.parameters:
            name = parameter.name
            per_year = parameter.kind.value.endswith("_per_year")
            names = [f"{name}_{y}" for y in (2027, 2028, 2029)] if per_year else [name]
            assert all(f'name="{n}"' in text for n in names), (code, name)


def test_new_arrangement_is_kept_and_added(
    installation: Installation, talks: str
) -> None:
    """Fixed sums are added per year and shown in euro."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    sent = lump_sum(band="2.5%", note="Re-base in 2029")
    assert 303 == page.post(f"{url}/new/lump_sum", data=sent).status_code
    (kept,) = found(installation, talks)
    assert "120000" == str(kept.in_year("amounts", 2027))
    assert "0.025" == str(kept.number("band"))
    assert "Re-base in 2029" == kept.note
    listed = page.get(url).text
    assert 2 == listed.count("120,000"), "its own line and the total"
    assert "Amounts in euro" in listed


def test_caps_shares_and_prices_are_shown_apart(
    installation: Installation, talks: str
) -> None:
    """A cap, a share and a price are named as such and never added."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    page.post(
        f"{url}/new/ceiling",
        data={
            **lump_sum(),
            "obligation": "yes",
            "amounts_2029": "90,000",
        },
    )
    page.post(
        f"{url}/new/shared_savings",
        data={
            **FRAME,
            "arrangement_id": "b" * 32,
            "rate": "50",
            "benchmark": "2025",
            "sides": "one",
        },
    )
    page.post(
        f"{url}/new/area_growth",
        data={
            **FRAME,
            "arrangement_id": "c" * 32,
            "extra_patients": "10",
            "price": "900",
        },
    )
    assert 3 == len(found(installation, talks))
    listed = page.get(url).text
    assert "max 120,000" in listed
    assert "50%" in listed
    assert "price 900" in listed
    total = re.search(r"<tfoot>.*?</tfoot>", listed, re.DOTALL)
    assert total is not None
    assert 3 == total[0].count("–")


def test_what_waits_for_a_condition_is_named_under_the_sum(
    installation: Installation, talks: str
) -> None:
    """A fixed sum with a condition counts as promised; how much waits stands below."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    page.post(f"{url}/new/lump_sum", data=lump_sum(condition="plan_ready"))
    assert "of which once a condition is met" not in page.get(url).text, "a base"
    start = {
        **lump_sum(condition="plan_ready", arrangement_id="b" * 32),
        "amounts_2027": "30,000",
        "source": "insurer",
        "purpose": "Training",
    }
    assert 303 == page.post(f"{url}/new/start_funding", data=start).status_code
    listed = words_of(page.get(url).text)
    total = listed.index("Firmly committed by")
    assert "150,000 160,000 0" in listed[total:]
    assert "of which once a condition is met 30,000 80,000 0" in listed[total:]


def test_same_form_twice_makes_one(installation: Installation, talks: str) -> None:
    """The second send of the same new form is taken as done."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing/new/lump_sum"
    codes = [page.post(url, data=lump_sum()).status_code for _ in range(2)]
    assert [303, 303] == codes
    assert 1 == len(found(installation, talks))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amounts_2028": ""}, "amounts_2028"),
        ({"amounts_2027": "", "amounts_2028": "", "amounts_2029": ""}, "amounts_2027"),
        ({"amounts_2027": "-1"}, "amounts_2027"),
        ({"amounts_2027": "5%"}, "amounts_2027"),
        ({"band": "101%"}, "band"),
        ({"last_year": "2028", "amounts_2029": "1"}, "amounts_2029"),
        ({"runs_from": "2029", "last_year": "2027"}, "last_year"),
        ({"condition": "other"}, "condition_words"),
        ({"condition_words": "fewer operations"}, "condition_words"),
    ],
)
def test_problems_stand_at_their_field(
    installation: Installation, talks: str, typed: dict[str, str], field: str
) -> None:
    """What is unsound is said at its field; nothing typed is lost, nothing saved."""
    page = installation.client(HOSPITAL)
    sent = lump_sum(note="keep me", **typed)
    answer = page.post(f"/agreements/{talks}/financing/new/lump_sum", data=sent)
    assert 422 == answer.status_code
    assert f'href="#{field}"' in answer.text
    assert "keep me" in answer.text
    assert () == found(installation, talks)


def test_all_problems_at_once(installation: Installation, talks: str) -> None:
    """An empty form names every field that is needed."""
    page = installation.client(HOSPITAL)
    sent = {**FRAME, "arrangement_id": ID}
    answer = page.post(f"/agreements/{talks}/financing/new/shared_savings", data=sent)
    links = set(re.findall(r'<li><a href="#([^"]+)"', answer.text))
    assert {"rate", "benchmark", "sides"} == links


def test_kpi_not_meant_to_pay_on_is_refused(
    installation: Installation, talks: str
) -> None:
    """Money on a KPI for dialogue is refused at the boxes; on PRO-03 it is allowed."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing/new/quality_incentive"
    assert "(not meant to pay on)" in page.get(url).text
    amounts = {f"pool_{y}": "5,000" for y in (2027, 2028, 2029)}
    sent = {**FRAME, **amounts, "arrangement_id": ID, "first_year": "report_only"}
    answer = page.post(url, data={**sent, "kpis": ["PAT-01", "PRO-03"]})
    assert 422 == answer.status_code
    assert 'href="#kpis"' in answer.text
    assert 303 == page.post(url, data={**sent, "kpis": ["PRO-03"]}).status_code
    (kept,) = found(installation, talks)
    assert ("PRO-03",) == kept.term("kpis").kpis


def test_second_base_is_refused(installation: Installation, talks: str) -> None:
    """One base arrangement per care path and year."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    page.post(f"{url}/new/lump_sum", data=lump_sum())
    sent = {**FRAME, "arrangement_id": "b" * 32}
    answer = page.post(f"{url}/new/pxq", data=sent)
    assert 422 == answer.status_code
    assert "there is a base arrangement already" in answer.text


def test_what_lacks_a_base_is_named(installation: Installation, talks: str) -> None:
    """Years without a base arrangement are an advice, until there is one."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    assert "The whole agreement: 2027–2029" in page.get(url).text
    page.post(f"{url}/new/lump_sum", data=lump_sum())
    assert "No base arrangement yet" not in page.get(url).text


def test_change_and_collision(installation: Installation, talks: str) -> None:
    """A changed arrangement is kept; who is second sees both and overwrites knowingly."""
    ours, theirs = installation.client(HOSPITAL), installation.client(INSURER)
    url = f"/agreements/{talks}/financing"
    ours.post(f"{url}/new/lump_sum", data=lump_sum())
    theirs.post(f"{url}/{ID}", data=lump_sum(revision="1", note="Delta says"))
    answer = ours.post(f"{url}/{ID}", data=lump_sum(revision="1", note="Hospital says"))
    assert 409 == answer.status_code
    assert "Delta says" in answer.text
    assert "Hospital says" in answer.text
    sent = lump_sum(revision="2", note="Hospital says")
    assert 303 == ours.post(f"{url}/{ID}", data=sent).status_code
    (kept,) = found(installation, talks)
    assert "Hospital says" == kept.note


def test_removing_asks_first_and_names_the_loss(
    installation: Installation, talks: str
) -> None:
    """The page before says what is lost; an outdated page removes nothing."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    page.post(f"{url}/new/lump_sum", data=lump_sum())
    asked = page.get(f"{url}/{ID}/remove").text
    assert "€ 120,000".replace(" ", "\u00a0") in asked
    assert 409 == page.post(f"{url}/{ID}/remove", data={"revision": "9"}).status_code
    assert 1 == len(found(installation, talks))
    assert 303 == page.post(f"{url}/{ID}/remove", data={"revision": "1"}).status_code
    assert () == found(installation, talks)


def test_money_stays_inside_the_pair(installation: Installation, talks: str) -> None:
    """A voice is refused, another insurer finds nothing, a reader cannot write."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    page.post(f"{url}/new/lump_sum", data=lump_sum())
    for part in ("", f"/{ID}"):
        assert 403 == installation.client(VOICE).get(url + part).status_code
        assert 404 == installation.client(OTHER_INSURER).get(url + part).status_code
        assert 200 == installation.client(HOSPITAL_READER).get(url + part).status_code
    reader = installation.client(HOSPITAL_READER)
    assert 403 == reader.post(f"{url}/{ID}", data=lump_sum()).status_code
    assert 403 == reader.post(f"{url}/new/pxq", data={}).status_code


def test_unknown_kind_and_arrangement_are_not_found(
    installation: Installation, talks: str
) -> None:
    """Addresses of nothing answer 404."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/financing"
    for part in ("new/bonus", "nothing", "nothing/remove"):
        assert 404 == page.get(f"{url}/{part}").status_code


def test_pages_cost_few_statements(installation: Installation, talks: str) -> None:
    """A page asks the database at most ten things."""
    page = installation.client(HOSPITAL)
    page.post(f"/agreements/{talks}/financing/new/lump_sum", data=lump_sum())
    for part in ("", "/new/pxq", f"/{ID}", f"/{ID}/remove"):
        with installation.statements() as seen:
            page.get(f"/agreements/{talks}/financing{part}")
        assert len(seen) <= 10


def ceiling(installation: Installation, talks: str) -> Arrangement:
    """Record a ceiling, which comes with a warning."""
    page = installation.client(HOSPITAL)
    sent = {**lump_sum(), "obligation": "yes"}
    answer = page.post(f"/agreements/{talks}/financing/new/ceiling", data=sent)
    assert f"/agreements/{talks}/financing/{ID}#warnings" == answer.headers["Location"]
    (kept,) = found(installation, talks)
    return kept


def test_a_warning_is_left_aside_only_in_writing(
    installation: Installation, talks: str
) -> None:
    """Spaces are no reason; a written one stays in sight, with a way back."""
    kept = ceiling(installation, talks)
    page = installation.client(HOSPITAL)
    entry = f"/agreements/{talks}/financing/{kept.id}"
    rule = RULES["ceiling"]
    assert f"{rule.says.en} {rule.why.en}" in words_of(page.get(entry).text)
    assert rule.says.en in words_of(page.get(f"/agreements/{talks}/financing").text)
    url = f"{entry}/overrule/ceiling"
    empty = page.post(url, data={"revision": "1", "reason": " "})
    assert 422 == empty.status_code
    assert 'href="#reason-ceiling"' in empty.text
    long = page.post(url, data={"revision": "1", "reason": "x" * 10_001})
    assert 422 == long.status_code
    assert "At most 10000 characters." in words_of(long.text)
    assert (
        303 == page.post(url, data={"revision": "1", "reason": "Eén jaar."}).status_code
    )
    after = words_of(page.get(entry).text)
    assert f"Left aside: {rule.says.en} Reason: Eén jaar. Take back" in after
    late = page.post(url, data={"revision": "1", "reason": "Te laat getypt."})
    assert 409 == late.status_code
    assert "Te laat getypt." in late.text
    assert 303 == page.post(url, data={"revision": "2", "back": "1"}).status_code
    assert () == found(installation, talks)[0].overrules


def test_a_reason_survives_a_change_of_the_arrangement(
    installation: Installation, talks: str
) -> None:
    """Saving the form again keeps what was written about the warning."""
    kept = ceiling(installation, talks)
    page = installation.client(HOSPITAL)
    entry = f"/agreements/{talks}/financing/{kept.id}"
    page.post(
        f"{entry}/overrule/ceiling", data={"revision": "1", "reason": "Eén jaar."}
    )
    changed = {**lump_sum(), "obligation": "no", "revision": "2"}
    assert 303 == page.post(entry, data=changed).status_code
    (now,) = found(installation, talks)
    assert "no" == now.term("obligation").words
    assert ["Eén jaar."] == [o.reason for o in now.overrules]


def test_warnings_are_for_negotiators_of_the_two_parties(
    installation: Installation, talks: str
) -> None:
    """Others cannot overrule, and for outsiders there is nothing here."""
    kept = ceiling(installation, talks)
    url = f"/agreements/{talks}/financing/{kept.id}/overrule/ceiling"
    sent = {"revision": "1", "reason": "x"}
    for who, status in ((HOSPITAL_READER, 403), (VOICE, 403), (OTHER_INSURER, 404)):
        assert status == installation.client(who).post(url, data=sent).status_code, who
    unknown = f"/agreements/{talks}/financing/{kept.id}/overrule/other"
    assert 404 == installation.client(HOSPITAL).post(unknown, data=sent).status_code
