"""What an import would do or did, line by line, for the command line."""

from collections.abc import Iterator

from kpikit.domain.result.incoming.importing import reading_key
from kpikit.domain.result.incoming.plan import Effect, ImportPlan
from kpikit.text import Text, same

EFFECT_NAMES = {
    Effect.ADDED: Text(nl="nieuw", en="new"),
    Effect.CHANGED: Text(nl="gewijzigd", en="changed"),
    Effect.SAME: Text(nl="ongewijzigd", en="unchanged"),
}


def plan_lines(plan: ImportPlan) -> tuple[Text, ...]:
    """Return every problem, question and change of a plan as a line."""
    return tuple(_lines(plan))


def _lines(plan: ImportPlan) -> Iterator[Text]:
    for problem in plan.problems:
        yield problem.text
    for question in plan.questions:
        yield Text(
            nl=f"{question.kpi.id}: hoe moeten deze getallen worden gelezen? Kies:",
            en=f"{question.kpi.id}: how are these numbers to be read? Choose:",
        )
        for choice in question.choices:
            key = f"  --reading {question.kpi.id}={reading_key(choice.reading)}"
            mean = "" if choice.mean is None else f"{choice.mean:.1f}"
            yield Text(
                nl=f"{key}  {choice.text.nl}; gemiddelde {mean}, {choice.complete} "
                "volledig",
                en=f"{key}  {choice.text.en}; mean {mean}, {choice.complete} complete",
            )
    for change in plan.results:
        what = EFFECT_NAMES[change.effect]
        where = f"{change.kpi.id} {change.after.period.id}"
        yield Text(nl=f"{where}: {what.nl}", en=f"{where}: {what.en}")
    for answers in plan.answers:
        yield Text(
            nl=f"{answers.kpi.id} {answers.period.id}: {len(answers.rows)} rijen, "
            f"{answers.added} nieuw, {answers.changed} gewijzigd",
            en=f"{answers.kpi.id} {answers.period.id}: {len(answers.rows)} rows, "
            f"{answers.added} new, {answers.changed} changed",
        )
    if not plan.results and plan.ready:
        yield same("0")
