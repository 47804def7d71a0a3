"""Starting arrangements for a scenario, made from its figures, with why and when."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.financing.course import course
from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.text import Text

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingTerms:
    """The figures of the starting arrangements that the parties may change.

    Shares in 0-1, money in euro. ``lump_step`` is the yearly change of the lump sum,
    ``coverage`` that of the first year, after which it falls evenly to nothing;
    ``start_amount`` is paid in the first year. Without a ``bundle_price`` it is what
    a patient costs the insurer now.
    """

    lump_step: Decimal = Decimal("-0.02")
    band: Decimal = Decimal("0.05")
    settle_share: Decimal = Decimal("0.5")
    coverage: Decimal = Decimal("0.75")
    start_amount: Decimal = _ZERO
    sharing_rate: Decimal = Decimal("0.5")
    filter_rate: Decimal = Decimal("0.02")
    sharing_cap: Decimal = Decimal("0.1")
    bundle_price: Decimal | None = None


_PURPOSE = "Op gang komen met samen beslissen / to get deciding together going"
_BENCHMARK = "Prijs maal aantal zonder effect / price times quantity without effect"


@dataclass(frozen=True, slots=True)
class Ground:
    """What starting arrangements are made from."""

    scope: DecisionScope
    scenario: Scenario
    terms: StartingTerms

    @property
    def fee(self) -> Decimal:
        """What the insurer pays per treatment in the year before, in euro."""
        scope = self.scope
        otherwise = scope.alternative_price * (scope.patients - scope.volume)
        return scope.market_share * (scope.price * scope.volume + otherwise)

    def made(self, kind: str, **terms: object) -> Arrangement:
        """Return an arrangement over all years; a list holds one number a year."""
        filled = tuple(self._term(n, v) for n, v in terms.items() if v is not None)
        return Arrangement(
            id=kind,
            kind=kind,
            care_path=self.scope.name,
            first_year=self.scenario.first_year,
            last_year=self.scenario.last_year,
            terms=filled,
        )

    def _term(self, name: str, value: object) -> Term:
        if isinstance(value, list):
            each = enumerate(value, self.scenario.first_year)
            return Term(
                name=name, per_year=tuple(YearAmount(year=y, amount=a) for y, a in each)
            )
        if isinstance(value, Decimal):
            return Term(name=name, number=value)
        return Term(name=name, words=str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A starting arrangement: what it is, why, when, and how it is made."""

    name: Text
    why: Text
    when: Text
    make: Callable[[Ground], tuple[Arrangement, ...]]


def _fee(ground: Ground) -> tuple[Arrangement, ...]:
    return (ground.made("pxq"),)


def _ceiling(ground: Ground) -> tuple[Arrangement, ...]:
    stretches = course(ground.scope, ground.scenario)
    amounts = [s.mine.benchmark for s in stretches]
    return (ground.made("ceiling", amounts=amounts, obligation="yes"),)


def _start_phase(ground: Ground) -> tuple[Arrangement, ...]:
    terms, years = ground.terms, len(ground.scenario.years)
    steps = max(years - 1, 1)
    coverage = [terms.coverage * (steps - n) / steps for n in range(years)]
    released = any(year.release for year in ground.scenario.years)
    plan = "Zoals in dit scenario / as in this scenario" if released else None
    made = [
        ground.made("pxq"),
        ground.made("fixed_cost_compensation", coverage=coverage, release_plan=plan),
    ]
    if terms.start_amount:
        amounts = [terms.start_amount, *[_ZERO] * (years - 1)]
        funding = {"amounts": amounts, "source": "insurer", "purpose": _PURPOSE}
        made.append(ground.made("start_funding", **funding))
    return tuple(made)


