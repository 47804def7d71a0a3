"""The financing arrangements with their amounts; only fixed amounts are added up."""

from collections.abc import Iterator, Sequence

from kpikit.domain.financing.base import (
    CONDITION_NAMES,
    Arrangement,
    Certainty,
    Commitment,
    Condition,
)
from kpikit.domain.financing.catalogue import commitments, has_condition, kind_of
from kpikit.domain.financing.commitments import fixed_total
from kpikit.domain.party import PARTY_NAMES
from kpikit.excel.export import Edition
from kpikit.excel.page import NOT_APPLICABLE, Column, ListOf, Page, Sheet
from kpikit.excel.values import Money, Share, Value
from kpikit.excel.words import named
from kpikit.text import Text

Row = tuple[Value, ...]


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    arrangements = edition.dossier.arrangements
    page.table(
        _COLUMNS,
        [r for n, a in enumerate(arrangements, 1) for r in _years(n, a)]
        or [(None,) * len(_COLUMNS)],
        keep=2,
    )
    page.heading(_TOTALS)
    promised = [c for a in arrangements for c in commitments(a)]
    waiting = [c for a in arrangements if has_condition(a) for c in commitments(a)]
    page.table(
        _TOTAL_COLUMNS,
        [
            (year, _total(promised, year), _total(waiting, year))
            for year in edition.dossier.agreement.years
        ],
        main=False,
    )
    page.lead(_NOT_ADDED)


def _total(promised: Sequence[Commitment], year: int) -> Value:
    total = fixed_total(promised, year)
    return _NOTHING_FIXED if total is None else Money(total)


def _years(number: int, arrangement: Arrangement) -> Iterator[Row]:
    promised = commitments(arrangement)
    for year in arrangement.years:
        in_year = [c for c in promised if c.year == year]
        for each in in_year or (None,):
            yield (
                number,
                kind_of(arrangement).name,
                arrangement.care_path or _ALL_CARE,
                year,
                *_amount(each),
                _condition(arrangement),
                arrangement.note or "–",
            )


def _amount(promise: Commitment | None) -> Row:
    if promise is None:
        return (_NO_AMOUNT, NOT_APPLICABLE, NOT_APPLICABLE)
    share = promise.certainty is Certainty.SHARE
    amount = Share(promise.amount) if share else Money(promise.amount)
    return (amount, named(promise.certainty), PARTY_NAMES[promise.payer])


def _condition(arrangement: Arrangement) -> Value:
    if arrangement.condition is Condition.OTHER and arrangement.condition_words:
        return arrangement.condition_words
    name = CONDITION_NAMES[arrangement.condition]
    words = arrangement.condition_words
    return Text(nl=f"{name.nl}: {words}", en=f"{name.en}: {words}") if words else name


_LEAD = Text(
    nl="Eén regel per afspraak en jaar. Alleen vaste bedragen zijn toegezegd. Een "
    "bedrag met ‘hoogstens’ is een grens, geen belofte.",
    en="One row per arrangement and year. Only fixed amounts are promised. An amount "
    "with ‘at most’ is a limit, not a promise.",
)
_TOTALS = Text(
    nl="Vaste bedragen per jaar, opgeteld", en="Fixed amounts per year, added up"
)
_NOT_ADDED = Text(
    nl="Hoogste bedragen, aandelen en prijzen zijn niet meegeteld: niemand heeft ze "
    "vast toegezegd.",
    en="Greatest amounts, shares and prices are not included: nobody has promised "
    "them.",
)
_NOTHING_FIXED = Text(nl="geen vast bedrag", en="no fixed amount")
_ALL_CARE = Text(nl="hele afspraak", en="whole agreement")
_NO_AMOUNT = Text(nl="geen bedrag afgesproken", en="no amount agreed")
_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="strong"),
    Column(head=Text(nl="Soort afspraak", en="Kind of arrangement"), width=24),
    Column(head=Text(nl="Zorgpad", en="Care path"), width=20),
    Column(head=Text(nl="Jaar", en="Year"), width=8, look="left_number"),
    Column(
        head=Text(nl="Bedrag of aandeel", en="Amount or share"), width=22, number=True
    ),
    Column(
        head=Text(nl="Zekerheid", en="Certainty"),
        width=14,
        allowed=ListOf(code="certainty"),
    ),
    Column(
        head=Text(nl="Wie betaalt", en="Who pays"),
        width=16,
        allowed=ListOf(code="payer"),
    ),
    Column(head=Text(nl="Voorwaarde", en="Condition"), width=24),
    Column(head=Text(nl="Notitie", en="Note"), width=24),
)
_TOTAL_COLUMNS = (
    Column(head=Text(nl="Jaar", en="Year"), width=8, look="strong"),
    Column(head=Text(nl="Vast toegezegd", en="Fixed amount"), width=24, number=True),
    Column(
        head=Text(nl="waarvan met voorwaarde", en="of which on a condition"),
        width=20,
        number=True,
    ),
)
SHEET = Sheet(
    code="financing",
    order=80,
    title=Text(nl="Bekostiging", en="Financing"),
    about=Text(
        nl="Bedragen per afspraak en jaar, en wat vast is toegezegd",
        en="Amounts per arrangement and year, and what is promised",
    ),
    write=_write,
    confidential=True,
)
