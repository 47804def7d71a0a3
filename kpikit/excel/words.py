"""The words of the sheets for what the domain writes as codes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kpikit.domain.ambition import COMPARATOR_NAMES, UNIT_NAMES
from kpikit.domain.financing.base import CONDITION_NAMES, Certainty
from kpikit.domain.kpi import (
    AnyKpi,
    Direction,
    FactStatus,
    KpiType,
    Level,
    MeasuredKpi,
    Risk,
    StatisticKind,
    Use,
)
from kpikit.domain.measurement import MARGIN_NAMES, RULE_NAMES
from kpikit.domain.party import PARTY_NAMES
from kpikit.domain.sampling_names import METHOD_NAMES, MODE_NAMES
from kpikit.text import Text

YES = Text(nl="ja", en="yes")
NO = Text(nl="nee", en="no")

_FACT_STATUS: dict[StrEnum, Text] = {
    FactStatus.VERIFIED: Text(nl="nagezien in de bron", en="checked in the source"),
    FactStatus.COMPUTED: Text(nl="berekend", en="computed"),
    FactStatus.UNKNOWN: Text(
        nl="niet bekend of eigen schatting", en="not known, or our own estimate"
    ),
}
_KPI_TYPE: dict[StrEnum, Text] = {
    KpiType.STRUCTURE: Text(nl="structuur", en="structure"),
    KpiType.PROCESS: Text(nl="proces", en="process"),
    KpiType.EXPERIENCE: Text(nl="ervaring", en="experience"),
    KpiType.OUTCOME: Text(nl="uitkomst", en="outcome"),
    KpiType.QUALITATIVE: Text(nl="kwalitatief", en="qualitative"),
    KpiType.BALANCING: Text(
        nl="meekijken (zonder doel of geld)", en="balancing (no target, no money)"
    ),
}
_LEVEL: dict[StrEnum, Text] = {
    Level.PATIENT: Text(nl="patiënt", en="patient"),
    Level.PROFESSIONAL: Text(nl="zorgverlener", en="professional"),
    Level.TEAM: Text(nl="team", en="team"),
    Level.ORGANISATION: Text(nl="organisatie", en="organisation"),
    Level.CHAIN: Text(nl="keten", en="chain"),
}
_USE: dict[StrEnum, Text] = {
    Use.NONE: Text(nl="niet gebruiken", en="not to be used"),
    Use.LEARN: Text(nl="leren", en="learning"),
    Use.DIALOGUE: Text(nl="gesprek", en="dialogue"),
    Use.PAYMENT: Text(nl="betaling", en="payment"),
}
_STATISTIC: dict[StrEnum, Text] = {
    StatisticKind.SHARE: Text(nl="aandeel", en="share"),
    StatisticKind.MEAN: Text(nl="gemiddelde", en="mean"),
    StatisticKind.DIFFERENCE: Text(nl="verschil", en="difference"),
    StatisticKind.COUNT: Text(nl="aantal", en="count"),
}
_DIRECTION: dict[StrEnum, Text] = {
    Direction.HIGHER: Text(nl="hoger is beter", en="higher is better"),
    Direction.LOWER: Text(nl="lager is beter", en="lower is better"),
    Direction.NONE: Text(nl="geen van beide is beter", en="neither way is better"),
}
_RISK: dict[StrEnum, Text] = {
    Risk.LOW: Text(nl="klein", en="low"),
    Risk.MEDIUM: Text(nl="matig", en="medium"),
    Risk.HIGH: Text(nl="groot", en="high"),
    Risk.UNKNOWN: Text(nl="niet bekend", en="not known"),
}
_CERTAINTY: dict[StrEnum, Text] = {
    Certainty.FIXED: Text(nl="vast bedrag", en="fixed amount"),
    Certainty.CAP: Text(nl="hoogstens", en="at most"),
    Certainty.SHARE: Text(nl="aandeel", en="share"),
    Certainty.PRICE: Text(nl="prijs per eenheid", en="price per unit"),
}
LISTS: dict[str, tuple[Text, ...]] = {
    "comparator": tuple(COMPARATOR_NAMES.values()),
    "yes_no": (YES, NO),
    "method": tuple(METHOD_NAMES.values()),
    "mode": tuple(MODE_NAMES.values()),
    "certainty": tuple(_CERTAINTY.values()),
    "payer": tuple(PARTY_NAMES.values()),
    "condition": tuple(CONDITION_NAMES.values()),
    "rule": tuple(RULE_NAMES.values()),
    "margin": tuple(MARGIN_NAMES.values()),
}
"""What the reader may choose from, by the code that a column names."""

_FAMILIES: tuple[Mapping[Any, Text], ...] = (
    _FACT_STATUS,
    _KPI_TYPE,
    _LEVEL,
    _USE,
    _STATISTIC,
    _DIRECTION,
    METHOD_NAMES,
    MODE_NAMES,
    _RISK,
    _CERTAINTY,
    COMPARATOR_NAMES,
    UNIT_NAMES,
    CONDITION_NAMES,
    PARTY_NAMES,
    RULE_NAMES,
    MARGIN_NAMES,
)
_BY_TYPE = {type(next(iter(family))): family for family in _FAMILIES}


def named(code: StrEnum) -> Text:
    """Return the words for a code of the domain.

    Raises:
        KeyError: there are no words for it.
    """
    return _BY_TYPE[type(code)][code]


def joined(codes: tuple[StrEnum, ...]) -> Text:
    """Return the words for several codes, with commas between."""
    names = [named(code) for code in codes]
    return Text(nl=", ".join(n.nl for n in names), en=", ".join(n.en for n in names))


def kind_of_kpi(kpi: AnyKpi) -> Text:
    """Return whether a KPI is measured or narrative, in words."""
    if isinstance(kpi, MeasuredKpi):
        return Text(nl="meetbaar", en="measured")
    return Text(nl="merkbaar", en="narrative")
