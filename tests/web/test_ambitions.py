"""Ambitions: what the pages show, refuse and keep."""

import re
from decimal import Decimal

import pytest

from kpikit.actions.reading import open_agreement
from kpikit.domain.ambition import (
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    YearAmbition,
    YearLevel,
)
from kpikit.domain.kpi import KpiId, Unit
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

SHARE, MEAN, STORY = "PAT-01", "PAT-02", "PAT-10"


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with a share, a mean and a narrative KPI chosen."""
    installation.choose(agreement, SHARE, MEAN, STORY)
    return agreement


def shown(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, as a browser would send them back."""
    found = re.findall(r'name="([^"]+)" type="hidden" value="([^"]*)"', page)
    return dict(found)


def ambition(installation: Installation, talks: str, kpi_id: str) -> object:
    """Return what is recorded for a KPI."""
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], talks)
    return opened.dossier.ambition(KpiId(kpi_id))


def goals(page: str, **typed: str) -> dict[str, str]:
    """Return the list's form as sent: what it showed, and what was typed over it."""
    boxes = re.findall(r'<input[^>]*name="([^"]+-goal_\d+)"[^>]*value="([^"]*)"', page)
    levels = re.findall(r'<select[^>]*name="([^"]+)"', page)
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"', page)
    empty = dict.fromkeys((*levels, *areas), "")
    return {**shown(page), **dict(boxes), **empty, **typed}


def test_index_writes_what_was_typed(installation: Installation, talks: str) -> None:
    """Goals and levels of several KPIs are saved with one form."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/ambitions"
    typed = {
        "PAT-01-goal_2027": "65%",
        "PAT-01-goal_2029": "75",
        "PAT-10-level_2028": "2",
    }
    assert 303 == page.post(url, data=goals(page.get(url).text, **typed)).status_code
    assert MeasuredAmbition(
        kpi_id=KpiId(SHARE),
        unit=Unit.PERCENT,
        comparator=Comparator.AT_LEAST,
        years=(
            YearAmbition(year=2027, goal=Decimal(65)),
            YearAmbition(year=2029, goal=Decimal(75)),
        ),
    ) == ambition(installation, talks, SHARE)
    assert NarrativeAmbition(
        kpi_id=KpiId(STORY), years=(YearLevel(year=2028, level=2),)
    ) == ambition(installation, talks, STORY)


def test_index_leaves_alone_what_was_not_changed(
    installation: Installation, talks: str
) -> None:
    """Only a KPI whose fields changed is written."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/ambitions"
    page.post(url, data=goals(page.get(url).text, **{"PAT-01-goal_2027": "60%"}))
    assert ambition(installation, talks, MEAN) is None
    again = page.post(url, data=goals(page.get(url).text), follow_redirects=True)
    assert "Nothing was changed." in again.text
    found = ambition(installation, talks, SHARE)
    assert isinstance(found, MeasuredAmbition)
    assert 1 == found.revision