def _lump_sum(ground: Ground) -> tuple[Arrangement, ...]:
    terms, factor = ground.terms, 1 + ground.terms.lump_step
    years = range(1, len(ground.scenario.years) + 1)
    amounts = [ground.fee * factor**n for n in years]
    band, share = terms.band, terms.settle_share
    return (ground.made("lump_sum", amounts=amounts, band=band, settle_share=share),)


def _bundle(ground: Ground) -> tuple[Arrangement, ...]:
    scope, price = ground.scope, ground.terms.bundle_price
    if price is None:
        price = ground.fee / (scope.market_share * scope.patients)
    return (ground.made("bundle", unit="patient", price=price),)


def _sharing(ground: Ground) -> tuple[Arrangement, ...]:
    terms = ground.terms
    extra = ground.made(
        "shared_savings",
        rate=terms.sharing_rate,
        benchmark=_BENCHMARK,
        minimum_savings_rate=terms.filter_rate,
        cap=terms.sharing_cap,
        sides="one",
    )
    return (ground.made("pxq"), extra)


STARTS = {
    "fee": Start(
        name=Text(nl="Prijs maal aantal", en="Price times quantity"),
        why=Text(
            nl="Laat zien wat er gebeurt als u niets afspreekt.",
            en="Shows what happens when you agree on nothing.",
        ),
        when=Text(nl="Alleen als vergelijking.", en="Only as a comparison."),
        make=_fee,
    ),
    "ceiling": Start(
        name=Text(nl="Omzetplafond", en="Ceiling"),
        why=Text(
            nl="Laat zien dat een plafond niet beschermt als het aantal daalt.",
            en="Shows that a ceiling gives no protection when volume falls.",
        ),
        when=Text(
            nl="Als tussenstap voor één jaar, wanneer meer nog niet lukt.",
            en="As a step for one year, when more is not yet possible.",
        ),
        make=_ceiling,
    ),
    "start_phase": Start(
        name=Text(nl="Startfase", en="Start phase"),
        why=Text(
            nl="De zorgaanbieder krijgt tijd om vaste lasten af te bouwen. De "
            "vergoeding wordt elk jaar kleiner.",
            en="The provider gets time to let fixed cost go. The compensation gets "
            "smaller every year.",
        ),
        when=Text(
            nl="Bij de start, met een plan om de kosten echt te laten dalen.",
            en="At the start, with a plan to really let cost fall.",
        ),
        make=_start_phase,
    ),
    "lump_sum_band": Start(
        name=Text(
            nl="Meerjarige aanneemsom met band", en="Multi-year lump sum with band"
        ),
        why=Text(
            nl="Wie minder behandelt, verliest geen omzet. De band vangt grote "
            "verschillen op.",
            en="Whoever treats less loses no revenue. The band catches large "
            "differences.",
        ),
        when=Text(
            nl="Bij onderling vertrouwen, stabiele cijfers en een visie van de raad "
            "van bestuur.",
            en="With mutual trust, stable figures and a vision of the board.",
        ),
        make=_lump_sum,
    ),
    "bundle_patient": Start(
        name=Text(nl="Bundel per patiënt", en="Bundle per patient"),
        why=Text(
            nl="De betaling hangt aan de patiënt en niet aan de keuze die hij maakt.",
            en="Payment hangs on the patient and not on the choice that is made.",
        ),
        when=Text(
            nl="Bij een duidelijke aandoening waarin echt iets te kiezen is.",
            en="For a clear condition with a real choice.",
        ),
        make=_bundle,
    ),
    "sharing": Start(
        name=Text(
            nl="Prijs maal aantal met gedeelde besparing",
            en="Price times quantity with shared savings",
        ),
        why=Text(
            nl="De zorgaanbieder krijgt achteraf een deel van de besparing.",
            en="Afterwards the provider gets part of the saving.",
        ),
        when=Text(
            nl="Als extra. Alleen is het te weinig bij hoge vaste lasten.",
            en="As an extra. Alone it is too little when fixed cost is high.",
        ),
        make=_sharing,
    ),
}
