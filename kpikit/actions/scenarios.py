"""Work scenarios out alone, and show one to the other party on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpikit import snapshot
from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.financing import soundness
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.study import SharedStudy, Study
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.storage import arrangements, scenarios
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An agreement with what a reader may see: own drafts, and what was shared."""

    opened: Opened
    own: tuple[Study, ...]

    @property
    def shared(self) -> tuple[SharedStudy, ...]:
        """The studies that a party showed to the other."""
        return self.opened.dossier.scenarios


def open_scenarios(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    permission: Permission = Permission.SEE_MONEY,
) -> Table:
    """Read the shared scenarios and the drafts of the actor's own organisation.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not do this.
    """
    with reading(desk, actor, agreement_id, permission) as read:
        drafts = actor.may(Permission.EXPLORE)
        own = scenarios.private(read.scope, read.stored) if drafts else ()
        return Table(opened=read.opened, own=own)


def save_study(desk: Desk, actor: Actor, agreement_id: str, study: Study) -> Study:
    """Keep a draft for the own organisation; revision 0 for a new one.

    The history of the agreement, which the other party reads, says nothing of it.

    Raises:
        Refused: a figure or an assumption cannot be right.
        Outdated: a colleague changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EXPLORE) as change:
        if wrong := study_problems(study, change.stored.agreement):
            raise Refused(wrong)
        return scenarios.save(change.scope, change.stored, study, study.revision)


def study_problems(study: Study, agreement: Agreement) -> tuple[Problem, ...]:
    """Return what cannot be right about a study of an agreement, per field."""
    return (*studies.problems(study), *_path_problems(study, agreement))


def remove_study(
    desk: Desk, actor: Actor, agreement_id: str, study_id: str, revision: int
) -> None:
    """Remove a draft; what was shared of it stays shared.

    Raises:
        Outdated: a colleague changed or removed it.
    """
    with changing(desk, actor, agreement_id, Permission.EXPLORE) as change:
        scenarios.remove(change.scope, change.stored, study_id, revision)


def share_study(
    desk: Desk, actor: Actor, agreement_id: str, study_id: str, revision: int
) -> SharedStudy:
    """Show a draft, as it was on the page that asked, to both parties.

    Raises:
        NotFoundHere: there is no such draft.
        Outdated: a colleague changed it meanwhile, or it was shared already.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        found = _own(change, study_id)
        if found.revision != revision:
            raise Outdated(revision, found.revision)
        opened = assemble(change.scope, change.stored, desk.library)
        shown = SharedStudy(
            study=replace(found, id=desk.new_id(), revision=1),
            agreed=_for_path(opened, found),
            shared_by=actor.party,
            sharer=actor.name,
            shared_at=change.at,
        )
        scenarios.share(change.scope, change.stored, shown)
        change.log("scenario-shared", found.scenario.name)
    return shown


def take_back(desk: Desk, actor: Actor, agreement_id: str, study_id: str) -> None:
    """Take a shared scenario off the table; only the party that shared it may.

    Raises:
        NotFoundHere: this party shared no such scenario.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        for shown in scenarios.shared(change.scope, change.stored):
            if shown.study.id == study_id and shown.shared_by is actor.party:
                scenarios.take_back(change.scope, change.stored, study_id)
                change.log("scenario-taken-back", shown.study.scenario.name)
                return
        raise NotFoundHere


def adopt(
    desk: Desk, actor: Actor, agreement_id: str, study_id: str, option: str
) -> tuple[Arrangement, ...]:
    """Record the arrangements of one option in the agreement, all or none.

    From then on both parties see them; what they were worked out from stays private.

    Raises:
        NotFoundHere: there is no such scenario or starting arrangement in it.
        Refused: one is unsound alone or beside what is recorded already.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        study = _seen(change, study_id)
        if option not in study.options or option == studies.AGREED:
            raise NotFoundHere
        made = tuple(
            replace(each, id=desk.new_id(), revision=0)
            for each in studies.option_of(study, option)
        )
        if wrong := adopting_problems(opened.dossier, made):
            raise Refused(wrong)
        for each in made:
            saved = arrangements.save(change.scope, change.stored, each, 0)
            change.log("arrangement", saved.kind, "", snapshot.dump(saved))
    return made


def adopting_problems(
    dossier: Dossier, wanted: Sequence[Arrangement]
) -> tuple[Problem, ...]:
    """Return what stands in the way of recording arrangements, each problem once."""
    frame = dossier.agreement
    found: dict[str, Problem] = {}
    for place, each in enumerate(wanted):
        problems = soundness.problems(
            each,
            years=frame.years,
            care_paths=tuple(p.name for p in frame.care_paths),
            kpis=dossier.kpis,
            others=(*dossier.arrangements, *wanted[:place]),
        )
        found |= {p.text.en: replace(p, where="") for p in problems}
    return tuple(found.values())


def _seen(change: Change, study_id: str) -> Study:
    for shown in scenarios.shared(change.scope, change.stored):
        if shown.study.id == study_id:
            return shown.study
    return _own(change, study_id)


def _own(change: Change, study_id: str) -> Study:
    for study in scenarios.private(change.scope, change.stored):
        if study.id == study_id:
            return study
    raise NotFoundHere


def _for_path(opened: Opened, study: Study) -> tuple[Arrangement, ...]:
    return studies.option_of(study, studies.AGREED, opened.dossier.arrangements)


def _path_problems(study: Study, agreement: Agreement) -> tuple[Problem, ...]:
    names = {p.name for p in agreement.care_paths}
    if study.scope.name in names:
        return ()
    return (Problem(code="care-path", where="care_path", text=_PATH),)


_PATH = Text(
    nl="Kies een zorgpad van deze afspraak.",
    en="Choose a care path of this agreement.",
)
