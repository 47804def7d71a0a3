"""How certain a scenario is: what matters most, and the chance for each party."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.chance import Chance, chance
from kpikit.domain.financing.sensitivity import tornado
from kpikit.domain.financing.spread import SPREADS, ranges
from kpikit.domain.financing.study import Study, option_name, option_of
from kpikit.web.answers import share
from kpikit.web.language import number, words
from kpikit.web.scenario_results import signed


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption: its range, and the margin and spend at both ends."""

    name: str
    span: str
    margin: tuple[str, str]
    spend: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Certainty:
    """One option: which assumption matters most, and both chances."""

    name: str
    rows: tuple[Row, ...]
    provider_below: str
    insurer_above: str
    draws: str


def certainties(study: Study, agreed: Sequence[Arrangement]) -> tuple[Certainty, ...]:
    """Return how certain each option of a sound study is."""
    return tuple(_certainty(study, option, agreed) for option in study.options)


def _certainty(study: Study, option: str, agreed: Sequence[Arrangement]) -> Certainty:
    arrangements = option_of(study, option, agreed)
    found: Chance = chance(study.scope, study.scenario, arrangements)
    return Certainty(
        name=words(option_name(option)),
        rows=tuple(_rows(study, arrangements)),
        provider_below=_percent(found.provider_below),
        insurer_above=_percent(found.insurer_above),
        draws=number(Decimal(found.draws)),
    )


def _rows(study: Study, arrangements: Sequence[Arrangement]) -> list[Row]:
    stated = ranges(study.scenario)
    return [
        Row(
            name=words(SPREADS[bar.code].name),
            span=_span(bar.code, stated[bar.code].low, stated[bar.code].high),
            margin=(signed(bar.low.margin), signed(bar.high.margin)),
            spend=(signed(bar.low.spend), signed(bar.high.spend)),
        )
        for bar in tornado(study.scope, study.scenario, arrangements)
    ]


def _span(code: str, low: Decimal, high: Decimal) -> str:
    sign = "+" if SPREADS[code].added else "× "
    if SPREADS[code].added:
        return f"{share(low)} – {sign}{share(high)}"
    return f"{sign}{number(low)} – {number(high)}"


def _percent(part: float) -> str:
    return share(Decimal(str(round(part, 2))))
