"""What came after signing and goes along in the workbook, with a code of its own.

The signed content and its code stay what they were. What follows from it, such as the
settlement of a year, is carried beside it.
"""

from dataclasses import dataclass, replace

from kpikit import snapshot
from kpikit.domain.settlement.agreeing import Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """All that came after signing: the settlements that both parties agreed on."""

    settlements: tuple[Settlement, ...] = ()

    @property
    def text(self) -> str:
        """The canonical text; empty when nothing came after."""
        return "" if self == NOTHING_LATER else snapshot.dump(self)


NOTHING_LATER = Later()


def later_of(text: str) -> Later:
    """Return what a text carries.

    Raises:
        UnreadableSnapshot: the text is not what ``Later.text`` writes.
    """
    return snapshot.load(Later, text) if text else NOTHING_LATER


def agreed(settlements: tuple[Settlement, ...]) -> Later:
    """Return the settlements that both parties agreed on, without ids of people."""
    return Later(
        settlements=tuple(
            replace(
                each,
                revision=0,
                approvals=tuple(replace(a, by="") for a in each.approvals),
            )
            for each in settlements
            if each.agreed
        )
    )
