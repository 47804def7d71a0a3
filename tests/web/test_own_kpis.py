"""KPIs that the parties write themselves: the form, the sheet and the table."""

import re

import pytest

from kpikit.actions.reading import open_agreement
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, NarrativeKpi
from kpikit.domain.own_kpi import OWN_ID
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

MEASURED = {
    "name_nl": "Gebeld binnen een week",
    "definition_nl": "Het deel dat binnen zeven dagen is gebeld.",
    "why_nl": "Wie thuis twijfelt, belt zelf niet.",
    "population_nl": "Patiënten na een keuzegesprek.",
    "does_not_say_nl": "Niet of het gesprek goed was.",
    "numerator_nl": "Gebelde patiënten",
    "denominator_nl": "Patiënten met een keuzegesprek",
}


def own(agreement: str) -> str:
    """Return the address of the form."""
    return f"/agreements/{agreement}/kpis/own"


def filled(
    installation: Installation, agreement: str, kind: str = "measured", **more: str
) -> dict[str, str]:
    """Return the form as it is offered, with the needed texts filled in."""
    page = installation.client(HOSPITAL).get(f"{own(agreement)}?kind={kind}").text
    return {**fields_of(page), **MEASURED, **more}


def written(installation: Installation, agreement: str) -> tuple[AnyKpi, ...]:
    """Return the own KPIs of an agreement."""
    person = installation.people[INSURER]
    return open_agreement(installation.desk, person, agreement).own_kpis


def test_an_own_kpi_lies_on_the_table_at_once(
    installation: Installation, agreement: str
) -> None:
    """It has a code of the server, counts as measured, and can be rated by both."""
    answer = installation.client(HOSPITAL).post(
        own(agreement), data=filled(installation, agreement)
    )
    assert (303, f"/agreements/{agreement}/kpis") == (
        answer.status_code,
        answer.location,
    )
    (kpi,) = written(installation, agreement)
    assert isinstance(kpi, MeasuredKpi)
    assert OWN_ID.fullmatch(kpi.id)
    assert kpi.own
    page = installation.client(INSURER).get(f"/agreements/{agreement}/kpis").text
    assert f'href="{own(agreement)}/{kpi.id}"' in page
    assert f'id="position-{kpi.id}-yes"' in page


def test_english_that_is_left_out_reads_in_dutch(
    installation: Installation, agreement: str
) -> None:
    """A text without English stands in Dutch; a given one is kept apart."""
    sent = filled(installation, agreement, why_en="Who doubts at home does not call.")
    installation.client(HOSPITAL).post(own(agreement), data=sent)
    (kpi,) = written(installation, agreement)
    assert kpi.name.nl == kpi.name.en == "Gebeld binnen een week"
    assert "Who doubts at home does not call." == kpi.why.en


def test_a_narrative_kpi_has_the_one_ladder(
    installation: Installation, agreement: str
) -> None:
    """Its levels are those of the library, absent to learning."""
    sent = filled(installation, agreement, "narrative", held_may_pay="y")
    installation.client(HOSPITAL).post(own(agreement), data=sent)
    (kpi,) = written(installation, agreement)
    assert isinstance(kpi, NarrativeKpi)
    names = ("absent", "incidental", "organised", "embedded", "learning")
    assert names == tuple(level.en for level in kpi.ladder)
    assert kpi.held_may_pay


def test_everything_missing_is_said_at_its_field(
    installation: Installation, agreement: str
) -> None:
    """Empty texts are named together, and what was typed is still there."""
    sent = filled(installation, agreement, name_nl="", numerator_nl="", minimum="12")
    answer = installation.client(HOSPITAL).post(own(agreement), data=sent)
    assert 422 == answer.status_code
    for place in ("name_nl", "numerator", "maximum"):
        assert f'href="#{place}' in answer.text
    assert MEASURED["why_nl"] == fields_of(answer.text)["why_nl"]
    assert () == written(installation, agreement)


@pytest.mark.parametrize("kind", ["measured", "narrative"])
def test_nonsense_numbers_are_said_at_their_field(
    installation: Installation, agreement: str, kind: str
) -> None:
    """Negative hours, a minimum of nobody and a billion hours are not kept."""
    client = installation.client(HOSPITAL)
    nonsense = {"staff_hours": "-3", "minimum_n": "0", "patient_minutes": "2000"}
    answer = client.post(
        own(agreement), data=filled(installation, agreement, kind, **nonsense)
    )
    assert 422 == answer.status_code
    for field in nonsense:
        assert f'href="#{field}"' in answer.text
    twisted = {"minimum_n": "200", "target_n": "100", "staff_hours": "1000000000"}
    answer = client.post(
        own(agreement), data=filled(installation, agreement, kind, **twisted)
    )
    assert 'href="#target_n"' in answer.text
    assert 'href="#staff_hours"' in answer.text
    assert () == written(installation, agreement)


def test_a_click_too_many_makes_one_kpi(
    installation: Installation, agreement: str
) -> None:
    """The same form twice is one KPI, and no error."""
    sent = filled(installation, agreement)
    client = installation.client(HOSPITAL)
    assert [303, 303] == [
        client.post(own(agreement), data=sent).status_code for _ in range(2)
    ]
    assert 1 == len(written(installation, agreement))


