"""How an advice is put into words: numbers as each language writes them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.ambition import COMPARATOR_NAMES, Comparator
from kpikit.domain.kpi import AnyKpi, Mode, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.text import Text

_SWAPPED = str.maketrans(",.", ".,")


class Weight(StrEnum):
    """How an advice is shown: as information, or as something to reconsider."""

    NOTE = "note"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to know before the data; advice, never a block.

    Attributes:
        code: which advice it is, as a stable word.
        text: the words, numbers and all.
        weight: whether it asks to reconsider something.
    """

    code: str
    text: Text
    weight: Weight = Weight.NOTE


def whole(value: float) -> Text:
    """Return a number without decimals: 1.471 in Dutch, 1,471 in English."""
    return rounded(value, 0)


def rounded(value: float | Decimal, decimals: int) -> Text:
    """Return a number with so many decimals."""
    en = f"{value:,.{decimals}f}"
    return Text(nl=en.translate(_SWAPPED), en=en)


def exact(value: Decimal, unit: Unit) -> Text:
    """Return a number as it was written, a share with its percent sign."""
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    found = rounded(value, places)
    sign = "%" if unit is Unit.PERCENT else ""
    return Text(nl=found.nl + sign, en=found.en + sign)


def goal(comparator: Comparator, value: Decimal, unit: Unit) -> Text:
    """Return a goal in words, such as ‘more than 75%’."""
    name, number = COMPARATOR_NAMES[comparator], exact(value, unit)
    return Text(nl=f"{name.nl} {number.nl}", en=f"{name.en} {number.en}")


def filled(template: Text, **values: Text | int) -> Text:
    """Return a text with its places filled; an integer stands without separators."""
    nl = {n: v.nl if isinstance(v, Text) else v for n, v in values.items()}
    en = {n: v.en if isinstance(v, Text) else v for n, v in values.items()}
    return Text(nl=template.nl.format(**nl), en=template.en.format(**en))


def joined(*sentences: Text | None) -> Text:
    """Return sentences behind each other; those that are ``None`` are left out."""
    said = [s for s in sentences if s is not None]
    return Text(nl=" ".join(s.nl for s in said), en=" ".join(s.en for s in said))


def answers(kpi: AnyKpi, plan: MeasurementPlan | None) -> Text:
    """Return what is counted, in the plural: questionnaires, records, ..."""
    mode = plan.mode if plan else None
    if mode is None:
        return _QUESTIONNAIRES if kpi.patient_voice else _OBSERVATIONS
    return _ANSWERS.get(mode, _OBSERVATIONS)


def people(kpi: AnyKpi, plan: MeasurementPlan | None) -> Text:
    """Return of whom a round consists: patients, or else what is counted."""
    counted = answers(kpi, plan)
    if kpi.patient_voice and counted is _QUESTIONNAIRES:
        return Text(nl="patiënten", en="patients")
    return counted


_QUESTIONNAIRES = Text(nl="ingevulde vragenlijsten", en="completed questionnaires")
_OBSERVATIONS = Text(nl="waarnemingen", en="observations")
_CONVERSATIONS = Text(nl="gesprekken", en="conversations")
_ANSWERS = {
    Mode.PAPER: _QUESTIONNAIRES,
    Mode.DIGITAL: _QUESTIONNAIRES,
    Mode.PHONE: _QUESTIONNAIRES,
    Mode.RECORDS: Text(nl="dossiers", en="records"),
    Mode.RECORDING: _CONVERSATIONS,
    Mode.OBSERVATION: _CONVERSATIONS,
}
