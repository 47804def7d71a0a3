"""The table with candidates: positions of both parties, and the limit as slots."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.party import DECIDING, PartyRole, require_deciding
from kpikit.problems import KpikitError, Problem, Refused
from kpikit.text import Text

DEFAULT_LIMIT = 5
LOWEST_LIMIT = 3
HIGHEST_LIMIT = 8


class Position(StrEnum):
    """What a party says of a candidate."""

    NO = "no"
    DISCUSS = "discuss"
    YES = "yes"


class Outcome(StrEnum):
    """Where a candidate stands, given both positions."""

    OPEN = "open"
    DISCUSS = "discuss"
    CHOSEN = "chosen"
    DROPPED = "dropped"


_OUTCOMES = {
    frozenset({Position.YES}): Outcome.CHOSEN,
    frozenset({Position.NO}): Outcome.DROPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The position of one party, who took it and when."""

    role: PartyRole
    position: Position
    by: str
    at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A KPI on the table, with the stances taken so far.

    ``remarks`` is how many there are about it, also about settling that.
    """

    kpi_id: KpiId
    proposed_by: PartyRole
    stances: tuple[Stance, ...] = ()
    remarks: int = 0

    def stance_of(self, role: PartyRole) -> Stance | None:
        """Return what a party says, or ``None`` while it says nothing."""
        return next((s for s in self.stances if s.role is role), None)

    def position_of(self, role: PartyRole) -> Position | None:
        """Return the position of a party, or ``None`` while it has none."""
        stance = self.stance_of(role)
        return stance.position if stance else None

    @property
    def outcome(self) -> Outcome:
        """Chosen on two times yes, dropped on two times no, else talk or wait."""
        positions = [s.position for s in self.stances if s.role in DECIDING]
        if len(positions) < len(DECIDING):
            return Outcome.OPEN
        return _OUTCOMES.get(frozenset(positions), Outcome.DISCUSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule:
    """An advice on the set that the parties leave aside, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """All candidates of one agreement, in the order in which they came."""

    limit: int = DEFAULT_LIMIT
    candidates: tuple[Candidate, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    revision: int = 1

    @property
    def chosen(self) -> tuple[KpiId, ...]:
        """The KPIs that both parties said yes to."""
        return tuple(c.kpi_id for c in self.candidates if c.outcome is Outcome.CHOSEN)

    def candidate(self, kpi_id: KpiId) -> Candidate | None:
        """Return the candidate for a KPI, or ``None`` when it is not on the table."""
        return next((c for c in self.candidates if c.kpi_id == kpi_id), None)

    def reason_for(self, rule: str) -> str:
        """Return why an advice was left aside; empty while it stands."""
        return next((o.reason for o in self.overrules if o.rule == rule), "")


class SelectionFull(KpikitError):  # noqa: N818 - reads as what it says
    """A further yes would pass the limit; one of ``chosen`` has to leave first."""

    def __init__(self, limit: int, chosen: tuple[KpiId, ...]) -> None:
        """Keep the limit and what is chosen now."""
        super().__init__(f"limit {limit}")
        self.limit = limit
        self.chosen = chosen
        self.text = Text(
            nl=f"Er zijn al {len(chosen)} KPI’s gekozen. Welke gaat eruit?",
            en=f"There are {len(chosen)} KPIs chosen already. Which one leaves?",
        )


def propose(selection: Selection, kpi: AnyKpi, role: PartyRole) -> Selection:
    """Put a KPI on the table.

    Raises:
        NotAllowed: the role is a voice.
        Refused: the entry is retired, or already on the table.
    """
    require_deciding(role)
    if kpi.retired:
        raise Refused([_problem("retired", kpi.name, _RETIRED)])
    if selection.candidate(kpi.id) is not None:
        raise Refused([_problem("on-table", kpi.name, _ON_TABLE)])
    fresh = Candidate(kpi_id=kpi.id, proposed_by=role)
    return replace(selection, candidates=(*selection.candidates, fresh))


def take_position(
    selection: Selection,
    kpi_id: KpiId,
    stance: Stance,
    *,
    leaving: KpiId | None = None,
) -> Selection:
    """Let a party say no, discuss or yes; ``leaving`` makes room at the limit.

    For the KPI that leaves, this party's yes becomes 'discuss'.

    Raises:
        NotAllowed: the role is a voice.
        Refused: the KPI is not on the table.
        SelectionFull: a further yes would pass the limit.
    """
    require_deciding(stance.role)
    candidate = selection.candidate(kpi_id)
    if candidate is None:
        raise Refused([_problem("not-on-table", Text(kpi_id, kpi_id), _NOT_ON_TABLE)])
    taken = _with(selection, candidate, stance)
    if len(taken.chosen) <= max(selection.limit, len(selection.chosen)):
        return taken
    leaver = selection.candidate(leaving) if leaving else None
    if leaver is None or leaver.outcome is not Outcome.CHOSEN:
        raise SelectionFull(selection.limit, selection.chosen)
    return _with(taken, leaver, replace(stance, position=Position.DISCUSS))


def withdraw(selection: Selection, kpi_id: KpiId) -> Selection:
    """Take a candidate off the table; one that is not there changes nothing.

    Raises:
        Refused: both parties chose it; one of them has to change position first.
    """
    candidate = selection.candidate(kpi_id)
    if candidate is not None and candidate.outcome is Outcome.CHOSEN:
        raise Refused([_problem("chosen", Text(kpi_id, kpi_id), _CHOSEN)])
    rest = tuple(c for c in selection.candidates if c.kpi_id != kpi_id)
    return replace(selection, candidates=rest)


def set_limit(selection: Selection, limit: int) -> Selection:
    """Agree on another number of slots.

    Raises:
        Refused: outside 3-8, or fewer slots than KPIs chosen.
    """
    if not LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        raise Refused([Problem(code="limit-range", where="limit", text=_RANGE)])
    if limit < len(selection.chosen):
        raise Refused([Problem(code="limit-chosen", where="limit", text=_TOO_FEW)])
    return replace(selection, limit=limit)


def overrule(selection: Selection, rule: str, reason: str) -> Selection:
    """Leave an advice aside, with a written reason; an empty reason restores it."""
    others = tuple(o for o in selection.overrules if o.rule != rule)
    added = (Overrule(rule=rule, reason=reason),) if reason.strip() else ()
    return replace(selection, overrules=others + added)


def is_limited_set(size: int) -> bool:
    """Tell whether a set of this size may still be called a limited set."""
    return size <= HIGHEST_LIMIT


def _with(selection: Selection, candidate: Candidate, stance: Stance) -> Selection:
    found = selection.candidate(candidate.kpi_id) or candidate
    before = found.stance_of(stance.role)
    revision = before.revision + 1 if before else 1
    kept = tuple(s for s in found.stances if s.role is not stance.role)
    changed = replace(found, stances=(*kept, replace(stance, revision=revision)))
    return replace(
        selection,
        candidates=tuple(
            changed if c.kpi_id == changed.kpi_id else c for c in selection.candidates
        ),
    )


def _problem(code: str, name: Text, words: Text) -> Problem:
    text = Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")
    return Problem(code=code, where="kpi", text=text)


_RETIRED = Text(
    nl="deze KPI is gestopt en kan niet meer gekozen worden.",
    en="this KPI is retired and can no longer be chosen.",
)
_ON_TABLE = Text(
    nl="deze KPI ligt al op tafel.", en="this KPI is on the table already."
)
_NOT_ON_TABLE = Text(
    nl="deze KPI ligt niet op tafel.", en="this KPI is not on the table."
)
_CHOSEN = Text(
    nl="beide partijen kozen deze KPI. Wijzig eerst een standpunt.",
    en="both parties chose this KPI. Change a position first.",
)
_RANGE = Text(
    nl="Kies een aantal van 3 tot en met 8.", en="Choose a number from 3 to 8."
)
_TOO_FEW = Text(
    nl="Er zijn al meer KPI’s gekozen. Haal er eerst een uit de set.",
    en="More KPIs are chosen already. Take one out of the set first.",
)
