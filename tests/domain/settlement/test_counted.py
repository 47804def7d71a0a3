"""A number of treatments that a KPI counts is brought in, and only when it is sure."""

from dataclasses import replace

import pytest

from kpikit.domain.agreement import CarePath, Dossier
from kpikit.domain.kpi import KpiId, MeasuredKpi, StatisticKind, Unit
from kpikit.domain.result.figure import CountFigure, ShareFigure
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.settlement.counted import counted
from kpikit.text import Text
from tests.domain.builders import (
    PATH,
    make_dossier,
    make_measured,
    make_plan,
    make_statistic,
)

YEAR = 2028
COUNT = make_statistic(StatisticKind.COUNT, Unit.COUNT)


def counting(name: str, id_: str = "OWN-1A2B") -> MeasuredKpi:
    return replace(
        make_measured(KpiId(id_), statistic=COUNT), name=Text(nl=name, en="a count")
    )


def dossier_of(*kpis: MeasuredKpi, paths: tuple[str, ...] = (PATH,)) -> Dossier:
    found = make_dossier(*kpis)
    agreement = replace(
        found.agreement, care_paths=tuple(CarePath(name=p) for p in paths)
    )
    plans = tuple(replace(make_plan(k.id), rounds_per_year=2) for k in kpis)
    return replace(found, agreement=agreement, plans=plans)


def results(*counts: int, id_: str = "OWN-1A2B") -> list[Result]:
    return [
        Result(
            kpi_id=KpiId(id_),
            period=Period(year=YEAR, number=number, of=2),
            figure=CountFigure(count=count),
        )
        for number, count in enumerate(counts, start=1)
    ]


def brought(dossier: Dossier, found: list[Result]) -> list[tuple[str, int]]:
    return [(c.care_path, c.number) for c in counted(dossier, YEAR, found)]


@pytest.mark.parametrize(
    "name", ["Aantal operaties", "Heupoperaties", "Het aantal geplande ingrepen"]
)
def test_both_halves_of_a_year_are_added_up(name: str) -> None:
    """400 and 510 operations in two rounds are 910 in the year."""
    assert [(PATH, 910)] == brought(dossier_of(counting(name)), results(400, 510))


@pytest.mark.parametrize(
    "name", ["Klachten over operaties", "Gesprekken vóór behandelingen", "Meldingen"]
)
def test_other_counts_stay_out(name: str) -> None:
    """A count of something else is never taken for a number of treatments."""
    assert [] == brought(dossier_of(counting(name)), results(400, 510))


def test_a_part_of_a_year_is_not_its_number() -> None:
    """As long as one round is not in, nothing is brought in."""
    dossier = dossier_of(counting("Aantal operaties"))
    assert [] == brought(dossier, results(400))
    first, second = results(400, 510)
    missing = replace(second, presence=Presence.MISSING, figure=None)
    assert [] == brought(dossier, [first, missing])


def test_a_share_is_no_number() -> None:
    """A KPI that gives a share brings in nothing, whatever its name."""
    kpi = replace(counting("Aantal operaties"), statistic=make_statistic())
    share = ShareFigure(numerator=40, denominator=50)
    found = [replace(r, figure=share) for r in results(1, 2)]
    assert [] == brought(dossier_of(kpi), found)


def test_of_several_care_paths_the_name_tells_which() -> None:
    """With two care paths only a KPI that names one of them is about it."""
    paths = ("Heupartrose", "Staar")
    named = dossier_of(counting("Operaties bij staar"), paths=paths)
    assert [("Staar", 910)] == brought(named, results(400, 510))
    unnamed = dossier_of(counting("Operaties"), paths=paths)
    assert [] == brought(unnamed, results(400, 510))


def test_two_counts_of_the_same_leave_it_to_people() -> None:
    """When two KPIs count treatments of one care path, nothing is chosen."""
    both = dossier_of(counting("Operaties"), counting("Ingrepen", "OWN-3C4D"))
    found = [*results(400, 510), *results(1, 2, id_="OWN-3C4D")]
    assert [] == brought(both, found)
