"""Say in words what a check of a workbook found."""

from collections.abc import Iterator

from kpikit.domain.party import PARTY_NAMES
from kpikit.excel.verify import Verification
from kpikit.text import LANGUAGES, Language, Text


def describe(found: Verification, language: Language) -> str:
    """Return what was found, a line for each thing, in the reader's language."""
    return "\n".join(line.in_(language) for line in _lines(found))


def _lines(found: Verification) -> Iterator[Text]:
    right = _TRUE if found.looked_at else _TRUE_CELLS
    yield right if found.true_copy else _CHANGED
    for problem in found.differences:
        place = f"  {problem.where}: "
        yield Text(nl=place + problem.text.nl, en=place + problem.text.en)
    if found.content_hash:
        yield _edition(found)
        yield Text(
            nl=f"Code van de inhoud: {found.content_hash}",
            en=f"Code of the content: {found.content_hash}",
        )
        yield _COMPARE
    for signature in found.signatures:
        party, at = PARTY_NAMES[signature.role], f"{signature.at:%Y-%m-%d %H:%M} UTC"
        dutch, english = (signature.name or party.in_(x) for x in LANGUAGES)
        yield Text(nl=f"Getekend: {dutch}, {at}", en=f"Signed: {english}, {at}")


def _edition(found: Verification) -> Text:
    if found.version is None:
        return Text(nl="Concept, niet getekend.", en="Draft, not signed.")
    return Text(nl=f"Versie {found.version}.", en=f"Version {found.version}.")


_TRUE = Text(
    nl="Dit is een ware kopie: geen cel is veranderd, niets is verborgen en geen "
    "waarde is anders opgemaakt.",
    en="This is a true copy: no cell was changed, nothing was hidden and no value was "
    "made to look otherwise.",
)
_TRUE_CELLS = Text(
    nl="Dit is een ware kopie: in geen cel is iets veranderd. Een oudere kpikit maakte "
    "dit bestand; opmaak, plaatjes en wat verborgen is, zijn niet vergeleken.",
    en="This is a true copy: no cell was changed. An older kpikit made this file; "
    "formatting, pictures and what is hidden were not compared.",
)
_CHANGED = Text(
    nl="Dit is geen ware kopie. Dit klopt niet:",
    en="This is not a true copy. What is wrong:",
)
_COMPARE = Text(
    nl="Vergelijk deze code met die van de andere partij. Alleen dan weet u zeker dat "
    "u hetzelfde hebt getekend.",
    en="Compare this code with the other party's. Only then do you know that you "
    "signed the same.",
)
