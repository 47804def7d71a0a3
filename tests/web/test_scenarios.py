"""Scenarios: worked out alone, shared on purpose, and never seen by anybody else."""

import re
from dataclasses import replace

import pytest

from kpikit.actions import agreements
from kpikit.actions.scenarios import open_scenarios, save_study
from kpikit.domain.agreement import CarePath
from kpikit.domain.financing.fair_warnings import RULES
from kpikit.domain.financing.study import SharedStudy, Study
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

ID = "b" * 32
SECRET = "Zoals-alleen-wij-denken"
NEW = {
    "study_id": ID,
    "name": SECRET,
    "care_path": "Heupartrose",
    "years": "3",
    "patients": "1,000",
    "volume": "1,000",
    "price": "10,000",
    "variable_cost": "2,000",
    "fixed_cost": "7,600,000",
    "elsewhere": "1,500",
    "effect": "10%",
}


def home(agreement: str) -> str:
    return f"/agreements/{agreement}/scenarios"


def make(installation: Installation, agreement: str, **typed: str) -> str:
    """Make a scenario for the hospital, and return its address."""
    page = installation.client(HOSPITAL)
    answer = page.post(f"{home(agreement)}/new", data={**NEW, **typed})
    assert 303 == answer.status_code, answer.text
    return answer.headers["Location"]


