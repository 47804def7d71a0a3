"""What a result does to money: let it through, stop it, or leave all as it is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import Comparator, MeasuredAmbition, YearAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.cannot_tell import AS_MEASURED
from kpikit.domain.kpi import KpiId
from kpikit.domain.settlement.facts import Facts, Finding, KpiOutcome, Standing
from kpikit.domain.settlement.lines import Flag
from kpikit.text import Text


class Weighs(StrEnum):
    """What becomes of money that hangs on a result."""

    PAYS = "pays"
    PAYS_NOTHING = "pays_nothing"
    LEAVES_ALL = "leaves_all"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A KPI of the agreement in one year: its name, its result and its marks."""

    kpi_id: KpiId
    name: Text
    result: KpiOutcome
    comparator: Comparator | None = None
    floor: Decimal | None = None
    goal: Decimal | None = None

    @property
    def on_a_scale(self) -> bool:
        """Whether the money grows between floor and goal; else it is all or nothing."""
        if self.comparator is Comparator.BETWEEN or self.result.value is None:
            return False
        return None not in (self.floor, self.goal) and self.floor != self.goal


def questions(
    dossier: Dossier, facts: Facts, arrangement: Arrangement, name: str
) -> tuple[Question, ...]:
    """Return the KPIs that a term names, with their results and marks of the year."""
    return tuple(
        _question(dossier, facts, kpi_id) for kpi_id in arrangement.term(name).kpis
    )


def weigh(question: Question, arrangement: Arrangement) -> Weighs:
    """Return what becomes of money that waits for a goal to be met."""
    result = question.result
    if result.standing is Standing.NOT_DUE:
        return Weighs.NOT_DUE
    if result.standing is Standing.NOT_DELIVERED:
        return Weighs.PAYS_NOTHING
    finding = result.finding or _by_value(question)
    if finding is None or finding is Finding.CANNOT_TELL:
        return _cannot_tell(arrangement, _by_value(question) is Finding.MET)
    return Weighs.PAYS if finding is Finding.MET else Weighs.PAYS_NOTHING


def weigh_on_scale(question: Question, arrangement: Arrangement) -> Weighs:
    """Return what becomes of money that grows from the floor to the goal.

    It hangs on the floor, where it begins: a difference with the floor that lies
    inside the sampling error pays nothing. So a better result never pays less.
    """
    result = question.result
    if result.standing is not Standing.DELIVERED:
        return weigh(question, arrangement)
    bounds = (result.low, result.high)
    if None in bounds:
        unsure = result.finding is Finding.CANNOT_TELL
    else:
        unsure = not _clear_of_floor(question)
    return _cannot_tell(arrangement, likely=True) if unsure else Weighs.PAYS


def flags_of(
    question: Question, arrangement: Arrangement, found: Weighs
) -> tuple[Flag, ...]:
    """Return what both parties should see about a result that does not simply pay."""
    name, result = question.name, question.result
    if result.standing is Standing.NOT_DELIVERED:
        return (Flag(code="not-delivered", text=_about(name, _NOT_DELIVERED)),)
    if found is Weighs.LEAVES_ALL:
        return (Flag(code="cannot-tell", text=_about(name, _LEFT)),)
    if found is Weighs.NOT_DUE:
        return (Flag(code="not-due", text=_about(name, _NOT_YET)),)
    told = arrangement.term("cannot_tell").words == AS_MEASURED
    if told and result.finding is Finding.CANNOT_TELL:
        return (Flag(code="as-measured", text=_about(name, _AS_MEASURED)),)
    return ()


def _cannot_tell(arrangement: Arrangement, likely: bool) -> Weighs:  # noqa: FBT001
    """Follow what was agreed beforehand; without words nothing is gained or lost."""
    if arrangement.term("cannot_tell").words != AS_MEASURED:
        return Weighs.LEAVES_ALL
    return Weighs.PAYS if likely else Weighs.PAYS_NOTHING


def _by_value(question: Question) -> Finding | None:
    """Hold a value against the goal as it is, before any rounding."""
    value, goal = question.result.value, question.goal
    if value is None or goal is None or question.comparator is None:
        return None
    met = {
        Comparator.MORE_THAN: value > goal,
        Comparator.AT_LEAST: value >= goal,
        Comparator.AT_MOST: value <= goal,
        Comparator.LESS_THAN: value < goal,
        Comparator.BETWEEN: question.floor is not None
        and question.floor <= value <= goal,
    }
    return Finding.MET if met[question.comparator] else Finding.NOT_MET


def _clear_of_floor(question: Question) -> bool:
    """Tell whether the whole interval lies on one side of the floor."""
    low, high, floor = question.result.low, question.result.high, question.floor
    assert low is not None  # noqa: S101 - asked only with an interval
    assert high is not None  # noqa: S101 - the same
    assert floor is not None  # noqa: S101 - asked only on a scale
    return low > floor or high < floor


def _question(dossier: Dossier, facts: Facts, kpi_id: KpiId) -> Question:
    kpi = next((k for k in dossier.kpis if k.id == kpi_id), None)
    name = kpi.name if kpi else Text(nl=kpi_id, en=kpi_id)
    ambition = dossier.ambition(kpi_id)
    result = facts.result(kpi_id)
    if not isinstance(ambition, MeasuredAmbition):
        return Question(kpi_id=kpi_id, name=name, result=result)
    blank = YearAmbition(year=facts.year)
    marks = next((y for y in ambition.years if y.year == facts.year), blank)
    return Question(
        kpi_id=kpi_id,
        name=name,
        result=result,
        comparator=ambition.comparator,
        floor=marks.floor,
        goal=marks.goal,
    )


def _about(name: Text, words: Text) -> Text:
    return Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")


_NOT_DELIVERED = Text(
    nl="niet geleverd. Daarop wordt niet betaald.",
    en="not delivered. Nothing is paid on it.",
)
_LEFT = Text(
    nl="niet te zeggen. Niets gewonnen en niets verloren: geen betaling en geen "
    "terugbetaling.",
    en="cannot tell. Nothing gained and nothing lost: no payment and no repayment.",
)
_NOT_YET = Text(
    nl="dit jaar nog niet aan de beurt, en telt dus niet mee.",
    en="not yet due this year, so it does not count.",
)
_AS_MEASURED = Text(
    nl="niet te zeggen. Afgesproken is dat de gemeten waarde dan telt.",
    en="cannot tell. It was agreed that the measured value counts then.",
)
