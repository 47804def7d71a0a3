"""Score the themes of the improvement plan alone, then together, and show that."""

from dataclasses import dataclass, replace
from datetime import date

from kpikit.actions.desk import Actor, Desk, changing
from kpikit.actions.opening import Opened
from kpikit.actions.reading import reading
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.team_scan import (
    MemberScan,
    Spread,
    TeamScan,
    former,
    member_problems,
    spread,
    team_problems,
)
from kpikit.domain.party import PartyRole
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import member_scans, team_scans
from kpikit.storage.member_scans import Given
from kpikit.text import Text

_NOTHING = Given(own=(), handed_in=())


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTeamScans:
    """The team scans of an agreement as one person sees them.

    ``given`` are the scans of single persons; empty for who may not write any. ``own``
    are those that the own team recorded together, ``shown`` what all parties see.
    """

    opened: Opened
    kind: ScanKind
    given: Given
    own: tuple[TeamScan, ...]
    shown: tuple[TeamScan, ...]
    today: date

    @property
    def seen(self) -> tuple[TeamScan, ...]:
        """The joint scans that the reader sees: the own ones, else those shown."""
        return self.own or self.shown

    @property
    def hospital(self) -> str:
        """The name of the hospital whose teams scan."""
        party = self.opened.agreement.party(PartyRole.PROVIDER)
        return party.name if party else ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The care paths of the agreement, and those gone that were scanned."""
        named = [path.name for path in self.opened.agreement.care_paths]
        return tuple(dict.fromkeys([*named, *(s.care_path for s in self.seen)]))

    def path(self, number: int, year: int) -> str:
        """Return a care path, counted from 1, when a scan of the year can be.

        Raises:
            NotFoundHere: there is no such care path, or the year cannot be.
        """
        if not 1 <= number <= len(self.paths):
            raise NotFoundHere
        found = self.paths[number - 1]
        empty = MemberScan(care_path=found, year=year)
        if member_problems(empty, self.kind, self.today.year):
            raise NotFoundHere
        return found

    def mine(self, path: str, year: int) -> MemberScan:
        """Return what the reader gave; an empty one while there is none."""
        found = (m for m in self.given.own if (m.care_path, m.year) == (path, year))
        return next(found, MemberScan(care_path=path, year=year))

    def handed_in(self, path: str, year: int) -> int:
        """Return how many persons of the team handed in."""
        every = self.given.handed_in
        return sum((m.care_path, m.year) == (path, year) for m in every)

    def others(self, path: str, year: int) -> tuple[MemberScan, ...]:
        """Return what was handed in, without names; nothing before the own is."""
        if not self.mine(path, year).handed_in:
            return ()
        every = self.given.handed_in
        return tuple(m for m in every if (m.care_path, m.year) == (path, year))

    def spread(self, path: str, year: int) -> tuple[Spread, ...]:
        """Return how far the team lies apart, for who handed in."""
        return spread(self.others(path, year), self.kind)

    def scan(self, path: str, year: int) -> TeamScan | None:
        """Return what the team recorded together; ``None`` while it did not."""
        found = (s for s in self.own if (s.care_path, s.year) == (path, year))
        return next(found, None)

    def of_path(self, path: str) -> tuple[TeamScan, ...]:
        """Return the joint scans of a care path, the last one first."""
        found = [s for s in self.seen if s.care_path == path]
        return tuple(sorted(found, key=lambda s: s.year, reverse=True))

    def former(self, scan: TeamScan) -> TeamScan | None:
        """Return the scan of the same care path before a scan."""
        return former(scan, self.seen)

    def is_shown(self, scan: TeamScan) -> bool:
        """Tell whether the others see a scan as it reads now."""
        return replace(scan, revision=0) in self.shown


def open_team_scans(desk: Desk, actor: Actor, agreement_id: str) -> OpenedTeamScans:
    """Read what oneself gave, what the own team recorded, and what was shown.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        where = read.scope, read.stored
        writes = actor.may(Permission.WRITE_STEPS)
        return OpenedTeamScans(
            opened=read.opened,
            kind=desk.library.team_scan,
            given=member_scans.given(*where, actor.user_id) if writes else _NOTHING,
            own=team_scans.own(*where) if writes else (),
            shown=team_scans.shared(*where),
            today=day_of(desk.clock()),
        )


def give_scores(desk: Desk, actor: Actor, agreement_id: str, scan: MemberScan) -> None:
    """Keep what one person gives; handed in, it can no longer change.

    Raises:
        Refused: something cannot be right, it was handed in already, or the team
            recorded this year together already.
        Outdated: it was changed after it was opened.
    """
    kind, this_year = desk.library.team_scan, day_of(desk.clock()).year
    if found := member_problems(scan, kind, this_year):
        raise Refused(found)
    with changing(desk, actor, agreement_id, Permission.WRITE_STEPS) as change:
        where = change.scope, change.stored
        given = member_scans.given(*where, actor.user_id)
        key = scan.care_path, scan.year
        if any((m.care_path, m.year) == key and m.handed_in for m in given.own):
            raise Refused([Problem("handed-in", "", _HANDED_IN)])
        if any((s.care_path, s.year) == key for s in team_scans.own(*where)):
            raise Refused([Problem("recorded", "", _RECORDED)])
        member_scans.save(*where, actor.user_id, scan)


def record_together(
    desk: Desk, actor: Actor, agreement_id: str, scan: TeamScan, *, show: bool = False
) -> None:
    """Keep what the team recorded together, with its spread, and show it if wanted.

    Raises:
        Refused: something cannot be right, or the actor did not hand in first.
        Outdated: a colleague changed it after it was opened.
    """
    kind = desk.library.team_scan
    if found := team_problems(scan, kind, day_of(desk.clock())):
        raise Refused(found)
    with changing(desk, actor, agreement_id, Permission.WRITE_STEPS) as change:
        where = change.scope, change.stored
        given, key = member_scans.given(*where, actor.user_id), _key(scan)
        kept = next((s for s in team_scans.own(*where) if _key(s) == key), None)
        if kept is None and not any(_key(m) == key and m.handed_in for m in given.own):
            raise Refused([Problem("first-alone", "", _FIRST_ALONE)])
        members = [m for m in given.handed_in if _key(m) == key]
        team_scans.save(*where, replace(scan, spread=spread(members, kind)))
        if show:
            team_scans.show(*where, *key)
            change.log("team-scan-shown", scan.care_path, "", f"{scan.year}")


def _key(scan: MemberScan | TeamScan) -> tuple[str, int]:
    return scan.care_path, scan.year


_HANDED_IN = Text(
    nl="U hebt deze scan al ingeleverd. Daarna verandert er niets meer aan.",
    en="You handed this scan in already. After that nothing in it changes.",
)
_RECORDED = Text(
    nl="Het team heeft deze scan al samen vastgelegd.",
    en="The team recorded this scan together already.",
)
_FIRST_ALONE = Text(
    nl="Vul de scan eerst zelf in en lever hem in.",
    en="Fill in the scan yourself first, and hand it in.",
)
