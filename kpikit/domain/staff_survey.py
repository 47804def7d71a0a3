"""The published survey of nurses, beside an own small sample; obstacles, ranked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from kpikit.domain.kpi import KpiId
from kpikit.statistics.interval import Interval
from kpikit.statistics.intervals import (
    difference_of_proportions,
    proportion_interval,
)
from kpikit.text import Text

FEWEST = 10
"""With fewer answers than this an own sample is not set beside the survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigure:
    """What part of a group answered so, in percent; ``n`` is the size of the group."""

    group: Text
    percent: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """A question, retold, the answers that count, and the published figures.

    ``kpi`` is the KPI that the same question, put to an own team, gives a result of.
    With ``pulse`` it belongs to the short pulse of a team; its first figure is then of
    all respondents.
    """

    id: str
    order: int
    asked: Text
    counts: Text
    figures: tuple[SurveyFigure, ...]
    sources: tuple[str, ...]
    note: Text | None = None
    kpi: KpiId | None = None
    pulse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """An obstacle, and how often it was mentioned in the survey."""

    id: str
    order: int
    name: Text
    mentioned: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """How many of those who answered the survey belong to a group, by a trait."""

    id: str
    order: int
    trait: Text
    group: Text
    n: int
    sources: tuple[str, ...]


class About(StrEnum):
    """Beside which question of the survey people wrote something."""

    OBSTACLES = "obstacles"
    NEEDS = "needs"
    WEIGHING = "weighing"
    SEGMENTS = "segments"
    ATTITUDE_YES = "attitude-yes"
    ATTITUDE_NO = "attitude-no"


ABOUT_NAMES = {
    About.OBSTACLES: Text(nl="Nog meer knelpunten", en="More obstacles"),
    About.NEEDS: Text(
        nl="Wat nodig is om er beter in te worden", en="What is needed to get better"
    ),
    About.WEIGHING: Text(
        nl="Wiens mening het zwaarst weegt", en="Whose opinion weighs most"
    ),
    About.SEGMENTS: Text(
        nl="Wat voor beslisser iemand is", en="What kind of decider somebody is"
    ),
    About.ATTITUDE_YES: Text(
        nl="Waarom het bij de basishouding hoort",
        en="Why it is part of the basic attitude",
    ),
    About.ATTITUDE_NO: Text(
        nl="Waarom het er niet bij hoort", en="Why it is no part of it"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRemark:
    """What people wrote beside their answer, retold; nobody counted it."""

    id: str
    order: int
    about: About
    says: Text
    sources: tuple[str, ...]


class Beside(StrEnum):
    """How an own sample lies beside the published figure."""

    TOO_FEW = "too_few"
    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"


BESIDE_NAMES = {
    Beside.TOO_FEW: Text(
        nl="Met minder dan tien antwoorden is er nog niets te zeggen.",
        en="With fewer than ten answers nothing can be said yet.",
    ),
    Beside.HIGHER: Text(
        nl="In uw steekproef komt dit vaker voor dan in de peiling.",
        en="In your sample this is more often so than in the survey.",
    ),
    Beside.LOWER: Text(
        nl="In uw steekproef komt dit minder vaak voor dan in de peiling.",
        en="In your sample this is less often so than in the survey.",
    ),
    Beside.ALIKE: Text(
        nl="Het verschil met de peiling kan toeval zijn.",
        en="The difference with the survey can be chance.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSample:
    """An own share (0-1) with its 95% interval, beside one published figure."""

    share: Interval
    beside: Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Who answered, by one trait: each group with its number and percentage."""

    trait: Text
    groups: tuple[tuple[Text, int, Decimal], ...]


def composition(respondents: Iterable[Respondents]) -> tuple[Composition, ...]:
    """Return who answered, by trait; every trait divides all of them."""
    found = []
    for trait, each in groupby(respondents, key=lambda one: one.trait):
        members = list(each)
        whole = sum(one.n for one in members)
        groups = [
            (one.group, one.n, round(Decimal(100 * one.n) / whole, 1))
            for one in members
        ]
        found.append(Composition(trait=trait, groups=tuple(groups)))
    return tuple(found)


def own_beside(figure: SurveyFigure, count: int, n: int) -> OwnSample:
    """Set ``count`` of ``n`` own answers beside a published figure.

    Higher or lower only when the 95% interval of the difference leaves out zero
    (method 10 of Newcombe 1998, see ``difference_of_proportions``). The published
    count is taken as the percentage of the group, to the nearest whole.
    """
    share = proportion_interval(count, n)
    if n < FEWEST:
        return OwnSample(share=share, beside=Beside.TOO_FEW)
    theirs = round(figure.percent * figure.n / 100)
    apart = difference_of_proportions(count, n, theirs, figure.n)
    return OwnSample(share=share, beside=_side(apart))


def _side(apart: Interval) -> Beside:
    if apart.lower is not None and apart.lower > 0:
        return Beside.HIGHER
    if apart.upper is not None and apart.upper < 0:
        return Beside.LOWER
    return Beside.ALIKE


def ranked(
    names: Sequence[tuple[str, str]], votes: Mapping[str, int]
) -> tuple[tuple[int, str, int], ...]:
    """Return (rank, name, votes) of what got votes, most first; equal votes share.

    ``names`` are (id, name) in their own order, which settles the order of equals.
    """
    chosen = [(name, votes[i]) for i, name in names if votes.get(i, 0) > 0]
    chosen.sort(key=lambda each: -each[1])
    return tuple(
        (1 + sum(other > given for _, other in chosen), name, given)
        for name, given in chosen
    )
