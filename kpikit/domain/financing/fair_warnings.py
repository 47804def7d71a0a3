"""Fair warnings on arrangements: each with its reason, overruled only in writing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpikit.domain.advice import unprovable_years
from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import MeasuredAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.kpi import KpiId
from kpikit.domain.selection import Overrule
from kpikit.text import Text

MOST_PAYING_KPIS = 5
HIGH_FIXED_SHARE = Decimal("0.7")
"""From here on fixed cost is called high: the low end of 70-90%, not verified."""
SMALL_MARKET_SHARE = Decimal("0.3")
"""Below it most of a saving goes to others; the mark is kpikit's own choice."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a warning looks at: an arrangement, the others, and the figures known."""

    arrangement: Arrangement
    dossier: Dossier
    scopes: Sequence[DecisionScope]

    @property
    def beside(self) -> Iterator[Arrangement]:
        """The other arrangements for the same care, in any of the same years."""
        mine = self.arrangement
        for each in self.dossier.arrangements:
            paths = {mine.care_path, each.care_path}
            together = len(paths) == 1 or "" in paths
            if each.id != mine.id and together and set(each.years) & set(mine.years):
                yield each

    @property
    def scope(self) -> DecisionScope | None:
        """The figures of its care path, when the parties share them."""
        path = self.arrangement.care_path
        return next((s for s in self.scopes if path in ("", s.name)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FairWarning:
    """A warning that holds, with the written reason to go on all the same."""

    code: str
    arrangement: Arrangement
    says: Text
    why: Text
    overruled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    says: Text
    why: Text
    warns: Callable[[Setting], bool]


def fair_warnings(
    dossier: Dossier, scopes: Sequence[DecisionScope] | None = None
) -> tuple[FairWarning, ...]:
    """Return every warning, in the order of the arrangements.

    ``scopes`` are the figures to go by; left out, those of the shared scenarios. For a
    care path without figures fixed cost counts as high, which it mostly is in
    hospitals, and nothing is said of market share.
    """
    if scopes is None:
        scopes = tuple(shown.study.scope for shown in dossier.scenarios)
    return tuple(
        warning
        for arrangement in dossier.arrangements
        for warning in _of(Setting(arrangement, dossier, scopes))
    )


def overruled(arrangement: Arrangement, code: str, reason: str) -> Arrangement:
    """Return it with a reason to leave a warning aside; an empty one restores it."""
    others = tuple(o for o in arrangement.overrules if o.rule != code)
    added = (Overrule(rule=code, reason=reason),) if reason.strip() else ()
    return replace(arrangement, overrules=others + added)


def _of(setting: Setting) -> Iterator[FairWarning]:
    reasons = {o.rule: o.reason for o in setting.arrangement.overrules}
    for code, rule in RULES.items():
        if rule.warns(setting):
            yield FairWarning(
                code=code,
                arrangement=setting.arrangement,
                says=rule.says,
                why=rule.why,
                overruled=reasons.get(code, ""),
            )


def _is(kind: str, **chosen: str) -> Callable[[Setting], bool]:
    def warns(setting: Setting) -> bool:
        mine = setting.arrangement
        answers = {name: mine.term(name).words for name in chosen}
        return mine.kind == kind and answers == chosen

    return warns


def _no_release(setting: Setting) -> bool:
    mine = setting.arrangement
    return (
        mine.kind == "fixed_cost_compensation"
        and not mine.term("release_plan").words.strip()
    )


def _sharing_alone(setting: Setting) -> bool:
    if setting.arrangement.kind != "shared_savings":
        return False
    if setting.scope and setting.scope.fixed_share < HIGH_FIXED_SHARE:
        return False
    steady = {"lump_sum", "bundle", "fixed_cost_compensation"}
    return not any(each.kind in steady for each in setting.beside)


def _small_share(setting: Setting) -> bool:
    saving = {"lump_sum", "bundle", "fixed_cost_compensation", "shared_savings"}
    known = setting.scope
    small = known is not None and known.market_share < SMALL_MARKET_SHARE
    return small and setting.arrangement.kind in saving


def _inside_error(setting: Setting) -> bool:
    mine = setting.arrangement
    if mine.kind != "quality_incentive":
        return False
    return any(_unprovable(setting.dossier, k) for k in mine.term("kpis").kpis)


def _unprovable(dossier: Dossier, kpi_id: KpiId) -> bool:
    kpi = next((k for k in dossier.kpis if k.id == kpi_id), None)
    aim = dossier.ambition(kpi_id)
    if kpi is None or not isinstance(aim, MeasuredAmbition):
        return False
    return bool(unprovable_years(kpi, aim, dossier.plan(kpi_id)))


def _many_paying(setting: Setting) -> bool:
    if setting.arrangement.kind != "quality_incentive":
        return False
    paying = {
        kpi
        for each in setting.dossier.arrangements
        if each.kind == "quality_incentive"
        for kpi in each.term("kpis").kpis
    }
    return len(paying) > MOST_PAYING_KPIS


RULES = {
    "ceiling": _Rule(
        says=Text(
            nl="Een omzetplafond steunt samen beslissen niet.",
            en="A ceiling does not support shared decision making.",
        ),
        why=Text(
            nl="Kiezen patiënten minder vaak een behandeling, dan daalt de omzet net "
            "zo hard als zonder plafond.",
            en="When patients choose a treatment less often, revenue falls just as "
            "fast as without a ceiling.",
        ),
        warns=lambda s: s.arrangement.kind == "ceiling",
    ),
    "bundle-per-procedure": _Rule(
        says=Text(
            nl="Een bundel per ingreep steunt samen beslissen niet.",
            en="A bundle per procedure does not support shared decision making.",
        ),
        why=Text(
            nl="Wie een patiënt niet opereert, krijgt niets. Een bundel per patiënt "
            "kent dat bezwaar niet.",
            en="Whoever does not operate is not paid. A bundle per patient has no "
            "such drawback.",
        ),
        warns=_is("bundle", unit="procedure"),
    ),
    "no-release-plan": _Rule(
        says=Text(
            nl="Er is nog geen plan om de vaste lasten te laten dalen.",
            en="There is no plan yet to let fixed cost fall.",
        ),
        why=Text(
            nl="Zonder plan blijven de kosten staan. Stopt de vergoeding, dan zit de "
            "zorgaanbieder met het hele verlies.",
            en="Without a plan the cost stays. When the compensation ends, the "
            "provider is left with the whole loss.",
        ),
        warns=_no_release,
    ),
    "sharing-alone": _Rule(
        says=Text(
            nl="Gedeelde besparing alleen is te weinig bij hoge vaste lasten.",
            en="Shared savings alone are too little when fixed cost is high.",
        ),
        why=Text(
            nl="Het deel van de besparing maakt de gemiste omzet niet goed. Zet er "
            "een vergoeding van vaste lasten of een vast bedrag naast.",
            en="The share of the saving does not make good the missed revenue. Add "
            "compensation of fixed cost or a fixed amount.",
        ),
        warns=_sharing_alone,
    ),
    "small-market-share": _Rule(
        says=Text(
            nl="Deze zorgverzekeraar heeft een klein deel van de patiënten.",
            en="This insurer has a small part of the patients.",
        ),
        why=Text(
            nl="De zorg verandert voor iedereen. Het grootste deel van de besparing "
            "gaat dan naar zorgverzekeraars die niet meebetalen.",
            en="Care changes for everybody. Most of the saving then goes to insurers "
            "that do not pay along.",
        ),
        warns=_small_share,
    ),
    "inside-the-error": _Rule(
        says=Text(
            nl="Er hangt geld aan een doel dat met deze steekproef niet is aan te "
            "tonen.",
            en="Money hangs on a goal that this sample can never show.",
        ),
        why=Text(
            nl="Een verschil kleiner dan de foutmarge is toeval. Vraag meer mensen, "
            "of beloon dat er gemeten en besproken is.",
            en="A difference smaller than the margin of error is chance. Ask more "
            "people, or reward that it was measured and discussed.",
        ),
        warns=_inside_error,
    ),
    "pays-in-first-year": _Rule(
        says=Text(
            nl="In het eerste jaar telt een KPI al mee voor geld.",
            en="In the first year a KPI already counts for money.",
        ),
        why=Text(
            nl="Het eerste jaar is om te leren meten. Wie dan al afrekent, krijgt "
            "nette cijfers in plaats van eerlijke.",
            en="The first year is for learning to measure. Who settles then gets tidy "
            "figures instead of honest ones.",
        ),
        warns=_is("quality_incentive", first_year="pays"),
    ),
    "many-paying-kpis": _Rule(
        says=Text(
            nl="Er hangt geld aan meer dan vijf KPI’s.",
            en="Money hangs on more than five KPIs.",
        ),
        why=Text(
            nl="Hoe meer KPI’s betalen, hoe minder elk ervan betekent en hoe meer "
            "tijd registreren kost.",
            en="The more KPIs pay, the less each of them means and the more time "
            "registration takes.",
        ),
        warns=_many_paying,
    ),
}
