"""Export an agreement to a workbook, per audience, of now or of a signed version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

from kpikit import __version__, snapshot
from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.actions.reading import recalled, stamp_of
from kpikit.actions.results import accepted
from kpikit.actions.stepping import agreed_moments, plans_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement, Dossier, State
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.organisation_scan import OrganisationScan
from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.step_plan import StepPlan, with_moments
from kpikit.domain.improvement.team_scan import TeamScan
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.result.result import Result
from kpikit.excel.annex import (
    Annex,
    Answered,
    Projection,
    agreed,
    answered,
    held,
    projection,
)
from kpikit.excel.export import Export, draft_moment, file_name
from kpikit.excel.pack import Pack
from kpikit.excel.workbook import build
from kpikit.problems import NotFoundHere
from kpikit.storage import (
    agreements,
    audit,
    improvement_actions,
    organisation_scans,
    replies,
    reviews,
    settlements,
    team_scans,
    versions,
)
from kpikit.storage.agreements import Stored
from kpikit.storage.scope import Scope
from kpikit.storage.versions import SignedVersion
from kpikit.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A finished workbook with the name to save it under."""

    name: str
    data: bytes


def packs_for(actor: Actor, packs: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """Return the packs an actor may have: without money only the open ones."""
    money = actor.may(Permission.SEE_MONEY)
    return tuple(p for p in packs.values() if money or not p.confidential)


def export_agreement(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    pack: Pack,
    language: Language,
    number: int | None = None,
) -> Workbook:
    """Build the workbook: of version ``number``, else the latest, else the draft.

    Raises:
        NotFoundHere: no such agreement or version for this organisation.
        NotAllowed: the actor may not have this pack.
    """
    needed = Permission.SEE_MONEY if pack.confidential else Permission.READ
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, needed)
        export = _export(desk, scope, stored, pack, language, number)
    data = build(export)
    with desk.database.write() as session:
        after = f"{pack.code} {language} {export.version or 'draft'}"
        words = ("", after)
        log(session, actor, desk.clock(), "export", pack.code, words, stored.key)
    return Workbook(name=file_name(export), data=data)


def _export(
    desk: Desk,
    scope: Scope,
    stored: Stored,
    pack: Pack,
    language: Language,
    number: int | None,
) -> Export:
    if number is None and stored.settling.state is not State.SIGNED:
        return _of_draft(desk, scope, stored, pack, language)
    found = versions.of_agreement(scope, stored)
    wanted = [v for v in found if number in (None, v.number)]
    if not wanted:
        raise NotFoundHere
    version = wanted[-1]
    dossier = snapshot.from_canonical(version.content)
    annex = _settled(scope, stored, version)
    return Export(
        dossier=dossier,
        language=language,
        pack=pack,
        version=version.number,
        content=version.content,
        acceptances=version.acceptances,
        signatures=version.signatures,
        produced_at=version.signed_at,
        kpikit_version=__version__,
        trail=audit.link_of_signing(scope, stored, version.content_hash),
        annex=replace(
            annex,
            projections=_projections(dossier),
            results=_results(scope, stored, desk.small_number),
            reviews=held(reviews.of_agreement(scope, stored)),
            answered=_answered(desk, scope, stored),
            steps=_steps(scope, stored, dossier.agreement),
            **_scans(desk, scope, stored),
        ),
    )


def _answered(desk: Desk, scope: Scope, stored: Stored) -> tuple[Answered, ...]:
    shown = replies.shared(scope, stored)
    return answered(desk.library.recommendations, shown)


def _projections(dossier: Dossier) -> tuple[Projection, ...]:
    return tuple(projection(shown) for shown in dossier.scenarios)


def _actions(scope: Scope, stored: Stored) -> tuple[ImprovementAction, ...]:
    every = improvement_actions.of_agreement(scope, stored)
    return tuple(replace(each, revision=0) for each in every)


def _steps(scope: Scope, stored: Stored, agreement: Agreement) -> tuple[StepPlan, ...]:
    """Return the step plans that were written, each with all of its key moments."""
    return tuple(
        replace(plan, moments=with_moments(plan, agreed), revision=0)
        for plan in plans_of(scope, stored, agreement)
        for agreed in [agreed_moments(agreement, plan.care_path)]
        if plan.revision
    )


class _Scans(TypedDict):
    actions: tuple[ImprovementAction, ...]
    scans: tuple[OrganisationScan, ...]
    scan_kind: ScanKind | None
    team_scans: tuple[TeamScan, ...]
    team_scan_kind: ScanKind | None


def _scans(desk: Desk, scope: Scope, stored: Stored) -> _Scans:
    """Return the actions, and the scans that were shown, with what they ask."""
    actions = _actions(scope, stored)
    shown = organisation_scans.shared(scope, stored)
    of_teams = team_scans.shared(scope, stored)
    names_themes = of_teams or any(each.themes for each in actions)
    return {
        "actions": actions,
        "scans": shown,
        "scan_kind": desk.library.organisation_scan if shown else None,
        "team_scans": of_teams,
        "team_scan_kind": desk.library.team_scan if names_themes else None,
    }


def _results(scope: Scope, stored: Stored, limit: int) -> tuple[Result, ...]:
    """Return the accepted results as both parties may see them."""
    shown = disclosed(accepted(scope, stored), limit)
    return tuple(replace(each.result, revision=0) for each in shown)


def _settled(scope: Scope, stored: Stored, version: SignedVersion) -> Annex:
    """Return what both parties agreed on after this version, and by it."""
    known = settlements.of_agreement(scope, stored)
    every = versions.of_agreement(scope, stored)
    rests_on = {v.content_hash for v in every if v.number <= version.number}
    return agreed(tuple(s for s in known if s.content.agreement_hash in rests_on))


def _of_draft(
    desk: Desk, scope: Scope, stored: Stored, pack: Pack, language: Language
) -> Export:
    opened = recalled(desk, scope, stamp_of(scope, stored), money=True, table=True)
    return Export(
        dossier=opened.dossier,
        language=language,
        pack=pack,
        version=None,
        acceptances=stored.settling.acceptances,
        signatures=stored.settling.signatures,
        produced_at=draft_moment(opened.dossier),
        kpikit_version=__version__,
        annex=Annex(
            projections=_projections(opened.dossier),
            answered=_answered(desk, scope, stored),
            steps=_steps(scope, stored, opened.agreement),
            **_scans(desk, scope, stored),
        ),
    )