def kept(
    installation: Installation, agreement: str, who: str = HOSPITAL
) -> tuple[tuple[Study, ...], tuple[SharedStudy, ...]]:
    table = open_scenarios(installation.desk, installation.people[who], agreement)
    return table.own, table.shared


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement about a care path."""
    frame = agreements.Frame(
        title="Samen beslissen",
        first_year=2027,
        years_long=3,
        care_paths=(CarePath(name="Heupartrose"),),
        locations=(),
        vision="",
        contacts=(),
        target_dates=(),
    )
    agreements.change_frame(
        installation.desk, installation.people[HOSPITAL], agreement, frame, 1
    )
    return agreement


def typed(page: str) -> dict[str, object]:
    """Return what the form of a scenario holds, to be sent again."""
    return {**fields_of(page), "gate_met": "y"}


def test_a_scenario_shows_what_each_arrangement_does(
    installation: Installation, talks: str
) -> None:
    """The base case of the facts: -10% costs the hospital 800,000 a year (E1)."""
    url = make(installation, talks)
    shown = words_of(installation.client(HOSPITAL).get(url).text)
    assert "Margin of the provider, against the reference −€ 2,400,000" in shown
    assert "One treatment fewer: margin of the provider −€ 8,000" in shown
    assert "94.1%" in shown
    assert "Only your organisation sees this scenario." in shown


def test_each_year_shows_patients_and_other_insurers_too(
    installation: Installation, talks: str
) -> None:
    """E8: of 900 treated 540 are its own; others save 40 x 8,500 without paying."""
    where = make(installation, talks)
    page = installation.client(HOSPITAL)
    form = {**typed(page.get(where).text), "options": ["fee"], "market_share": "60%"}
    answer = page.post(f"{where}/results", data=form, headers={"HX-Request": "true"})
    years = answer.text[answer.text.index('id="years-fee"') :]
    row = words_of(years).replace("\u00a0", " ")
    assert "2027 € 9,000,000 € 9,400,000 −€ 400,000 € 400,000" in row
    assert "€ 5,490,000 € 6,000,000 900 −€ 340,000" in row


def test_a_fair_warning_stands_beside_its_option(
    installation: Installation, talks: str
) -> None:
    """Compensation without a plan to let cost go is named where it is compared."""
    url = make(installation, talks)
    shown = words_of(installation.client(HOSPITAL).get(url).text)
    rule = RULES["no-release-plan"]
    assert f"Start phase: {rule.says.en} {rule.why.en}" in shown


def test_the_same_form_sent_twice_makes_one(
    installation: Installation, talks: str
) -> None:
    """A second click is no second scenario."""
    make(installation, talks)
    make(installation, talks)
    assert 1 == len(kept(installation, talks)[0])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("patients", "900"),
        ("price", "0"),
        ("effect", "110%"),
        ("fixed_cost", "-1"),
        ("years", "11"),
        ("name", ""),
        ("variable_cost", ""),
        ("care_path", "Een ander pad"),
    ],
)
def test_nonsense_is_refused_at_its_field_and_stays(
    installation: Installation, talks: str, field: str, value: str
) -> None:
    """The reason stands in the summary; what was typed stands in the form."""
    sent = {**NEW, field: value}
    answer = installation.client(HOSPITAL).post(f"{home(talks)}/new", data=sent)
    assert 422 == answer.status_code
    assert SECRET in answer.text or field == "name"
    assert ((), ()) == kept(installation, talks)


def test_working_it_out_changes_nothing(installation: Installation, talks: str) -> None:
    """While typing through htmx and by plain posting the same figures come out."""
    url = make(installation, talks)
    page = installation.client(HOSPITAL)
    sent = {**typed(page.get(url).text), "options": ["fee"], "effect_2027": "0%"}
    fragment = page.post(f"{url}/results", data=sent, headers={"HX-Request": "true"})
    plain = page.post(url, data={**sent, "calculate": "1"})
    for answer in (fragment, plain):
        assert 200 == answer.status_code
        assert "−€ 1,600,000" in words_of(answer.text)
    assert "<html" not in fragment.text
    own, _ = kept(installation, talks)
    assert {"0.1"} == {str(y.effect) for y in own[0].scenario.years}
    broken = page.post(f"{url}/results", data={**sent, "price": "x"})
    assert "This cannot be worked out yet" in words_of(broken.text)


def test_saving_keeps_it_and_a_colleague_is_not_overwritten(
    installation: Installation, talks: str
) -> None:
    """An older form is refused with the words still in it."""
    url = make(installation, talks)
    page = installation.client(HOSPITAL)
    sent = {**typed(page.get(url).text), "options": ["fee", "sharing"]}
    assert 303 == page.post(url, data={**sent, "growth_2028": "2%"}).status_code
    own, _ = kept(installation, talks)
    assert ("fee", "sharing") == own[0].options
    assert "0.02" == str(own[0].scenario.years[1].growth)
    late = page.post(url, data={**sent, "name": "Te laat"})
    assert 409 == late.status_code
    assert "Te laat" in late.text
    many = {
        **sent,
        "revision": "2",
        "options": ["fee", "ceiling", "sharing", "start_phase", "bundle_patient"],
    }
    assert 422 == page.post(url, data=many).status_code


def test_certainty_and_charts_are_there(installation: Installation, talks: str) -> None:
    """What matters most, the chance, and a drawing at an address of its own."""
    url = make(installation, talks)
    page = installation.client(HOSPITAL)
    said = words_of(page.get(f"{url}/certainty").text)
    assert "of 10,000 draws the provider ends below the reference" in said
    charts = re.findall(r'src="(/agreements/[^"]+\.svg)"', page.get(url).text)
    assert 4 == len(charts)
    for each in charts:
        answer = page.get(each)
        assert 200 == answer.status_code
        assert answer.text.lstrip().startswith("<?xml")
    assert 404 == page.get(charts[0].replace("fee", "sharing")).status_code
    assert 404 == page.get(re.sub(r"-[0-9a-f]+\.svg", "-0.svg", charts[0])).status_code


def test_a_draft_is_seen_by_its_own_organisation_alone(
    installation: Installation, talks: str
) -> None:
    """No page, chart, history or workbook of the other party knows of it."""
    url = make(installation, talks)
    mine = installation.client(HOSPITAL)
    charts = re.findall(r'src="(/agreements/[^"]+\.svg)"', mine.get(url).text)
    other = installation.client(INSURER)
    missing = other.get(f"{home(talks)}/{'c' * 32}")
    for path in (url, f"{url}/certainty", charts[0], f"{url}/share", f"{url}/remove"):
        answer = other.get(path)
        assert 404 == answer.status_code, path
        assert words_of(missing.text) == words_of(answer.text), path
        assert ID not in answer.text, path
    for path in (url, f"{url}/results", f"{url}/share", f"{url}/remove"):
        assert 404 == other.post(path, data={**NEW, "revision": "1"}).status_code, path
    for path in ("", "/scenarios", "/financing", "/settle", "/history", "/export"):
        assert SECRET not in other.get(f"/agreements/{talks}{path}").text, path
    assert SECRET not in mine.get(f"/agreements/{talks}/history").text
    for who in (OTHER_INSURER, VOICE):
        assert installation.client(who).get(url).status_code in (403, 404)
    assert 404 == installation.client(HOSPITAL_READER).get(url).status_code
    assert 1 == len(kept(installation, talks)[0])


def test_sharing_asks_first_and_then_shows_it_to_both(
    installation: Installation, talks: str
) -> None:
    """The other party sees a copy that stays as it was; the draft stays private."""
    url = make(installation, talks)
    mine, other = installation.client(HOSPITAL), installation.client(INSURER)
    assert "From then on both parties see" in words_of(mine.get(f"{url}/share").text)
    old = mine.post(f"{url}/share", data={"revision": "9"})
    assert 409 == old.status_code
    answer = mine.post(f"{url}/share", data={"revision": "1"})
    assert 303 == answer.status_code
    shared_url = answer.headers["Location"]
    assert ID not in shared_url
    assert 404 == other.get(url).status_code
    seen = words_of(other.get(shared_url).text)
    assert SECRET in seen
    assert "It no longer changes." in seen
    assert SECRET in other.get(home(talks)).text
    assert SECRET in words_of(other.get(f"/agreements/{talks}/settle").text)
    for who in (OTHER_INSURER, VOICE):
        assert installation.client(who).get(shared_url).status_code in (403, 404)
        home_page = installation.client(who).get(f"/agreements/{talks}")
        assert SECRET not in home_page.text


def test_who_it_is_shared_with_reads_every_assumption(
    installation: Installation, talks: str
) -> None:
    """Figures, years, terms, variants and ranges: whatever moved the results."""
    url = make(installation, talks)
    mine, other = installation.client(HOSPITAL), installation.client(INSURER)
    figures = {
        "alternative_price": ("431", "€ 431"),
        "effect_2027": ("7.3%", "7.3%"),
        "release_2028": ("41%", "41%"),
        "implementation_2027": ("12,345", "€ 12,345"),
        "fixed_cost_index_2029": ("2.7%", "2.7%"),
        "lump_step": ("-3.3%", "-3.3%"),
        "coverage": ("62%", "62%"),
        "bundle_price": ("7,301", "€ 7,301"),
        "quality": ("83%", "83%"),
        "rise": ("6.1%", "6.1%"),
        "high_effect": ("1.7", "× 0.5 – 1.7"),
        "source": ("Price: contract\nVolume: claims", "Price: contract Volume: claims"),
    }
    sent = {name: sent for name, (sent, _) in figures.items()}
    form = {**typed(mine.get(url).text), "options": ["fee"], **sent}
    assert 303 == mine.post(url, data=form).status_code
    shared = mine.post(f"{url}/share", data={"revision": "2"}).location
    seen = words_of(other.get(shared).text).replace("\u00a0", " ")
    assert [] == [shown for _, shown in figures.values() if shown not in seen]
    assert "<br>Price: contract<br>Volume: claims</p>" in other.get(shared).text
    assert "KPIs that have to be in order are in order yes" in seen
    assert "Change in variable cost" not in seen, "no year has it"


def test_only_who_shared_it_takes_it_back(
    installation: Installation, talks: str
) -> None:
    """The other party cannot, and the draft is still there afterwards."""
    url = make(installation, talks)
    mine, other = installation.client(HOSPITAL), installation.client(INSURER)
    shared_url = mine.post(f"{url}/share", data={"revision": "1"}).headers["Location"]
    assert 404 == other.post(f"{shared_url}/take-back").status_code
    assert 200 == mine.get(f"{shared_url}/take-back").status_code
    assert 303 == mine.post(f"{shared_url}/take-back").status_code
    own, shared = kept(installation, talks)
    assert (1, 0) == (len(own), len(shared))


def test_removing_asks_first(installation: Installation, talks: str) -> None:
    """It names what goes, and refuses when a colleague changed it meanwhile."""
    url = make(installation, talks)
    page = installation.client(HOSPITAL)
    assert "You will lose:" in words_of(page.get(f"{url}/remove").text)
    assert 409 == page.post(f"{url}/remove", data={"revision": "7"}).status_code
    assert 303 == page.post(f"{url}/remove", data={"revision": "1"}).status_code
    assert ((), ()) == kept(installation, talks)


def test_the_page_costs_few_statements(installation: Installation, talks: str) -> None:
    """As many for many scenarios as for one."""
    make(installation, talks)
    page = installation.client(HOSPITAL)
    page.get(home(talks))
    with installation.statements() as one:
        page.get(home(talks))
    for number in range(5):
        make(installation, talks, study_id=str(number) * 32)
    with installation.statements() as six:
        page.get(home(talks))
    assert len(one) == len(six) <= 12


def test_without_a_care_path_it_says_where_to_name_one(
    installation: Installation, agreement: str
) -> None:
    """A scenario is about one care path of the agreement."""
    answer = installation.client(HOSPITAL).get(f"{home(agreement)}/new")
    assert 200 == answer.status_code
    assert f'href="/agreements/{agreement}/frame"' in answer.text
    assert 'name="patients"' not in answer.text


def adopted(where: str, option: str = "start_phase") -> str:
    return f"{where}/adopt/{option}"


def test_an_option_is_recorded_at_once_after_asking(
    installation: Installation, talks: str
) -> None:
    """The page shows what would be recorded; then it stands among the arrangements."""
    where = make(installation, talks)
    client = installation.client(HOSPITAL)
    saved = {**typed(client.get(where).text), "options": ["start_phase"]}
    assert (
        303 == client.post(where, data={**saved, "start_amount": "50,000"}).status_code
    )
    assert adopted(where) in client.get(where).text
    asked = words_of(client.get(adopted(where)).text)
    assert "Price times quantity" in asked
    assert 303 == client.post(adopted(where)).status_code
    insurer = installation.client(INSURER)
    page = words_of(insurer.get(f"/agreements/{talks}/financing").text)
    assert "50,000" in page
    assert SECRET not in page
    assert 404 == insurer.get(adopted(where)).status_code
    # Sent again, it would be a second base for the same care path and years.
    again = client.post(adopted(where))
    assert 422 == again.status_code
    assert "This stands in the way" in words_of(again.text)


def test_all_or_nothing_is_recorded(installation: Installation, talks: str) -> None:
    """Where one arrangement does not fit, none is recorded."""
    where = make(installation, talks, years="5")
    client = installation.client(HOSPITAL)
    saved = {**typed(client.get(where).text), "options": ["sharing"]}
    client.post(where, data=saved)
    assert 422 == client.post(adopted(where, "sharing")).status_code
    opened = open_scenarios(installation.desk, installation.people[HOSPITAL], talks)
    assert () == opened.opened.dossier.arrangements


@pytest.mark.parametrize("option", ["agreed", "bundle_patient", "nonsense"])
def test_only_an_option_of_the_scenario_can_be_recorded(
    installation: Installation, talks: str, option: str
) -> None:
    """What was not worked out in it is not there."""
    where = make(installation, talks)
    client = installation.client(HOSPITAL)
    client.post(where, data={**typed(client.get(where).text), "options": ["fee"]})
    assert 404 == client.get(adopted(where, option)).status_code
    assert 404 == client.post(adopted(where, option)).status_code
    reader = installation.client(HOSPITAL_READER)
    assert 403 == reader.post(adopted(where, "fee")).status_code


def test_the_tornado_has_an_address_of_its_own(
    installation: Installation, talks: str
) -> None:
    """The picture is kept for ever at the hash of its figures, and nowhere else."""
    where = make(installation, talks)
    client = installation.client(HOSPITAL)
    page = client.get(f"{where}/certainty").text
    found = re.findall(r'src="([^"]+/sensitivity/[^"]+svg)"', page)
    assert {"provider", "insurer"} == {each.split("/")[-2] for each in found}
    address = found[1]
    drawn = client.get(address)
    assert "image/svg+xml" == drawn.mimetype
    assert "immutable" in drawn.headers["Cache-Control"]
    assert 404 == client.get(address.replace("en-", "en-0")).status_code
    assert 404 == installation.client(INSURER).get(address).status_code


def test_one_fewer_in_the_first_and_the_last_year(
    installation: Installation, talks: str
) -> None:
    """Compensation tapers off: one operation fewer costs 2,000 first and 8,000 last."""
    where = make(installation, talks)
    text = words_of(installation.client(HOSPITAL).get(where).text)
    assert "−€ 2,000 in 2027, −€ 8,000 in 2029" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("years", ["0", "-3", "11", "999999999", "100000000000000"])
def test_an_absurd_number_of_years_is_refused_at_once(
    installation: Installation, talks: str, years: str
) -> None:
    """However many years are asked for, only one to ten are ever made."""
    page = installation.client(HOSPITAL)
    answer = page.post(f"{home(talks)}/new", data={**NEW, "years": years})
    assert 422 == answer.status_code
    assert "A scenario runs over one to ten years." in answer.text


def test_all_nonsense_of_a_new_scenario_in_one_round(
    installation: Installation, talks: str
) -> None:
    """What cannot be read and what cannot be right each stand at their field."""
    page = installation.client(HOSPITAL)
    nonsense = {
        "patients": "-5",
        "volume": "NaN",
        "price": "Infinity",
        "variable_cost": "1.000,5",
        "fixed_cost": "99,999,999,999",
        "effect": "140%",
        "years": "40",
    }
    answer = page.post(f"{home(talks)}/new", data={**NEW, **nonsense})
    assert 422 == answer.status_code
    wrong = set(re.findall(r'id="([a-z_]+)-error"', answer.text))
    assert set(nonsense) == wrong
    assert ((), ()) == kept(installation, talks)


# A number of each sort that cannot be read, and one that cannot be right.
NONSENSE = {
    "volume": "NaN",
    "patients": "-5",
    "price": "Infinity",
    "fixed_cost": "1e400",
    "elsewhere": "99,999,999,999",
    "market_share": "140%",
    "diversion_price": "ten",
    "bundle_price": "-1",
    "effect_2027": "",
    "effect_2028": "140%",
    "implementation_2029": "-1",
    "price_index_2029": "1,0",
    "sharing_rate": "101%",
    "lump_step": "x",
    "high": "0",
    "low_effect": "NaN",
    "high_effect": "11",
    "low_release": "2",
    "high_growth": "3",
}


@pytest.mark.parametrize("step", [{}, {"calculate": "1"}], ids=["save", "calculate"])
def test_all_nonsense_of_a_kept_scenario_in_one_round(
    installation: Installation, talks: str, step: dict[str, str]
) -> None:
    """Each field says its own, nothing is worked out or kept, and typing stays."""
    where = make(installation, talks)
    page = installation.client(HOSPITAL)
    sent = {**typed(page.get(where).text), "options": ["fee"], **NONSENSE, **step}
    answer = page.post(where, data=sent)
    assert 422 == answer.status_code
    assert set(NONSENSE) == errors_of(answer.text)
    shown = fields_of(answer.text)
    assert NONSENSE == {name: shown[name] for name in NONSENSE}
    assert {"0.1"} == {
        str(y.effect) for y in kept(installation, talks)[0][0].scenario.years
    }


def test_nothing_is_said_of_what_nobody_could_read(
    installation: Installation, talks: str
) -> None:
    """Few patients are no slip when the number of treatments is not known."""
    where = make(installation, talks)
    page = installation.client(HOSPITAL)
    sent = {**typed(page.get(where).text), "options": ["fee"], "patients": "900"}
    answer = page.post(where, data={**sent, "volume": "x"})
    assert {"volume"} == errors_of(answer.text)
    answer = page.post(where, data={**sent, "care_path": "Een ander pad"})
    assert {"patients", "care_path"} == errors_of(answer.text)


def errors_of(page: str) -> set[str]:
    """Return the fields that the summary of errors leads to."""
    return set(re.findall(r'href="#([^"]+)"', page)) - {"main"}


@pytest.mark.parametrize("step", ["share", "remove"])
def test_what_a_colleague_changed_is_shown_before_it_goes_on(
    installation: Installation, talks: str, step: str
) -> None:
    """Sharing or removing an older draft shows what changed, and asks once more."""
    url = make(installation, talks)
    mine = installation.client(HOSPITAL)
    old = fields_of(mine.get(f"{url}/{step}").text)
    (study,), _shared = kept(installation, talks)
    changed = replace(
        study, scenario=replace(study.scenario, name="Zoals een collega denkt")
    )
    colleague = installation.people[HOSPITAL_ANALYST]
    save_study(installation.desk, colleague, talks, changed)
    answer = mine.post(f"{url}/{step}", data=old)
    assert 409 == answer.status_code
    said = words_of(answer.text)
    assert "What changed since you opened this page" in said
    assert f"Name of the scenario {SECRET} Zoals een collega denkt" in said
    again = mine.post(f"{url}/{step}", data=fields_of(answer.text))
    assert 303 == again.status_code
