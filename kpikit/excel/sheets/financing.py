"""The financing arrangements with their amounts; only fixed amounts are added up."""

from collections.abc import Iterator

from kpikit.domain.financing.base import (
    CONDITION_NAMES,
    Arrangement,
    Certainty,
    Commitment,
    Condition,
    Parameter,
    ParameterKind,
    Term,
)
from kpikit.domain.financing.catalogue import commitments, kind_of
from kpikit.domain.financing.commitments import fixed_total
from kpikit.domain.party import PARTY_NAMES
from kpikit.excel.export import Edition
from kpikit.excel.page import NOT_APPLICABLE, Column, ListOf, Page, Sheet, Value
from kpikit.excel.values import Money, Share
from kpikit.excel.words import named
from kpikit.text import Text, same

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
    page.table(
        _TOTAL_COLUMNS,
        [
            (year, _NOTHING_FIXED if total is None else Money(total))
            for year in edition.dossier.agreement.years
            for total in [fixed_total(promised, year)]
        ],
        main=False,
    )
    page.lead(_NOT_ADDED)
    page.row += 1
    page.heading(_TERMS)
    page.table(
        _TERM_COLUMNS,
        [r for n, a in enumerate(arrangements, 1) for r in _terms(n, a)]
        or [(None,) * len(_TERM_COLUMNS)],
        main=False,
    )


def _years(number: int, arrangement: Arrangement) -> Iterator[Row]:
    promised = commitments(arrangement)
    for year in arrangement.years:
        in_year = [c for c in promised if c.year == year]
        for each in in_year or [None]:
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


def _terms(number: int, arrangement: Arrangement) -> Iterator[Row]:
    kind = kind_of(arrangement)
    yield (number, kind.name, _FORMULA, _EVERY_YEAR, kind.formula)
    for parameter in kind.parameters:
        term = arrangement.term(parameter.name)
        for year, value in _values(parameter, term):
            yield (number, kind.name, parameter.label, year, value)


def _values(parameter: Parameter, term: Term) -> Iterator[tuple[Value, Value]]:
    if term.per_year:
        for each in term.per_year:
            if parameter.kind is ParameterKind.SHARE_PER_YEAR:
                yield each.year, Share(each.amount)
            else:
                yield each.year, Money(each.amount)
    elif term.kpis:
        yield _EVERY_YEAR, ", ".join(term.kpis)
    elif term.number is not None:
        kinds = {ParameterKind.MONEY: Money, ParameterKind.SHARE: Share}
        kind = kinds.get(parameter.kind)
        yield _EVERY_YEAR, kind(term.number) if kind else term.number
    elif parameter.kind is ParameterKind.CHOICE:
        names = {c.code: c.name for c in parameter.choices}
        yield _EVERY_YEAR, names.get(term.words, same(term.words)) if term.words else None
    else:
        yield _EVERY_YEAR, term.words or None


_LEAD = Text(
    nl="Eén regel per afspraak en jaar. Alleen vaste bedragen zijn toegezegd. Een "
    "bedrag met ‘hoogstens’ is een grens, geen belofte.",
    en="One row per arrangement and year. Only fixed amounts are promised. An amount "
    "with ‘at most’ is a limit, not a promise.",
)
_TOTALS = Text(nl="Vaste bedragen per jaar, opgeteld", en="Fixed amounts per year, added up")
_NOT_ADDED = Text(
    nl="Hoogste bedragen, aandelen en prijzen zijn niet meegeteld: niemand heeft ze "
    "vast toegezegd.",
    en="Greatest amounts, shares and prices are not included: nobody has promised them.",
)
_NOTHING_FIXED = Text(nl="geen vast bedrag", en="no fixed amount")
_TERMS = Text(nl="Voorwaarden per afspraak", en="Terms of each arrangement")
_FORMULA = Text(nl="Zo wordt er gerekend", en="How it is worked out")
_EVERY_YEAR = Text(nl="elk jaar", en="every year")
_ALL_CARE = Text(nl="hele afspraak", en="whole agreement")
_NO_AMOUNT = Text(nl="geen bedrag afgesproken", en="no amount agreed")
_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="strong"),
    Column(head=Text(nl="Soort afspraak", en="Kind of arrangement"), width=30),
    Column(head=Text(nl="Zorgpad", en="Care path"), width=30),
    Column(head=Text(nl="Jaar", en="Year"), width=10),
    Column(head=Text(nl="Bedrag of aandeel", en="Amount or share"), width=24),
    Column(
        head=Text(nl="Zekerheid", en="Certainty"),
        width=16,
        allowed=ListOf(code="certainty"),
    ),
    Column(
        head=Text(nl="Wie betaalt", en="Who pays"),
        width=17,
        allowed=ListOf(code="payer"),
    ),
    Column(head=Text(nl="Voorwaarde", en="Condition"), width=28),
    Column(head=Text(nl="Notitie", en="Note"), width=32),
)
_TOTAL_COLUMNS = (
    Column(head=Text(nl="Jaar", en="Year"), width=8, look="strong"),
    Column(head=Text(nl="Vast toegezegd", en="Fixed amount"), width=30),
)
_TERM_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="strong"),
    Column(head=Text(nl="Soort afspraak", en="Kind of arrangement"), width=30),
    Column(head=Text(nl="Gegeven", en="Term"), width=30),
    Column(head=Text(nl="Jaar", en="Year"), width=10),
    Column(head=Text(nl="Waarde", en="Value"), width=24),
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
