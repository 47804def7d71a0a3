"""What must hold for an entry of the library, beyond the shape of its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpikit.domain.carrying_money import why_no_money
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.instrument import Aggregate, Instrument, InstrumentKind, Scoring
from kpikit.domain.kpi import (
    AnyKpi,
    Direction,
    EntryStatus,
    Kpi,
    MeasuredKpi,
    Statistic,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.domain.kpi_numbers import wrong_numbers
from kpikit.domain.library import LadderLevel, Recommendation, StartingSet
from kpikit.library.lines import Path
from kpikit.text import Text

LARGEST_SET = 5
_SCORED = {Aggregate.SUM, Aggregate.MEAN}
_UNITS = {
    StatisticKind.SHARE: (Unit.PERCENT,),
    StatisticKind.MEAN: (Unit.POINTS,),
    StatisticKind.DIFFERENCE: (Unit.PERCENTAGE_POINTS, Unit.POINTS),
    StatisticKind.COUNT: (Unit.COUNT,),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule, with the path of the key that breaks it."""

    code: str
    path: Path
    text: Text


def of_kpi(kpi: AnyKpi, instrument: Instrument | None) -> Iterator[Finding]:
    """Yield each rule that the KPI breaks; ``instrument`` is the one it rests on."""
    yield from _of_life(kpi)
    for wrong in wrong_numbers(kpi):
        yield Finding("number_not_allowed", (wrong.part, wrong.field), wrong.text)
    if isinstance(kpi, MeasuredKpi):
        yield from _of_statistic(kpi.statistic)
        if kpi.statistic.kind is StatisticKind.SHARE and kpi.counting is None:
            yield Finding("counting_missing", ("counting",), _COUNTING_MISSING)
        if instrument is not None:
            yield from _of_fit(kpi.statistic, instrument)
    if kpi.use is Use.PAYMENT:
        for reason in why_no_money(kpi, instrument):
            text = Text(
                nl=f"Geld mag niet aan deze KPI hangen: {reason.nl}",
                en=f"This KPI may not carry money: {reason.en}",
            )
            yield Finding("payment_not_allowed", ("use",), text)


def _of_life(kpi: Kpi) -> Iterator[Finding]:
    """Yield what does not fit the status of the entry."""
    if kpi.status is EntryStatus.RETIRED:
        if kpi.retired_on is None:
            yield Finding("retired_on_missing", ("retired_on",), _RETIRED_ON)
        if kpi.retired_because is None:
            yield Finding("reason_missing", ("retired_because",), _RETIRED_BECAUSE)
        if kpi.use is not Use.NONE:
            yield Finding("retired_in_use", ("use",), _RETIRED_IN_USE)
        return
    for name in ("retired_on", "retired_because", "replaced_by"):
        if getattr(kpi, name) is not None:
            yield Finding("not_retired", (name,), _NOT_RETIRED)


def _of_statistic(statistic: Statistic) -> Iterator[Finding]:
    """Yield what is not consistent within the statistic itself."""
    units = _UNITS[statistic.kind]
    if statistic.unit not in units:
        allowed = " / ".join(units)
        yield Finding(
            "unit_differs",
            ("statistic", "unit"),
            Text(
                nl=f"Bij de maat ‘{statistic.kind}’ hoort de eenheid {allowed}, "
                f"niet {statistic.unit}.",
                en=f"The statistic ‘{statistic.kind}’ goes with the unit {allowed}, "
                f"not {statistic.unit}.",
            ),
        )
    low, high = statistic.minimum, statistic.maximum
    if statistic.kind is StatisticKind.SHARE:
        if low != 0 or high != 100:
            yield Finding("scale_differs", ("statistic", "maximum"), _SHARE_SCALE)
    elif statistic.kind is StatisticKind.MEAN and (low is None or high is None):
        yield Finding("scale_missing", ("statistic",), _SCALE_MISSING)
    if low is not None and high is not None and low >= high:
        yield Finding("scale_reversed", ("statistic", "minimum"), _SCALE_REVERSED)


