"""Words of the library pages for what the domain writes as codes."""

from enum import StrEnum
from typing import Any

from kpikit.domain.instrument import (
    Aggregate,
    InstrumentKind,
    MissingRule,
    StepKind,
)
from kpikit.domain.kpi import Use
from kpikit.domain.library import Addressee, Kind, Part
from kpikit.text import Text

KIND_NAMES = {
    Kind.MEASURED: Text(nl="meetbaar", en="measured"),
    Kind.NARRATIVE: Text(nl="merkbaar", en="narrative"),
}
BURDEN_NAMES = {
    0: Text(nl="geen extra werk", en="no extra work"),
    1: Text(nl="weinig", en="little"),
    2: Text(nl="gemiddeld", en="medium"),
    3: Text(nl="veel", en="much"),
}
USE_MEANINGS = {
    Use.NONE: Text(
        nl="Deze KPI hoort in geen afspraak.",
        en="This KPI belongs in no agreement.",
    ),
    Use.LEARN: Text(
        nl="Alleen om binnen het ziekenhuis van te leren. Bespreek het cijfer niet als "
        "oordeel en koppel er geen geld aan.",
        en="Only to learn from inside the hospital. Do not discuss the figure as a "
        "judgement, and tie no money to it.",
    ),
    Use.DIALOGUE: Text(
        nl="Om samen te bespreken. Koppel er geen geld aan.",
        en="To discuss together. Tie no money to it.",
    ),
    Use.PAYMENT: Text(
        nl="Om samen te bespreken. Er mag ook geld aan hangen, als u dat vooraf "
        "afspreekt.",
        en="To discuss together. Money may depend on it too, if you agree so "
        "beforehand.",
    ),
}
PART_NAMES = {
    Part.ORGANISING: Text(
        nl="Samen beslissen organiseren", en="Organising shared decision making"
    ),
    Part.REWARDING: Text(
        nl="Samen beslissen belonen", en="Rewarding shared decision making"
    ),
}
ADDRESSEE_NAMES = {
    Addressee.PROVIDER: Text(nl="voor de zorgaanbieder", en="for the provider"),
    Addressee.INSURER: Text(nl="voor de zorgverzekeraar", en="for the insurer"),
}
_INSTRUMENT_KINDS: dict[StrEnum, Text] = {
    InstrumentKind.QUESTIONNAIRE: Text(nl="vragenlijst", en="questionnaire"),
    InstrumentKind.OBSERVATION: Text(nl="observatieformulier", en="observation form"),
    InstrumentKind.CHOICE: Text(nl="keuzevraag", en="choice question"),
    InstrumentKind.ITEM: Text(nl="losse vraag", en="single question"),
    InstrumentKind.AUDIT: Text(nl="dossieronderzoek", en="audit of records"),
    InstrumentKind.COUNT: Text(nl="telling", en="count"),
    InstrumentKind.LADDER: Text(nl="ladder", en="ladder"),
    InstrumentKind.SCAN: Text(nl="scan", en="scan"),
}
_AGGREGATES: dict[StrEnum, Text] = {
    Aggregate.SUM: Text(nl="Tel de antwoorden op.", en="Add up the answers."),
    Aggregate.MEAN: Text(
        nl="Neem het gemiddelde van de antwoorden.", en="Take the mean of the answers."
    ),
    Aggregate.CHOICE: Text(
        nl="Neem het antwoord zoals het gekozen is.", en="Take the answer as chosen."
    ),
    Aggregate.YES: Text(
        nl="Het antwoord telt als het ja is.", en="The answer counts when it is yes."
    ),
    Aggregate.NONE: Text(
        nl="Er wordt geen score berekend.", en="No score is computed."
    ),
}
_STEPS: dict[StrEnum, Text] = {
    StepKind.ADD: Text(nl="tel er {by} bij op", en="add {by}"),
    StepKind.SUBTRACT: Text(nl="trek er {by} af", en="subtract {by}"),
    StepKind.MULTIPLY: Text(nl="vermenigvuldig met {by}", en="multiply by {by}"),
    StepKind.DIVIDE: Text(nl="deel door {by}", en="divide by {by}"),
}
_MISSING: dict[StrEnum, Text] = {
    MissingRule.COMPLETE_CASES: Text(
        nl="Wie een antwoord overslaat, telt niet mee.",
        en="Whoever leaves out an answer does not count.",
    ),
    MissingRule.COUNTS_AS_NO: Text(
        nl="Wat niet is beantwoord of nagekeken, telt mee als nee.",
        en="What was not answered or checked counts as a no.",
    ),
    MissingRule.NOT_APPLICABLE: Text(
        nl="Niet van toepassing: er ontbreken geen losse antwoorden.",
        en="Not applicable: no single answers can be missing.",
    ),
}
_FAMILIES: tuple[dict[Any, Text], ...] = (
    KIND_NAMES,
    PART_NAMES,
    ADDRESSEE_NAMES,
    _INSTRUMENT_KINDS,
    _AGGREGATES,
    _STEPS,
    _MISSING,
)
_BY_TYPE = {type(next(iter(family))): family for family in _FAMILIES}


def said(code: StrEnum) -> Text:
    """Return the words for a code of the library.

    Raises:
        KeyError: there are no words for it.
    """
    return _BY_TYPE[type(code)][code]
