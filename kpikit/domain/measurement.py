"""The measurement plan of a KPI: who is asked, how many, how, by whom and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain import literal_question
from kpikit.domain.kpi import (
    AnyKpi,
    KpiId,
    MeasuredKpi,
    Mode,
    SamplingMethod,
    StatisticKind,
)
from kpikit.domain.literal_question import NOT_ASKED, LiteralQuestion
from kpikit.problems import Problem
from kpikit.statistics.interval import Method
from kpikit.statistics.verdicts import Rule
from kpikit.text import Text

LOWEST_MINIMUM_N = 5
MOST_ROUNDS = 52
MOST_PEOPLE = 1_000_000
USUAL_LEVEL = Decimal("0.95")
LEVELS = (USUAL_LEVEL, Decimal("0.90"))
"""The confidence that parties may choose; 0.95 leaves 2.5 % on either side."""


class Margin(StrEnum):
    """How the margin of a share is worked out."""

    WILSON = "wilson"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementPlan:
    """How one KPI is measured; ``planned_n`` and ``minimum_n`` are per round.

    ``minimum_n`` is the number under which there is no judgement. A narrative KPI
    has no numbers: there ``moments`` says when evidence is gathered and discussed.
    ``rule``, ``level`` (0-1) and ``margin`` (of a share) say how a result will be held
    against the goal,
    ``population`` how many are eligible per round, ``expected_response`` (0-1) which
    share of the invited answers. ``unprovable_reason`` is why the parties keep a goal
    that the planned sample can never show as met. ``question`` is what is asked
    literally, where the instrument leaves that to the parties.
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
    rule: Rule = Rule.CONFIRM
    level: Decimal = USUAL_LEVEL
    margin: Margin = Margin.WILSON
    population: int | None = None
    expected_response: Decimal | None = None
    unprovable_reason: str = ""
    question: LiteralQuestion = NOT_ASKED
    revision: int = 1

    @property
    def interval_method(self) -> Method:
        """The margin by the name that the intervals know it by."""
        return "exact" if self.margin is Margin.EXACT else "wilson"


def fitting_rules(kpi: AnyKpi) -> tuple[Rule, ...]:
    """Return the rules that a KPI can be judged by; none for what is not judged.

    Only a share has failures to count by a plan. A balancing KPI has no goal, a
    narrative one no number, and a count no sampling margin.
    """
    if not isinstance(kpi, MeasuredKpi) or kpi.balancing:
        return ()
    if kpi.statistic.kind is StatisticKind.COUNT:
        return ()
    share = kpi.statistic.kind is StatisticKind.SHARE
    return tuple(r for r in Rule if share or r is not Rule.PLAN)


def has_margin(kpi: AnyKpi) -> bool:
    """Tell whether the parties choose how the margin of a KPI is worked out."""
    share = isinstance(kpi, MeasuredKpi) and kpi.statistic.kind is StatisticKind.SHARE
    return share and bool(fitting_rules(kpi))


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
    yield from _judging(plan)
    yield from literal_question.problems(plan.question)


def _judging(plan: MeasurementPlan) -> Iterator[Problem]:
    if plan.level not in LEVELS:
        yield _problem("level", "level", _LEVEL)
    people = plan.population
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        yield _problem("population", "population", _PEOPLE)
    elif people is not None and people < (plan.planned_n or 0):
        yield _problem("population-under-planned", "population", _UNDER_PLANNED)
    answering = plan.expected_response
    if answering is not None and not (answering.is_finite() and 0 < answering <= 1):
        yield _problem("response", "expected_response", _RESPONSE)


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
_LEVEL = Text(nl="Kies 95% of 90%.", en="Choose 95% or 90%.")
_UNDER_PLANNED = Text(
    nl="Er komen er minder in aanmerking dan u wilt meten. Kijk beide aantallen na.",
    en="Fewer people are eligible than you plan to measure. Check both numbers.",
)
_RESPONSE = Text(
    nl="Vul een percentage in boven 0% en tot en met 100%.",
    en="Enter a percentage above 0% and up to 100%.",
)

