"""Every term of every financing arrangement, as the parties recorded it."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.financing.base import Arrangement, Parameter, ParameterKind, Term
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.fair_warnings import fair_warnings
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Money, Share, Value
from kpikit.text import Text, same

Row = tuple[Value, ...]


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    arrangements = edition.dossier.arrangements
    page.table(
        _COLUMNS,
        [
            row
            for number, arrangement in enumerate(arrangements, 1)
            for row in (
                *_terms(number, arrangement),
                *_left_aside(number, arrangement, edition),
            )
        ]
        or [(None,) * len(_COLUMNS)],
        keep=2,
    )


def _terms(number: int, arrangement: Arrangement) -> Iterator[Row]:
    kind = kind_of(arrangement)
    yield (number, kind.name, _FORMULA, _EVERY_YEAR, kind.formula)
    for parameter in kind.parameters:
        term = arrangement.term(parameter.name)
        for year, value in _values(parameter, term):
            yield (number, kind.name, parameter.label, year, value)


def _left_aside(
    number: int, arrangement: Arrangement, edition: Edition
) -> Iterator[Row]:
    """Yield each warning that holds, with the reason to go on all the same."""
    name = kind_of(arrangement).name
    for warning in fair_warnings(edition.dossier):
        if warning.arrangement.id == arrangement.id and warning.overruled:
            reason = same(warning.overruled)
            said = Text(
                nl=f"{warning.says.nl} {_REASON.nl}: {reason.nl}",
                en=f"{warning.says.en} {_REASON.en}: {reason.en}",
            )
            yield (number, name, _LEFT_ASIDE, _EVERY_YEAR, said)


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
        yield _EVERY_YEAR, _number(parameter, term.number)
    elif parameter.kind is ParameterKind.CHOICE:
        names = {c.code: c.name for c in parameter.choices}
        yield (
            _EVERY_YEAR,
            names.get(term.words, same(term.words)) if term.words else None,
        )
    else:
        yield _EVERY_YEAR, term.words or None


def _number(parameter: Parameter, number: Decimal) -> Value:
    if parameter.kind is ParameterKind.MONEY:
        return Money(number)
    return Share(number) if parameter.kind is ParameterKind.SHARE else number


_LEAD = Text(
    nl="Per afspraak hoe er wordt gerekend en wat de partijen hebben ingevuld. Het "
    "nummer is dat van het blad Bekostiging.",
    en="For each arrangement how it is worked out and what the parties filled in. The "
    "number is that of the sheet Financing.",
)
_FORMULA = Text(nl="Zo wordt er gerekend", en="How it is worked out")
_LEFT_ASIDE = Text(nl="Waarschuwing, niet gevolgd", en="Warning, left aside")
_REASON = Text(nl="Reden", en="Reason")
_EVERY_YEAR = Text(nl="elk jaar", en="every year")
_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="strong"),
    Column(head=Text(nl="Soort afspraak", en="Kind of arrangement"), width=28),
    Column(head=Text(nl="Gegeven", en="Term"), width=34),
    Column(head=Text(nl="Jaar", en="Year"), width=12, look="left_number"),
    Column(head=Text(nl="Waarde", en="Value"), width=56, look="left"),
)
SHEET = Sheet(
    code="financing_terms",
    order=82,
    title=Text(nl="Voorwaarden", en="Terms"),
    about=Text(
        nl="Wat er per bekostigingsafspraak is ingevuld",
        en="What was filled in for each arrangement",
    ),
    write=_write,
    confidential=True,
)
