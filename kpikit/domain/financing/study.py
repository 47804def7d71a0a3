"""A scenario study: figures, assumptions and up to four arrangements side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal

from kpikit.domain.financing import scenario as scenarios
from kpikit.domain.financing import scope as scopes
from kpikit.domain.financing import spread as spreads
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.course import Stretch, course
from kpikit.domain.financing.limits import Limits, outside
from kpikit.domain.financing.margins import (
    OneFewer,
    neutral_share,
    one_fewer,
    release_needed,
)
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.scenario import Scenario, Variant, variants
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.starting import STARTS, Ground, StartingTerms
from kpikit.domain.party import PartyRole
from kpikit.problems import Problem
from kpikit.text import Text

MOST_OPTIONS = 4
AGREED = "agreed"
AGREED_NAME = Text(nl="Wat we nu afspreken", en="What we agree now")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What one organisation works out, and may share with the other.

    ``options`` are codes of starting arrangements, or ``agreed`` for those that the
    parties recorded.
    """

    id: str
    scope: DecisionScope
    scenario: Scenario
    options: tuple[str, ...]
    terms: StartingTerms = field(default_factory=StartingTerms)
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStudy:
    """A study as one party showed it to the other; it no longer changes.

    ``agreed`` are the arrangements that stood recorded at that moment.
    """

    study: Study
    agreed: tuple[Arrangement, ...] = ()
    shared_by: PartyRole
    sharer: str
    shared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where both parties stand under one option, in every variant.

    ``one_fewer`` is what one treatment fewer does in the last year, ``first_fewer`` in
    the first: terms may change over the years.
    """

    option: str
    arrangements: tuple[Arrangement, ...]
    outlooks: dict[Variant, Outlook]
    first_fewer: OneFewer
    one_fewer: OneFewer
    neutral_share: Decimal | None
    release_needed: Decimal | None

    @property
    def expected(self) -> Outlook:
        """What comes out as assumed."""
        return self.outlooks[Variant.EXPECTED]


def problems(study: Study) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a study, per field."""
    return (
        *scopes.problems(study.scope),
        *scenarios.problems(study.scenario),
        *spreads.problems(study.scenario),
        *_problems(study),
    )


def positions(study: Study, agreed: Sequence[Arrangement] = ()) -> tuple[Position, ...]:
    """Return where both parties stand under each option of a sound study.

    Raises:
        ValueError: two of the recorded base arrangements run in the same year.
    """
    expected = course(study.scope, study.scenario)
    courses = {
        variant: expected
        if variant is Variant.EXPECTED
        else _with_effects(expected, each)
        for variant, each in variants(study.scenario).items()
    }
    return tuple(
        _position(option, option_of(study, option, agreed), courses)
        for option in study.options
    )


def option_of(
    study: Study, option: str, agreed: Sequence[Arrangement] = ()
) -> tuple[Arrangement, ...]:
    """Return the arrangements of an option, as they bear on this care path."""
    if option == AGREED:
        paths = ("", study.scope.name)
        return tuple(a for a in agreed if a.care_path in paths)
    return STARTS[option].make(Ground(study.scope, study.scenario, study.terms))


def option_name(option: str) -> Text:
    """Return the name of an option."""
    return AGREED_NAME if option == AGREED else STARTS[option].name


def _with_effects(
    expected: Sequence[Stretch], scenario: Scenario
) -> tuple[Stretch, ...]:
    """Return the same years with the effects of a variant; all else is alike."""
    pairs = zip(expected, scenario.years, strict=True)
    return tuple(stretch.with_effect(year.effect) for stretch, year in pairs)


def _position(
    option: str,
    arrangements: tuple[Arrangement, ...],
    courses: dict[Variant, tuple[Stretch, ...]],
) -> Position:
    expected = courses[Variant.EXPECTED]
    outlooks = {v: outlook(each, arrangements) for v, each in courses.items()}
    known = outlooks[Variant.EXPECTED]
    return Position(
        option=option,
        arrangements=arrangements,
        outlooks=outlooks,
        first_fewer=one_fewer(expected[0], arrangements),
        one_fewer=one_fewer(expected[-1], arrangements),
        neutral_share=neutral_share(expected, arrangements, known),
        release_needed=release_needed(expected, arrangements, known),
    )


def _problems(study: Study) -> Iterator[Problem]:
    known = {*STARTS, AGREED}
    fits = 1 <= len(study.options) <= MOST_OPTIONS and known >= set(study.options)
    if not fits or len(set(study.options)) < len(study.options):
        yield Problem(code="options", where="options", text=_OPTIONS)
    for each in fields(study.terms):
        value = getattr(study.terms, each.name)
        if value is not None:
            yield from outside(each.name, value, TERM_LIMITS[each.name])


_SHARE = Limits(Decimal(0), Decimal(1), share=True)
TERM_LIMITS = {
    "lump_step": Limits(Decimal("-0.5"), Decimal("0.5"), share=True),
    "band": _SHARE,
    "settle_share": _SHARE,
    "coverage": _SHARE,
    "start_amount": Limits(Decimal(0), Decimal(1_000_000_000)),
    "sharing_rate": _SHARE,
    "filter_rate": _SHARE,
    "sharing_cap": _SHARE,
    "bundle_price": Limits(Decimal(0), Decimal(1_000_000)),
}
_OPTIONS = Text(
    nl="Kies één tot vier afspraken om te vergelijken.",
    en="Choose one to four arrangements to compare.",
)
