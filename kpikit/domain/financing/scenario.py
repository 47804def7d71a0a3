"""What might happen in the years ahead, with the variants that stand beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.financing.limits import Limits, outside
from kpikit.problems import Problem
from kpikit.text import Text

MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAssumption:
    """What is assumed for one year, each as a share where 0.05 stands for 5%.

    ``growth`` and the indices are changes against the year before. ``effect`` is the
    part of treatments that patients no longer choose, against the same year without
    shared decision making; below nothing when they choose it more often. ``release``
    is the part of the fixed cost of missing treatments that is really let go.
    ``implementation`` is what the change itself costs the provider, in euro.
    """

    growth: Decimal = Decimal(0)
    effect: Decimal = Decimal(0)
    release: Decimal = Decimal(0)
    price_index: Decimal = Decimal(0)
    variable_cost_index: Decimal = Decimal(0)
    fixed_cost_index: Decimal = Decimal(0)
    elsewhere_index: Decimal = Decimal(0)
    implementation: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How far one assumption may be off, by its code in ``spread``."""

    code: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Assumptions for one to ten years in a row.

    ``quality`` is the part of money linked to KPIs that is expected to be earned, in
    0-1; nothing is counted unless somebody assumes it. ``gate_met`` assumes that KPIs
    which have to be in order are. ``high`` multiplies the effect for the variant with
    a greater one, ``rise`` is the part by which treatments grow in the variant where
    there are more. ``evidence`` says what the effect rests on, ``ranges`` how far
    assumptions may be off where that is not the usual range.
    """

    name: str
    first_year: int
    years: tuple[YearAssumption, ...]
    quality: Decimal = Decimal(0)
    gate_met: bool = True
    high: Decimal = Decimal("1.5")
    rise: Decimal = Decimal("0.05")
    evidence: str = ""
    ranges: tuple[Range, ...] = ()

    @property
    def last_year(self) -> int:
        """The last calendar year."""
        return self.first_year + len(self.years) - 1


class Variant(StrEnum):
    """How the number of treatments turns out."""

    NO_EFFECT = "no_effect"
    EXPECTED = "expected"
    HIGH = "high"
    RISE = "rise"


VARIANT_NAMES = {
    Variant.NO_EFFECT: Text(nl="geen effect", en="no effect"),
    Variant.EXPECTED: Text(nl="verwacht", en="expected"),
    Variant.HIGH: Text(nl="groter effect", en="greater effect"),
    Variant.RISE: Text(nl="meer behandelingen", en="more treatments"),
}


def variants(scenario: Scenario) -> dict[Variant, Scenario]:
    """Return the scenario as it is, without effect, with more of it, and with a rise.

    An arrangement has to be bearable in each of them, not only in the one hoped for.
    """
    effects = {
        Variant.NO_EFFECT: [Decimal(0) for _ in scenario.years],
        Variant.EXPECTED: [y.effect for y in scenario.years],
        Variant.HIGH: [min(y.effect * scenario.high, _ALL) for y in scenario.years],
        Variant.RISE: [-scenario.rise for _ in scenario.years],
    }
    return {v: _with_effects(scenario, each) for v, each in effects.items()}


def problems(scenario: Scenario) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a scenario, per field and year."""
    return tuple(_problems(scenario))


def _with_effects(scenario: Scenario, effects: list[Decimal]) -> Scenario:
    pairs = zip(scenario.years, effects, strict=True)
    return replace(scenario, years=tuple(replace(y, effect=e) for y, e in pairs))


def _problems(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.name.strip():
        yield Problem(code="required", where="name", text=_NAME)
    if not 1 <= len(scenario.years) <= MOST_YEARS:
        yield Problem(code="years", where="years", text=_YEARS)
    for field, limits in LIMITS.items():
        yield from outside(field, getattr(scenario, field), limits)
    for number, year in enumerate(scenario.years):
        for field, limits in YEAR_LIMITS.items():
            where = f"{field}_{scenario.first_year + number}"
            yield from outside(where, getattr(year, field), limits)


_ALL = Decimal(1)
_SHARE = Limits(Decimal(0), Decimal(1), share=True)
_CHANGE = Limits(Decimal("-0.5"), Decimal(1), share=True)
LIMITS = {
    "first_year": Limits(Decimal(2000), Decimal(2100)),
    "quality": _SHARE,
    "high": Limits(Decimal(1), Decimal(10)),
    "rise": _SHARE,
}
YEAR_LIMITS = {
    "growth": _CHANGE,
    "effect": Limits(Decimal(-1), Decimal(1), share=True),
    "release": _SHARE,
    "price_index": _CHANGE,
    "variable_cost_index": _CHANGE,
    "fixed_cost_index": _CHANGE,
    "elsewhere_index": _CHANGE,
    "implementation": Limits(Decimal(0), Decimal(10_000_000_000)),
}
_NAME = Text(nl="Geef het scenario een naam.", en="Give the scenario a name.")
_YEARS = Text(
    nl="Een scenario loopt over één tot tien jaar.",
    en="A scenario runs over one to ten years.",
)
