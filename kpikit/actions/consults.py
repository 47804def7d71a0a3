"""Keep recorded consults, read them, and erase them for good: the hospital alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.consult.checks import consult_problems
from kpikit.domain.consult.consult import Consult, is_overdue
from kpikit.domain.consult.figure import (
    TeamFigure,
    chosen,
    least,
    possible_totals,
    team_figure,
)
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import consults
from kpikit.storage.scope import Scope

INSTRUMENT = "option-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedConsults:
    """The consults of the own organisation, and how they are scored.

    A figure of a team is shown from ``fewest`` scored consults.
    """

    consults: tuple[Consult, ...]
    instrument: Instrument
    fewest: int
    today: date

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that have consults."""
        return tuple(dict.fromkeys(each.team for each in self.consults))

    @property
    def overdue(self) -> tuple[Consult, ...]:
        """The consults whose recording should have been deleted."""
        return tuple(each for each in self.consults if is_overdue(each, self.today))

    def consult(self, consult_id: str) -> Consult:
        """Return a consult.

        Raises:
            NotFoundHere: the own organisation has none with this id.
        """
        for each in self.consults:
            if each.id == consult_id:
                return each
        raise NotFoundHere

    def of(self, team: str, first: date | None, last: date | None) -> Sequence[Consult]:
        """Return the consults of a team that were recorded in these days."""
        return chosen(self.consults, team, first, last)

    def figure(
        self, team: str, first: date | None, last: date | None
    ) -> TeamFigure | None:
        """Return the figure of a team over these days; ``None`` with too few."""
        return team_figure(self.of(team, first, last), self.instrument, self.fewest)

    def problems(self, consult: Consult) -> tuple[Problem, ...]:
        """Return what is wrong with a consult, beside the others."""
        possible = possible_totals(self.instrument)
        return consult_problems(consult, self.consults, possible, self.today)


def gives_result_of(kpi: AnyKpi) -> bool:
    """Tell whether recorded consults can give a result of a KPI."""
    return kpi.instrument == INSTRUMENT


def read_consults(desk: Desk, actor: Actor) -> OpenedConsults:
    """Read the consults of the own organisation.

    Raises:
        NotAllowed: the actor does not improve care for a provider.
    """
    authorise(actor, Permission.WRITE_STEPS)
    with desk.database.read() as session:
        return _opened(desk, Scope(session, actor.organisation))


def overdue(scope: Scope, actor: Actor, today: date) -> int:
    """Return how many recordings the actor should see deleted; none of others."""
    if not actor.may(Permission.WRITE_STEPS):
        return 0
    return sum(is_overdue(each, today) for each in consults.recorded(scope))


def record_consult(desk: Desk, actor: Actor, consult: Consult) -> None:
    """Keep a consult; without an id it is a new one.

    Raises:
        NotAllowed: the actor does not improve care for a provider.
        NotFoundHere: the own organisation has none with this id.
        Refused: something lacks or cannot be right; every problem at once.
        Outdated: somebody changed it after it was opened.
    """
    authorise(actor, Permission.WRITE_STEPS)
    with desk.database.write() as session:
        scope = Scope(session, actor.organisation)
        opened = _opened(desk, scope)
        if consult.id:
            opened.consult(consult.id)
        if found := opened.problems(consult):
            raise Refused(found)
        kept = consult if consult.id else replace(consult, id=desk.new_id(), revision=0)
        consults.save(scope, kept)
        action = "consult-changed" if consult.id else "consult-added"
        log(session, actor, desk.clock(), action)


def erase_consult(desk: Desk, actor: Actor, consult_id: str) -> None:
    """Erase a consult for good.

    Raises:
        NotAllowed: the actor does not improve care for a provider.
        NotFoundHere: the own organisation has none with this id.
    """
    authorise(actor, Permission.WRITE_STEPS)
    with desk.database.write() as session:
        if not consults.erase(Scope(session, actor.organisation), consult_id):
            raise NotFoundHere
        log(session, actor, desk.clock(), "consult-erased")


def _opened(desk: Desk, scope: Scope) -> OpenedConsults:
    instrument = desk.library.instruments[INSTRUMENT]
    return OpenedConsults(
        consults=consults.every(scope),
        instrument=instrument,
        fewest=least(instrument, desk.small_number),
        today=day_of(desk.clock()),
    )
