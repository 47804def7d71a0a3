"""The local improvement plan as a file, laid out like the paper template."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpikit.actions import improving, team_scanning
from kpikit.actions.desk import Actor, Desk, log
from kpikit.actions.exporting import Workbook
from kpikit.actions.improving import OpenedPlan
from kpikit.actions.team_scanning import OpenedTeamScans
from kpikit.domain.improvement.template import LocalPlan
from kpikit.excel.plan_form import plan_workbook
from kpikit.problems import NotFoundHere
from kpikit.storage import agreements
from kpikit.storage.scope import Scope
from kpikit.text import Language
from kpikit.word.plan_form import plan_document


class Format(StrEnum):
    """In what a plan leaves."""

    EXCEL = "xlsx"
    WORD = "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaths:
    """A plan with the care paths that it can be filled in for."""

    plan: OpenedPlan
    scans: OpenedTeamScans

    def of_path(self, number: int) -> LocalPlan:
        """Return the plan of a care path, counted from 1, with its last scan.

        Its day is that of the scan, or today while there are actions alone. An
        agreement without care paths has one plan, for a path still to be named.

        Raises:
            NotFoundHere: there is no such care path.
        """
        paths = self.scans.paths or ("",)
        if not 1 <= number <= len(paths):
            raise NotFoundHere
        path = paths[number - 1]
        scan = next(iter(self.scans.of_path(path)), None)
        return LocalPlan(
            hospital=self.scans.hospital,
            care_path=path,
            on=scan.on if scan else self.plan.today if self.plan.actions else None,
            themes=self.plan.themes,
            scores=scan.scores if scan else (),
            lowest=self.scans.kind.lowest,
            highest=self.scans.kind.highest,
            actions=self.plan.actions,
        )


def open_paths(desk: Desk, actor: Actor, agreement_id: str) -> PlanPaths:
    """Read the plan and the scans that fill it in.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    return PlanPaths(
        plan=improving.open_plan(desk, actor, agreement_id),
        scans=team_scanning.open_team_scans(desk, actor, agreement_id),
    )


def plan_file(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    number: int,
    wanted: Format,
    language: Language,
) -> Workbook:
    """Return the plan of a care path as a file; Word needs its extra.

    Raises:
        NotFoundHere: there is no such agreement or care path.
        NotAllowed: the actor's role may not read this.
    """
    plan = open_paths(desk, actor, agreement_id).of_path(number)
    made = _MAKE[wanted](plan, language)
    with desk.database.write() as session:
        stored = agreements.get(Scope(session, actor.organisation), agreement_id)
        words = ("", f"{wanted} {language}")
        at = desk.clock()
        log(session, actor, at, "plan-export", plan.care_path, words, stored.key)
    name = f"kpikit-{_FILE[language]}-{agreement_id}-{number}"
    return Workbook(name=f"{name}.{wanted}", data=made)


_MAKE = {Format.EXCEL: plan_workbook, Format.WORD: plan_document}
_FILE: Mapping[Language, str] = {"nl": "verbeterplan", "en": "improvement-plan"}
