"""What every financing kind declares, and an arrangement as the parties record it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.selection import Overrule
from kpikit.text import Text


class ParameterKind(StrEnum):
    """What sort of value a parameter takes.

    ``MONEY`` is in euro, ``SHARE`` lies in 0-1 (typed and shown as a percentage),
    ``COUNT`` is a whole number. The kinds ending in ``_PER_YEAR`` hold one number
    for each year. ``KPIS`` names KPIs of the set.
    """

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    CHOICE = "choice"
    WORDS = "words"
    MONEY_PER_YEAR = "money_per_year"
    SHARE_PER_YEAR = "share_per_year"
    KPIS = "kpis"


PER_YEAR = frozenset({ParameterKind.MONEY_PER_YEAR, ParameterKind.SHARE_PER_YEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a parameter that is a choice."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value that a kind asks for; limits are inclusive and in its own unit.

    With ``held_counts`` a narrative KPI may be named among the ``KPIS``: what counts
    is that it was held and discussed, never its level.
    """

    name: str
    label: Text
    kind: ParameterKind
    hint: Text | None = None
    required: bool = True
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    held_counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAmount:
    """A number for one year."""

    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The value of one parameter; only the field of its kind is filled."""

    name: str
    number: Decimal | None = None
    words: str = ""
    per_year: tuple[YearAmount, ...] = ()
    kpis: tuple[KpiId, ...] = ()


class Condition(StrEnum):
    """What has to be there before money flows; never a drop in volume."""

    NONE = "none"
    PLAN_READY = "plan_ready"
    TRAINING_HELD = "training_held"
    DATA_DELIVERED = "data_delivered"
    REVIEW_HELD = "review_held"
    OTHER = "other"


CONDITION_NAMES = {
    Condition.NONE: Text(nl="Geen", en="None"),
    Condition.PLAN_READY: Text(nl="Plan ligt er", en="Plan is ready"),
    Condition.TRAINING_HELD: Text(nl="Scholing gehouden", en="Training held"),
    Condition.DATA_DELIVERED: Text(nl="Gegevens geleverd", en="Data delivered"),
    Condition.REVIEW_HELD: Text(
        nl="Na gezamenlijke terugblik", en="After joint review"
    ),
    Condition.OTHER: Text(nl="Anders, namelijk", en="Other, namely"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One kind of financing for a care path (or all of them) over some years.

    An empty ``care_path`` stands for the whole agreement. ``overrules`` are the written
    reasons to go on in spite of a warning.
    """

    id: str
    kind: str
    care_path: str = ""
    first_year: int
    last_year: int
    condition: Condition = Condition.NONE
    condition_words: str = ""
    note: str = ""
    terms: tuple[Term, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    revision: int = 1

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years it runs."""
        return tuple(range(self.first_year, self.last_year + 1))

    def term(self, name: str) -> Term:
        """Return a term by its parameter's name; an empty one when not filled."""
        return next((t for t in self.terms if t.name == name), Term(name=name))

    def number(self, name: str) -> Decimal | None:
        """Return the number of a term, or ``None`` when not filled."""
        return self.term(name).number

    def in_year(self, name: str, year: int) -> Decimal | None:
        """Return the number of a term for a year, or ``None`` when not filled."""
        amounts = self.term(name).per_year
        return next((a.amount for a in amounts if a.year == year), None)

    def given(self, name: str, year: Year) -> Decimal | None:
        """Return a term as a number of the year's arithmetic; ``None`` without one."""
        for term in self.terms:
            if term.name == name:
                number = term.number
                if number is None:
                    number = _of_year(term.per_year, year.year)
                return None if number is None else year.arithmetic.of(number)
        return None


def _of_year(amounts: tuple[YearAmount, ...], year: int) -> Decimal | None:
    for each in amounts:
        if each.year == year:
            return each.amount
    return None


class Certainty(StrEnum):
    """How firm an amount is; only fixed amounts are ever added up."""

    FIXED = "fixed"
    CAP = "cap"
    SHARE = "share"
    PRICE = "price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one party commits to pay in one year.

    ``amount`` is in euro; with ``SHARE`` it is a share in 0-1, with ``PRICE`` euro
    per unit.
    """

    year: int
    payer: PartyRole
    certainty: Certainty
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of financing, with all that page, check and workbook need.

    ``code`` is the name of its module. ``order`` is the place in the fixed stacking
    order. ``commitments`` gives what is promised per year, ``pays`` what it does to
    the money of a scenario. ``eases_drop`` tells that it pays because revenue falls, so
    that its notes may say so. ``is_spend`` tells that it counts as spend when a saving
    is worked out, which every base does.
    """

    code: str
    order: int
    is_base: bool
    name: Text
    summary: Text
    formula: Text
    use_when: Text
    risks: Text
    parameters: tuple[Parameter, ...]
    commitments: Callable[[Arrangement], tuple[Commitment, ...]]
    pays: Callable[[Arrangement, Year], Flow]
    caution: Text | None = None
    eases_drop: bool = False
    is_spend: bool = False
