"""Find the scenario that a page is about, for who may see it."""

from dataclasses import dataclass

from kpikit.actions import scenarios
from kpikit.actions.opening import Opened
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.study import SharedStudy, Study
from kpikit.problems import NotFoundHere
from kpikit.web.access import declared
from kpikit.web.reader import actor, desk


@dataclass(frozen=True, slots=True)
class Found:
    """A study with what it is worked out with, and how it was shared, if it was."""

    opened: Opened
    study: Study
    agreed: tuple[Arrangement, ...]
    shared: SharedStudy | None = None


def found_study(agreement_id: str, study_id: str, *, own: bool = False) -> Found:
    """Return a scenario that the reader may see; with ``own`` only a draft.

    Raises:
        NotFoundHere: there is no such scenario for this organisation.
    """
    table = scenarios.open_scenarios(desk(), actor(), agreement_id, declared())
    opened = table.opened
    for study in table.own:
        if study.id == study_id:
            agreed = studies.option_of(
                study, studies.AGREED, opened.dossier.arrangements
            )
            return Found(opened, study, agreed)
    for shown in () if own else table.shared:
        if shown.study.id == study_id:
            return Found(opened, shown.study, shown.agreed, shown)
    raise NotFoundHere
