"""From published counts to an effect: how many chose a treatment, before and after."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeEffect:
    """Shares in 0-1 that were treated before and after, and how they differ.

    ``difference`` is after less before; ``relative`` is that as a part of before. The
    effect of a scenario is ``-relative``.
    """

    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """After less before."""
        return self.after - self.before

    @property
    def relative(self) -> Decimal:
        """The difference as a part of before."""
        return self.difference / self.before


def volume_effect(before: tuple[int, int], after: tuple[int, int]) -> VolumeEffect:
    """Return the effect from (treated, all) before and after.

    Raises:
        ZeroDivisionError: nobody was counted.
    """
    shares = [
        Decimal(treated) / Decimal(everybody) for treated, everybody in (before, after)
    ]
    return VolumeEffect(before=shares[0], after=shares[1])
