"""Funnels, rater agreement and reliability agree with the reference on every case."""

import math
from typing import Literal

from kpikit.statistics.compare import (
    Funnel,
    FunnelUnit,
    Position,
    Unit,
    funnel,
)
from kpikit.statistics.reliability import agreement, cronbach_alpha, icc, kappa
from tests.statistics.reference import Row, agree, cases, integers, near, table

POSITIONS = {
    "Not significant": Position.WITHIN,
    "High (0.025)": Position.HIGH_95,
    "Low (0.025)": Position.LOW_95,
    "High (0.001)": Position.HIGH_998,
    "Low (0.001)": Position.LOW_998,
}
ROUNDED_Z = {"95": 1.959964, "998": 3.090232}
"""The quantiles that FunnelPlotR uses, rounded by it to six decimals (D6)."""


def drawn(row: Row, *, overdispersion: bool = False) -> Funnel:
    counts = zip(
        integers(row["numerators"]), integers(row["denominators"]), strict=True
    )
    units = [Unit(name=str(i), x=x, n=n) for i, (x, n) in enumerate(counts)]
    return funnel(units, overdispersion=overdispersion)


def ends(unit: FunnelUnit) -> dict[str, tuple[float | None, float | None]]:
    return {
        "95": (unit.lower_95, unit.upper_95),
        "998": (unit.lower_998, unit.upper_998),
    }


def test_funnels_agree_with_the_reference() -> None:
    """Limits, labels, scores and overdispersion are the same for every unit."""
    for row in cases("funnel"):
        found = drawn(row)
        agree(row["id"], row["average"], found.average)
        agree(row["id"], row["fpr_phi"], found.phi)
        wide = drawn(row, overdispersion=True)
        agree(row["id"], row["fpr_tau2"], wide.tau2)
        labels = row["phe_significance"].split(";")
        for i, unit in enumerate(found.units):
            case = f"{row['id']} unit {i}"
            assert POSITIONS[labels[i]] is unit.position, case
            agree(case, row["fpr_z"].split(";")[i], unit.z)
            for name, (low, high) in ends(unit).items():
                agree(case, row[f"phe_lower_{name}"].split(";")[i], low)
                agree(case, row[f"phe_upper_{name}"].split(";")[i], high)


def test_wide_funnels_agree_but_for_rounded_quantiles() -> None:
    """Limits differ from FunnelPlotR only by the digits that its quantiles lack (D6).

    At the angle, its limits divided by its rounded quantile, times the full quantile,
    are ours to nine digits.
    """
    full = {"95": 1.959963984540054, "998": 3.090232306167813}
    for row in cases("funnel"):
        wide = drawn(row, overdispersion=True)
        assert wide.average is not None
        middle = math.asin(math.sqrt(wide.average))
        for i, unit in enumerate(wide.units):
            for name, (low, high) in ends(unit).items():
                for column, end in (("odll", low), ("odul", high)):
                    peer = float(row[f"fpr_{column}{name}"].split(";")[i])
                    if end is None or peer in {0, 1}:
                        assert peer == end
                        continue
                    angle = math.asin(math.sqrt(peer)) - middle
                    angle *= full[name] / ROUNDED_Z[name]
                    expected = math.sin(middle + angle) ** 2
                    assert near(expected, end), f"{row['id']} unit {i} {column}{name}"
                    assert near(peer, end, relative=3e-7), f"{row['id']} unit {i}"


def test_intraclass_correlations_agree_with_the_reference() -> None:
    """Five coefficients with their intervals are the same."""
    for row in cases("icc"):
        found = icc(table(row["ratings"]))
        for name, interval in (
            ("icc1_1", found.one_way),
            ("icc2_1_agreement", found.agreement),
            ("icc3_1_consistency", found.consistency),
            ("icc2_k_agreement", found.average_agreement),
            ("icc3_k_consistency", found.average_consistency),
        ):
            case = f"{row['id']} {name}"
            agree(case, row[f"{name}.value"], interval.estimate)
            agree(case, row[f"{name}.lower"], interval.lower)
            agree(case, row[f"{name}.upper"], interval.upper)


def test_kappas_agree_with_the_reference() -> None:
    """Three kinds of kappa are the same; none where nothing varies."""
    kinds: tuple[Literal["unweighted", "linear", "quadratic"], ...] = (
        "unweighted",
        "linear",
        "quadratic",
    )
    for row in cases("kappa"):
        first, second = integers(row["rater1"]), integers(row["rater2"])
        categories = integers(row["categories"])
        for kind in kinds:
            found = kappa(first, second, categories, kind)
            agree(f"{row['id']} {kind}", row[f"vcd_kappa_{kind}"], found)


def test_agreement_agrees_with_the_reference() -> None:
    """The share agreed, and Gwet's AC1 where all categories of the list were used.

    irrCAC takes only the categories that occur; kpikit takes the full list, as for
    kappa. The reference is rounded to five decimals.
    """
    compared = 0
    for row in cases("kappa"):
        first, second = integers(row["rater1"]), integers(row["rater2"])
        categories = integers(row["categories"])
        found = agreement(first, second, categories)
        agree(row["id"], row["percent_agreement"], found.share)
        if set(first) | set(second) == set(categories):
            assert found.ac1 is not None
            assert abs(float(row["gwet_ac1"]) - found.ac1) <= 5e-6, row["id"]
            compared += 1
    assert compared >= 3


def test_alphas_agree_with_the_reference() -> None:
    """Cronbach's alpha is the same, also below zero."""
    for row in cases("cronbach_alpha"):
        agree(row["id"], row["psych_raw_alpha"], cronbach_alpha(table(row["items"])))