def test_percentage_on_a_mean_is_refused_with_the_reason(
    installation: Installation, talks: str
) -> None:
    """'75%' does not fit a mean score; the words stand at the field, typing stays."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/ambitions"
    typed = {"PAT-02-goal_2027": "75%", "PAT-01-goal_2027": "60%"}
    answer = page.post(url, data=goals(page.get(url).text, **typed))
    assert 422 == answer.status_code
    assert 2 == answer.text.count("This KPI is not a percentage but a score.")
    assert 'href="#PAT-02-goal_2027"' in answer.text
    assert 'value="75%"' in answer.text
    assert 'value="60%"' in answer.text
    assert ambition(installation, talks, SHARE) is None, "all of the form, or nothing"


def test_ambiguous_number_is_refused(installation: Installation, talks: str) -> None:
    """A Dutch reader who writes a point is asked, never guessed at."""
    page = installation.client(HOSPITAL, "nl")
    url = f"/agreements/{talks}/ambitions"
    answer = page.post(
        url, data=goals(page.get(url).text, **{"PAT-02-goal_2027": "7.5"})
    )
    assert 422 == answer.status_code
    assert 'aria-invalid="true"' in answer.text


def test_collision_shows_both_and_saves_on_the_second_send(
    installation: Installation, talks: str
) -> None:
    """Who is second sees both texts, keeps the own, and overwrites knowingly."""
    url = f"/agreements/{talks}/ambitions"
    ours, theirs = installation.client(HOSPITAL), installation.client(INSURER)
    opened = ours.get(url).text
    theirs.post(url, data=goals(theirs.get(url).text, **{"PAT-01-goal_2027": "61%"}))
    answer = ours.post(url, data=goals(opened, **{"PAT-01-goal_2027": "66%"}))
    assert 409 == answer.status_code
    assert "61%" in answer.text
    assert 'value="66%"' in answer.text
    kept = {"take.PAT-01-goal_2027": "yours"}
    assert 303 == ours.post(url, data=goals(answer.text, **kept)).status_code
    found = ambition(installation, talks, SHARE)
    assert isinstance(found, MeasuredAmbition)
    assert 66 == found.goal_in(2027)


def test_other_kpi_of_the_other_party_is_no_collision(
    installation: Installation, talks: str
) -> None:
    """Two people who change different KPIs do not stand in each other's way."""
    url = f"/agreements/{talks}/ambitions"
    ours, theirs = installation.client(HOSPITAL), installation.client(INSURER)
    opened = ours.get(url).text
    theirs.post(url, data=goals(theirs.get(url).text, **{"PAT-01-goal_2027": "61%"}))
    answer = ours.post(url, data=goals(opened, **{"PAT-02-goal_2027": "73"}))
    assert 303 == answer.status_code
    found = ambition(installation, talks, SHARE)
    assert isinstance(found, MeasuredAmbition)
    assert 61 == found.goal_in(2027)


def entry_form(**typed: str) -> dict[str, str]:
    """Return the full form of a measured KPI, without a baseline."""
    return {"revision": "0", "baseline": "later", "comparator": "at_least", **typed}


def test_entry_records_everything(installation: Installation, talks: str) -> None:
    """Baseline, floor, goal and reason of one KPI are kept as typed."""
    page = installation.client(HOSPITAL)
    sent = entry_form(
        baseline="known",
        baseline_value="60",
        baseline_n="1,200",
        baseline_period="2025",
        baseline_source="Own survey",
        comparator="more_than",
        floor_2027="62",
        goal_2027="65.5",
        rationale="Room.",
    )
    answer = page.post(f"/agreements/{talks}/ambitions/{SHARE}", data=sent)
    assert 303 == answer.status_code
    found = ambition(installation, talks, SHARE)
    assert isinstance(found, MeasuredAmbition)
    assert (Decimal(60), 1200, "2025", "Own survey") == (
        found.baseline.value,
        found.baseline.n,
        found.baseline.period,
        found.baseline.source,
    )
    assert "62" == str(found.years[0].floor)
    assert "65.5" == str(found.years[0].goal)
    assert Comparator.MORE_THAN is found.comparator
    shown_ = page.get(f"/agreements/{talks}/ambitions").text
    assert "baseline 2025, 60% (95% certainty: 57–63), n = 1,200" in shown_


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"baseline": "known"}, "baseline_value"),
        ({"baseline_value": "60"}, "baseline_value"),
        ({"goal_2027": "101"}, "goal_2027"),
        ({"floor_2027": "70", "goal_2027": "60"}, "goal_2027"),
        ({"comparator": "at_most"}, "comparator"),
    ],
)
def test_entry_names_the_field(
    installation: Installation, talks: str, typed: dict[str, str], field: str
) -> None:
    """What cannot be right is said at its field, and nothing is saved."""
    page = installation.client(HOSPITAL)
    answer = page.post(
        f"/agreements/{talks}/ambitions/{SHARE}", data=entry_form(**typed)
    )
    assert 422 == answer.status_code
    assert f'href="#{field}"' in answer.text
    assert ambition(installation, talks, SHARE) is None


