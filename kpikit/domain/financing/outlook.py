"""What arrangements do to both parties over a course, beside the reference.

The reference is the same year at price times quantity, without any effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpikit.domain.financing.base import Arrangement, Kind
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.course import Stretch
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.financing.number import NOTHING, Number, kept
from kpikit.domain.financing.result import Result, added


class Payment(NamedTuple):
    """What one arrangement pays the provider in a year, whoever pays it."""

    arrangement: Arrangement
    amount: Number


class YearResult(NamedTuple):
    """One year: what comes out, the reference, and what each arrangement pays."""

    year: int
    result: Result
    reference: Result
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True)
class Outlook:
    """All years of a scenario under some arrangements; sums are made once."""

    years: tuple[YearResult, ...]

    @kept
    def total(self) -> Result:
        """All years together."""
        return added(y.result for y in self.years)

    @kept
    def reference(self) -> Result:
        """All years of the reference together."""
        return added(y.reference for y in self.years)


def outlook(
    stretches: Sequence[Stretch], arrangements: Sequence[Arrangement]
) -> Outlook:
    """Return what the arrangements do in each year, in their fixed stacking order.

    A year without a base arrangement is paid per treatment.

    Raises:
        ValueError: two base arrangements run in the same year.
    """
    known = sorted(((kind_of(a), a) for a in arrangements), key=lambda k: k[0].order)
    return Outlook(tuple(_year(stretch, known) for stretch in stretches))


def _year(
    stretch: Stretch, arrangements: Sequence[tuple[Kind, Arrangement]]
) -> YearResult:
    year, now = stretch.mine, stretch.mine.year
    running = [k for k in arrangements if k[1].first_year <= now <= k[1].last_year]
    bases = [a for kind, a in running if kind.is_base]
    if len(bases) > 1:
        raise ValueError(f"two base arrangements in {year.year}")
    base = running[0][0].pays(bases[0], year) if bases else Flow(paid=year.fee)
    elsewhere = _elsewhere(year, base)
    mine = elsewhere + base.diverted + base.paid
    payments = [Payment(arrangement=a, amount=base.paid) for a in bases]
    flows, spend, spent = [base], mine, None
    for kind, each in running[len(bases) :]:
        if kind.is_spend:
            flow = kind.pays(each, year)
            spend, spent = spend + flow.paid, None
        else:
            spent = spent or year.having_spent(spend)
            flow = kind.pays(each, spent)
        flows.append(flow)
        payments.append(Payment(arrangement=each, amount=flow.paid + flow.granted))
    return YearResult(
        year=year.year,
        result=_result(stretch, flows, elsewhere),
        reference=stretch.reference,
        payments=tuple(payments),
    )


def _result(stretch: Stretch, flows: Sequence[Flow], elsewhere: Number) -> Result:
    year, base = stretch.mine, flows[0]
    paid, granted, extra = base.paid, base.granted, base.extra
    for flow in flows[1:]:
        paid, granted = paid + flow.paid, granted + flow.granted
        extra = extra + flow.extra
    treated, cost = stretch.chosen, stretch.usual_cost
    if base.delivered is not None or extra is not NOTHING or base.all_inside:
        delivered = year.volume if base.delivered is None else base.delivered
        treated = delivered + stretch.others.volume + extra
        cost = stretch.cost(treated, _otherwise(stretch, all_inside=base.all_inside))
    return Result(
        paid=paid,
        other_paid=stretch.others.fee,
        granted=granted + year.nothing,
        cost=cost + stretch.implementation,
        spend=paid + elsewhere + base.diverted,
        other_spend=stretch.other_spend,
        elsewhere=elsewhere,
        diverted=base.diverted + year.nothing,
        treated=treated,
        avoided=stretch.avoided,
        extra=extra + year.nothing,
    )


def _elsewhere(year: Year, base: Flow) -> Number:
    """Return what the insurer pays others for those who chose another treatment."""
    return year.nothing if base.all_inside else year.elsewhere * year.avoided


def _otherwise(stretch: Stretch, *, all_inside: bool) -> Number:
    """Return how many other treatments the provider gives."""
    if all_inside and not stretch.at_provider:
        return stretch.mine.untreated
    return stretch.otherwise
