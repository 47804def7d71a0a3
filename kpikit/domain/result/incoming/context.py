"""What a file of results is held against: the agreement and what is there already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kpikit.domain.agreement import Dossier
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.literal_question import counted_by
from kpikit.domain.result import wording
from kpikit.domain.result.incoming.grid import Grid, Heads
from kpikit.domain.result.period import Period, period_of
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import ResultRound, closed_because
from kpikit.domain.result.schedule import kpi_periods, may_enter
from kpikit.domain.scoring import Question, Reading
from kpikit.problems import Problem, Refused
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The signed agreement, the own drafts and rounds, and what was chosen before.

    ``kept`` gives the single answers that are there of a KPI and period. ``chosen``
    holds the key of the reading that somebody chose for a KPI, ``known`` the reading
    that an earlier import used.
    """

    dossier: Dossier
    instruments: Mapping[str, Instrument]
    today: date
    drafts: Mapping[tuple[KpiId, Period], Result] = field(default_factory=dict)
    rounds: Mapping[Period, ResultRound] = field(default_factory=dict)
    kept: Callable[[KpiId, str], Mapping[str, str]] = lambda kpi_id, period: {}  # noqa: ARG005
    chosen: Mapping[KpiId, str] = field(default_factory=dict)
    known: Mapping[KpiId, Reading] = field(default_factory=dict)

    def instrument(self, kpi: AnyKpi) -> Instrument | None:
        """Return the instrument of a KPI, or ``None``."""
        return self.instruments.get(kpi.instrument or "")

    def question(self, kpi: AnyKpi) -> Question | None:
        """Return the literal question that answers to a KPI are counted by, if any."""
        return question_of(self.dossier, kpi, self.instrument(kpi))

    def kpi(self, text: str) -> AnyKpi:
        """Return the KPI with a code.

        Raises:
            Refused: the signed agreement has no such KPI.
        """
        wanted = text.strip().casefold()
        for kpi in self.dossier.kpis:
            if kpi.id.casefold() == wanted:
                return kpi
        raise Refused([Problem("no-such-kpi", "kpi", _unknown_kpi(text))])

    def period(self, kpi: AnyKpi, text: str) -> Period:
        """Return the period of a KPI with an id, if it can be filled in now.

        Raises:
            Refused: the plan has no such period, or it has not begun or is closed.
        """
        every = kpi_periods(self.dossier, kpi.id)
        found = period_of(text, every)
        if found is None:
            said = _unknown_period(text, every)
            raise Refused([Problem("no-such-period", "period", said)])
        closed = may_enter(found, self.today)
        if closed is None and found in self.rounds:
            closed = closed_because(self.rounds[found])
        if closed is not None:
            raise Refused([Problem("closed", "period", closed)])
        return found


def question_of(
    dossier: Dossier, kpi: AnyKpi, instrument: Instrument | None
) -> Question | None:
    """Return the question that the parties wrote for a KPI, if it can be counted by."""
    plan = dossier.plan(kpi.id)
    return counted_by(kpi, instrument, plan.question) if plan is not None else None


def told(
    refused: Refused, grid: Grid, heads: Heads, row: int, name: str
) -> tuple[Problem, ...]:
    """Return the problems of a cell with the words for where it stands."""
    place = heads.place(grid, row, name)
    return tuple(place.problem(p.code, p.text) for p in refused.problems)


def _unknown_kpi(text: str) -> Text:
    shown = text.strip()[:30]
    said = wording.NO_SUCH_KPI
    return Text(nl=f"‘{shown}’? {said.nl}", en=f"‘{shown}’? {said.en}")


def _unknown_period(text: str, known: tuple[Period, ...]) -> Text:
    shown, first = text.strip()[:30], known[0].id if known else ""
    return Text(
        nl=f"‘{shown}’ is geen periode van deze KPI. Schrijf haar zoals {first}.",
        en=f"‘{shown}’ is no period of this KPI. Write it like {first}.",
    )
