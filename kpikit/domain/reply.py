"""What the parties answer to the recommendations, and what still calls for a talk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.library import Addressee, ImplementationLevel, Recommendation
from kpikit.domain.party import DECIDING, PartyRole, other
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One party's answer: what it does, what it will do, what it asks of the other."""

    number: int
    role: PartyRole
    does: str = ""
    will_do: str = ""
    asks: str = ""
    revision: int = 0

    @property
    def acts(self) -> bool:
        """Whether the party does something, or says that it will."""
        return bool(self.does.strip() or self.will_do.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What in an agreement serves one recommendation."""

    advice: Recommendation
    kpis: tuple[AnyKpi, ...]
    arrangements: tuple[Arrangement, ...]
    replies: tuple[Reply, ...]
    actions: tuple[ImprovementAction, ...] = ()

    @property
    def served(self) -> bool:
        """Whether a KPI, arrangement or improvement action serves it."""
        return bool(self.kpis or self.arrangements or self.actions)

    def of(self, role: PartyRole) -> Reply:
        """Return what a party answers; an empty answer when it gave none."""
        found = (r for r in self.replies if r.role is role)
        return next(found, Reply(number=self.advice.number, role=role))


class Gap(StrEnum):
    """Why a recommendation belongs on the agenda of the next talk."""

    ASKED = "asked"
    NOTHING = "nothing"
    UNANSWERED = "unanswered"
    UNSERVED = "unserved"


GAP_NAMES = {
    Gap.ASKED: Text(
        nl="Gevraagd, en nog geen antwoord wat de ander gaat doen",
        en="Asked, and the other has not said what it will do",
    ),
    Gap.NOTHING: Text(
        nl="Niemand doet hier iets, en niets in de afspraak helpt eraan mee",
        en="Nobody does anything here, and nothing in the agreement serves it",
    ),
    Gap.UNANSWERED: Text(
        nl="Wie dit aangaat, zegt nog niet wat hij doet of gaat doen",
        en="The party it is meant for has not said what it does or will do",
    ),
    Gap.UNSERVED: Text(
        nl="Er zijn plannen, maar geen KPI, bekostigingsafspraak of verbeteractie "
        "houdt dit in beeld",
        en="There are plans, but no KPI, arrangement or improvement action keeps this "
        "in sight",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """One point for the next talk; ``role`` is the party whose turn it is to speak."""

    number: int
    gap: Gap
    role: PartyRole
    words: str = ""


def coverage(
    advice: Sequence[Recommendation],
    dossier: Dossier,
    replies: Sequence[Reply],
    actions: Sequence[ImprovementAction] = (),
) -> tuple[Coverage, ...]:
    """Return for each recommendation what serves it and what the parties answer.

    KPIs and kinds of financing name the recommendations that they serve; of an
    improvement action its writers say so.
    """
    return tuple(
        Coverage(
            advice=each,
            kpis=tuple(k for k in dossier.kpis if each.number in k.recommendations),
            arrangements=tuple(
                a for a in dossier.arrangements if a.kind in each.arrangements
            ),
            replies=tuple(r for r in replies if r.number == each.number),
            actions=tuple(a for a in actions if each.number in a.recommendations),
        )
        for each in advice
    )


def agenda(covered: Sequence[Coverage]) -> tuple[AgendaPoint, ...]:
    """Return the points for the next talk: questions first, then what is empty.

    A question leaves the agenda once the party that it was put to says what it will
    do about that recommendation.
    """
    order = list(Gap)
    points = [point for each in covered for point in _points(each)]
    return tuple(sorted(points, key=lambda p: (order.index(p.gap), p.number)))


def by_level(
    covered: Sequence[Coverage],
) -> dict[ImplementationLevel, tuple[Coverage, ...]]:
    """Return what is covered, level of implementation by level."""
    return {
        level: tuple(c for c in covered if level in c.advice.levels)
        for level in ImplementationLevel
    }


def _points(each: Coverage) -> Iterator[AgendaPoint]:
    number = each.advice.number
    for role in DECIDING:
        asked = each.of(role).asks.strip()
        if asked and not each.of(other(role)).will_do.strip():
            yield AgendaPoint(
                number=number, gap=Gap.ASKED, role=other(role), words=asked
            )
    owner = addressee_of(each.advice)
    somebody = any(reply.acts for reply in each.replies)
    if not somebody and not each.served:
        yield AgendaPoint(number=number, gap=Gap.NOTHING, role=owner)
    elif not each.of(owner).acts:
        yield AgendaPoint(number=number, gap=Gap.UNANSWERED, role=owner)
    elif not each.served:
        yield AgendaPoint(number=number, gap=Gap.UNSERVED, role=owner)


def addressee_of(advice: Recommendation) -> PartyRole:
    """Return the party that a recommendation is meant for."""
    provider = advice.addressee is Addressee.PROVIDER
    return PartyRole.PROVIDER if provider else PartyRole.INSURER
