"""Look over all signed agreements: what is due, what waits, what cannot be told yet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.finding.comparing import Compared, Measured, compare
from kpikit.domain.finding.finding import finding_of
from kpikit.domain.finding.judging import Why
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.domain.party import PartyRole
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.result.rounds import RoundState
from kpikit.domain.result.schedule import accepted_results, schedule
from kpikit.statistics.rules import Verdict
from kpikit.storage import overview
from kpikit.storage.overview import ReviewLine, SignedLine
from kpikit.storage.scope import Scope

MOST = 100
_UNTOLD = frozenset({Verdict.INCONCLUSIVE, Verdict.NOT_JUDGED})
_NOTHING_YET = frozenset({Why.NOT_DUE, Why.NOT_APPLICABLE, Why.BY_PEOPLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewLine:
    """One signed agreement: how many results are in, due and waiting.

    ``due`` are results of periods that are over and not accepted; ``waiting`` how many
    rounds the own organisation has to decide on. ``told`` and ``untold`` are KPIs with
    and without a verdict on the goal of their year.
    """

    agreement: Agreement
    due: int
    waiting: int
    verdicts: dict[Verdict, int]
    untold: tuple[AnyKpi, ...]
    review: ReviewLine | None

    @property
    def review_late(self) -> bool:
        """Whether there is a last review that is still being written."""
        return self.review is not None and not self.review.confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All signed agreements of an organisation, the newest first.

    ``compared`` is for an insurer only: the KPIs that several of its providers
    measured in ``year``, the last one that is over.
    """

    today: date
    lines: tuple[OverviewLine, ...]
    total: int
    year: int
    compared: tuple[Compared, ...] = ()


def look_over(desk: Desk, actor: Actor) -> Overview:
    """Read what is due, what waits and what cannot be told, in three queries.

    Raises:
        NotAllowed: the actor's role may not read agreements.
    """
    authorise(actor, Permission.READ)
    today = day_of(desk.clock())
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        found, total = overview.signed(scope, most=MOST)
    measured = [_measured(line, desk.small_number) for line in found]
    year = today.year - 1
    compared: tuple[Compared, ...] = ()
    if actor.party is PartyRole.INSURER:
        compared = compare(measured, year, desk.small_number)
    return Overview(
        today=today,
        lines=tuple(
            _line(line, each, actor.party, today, desk.small_number)
            for line, each in zip(found, measured, strict=True)
        ),
        total=total,
        year=year,
        compared=compared,
    )


def _measured(line: SignedLine, limit: int) -> Measured:
    accepted = accepted_results(line.rounds)
    return Measured(
        dossier=line.dossier, accepted=accepted, shown=disclosed(accepted, limit)
    )


def _line(
    line: SignedLine, measured: Measured, party: PartyRole, today: date, limit: int
) -> OverviewLine:
    found = list(_verdicts(line.dossier, measured, today, limit))
    done = {(r.kpi_id, r.period) for r in measured.accepted}
    due = [
        each
        for each in schedule(line.dossier)
        if each.period.last_day < today and (each.kpi.id, each.period) not in done
    ]
    return OverviewLine(
        agreement=line.dossier.agreement,
        due=len(due),
        waiting=sum(_waits(line, party)),
        verdicts=dict(Counter(v for _, v in found if v is not None)),
        untold=tuple(kpi for kpi, verdict in found if verdict in _UNTOLD),
        review=line.reviews[-1] if line.reviews else None,
    )


def _waits(line: SignedLine, party: PartyRole) -> Iterator[bool]:
    if party is PartyRole.VOICE:
        return
    for each in line.rounds:
        yield each.entered_by is not party and each.state is RoundState.SUBMITTED


def _verdicts(
    dossier: Dossier, measured: Measured, today: date, limit: int
) -> Iterator[tuple[AnyKpi, Verdict | None]]:
    for kpi in dossier.kpis:
        if not isinstance(kpi, MeasuredKpi):
            continue
        found = finding_of(
            dossier, kpi, measured.accepted, measured.shown, on=today, limit=limit
        )
        untold = found.judged.verdict is None and found.judged.why not in _NOTHING_YET
        missing = untold and found.goal is not None
        yield kpi, Verdict.NOT_JUDGED if missing else found.judged.verdict
