"""A settled year to export: the base case of the worked examples, agreed by both."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from kpikit import snapshot
from kpikit.domain.ambition import MeasuredAmbition, YearAmbition
from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.party import PartyRole
from kpikit.domain.settlement.agreeing import Settlement
from kpikit.domain.settlement.facts import (
    CareFigures,
    Facts,
    Finding,
    KpiOutcome,
    Phase,
    Standing,
)
from kpikit.domain.settlement.reckoning import settle
from kpikit.domain.settlement.telling import said
from kpikit.domain.settling import Approval
from kpikit.excel.annex import agreed
from kpikit.excel.export import Export
from kpikit.snapshot import content_hash
from kpikit.text import Language
from tests.excel.dossiers import PAT, dossier, export

YEARS = (2027, 2028, 2029)
MOMENT = datetime(2029, 5, 2, 10, 0, tzinfo=UTC)


def _each(name: str, amount: str) -> Term:
    years = tuple(YearAmount(year=y, amount=Decimal(amount)) for y in YEARS)
    return Term(name=name, per_year=years)


def _arrangement(kind: str, *terms: Term) -> Arrangement:
    return Arrangement(id=kind, kind=kind, first_year=2027, last_year=2029, terms=terms)


ARRANGEMENTS = (
    _arrangement("pxq"),
    _arrangement(
        "fixed_cost_compensation",
        _each("coverage", "0.75"),
        Term(name="release_plan", words="een kwart per jaar"),
    ),
    _arrangement(
        "shared_savings",
        Term(name="rate", number=Decimal("0.5")),
        Term(name="benchmark", words="prijs maal verwacht aantal"),
        Term(name="minimum_savings_rate", number=Decimal("0.02")),
        Term(name="cap", number=Decimal("0.1")),
        Term(name="sides", words="two"),
        Term(name="gate", kpis=(PAT.id,)),
    ),
    _arrangement(
        "quality_incentive",
        _each("pool", "25000"),
        Term(name="kpis", kpis=(PAT.id,)),
    ),
)


def facts(volume: int = 900, phase: Phase = Phase.PROVISIONAL) -> Facts:
    """Return a second year in which so many treatments were done."""
    paths = dossier().agreement.care_paths
    return Facts(
        year=2028,
        phase=phase,
        care=(
            CareFigures(
                care_path=paths[0].name,
                price=Decimal(10_000),
                expected=Decimal(1_000),
                volume=Decimal(volume),
                variable_cost=Decimal(2_000),
                alternative=Decimal(1_500),
            ),
        ),
        results=(
            KpiOutcome(
                kpi_id=PAT.id,
                standing=Standing.DELIVERED,
                value=Decimal(65),
                finding=Finding.MET,
            ),
        ),
        paid=Decimal("9000000.55"),
    )


def settled_export(
    pack: str = "full", language: Language = "nl", *years: Facts
) -> Export:
    """Return the export of a signed dossier with settlements that both agreed on."""
    base = dossier()
    marks = tuple(
        YearAmbition(year=y, floor=Decimal(50), goal=Decimal(75)) for y in YEARS
    )
    ambitions = tuple(
        replace(a, years=marks)
        if isinstance(a, MeasuredAmbition) and a.kpi_id == PAT.id
        else a
        for a in base.ambitions
    )
    whole = replace(base, ambitions=ambitions, arrangements=ARRANGEMENTS)
    made = export(pack, language, of=whole)
    known = tuple(_settlement(made, each) for each in years or (facts(),))
    return replace(made, annex=agreed(known))


def _settlement(made: Export, each: Facts) -> Settlement:
    content = said(
        settle(made.dossier, each),
        each,
        version=1,
        agreement_hash=content_hash(made.dossier),
    )
    code = snapshot.text_hash(snapshot.dump(content))
    return Settlement(
        content=content,
        content_hash=code,
        proposed_by=PartyRole.PROVIDER,
        proposer="Dr. A. Jansen",
        proposed_at=MOMENT,
        approvals=tuple(
            Approval(role=role, by="x", name=name, at=MOMENT, content_hash=code)
            for role, name in (
                (PartyRole.PROVIDER, "Dr. A. Jansen"),
                (PartyRole.INSURER, "Mr. B. Visser"),
            )
        ),
    )
