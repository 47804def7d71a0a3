"""What a dossier still lacks before it can be settled, each with its place."""

from collections import defaultdict
from collections.abc import Iterator

from kpikit.domain import ambition as ambitions
from kpikit.domain import measurement
from kpikit.domain.addendum import UNCHANGED
from kpikit.domain.advice import sound_ambition, sound_plan, unprovable_years
from kpikit.domain.agreement import Dossier, frame_problems
from kpikit.domain.ambition import AnyAmbition, MeasuredAmbition
from kpikit.domain.financing import soundness
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.fair_warnings import fair_warnings
from kpikit.domain.kpi import AnyKpi, NarrativeKpi, StatisticKind
from kpikit.domain.measurement import MeasurementPlan, fitting_rules
from kpikit.domain.party import DECIDING, PARTY_NAMES
from kpikit.domain.set_advice import advise
from kpikit.problems import Problem
from kpikit.text import Text, same


def missing(dossier: Dossier) -> tuple[Problem, ...]:
    """Return everything that must be there first.

    ``where`` is the part of the agreement's address that mends it, such as
    ``ambitions/PAT-01``.
    """
    return (
        *_frame(dossier),
        *_set(dossier),
        *(p for kpi in dossier.kpis for p in _ambition(dossier, kpi)),
        *(p for kpi in dossier.kpis for p in _plan(dossier, kpi)),
        *_financing(dossier),
        *_addendum(dossier),
    )


def _addendum(dossier: Dossier) -> Iterator[Problem]:
    if dossier.addendum is not None and not dossier.addendum.changes:
        yield UNCHANGED


def missing_in(dossier: Dossier, section: str) -> tuple[Problem, ...]:
    """Return what is missing in one section: the first part of ``where``."""
    return tuple(p for p in missing(dossier) if p.where.split("/")[0] == section)


def _frame(dossier: Dossier) -> Iterator[Problem]:
    for problem in frame_problems(dossier.agreement):
        yield Problem(code=problem.code, where="frame", text=problem.text)
    for role in DECIDING:
        if dossier.agreement.party(role) is None:
            name = PARTY_NAMES[role]
            yield _problem(
                "party", "frame", f"{name.nl} ontbreekt.", f"{name.en} is missing."
            )
    if not dossier.agreement.care_paths:
        yield _problem(
            "care-path",
            "frame",
            "Noem minstens één zorgpad.",
            "Name at least one care path.",
        )


def _set(dossier: Dossier) -> Iterator[Problem]:
    if not dossier.kpis:
        yield _problem(
            "no-kpi", "kpis", "Er is nog geen KPI gekozen.", "No KPI is chosen yet."
        )
    limit = dossier.kpi_set.limit
    if len(dossier.kpis) > limit:
        yield _problem(
            "over-limit",
            "kpis",
            f"Er zijn meer KPI’s gekozen dan de {limit} die u afsprak.",
            f"More KPIs are chosen than the {limit} you agreed on.",
        )
    for kpi_id in set(dossier.kpi_set.chosen) - {k.id for k in dossier.kpis}:
        yield _problem(
            "unknown-kpi",
            "kpis",
            f"{kpi_id} staat niet meer in de bibliotheek. Kies een andere KPI.",
            f"{kpi_id} is no longer in the library. Choose another KPI.",
        )
    for kpi in dossier.kpis:
        if kpi.retired:
            yield _about(
                kpi,
                "retired",
                "kpis",
                "deze KPI is gestopt. Kies een andere.",
                "this KPI is retired. Choose another one.",
            )
    for advice in advise(dossier.kpis, dossier.kpi_set.overrules):
        if not advice.overruled:
            yield _problem(
                "advice",
                "kpis",
                f"{advice.says.nl} Of schrijf op waarom u dat niet doet.",
                f"{advice.says.en} Or write down why you do not.",
            )


def _ambition(dossier: Dossier, kpi: AnyKpi) -> Iterator[Problem]:
    where = f"ambitions/{kpi.id}"
    found = dossier.ambition(kpi.id)
    if not kpi.balancing and (found is None or not _aims(found)):
        yield _about(
            kpi,
            "no-ambition",
            where,
            "er is nog geen ambitie.",
            "there is no ambition yet.",
        )
        return
    if found is None:
        return
    for problem in ambitions.problems(found, kpi, dossier.agreement.years):
        yield _about(kpi, problem.code, where, problem.text.nl, problem.text.en)
    if kpi.balancing or isinstance(found, MeasuredAmbition):
        return
    if not found.how_noticed.strip():
        yield _about(
            kpi,
            "how-noticed",
            where,
            "schrijf op waaraan u het merkt.",
            "write down how it will be noticed.",
        )


def _aims(ambition: AnyAmbition) -> bool:
    if isinstance(ambition, MeasuredAmbition):
        return any(y.goal is not None for y in ambition.years)
    return ambitions.has_target(ambition)


