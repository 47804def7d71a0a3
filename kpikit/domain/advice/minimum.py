"""What a plan with few answers means: under the known minimum, or not shown."""

from collections.abc import Iterator

from kpikit.domain.advice import phrases
from kpikit.domain.advice.words import Advice, answers, filled, whole
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, StatisticKind
from kpikit.domain.measurement import MeasurementPlan


def known_minimum(kpi: AnyKpi, instrument: Instrument | None) -> int | None:
    """Return under how many answers the library or the instrument gives no judgement.

    The higher one when both say so; ``None`` when neither does.
    """
    shown = None if instrument is None else instrument.show_from.n
    return max((n for n in (kpi.sampling.minimum_n, shown) if n), default=None)


def on_minimum(
    kpi: AnyKpi,
    instrument: Instrument | None,
    plan: MeasurementPlan | None,
    small_number: int,
) -> tuple[Advice, ...]:
    """Return what a low number in a sound plan means; advice, never a block.

    ``small_number`` is the smallest group that the other party sees a figure of. What
    is counted in full has no such group.
    """
    if plan is None or not isinstance(kpi, MeasuredKpi):
        return ()
    return tuple(_on_minimum(kpi, instrument, plan, small_number))


def _on_minimum(
    kpi: MeasuredKpi,
    instrument: Instrument | None,
    plan: MeasurementPlan,
    small_number: int,
) -> Iterator[Advice]:
    known, agreed = known_minimum(kpi, instrument), plan.minimum_n
    if known is not None and agreed is not None and agreed < known:
        text = filled(
            phrases.LOW_MINIMUM,
            minimum=whole(agreed),
            known=whole(known),
            answers=answers(kpi, plan),
        )
        yield Advice(code="low-minimum", text=text)
    planned, counted = plan.planned_n, kpi.statistic.kind is StatisticKind.COUNT
    if planned is not None and planned < small_number and not counted:
        text = filled(
            phrases.HIDDEN,
            n=whole(planned),
            limit=whole(small_number),
            answers=answers(kpi, plan),
        )
        yield Advice(code="hidden", text=text)
