"""The measurement plan: what is kept, advised and missing."""

import pytest

from kpikit.actions.opening import open_agreement
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.domain.measurement import MeasurementPlan
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    Installation,
)

SHARE, STORY = "PAT-01", "PAT-10"
FULL = {
    "revision": "0", "who_is_asked": "Patients after a choice",
    "method_of_sampling": "consecutive", "mode": "paper", "planned_n": "120",
    "minimum_n": "30", "rounds_per_year": "2", "moments": "Spring and autumn",
    "data_source": "Survey", "measured_by": "Outpatient clinic", "owner": "Quality",
}


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with a measured and a narrative KPI chosen."""
    installation.choose(agreement, SHARE, STORY)
    return agreement


def plan(installation: Installation, talks: str, kpi_id: str) -> MeasurementPlan | None:
    """Return what is recorded for a KPI."""
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], talks)
    return opened.dossier.plan(KpiId(kpi_id))


def test_plan_is_kept_as_typed(installation: Installation, talks: str) -> None:
    """Every field of the plan of a measured KPI is kept, by an analyst too."""
    page = installation.client(HOSPITAL_ANALYST)
    assert 303 == page.post(f"/agreements/{talks}/measurement/{SHARE}", data=FULL).status_code
    assert (
        MeasurementPlan(
            kpi_id=KpiId(SHARE), who_is_asked="Patients after a choice",
            method=SamplingMethod.CONSECUTIVE, mode=Mode.PAPER, planned_n=120,
            minimum_n=30, rounds_per_year=2, moments="Spring and autumn",
            measured_by="Outpatient clinic", owner="Quality", data_source="Survey",
        )
        == plan(installation, talks, SHARE)
    )
    listed = page.get(f"/agreements/{talks}/measurement").text
    assert "Patients after a choice" in listed
    assert "in order of arrival" in listed


def test_narrative_plan_has_moments_and_evidence(
    installation: Installation, talks: str
) -> None:
    """A narrative KPI is planned with moments and evidence, without numbers."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{STORY}"
    assert 'name="planned_n"' not in page.get(url).text
    page.post(url, data={"revision": "0", "moments": "Four times", "owner": "Team lead"})
    assert MeasurementPlan(
        kpi_id=KpiId(STORY), moments="Four times", owner="Team lead"
    ) == plan(installation, talks, STORY)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("minimum_n", "4"), ("planned_n", "20"), ("rounds_per_year", "53"), ("planned_n", "x")],
)
def test_what_cannot_be_right_stands_at_its_field(
    installation: Installation, talks: str, name: str, typed: str
) -> None:
    """Too small, under the minimum, too often or no number: said at the field."""
    page = installation.client(HOSPITAL)
    answer = page.post(
        f"/agreements/{talks}/measurement/{SHARE}", data={**FULL, name: typed}
    )
    assert 422 == answer.status_code
    assert f'href="#{name}"' in answer.text
    assert "Outpatient clinic" in answer.text
    assert plan(installation, talks, SHARE) is None


def test_advice_fills_only_what_is_empty(installation: Installation, talks: str) -> None:
    """The button lays the library's advice in empty fields and saves nothing."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    assert "advice: 100" in page.get(url).text
    sent = {"revision": "0", "take_over": "1", "planned_n": "150", "owner": "Quality"}
    answer = page.post(url, data=sent)
    assert 200 == answer.status_code
    assert 'value="150"' in answer.text
    assert 'value="25"' in answer.text, "the minimum that the library advises"
    assert plan(installation, talks, SHARE) is None


def test_hours_are_summed_and_gaps_named(installation: Installation, talks: str) -> None:
    """The list sums the hours that are estimated: 14 and 40; and says what lacks."""
    page = installation.client(HOSPITAL).get(f"/agreements/{talks}/measurement").text
    assert "about 54 hours a year" in page
    assert f'href="/agreements/{talks}/measurement/{SHARE}"' in page
    assert "write down whom you ask and who sees to it." in page


def test_collision_shows_both(installation: Installation, talks: str) -> None:
    """Who is second sees both plans and overwrites knowingly."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    installation.client(INSURER).post(url, data={**FULL, "owner": "Delta"})
    ours = installation.client(HOSPITAL)
    answer = ours.post(url, data={**FULL, "owner": "Hospital"})
    assert 409 == answer.status_code
    assert "Delta" in answer.text
    assert 'name="revision" type="hidden" value="1"' in answer.text
    again = ours.post(url, data={**FULL, "owner": "Hospital", "revision": "1"})
    assert 303 == again.status_code
    found = plan(installation, talks, SHARE)
    assert found is not None
    assert "Hospital" == found.owner


def test_who_may_not(installation: Installation, talks: str) -> None:
    """A reader cannot write; another insurer finds nothing."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    reader = installation.client(HOSPITAL_READER)
    assert 'name="owner"' not in reader.get(url).text
    assert 403 == reader.post(url, data=FULL).status_code
    stranger = installation.client(OTHER_INSURER)
    assert (404, 404) == (stranger.get(url).status_code, stranger.post(url).status_code)


def test_pages_cost_few_statements(installation: Installation, talks: str) -> None:
    """A page asks the database at most ten things."""
    page = installation.client(HOSPITAL)
    for part in ("", f"/{SHARE}"):
        with installation.statements() as seen:
            page.get(f"/agreements/{talks}/measurement{part}")
        assert len(seen) <= 10
