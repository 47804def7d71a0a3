"""A narrative KPI in plain words: what was seen together, beside what was agreed."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.advice.words import filled, joined
from kpikit.domain.ambition import AnyAmbition, NarrativeAmbition
from kpikit.domain.finding import saying, wording
from kpikit.domain.finding.finding import KpiFinding
from kpikit.domain.kpi import NarrativeKpi
from kpikit.domain.result.figure import LevelFigure
from kpikit.domain.review.rating import RatedLevel
from kpikit.text import Text, same


def rated_headline(kpi: NarrativeKpi, rated: RatedLevel | None) -> Text:
    """Return what the ratings came to, or why there is nothing to say yet."""
    if rated is None:
        return wording.NOT_RATED
    if rated.median is None or not rated.enough_evidence:
        return wording.TOO_THIN
    return filled(wording.RATED, level=level_words(kpi, rated.median))


def rated_sentence(
    kpi: NarrativeKpi,
    ambition: AnyAmbition | None,
    finding: KpiFinding,
    rated: RatedLevel | None,
) -> Text:
    """Return what was reported, what was agreed, and whether the ratings lie apart."""
    return joined(*_sentences(kpi, ambition, finding, rated))


def level_words(kpi: NarrativeKpi, level: Decimal) -> Text:
    """Return a level with its name on the ladder; half-way between two without one."""
    number = f"{level:f}"
    if level == level.to_integral_value() and 0 <= level < len(kpi.ladder):
        name = kpi.ladder[int(level)]
        return Text(nl=f"{int(level)}, {name.nl}", en=f"{int(level)}, {name.en}")
    return Text(nl=number.replace(".", ","), en=number)


def _sentences(
    kpi: NarrativeKpi,
    ambition: AnyAmbition | None,
    finding: KpiFinding,
    rated: RatedLevel | None,
) -> Iterator[Text | None]:
    figure, rounds = finding.figure, saying.rounds_words(finding)
    if isinstance(figure, LevelFigure) and rounds is not None:
        level = wording.TOO_THIN
        if figure.level is not None:
            level = level_words(kpi, Decimal(figure.level))
        yield filled(wording.REPORTED, rounds=rounds, level=level)
    else:
        yield wording.BECAUSE.get(finding.judged.why)
    agreed = _agreed_level(ambition, finding.year)
    if agreed is not None:
        level = level_words(kpi, Decimal(agreed))
        yield filled(wording.LEVEL_GOAL, year=same(f"{finding.year}"), level=level)
    if rated is not None and rated.discuss:
        yield wording.APART


def _agreed_level(ambition: AnyAmbition | None, year: int) -> int | None:
    if not isinstance(ambition, NarrativeAmbition):
        return None
    return ambition.level_in(year)