RULE_NAMES = {
    Rule.CONFIRM: Text(
        nl="Pas oordelen als het zeker genoeg is", en="Judge only when sure enough"
    ),
    Rule.BENEFIT_OF_DOUBT: Text(
        nl="Voordeel van de twijfel", en="Benefit of the doubt"
    ),
    Rule.PROOF: Text(nl="Eerst aantonen", en="Proof first"),
    Rule.PLAN: Text(nl="Fouten tellen", en="Counting failures"),
    Rule.POINT: Text(nl="Alleen het getal", en="The number alone"),
}
RULE_MEANINGS = {
    Rule.CONFIRM: Text(
        nl="Ligt de hele marge aan één kant van het doel, dan is het gehaald of niet "
        "gehaald. Anders is het nog niet te zeggen. Past bij samen terugkijken.",
        en="When the whole margin lies on one side of the goal, it is met or not met. "
        "Otherwise it cannot be told yet. Fits a joint review.",
    ),
    Rule.BENEFIT_OF_DOUBT: Text(
        nl="Het doel heet gehaald, tenzij de meting duidelijk laat zien van niet. "
        "Past als er een korting aan vastzit.",
        en="The goal is called met, unless the result clearly shows that it is not. "
        "Fits when a penalty hangs on it.",
    ),
    Rule.PROOF: Text(
        nl="Het doel heet pas gehaald als de meting dat duidelijk laat zien. Past als "
        "er een beloning aan vastzit.",
        en="The goal is only called met when the result clearly shows it. Fits when a "
        "reward hangs on it.",
    ),
    Rule.PLAN: Text(
        nl="Vooraf staat vast hoeveel er niet goed mogen zijn. Past bij een klein "
        "aantal dossiers of gesprekken.",
        en="It is fixed beforehand how many may fail. Fits a small number of records "
        "or conversations.",
    ),
    Rule.POINT: Text(
        nl="De uitkomst telt zonder marge, ook als het toeval is. Past alleen als "
        "iedereen meedoet.",
        en="The outcome counts without a margin, even if it is chance. Only fits when "
        "everybody takes part.",
    ),
}
LEVEL_MEANINGS = {
    Decimal("0.95"): Text(
        nl="Gebruikelijk. Per kant is het oordeel in ongeveer 2,5% van de metingen "
        "verkeerd, vlak bij het doel en bij kleine aantallen iets vaker.",
        en="Usual. On either side the judgement is wrong in about 2.5% of the rounds, "
        "close to the goal and with small numbers a little more often.",
    ),
    Decimal("0.90"): Text(
        nl="Eerder een oordeel, en vaker een verkeerd: per kant ongeveer 5%.",
        en="A judgement sooner, and a wrong one more often: about 5% on either side.",
    ),
}
MARGIN_NAMES = {
    Margin.WILSON: Text(nl="Gebruikelijk (Wilson)", en="Usual (Wilson)"),
    Margin.EXACT: Text(nl="Streng (exact)", en="Strict (exact)"),
}
MARGIN_MEANINGS = {
    Margin.WILSON: Text(
        nl="Gemiddeld klopt de zekerheid. Met weinig antwoorden heet een doel dat net "
        "gehaald is soms vaker niet gehaald dan u afspreekt.",
        en="On average the confidence holds. With few answers a goal that is only just "
        "met is sometimes called not met more often than you agree on.",
    ),
    Margin.EXACT: Text(
        nl="Het oordeel is nooit vaker verkeerd dan u afspreekt. De marge is breder: "
        "vaker is het nog niet te zeggen.",
        en="The judgement is never wrong more often than you agree on. The margin is "
        "wider: more often it cannot be told yet.",
    ),
}
