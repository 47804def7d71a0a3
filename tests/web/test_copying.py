"""Beginning from an earlier agreement takes over the short list and nothing else."""

import pytest

from kpikit.actions.demo.people import DELTA, KUST
from kpikit.actions.demo.signed import make_signed
from kpikit.actions.reading import open_agreement
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    Installation,
    words_of,
)


@pytest.fixture
def earlier(installation: Installation) -> str:
    """Return a signed agreement of Oostpoort with Delta: money, people, own KPI."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    return made.id


def begun(
    installation: Installation, earlier: str, who: str = HOSPITAL, other: str = KUST
) -> tuple[int, str]:
    """Start an agreement with a party, from an earlier one; return status and id."""
    homes = {
        a.organisation.name: a.organisation.id for a in installation.people.values()
    }
    data = {
        "id": "e" * 32,
        "title": "Opnieuw",
        "other_organisation_id": homes[other],
        "voice_organisation_id": "",
        "first_year": "2027",
        "years_long": "3",
        "begin_from": earlier,
    }
    answer = installation.client(who).post("/agreements/new", data=data)
    return answer.status_code, "e" * 32


def test_the_care_and_the_kpis_of_the_library_come_along(
    installation: Installation, earlier: str
) -> None:
    """Care paths, locations and chosen KPIs are there; positions are not taken yet."""
    status, made = begun(installation, earlier)
    assert 303 == status
    desk, hospital = installation.desk, installation.people[HOSPITAL]
    old, new = (open_agreement(desk, hospital, i) for i in (earlier, made))
    assert old.agreement.care_paths == new.agreement.care_paths
    assert old.agreement.locations == new.agreement.locations
    assert ["PAT-04", "PAT-02", "TEA-04", "PRO-05"] == [
        c.kpi_id for c in new.selection.candidates
    ]
    assert {()} == {c.stances for c in new.selection.candidates}


def test_nothing_of_the_other_insurer_comes_along(
    installation: Installation, earlier: str
) -> None:
    """No money, ambition, plan, vision, person, date, own KPI or name of Delta."""
    _, made = begun(installation, earlier)
    desk, hospital = installation.desk, installation.people[HOSPITAL]
    new = open_agreement(desk, hospital, made)
    frame = new.agreement
    assert ("", (), ()) == (frame.vision, frame.contacts, frame.target_dates)
    dossier = new.dossier
    assert ((), (), ()) == (dossier.ambitions, dossier.plans, dossier.arrangements)
    assert ((), ()) == (dossier.scenarios, new.own_kpis)
    kust = installation.client(OTHER_INSURER)
    for page in ("", "/kpis", "/frame", "/history", "/financing", "/settle"):
        told = kust.get(f"/agreements/{made}{page}").text
        assert DELTA not in words_of(told), page
        assert earlier not in told, page
        assert "kindergeneeskunde" not in told.replace(
            "Polikliniek kindergeneeskunde", ""
        )


def test_only_own_agreements_can_be_begun_from(
    installation: Installation, earlier: str
) -> None:
    """Another insurer is not offered it, and sending its id starts nothing."""
    offered = 'name="begin_from"'
    assert offered not in installation.client(OTHER_INSURER).get("/agreements/new").text
    status, made = begun(installation, earlier, OTHER_INSURER, "Ziekenhuis Oostpoort")
    assert 404 == status
    assert (
        404 == installation.client(OTHER_INSURER).get(f"/agreements/{made}").status_code
    )
    page = installation.client(INSURER).get("/agreements/new").text
    assert f'value="{earlier}"' in page.partition(offered)[2]
