"""The local improvement plan as a file, laid out like the paper template."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpikit.actions import improving, team_scanning
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.exporting import Workbook
from kpikit.actions.improving import OpenedPlan
from kpikit.actions.team_scanning import OpenedTeamScans
from kpikit.domain.improvement.template import LocalPlan
from kpikit.excel.plan_form import plan_workbook
from kpikit.problems import NotFoundHere
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
    found: PlanPaths, number: int, wanted: Format, language: Language
) -> Workbook:
    """Return the plan of a care path as a file; Word needs its extra.

    Raises:
        NotFoundHere: there is no such care path.
    """
    plan, make = found.of_path(number), _MAKE[wanted]
    name = f"kpikit-{_FILE[language]}-{found.plan.opened.agreement.id}-{number}"
    return Workbook(name=f"{name}.{wanted}", data=make(plan, language))


_MAKE = {Format.EXCEL: plan_workbook, Format.WORD: plan_document}
_FILE: Mapping[Language, str] = {"nl": "verbeterplan", "en": "improvement-plan"}