def test_only_fitting_comparisons_are_offered(
    installation: Installation, talks: str
) -> None:
    """Where higher is better, 'at most' is no choice."""
    page = installation.client(HOSPITAL).get(f"/agreements/{talks}/ambitions/{SHARE}")
    assert 'value="at_least"' in page.text
    assert 'value="at_most"' not in page.text


def test_balancing_kpi_has_no_fields(
    installation: Installation, agreement: str
) -> None:
    """A KPI to keep watch with takes no goal: the page says why."""
    installation.choose(agreement, "PAT-09")
    page = installation.client(HOSPITAL).get(
        f"/agreements/{agreement}/ambitions/PAT-09"
    )
    assert "No goal belongs to this KPI" in page.text
    assert 'name="goal_' not in page.text


def test_reference_values_stand_beside_the_form(
    installation: Installation, talks: str
) -> None:
    """What others found is there with n and its source."""
    page = installation.client(HOSPITAL).get(f"/agreements/{talks}/ambitions/{SHARE}")
    assert "37.5%" in page.text
    assert "n = 442" in page.text
    assert "Ubbink" in page.text


@pytest.mark.parametrize("email", [HOSPITAL_READER, VOICE])
def test_reader_sees_and_cannot_write(
    installation: Installation, talks: str, email: str
) -> None:
    """Somebody who may only read gets words in place of fields, and a 403 on a post."""
    page = installation.client(email)
    for part in ("", f"/{SHARE}", f"/{STORY}"):
        url = f"/agreements/{talks}/ambitions{part}"
        assert "goal_2027" not in page.get(url).text
        assert 403 == page.post(url, data={}).status_code


def test_other_insurer_finds_nothing(installation: Installation, talks: str) -> None:
    """For another insurer the agreement does not exist, whatever is asked."""
    page = installation.client(OTHER_INSURER)
    for part in ("", f"/{SHARE}"):
        url = f"/agreements/{talks}/ambitions{part}"
        assert (404, 404) == (page.get(url).status_code, page.post(url).status_code)


def test_kpi_outside_the_set_is_not_found(
    installation: Installation, talks: str
) -> None:
    """An ambition belongs to a chosen KPI."""
    page = installation.client(HOSPITAL)
    assert 404 == page.get(f"/agreements/{talks}/ambitions/PRO-01").status_code


def test_pages_cost_few_statements(installation: Installation, talks: str) -> None:
    """A page asks the database at most ten things."""
    page = installation.client(HOSPITAL)
    for part in ("", f"/{SHARE}"):
        with installation.statements() as seen:
            page.get(f"/agreements/{talks}/ambitions{part}")
        assert len(seen) <= 10


def test_small_chart_is_drawn_and_kept(installation: Installation, talks: str) -> None:
    """The address of a small chart holds its points; the drawing is kept for ever."""
    page = installation.client(HOSPITAL)
    sent = entry_form(
        baseline="known",
        baseline_value="60",
        baseline_period="2025",
        baseline_source="Own survey",
        goal_2029="75",
    )
    page.post(f"/agreements/{talks}/ambitions/{SHARE}", data=sent)
    listed = page.get(f"/agreements/{talks}/ambitions").text
    assert '<img src="/charts/course/600-750.svg" alt="from 60% to 75%"' in listed
    chart = page.get("/charts/course/600-750.svg")
    assert "image/svg+xml" == chart.mimetype
    assert "immutable" in chart.headers["Cache-Control"]
    assert 404 == page.get("/charts/course/600-1001.svg").status_code
    assert 404 == page.get("/charts/course/9999-100.svg").status_code


def test_large_chart_has_the_address_of_its_content(
    installation: Installation, talks: str
) -> None:
    """The chart of an ambition answers at its own hash and at no other."""
    page = installation.client(HOSPITAL)
    page.post(f"/agreements/{talks}/ambitions/{SHARE}", data=entry_form(goal_2029="75"))
    text = page.get(f"/agreements/{talks}/ambitions/{SHARE}").text
    found = re.search(r'<img src="(/agreements/[^"]+\.svg)"', text)
    assert found is not None
    assert b"<svg" in page.get(found[1]).data
    assert 404 == page.get(found[1].replace(".svg", "0.svg")).status_code
    assert 404 == installation.client(OTHER_INSURER).get(found[1]).status_code


