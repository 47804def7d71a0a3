"""Advice on the chosen set, each with its reason and each to be overruled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi
from kpikit.domain.selection import Overrule
from kpikit.text import Text

HEAVY_BURDEN = 2
MOST_HEAVY = 2
ADVISED_SIZE = 5
USED_AND_DISCUSSED = KpiId("TEA-03")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRule:
    """One advice: when it holds, what it says and why."""

    code: str
    says: Text
    why: Text
    holds: Callable[[Sequence[AnyKpi]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A rule that the set does not follow, with the reason it was overruled."""

    rule: str
    says: Text
    why: Text
    overruled: str = ""


def advise(
    kpis: Sequence[AnyKpi], overrules: Sequence[Overrule] = ()
) -> tuple[Advice, ...]:
    """Return the advice that a chosen set gives rise to; an empty set has none."""
    reasons = {o.rule: o.reason for o in overrules}
    return tuple(
        Advice(rule=r.code, says=r.says, why=r.why, overruled=reasons.get(r.code, ""))
        for r in SET_RULES
        if kpis and not r.holds(kpis)
    )


def hours_per_year(kpis: Sequence[AnyKpi]) -> Decimal:
    """Return the hours of staff that a set costs, as far as they are estimated."""
    return sum((k.burden.staff_hours_per_year or Decimal(0) for k in kpis), Decimal(0))


def _aids_only_beside_use(kpis: Sequence[AnyKpi]) -> bool:
    counts = [k for k in kpis if k.counts_decision_aids]
    beside = any(k.id == USED_AND_DISCUSSED for k in kpis)
    return not counts or (len(counts) == 1 and beside)


def _few_heavy(kpis: Sequence[AnyKpi]) -> bool:
    return sum(k.burden.level >= HEAVY_BURDEN for k in kpis) <= MOST_HEAVY


SET_RULES = (
    SetRule(
        code="patient-voice",
        says=Text(
            nl="Neem minstens één KPI op waarin patiënten zelf aan het woord zijn.",
            en="Include at least one KPI in which patients speak for themselves.",
        ),
        why=Text(
            nl="De patiënt weet het best of er samen is beslist.",
            en="The patient knows best whether the decision was shared.",
        ),
        holds=lambda kpis: any(k.patient_voice for k in kpis),
    ),
    SetRule(
        code="narrative",
        says=Text(
            nl="Neem minstens één merkbare KPI op.",
            en="Include at least one narrative KPI.",
        ),
        why=Text(
            nl="Verhalen laten zien of gedrag verandert. Cijfers alleen doen dat niet.",
            en="Stories show whether behaviour changes. Figures alone do not.",
        ),
        holds=lambda kpis: any(isinstance(k, NarrativeKpi) for k in kpis),
    ),
    SetRule(
        code="decision-aids",
        says=Text(
            nl="Tel keuzehulpen hooguit één keer. Neem er dan ook ‘gebruikt en "
            "besproken’ bij.",
            en="Count decision aids at most once. Then also include ‘used and "
            "discussed’.",
        ),
        why=Text(
            nl="Een keuzehulp is een middel. Uitdelen is nog geen gesprek.",
            en="A decision aid is a means. Handing it out is not yet a conversation.",
        ),
        holds=_aids_only_beside_use,
    ),
    SetRule(
        code="burden",
        says=Text(
            nl="Kies hooguit twee KPI’s die veel werk vragen.",
            en="Choose at most two KPIs that take much work.",
        ),
        why=Text(
            nl="Tijd voor registreren gaat af van tijd voor het gesprek.",
            en="Time spent on registration is taken from time for the conversation.",
        ),
        holds=_few_heavy,
    ),
    SetRule(
        code="reuse",
        says=Text(
            nl="Neem minstens één KPI op die bestaande gegevens gebruikt.",
            en="Include at least one KPI that reuses existing data.",
        ),
        why=Text(
            nl="Kijk eerst wat er al gemeten wordt.",
            en="Look first at what is measured already.",
        ),
        holds=lambda kpis: any(k.burden.reuses_existing_data for k in kpis),
    ),
    SetRule(
        code="size",
        says=Text(
            nl="Houd de set klein: vijf KPI’s of minder.",
            en="Keep the set small: five KPIs or fewer.",
        ),
        why=Text(
            nl="Hoe meer KPI’s, hoe minder tijd voor een goed gesprek over elke KPI.",
            en="The more KPIs, the less time for a good talk about each.",
        ),
        holds=lambda kpis: len(kpis) <= ADVISED_SIZE,
    ),
)