def _of_fit(statistic: Statistic, instrument: Instrument) -> Iterator[Finding]:
    """Yield where the statistic does not fit the instrument."""
    if statistic.kind not in instrument.statistics:
        offered = ", ".join(instrument.statistics) or "–"
        yield Finding(
            "statistic_not_offered",
            ("statistic", "kind"),
            Text(
                nl=f"Meetinstrument ‘{instrument.id}’ geeft deze maat niet "
                f"(wel: {offered}).",
                en=f"Instrument ‘{instrument.id}’ does not offer this statistic "
                f"(it offers: {offered}).",
            ),
        )
    scoring = instrument.scoring
    if scoring is None:
        return
    if statistic.kind is StatisticKind.SHARE:
        if scoring.aggregate in _SCORED and statistic.cut_off is None:
            yield Finding("cut_off_missing", ("statistic",), _CUT_OFF_MISSING)
    elif statistic.kind is StatisticKind.MEAN:
        yield from _of_mean(statistic, scoring, instrument.id)


def _of_mean(statistic: Statistic, scoring: Scoring, id_: str) -> Iterator[Finding]:
    """Yield where a mean does not lie on the scale of the score it is a mean of."""
    low, high = statistic.minimum, statistic.maximum
    too_low = low is not None and low < scoring.minimum
    too_high = high is not None and high > scoring.maximum
    if too_low or too_high:
        scale = f"{scoring.minimum}–{scoring.maximum}"
        yield Finding(
            "outside_scale",
            ("statistic", "minimum" if too_low else "maximum"),
            Text(
                nl=f"De score van ‘{id_}’ loopt van {scale}; deze schaal gaat "
                "daarbuiten.",
                en=f"The score of ‘{id_}’ runs over {scale}; this scale goes beyond "
                "it.",
            ),
        )
    opposites = {Direction.HIGHER, Direction.LOWER}
    if {statistic.direction, scoring.direction} == opposites:
        path = ("statistic", "direction")
        yield Finding("direction_differs", path, _DIRECTION_DIFFERS)


def of_instrument(
    instrument: Instrument, levels: Iterable[LadderLevel]
) -> Iterator[Finding]:
    """Yield each rule that the instrument, or its ladder, breaks."""
    coding, scoring = instrument.coding, instrument.scoring
    if coding is not None:
        if coding.minimum >= coding.maximum:
            yield Finding("scale_reversed", ("coding", "minimum"), _SCALE_REVERSED)
        items = instrument.items
        if items is not None and any(n > items for n in coding.reversed_items):
            path = ("coding", "reversed_items")
            yield Finding("no_such_item", path, _NO_SUCH_ITEM)
    if scoring is not None:
        if scoring.minimum >= scoring.maximum:
            yield Finding("scale_reversed", ("scoring", "minimum"), _SCALE_REVERSED)
        for number, step in enumerate(scoring.steps):
            if step.by == 0:
                at = ("scoring", "steps", number, "by")
                yield Finding("step_of_zero", at, _STEP_OF_ZERO)
    values = [level.value for level in levels]
    is_ladder = instrument.kind is InstrumentKind.LADDER
    complete = [each for each in values if each is not None] == [0, 1, 2, 3, 4]
    if is_ladder and not (complete and values.count(None) == 1):
        yield Finding("ladder_incomplete", ("level",), _LADDER_INCOMPLETE)
    if values and not is_ladder:
        yield Finding("levels_without_ladder", ("level",), _NO_LADDER)


