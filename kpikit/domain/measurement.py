"""The measurement plan of a KPI: who is asked, how many, how, by whom and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.problems import Problem
from kpikit.text import Text

LOWEST_MINIMUM_N = 5
MOST_ROUNDS = 52
MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementPlan:
    """How one KPI is measured; ``planned_n`` and ``minimum_n`` are per round.

    ``minimum_n`` is the number under which there is no judgement. A narrative KPI
    has no numbers: there ``moments`` says when evidence is gathered and discussed.
    """

    kpi_id: KpiId
    who_is_asked: str = ""
    method: SamplingMethod | None = None
    mode: Mode | None = None
    planned_n: int | None = None
    minimum_n: int | None = None
    rounds_per_year: int | None = None
    moments: str = ""
    measured_by: str = ""
    owner: str = ""
    data_source: str = ""
    revision: int = 1


def problems(plan: MeasurementPlan) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a plan, per form field."""
    return tuple(_problems(plan))


def _problems(plan: MeasurementPlan) -> Iterator[Problem]:
    planned, minimum = plan.planned_n, plan.minimum_n
    if planned is not None and not 1 <= planned <= MOST_PEOPLE:
        yield _problem("planned-n", "planned_n", _PEOPLE)
    elif planned is not None and minimum is not None and planned < minimum:
        yield _problem("planned-under-minimum", "planned_n", _UNDER_MINIMUM)
    if minimum is not None and minimum < LOWEST_MINIMUM_N:
        yield _problem("minimum-n", "minimum_n", _TOO_SMALL)
    if minimum is not None and minimum > MOST_PEOPLE:
        yield _problem("minimum-n", "minimum_n", _PEOPLE)
    rounds = plan.rounds_per_year
    if rounds is not None and not 1 <= rounds <= MOST_ROUNDS:
        yield _problem("rounds", "rounds_per_year", _ROUNDS)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_PEOPLE = Text(
    nl="Vul een aantal in van 1 tot en met 1.000.000.",
    en="Enter a number from 1 to 1,000,000.",
)
_TOO_SMALL = Text(
    nl="Minder dan 5 kan niet: dan zijn mensen soms te herkennen.",
    en="Fewer than 5 is not possible: people could be recognised.",
)
_UNDER_MINIMUM = Text(
    nl="De geplande steekproef is kleiner dan het minimum. Dan volgt er nooit een "
    "oordeel.",
    en="The planned sample is smaller than the minimum. Then there is never a "
    "judgement.",
)
_ROUNDS = Text(nl="Kies 1 tot en met 52 rondes.", en="Choose 1 to 52 rounds.")
