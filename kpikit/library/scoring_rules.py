"""What must hold for scoring: coding, steps and cut-off have to fit one another."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.instrument import Aggregate, Coding, Instrument, MissingRule, Scoring
from kpikit.domain.kpi import AnyKpi, CutOff, MeasuredKpi
from kpikit.domain.scoring import declared_reading, score
from kpikit.library.lines import Path
from kpikit.library.rules import Finding
from kpikit.text import Text

_AT: Path = ("statistic", "cut_off_value")
_ROUNDED = Decimal("0.000001")
"""How far an end of a scale may be off: a file holds six decimals."""


def of_kpi(kpi: AnyKpi, instrument: Instrument | None) -> Iterator[Finding]:
    """Yield where the cut-off of a KPI does not fit the instrument it rests on."""
    if not isinstance(kpi, MeasuredKpi):
        return
    cut_off = kpi.statistic.cut_off_value
    if cut_off is None:
        return
    named = (cut_off.at_least, cut_off.more_than, cut_off.at_most, cut_off.less_than)
    numbers = [number for number in named if number is not None]
    if len(numbers) + cut_off.top_score != 1 or (cut_off.top_score and cut_off.items):
        yield Finding("cut_off_unclear", _AT, _ONE_CUT_OFF)
        return
    coding = instrument.coding if instrument else None
    scoring = instrument.scoring if instrument else None
    if instrument is None or coding is None or scoring is None:
        yield Finding("cut_off_without_score", _AT, _NOTHING_TO_CUT)
    elif cut_off.top_score:
        if scoring.top_score is None:
            yield Finding("no_top_score", (*_AT, "top_score"), _NO_TOP_SCORE)
    else:
        low, high = scoring.minimum, scoring.maximum
        if cut_off.items:
            yield from _of_items(cut_off, instrument.items)
            low, high = Decimal(coding.minimum), Decimal(coding.maximum)
        if not low <= numbers[0] <= high:
            yield Finding("cut_off_outside", _AT, _outside(f"{low}–{high}"))


def of_instrument(instrument: Instrument) -> Iterator[Finding]:
    """Yield where the scoring of an instrument does not fit its coding."""
    coding, scoring = instrument.coding, instrument.scoring
    if instrument.raters is not None and instrument.raters.band <= 0:
        yield Finding("band_not_positive", ("raters", "band"), _BAND)
    if scoring is None:
        if instrument.missing.rule is MissingRule.COUNTS_AS_NO:
            yield Finding("missing_rule_differs", ("missing", "rule"), _COUNTS_AS_NO)
        return
    if coding is None:
        yield Finding("coding_missing", ("scoring",), _CODING_MISSING)
        return
    is_yes = scoring.aggregate is Aggregate.YES
    if instrument.missing.rule is MissingRule.COUNTS_AS_NO and not is_yes:
        yield Finding("missing_rule_differs", ("missing", "rule"), _COUNTS_AS_NO)
    yield from _of_groups(scoring, coding)
    sound = coding.minimum < coding.maximum and all(s.by for s in scoring.steps)
    if sound and scoring.aggregate is not Aggregate.NONE:
        yield from _of_range(instrument, coding, scoring)


def _of_items(cut_off: CutOff, items: int | None) -> Iterator[Finding]:
    for number, item in enumerate(cut_off.items):
        if items is not None and item > items:
            yield Finding("no_such_item", (*_AT, "items", number), _NO_SUCH_ITEM)


def _of_groups(scoring: Scoring, coding: Coding) -> Iterator[Finding]:
    if not scoring.groups:
        return
    answers = sorted(answer for group in scoring.groups for answer in group)
    if answers != list(range(coding.minimum, coding.maximum + 1)):
        yield Finding("groups_differ", ("scoring", "groups"), _GROUPS)


def _of_range(
    instrument: Instrument, coding: Coding, scoring: Scoring
) -> Iterator[Finding]:
    """Yield when the most extreme answers do not give the ends of the scale."""
    items = instrument.items or 1
    reading = declared_reading(instrument)
    turned = coding.reversed_items
    ends = [
        score(
            instrument,
            [high if item in turned else low for item in range(1, items + 1)],
            reading,
        )
        for low, high in (
            (coding.minimum, coding.maximum),
            (coding.maximum, coding.minimum),
        )
    ]
    found = sorted(end for end in ends if end is not None)
    declared = (scoring.minimum, scoring.maximum)
    if any(abs(a - b) > _ROUNDED for a, b in zip(found, declared, strict=True)):
        text = _range("–".join(f"{end:.2f}" for end in found))
        yield Finding("score_range_differs", ("scoring", "maximum"), text)


def _outside(scale: str) -> Text:
    """Return that the number can never be reached, or always is."""
    return Text(
        nl=f"Deze grens ligt buiten {scale}.",
        en=f"This cut-off lies outside {scale}.",
    )


def _range(found: str) -> Text:
    """Return which scale the coding and the steps give."""
    return Text(
        nl=f"Met deze codering en stappen loopt de score van {found}.",
        en=f"With this coding and these steps the score runs over {found}.",
    )


_ONE_CUT_OFF = Text(
    nl="Noem precies één grens: top_score = true, of een getal bij at_least, "
    "more_than, at_most of less_than.",
    en="Name exactly one cut-off: top_score = true, or a number with at_least, "
    "more_than, at_most or less_than.",
)
_NOTHING_TO_CUT = Text(
    nl="Een grens kan alleen bij een meetinstrument met een codering en een score.",
    en="A cut-off needs an instrument with a coding and a score.",
)
_NO_TOP_SCORE = Text(
    nl="Dit meetinstrument noemt geen topscore.",
    en="This instrument names no top score.",
)
_NO_SUCH_ITEM = Text(
    nl="Het meetinstrument heeft deze vraag niet.",
    en="The instrument does not have this item.",
)
_BAND = Text(
    nl="Een marge tussen beoordelaars is meer dan 0.",
    en="A band between raters is more than 0.",
)
_COUNTS_AS_NO = Text(
    nl="Een open antwoord kan alleen als nee tellen bij onderdelen die er wel of niet "
    "zijn (aggregate = yes).",
    en="A missing answer can count as a no only where parts are there or not "
    "(aggregate = yes).",
)
_CODING_MISSING = Text(
    nl="Een score heeft een codering nodig.",
    en="A score needs a coding.",
)
_GROUPS = Text(
    nl="Elk antwoord hoort in precies één groep.",
    en="Each answer belongs in exactly one group.",
)
