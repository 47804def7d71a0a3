"""The measurement plan of a KPI: who is asked, how many, how, by whom and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.problems import Problem
from kpikit.text import Text

LOWEST_MINIMUM_N = 5
MOST_ROUNDS = 52


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
    if plan.planned_n is not None and plan.planned_n < 1:
        yield _problem("planned-n", "planned_n", _AT_LEAST_ONE)
    if plan.minimum_n is not None and plan.minimum_n < LOWEST_MINIMUM_N:
        yield _problem("minimum-n", "minimum_n", _TOO_SMALL)
    elif _short(plan):
        yield _problem("planned-under-minimum", "planned_n", _UNDER_MINIMUM)
    rounds = plan.rounds_per_year
    if rounds is not None and not 1 <= rounds <= MOST_ROUNDS:
        yield _problem("rounds", "rounds_per_year", _ROUNDS)


def _short(plan: MeasurementPlan) -> bool:
    if plan.planned_n is None or plan.minimum_n is None:
        return False
    return plan.planned_n < plan.minimum_n


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_AT_LEAST_ONE = Text(nl="Vul 1 of meer in.", en="Enter 1 or more.")
_TOO_SMALL = Text(
    nl="Minder dan 5 kan niet: dan zijn mensen te herkennen.",
    en="Fewer than 5 is not possible: people could be recognised.",
)
_UNDER_MINIMUM = Text(
    nl="De geplande steekproef is kleiner dan het minimum. Dan volgt er nooit een "
    "oordeel.",
    en="The planned sample is smaller than the minimum. Then there is never a "
    "judgement.",
)
_ROUNDS = Text(nl="Kies 1 tot en met 52 rondes.", en="Choose 1 to 52 rounds.")
