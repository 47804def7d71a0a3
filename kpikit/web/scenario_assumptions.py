"""What a shared scenario assumes, in words: all that its figures were made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from kpikit.domain.financing.spread import SPREADS, ranges
from kpikit.domain.financing.study import Study
from kpikit.web import forms_scenario as forms
from kpikit.web.answers import share
from kpikit.web.language import money, number, words

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The figures of the care, what is assumed per year, and everything else."""

    care: tuple[Line, ...]
    years: tuple[tuple[str, tuple[str, ...]], ...]
    terms: tuple[Line, ...]
    variants: tuple[Line, ...]
    ranges: tuple[Line, ...]


def assumptions_of(study: Study) -> Assumptions:
    """Return all that a scenario assumes; an index that never changes is left out."""
    scope, scenario = study.scope, study.scenario
    gate = _("yes") if scenario.gate_met else _("no")
    return Assumptions(
        care=_lines(scope, (*forms.MAIN_FIGURES, *forms.MORE_FIGURES)),
        years=_years(study),
        terms=_lines(study.terms, forms.TERMS),
        variants=(
            *_lines(scenario, forms.SETTINGS),
            (_("KPIs that have to be in order are in order"), gate),
        ),
        ranges=tuple(
            (words(SPREADS[code].name), span(code, stated.low, stated.high))
            for code, stated in ranges(scenario).items()
        ),
    )


def span(code: str, low: Decimal, high: Decimal) -> str:
    """Return how far an assumption may be off: added to it, or times it."""
    if SPREADS[code].added:
        return f"{share(low)} – +{share(high)}"
    return f"× {number(low)} – {number(high)}"


def _years(study: Study) -> tuple[tuple[str, tuple[str, ...]], ...]:
    named, years = forms.labels(), study.scenario.years
    return tuple(
        (named[name], tuple(_said(name, getattr(year, name)) for year in years))
        for name in (*forms.MAIN_YEARS, *forms.MORE_YEARS)
        if name in forms.MAIN_YEARS or any(getattr(year, name) for year in years)
    )


def _lines(of: object, names: Sequence[str]) -> tuple[Line, ...]:
    named = forms.labels()
    return tuple((named[name], _said(name, getattr(of, name))) for name in names)


def _said(name: str, value: Decimal | None) -> str:
    if value is None:
        return ""
    if name in forms.AMOUNTS:
        return money(value)
    return number(value) if name in forms.COUNTS else share(value)