def _plan(dossier: Dossier, kpi: AnyKpi) -> Iterator[Problem]:
    where = f"measurement/{kpi.id}"
    plan = dossier.plan(kpi.id)
    if plan is None or not (plan.who_is_asked.strip() and plan.owner.strip()):
        yield _about(
            kpi,
            "no-plan",
            where,
            "schrijf op wie u vraagt en wie ervoor zorgt.",
            "write down whom you ask and who sees to it.",
        )
        return
    for problem in measurement.problems(plan):
        yield _about(kpi, problem.code, where, problem.text.nl, problem.text.en)
    if not (plan.question.is_empty or plan.question.is_whole):
        yield _about(
            kpi,
            "half-question",
            where,
            "schrijf de letterlijke vraag op, alle antwoorden, en welke boven de "
            "streep tellen.",
            "write down the exact question, all answers, and which count above the "
            "line.",
        )
    if isinstance(kpi, NarrativeKpi):
        if not plan.moments.strip():
            yield _about(
                kpi,
                "plan-moments",
                where,
                "schrijf op wanneer u hierover in gesprek gaat.",
                "write down when you will talk about this.",
            )
        return
    numbers: tuple[int | None, ...] = (plan.planned_n, plan.minimum_n)
    if kpi.statistic.kind is StatisticKind.COUNT:
        numbers = ()  # everything is counted, so there is no sample to size
    if None in (*numbers, plan.rounds_per_year, plan.mode, plan.method):
        yield _about(
            kpi,
            "plan-numbers",
            where,
            "vul in hoe u mensen kiest, hoeveel, het minimum, de manier van vragen en "
            "het aantal rondes.",
            "enter how people are chosen, how many, the minimum, the mode and the "
            "number of rounds.",
        )
    yield from _judging(dossier, kpi, plan)


def _judging(dossier: Dossier, kpi: AnyKpi, plan: MeasurementPlan) -> Iterator[Problem]:
    """Yield a rule that cannot judge the KPI, and a goal that cannot be shown as met.

    The goal is advice while drafting: a written reason is enough.
    """
    where = f"measurement/{kpi.id}"
    rules = fitting_rules(kpi)
    if rules and plan.rule not in rules:
        yield _about(
            kpi,
            "rule",
            where,
            "deze beslisregel past niet bij deze KPI. Kies een andere.",
            "this decision rule does not fit this KPI. Choose another one.",
        )
    if plan.unprovable_reason.strip():
        return
    ambition = sound_ambition(dossier.ambition(kpi.id), kpi, dossier.agreement.years)
    years = unprovable_years(kpi, ambition, sound_plan(plan, kpi))
    if years:
        when = ", ".join(map(str, years))
        yield _about(
            kpi,
            "unprovable",
            where,
            f"met deze steekproef kan het doel van {when} nooit gehaald blijken. Pas "
            "het plan of het doel aan, of schrijf op waarom u dit toch afspreekt.",
            f"with this sample the goal of {when} can never turn out as met. Change "
            "the plan or the goal, or write down why you agree on this all the same.",
        )


def _financing(dossier: Dossier) -> Iterator[Problem]:
    years = dossier.agreement.years
    paths = tuple(p.name for p in dossier.agreement.care_paths)
    for arrangement in dossier.arrangements:
        for problem in soundness.problems(
            arrangement,
            years=years,
            care_paths=paths,
            kpis=dossier.kpis,
            others=dossier.arrangements,
        ):
            where, name = f"financing/{arrangement.id}", _name_of(arrangement)
            yield _problem(
                problem.code,
                where,
                f"{name.nl}: {problem.text.nl}",
                f"{name.en}: {problem.text.en}",
            )
    for warning in fair_warnings(dossier):
        if not warning.overruled:
            yield _problem(
                "fair-warning",
                f"financing/{warning.arrangement.id}",
                f"{warning.says.nl} Of schrijf op waarom u er toch voor kiest.",
                f"{warning.says.en} Or write down why you choose it all the same.",
            )
    open_years = defaultdict(list)
    for path, year in soundness.without_base(dossier.arrangements, years, paths):
        open_years[path].append(str(year))
    for path, without in open_years.items():
        when = ", ".join(without)
        yield _problem(
            "no-base",
            "financing",
            f"Voor {path or 'de afspraak'} in {when} is er nog geen basisafspraak.",
            f"For {path or 'the agreement'} in {when} there is no base arrangement.",
        )


def _name_of(arrangement: Arrangement) -> Text:
    """Return the kind of an arrangement, with its care path where it has one."""
    kind = all_kinds().get(arrangement.kind)
    name = kind.name if kind else same(arrangement.kind)
    about = f" ({arrangement.care_path})" if arrangement.care_path else ""
    return Text(nl=f"{name.nl}{about}", en=f"{name.en}{about}")


def _about(kpi: AnyKpi, code: str, where: str, nl: str, en: str) -> Problem:
    return _problem(code, where, f"{kpi.name.nl}: {nl}", f"{kpi.name.en}: {en}")


def _problem(code: str, where: str, nl: str, en: str) -> Problem:
    return Problem(code=code, where=where, text=Text(nl=nl, en=en))
