"""Which numbers about sample and burden a KPI may hold, of the library or own."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.kpi import AnyKpi, Burden, MeasuredKpi, Sampling
from kpikit.domain.measurement import LOWEST_MINIMUM_N, MOST_PEOPLE
from kpikit.text import Text

MOST_MINUTES = Decimal(24 * 60)
"""No patient is busy with one measurement for longer than a day."""

MOST_HOURS = Decimal(100_000)
"""About sixty people, all year: more than any measurement asks of a hospital."""


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A number that cannot be right, with the part and the field that holds it."""

    part: str
    field: str
    text: Text


def wrong_numbers(kpi: AnyKpi) -> Iterator[WrongNumber]:
    """Yield each number about the sample and the burden that cannot be right."""
    lowest = LOWEST_MINIMUM_N if isinstance(kpi, MeasuredKpi) else 1
    yield from _of_sampling(kpi.sampling, lowest)
    yield from _of_burden(kpi.burden)


def _of_sampling(sampling: Sampling, lowest: int) -> Iterator[WrongNumber]:
    minimum, target = sampling.minimum_n, sampling.target_n
    if minimum is not None and not lowest <= minimum <= MOST_PEOPLE:
        text = _PEOPLE if lowest == 1 else _MINIMUM
        yield WrongNumber("sampling", "minimum_n", text)
    elif minimum is not None and target is not None and 1 <= target < minimum:
        yield WrongNumber("sampling", "target_n", _UNDER_MINIMUM)
    if target is not None and not 1 <= target <= MOST_PEOPLE:
        yield WrongNumber("sampling", "target_n", _PEOPLE)


def _of_burden(burden: Burden) -> Iterator[WrongNumber]:
    for field, value, most, text in (
        ("patient_minutes", burden.patient_minutes, MOST_MINUTES, _MINUTES),
        ("staff_hours_per_year", burden.staff_hours_per_year, MOST_HOURS, _HOURS),
    ):
        if value is not None and not (value.is_finite() and 0 <= value <= most):
            yield WrongNumber("burden", field, text)


_PEOPLE = Text(
    nl="Vul een aantal in van 1 tot en met 1.000.000.",
    en="Enter a number from 1 to 1,000,000.",
)
_MINIMUM = Text(
    nl="Vul een aantal in van 5 tot en met 1.000.000. Onder de 5 is er nooit een "
    "oordeel.",
    en="Enter a number from 5 to 1,000,000. Below 5 there is never a judgement.",
)
_UNDER_MINIMUM = Text(
    nl="Het geadviseerde aantal kan niet lager zijn dan het minimum.",
    en="The advised number cannot be lower than the minimum.",
)
_MINUTES = Text(
    nl="Vul een aantal minuten in van 0 tot en met 1.440 (een dag).",
    en="Enter a number of minutes from 0 to 1,440 (a day).",
)
_HOURS = Text(
    nl="Vul een aantal uren in van 0 tot en met 100.000.",
    en="Enter a number of hours from 0 to 100,000.",
)
