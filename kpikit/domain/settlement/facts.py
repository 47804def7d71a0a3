"""What a year is settled on: volumes, prices, results, and what was paid already."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.kpi import KpiId
from kpikit.text import Text


class Phase(StrEnum):
    """How far the claims are in: most of them, or all that are still to come."""

    PROVISIONAL = "provisional"
    FINAL = "final"


PHASE_NAMES = {
    Phase.PROVISIONAL: Text(nl="voorlopig", en="provisional"),
    Phase.FINAL: Text(nl="definitief", en="final"),
}


class Standing(StrEnum):
    """Whether there is a result at all: four different things, and none is a zero."""

    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    NOT_DUE = "not_due"


STANDING_NAMES = {
    Standing.DELIVERED: Text(nl="geleverd", en="delivered"),
    Standing.NOT_DELIVERED: Text(nl="niet geleverd", en="not delivered"),
    Standing.NOT_DUE: Text(nl="nog niet aan de beurt", en="not yet due"),
}


class Finding(StrEnum):
    """What the result says about the goal, by the rule agreed beforehand."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


FINDING_NAMES = {
    Finding.MET: Text(nl="gehaald", en="met"),
    Finding.NOT_MET: Text(nl="niet gehaald", en="not met"),
    Finding.CANNOT_TELL: Text(nl="niet te zeggen", en="cannot tell"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiOutcome:
    """The result of one KPI in the year, as both parties take it.

    ``value`` is in the unit of the statistic, ``low`` and ``high`` are its interval
    (empty when all were counted) and ``n`` how many are behind it. A narrative KPI has
    no value: ``finding`` says whether it was held and discussed.
    """

    kpi_id: KpiId
    standing: Standing = Standing.NOT_DELIVERED
    value: Decimal | None = None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareFigures:
    """Volumes and prices of one care path in the year; an empty path is all care.

    ``expected`` is the number of treatments without any effect, which a saving is
    held against, and ``volume`` what was done. Money is in euro: ``price`` and
    ``variable_cost`` per treatment, ``alternative`` what the insurer pays elsewhere
    for each treatment that was not done. Of ``patients`` who have the choice, those
    who were not treated bring the provider ``alternative_price`` each. ``turned_away``
    chose the treatment and were not given it here because of a ceiling, so they did
    not choose otherwise; ``None`` says that nobody knows how many. The insurer paid
    ``turned_away_cost`` for them elsewhere, together. ``benchmark`` and ``spend``
    stand in the place of what would follow from the volumes, when the parties agreed
    on another amount or counted the claims.
    """

    care_path: str = ""
    price: Decimal
    expected: Decimal
    volume: Decimal
    variable_cost: Decimal = Decimal(0)
    alternative: Decimal = Decimal(0)
    patients: Decimal | None = None
    alternative_price: Decimal = Decimal(0)
    turned_away: Decimal | None = None
    turned_away_cost: Decimal = Decimal(0)
    extra_patients: Decimal = Decimal(0)
    benchmark: Decimal | None = None
    spend: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a settlement of one year rests on.

    ``met`` holds the ids of the arrangements whose condition is fulfilled. ``quality``
    is the score in 0-1 that a loss rate may depend on. ``paid`` is what the insurer
    paid already for the year, in euro.
    """

    year: int
    phase: Phase = Phase.PROVISIONAL
    run_out_months: int = 0
    care: tuple[CareFigures, ...] = ()
    results: tuple[KpiOutcome, ...] = ()
    met: tuple[str, ...] = ()
    paid: Decimal = Decimal(0)
    remark: str = ""

    def result(self, kpi_id: KpiId) -> KpiOutcome:
        """Return the result of a KPI; one that nobody gave was not delivered."""
        found = (r for r in self.results if r.kpi_id == kpi_id)
        return next(found, KpiOutcome(kpi_id=kpi_id))
