"""The library as one frozen value: KPIs, instruments, sets, sources and words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from kpikit.domain.conversation import ConversationCard
from kpikit.domain.improvement.organisation_scan import ORGANISATION_SCAN
from kpikit.domain.improvement.scan import TEAM_SCAN, ScanKind
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, KpiId, Level, MeasuredKpi, NarrativeKpi, Use
from kpikit.domain.staff_survey import (
    Obstacle,
    Respondents,
    SurveyQuestion,
    SurveyRemark,
)
from kpikit.problems import KpikitError
from kpikit.text import Text

Key = TypeVar("Key")
Entry = TypeVar("Entry")

_ACCENT = re.compile("[\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")

SERIES = ("PAT", "PRO", "TEA", "ORG", "KET", "DEP")
"""The first part of the shipped ids, in the order in which people read them."""


class Part(StrEnum):
    """The half of the working group's advice that a recommendation stands in."""

    ORGANISING = "organising"
    REWARDING = "rewarding"


class Addressee(StrEnum):
    """The party whose homework a recommendation is."""

    PROVIDER = "provider"
    INSURER = "insurer"


class ImplementationLevel(StrEnum):
    """Where something has to change before people decide together."""

    TOOLS = "tools"
    CULTURE = "culture"
    PROCESS = "process"
    CONDITIONS = "conditions"


LEVEL_NAMES = {
    ImplementationLevel.TOOLS: Text(nl="hulpmiddelen", en="tools"),
    ImplementationLevel.CULTURE: Text(
        nl="gedrag en cultuur", en="behaviour and culture"
    ),
    ImplementationLevel.PROCESS: Text(nl="werkproces", en="process"),
    ImplementationLevel.CONDITIONS: Text(nl="randvoorwaarden", en="conditions"),
}


class Kind(StrEnum):
    """Which of the two types of KPI somebody looks for."""

    MEASURED = "measured"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read; ``doi`` without address, ``link`` with https."""

    id: str
    citation: str
    year: int | None = None
    doi: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A word of the product, with the line that a reader opens."""

    id: str
    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLink:
    """An example of others, by name and address."""

    name: Text
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One of the working group's recommendations, retold in ``points``.

    ``levels`` are the levels of implementation that it is about, ``arrangements`` the
    codes of the kinds of financing that serve it.
    """

    number: int
    part: Part
    addressee: Addressee
    title: Text
    points: tuple[Text, ...]
    example_links: tuple[ExampleLink, ...]
    source: str
    levels: tuple[ImplementationLevel, ...] = ()
    arrangements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingSet:
    """A small set of KPIs that parties may start from."""

    id: str
    order: int
    name: Text
    why: Text
    kpis: tuple[KpiId, ...]
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLevel:
    """A level of the one ladder; ``value`` None stands for insufficient evidence."""

    value: int | None
    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader narrows the library to; None leaves a filter open."""

    kind: Kind | None = None
    level: Level | None = None
    use: Use | None = None
    burden_at_most: int | None = None
    reuses_existing_data: bool | None = None
    recommendation: int | None = None
    include_retired: bool = False

    def let_through(self, kpi: AnyKpi) -> bool:
        """Whether the KPI fits every filter that is set."""
        return (
            (self.include_retired or not kpi.retired)
            and self.kind in (None, kind_of(kpi))
            and self.level in (None, kpi.level)
            and self.use in (None, kpi.use)
            and (self.burden_at_most is None or kpi.burden.level <= self.burden_at_most)
            and self.reuses_existing_data in (None, kpi.burden.reuses_existing_data)
            and (
                self.recommendation is None
                or self.recommendation in kpi.recommendations
            )
        )


EVERYTHING = Filters(include_retired=True)


