"""What a recorded consult needs before it can be kept, and what may not be in it."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from kpikit.domain.consult.consult import Consult, last_day
from kpikit.domain.result.incoming.personal import seems_personal
from kpikit.problems import Problem
from kpikit.text import Text

LONGEST_TEAM = 100
_CODE = re.compile(r"[A-Za-z]{0,3}[-.]?[0-9]{1,4}")
"""Too short for a number or date of birth of a person, and no place for a name."""


def consult_problems(
    consult: Consult,
    others: Iterable[Consult],
    possible: Collection[Decimal],
    today: date,
) -> tuple[Problem, ...]:
    """Return all that is wrong; ``possible`` are the totals of the instrument."""
    found = [*_name_problems(consult, others), *_consent_problems(consult)]
    found += [*_day_problems(consult, today), *_score_problems(consult, possible)]
    return tuple(found)


def _name_problems(consult: Consult, others: Iterable[Consult]) -> Iterator[Problem]:
    for field, words in (("team", consult.team), ("code", consult.code)):
        if not words.strip():
            yield Problem(f"{field}-needed", field, _NEEDED)
        elif seems_personal(words):
            yield Problem(f"{field}-personal", field, _PERSONAL)
        elif field == "code" and not _CODE.fullmatch(words):
            yield Problem("code-form", field, _CODE_FORM)
    if len(consult.team) > LONGEST_TEAM:
        yield Problem("team-long", "team", _TEAM_LONG)
    taken = {(o.team, o.code.casefold()) for o in others if o.id != consult.id}
    if (consult.team, consult.code.casefold()) in taken:
        yield Problem("code-taken", "code", _TAKEN)


def _consent_problems(consult: Consult) -> Iterator[Problem]:
    if not consult.patient_consents:
        yield Problem("no-consent", "patient_consents", _NO_CONSENT)
    if not consult.professional_consents:
        yield Problem("no-consent", "professional_consents", _NO_CONSENT)
    asked, recorded = consult.patient_consented_on, consult.recorded_on
    if asked is None:
        yield Problem("consent-day", "patient_consented_on", _NEEDED)
    elif recorded is not None and asked > recorded:
        yield Problem("consent-late", "patient_consented_on", _CONSENT_LATE)


def _day_problems(consult: Consult, today: date) -> Iterator[Problem]:
    recorded, due, gone = consult.recorded_on, consult.delete_by, consult.deleted_on
    if recorded is None:
        yield Problem("recorded-day", "recorded_on", _NEEDED)
    elif recorded > today:
        yield Problem("recorded-later", "recorded_on", _AHEAD)
    if due is None:
        yield Problem("delete-day", "delete_by", _NEEDED)
    elif recorded is not None and not recorded <= due <= last_day(recorded):
        yield Problem("delete-late", "delete_by", _KEPT_LONG)
    if gone is None:
        return
    if gone > today:
        yield Problem("deleted-later", "deleted_on", _AHEAD)
    elif recorded is not None and gone < recorded:
        yield Problem("deleted-early", "deleted_on", _DELETED_EARLY)


def _score_problems(
    consult: Consult, possible: Collection[Decimal]
) -> Iterator[Problem]:
    for field, score in (("first", consult.first), ("second", consult.second)):
        if score is not None and score not in possible:
            yield Problem("score-outside", field, _NO_SCORE)


_NEEDED = Text(nl="Vul dit in.", en="Fill this in.")
_PERSONAL = Text(
    nl="Dit lijkt een gegeven van een persoon, zoals een BSN, e-mailadres, "
    "telefoonnummer of geboortedatum. kpikit bewaart dat niet.",
    en="This looks like data about a person, such as a citizen service number, e-mail "
    "address, phone number or birth date. kpikit does not keep that.",
)
_CODE_FORM = Text(
    nl="Neem een eigen code: hoogstens drie letters en dan hoogstens vier cijfers, "
    "zoals MC-014. Geen naam en geen patiëntnummer.",
    en="Take a code of your own: at most three letters and then at most four digits, "
    "such as MC-014. No name and no patient number.",
)
_TEAM_LONG = Text(nl="Houd het onder 100 tekens.", en="Keep it under 100 characters.")
_TAKEN = Text(
    nl="Dit team heeft al een consult met deze code.",
    en="This team has a consult with this code already.",
)
_NO_CONSENT = Text(
    nl="Zonder toestemming mag het consult hier niet staan. Wis ook de opname.",
    en="Without consent the consult cannot be kept here. Delete the recording too.",
)
_CONSENT_LATE = Text(
    nl="Toestemming wordt gevraagd vóór het opnemen, niet erna.",
    en="Consent is asked before recording, not afterwards.",
)
_AHEAD = Text(nl="Deze dag is nog niet geweest.", en="This day is still to come.")
_KEPT_LONG = Text(
    nl="Kies een dag na de opname, en hoogstens anderhalf jaar later.",
    en="Choose a day after the recording, and at most a year and a half later.",
)
_DELETED_EARLY = Text(
    nl="Deze dag ligt vóór de opname.", en="This day is before the recording."
)
_NO_SCORE = Text(
    nl="Deze score kan niet op deze schaal. Geef het totaal, of alle oordelen op "
    "volgorde met een spatie ertussen.",
    en="This score cannot be on this scale. Give the total, or all ratings in order "
    "with a space between.",
)
