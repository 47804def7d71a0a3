"""Instruments for tests of the scorer: made-up ones, and those that are shipped."""

from decimal import Decimal
from functools import cache

from kpikit import resources
from kpikit.domain.instrument import (
    Aggregate,
    Coding,
    Instrument,
    InstrumentKind,
    Missing,
    MissingRule,
    Raters,
    Scoring,
    Step,
    Threshold,
)
from kpikit.domain.kpi import (
    Direction,
    Evidence,
    FactStatus,
    KpiId,
    Licence,
    MeasuredKpi,
    Standing,
    Statistic,
    StatisticKind,
)
from kpikit.domain.library import Library
from kpikit.library import load
from kpikit.text import Text, same

SURE_OF_IT = Standing(status=FactStatus.COMPUTED, note=same("made up"))


def make_coding(
    minimum: int = 0, maximum: int = 4, reversed_items: tuple[int, ...] = ()
) -> Coding:
    return Coding(
        minimum=minimum,
        maximum=maximum,
        anchor_low=Text(nl="oneens", en="disagree"),
        anchor_high=Text(nl="eens", en="agree"),
        reversed_items=reversed_items,
        standing=SURE_OF_IT,
    )


def make_scoring(
    aggregate: Aggregate = Aggregate.SUM,
    steps: tuple[Step, ...] = (),
    scale: tuple[int, int] = (0, 8),
    top_score: Text | None = None,
    groups: tuple[tuple[int, ...], ...] = (),
) -> Scoring:
    return Scoring(
        aggregate=aggregate,
        steps=steps,
        minimum=Decimal(scale[0]),
        maximum=Decimal(scale[1]),
        direction=Direction.HIGHER,
        top_score=top_score,
        standing=SURE_OF_IT,
        groups=groups,
    )


def make_instrument(
    items: int | None = 2,
    coding: Coding | None = None,
    scoring: Scoring | None = None,
    missing: MissingRule = MissingRule.COMPLETE_CASES,
    band: Decimal | None = None,
) -> Instrument:
    return Instrument(
        id="made-up",
        version=1,
        kind=InstrumentKind.QUESTIONNAIRE,
        name=same("made up"),
        summary=same("summary"),
        answered_by=same("patient"),
        moment=same("afterwards"),
        items=items,
        coding=coding,
        scoring=scoring,
        missing=Missing(rule=missing, standing=SURE_OF_IT),
        statistics=(StatisticKind.SHARE, StatisticKind.MEAN),
        show_from=Threshold(n=None, standing=SURE_OF_IT),
        compare_from=Threshold(n=None, standing=SURE_OF_IT),
        dutch_version=Evidence(says=same("exists"), standing=SURE_OF_IT),
        does_not_say=same("much"),
        licence=Licence(name=same("free"), link=None, standing=SURE_OF_IT),
        raters=None if band is None else Raters(band=band, standing=SURE_OF_IT),
    )


@cache
def shipped() -> Library:
    """Return the library that is shipped, read once."""
    return load(resources.folder("kpi_library"))[0]


def statistic_of(kpi_id: str) -> Statistic:
    kpi = shipped().kpi(KpiId(kpi_id))
    assert isinstance(kpi, MeasuredKpi)
    return kpi.statistic