START = {
    "baseline": "known",
    "baseline_value": "60%",
    "baseline_n": "200",
    "baseline_period": "2025",
    "baseline_source": "Survey",
    "comparator": "more_than",
}
RUBBISH = {
    "goal_2027": "140%",
    "goal_2028": "1e9999",
    "goal_2029": "€ 5",
    "floor_2027": "-1",
    "baseline": "?",
    "baseline_value": "NaN",
    "baseline_n": "²",
    "revision": "\x00",
    "comparator": "<script>",
    "baseline_period": "x" * 9999,
    "rationale": "x" * 20_000,
}


def measure(
    installation: Installation, talks: str, n: str, kpi_id: str = SHARE
) -> None:
    """Plan a survey of this size."""
    data = {
        "revision": "0",
        "planned_n": n,
        "minimum_n": "5",
        "rounds_per_year": "1",
        "mode": "digital",
        "method_of_sampling": "consecutive",
    }
    page = installation.client(HOSPITAL)
    answer = page.post(f"/agreements/{talks}/measurement/{kpi_id}", data=data)
    assert 303 == answer.status_code


@pytest.mark.parametrize(
    ("language", "note"),
    [
        (
            "nl",
            (
                "Met 170 patiënten per meting is een stijging van 60% naar 65% nog niet "
                "te onderscheiden van toeval. Spreek 2027 af als tussenstand, of vergroot de "
                "steekproef naar 1.471 per meting."
            ),
        ),
        (
            "en",
            (
                "With 170 patients per round, a rise from 60% to 65% cannot be told from "
                "chance yet. Agree on 2027 as an interim point, or enlarge the sample to 1,471 "
                "per round."
            ),
        ),
    ],
)
def test_the_list_tells_what_chance_could_do(
    installation: Installation, talks: str, language: str, note: str
) -> None:
    """The note stands under the table, and comes while a goal is typed there."""
    measure(installation, talks, "170")
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/ambitions"
    page.post(
        f"{url}/{SHARE}", data=entry_form(**START, goal_2027="75%", goal_2029="75%")
    )
    shown_ = page.get(url).text
    assert "1.471" not in shown_
    assert f'hx-post="{url}/advice"' in shown_
    typing = goals(shown_, **{"PAT-01-goal_2027": "65%"})
    fragment = page.post(f"{url}/advice", data=typing)
    assert note in words_of(fragment.text)
    assert "<html" not in fragment.text
    wrong = goals(shown_, **{"PAT-01-goal_2027": "65x"})
    assert "65" not in words_of(page.post(f"{url}/advice", data=wrong).text)
    assert 303 == page.post(url, data=typing).status_code
    for email in (HOSPITAL, HOSPITAL_READER):
        reader = installation.client(email, language)
        assert note in words_of(reader.get(url).text)


@pytest.mark.parametrize(
    ("language", "number", "level"),
    [
        ("nl", "50% in 2027, 40% in 2028.", "niveau 3 in 2027, niveau 2 in 2028."),
        ("en", "50% in 2027, 40% in 2028.", "level 3 in 2027, level 2 in 2028."),
    ],
)
def test_goals_that_fall_are_told_and_kept(
    installation: Installation, talks: str, language: str, number: str, level: str
) -> None:
    """While typing, in the list and at the KPI itself; nothing is refused."""
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/ambitions"
    typed = {
        "PAT-01-goal_2027": "50",
        "PAT-01-goal_2028": "40",
        "PAT-10-level_2027": "3",
        "PAT-10-level_2028": "2",
    }
    sent = goals(page.get(url).text, **typed)
    for words in (number, level):
        assert words in words_of(page.post(f"{url}/advice", data=sent).text)
    levels = {f"level_{year}": "" for year in (2029, 2030, 2031)}
    levels |= {"level_2027": "3", "level_2028": "2", "baseline_level": ""}
    fragment = page.post(f"{url}/{STORY}/advice", data=levels)
    assert level in words_of(fragment.text)
    wrong = {**sent, "PAT-10-level_2027": "x"}
    answer = page.post(f"{url}/advice", data=wrong)
    assert (200, False) == (answer.status_code, level in words_of(answer.text))
    assert 303 == page.post(url, data=sent).status_code
    for email in (HOSPITAL, HOSPITAL_READER):
        reader = installation.client(email, language)
        listed = words_of(reader.get(url).text)
        assert number in listed
        assert level in listed
        assert number in words_of(reader.get(f"{url}/{SHARE}").text)
        assert level in words_of(reader.get(f"{url}/{STORY}").text)


