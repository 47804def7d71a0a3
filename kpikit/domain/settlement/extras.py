"""What an arrangement on top of the base comes to in a year, sharing left aside."""

from kpikit.domain.settlement.ground import Care, Ground, summed
from kpikit.domain.settlement.lines import Sheet
from kpikit.domain.settlement.saying import Unit
from kpikit.domain.settlement.working import (
    NOTHING,
    Least,
    Times,
    Working,
)
from kpikit.text import Text


def start_funding(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:  # noqa: ARG001 - as the others
    """Settle start funding: the amount of the year, when the insurer pays it."""
    amount = ground.term(sheet.prefix, sheet.arrangement, "amounts")
    if sheet.arrangement.term("source").words not in ("", "insurer"):
        sheet.flag("paid-elsewhere", _ELSEWHERE)
        amount = None
    sheet.line("due", _DUE, amount or NOTHING)


def fixed_cost(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Settle compensation of fixed cost: a part of what the provider misses."""
    arrangement, prefix = sheet.arrangement, sheet.prefix
    coverage = ground.term(prefix, arrangement, "coverage")
    lost = sheet.line("lost", _LOST, summed(c.lost for c in care))
    working: Working = Times((coverage or NOTHING, lost))
    cap = ground.term(prefix, arrangement, "caps")
    if cap is None:
        sheet.line("due", _DUE, working)
        return
    covered = sheet.line("covered", _COVERED, working)
    sheet.line("due", _DUE, Least((covered, cap)))


def area_growth(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Settle growth: extra patients, up to what was agreed and to the freed room.

    Freed room is the number of treatments fewer than expected.
    """
    arrangement, prefix = sheet.arrangement, sheet.prefix
    price = ground.term(prefix, arrangement, "price")
    agreed = ground.term(prefix, arrangement, "extra_patients")
    came = summed(c.figure("extra_patients") for c in care)
    room = sheet.line("room", _ROOM, summed(c.fewer for c in care), Unit.NUMBER)
    limits = (came, room) if agreed is None else (came, agreed, room)
    number = sheet.line("counted", _COUNTED, Least(limits), Unit.NUMBER)
    sheet.line("due", _DUE, Times((price or NOTHING, number)))


_DUE = Text(nl="Verschuldigd", en="Due")
_LOST = Text(nl="Gemiste bijdrage aan vaste lasten", en="Missed towards fixed cost")
_COVERED = Text(nl="Vergoed deel", en="Part compensated")
_ROOM = Text(nl="Vrijgekomen ruimte", en="Freed room")
_COUNTED = Text(nl="Extra patiënten die meetellen", en="Extra patients that count")
_ELSEWHERE = Text(
    nl="Dit geld komt niet van de zorgverzekeraar en telt hier niet mee.",
    en="This money does not come from the insurer and does not count here.",
)
