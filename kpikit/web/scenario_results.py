"""What a scenario study comes to, in words and figures for the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.fair_warnings import FairWarning, fair_warnings
from kpikit.domain.financing.margins import OneFewer
from kpikit.domain.financing.outlook import Outlook, YearResult
from kpikit.domain.financing.result import Result
from kpikit.domain.financing.scenario import VARIANT_NAMES, Variant
from kpikit.domain.financing.study import Position, Study, option_name, positions
from kpikit.text import Language
from kpikit.web.answers import share
from kpikit.web.language import language, money, number, words
from kpikit.web.language import say as _

_EURO = Decimal(1)
_TENTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared, with its figure under each option."""

    label: str
    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one option: what everybody gets and pays, in words."""

    year: int
    cells: tuple[str, ...]
    payments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its arrangements, its years, and the totals."""

    code: str
    name: str
    kinds: str
    years: tuple[Year, ...]
    warnings: tuple[FairWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options side by side, and each of them by itself."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    variants: tuple[Line, ...]
    options: tuple[Option, ...]
    positions: tuple[Position, ...]


def compared(
    study: Study, agreed: Sequence[Arrangement], dossier: Dossier
) -> Comparison:
    """Return the comparison of a sound study; ``dossier`` is that of its agreement."""
    found = positions(study, agreed)
    return Comparison(
        names=tuple(words(option_name(p.option)) for p in found),
        lines=tuple(_lines(found)),
        variants=tuple(_variants(found)),
        options=tuple(_option(p, study, dossier) for p in found),
        positions=found,
    )


def euro(value: Decimal) -> str:
    """Return an amount in whole euro, rounded half up; only a final amount is."""
    return signed(value).removeprefix("+")


def signed(value: Decimal) -> str:
    """Return a difference in whole euro with its sign."""
    return _signed(value, language())


@lru_cache(maxsize=4096)  # while somebody types most of them stay as they are
def _signed(value: Decimal, _spoken: Language) -> str:
    whole = value.quantize(_EURO, rounding=ROUND_HALF_UP)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{money(abs(whole))}"


def part(value: Decimal) -> str:
    """Return a share as a percentage with one decimal."""
    return share(value.quantize(_TENTH, rounding=ROUND_HALF_UP))


def _lines(found: Sequence[Position]) -> list[Line]:
    def each(
        label: str, of: Callable[[Position], str], *, strong: bool = False
    ) -> Line:
        return Line(label, tuple(of(p) for p in found), strong)

    return [
        each(
            _("Margin of the provider, against the reference"),
            lambda p: signed(_gap(p.expected, lambda r: r.margin)),
            strong=True,
        ),
        each(
            _("Spend of the insurer, against the reference"),
            lambda p: signed(_gap(p.expected, lambda r: r.spend)),
            strong=True,
        ),
        each(_("Revenue of the provider"), lambda p: euro(p.expected.total.revenue)),
        each(_("Cost of the provider"), lambda p: euro(p.expected.total.cost)),
        each(_("Margin of the provider"), lambda p: euro(p.expected.total.margin)),
        each(_("Spend of the insurer"), lambda p: euro(p.expected.total.spend)),
        each(
            _("Other insurers, if they pay per treatment (assumed)"),
            lambda p: signed(_gap(p.expected, lambda r: r.other_spend)),
        ),
        each(_("Treatments"), lambda p: _number(p.expected.total.treated)),
        each(
            _("One treatment fewer: margin of the provider"),
            lambda p: _over_time(p, lambda fewer: fewer.margin),
        ),
        each(
            _("One treatment fewer: spend of the insurer"),
            lambda p: _over_time(p, lambda fewer: fewer.spend),
        ),
        each(
            _("Part of the saving that leaves the provider as it was"),
            _neutral,
        ),
        each(_("Release of idle fixed cost that is needed"), _release),
    ]


def _neutral(position: Position) -> str:
    found = position.neutral_share
    return _("no saving") if found is None else part(found)


def _over_time(position: Position, of: Callable[[OneFewer], Decimal]) -> str:
    """Return what one fewer does; in the first and the last year when these differ."""
    first, last = (signed(of(f)) for f in (position.first_fewer, position.one_fewer))
    if first == last:
        return last
    years = position.expected.years
    return _(
        "%(first)s in %(year)s, %(last)s in %(last_year)s",
        first=first,
        year=years[0].year,
        last=last,
        last_year=years[-1].year,
    )


def _release(position: Position) -> str:
    needed = position.release_needed
    if needed is None:
        return _("nothing lies idle")
    if needed > 1:
        return _("more than all of it")
    return part(needed)


def _variants(found: Sequence[Position]) -> list[Line]:
    lines = []
    for variant in Variant:
        name = words(VARIANT_NAMES[variant])
        sides = (
            (_("%(variant)s: margin", variant=name), lambda r: r.margin),
            (_("%(variant)s: spend", variant=name), lambda r: r.spend),
        )
        for label, of in sides:
            cells = tuple(signed(_gap(p.outlooks[variant], of)) for p in found)
            lines.append(Line(label, cells))
    return lines


def _gap(outlook: Outlook, of: Callable[[Result], Decimal]) -> Decimal:
    return of(outlook.total) - of(outlook.reference)


def _option(position: Position, study: Study, dossier: Dossier) -> Option:
    spoken = language()

    def euro(value: Decimal) -> str:
        return _signed(value, spoken).removeprefix("+")

    under = replace(dossier, arrangements=position.arrangements)
    names = [words(kind_of(a).name) for a in position.arrangements]
    return Option(
        code=position.option,
        name=words(option_name(position.option)),
        kinds=", ".join(names) or _("Price times quantity"),
        years=tuple(
            Year(
                each.year,
                (
                    euro(each.result.revenue),
                    euro(each.result.cost),
                    euro(each.result.margin),
                    euro(each.reference.margin),
                    euro(each.result.spend),
                    euro(each.reference.spend),
                    _number(each.result.treated),
                    _signed(_others(each), spoken),
                ),
                tuple(
                    (words(kind_of(p.arrangement).name), euro(p.amount))
                    for p in each.payments
                ),
            )
            for each in position.expected.years
        ),
        warnings=fair_warnings(under, (study.scope,)),
    )


def _others(year: YearResult) -> Decimal:
    """Return what other insurers spend more than in the reference, as assumed."""
    return year.result.other_spend - year.reference.other_spend


def _number(value: Decimal) -> str:
    return number(value.quantize(_EURO, rounding=ROUND_HALF_UP))
