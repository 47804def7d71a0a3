"""What shared savings come to: afterwards, past the noise filter, through the gate."""

from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.settlement.gates import (
    Weighs,
    flags_of,
    questions,
    weigh,
)
from kpikit.domain.settlement.ground import Care, Ground, summed
from kpikit.domain.settlement.lines import Sheet
from kpikit.domain.settlement.saying import Unit
from kpikit.domain.settlement.working import (
    NOTHING,
    Figure,
    Least,
    Minus,
    Over,
    Reaches,
    Times,
    When,
    Working,
)
from kpikit.text import Text


def shared_savings(
    ground: Ground,
    sheet: Sheet,
    care: tuple[Care, ...],
    before: Working,
    dossier: Dossier,
) -> None:
    """Settle shared savings; ``before`` is what the insurer spent before sharing.

    Once past the noise filter the whole saving is shared, from the first euro (42 CFR
    425.605), unless the parties chose to share only what lies beyond the filter.
    Losses are shared in the same way, when the parties agreed to it.
    """
    mark = sheet.line("benchmark", _MARK, summed(c.reference for c in care))
    spend = sheet.line("spend", _SPEND, before)
    saving = sheet.line("saving", _SAVING, Minus(mark, spend))
    sheet.line("rate", _RATE, Over(saving, mark), Unit.SHARE)
    weighed = _weighed(ground, sheet, dossier)
    gain = _shared(ground, sheet, (mark, spend), _GAIN)
    for number, opens in enumerate(weighed.gates, start=1):
        gate = ground.inputs[opens.key].label
        gain = When(sheet.line(f"in_order_{number}", gate, opens, Unit.YES_NO), gain)
    if sheet.arrangement.term("sides").words != "two":
        sheet.line("due", _DUE, gain)
        return
    loss = _shared(ground, sheet, (spend, mark), _LOSS)
    if weighed.leaves_all:
        free = ground.given(f"{sheet.prefix}_told", _TOLD, NO, Unit.YES_NO, _GATE)
        loss = When(sheet.line("told", _TOLD, free, Unit.YES_NO), loss)
    gained = sheet.line("gained", _GAINED, gain)
    lost = sheet.line("lost", _LOST, loss)
    sheet.line("due", _DUE, Minus(gained, lost))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The gates as figures, and whether one of them leaves all as it is."""

    gates: tuple[Figure, ...]
    leaves_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of sharing: its terms, the first that is filled counts, and words."""

    code: str
    rates: tuple[str, ...]
    caps: tuple[str, ...]
    filters: tuple[str, ...]
    part: Text
    passes: Text
    capped: Text


def _weighed(ground: Ground, sheet: Sheet, dossier: Dossier) -> _Weighed:
    arrangement, found, leaves_all = sheet.arrangement, list[Figure](), False
    for asked in questions(dossier, ground.facts, arrangement, "gate"):
        weighs = weigh(asked, arrangement)
        for each in flags_of(asked, arrangement, weighs):
            sheet.flag(each.code, each.text)
        leaves_all = leaves_all or weighs is Weighs.LEAVES_ALL
        if weighs is Weighs.NOT_DUE:
            continue
        label = Text(nl=f"In orde: {asked.name.nl}", en=f"In order: {asked.name.en}")
        key = f"{sheet.prefix}_gate_{len(found) + 1}"
        opens = YES if weighs is Weighs.PAYS else NO
        found.append(ground.given(key, label, opens, Unit.YES_NO, _GATE))
    return _Weighed(tuple(found), leaves_all)


def _shared(
    ground: Ground, sheet: Sheet, sides: tuple[Figure, Figure], side: _Side
) -> Working:
    """Return the part of a difference, past its filter and within its cap."""
    left, right = sides
    mark = left if side is _GAIN else right
    difference = Minus(left, right)
    least = _first(ground, sheet, side.filters)
    bar: Working = NOTHING if least is None else Times((least, mark))
    beyond = sheet.arrangement.term("counted_from").words == "above_filter"
    counted = Minus(difference, bar) if beyond and least is not None else difference
    rate = _first(ground, sheet, side.rates)
    part: Working = Times((rate or NOTHING, counted))
    part = sheet.line(f"{side.code}_part", side.part, part)
    cap = _first(ground, sheet, side.caps)
    if cap is not None:
        within = Least((part, Times((cap, mark))))
        part = sheet.line(f"{side.code}_capped", side.capped, within)
    test = Reaches(difference, bar)
    passes = sheet.line(f"{side.code}_passes", side.passes, test, Unit.YES_NO)
    return When(passes, part)


def _first(ground: Ground, sheet: Sheet, names: tuple[str, ...]) -> Figure | None:
    found = (ground.term(sheet.prefix, sheet.arrangement, name) for name in names)
    return next((f for f in found if f is not None), None)


YES, NO = Decimal(1), Decimal(0)
_GAIN = _Side(
    code="gain",
    rates=("rate",),
    caps=("cap",),
    filters=("minimum_savings_rate",),
    part=Text(nl="Deel van de besparing", en="Share of the saving"),
    passes=Text(nl="Besparing haalt het ruisfilter", en="Saving passes the filter"),
    capped=Text(nl="Tot het hoogste deel", en="Up to the greatest share"),
)
_LOSS = _Side(
    code="loss",
    rates=("loss_rate", "rate"),
    caps=("loss_cap", "cap"),
    filters=("minimum_loss_rate", "minimum_savings_rate"),
    part=Text(nl="Deel van het verlies", en="Share of the loss"),
    passes=Text(nl="Verlies haalt het ruisfilter", en="Loss passes the filter"),
    capped=Text(nl="Verlies tot het hoogste deel", en="Loss up to the greatest share"),
)
_MARK = Text(nl="IJkbedrag", en="Benchmark")
_SPEND = Text(nl="Uitgaven vóór het delen", en="Spend before sharing")
_SAVING = Text(nl="Besparing", en="Saving")
_RATE = Text(nl="Besparing als deel van het ijkbedrag", en="Saving, of the benchmark")
_GATE = Text(nl="KPI’s die op orde moeten zijn", en="KPIs to be in order")
_TOLD = Text(nl="Over de KPI’s is iets te zeggen", en="The KPIs can be told about")
_GAINED = Text(nl="Deel van de winst", en="Part of the gain")
_LOST = Text(nl="Deel van het verlies, terug", en="Part of the loss, back")
_DUE = Text(nl="Verschuldigd", en="Due")
