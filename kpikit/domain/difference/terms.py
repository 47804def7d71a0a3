"""The terms of an arrangement in words, as its kind declares them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpikit.domain.difference.wording import in_year, money, number, same, share
from kpikit.domain.financing.base import (
    Arrangement,
    Kind,
    Parameter,
    ParameterKind,
    Term,
)
from kpikit.domain.kpi import KpiId
from kpikit.text import Text

_SHARES = frozenset({ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR})


def of_terms(
    kind: Kind, arrangement: Arrangement, names: Mapping[KpiId, Text]
) -> Iterator[tuple[Text, Text]]:
    """Return label and words of every term that is filled in."""
    for parameter in kind.parameters:
        yield from _term(parameter, arrangement.term(parameter.name), names)


def _term(
    parameter: Parameter, term: Term, names: Mapping[KpiId, Text]
) -> Iterator[tuple[Text, Text]]:
    for each in term.per_year:
        yield in_year(parameter.label, each.year), _amount(parameter, each.amount)
    if term.number is not None:
        yield parameter.label, _amount(parameter, term.number)
    elif term.kpis:
        found = [names.get(k, same(k)) for k in term.kpis]
        yield (
            parameter.label,
            Text(nl="\n".join(f.nl for f in found), en="\n".join(f.en for f in found)),
        )
    elif term.words:
        choices = {c.code: c.name for c in parameter.choices}
        yield parameter.label, choices.get(term.words, same(term.words))


def _amount(parameter: Parameter, amount: Decimal) -> Text:
    if parameter.kind in _SHARES:
        return share(amount)
    if parameter.kind is ParameterKind.COUNT:
        return number(amount)
    return money(amount)
