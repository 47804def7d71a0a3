"""What one avoided treatment does, and where the provider neither gains nor loses."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.course import Stretch
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.sharing import neutral_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFewer:
    """What one treatment fewer changes, in euro: the margin and the insurer's spend."""

    margin: Number
    spend: Number


def one_fewer(stretch: Stretch, arrangements: Sequence[Arrangement]) -> OneFewer:
    """Return what one more avoided treatment does, as long as no cost is released."""
    before, after = (y.result for y in outlook(stretch.one_fewer, arrangements).years)
    return OneFewer(
        margin=after.margin - before.margin, spend=after.spend - before.spend
    )


def neutral_share(
    stretches: Sequence[Stretch],
    arrangements: Sequence[Arrangement],
    known: Outlook | None = None,
) -> Decimal | None:
    """Return the part of the saving that would leave the provider as the reference.

    Over all years together, in 0-1 or above when no part is enough; ``None`` when
    there is no saving to share. ``known`` is what the arrangements do, if that is at
    hand.
    """
    rest = [a for a in arrangements if a.kind != "shared_savings"]
    counted = [a for a in rest if kind_of(a).is_base or kind_of(a).is_spend]
    whole = known if len(rest) == len(arrangements) else None
    found = whole or outlook(stretches, rest)
    spent = found if len(counted) == len(rest) else outlook(stretches, counted)
    shortfall = found.reference.margin - found.total.margin
    return neutral_rate(shortfall, spent.reference.spend - spent.total.spend)


def release_needed(
    stretches: Sequence[Stretch],
    arrangements: Sequence[Arrangement],
    known: Outlook | None = None,
) -> Decimal | None:
    """Return the part of idle fixed cost to let go for a margin as the reference.

    The same part in every year, with an effect and in the reference alike: what would
    lie idle anyway asks for nothing. Nothing when it is not needed, above 1 when all of
    it is not enough, ``None`` when no more lies idle than anyway. No payment hangs on
    it, so the margin is a straight line in it. ``known`` is what the arrangements do,
    if that is at hand.
    """
    found = known or outlook(stretches, arrangements)
    without, slope = found.total.margin - found.reference.margin, Decimal(0)
    for stretch, year in zip(stretches, found.years, strict=True):
        more = stretch.idle(year.result.treated) - stretch.idle(year.reference.treated)
        slope += stretch.fixed_cost * more
        without -= stretch.release * stretch.fixed_cost * more
    if without >= 0:
        return Decimal(0)
    return -without / slope if slope > 0 else None