def test_entry_advises_while_typing_and_afterwards(
    installation: Installation, talks: str
) -> None:
    """The sentence, the counts per year and the chances stand under the goals."""
    measure(installation, talks, "60")
    page = installation.client(HOSPITAL, "nl")
    url = f"/agreements/{talks}/ambitions/{SHARE}"
    sent = entry_form(**START, goal_2028="70%", goal_2029="75%")
    sentence = (
        "Met 60 ingevulde vragenlijsten moet u er minstens 52 hebben om ‘meer dan 75%’ "
        "gehaald te noemen; tot en met 38 heet niet gehaald"
    )
    fragment = words_of(page.post(f"{url}/advice", data=sent).text)
    assert sentence in fragment
    assert (
        "2028 70% 49 of meer 35 of minder 2029 75% 52 of meer 38 of minder" in fragment
    )
    assert ambition(installation, talks, SHARE) is None, "asking keeps nothing"
    assert sentence not in words_of(page.get(url).text)
    page.post(url, data=sent)
    assert sentence in words_of(page.get(url).text)
    refused = page.post(url, data={**sent, "revision": "1", "goal_2027": "140%"})
    assert 422 == refused.status_code
    assert sentence in words_of(refused.text), "the years that are right keep theirs"
    assert "140%" not in words_of(refused.text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rubbish_gets_no_numbers_and_no_fault(
    installation: Installation, talks: str, language: str
) -> None:
    """Whatever is typed, alone or all at once: an answer, and nothing that rests on it."""
    measure(installation, talks, "60")
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/ambitions"
    right = entry_form(**START, goal_2029="75%")
    for sent in (RUBBISH, {}, *({**right, k: v} for k, v in RUBBISH.items())):
        answer = page.post(f"{url}/{SHARE}/advice", data=sent)
        assert 200 == answer.status_code
        assert "<script>" not in answer.text
        listed = page.post(
            f"{url}/advice", data={f"{SHARE}-{k}": v for k, v in sent.items()}
        )
        assert 200 == listed.status_code
    assert "" == words_of(page.post(f"{url}/{SHARE}/advice", data=RUBBISH).text)
    unsure = {**right, "baseline_value": "6o"}
    assert "60%" not in words_of(page.post(f"{url}/{SHARE}/advice", data=unsure).text)
    percent = {**entry_form(), "comparator": "at_least", "goal_2029": "75%"}
    assert "" == words_of(page.post(f"{url}/{MEAN}/advice", data=percent).text)
    assert 200 == page.post(f"{url}/{STORY}/advice", data=RUBBISH).status_code


def test_who_may_not_ask_gets_no_advice(installation: Installation, talks: str) -> None:
    """For another insurer there is no agreement; asking reads, and costs little."""
    url = f"/agreements/{talks}/ambitions"
    stranger = installation.client(OTHER_INSURER)
    ours = installation.client(HOSPITAL)
    for part in ("advice", f"{SHARE}/advice"):
        assert 404 == stranger.post(f"{url}/{part}").status_code
        with installation.statements() as seen:
            assert 200 == ours.post(f"{url}/{part}", data=entry_form()).status_code
        assert len(seen) <= 10
        assert all(text.startswith("SELECT") for text in seen.texts)
