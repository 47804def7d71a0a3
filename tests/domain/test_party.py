"""Organisations, their codes and their part in an agreement."""

import pytest

from kpikit.domain.party import (
    DECIDING,
    Organisation,
    OrganisationKind,
    Party,
    PartyRole,
    code_problems,
    other,
    party_of,
    require_deciding,
)
from kpikit.problems import NotAllowed


def make_organisation(
    kind: OrganisationKind = OrganisationKind.PROVIDER,
    name: str = "De Linde",
    agb_code: str = "06010101",
    kvk_number: str = "",
) -> Organisation:
    return Organisation(
        id="o1", kind=kind, name=name, agb_code=agb_code, kvk_number=kvk_number
    )


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.PROVIDER, PartyRole.PROVIDER),
        (OrganisationKind.INSURER, PartyRole.INSURER),
        (OrganisationKind.PATIENTS, PartyRole.VOICE),
    ],
)
def test_the_kind_decides_the_role(kind: OrganisationKind, role: PartyRole) -> None:
    """An organisation plays the same part in each agreement."""
    assert role is make_organisation(kind).role


def test_a_party_is_named_as_the_organisation() -> None:
    """Name and codes go along into the agreement."""
    expected = Party(
        role=PartyRole.PROVIDER,
        organisation_id="o1",
        name="De Linde",
        agb_code="06010101",
        kvk_number="12345678",
    )
    assert expected == party_of(make_organisation(kvk_number="12345678"))


def test_two_parties_sit_across_from_each_other() -> None:
    """Across from the one deciding party sits the other one."""
    assert [PartyRole.INSURER, PartyRole.PROVIDER] == [other(r) for r in DECIDING]


def test_a_voice_does_not_decide() -> None:
    """A patient organisation sits across from nobody and decides nothing."""
    with pytest.raises(NotAllowed):
        other(PartyRole.VOICE)
    with pytest.raises(NotAllowed):
        require_deciding(PartyRole.VOICE)


@pytest.mark.parametrize("code", ["0601010", "060101010", "0601010a", "०६०१०१०१", " "])
def test_codes_have_eight_digits(code: str) -> None:
    """Anything but eight ordinary digits is refused, in each of the two fields."""
    found = code_problems(make_organisation(agb_code=code, kvk_number=code))
    assert ["agb_code", "kvk_number"] == [p.where for p in found]


def test_only_a_provider_needs_an_agb_code() -> None:
    """An insurer may leave both codes empty."""
    insurer = make_organisation(OrganisationKind.INSURER, agb_code="")
    provider = make_organisation(agb_code="")
    assert () == code_problems(insurer)
    assert ["agb_code"] == [p.where for p in code_problems(provider)]


@pytest.mark.parametrize("name", ["", "  "])
def test_an_organisation_has_a_name(name: str) -> None:
    """Spaces are no name."""
    assert ["name"] == [p.where for p in code_problems(make_organisation(name=name))]
