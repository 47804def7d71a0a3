"""One choice made twice, before and after: does it fall in the same group?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.instrument import Instrument
from kpikit.domain.scoring import wording
from kpikit.domain.scoring.counting import Counted
from kpikit.domain.scoring.reading import Answer, Reading
from kpikit.domain.scoring.scale import Scale
from kpikit.problems import Problem, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """How many fell in the same group afterwards, and which way the others went.

    ``toward_low`` and ``toward_high`` are the ends that the instrument's coding names;
    ``left_out`` lack one of the two choices.
    """

    same: int
    toward_low: int
    toward_high: int
    left_out: int

    @property
    def counted(self) -> Counted:
        """Those in the same group, out of all with two choices."""
        return Counted(
            numerator=self.same,
            denominator=self.same + self.toward_low + self.toward_high,
            left_out=self.left_out,
        )


def same_group(
    instrument: Instrument, before: Answer, after: Answer, reading: Reading
) -> bool | None:
    """Return whether both choices fall in one group; ``None`` if one is missing.

    Raises:
        Refused: the instrument has no groups, or a choice lies outside the reading.
    """
    step = _step(instrument, Scale(instrument, reading), before, after)
    return None if step is None else not step


def roles(
    instrument: Instrument, pairs: Iterable[tuple[Answer, Answer]], reading: Reading
) -> Roles:
    """Return how many of the pairs (before, after) fell in the same group.

    Raises:
        Refused: as for ``same_group``.
    """
    scale = Scale(instrument, reading)
    steps = [_step(instrument, scale, before, after) for before, after in pairs]
    taken = [step for step in steps if step is not None]
    return Roles(
        same=taken.count(0),
        toward_low=sum(step < 0 for step in taken),
        toward_high=sum(step > 0 for step in taken),
        left_out=len(steps) - len(taken),
    )


def group_of(instrument: Instrument, choice: Decimal | int) -> int:
    """Return which group a choice falls in, counted from 0 at the low end.

    Raises:
        Refused: the instrument has no group with this choice.
    """
    groups = instrument.scoring.groups if instrument.scoring else ()
    for number, group in enumerate(groups):
        if choice in group:
            return number
    raise Refused((Problem("no-group", instrument.id, wording.NO_GROUPS),))


def _step(
    instrument: Instrument, scale: Scale, before: Answer, after: Answer
) -> int | None:
    """Return how many groups the second choice lies above the first."""
    first, second = scale.score((before,)), scale.score((after,))
    if first is None or second is None:
        return None
    return group_of(instrument, second) - group_of(instrument, first)
