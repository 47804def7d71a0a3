"""Talking about a KPI: remarks that all parties read, and when it was settled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.problems import Problem
from kpikit.text import Text

LONGEST = 2000
MOST_MENTIONS = 10
MOST_REMARKS = 500
"""How many remarks there can be about one KPI."""


class Sort(StrEnum):
    """What a remark does: say something, or close or open the talk with it."""

    SAID = "said"
    RESOLVED = "resolved"
    REOPENED = "reopened"


SORT_NAMES = {
    Sort.SAID: Text(nl="zei", en="said"),
    Sort.RESOLVED: Text(nl="vindt dit besproken", en="takes this as settled"),
    Sort.REOPENED: Text(nl="opent dit weer", en="opens this again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark about a KPI; nobody changes or removes it afterwards.

    ``mentions`` are the names of who is mentioned in it. ``to`` is the name of the
    person it is meant for, as it was before one could mention somebody.
    """

    kpi_id: KpiId
    role: PartyRole
    name: str
    at: datetime
    words: str
    to: str = ""
    sort: Sort = Sort.SAID
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All remarks about one KPI, the first one first."""

    kpi_id: KpiId
    remarks: tuple[Remark, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether the talk was closed and nobody opened it again."""
        steps = [r.sort for r in self.remarks if r.sort is not Sort.SAID]
        return bool(steps) and steps[-1] is Sort.RESOLVED


def thread_of(kpi_id: KpiId, remarks: Iterable[Remark]) -> Thread:
    """Return the talk about one KPI."""
    return Thread(
        kpi_id=kpi_id, remarks=tuple(r for r in remarks if r.kpi_id == kpi_id)
    )


def remark_problems(remark: Remark, thread: Thread) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a remark, per form field."""
    return tuple(_problems(remark, thread))


def _problems(remark: Remark, thread: Thread) -> Iterator[Problem]:
    if len(thread.remarks) >= MOST_REMARKS:
        yield Problem("enough", "", _ENOUGH)
    if remark.sort is Sort.SAID and not remark.words.strip():
        yield Problem("words", "words", _WORDS)
    if len(remark.words) > LONGEST:
        yield Problem("words-long", "words", _TOO_LONG)
    if len(remark.mentions) > MOST_MENTIONS:
        yield Problem("mentions", "words", _TOO_MANY)
    if remark.sort is Sort.RESOLVED and (thread.resolved or not thread.remarks):
        yield Problem("resolved", "", _NOTHING_OPEN)
    if remark.sort is Sort.REOPENED and not thread.resolved:
        yield Problem("reopened", "", _OPEN_ALREADY)


_WORDS = Text(nl="Schrijf wat u wilt zeggen.", en="Write what you want to say.")
_TOO_LONG = Text(
    nl="Houd het onder 2.000 tekens.", en="Keep it under 2,000 characters."
)
_TOO_MANY = Text(
    nl=f"Noem in één opmerking hooguit {MOST_MENTIONS} mensen.",
    en=f"Mention at most {MOST_MENTIONS} people in one remark.",
)
_ENOUGH = Text(
    nl=f"Over deze KPI staan al {MOST_REMARKS} opmerkingen. Meer kan niet.",
    en=f"There are {MOST_REMARKS} remarks about this KPI already. No more can be.",
)
_NOTHING_OPEN = Text(
    nl="Er staat niets open om af te sluiten.", en="There is nothing open to close."
)
_OPEN_ALREADY = Text(nl="Dit gesprek staat al open.", en="This talk is open already.")
