"""Rules for sharing a saving or a loss, as published schemes use them."""

from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.number import EXACT, NOTHING, Arithmetic, Number

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The terms of one side: a part in 0-1, a noise filter and a cap of the benchmark.

    ``first_euro`` shares all once past the filter, otherwise only what lies beyond it.
    """

    rate: Number
    filter_rate: Number = NOTHING
    cap: Number | None = None
    first_euro: bool = True


def shared(
    difference: Number,
    benchmark: Number,
    terms: Sharing,
    arithmetic: Arithmetic = EXACT,
) -> Number:
    """Return what is shared of a saving (or a loss), in the unit of the benchmark.

    Nothing when the difference stays under the filter; reaching it exactly counts.
    Source: 42 CFR 425.605 and 425.610, Medicare Shared Savings Program.
    """
    bar = terms.filter_rate * benchmark
    counted = difference if terms.first_euro else difference - bar
    part = terms.rate * arithmetic.most(counted, arithmetic.zero)
    if terms.cap is not None:
        part = arithmetic.least(part, terms.cap * benchmark)
    return arithmetic.when(arithmetic.reaches(difference, bar), part, arithmetic.zero)


def kept_within(
    raw: Number,
    *,
    gain: Number | None = None,
    loss: Number | None = None,
    arithmetic: Arithmetic = EXACT,
) -> Number:
    """Return a gain (or, below nothing, a loss) within the greatest of each, in euro.

    Source: stop-gain and stop-loss of 42 CFR 510.305.
    """
    if gain is not None:
        raw = arithmetic.least(raw, gain)
    return raw if loss is None else arithmetic.most(raw, -loss)


def savings_rate(benchmark: Decimal, spend: Decimal) -> Decimal:
    """Return the saving as a part of the benchmark; below nothing for a loss."""
    return (benchmark - spend) / benchmark


def loss_rate(
    quality: Decimal,
    *,
    max_share: Decimal = Decimal("0.75"),
    floor: Decimal = Decimal("0.40"),
    ceiling: Decimal = Decimal("0.75"),
) -> Decimal:
    """Return the part of a loss that is shared, given a quality score in 0-1.

    One less the part of a saving that this quality would earn, kept between floor and
    ceiling. Source: 42 CFR 425.610(f)(4).
    """
    return min(max(1 - max_share * quality, floor), ceiling)


def neutral_rate(shortfall: Decimal, saving: Decimal) -> Decimal | None:
    """Return the part of a saving that makes good what the provider misses.

    ``None`` when there is no saving to share; less than a cent is none.
    """
    if saving < _CENT:
        return None
    return max(shortfall, Decimal(0)) / saving
