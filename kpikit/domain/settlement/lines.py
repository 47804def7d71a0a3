"""What a settlement says: lines with their working, and the amounts they lead to."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.settlement.saying import Unit, amount, fits
from kpikit.domain.settlement.working import Figure, Working, said
from kpikit.text import Text

CENT = Decimal("0.01")


def to_the_cent(value: Decimal) -> Decimal:
    """Return an amount rounded half up; only a final amount ever is."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step: what it is, how it is worked out, and what comes out."""

    key: str
    label: Text
    working: Working
    unit: Unit = Unit.MONEY
    note: Text | None = None

    @property
    def value(self) -> Decimal:
        """What comes out, unrounded."""
        return self.working.worth()

    @property
    def figure(self) -> Figure:
        """The outcome, for the working of a later line."""
        return Figure(self.key, self.value, self.unit)

    @property
    def words(self) -> Text:
        """The working with its figures and outcome: ``50% × € 850.000 = € 425.000``."""
        working, outcome = said(self.working), amount(self.value, self.unit)
        if working == outcome:
            return outcome
        if self.unit is Unit.YES_NO:
            return _joined(working, ":", outcome)
        sign = "=" if fits(self.value, self.unit) else "≈"
        return _joined(working, f" {sign}", outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that both parties should see, such as data that did not come."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one arrangement comes to: positive when the insurer owes it."""

    arrangement: Arrangement
    lines: tuple[Line, ...]
    due: Decimal
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The settlement of a year.

    ``balance`` is what is still to be paid: by the insurer when positive, back by the
    provider when negative. ``triggers`` say why the parties talk about the agreement
    again.
    """

    parts: tuple[Part, ...]
    total: Decimal
    paid: Decimal
    balance: Decimal
    triggers: tuple[Flag, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What to see, of all parts."""
        return tuple(flag for part in self.parts for flag in part.flags)


@dataclass(slots=True)
class Sheet:
    """The lines of one arrangement while they are being written."""

    arrangement: Arrangement
    prefix: str
    lines: list[Line] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def line(
        self,
        name: str,
        label: Text,
        working: Working,
        unit: Unit = Unit.MONEY,
        note: Text | None = None,
    ) -> Figure:
        """Write a line and return its outcome."""
        key = f"{self.prefix}_{name}"
        made = Line(key=key, label=label, working=working, unit=unit, note=note)
        self.lines.append(made)
        return made.figure

    def flag(self, code: str, text: Text) -> None:
        """Point something out."""
        self.flags.append(Flag(code=code, text=text))

    def part(self) -> Part:
        """Return the arrangement settled: its last line is what is due."""
        return Part(
            arrangement=self.arrangement,
            lines=tuple(self.lines),
            due=to_the_cent(self.lines[-1].value),
            flags=tuple(self.flags),
        )


def _joined(left: Text, sign: str, right: Text) -> Text:
    return Text(nl=f"{left.nl}{sign} {right.nl}", en=f"{left.en}{sign} {right.en}")
