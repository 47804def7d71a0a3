"""Draw a sample of whom to ask, in the open: both parties see each draw."""

from dataclasses import dataclass

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import assemble
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId
from kpikit.domain.result.period import Period
from kpikit.domain.result.sample import (
    Sample,
    of_period,
    sample_problems,
    seed_of,
)
from kpikit.domain.result.schedule import kpi_periods
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.storage import samples


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSample:
    """What is asked for: ``n`` of ``eligible`` lines, as the ``turn``-th draw."""

    kpi_id: KpiId
    period: Period
    eligible: int
    n: int
    turn: int
    reason: str = ""


def drawn_samples(
    desk: Desk, actor: Actor, agreement_id: str, kpi_id: KpiId, period: Period
) -> tuple[Sample, ...]:
    """Return the draws for one KPI and period, the first one first.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        every = samples.of_agreement(read.scope, read.stored)
        return of_period(every, kpi_id, period)


def draw(desk: Desk, actor: Actor, agreement_id: str, wanted: WantedSample) -> Sample:
    """Draw a sample and keep how it was drawn.

    Raises:
        NotFoundHere: the agreement has no such KPI or period.
        Refused: something cannot be right; every problem at once.
        Outdated: somebody drew one in the meantime.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        every = samples.of_agreement(change.scope, change.stored)
        earlier = of_period(every, wanted.kpi_id, wanted.period)
        if wanted.turn != len(earlier) + 1:
            raise Outdated(wanted.turn, len(earlier) + 1)
        made = _made(change, wanted)
        if found := sample_problems(made, earlier, desk.small_number):
            raise Refused(found)
        samples.add(change.scope, change.stored, made, len(every) + 1)
        what = f"{made.kpi_id} {made.period.id}"
        change.log("sample-drawn", what, "", f"{made.n} / {made.eligible}")
        return made


def _made(change: Change, wanted: WantedSample) -> Sample:
    opened = assemble(change.scope, change.stored, change.desk.library, table=False)
    if opened.version is None or wanted.period not in kpi_periods(
        opened.dossier, wanted.kpi_id
    ):
        raise NotFoundHere
    signed, period = opened.version.content_hash, wanted.period
    return Sample(
        kpi_id=wanted.kpi_id,
        period=period,
        drawn_by=change.actor.party,
        name=change.actor.name,
        drawn_at=change.at,
        eligible=wanted.eligible,
        n=wanted.n,
        seed=seed_of(signed, wanted.kpi_id, period, wanted.turn),
        reason=wanted.reason,
    )