def of_set(starting_set: StartingSet, members: Iterable[AnyKpi]) -> Iterator[Finding]:
    """Yield each rule that the starting set breaks; ``members`` are those found."""
    ids = starting_set.kpis
    if len(ids) > LARGEST_SET:
        yield Finding("set_too_large", ("kpis",), _SET_TOO_LARGE)
    for number, id_ in enumerate(ids):
        if id_ in ids[:number]:
            text = Text(nl=f"{id_} staat er twee keer.", en=f"{id_} is in it twice.")
            yield Finding("twice_in_set", ("kpis", number), text)
    for kpi in members:
        if kpi.retired:
            text = Text(
                nl=f"{kpi.id} is vervallen en kan niet meer gekozen worden.",
                en=f"{kpi.id} is retired and can no longer be chosen.",
            )
            yield Finding("retired_in_set", ("kpis", ids.index(kpi.id)), text)


def of_recommendation(advice: Recommendation) -> Iterator[Finding]:
    """Yield each kind of financing that a recommendation names and that is none."""
    for number, code in enumerate(advice.arrangements):
        if code not in all_kinds():
            text = Text(
                nl=f"‘{code}’ is geen vorm van bekostiging.",
                en=f"‘{code}’ is no kind of financing.",
            )
            yield Finding("unknown_kind", ("arrangements", number), text)


_COUNTING_MISSING = Text(
    nl="Een percentage heeft een teller en een noemer nodig.",
    en="A percentage needs a numerator and a denominator.",
)
_RETIRED_ON = Text(
    nl="Een vervallen KPI heeft de datum nodig waarop hij verviel.",
    en="A retired KPI needs the date on which it was retired.",
)
_RETIRED_BECAUSE = Text(
    nl="Een vervallen KPI heeft een reden nodig.",
    en="A retired KPI needs a reason.",
)
_RETIRED_IN_USE = Text(
    nl="Een vervallen KPI heeft als gebruik ‘none’.",
    en="A retired KPI has the use ‘none’.",
)
_NOT_RETIRED = Text(
    nl="Dit hoort alleen bij een KPI met status ‘retired’.",
    en="This goes only with a KPI that has the status ‘retired’.",
)
_SHARE_SCALE = Text(
    nl="Een percentage loopt van 0 tot en met 100: minimum = 0, maximum = 100.",
    en="A percentage runs from 0 to 100: minimum = 0, maximum = 100.",
)
_SCALE_MISSING = Text(
    nl="Een gemiddelde heeft een schaal nodig: vul minimum en maximum in.",
    en="A mean needs a scale: fill in minimum and maximum.",
)
_SCALE_REVERSED = Text(
    nl="Het minimum moet kleiner zijn dan het maximum.",
    en="The minimum must be smaller than the maximum.",
)
_CUT_OFF_MISSING = Text(
    nl="Dit meetinstrument geeft een score. Zeg met cut_off welke score meetelt.",
    en="This instrument gives a score. Say with cut_off which score counts.",
)
_DIRECTION_DIFFERS = Text(
    nl="Bij het meetinstrument is de andere kant op beter.",
    en="With the instrument, the other way is better.",
)
_NO_SUCH_ITEM = Text(
    nl="Er is een omgekeerde vraag genoemd die het meetinstrument niet heeft.",
    en="A reversed item is named that the instrument does not have.",
)
_STEP_OF_ZERO = Text(
    nl="Een stap met 0 doet niets of kan niet.",
    en="A step by 0 does nothing, or cannot be taken.",
)
_LADDER_INCOMPLETE = Text(
    nl="De ladder heeft de treden 0, 1, 2, 3 en 4 in die volgorde, en één trede zonder "
    "waarde voor onvoldoende bewijs.",
    en="The ladder has the levels 0, 1, 2, 3 and 4 in that order, and one level "
    "without a value for insufficient evidence.",
)
_NO_LADDER = Text(
    nl="Alleen een ladder heeft treden ([[level]]).",
    en="Only a ladder has levels ([[level]]).",
)
_SET_TOO_LARGE = Text(
    nl=f"Een startset heeft hoogstens {LARGEST_SET} KPI’s.",
    en=f"A starting set has at most {LARGEST_SET} KPIs.",
)
