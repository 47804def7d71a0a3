"""The figure of a team from its recorded consults, which hides the single ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import product
from statistics import fmean

from kpikit.domain.consult.consult import Consult
from kpikit.domain.instrument import Instrument
from kpikit.domain.scoring import Summary, declared_reading, rated, score, summary
from kpikit.problems import Refused
from kpikit.statistics.icc import icc
from kpikit.statistics.interval import Interval
from kpikit.statistics.means import mean_interval

ENOUGH_TWICE = 0.2
"""Below this part scored by both raters a figure is called indicative: own advice."""
FEWEST_PAIRS = 5
"""With fewer consults scored by both raters nothing is said about their agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterAgreement:
    """How far both raters agree on the consults that both scored.

    ``apart`` is the mean difference in points, ``beyond`` in how many consults they lie
    further apart than the instrument's band, ``same`` the intraclass correlation for
    absolute agreement of one rater.
    """

    pairs: int
    apart: float
    beyond: int
    same: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigure:
    """Number, mean and spread of the consults of a team, with the 95% interval."""

    summary: Summary
    interval: Interval
    twice: int
    agreement: RaterAgreement | None

    @property
    def indicative(self) -> bool:
        """Whether too few were scored by both raters to trust the scores."""
        return self.twice < ENOUGH_TWICE * self.summary.n


def chosen(
    consults: Sequence[Consult], team: str, first: date | None, last: date | None
) -> tuple[Consult, ...]:
    """Return the consults of a team that were recorded from ``first`` to ``last``."""
    return tuple(
        each
        for each in consults
        if each.team == team
        and each.recorded_on is not None
        and (first is None or first <= each.recorded_on)
        and (last is None or each.recorded_on <= last)
    )


def least(instrument: Instrument, small_number: int) -> int:
    """Return from how many consults a figure is shown."""
    return max(instrument.show_from.n or 0, small_number)


def team_figure(
    consults: Sequence[Consult], instrument: Instrument, fewest: int
) -> TeamFigure | None:
    """Return the figure of these consults; ``None`` with too few scored ones."""
    scored = [rated(instrument, each.scores) for each in consults]
    found = summary(None if each is None else each.score for each in scored)
    if found.n < fewest:
        return None
    values = [float(each.score) for each in scored if each is not None]
    pairs = [each for each in consults if len(each.scores) > 1]
    return TeamFigure(
        summary=found,
        interval=mean_interval(values),
        twice=len(pairs),
        agreement=_agreement(pairs, instrument),
    )


def total_of(typed: str, instrument: Instrument) -> Decimal | None:
    """Return the total that a rater typed: a number, or the rating of each item.

    ``None`` when it is neither.
    """
    parts = typed.replace(",", " ").replace(";", " ").split()
    try:
        if len(parts) == 1:
            found = Decimal(parts[0])
            return found if found.is_finite() else None
        ratings = [int(part) for part in parts if len(part) < 3]
        if len(ratings) != len(parts):
            return None
        return score(instrument, ratings, declared_reading(instrument))
    except (InvalidOperation, ValueError, Refused):
        return None


def possible_totals(instrument: Instrument) -> Collection[Decimal]:
    """Return every total that the ratings of the items can add up to."""
    reading = declared_reading(instrument)
    low, high = reading.coding_minimum, reading.coding_maximum
    items = instrument.items or 1
    found = set()
    for full, step in product(range(items), range(high - low + 1)):
        answers = [*[high] * full, low + step, *[low] * (items - full - 1)]
        total = score(instrument, answers, reading)
        if total is not None:
            found.add(total)
    return frozenset(found)


def _agreement(
    pairs: Sequence[Consult], instrument: Instrument
) -> RaterAgreement | None:
    if len(pairs) < FEWEST_PAIRS:
        return None
    both = [rated(instrument, pair.scores) for pair in pairs]
    known = [each for each in both if each is not None]
    return RaterAgreement(
        pairs=len(pairs),
        apart=fmean(float(each.difference) for each in known),
        beyond=sum(bool(each.beyond_band) for each in known),
        same=icc([[float(s) for s in pair.scores] for pair in pairs]).agreement,
    )
