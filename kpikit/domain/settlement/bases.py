"""What a base arrangement comes to in a year."""

from collections.abc import Callable
from decimal import Decimal

from kpikit.domain.settlement.ground import Care, Ground, summed
from kpikit.domain.settlement.lines import Sheet
from kpikit.domain.settlement.working import (
    NOTHING,
    ONE,
    Constant,
    Figure,
    Least,
    Minus,
    Most,
    Plus,
    Times,
    Working,
)
from kpikit.text import Text

Settle = Callable[[Ground, Sheet, tuple[Care, ...]], None]


def production(sheet: Sheet, care: tuple[Care, ...]) -> Figure:
    """Write what price times quantity would pay, other treatments here with it."""
    return sheet.line("done", _DONE, summed(c.fee for c in care))


def fee(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:  # noqa: ARG001 - as the others
    """Settle price times quantity."""
    sheet.line("due", _DUE, summed(c.fee for c in care))


def ceiling(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Settle a ceiling: the lowest of both, plus a share of what lies above it."""
    arrangement, prefix = sheet.arrangement, sheet.prefix
    done = production(sheet, care)
    amount = ground.term(prefix, arrangement, "amounts")
    if amount is None:
        sheet.flag("no-amount", _NO_AMOUNT)
        sheet.line("due", _DUE, done)
        return
    parts: list[Working] = [sheet.line("below", _BELOW, Least((done, amount)))]
    if _turned_away_too_soon(care, done, amount):
        sheet.flag("room-left", _ROOM_LEFT)
    rate = ground.term(prefix, arrangement, "excess_rate")
    if rate is not None and arrangement.term("obligation").words == "yes":
        above = sheet.line("above", _ABOVE, Most((Minus(done, amount), NOTHING)))
        parts.append(Times((rate, above)))
    sheet.line("due", _DUE, summed(iter(parts)))


def _turned_away_too_soon(care: tuple[Care, ...], done: Figure, amount: Figure) -> bool:
    """Tell whether a treatment more would have fitted below the ceiling."""
    prices = [c.figures.price for c in care if c.figures.turned_away]
    return bool(prices) and done.value + min(prices) <= amount.value


def lump_sum(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Settle a lump sum: the amount, and a part of what lies outside the band."""
    arrangement, prefix = sheet.arrangement, sheet.prefix
    amount = ground.term(prefix, arrangement, "amounts")
    if amount is None:
        sheet.flag("no-amount", _NO_AMOUNT)
        sheet.line("due", _DUE, NOTHING)
        return
    band = ground.term(prefix, arrangement, "band")
    share = ground.term(prefix, arrangement, "settle_share")
    if band is None or share is None or not share.value:
        sheet.line("due", _DUE, amount)
        return
    if not care:  # without volumes nobody knows what lies outside the band
        sheet.flag("no-care", NO_CARE)
        sheet.line("due", _DUE, amount)
        return
    done = production(sheet, care)
    top = sheet.line("top", _TOP, Times((Plus((ONE, band)), amount)))
    foot = sheet.line("foot", _FOOT, Times((Minus(ONE, band), amount)))
    over = sheet.line("over", _OVER, Most((Minus(done, top), NOTHING)))
    under = sheet.line("under", _UNDER, Most((Minus(foot, done), NOTHING)))
    outside = Times((share, Minus(over, under)))
    sheet.line("due", _DUE, Plus((amount, outside)))


def bundle(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Settle a bundle: its price for each patient, or for each procedure."""
    arrangement, prefix = sheet.arrangement, sheet.prefix
    price = ground.term(prefix, arrangement, "price")
    per_patient = arrangement.term("unit").words != "procedure"
    counted = "patients" if per_patient else "volume"
    if per_patient and any(c.figures.patients is None for c in care):
        sheet.flag("no-patients", _NO_PATIENTS)
    number = summed(c.figure(counted) for c in care)
    working: Working = Times((price or NOTHING, number))
    beside = () if per_patient else tuple(c.otherwise for c in care)
    gain = ground.term(prefix, arrangement, "stop_gain")
    loss = ground.term(prefix, arrangement, "stop_loss")
    if gain is None and loss is None:
        sheet.line("due", _DUE, summed(iter((working, *beside))))
        return
    bundled = sheet.line("bundled", _BUNDLED, working)
    done = sheet.line(
        "done", _DONE, summed(c.fee if per_patient else c.production for c in care)
    )
    kept: Working = sheet.line("gain", _GAIN, Minus(bundled, done))
    if gain is not None:
        kept = sheet.line("most", _MOST_GAIN, Least((kept, gain)))
    if loss is not None:
        lowest = Minus(NOTHING, loss)
        kept = sheet.line("least", _MOST_LOSS, Most((kept, lowest)))
    sheet.line("due", _DUE, summed(iter((done, kept, *beside))))


def without_rule(ground: Ground, sheet: Sheet, care: tuple[Care, ...]) -> None:  # noqa: ARG001 - as the others
    """Leave a kind that nobody wrote a rule for to the parties."""
    sheet.flag("no-rule", _NO_RULE)
    sheet.line("due", _DUE, Constant(Decimal(0)))


BASES: dict[str, Settle] = {
    "pxq": fee,
    "ceiling": ceiling,
    "lump_sum": lump_sum,
    "bundle": bundle,
}
_DUE = Text(nl="Verschuldigd", en="Due")
_DONE = Text(nl="Geleverd tegen de afgesproken prijs", en="Delivered at the price")
_BELOW = Text(nl="Tot aan het plafond", en="Up to the ceiling")
_ABOVE = Text(nl="Boven het plafond", en="Above the ceiling")
_TOP = Text(nl="Bovenkant van de band", en="Top of the band")
_FOOT = Text(nl="Onderkant van de band", en="Bottom of the band")
_OVER = Text(nl="Geleverd boven de band", en="Delivered above the band")
_UNDER = Text(nl="Geleverd onder de band", en="Delivered below the band")
_BUNDLED = Text(nl="Bundelprijs maal aantal", en="Bundle price times number")
_GAIN = Text(
    nl="Verschil met prijs maal aantal", en="Difference with price times quantity"
)
_MOST_GAIN = Text(nl="Tot de hoogste winst", en="Up to the greatest gain")
_MOST_LOSS = Text(nl="Tot het hoogste verlies", en="Down to the greatest loss")
_NO_AMOUNT = Text(
    nl="Voor dit jaar is geen bedrag afgesproken.",
    en="No amount was agreed for this year.",
)
_NO_PATIENTS = Text(
    nl="Niet geleverd: het aantal patiënten met de aandoening. Er is niets voor "
    "gerekend.",
    en="Not delivered: the number of patients with the condition. Nothing was "
    "counted for it.",
)
_ROOM_LEFT = Text(
    nl="Onder het plafond was nog ruimte, en toch zijn patiënten niet behandeld. "
    "Controleer de aantallen.",
    en="There was room left below the ceiling, and still patients were turned away. "
    "Check the numbers.",
)
NO_CARE = Text(
    nl="Niet geleverd: aantallen en prijzen van deze zorg. Er is niets mee gerekend.",
    en="Not delivered: numbers and prices of this care. Nothing was worked out "
    "with them.",
)
_NO_RULE = Text(
    nl="Voor deze soort afspraak heeft kpikit geen rekenregel. Reken samen af.",
    en="kpikit has no rule for this kind of arrangement. Settle it together.",
)
