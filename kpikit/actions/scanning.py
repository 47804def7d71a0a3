"""Fill in the organisation scan for the own hospital, and show it to the others."""

from dataclasses import dataclass
from datetime import date

from kpikit.actions.desk import Actor, Desk, changing
from kpikit.actions.opening import Opened
from kpikit.actions.reading import reading
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.improvement.organisation_scan import OrganisationScan, scan_problems
from kpikit.domain.improvement.scan import ScanKind
from kpikit.problems import NotFoundHere, Refused
from kpikit.storage import organisation_scans


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedScans:
    """The organisation scans of an agreement as one party sees them.

    ``own`` are those of the own hospital, shown or not; empty for who may not write
    them. ``shown`` are those that all parties see.
    """

    opened: Opened
    kind: ScanKind
    own: tuple[OrganisationScan, ...]
    shown: tuple[OrganisationScan, ...]
    today: date

    @property
    def seen(self) -> tuple[OrganisationScan, ...]:
        """The scans that the reader sees, by year: the own ones, else those shown."""
        return self.own or self.shown

    def scan(self, year: int) -> OrganisationScan:
        """Return the own scan of a year; an empty one while there is none.

        Raises:
            NotFoundHere: a scan of that year cannot be.
        """
        found = next((s for s in self.own if s.year == year), None)
        empty = found or OrganisationScan(year=year)
        if scan_problems(empty, self.kind, self.today.year):
            raise NotFoundHere
        return empty

    def is_shown(self, scan: OrganisationScan) -> bool:
        """Tell whether the others see a scan as it reads now."""
        return any(scan.year == s.year and scan.scores == s.scores for s in self.shown)


def open_scans(desk: Desk, actor: Actor, agreement_id: str) -> OpenedScans:
    """Read the own scans, and those that were shown.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        own: tuple[OrganisationScan, ...] = ()
        if actor.may(Permission.WRITE_STEPS):
            own = organisation_scans.own(read.scope, read.stored)
        return OpenedScans(
            opened=read.opened,
            kind=desk.library.organisation_scan,
            own=own,
            shown=organisation_scans.shared(read.scope, read.stored),
            today=day_of(desk.clock()),
        )


def record_scan(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    scan: OrganisationScan,
    *,
    show: bool = False,
) -> None:
    """Keep an own scan and, if wanted, show it to the other parties.

    Raises:
        Refused: something cannot be right; every problem at once.
        Outdated: a colleague changed it after it was opened.
    """
    kind, this_year = desk.library.organisation_scan, day_of(desk.clock()).year
    if found := scan_problems(scan, kind, this_year):
        raise Refused(found)
    with changing(desk, actor, agreement_id, Permission.WRITE_STEPS) as change:
        organisation_scans.save(change.scope, change.stored, scan)
        if show:
            organisation_scans.show(change.scope, change.stored, scan.year)
            change.log("scan-shown", f"{scan.year}")