def test_the_sheet_shows_what_the_parties_wrote(
    installation: Installation, agreement: str
) -> None:
    """Everybody who reads along finds the sheet; what is typed is never markup."""
    sent = filled(installation, agreement, name_nl="<script>x</script>")
    installation.client(HOSPITAL).post(own(agreement), data=sent)
    (kpi,) = written(installation, agreement)
    page = installation.client(VOICE).get(f"{own(agreement)}/{kpi.id}")
    assert 200 == page.status_code
    assert "<script>x" not in page.text
    assert "Niet of het gesprek goed was." in words_of(page.text)
    assert "/change" not in page.text
    assert 404 == installation.client(VOICE).get(f"{own(agreement)}/PAT-01").status_code


def test_changing_shows_what_was_and_keeps_the_code(
    installation: Installation, agreement: str
) -> None:
    """The form comes filled; saving again makes the next version of the same KPI."""
    client = installation.client(HOSPITAL)
    client.post(own(agreement), data=filled(installation, agreement))
    (before,) = written(installation, agreement)
    url = f"{own(agreement)}/{before.id}/change"
    sent = fields_of(client.get(url).text)
    assert MEASURED == {name: sent[name] for name in MEASURED}
    sent |= {"name_nl": "Binnen drie dagen gebeld", "id": "OWN-FFFF"}
    assert 303 == client.post(url, data=sent).status_code
    (after,) = written(installation, agreement)
    assert (before.id, "Binnen drie dagen gebeld") == (after.id, after.name.nl)
    assert before.introduced == after.introduced


def test_two_changes_at_once_lose_no_text(
    installation: Installation, agreement: str
) -> None:
    """Who saves last sees both, and overwrites only by sending again."""
    client = installation.client(HOSPITAL)
    client.post(own(agreement), data=filled(installation, agreement))
    (kpi,) = written(installation, agreement)
    url = f"{own(agreement)}/{kpi.id}/change"
    ours = fields_of(client.get(url).text) | {"why_nl": "Van ons"}
    theirs = ours | {"why_nl": "Van hen"}
    assert 303 == installation.client(INSURER).post(url, data=theirs).status_code
    answer = client.post(url, data=ours)
    assert 409 == answer.status_code
    assert re.search(r"Van ons.*Van hen", words_of(answer.text))
    again = fields_of(answer.text)
    assert "Van ons" == again["why_nl"]
    assert 303 == client.post(url, data=again).status_code
    assert ["Van ons"] == [k.why.nl for k in written(installation, agreement)]


@pytest.mark.parametrize("code", ["PAT-01", "OWN-xyz", "<b>"])
def test_a_code_of_own_making_is_not_taken(
    installation: Installation, agreement: str, code: str
) -> None:
    """The server gives the code; another one in the form is replaced."""
    sent = filled(installation, agreement, id=code)
    installation.client(HOSPITAL).post(own(agreement), data=sent)
    (kpi,) = written(installation, agreement)
    assert code != kpi.id
    assert OWN_ID.fullmatch(kpi.id)


def test_what_others_found_and_where_it_was_read_come_back(
    installation: Installation, agreement: str
) -> None:
    """Reference values, sources and terms are kept, shown, changed and exported."""
    typed = {
        "evidence_nl": "Bellen binnen een week haalt twijfel weg.",
        "evidence_source": "Jansen, 2024, doi 10.1000/1",
        "licence_link": "https://voorbeeld.example/terms",
        "reference_measure_1": "Gebeld binnen een week",
        "reference_value_1": "64%",
        "reference_n_1": "1,200",
        "reference_setting_1": "Zes ziekenhuizen",
        "reference_year_1": "2023",
        "reference_source_1": "De Vries, 2023",
        "reference_measure_3": "Zonder bron",
        "reference_value_3": "2 van 3",
    }
    browser = installation.client(HOSPITAL)
    sent = filled(installation, agreement, **typed)
    assert 303 == browser.post(own(agreement), data=sent).status_code
    (kpi,) = written(installation, agreement)
    first, second = kpi.reference_values
    assert (1200, 2023, ("De Vries, 2023",)) == (
        first.n,
        first.year,
        first.standing.sources,
    )
    assert (None, None, ()) == (second.n, second.year, second.standing.sources)
    assert ("Jansen, 2024, doi 10.1000/1",) == kpi.evidence[0].standing.sources
    said = words_of(browser.get(f"{own(agreement)}/{kpi.id}").text)
    assert (
        "Gebeld binnen een week: 64% "
        "(n = 1,200, Zes ziekenhuizen, 2023, De Vries, 2023)" in said
    )
    assert "Zonder bron: 2 van 3 (n unknown)" in said
    change = f"{own(agreement)}/{kpi.id}/change"
    again = fields_of(browser.get(change).text)
    assert "64%" == again["reference_value_1"]
    assert "2 van 3" == again["reference_value_2"]
    assert 303 == browser.post(change, data=again).status_code
    (after,) = written(installation, agreement)
    assert kpi.reference_values == after.reference_values


def test_half_a_reference_value_is_refused(
    installation: Installation, agreement: str
) -> None:
    """A number of patients alone tells nothing; the row says what is missing."""
    sent = filled(installation, agreement, reference_n_2="40", reference_year_2="3")
    answer = installation.client(HOSPITAL).post(own(agreement), data=sent)
    assert 422 == answer.status_code
    assert 'href="#reference_value_2"' in answer.text
    assert 'href="#reference_year_2"' in answer.text
    assert "40" == fields_of(answer.text)["reference_n_2"]
