"""How certain a scenario is: what matters most, and the chance for each party."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.charts.kinds.scenario_tornado import Tornado
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.chance import Chance, chance
from kpikit.domain.financing.course import course
from kpikit.domain.financing.outlook import outlook
from kpikit.domain.financing.sensitivity import Bar, tornado
from kpikit.domain.financing.spread import SPREADS, ranges
from kpikit.domain.financing.study import Study, option_name, option_of
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.web.answers import share
from kpikit.web.language import number, words
from kpikit.web.scenario_assumptions import span
from kpikit.web.scenario_results import signed


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption: its range, and what counts for a party at both ends."""

    name: str
    span: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Side:
    """One party: the picture of what matters most to it, and its numbers."""

    party: PartyRole
    tornado: Tornado
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Certainty:
    """One option: which assumption matters most, and both chances."""

    option: str
    name: str
    sides: tuple[Side, ...]
    provider_below: str
    insurer_above: str
    draws: str


def certainties(study: Study, agreed: Sequence[Arrangement]) -> tuple[Certainty, ...]:
    """Return how certain each option of a sound study is."""
    return tuple(_certainty(study, option, agreed) for option in study.options)


def _certainty(study: Study, option: str, agreed: Sequence[Arrangement]) -> Certainty:
    arrangements = option_of(study, option, agreed)
    found: Chance = chance(study.scope, study.scenario, arrangements)
    bars = tornado(study.scope, study.scenario, arrangements)
    return Certainty(
        option=option,
        name=words(option_name(option)),
        sides=tuple(
            Side(party, each, _rows(study, each))
            for party in DECIDING
            for each in [_tornado(study, option, party, arrangements, bars)]
        ),
        provider_below=_percent(found.provider_below),
        insurer_above=_percent(found.insurer_above),
        draws=number(Decimal(found.draws)),
    )


def tornado_of(
    study: Study, option: str, party: PartyRole, agreed: Sequence[Arrangement]
) -> Tornado:
    """Return what the chart of one option and party is drawn from."""
    arrangements = option_of(study, option, agreed)
    bars = tornado(study.scope, study.scenario, arrangements)
    return _tornado(study, option, party, arrangements, bars)


def _tornado(
    study: Study,
    option: str,
    party: PartyRole,
    arrangements: Sequence[Arrangement],
    bars: Sequence[Bar],
) -> Tornado:
    expected = outlook(course(study.scope, study.scenario), arrangements)
    return Tornado.of(option_name(option), party, expected, bars)


def _rows(study: Study, tornado: Tornado) -> tuple[Row, ...]:
    stated = ranges(study.scenario)
    return tuple(
        Row(
            name=words(SPREADS[bar.code].name),
            span=span(bar.code, stated[bar.code].low, stated[bar.code].high),
            low=signed(bar.low.of(tornado.party)),
            high=signed(bar.high.of(tornado.party)),
        )
        for bar in tornado.bars
    )


def _percent(part: float) -> str:
    return share(Decimal(str(round(part, 2))))
