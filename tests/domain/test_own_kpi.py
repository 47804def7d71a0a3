"""A KPI of the parties themselves is held to the same fields as the library's."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpikit.domain.kpi import (
    AnyKpi,
    Counting,
    FactStatus,
    KpiId,
    KpiType,
    Risk,
    SamplingMethod,
    Standing,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.domain.library import Library
from kpikit.domain.own_kpi import own_problems
from kpikit.text import Text, same
from tests.domain.builders import (
    make_burden,
    make_measured,
    make_narrative,
    make_statistic,
)

OWN = replace(make_measured(KpiId("OWN-1A2B")), own=True)
OWN_TALK = replace(make_narrative(KpiId("OWN-1A2B")), own=True, use=Use.DIALOGUE)
SHARE, MEAN = StatisticKind.SHARE, StatisticKind.MEAN
NO_SOURCE = Standing(status=FactStatus.UNKNOWN)
NOTHING = Text(nl=" ", en="only English")


def scaled(
    low: str | None,
    high: str | None,
    kind: StatisticKind = MEAN,
    unit: Unit = Unit.POINTS,
) -> AnyKpi:
    ends = (
        Decimal(low) if low is not None else None,
        Decimal(high) if high is not None else None,
    )
    return replace(OWN, statistic=make_statistic(kind, unit, ends))


def found(kpi: AnyKpi, library: Library | None = None) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in own_problems(kpi, library or Library())]


@pytest.mark.parametrize("kpi", [OWN, OWN_TALK])
def test_a_whole_own_kpi_is_fine(kpi: AnyKpi) -> None:
    """Neither type is found fault with for no reason."""
    assert [] == found(kpi)


@pytest.mark.parametrize("id_", ["PAT-01", "OWN-1a2b", "OWN-123", "OWN-1234567890ABC"])
def test_the_id_says_that_it_is_an_own_kpi(id_: str) -> None:
    """An id of the library, or one of another form, is refused."""
    assert [("own-id", "id")] == found(replace(OWN, id=KpiId(id_)))


def test_an_own_kpi_is_marked_as_own() -> None:
    """It cannot pass for an entry of the library."""
    assert [("own-id", "id")] == found(replace(OWN, own=False))


def test_a_new_id_is_free() -> None:
    """An id that the library has is taken for a new KPI, not for one that is changed."""
    library = Library(kpis={OWN.id: OWN})
    assert [("own-id", "id")] == found(OWN, library)
    assert () == own_problems(OWN, library, new=False)


@pytest.mark.parametrize(
    "field", ["name", "definition", "why", "population", "does_not_say"]
)
def test_each_text_is_written(field: str) -> None:
    """Spaces, or only English, leave a Dutch reader without words."""
    changed = replace(OWN, **{field: NOTHING})  # type: ignore[arg-type]
    assert [("missing", field)] == found(changed)


def test_the_instrument_is_one_of_the_library() -> None:
    """A reference leads somewhere."""
    assert [("instrument", "instrument")] == found(replace(OWN, instrument="gone"))


@pytest.mark.parametrize("level", [-1, 4])
def test_the_burden_is_a_level(level: int) -> None:
    """Burden runs from 0 to 3."""
    assert [("burden", "burden")] == found(replace(OWN, burden=make_burden(level)))


@pytest.mark.parametrize(
    ("kpi", "expected"),
    [
        (scaled("1", "4"), []),
        (scaled(None, "4"), []),
        (scaled("-100", "100", StatisticKind.DIFFERENCE, Unit.PERCENTAGE_POINTS), []),
        (scaled("0", None, StatisticKind.COUNT, Unit.COUNT), []),
        (scaled("0", "100", MEAN, Unit.PERCENT), [("unit", "unit")]),
        (scaled("0", "100", SHARE, Unit.POINTS), [("unit", "unit")]),
        (scaled("0", "9", MEAN, Unit.COUNT), [("unit", "unit")]),
        (scaled("4", "4"), [("scale", "maximum")]),
        (scaled("4", "1"), [("scale", "maximum")]),
        (scaled("NaN", "1"), [("scale", "maximum")]),
        (scaled("0", "Infinity"), [("scale", "maximum")]),
        (scaled("0", "1E+999999"), [("scale", "maximum")]),
        (scaled("0", "1", SHARE, Unit.PERCENT), [("share-scale", "maximum")]),
        (scaled(None, None, SHARE, Unit.PERCENT), [("share-scale", "maximum")]),
        (scaled("0.0", "1E+2", SHARE, Unit.PERCENT), []),
    ],
)
def test_unit_and_scale_follow_from_the_statistic(
    kpi: AnyKpi, expected: list[tuple[str, str]]
) -> None:
    """A share is a percentage from 0 to 100; a scale runs upwards between numbers."""
    assert expected == found(kpi)


@pytest.mark.parametrize(
    ("kpi", "minimum", "target", "expected"),
    [
        (OWN, 5, 5, []),
        (OWN, None, 1, []),
        (OWN, 1_000_000, 1_000_000, []),
        (OWN_TALK, 1, None, []),
        (OWN, 0, None, ["minimum_n"]),
        (OWN, 4, None, ["minimum_n"]),
        (OWN_TALK, 0, None, ["minimum_n"]),
        (OWN, 1_000_001, None, ["minimum_n"]),
        (OWN, None, 0, ["target_n"]),
        (OWN, None, 1_000_001, ["target_n"]),
        (OWN, 200, 100, ["target_n"]),
        (OWN, -1, -1, ["minimum_n", "target_n"]),
    ],
)
def test_the_advised_sample_can_be_drawn(
    kpi: AnyKpi, minimum: int | None, target: int | None, expected: list[str]
) -> None:
    """No judgement under five answers, no million of people, not less than needed."""
    sampling = replace(kpi.sampling, minimum_n=minimum, target_n=target)
    assert [("number", field) for field in expected] == found(
        replace(kpi, sampling=sampling)
    )


@pytest.mark.parametrize(
    ("minutes", "hours", "expected"),
    [
        (None, None, []),
        ("0", "0", []),
        ("1440", "100000", []),
        ("-0.5", "-3", ["patient_minutes", "staff_hours"]),
        ("1440.1", "1E9", ["patient_minutes", "staff_hours"]),
        ("NaN", "Infinity", ["patient_minutes", "staff_hours"]),
    ],
)
def test_the_burden_is_one_that_people_can_carry(
    minutes: str | None, hours: str | None, expected: list[str]
) -> None:
    """Minutes fit in a day, and hours in what a hospital has; neither is negative."""
    burden = replace(
        OWN.burden,
        patient_minutes=Decimal(minutes) if minutes else None,
        staff_hours_per_year=Decimal(hours) if hours else None,
    )
    assert [("number", field) for field in expected] == found(
        replace(OWN, burden=burden)
    )


@pytest.mark.parametrize(
    "counting",
    [
        None,
        Counting(numerator=same(""), denominator=same("x")),
        Counting(numerator=same("x"), denominator=same(" ")),
    ],
)
def test_a_share_says_who_is_counted(counting: Counting | None) -> None:
    """Above and below the line are both needed for a share, and only for a share."""
    own = replace(OWN, use=Use.DIALOGUE, counting=counting)
    assert [("counting", "numerator")] == found(own)
    mean = make_statistic(MEAN, Unit.POINTS)
    assert [] == found(replace(own, statistic=mean))


@pytest.mark.parametrize(
    "changes",
    [
        {"types": (KpiType.BALANCING,)},
        {"risks": replace(OWN.risks, ceiling=Risk.HIGH)},
        {"counting": None},
        {"sampling": replace(OWN.sampling, minimum_n=None, target_n=None)},
        {
            "sampling": replace(OWN.sampling, standing=NO_SOURCE),
            "statistic": replace(make_statistic(), standing=NO_SOURCE),
            "evidence": (),
        },
    ],
)
def test_money_hangs_on_no_own_kpi_that_may_not_carry_it(
    changes: dict[str, Any],
) -> None:
    """What the library refuses to pay on, an own KPI is refused too."""
    paying = replace(OWN, use=Use.PAYMENT)
    assert ("payment", "use") not in found(paying)
    assert ("payment", "use") in found(replace(paying, **changes))
    assert ("payment", "use") not in found(replace(paying, use=Use.DIALOGUE, **changes))


def test_all_patients_need_no_number() -> None:
    """Where everybody is asked there is no sample to plan before money may hang on it."""
    census = replace(
        OWN.sampling, method=SamplingMethod.CENSUS, minimum_n=None, target_n=None
    )
    own = replace(OWN, use=Use.PAYMENT, sampling=census)
    assert ("payment", "use") not in found(own)


def test_an_address_is_a_safe_one() -> None:
    """The terms of use are linked over https or not at all."""
    for link, wrong in (("https://a.example", []), ("javascript:1", ["licence_link"])):
        licence = replace(OWN.licence, link=link)
        assert wrong == [where for _, where in found(replace(OWN, licence=licence))]