class UnknownEntry(KpikitError):  # noqa: N818 - reads as the sentence it stands for
    """The library has no entry with this id."""

    def __init__(self, id_: str) -> None:
        """Keep the id that was asked for."""
        super().__init__(id_)
        self.id = id_
        self.text = Text(
            nl=f"De bibliotheek kent geen ‘{id_}’.",
            en=f"The library has no ‘{id_}’.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything the library holds; each reference in it leads somewhere."""

    kpis: Mapping[KpiId, AnyKpi] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    sets: tuple[StartingSet, ...] = ()
    scans: tuple[ScanKind, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    glossary: Mapping[str, GlossaryTerm] = field(default_factory=dict)
    ladder: tuple[LadderLevel, ...] = ()
    cards: tuple[ConversationCard, ...] = ()
    survey: tuple[SurveyQuestion, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    respondents: tuple[Respondents, ...] = ()
    remarks: tuple[SurveyRemark, ...] = ()

    def kpi(self, id_: str) -> AnyKpi:
        """Return the KPI with this id, a retired one too.

        Raises:
            UnknownEntry: there is none.
        """
        return _found(self.kpis, KpiId(id_))

    def instrument_of(self, kpi: AnyKpi) -> Instrument | None:
        """Return the instrument that a KPI rests on, if it is known."""
        return self.instruments.get(kpi.instrument or "")

    def instrument(self, id_: str) -> Instrument:
        """Return the instrument with this id.

        Raises:
            UnknownEntry: there is none.
        """
        return _found(self.instruments, id_)

    @property
    def team_scan(self) -> ScanKind:
        """Return the scan of the local improvement plan.

        Raises:
            UnknownEntry: there is none.
        """
        return _found({each.id: each for each in self.scans}, TEAM_SCAN)

    @property
    def organisation_scan(self) -> ScanKind:
        """Return the scan of a whole hospital.

        Raises:
            UnknownEntry: the library has none.
        """
        return _found({each.id: each for each in self.scans}, ORGANISATION_SCAN)

    def source(self, id_: str) -> Source:
        """Return the source with this id.

        Raises:
            UnknownEntry: there is none.
        """
        return _found(self.sources, id_)

    def recommendation(self, number: int) -> Recommendation:
        """Return the recommendation with this number.

        Raises:
            UnknownEntry: there is none.
        """
        by_number = {each.number: each for each in self.recommendations}
        return _found(by_number, number)

    def question_for(self, kpi_id: KpiId) -> SurveyQuestion | None:
        """Return the question of the survey that gives a result of a KPI, if any."""
        return next((each for each in self.survey if each.kpi == kpi_id), None)

    def search(self, words: str = "", filters: Filters | None = None) -> list[AnyKpi]:
        """Return the KPIs that hold all ``words``, in library order.

        A word matches the beginning of a word in the id, name, summary, definition
        or reason of the KPI, or in the name of its instrument, in Dutch or English,
        whatever the case and accents. Without filters, retired KPIs stay out.
        """
        wanted = set(folded(words).split())
        chosen = filters or Filters()
        return [
            kpi
            for kpi in self.kpis.values()
            if chosen.let_through(kpi) and self._holds(kpi, wanted)
        ]

    def _holds(self, kpi: AnyKpi, wanted: set[str]) -> bool:
        """Whether each wanted word begins a word of the KPI."""
        if not wanted:
            return True
        texts = [kpi.name, kpi.summary, kpi.definition, kpi.why]
        if kpi.instrument is not None:
            texts.append(self.instrument(kpi.instrument).name)
        said = folded(" ".join([kpi.id, *(f"{text.nl} {text.en}" for text in texts)]))
        return all(f" {word}" in f" {said}" for word in wanted)


def kind_of(kpi: AnyKpi) -> Kind:
    """Return which of the two types the KPI is."""
    match kpi:
        case MeasuredKpi():
            return Kind.MEASURED
        case NarrativeKpi():
            return Kind.NARRATIVE


def library_order(id_: str, *, own: bool) -> tuple[int, str]:
    """Return the sort key of a KPI: by series, own ones with their own id last."""
    series = id_.partition("-")[0]
    known = series in SERIES
    return (SERIES.index(series) if known else len(SERIES) + own, id_)


def folded(words: str) -> str:
    """Return words as search sees them: lower case, no accents, one space between.

    All that is not a letter or a digit parts words, so ``SDM-Q-9`` is three words and
    ``patiënten`` begins with ``patient``.
    """
    # Twice: a compatibility form may hide a capital, a case fold may hide an accent.
    once = unicodedata.normalize("NFKD", words).casefold()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", once))
    return _BETWEEN_WORDS.sub(" ", bare).strip()


def _found(entries: Mapping[Key, Entry], key: Key) -> Entry:
    """Return the entry, or refuse with the id that is not there."""
    try:
        return entries[key]
    except KeyError:
        raise UnknownEntry(str(key)) from None
