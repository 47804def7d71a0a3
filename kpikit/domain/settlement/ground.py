"""The figures under a settlement, each with its name and its key for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kpikit.domain.financing.base import PER_YEAR, Arrangement, ParameterKind
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.settlement.facts import CareFigures, Facts
from kpikit.domain.settlement.saying import Unit
from kpikit.domain.settlement.working import (
    NOTHING,
    Figure,
    Minus,
    Most,
    Plus,
    Times,
    Working,
    total,
)
from kpikit.text import Text

_SHARES = (ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR)
_UNITS = {ParameterKind.COUNT: Unit.NUMBER, **dict.fromkeys(_SHARES, Unit.SHARE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A figure that is given, not worked out; ``where`` is its care path or kind."""

    key: str
    label: Text
    value: Decimal
    unit: Unit
    where: Text


@dataclass(slots=True)
class Ground:
    """Facts of a year that hand out figures, and keep which were asked for.

    ``stopped`` are the care paths where a ceiling lets the provider turn patients away.
    """

    facts: Facts
    stopped: frozenset[str] = frozenset()
    inputs: dict[str, Input] = field(default_factory=dict)

    def given(
        self, key: str, label: Text, value: Decimal, unit: Unit, where: Text
    ) -> Figure:
        """Return a figure and keep that it was used."""
        self.inputs[key] = Input(
            key=key, label=label, value=value, unit=unit, where=where
        )
        return Figure(key, value, unit)

    def care_of(self, arrangement: Arrangement) -> tuple["Care", ...]:
        """Return the care paths that an arrangement is about."""
        wanted = arrangement.care_path
        return tuple(
            Care(ground=self, number=number, figures=each)
            for number, each in enumerate(self.facts.care, start=1)
            if wanted in ("", each.care_path)
        )

    def term(self, prefix: str, arrangement: Arrangement, name: str) -> Figure | None:
        """Return a term in the year, or ``None`` when it is not filled."""
        kind = kind_of(arrangement)
        parameter = next((p for p in kind.parameters if p.name == name), None)
        if parameter is None:
            return None
        yearly = parameter.kind in PER_YEAR
        year = self.facts.year
        value = arrangement.in_year(name, year) if yearly else arrangement.number(name)
        if value is None:
            return None
        unit = _UNITS.get(parameter.kind, Unit.MONEY)
        return self.given(f"{prefix}_t_{name}", parameter.label, value, unit, kind.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """One care path in the year, as figures."""

    ground: Ground
    number: int
    figures: CareFigures

    def figure(self, name: str) -> Figure:
        """Return a figure of the care path by the name of its field."""
        label, unit = CARE_LABELS[name]
        value = getattr(self.figures, name)
        path = self.figures.care_path
        where = Text(nl=path, en=path) if path else ALL_CARE
        amount = Decimal(0) if value is None else value
        return self.ground.given(f"c{self.number}_{name}", label, amount, unit, where)

    @property
    def production(self) -> Working:
        """What was done, at the agreed price."""
        return Times((self.figure("price"), self.figure("volume")))

    @property
    def otherwise(self) -> Working:
        """What the provider is paid for patients who chose another treatment."""
        return NOTHING if self.untold else self._otherwise(self._chosen)

    @property
    def untold(self) -> bool:
        """Whether a ceiling may have turned patients away and nobody says how many.

        Then nobody knows either how many chose otherwise, and nothing is paid on it.
        """
        stopped = self.figures.care_path in self.ground.stopped
        return stopped and self.figures.turned_away is None

    @property
    def _chosen(self) -> Working:
        """How many chose the treatment, whether it was given here or not."""
        done = self.figure("volume")
        if self.figures.turned_away is None:
            return done
        return Plus((done, self.figure("turned_away")))

    @property
    def diverted(self) -> Working:
        """What the insurer paid elsewhere for who was turned away by a ceiling."""
        paid = self.figures.turned_away_cost
        return self.figure("turned_away_cost") if paid else NOTHING

    @property
    def fee(self) -> Working:
        """What price times quantity pays for all of it."""
        return summed(iter((self.production, self.otherwise)))

    @property
    def reference(self) -> Working:
        """What would have been spent without any effect, or what was agreed."""
        if self.figures.benchmark is not None:
            return self.figure("benchmark")
        expected = Times((self.figure("price"), self.figure("expected")))
        return summed(iter((expected, self._otherwise(self.figure("expected")))))

    def _otherwise(self, treated: Working) -> Working:
        if not self.figures.alternative_price or self.figures.patients is None:
            return NOTHING
        untreated = Minus(self.figure("patients"), treated)
        return Times((self.figure("alternative_price"), Most((untreated, NOTHING))))

    @property
    def fewer(self) -> Working:
        """How many fewer chose the treatment than expected; never below nothing."""
        if self.untold:
            return NOTHING
        return Most((Minus(self.figure("expected"), self._chosen), NOTHING))

    @property
    def elsewhere(self) -> Working:
        """What the insurer paid elsewhere in the place of treatments not done."""
        if not self.figures.alternative:
            return NOTHING
        return Times((self.figure("alternative"), self.fewer))

    @property
    def lost(self) -> Working:
        """What the provider misses: price less variable cost, for each fewer."""
        per_one = Minus(self.figure("price"), self.figure("variable_cost"))
        return Times((per_one, self.fewer))


def summed(workings: Iterator[Working]) -> Working:
    """Return workings added up, without those that are nothing."""
    return total(tuple(w for w in workings if w != NOTHING))


ALL_CARE = Text(nl="alle zorg", en="all care")
CARE_LABELS = {
    "price": (
        Text(nl="Prijs per behandeling", en="Price per treatment"),
        Unit.MONEY,
    ),
    "expected": (
        Text(nl="Verwacht aantal, zonder effect", en="Expected number, no effect"),
        Unit.NUMBER,
    ),
    "volume": (
        Text(nl="Werkelijk aantal behandelingen", en="Actual number of treatments"),
        Unit.NUMBER,
    ),
    "variable_cost": (
        Text(nl="Variabele kosten per behandeling", en="Variable cost per treatment"),
        Unit.MONEY,
    ),
    "alternative": (
        Text(
            nl="Andere zorg per vermeden behandeling",
            en="Other care per treatment avoided",
        ),
        Unit.MONEY,
    ),
    "patients": (
        Text(nl="Patiënten met de aandoening", en="Patients with the condition"),
        Unit.NUMBER,
    ),
    "alternative_price": (
        Text(
            nl="Prijs van de andere behandeling bij de zorgaanbieder",
            en="Price of the other treatment at the provider",
        ),
        Unit.MONEY,
    ),
    "turned_away": (
        Text(
            nl="Niet behandeld door het plafond",
            en="Not treated because of the ceiling",
        ),
        Unit.NUMBER,
    ),
    "turned_away_cost": (
        Text(
            nl="Betaald aan anderen voor wie door het plafond niet terechtkon",
            en="Paid to others for who was turned away by the ceiling",
        ),
        Unit.MONEY,
    ),
    "extra_patients": (
        Text(nl="Extra patiënten uit de regio", en="Extra patients from the area"),
        Unit.NUMBER,
    ),
    "benchmark": (Text(nl="IJkbedrag", en="Benchmark"), Unit.MONEY),
    "spend": (
        Text(nl="Uitgaven volgens de declaraties", en="Spend by the claims"),
        Unit.MONEY,
    ),
}
