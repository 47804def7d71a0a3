"""Organisations, and the part each plays in an agreement."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kpikit.problems import NotAllowed, Problem
from kpikit.text import Text


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    PROVIDER = "provider"
    INSURER = "insurer"
    PATIENTS = "patients"


class PartyRole(StrEnum):
    """The part an organisation plays; a voice reads along, without money."""

    PROVIDER = "provider"
    INSURER = "insurer"
    VOICE = "voice"


DECIDING = (PartyRole.PROVIDER, PartyRole.INSURER)

PARTY_NAMES = {
    PartyRole.PROVIDER: Text(nl="Zorgaanbieder", en="Provider"),
    PartyRole.INSURER: Text(nl="Zorgverzekeraar", en="Insurer"),
    PartyRole.VOICE: Text(nl="Patiëntenorganisatie", en="Patient organisation"),
}

_ROLE_OF = {
    OrganisationKind.PROVIDER: PartyRole.PROVIDER,
    OrganisationKind.INSURER: PartyRole.INSURER,
    OrganisationKind.PATIENTS: PartyRole.VOICE,
}
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An insurer, a provider or a patient organisation; codes may be empty."""

    id: str
    kind: OrganisationKind
    name: str
    agb_code: str = ""
    kvk_number: str = ""

    @property
    def role(self) -> PartyRole:
        """The part that this organisation plays in every agreement of its own."""
        return _ROLE_OF[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation in its role, as it is named in the agreement."""

    role: PartyRole
    organisation_id: str
    name: str
    agb_code: str = ""
    kvk_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to turn to for one of the parties."""

    role: PartyRole
    name: str
    function: str = ""
    email: str = ""


def other(role: PartyRole) -> PartyRole:
    """Return the deciding party across the table.

    Raises:
        NotAllowed: a voice does not sit across from anybody.
    """
    require_deciding(role)
    return PartyRole.INSURER if role is PartyRole.PROVIDER else PartyRole.PROVIDER


def require_deciding(role: PartyRole) -> None:
    """Let only the two parties through that decide.

    Raises:
        NotAllowed: the role is a voice.
    """
    if role not in DECIDING:
        raise NotAllowed(_ONLY_A_VOICE)


def party_of(organisation: Organisation) -> Party:
    """Return the organisation as a party."""
    return Party(
        role=organisation.role,
        organisation_id=organisation.id,
        name=organisation.name,
        agb_code=organisation.agb_code,
        kvk_number=organisation.kvk_number,
    )


def code_problems(organisation: Organisation) -> tuple[Problem, ...]:
    """Return what is wrong with the form of name, AGB code and KvK number.

    Both codes have eight digits. A provider needs an AGB code.
    """
    found = []
    if not organisation.name.strip():
        found.append(_problem("name", "Vul een naam in.", "Enter a name."))
    needs_agb = organisation.kind is OrganisationKind.PROVIDER
    if _malformed(organisation.agb_code, required=needs_agb):
        found.append(
            _problem(
                "agb_code",
                "Een AGB-code heeft acht cijfers, bijvoorbeeld 06010101.",
                "An AGB code has eight digits, for example 06010101.",
            )
        )
    if _malformed(organisation.kvk_number, required=False):
        found.append(
            _problem(
                "kvk_number",
                "Een KvK-nummer heeft acht cijfers, bijvoorbeeld 12345678.",
                "A KvK number has eight digits, for example 12345678.",
            )
        )
    return tuple(found)


def _malformed(code: str, *, required: bool) -> bool:
    if not code:
        return required
    return _EIGHT_DIGITS.fullmatch(code) is None


def _problem(where: str, nl: str, en: str) -> Problem:
    return Problem(code=f"{where}-form", where=where, text=Text(nl=nl, en=en))


_ONLY_A_VOICE = Text(
    nl="Een patiëntenorganisatie praat mee. De zorgaanbieder en de zorgverzekeraar "
    "beslissen.",
    en="A patient organisation has a voice. The provider and the insurer decide.",
)
