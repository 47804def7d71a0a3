"""Scenarios come back exactly, and a draft comes back to its own organisation only."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.financing.scenario import Range, Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.starting import StartingTerms
from kpikit.domain.financing.study import SharedStudy, Study
from kpikit.domain.party import PartyRole
from kpikit.problems import NotFoundHere, Outdated
from kpikit.storage import scenarios
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import (
    HOSPITAL,
    INSURER,
    NOW,
    OTHER_INSURER,
    arrangement,
    create,
)

STUDY = Study(
    id="s",
    scope=DecisionScope(
        name="Heupartrose",
        patients=Decimal("1400.5"),
        volume=Decimal(1000),
        price=Decimal("10000.01"),
        variable_cost=Decimal(2000),
        fixed_cost=Decimal(7_600_000),
        market_share=Decimal("0.6"),
        source="jaarrekening",
    ),
    scenario=Scenario(
        name="verwacht",
        first_year=2027,
        years=(YearAssumption(effect=Decimal("0.1"), release=Decimal("0.25")),),
        ranges=(Range(code="effect", low=Decimal("0.8"), high=Decimal("1.2")),),
    ),
    options=("fee", "agreed"),
    terms=StartingTerms(bundle_price=Decimal(7300)),
)
SHARED = SharedStudy(
    study=STUDY,
    agreed=(arrangement("a"),),
    shared_by=PartyRole.PROVIDER,
    sharer="J. de Boer",
    shared_at=NOW,
)


def test_a_draft_comes_back_to_its_own_organisation(database: Database) -> None:
    """The other party of the same agreement reads nothing and changes nothing."""
    with database.write() as session:
        mine, stored = create(session)
        assert scenarios.save(mine, stored, STUDY, 0) == STUDY
        assert scenarios.private(mine, stored) == (STUDY,)
        theirs = Scope(session, INSURER)
        assert scenarios.private(theirs, stored) == ()
        with pytest.raises(Outdated):
            scenarios.save(theirs, stored, STUDY, 1)
        with pytest.raises(Outdated):
            scenarios.remove(theirs, stored, STUDY.id, 1)
        own = replace(STUDY, options=("sharing",))
        scenarios.save(theirs, stored, own, 0)
        assert scenarios.private(theirs, stored) == (own,)
        mine = Scope(session, HOSPITAL)
        assert scenarios.private(mine, stored) == (STUDY,)


def test_a_draft_changes_only_as_it_was_opened(database: Database) -> None:
    """A colleague's change is not overwritten, and removal is checked."""
    with database.write() as session:
        mine, stored = create(session)
        scenarios.save(mine, stored, STUDY, 0)
        assert scenarios.save(mine, stored, STUDY, 1).revision == 2
        with pytest.raises(Outdated):
            scenarios.save(mine, stored, STUDY, 1)
        with pytest.raises(Outdated):
            scenarios.remove(mine, stored, STUDY.id, 1)
        scenarios.remove(mine, stored, STUDY.id, 2)
        assert scenarios.private(mine, stored) == ()


def test_what_is_shared_is_there_for_both(database: Database) -> None:
    """It comes back exactly, once, until it is taken back."""
    with database.write() as session:
        mine, stored = create(session)
        scenarios.share(mine, stored, SHARED)
        theirs = Scope(session, INSURER)
        assert scenarios.shared(mine, stored) == scenarios.shared(theirs, stored)
        assert scenarios.shared(theirs, stored) == (SHARED,)
        with pytest.raises(Outdated):
            scenarios.share(theirs, stored, SHARED)
        scenarios.take_back(mine, stored, STUDY.id)
        assert scenarios.shared(theirs, stored) == ()


def test_outsiders_find_nothing(database: Database) -> None:
    """Whoever takes no part in the agreement is told that there is none."""
    with database.write() as session:
        mine, stored = create(session)
        scenarios.save(mine, stored, STUDY, 0)
        outside = Scope(session, OTHER_INSURER)
        for read in (scenarios.private, scenarios.shared):
            with pytest.raises(NotFoundHere):
                read(outside, stored)
