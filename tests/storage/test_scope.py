"""Another organisation's agreement does not exist, for any function of any store."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from sqlalchemy import event

from kpikit.domain.addendum import Ending
from kpikit.domain.choice.rating import OwnRatings
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.organisation_scan import OrganisationScan
from kpikit.domain.improvement.step_plan import StepPlan
from kpikit.domain.improvement.team_scan import MemberScan, TeamScan
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.notice import Happened, Kind
from kpikit.domain.party import PartyRole, party_of
from kpikit.domain.preparation import Preparation
from kpikit.domain.reply import Reply
from kpikit.domain.review.confirming import Review
from kpikit.domain.review.rating import Rating
from kpikit.domain.review.review import Entry, ReviewInTalks
from kpikit.domain.selection import Selection
from kpikit.domain.settling import Settling
from kpikit.domain.talk import Remark
from kpikit.problems import NotFoundHere
from kpikit.storage import (
    addenda,
    agreement_list,
    agreements,
    ambitions,
    arrangements,
    audit,
    improvement_actions,
    member_scans,
    notices,
    organisation_scans,
    own_kpis,
    plan_uploads,
    plans,
    preparations,
    ratings,
    raw_answers,
    remarks,
    replies,
    results,
    reviews,
    samples,
    selections,
    settlements,
    step_plans,
    team_scans,
    uploads,
    versions,
)
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.versions import SignedVersion
from tests.domain.test_sample import DRAW
from tests.storage.builders import (
    HASH,
    KPI,
    NOW,
    OTHER_INSURER,
    agreement,
    arrangement,
    create,
    measured_ambition,
    plan,
    raw_set,
    result,
    result_round,
    settlement,
)
from tests.storage.test_addenda import TALKS

STORES = (
    addenda,
    agreements,
    ambitions,
    arrangements,
    audit,
    own_kpis,
    plan_uploads,
    plans,
    preparations,
    ratings,
    improvement_actions,
    member_scans,
    team_scans,
    notices,
    organisation_scans,
    step_plans,
    remarks,
    replies,
    samples,
    selections,
    raw_answers,
    results,
    reviews,
    settlements,
    uploads,
    versions,
)
FINDS_NONE = {
    "audit.news",
    "addenda.base_of_ended",
    "notices.unread",
    "notices.page_of",
    "notices.mark_read",
}
"""Looks for what may not be there, so it finds none instead of raising."""
OUTSIDE_A_SCOPE = {"kpikit.storage.audit.write"}

REVIEW = Review(talks=ReviewInTalks(number=1))
Call = Callable[[Scope, Stored], object]
REMARK = Remark(kpi_id=KPI, role=PartyRole.INSURER, name="N", at=NOW, words="W")
HAPPENED = Happened(kind=Kind.SIGNED, by=PartyRole.INSURER, user_id="")
VERSION = SignedVersion(
    number=1,
    content="{}",
    content_hash=HASH,
    signed_at=NOW,
    acceptances=(),
    signatures=(),
)
CALLS: dict[str, Call] = {
    "addenda.of_agreement": addenda.of_agreement,
    "addenda.add": lambda scope, stored: addenda.add(scope, stored, stored, TALKS),
    "addenda.end": lambda scope, stored: addenda.end(
        scope, stored, Ending.WITHDRAWN, "N", NOW
    ),
    "remarks.of_agreement": remarks.of_agreement,
    "remarks.add": lambda scope, stored: remarks.add(scope, stored, REMARK),
    "notices.people": notices.people,
    "notices.reminded": notices.reminded,
    "notices.add": lambda scope, stored: notices.add(
        scope, stored, HAPPENED, NOW, notices.people(scope, stored)
    ),
    "samples.of_agreement": samples.of_agreement,
    "samples.add": lambda scope, stored: samples.add(scope, stored, DRAW, 1),
    "audit.link_of_signing": lambda scope, stored: audit.link_of_signing(
        scope, stored, HASH
    ),
    "agreements.create": lambda scope, _: agreements.create(
        scope, agreement("agreement-9"), Settling()
    ),
    "agreements.get": lambda scope, _: agreements.get(scope, "agreement-1"),
    "agreements.save_frame": lambda scope, stored: agreements.save_frame(
        scope, stored, stored.agreement
    ),
    "agreements.save_settling": lambda scope, stored: agreements.save_settling(
        scope, stored, stored.settling
    ),
    "ambitions.of_agreement": ambitions.of_agreement,
    "ambitions.get": lambda scope, stored: ambitions.get(scope, stored, KPI),
    "ambitions.save": lambda scope, stored: ambitions.save(
        scope, stored, measured_ambition(), 1
    ),
    "arrangements.of_agreement": arrangements.of_agreement,
    "arrangements.get": lambda scope, stored: arrangements.get(scope, stored, "arr-1"),
    "arrangements.save": lambda scope, stored: arrangements.save(
        scope, stored, arrangement(), 1
    ),
    "arrangements.remove": lambda scope, stored: arrangements.remove(
        scope, stored, "arr-1", 1
    ),
    "audit.of_agreement": lambda scope, stored: audit.of_agreement(scope, stored, 9),
    "audit.last_change": audit.last_change,
    "own_kpis.of_agreement": own_kpis.of_agreement,
    "own_kpis.save": lambda scope, stored: own_kpis.save(scope, stored, _any_kpi(), 1),
    "own_kpis.remove": lambda scope, stored: own_kpis.remove(
        scope, stored, KpiId("X"), 1
    ),
    "own_kpis.revision_of": lambda scope, stored: own_kpis.revision_of(
        scope, stored, KpiId("X")
    ),
    "plans.of_agreement": plans.of_agreement,
    "plans.get": lambda scope, stored: plans.get(scope, stored, KPI),
    "plans.save": lambda scope, stored: plans.save(scope, stored, plan(), 1),
    "selections.get": selections.get,
    "selections.save": lambda scope, stored: selections.save(
        scope, stored, Selection(), replace(Selection(), limit=4)
    ),
    "settlements.of_agreement": settlements.of_agreement,
    "settlements.save": lambda scope, stored: settlements.save(
        scope, stored, settlement(), 0
    ),
    "results.own_drafts": results.own_drafts,
    "results.save_draft": lambda scope, stored: results.save_draft(
        scope, stored, result(), 0
    ),
    "results.remove_draft": lambda scope, stored: results.remove_draft(
        scope, stored, result(), 1
    ),
    "results.rounds": results.rounds,
    "results.save_round": lambda scope, stored: results.save_round(
        scope, stored, result_round(), 0
    ),
    "preparations.own": preparations.own,
    "preparations.save": lambda scope, stored: preparations.save(
        scope, stored, Preparation()
    ),
    "ratings.given": ratings.given,
    "ratings.opened": ratings.opened,
    "ratings.save": lambda scope, stored: ratings.save(scope, stored, 1, OwnRatings()),
    "ratings.open_round": lambda scope, stored: ratings.open_round(scope, stored, 1),
    "improvement_actions.of_agreement": improvement_actions.of_agreement,
    "improvement_actions.save": lambda scope, stored: improvement_actions.save(
        scope, stored, ImprovementAction(number=1, name="Training")
    ),
    "improvement_actions.remove": lambda scope, stored: improvement_actions.remove(
        scope, stored, 1, 1
    ),
    "organisation_scans.own": organisation_scans.own,
    "organisation_scans.shared": organisation_scans.shared,
    "organisation_scans.save": lambda scope, stored: organisation_scans.save(
        scope, stored, OrganisationScan(year=2027)
    ),
    "organisation_scans.show": lambda scope, stored: organisation_scans.show(
        scope, stored, 2027
    ),
    "member_scans.given": lambda scope, stored: member_scans.given(scope, stored, "u"),
    "member_scans.save": lambda scope, stored: member_scans.save(
        scope, stored, "u", MemberScan(care_path="Heupartrose", year=2027)
    ),
    "team_scans.own": team_scans.own,
    "team_scans.shared": team_scans.shared,
    "team_scans.save": lambda scope, stored: team_scans.save(
        scope, stored, TeamScan(care_path="Heupartrose", year=2027)
    ),
    "team_scans.show": lambda scope, stored: team_scans.show(
        scope, stored, "Heupartrose", 2027
    ),
    "step_plans.of_agreement": step_plans.of_agreement,
    "step_plans.save": lambda scope, stored: step_plans.save(
        scope, stored, StepPlan(care_path="Heupartrose")
    ),
    "step_plans.rename": lambda scope, stored: step_plans.rename(
        scope, stored, StepPlan(care_path="Heupartrose", revision=1), "Heup"
    ),
    "replies.own": replies.own,
    "replies.shared": replies.shared,
    "replies.save": lambda scope, stored: replies.save(
        scope, stored, Reply(number=1, role=PartyRole.PROVIDER)
    ),
    "replies.show": lambda scope, stored: replies.show(scope, stored, 1),
    "reviews.of_agreement": reviews.of_agreement,
    "reviews.save": lambda scope, stored: reviews.save(scope, stored, REVIEW),
    "reviews.remove": lambda scope, stored: reviews.remove(
        scope, stored, replace(REVIEW, revision=1)
    ),
    "reviews.save_entry": lambda scope, stored: reviews.save_entry(
        scope, stored, 1, Entry(kpi_id=KPI)
    ),
    "reviews.given_ratings": lambda scope, stored: reviews.given_ratings(
        scope, stored, 1
    ),
    "reviews.opened_ratings": lambda scope, stored: reviews.opened_ratings(
        scope, stored, 1
    ),
    "reviews.save_rating": lambda scope, stored: reviews.save_rating(
        scope, stored, 1, KPI, Rating(role=PartyRole.INSURER, level=2)
    ),
    "reviews.open_ratings": lambda scope, stored: reviews.open_ratings(
        scope, stored, 1, [KPI]
    ),
    "raw_answers.own_sets": raw_answers.own_sets,
    "raw_answers.own_rows": lambda scope, stored: raw_answers.own_rows(
        scope, stored, KPI, "2027-Q1"
    ),
    "raw_answers.own_texts": lambda scope, stored: raw_answers.own_texts(
        scope, stored, KPI, "2027-Q1"
    ),
    "raw_answers.keep": lambda scope, stored: raw_answers.keep(
        scope, stored, raw_set(), {"1": "[9,9,9]"}
    ),
    "uploads.keep": lambda scope, stored: uploads.keep(
        scope, stored, "u", "a.xlsx", b"PK", NOW
    ),
    "uploads.get": lambda scope, stored: uploads.get(scope, stored, "u"),
    "uploads.forget": lambda scope, stored: uploads.forget(scope, stored, "u"),
    "plan_uploads.keep": lambda scope, stored: plan_uploads.keep(
        scope, stored, "u", "a.xlsx", b"PK", NOW
    ),
    "plan_uploads.get": lambda scope, stored: plan_uploads.get(scope, stored, "u"),
    "plan_uploads.forget": lambda scope, stored: plan_uploads.forget(
        scope, stored, "u"
    ),
    "raw_answers.erase": lambda scope, stored: raw_answers.erase(
        scope, stored, KPI, "2027-Q1"
    ),
    "versions.of_agreement": versions.of_agreement,
    "versions.get": lambda scope, stored: versions.get(scope, stored, 1),
    "versions.add": lambda scope, stored: versions.add(scope, stored, VERSION),
}


def _any_kpi() -> AnyKpi:
    from kpikit.library import load
    from kpikit.resources import folder

    library, _ = load(folder("kpi_library"))
    return next(iter(library.kpis.values()))


def _functions() -> dict[str, Callable[..., object]]:
    """Return every public function of a store, also one that stores have in common."""
    return {
        f"{module.__name__}.{name}": function
        for module in STORES
        for name, function in vars(module).items()
        if not name.startswith("_")
        and (inspect.ismethod(function) or _is_of(module, function))
    }


def _is_of(module: ModuleType, thing: object) -> bool:
    return inspect.isfunction(thing) and thing.__module__ == module.__name__


def test_every_store_function_takes_a_scope() -> None:
    """No function reaches organisation data without saying on whose behalf."""
    found = _functions()
    bare = {
        name
        for name, f in found.items()
        if next(iter(inspect.signature(f).parameters.values())).annotation is not Scope
    }
    assert OUTSIDE_A_SCOPE == bare
    assert len(found) > 20


def test_every_store_function_is_tried_from_outside() -> None:
    """The calls below leave no function of any store out."""
    functions = {name.removeprefix("kpikit.storage.") for name in _functions()}
    assert functions - {"audit.write"} - FINDS_NONE == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_other_organisation_finds_nothing(database: Database, name: str) -> None:
    """Reading and writing from outside is NotFoundHere and changes nothing."""
    with database.write() as session:
        mine, stored = create(session)
        ambitions.save(mine, stored, measured_ambition(), 0)
        plans.save(mine, stored, plan(), 0)
        arrangements.save(mine, stored, arrangement(), 0)
    with pytest.raises(NotFoundHere), database.write() as session:
        CALLS[name](Scope(session, OTHER_INSURER), stored)
    with database.read() as session:
        again = Scope(session, mine.organisation)
        assert stored == agreements.get(again, "agreement-1")
        assert (measured_ambition(),) == ambitions.of_agreement(again, stored)
        assert (plan(),) == plans.of_agreement(again, stored)
        assert (arrangement(),) == arrangements.of_agreement(again, stored)
        assert 1 == agreements.list_(again).total


@pytest.mark.parametrize(
    "name", [n for n in CALLS if n.split(".")[1] in ("of_agreement", "last_change")]
)
def test_forged_party_still_finds_nothing(database: Database, name: str) -> None:
    """The rows themselves are held against the parties in the database."""
    with database.write() as session:
        mine, stored = create(session)
        ambitions.save(mine, stored, measured_ambition(), 0)
        plans.save(mine, stored, plan(), 0)
        arrangements.save(mine, stored, arrangement(), 0)
        parties = (*stored.agreement.parties, party_of(OTHER_INSURER))
        forged = replace(stored, agreement=replace(stored.agreement, parties=parties))
        assert not CALLS[name](Scope(session, OTHER_INSURER), forged)


def test_list_holds_only_own_agreements(database: Database) -> None:
    """Another insurer's agreement with the same hospital does not exist for you."""
    with database.write() as session:
        create(session)
        assert 0 == agreement_list.list_(Scope(session, OTHER_INSURER)).total


def test_every_read_names_the_organisation(database: Database) -> None:
    """Each query on an agreement's data holds the condition on its parties."""
    with database.write() as session:
        mine, stored = create(session)
    seen: list[str] = []

    def note(*details: object) -> None:
        statement = str(details[2])
        if statement.startswith(("SELECT", "(SELECT", "WITH")):
            seen.append(statement)

    with database.read() as session:
        scope = Scope(session, mine.organisation)
        event.listen(database.engine, "before_cursor_execute", note)
        for name, call in CALLS.items():
            if name.endswith(("of_agreement", "revision_of", "last_change", ".get")):
                try:
                    call(scope, stored)
                except NotFoundHere:
                    assert name in {"uploads.get", "plan_uploads.get", "versions.get"}
        agreements.list_(scope)
    assert len(seen) > 10
    assert [] == [s for s in seen if "agreement_parties" not in s]
