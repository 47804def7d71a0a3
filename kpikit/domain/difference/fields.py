"""The fields of each part of an agreement, with their words and who may read them."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.ambition import (
    COMPARATOR_NAMES,
    UNIT_NAMES,
    AnyAmbition,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
)
from kpikit.domain.difference import labels
from kpikit.domain.difference.terms import of_terms
from kpikit.domain.difference.wording import (
    NOTHING,
    day,
    figure,
    in_year,
    listed,
    number,
    same,
    share,
)
from kpikit.domain.financing.base import CONDITION_NAMES, Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.kpi import KpiId
from kpikit.domain.measurement import MARGIN_NAMES, RULE_NAMES, MeasurementPlan
from kpikit.domain.party import PARTY_NAMES
from kpikit.domain.sampling_names import METHOD_NAMES, MODE_NAMES
from kpikit.text import Text

Fields: TypeAlias = Mapping[Text, tuple[Text, bool]]
"""Per label: the words, and whether they stay inside the pair of parties."""
_Pairs: TypeAlias = Iterator[tuple[Text, Text]]


def of_frame(agreement: Agreement) -> Fields:
    """Return the fields of the frame; vision and people are confidential."""
    paths = listed(
        f"{p.name}: {', '.join(p.key_moments)}" if p.key_moments else p.name
        for p in agreement.care_paths
    )
    people = listed(
        ", ".join(w for w in (c.name, c.function, c.email) if w)
        for c in agreement.contacts
    )
    parties = [(PARTY_NAMES[p.role], p.name) for p in agreement.parties]
    return {
        labels.TITLE: (same(agreement.title), False),
        labels.PARTIES: (
            Text(
                nl="\n".join(f"{role.nl}: {name}" for role, name in parties),
                en="\n".join(f"{role.en}: {name}" for role, name in parties),
            ),
            False,
        ),
        labels.TERM: (same(f"{agreement.first_year}–{agreement.last_year}"), False),
        labels.PATHS: (paths, False),
        labels.LOCATIONS: (listed(agreement.locations), False),
        labels.VISION: (same(agreement.vision), True),
        labels.CONTACTS: (people, True),
        labels.DATES: (
            listed(f"{day(d.on)}: {d.what}" for d in agreement.target_dates),
            False,
        ),
    }


def of_set(dossier: Dossier) -> Fields:
    """Return the fields of the KPI set; each KPI has its own line."""
    chosen = {k.id: k.name for k in dossier.kpis}
    names = [chosen.get(k, same(k)) for k in dossier.kpi_set.chosen]
    reasons = listed(f"{o.rule}: {o.reason}" for o in dossier.kpi_set.overrules)
    return {
        labels.CHOSEN: (
            Text(nl="\n".join(n.nl for n in names), en="\n".join(n.en for n in names)),
            False,
        ),
        labels.LIMIT: (number(dossier.kpi_set.limit), False),
        labels.ASIDE: (reasons, True),
    }


def of_ambition(ambition: AnyAmbition) -> Fields:
    """Return the fields of an ambition, all of them confidential."""
    pairs = (
        _measured(ambition)
        if isinstance(ambition, MeasuredAmbition)
        else _narrative(ambition)
    )
    return {label: (words, True) for label, words in pairs}


def of_plan(plan: MeasurementPlan) -> Fields:
    """Return the fields of a measurement plan."""
    return {
        labels.ASKED: (same(plan.who_is_asked), False),
        labels.METHOD: (METHOD_NAMES[plan.method] if plan.method else NOTHING, False),
        labels.MODE: (MODE_NAMES[plan.mode] if plan.mode else NOTHING, False),
        labels.PLANNED: (number(plan.planned_n), False),
        labels.MINIMUM: (number(plan.minimum_n), False),
        labels.ROUNDS: (number(plan.rounds_per_year), False),
        labels.MOMENTS: (same(plan.moments), False),
        labels.MEASURED_BY: (same(plan.measured_by), False),
        labels.OWNER: (same(plan.owner), False),
        labels.SOURCE: (same(plan.data_source), False),
        labels.RULE: (RULE_NAMES[plan.rule], False),
        labels.CONFIDENCE: (share(plan.level), False),
        labels.MARGIN: (MARGIN_NAMES[plan.margin], False),
        labels.QUESTION: (same(plan.question.words), False),
        labels.ANSWERS: (listed(plan.question.answers), False),
        labels.TOP: (listed(plan.question.top), False),
        labels.LEFT_OUT: (listed(plan.question.left_out), False),
        labels.POPULATION: (number(plan.population), True),
        labels.RESPONSE: (share(plan.expected_response), False),
        labels.UNPROVABLE: (same(plan.unprovable_reason), True),
    }


def of_arrangement(arrangement: Arrangement, names: Mapping[KpiId, Text]) -> Fields:
    """Return the fields of an arrangement; only kind, care and years are open.

    Raises:
        KeyError: no module declares this kind.
    """
    kind = all_kinds()[arrangement.kind]
    reasons = listed(f"{o.rule}: {o.reason}" for o in arrangement.overrules)
    secret = {
        labels.CONDITION: CONDITION_NAMES[arrangement.condition],
        labels.CONDITION_WORDS: same(arrangement.condition_words),
        labels.NOTE: same(arrangement.note),
        **dict(of_terms(kind, arrangement, names)),
        labels.ASIDE: reasons,
    }
    return {
        labels.KIND: (kind.name, False),
        labels.PATH: (
            same(arrangement.care_path) if arrangement.care_path else labels.WHOLE,
            False,
        ),
        labels.TERM: (same(f"{arrangement.first_year}–{arrangement.last_year}"), False),
        **{label: (words, True) for label, words in secret.items()},
    }


def _measured(ambition: MeasuredAmbition) -> _Pairs:
    unit, start = ambition.unit, ambition.baseline
    yield labels.UNIT, UNIT_NAMES[unit]
    yield labels.COMPARISON, COMPARATOR_NAMES[ambition.comparator]
    known = labels.TO_COME if start.to_be_measured else figure(start.value, unit)
    yield labels.BASELINE, known
    yield labels.BASELINE_N, number(start.n)
    yield labels.BASELINE_PERIOD, same(start.period)
    yield labels.BASELINE_SOURCE, same(start.source)
    between = ambition.comparator is Comparator.BETWEEN
    low, high = (labels.LOWER, labels.UPPER) if between else (labels.FLOOR, labels.GOAL)
    for each in ambition.years:
        yield in_year(low, each.year), figure(each.floor, unit)
        yield in_year(high, each.year), figure(each.goal, unit)
    yield labels.WHY, same(ambition.rationale)


def _narrative(ambition: NarrativeAmbition) -> _Pairs:
    yield labels.LEVEL_NOW, number(ambition.baseline_level)
    for each in ambition.years:
        yield in_year(labels.LEVEL, each.year), number(each.level)
    yield labels.NOTICED, same(ambition.how_noticed)
    yield labels.WHY, same(ambition.rationale)
