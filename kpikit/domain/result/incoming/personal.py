"""What looks like data about a person: such a column is refused, with a reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpikit.domain.result.incoming.grid import Grid, Heads, Place, key
from kpikit.problems import Problem
from kpikit.text import Text

_HEADS = {
    "bsn": ("bsn", "burgerservice", "sofinummer", "citizenservice"),
    "email": ("email", "mailadres", "mailaddress"),
    "phone": ("telefoon", "phone", "mobiel", "mobile", "gsm", "telnr"),
    "birth": ("geboorte", "birth", "gebdat", "dob"),
    "name": ("achternaam", "voornaam", "patientnaam", "naampatient", "surname",
             "lastname", "firstname", "patientname", "postcode", "zipcode"),
}  # fmt: skip
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}")
_PHONE = re.compile(
    r"(?<![0-9])(?:\+31|0031|0)[\s-]?\(?0?\)?[1-9](?:[\s-]?[0-9]){8}(?![0-9])"
)
_NINE = re.compile(r"(?<![0-9])[0-9]{8,9}(?![0-9])")
_DOTTED = re.compile(r"(?<![0-9])[0-9]{4}\.[0-9]{2}\.[0-9]{3}(?![0-9])")
_DAY_FIRST = re.compile(r"([0-3]?[0-9])[-/. ]([01]?[0-9])[-/. ]((?:19|20)[0-9]{2})")
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})[-/.]?([01][0-9])[-/.]?([0-3][0-9]).*")
_BORN = re.compile(
    r"\b(?:geb|geboren|geboortedatum|born|birth|dob)\b[^0-9]{0,20}"
    r"[0-3]?[0-9][-/. ][01]?[0-9][-/. ](?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_FIRST_BIRTH = 1900
_BY_CHANCE = 0.3
"""One in eleven numbers passes the 11-test by chance; a column of BSNs passes whole."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(slots=True)
class _Seen:
    """What a column holds that could be of a person."""

    nine: int = 0
    bsn: int = 0
    email: int = 0
    phone: int = 0
    dates: int = 0
    born: int = 0
    filled: int = 0


def passes_eleven(digits: str) -> bool:
    """Tell whether eight or nine digits pass the 11-test of a BSN.

    The sum of the digits times 9, 8, 7, 6, 5, 4, 3, 2 and -1 is a multiple of 11 and
    not 0. Eight digits lack a zero in front. Source: Logius, Logisch ontwerp BSN.
    """
    full = digits.zfill(len(_WEIGHTS))
    if len(full) != len(_WEIGHTS) or not full.isdigit() or not int(full):
        return False
    return sum(w * int(d) for w, d in zip(_WEIGHTS, full, strict=True)) % 11 == 0


def seems_personal(words: str) -> bool:
    """Tell whether one typed text holds what a column of a file is refused for.

    Names are not seen by it: they cannot be told from other words.
    """
    seen = _Seen()
    _look(seen, ("s", words))
    return bool(_verdict(seen))


def personal_problems(grid: Grid, heads: Heads) -> tuple[Problem, ...]:
    """Return a problem for every column that seems to be about a person.

    Both the heading and what stands under it are looked at. No value is repeated.
    """
    found = dict(_by_heading(heads))
    for column, what in _by_content(grid, heads).items():
        found.setdefault(column, what)
    return tuple(
        Place(grid.sheet, heads.row, column, heads.words.get(column, "")).problem(
            f"personal-{what}", _WORDS[what]
        )
        for column, what in sorted(found.items())
    )


def _by_heading(heads: Heads) -> Iterator[tuple[int, str]]:
    for column, words in heads.words.items():
        if column in heads.columns.values():
            continue
        bare = key(words)
        for what, parts in _HEADS.items():
            if any(part in bare for part in parts):
                yield column, what
                break


def _by_content(grid: Grid, heads: Heads) -> Mapping[int, str]:
    seen: dict[int, _Seen] = {}
    for row in grid.rows[heads.row :]:
        for column, cell in enumerate(row, start=1):
            if cell is not None and len(cell[1]) >= _SHORTEST:
                _look(seen.setdefault(column, _Seen()), cell)
    return {column: what for column, each in seen.items() if (what := _verdict(each))}


def _look(seen: _Seen, cell: tuple[str, str]) -> None:
    kind, text = cell
    seen.filled += 1
    numbers = _NINE.findall(text)
    if kind != "n":
        numbers += [n.replace(".", "") for n in _DOTTED.findall(text)]
        seen.email += bool(_ADDRESS.search(text))
        seen.phone += bool(_PHONE.search(text)) and not any(map(passes_eleven, numbers))
    seen.nine += bool(numbers)
    seen.bsn += any(map(passes_eleven, numbers))
    seen.dates += _is_birth_date(text)
    seen.born += bool(_BORN.search(text))


def _verdict(seen: _Seen) -> str:
    if seen.email:
        return "email"
    if seen.bsn and seen.bsn > seen.nine * _BY_CHANCE:
        return "bsn"
    if seen.phone:
        return "phone"
    if seen.born:
        return "birth"
    return "birth" if seen.dates and seen.dates * 2 > seen.filled else ""


def _is_birth_date(text: str) -> bool:
    bare = text.strip()
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3))):
        match = pattern.fullmatch(bare)
        if match:
            year, month, day = (int(match[i]) for i in order)
            try:
                date(year, month, day)
            except ValueError:
                return False
            return year >= _FIRST_BIRTH
    return False


_SHORTEST = 6
_END = Text(
    nl=" Haal deze kolom uit het bestand: kpikit bewaart geen gegevens over personen.",
    en=" Take this column out of the file: kpikit keeps no data about persons.",
)


def _with_end(nl: str, en: str) -> Text:
    return Text(nl=f"{nl}{_END.nl}", en=f"{en}{_END.en}")


_WORDS = {
    "bsn": _with_end(
        "dit lijken burgerservicenummers (BSN).",
        "these look like citizen service numbers (BSN).",
    ),
    "email": _with_end(
        "dit lijken e-mailadressen.", "these look like e-mail addresses."
    ),
    "phone": _with_end("dit lijken telefoonnummers.", "these look like phone numbers."),
    "birth": _with_end("dit lijken geboortedatums.", "these look like birth dates."),
    "name": _with_end(
        "dit lijken namen of adressen.", "these look like names or addresses."
    ),
}  # fmt: skip
