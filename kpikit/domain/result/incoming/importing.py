"""From the sheets of a file to a plan: all that is wrong, asked or changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi, Mode
from kpikit.domain.result.checks import problems
from kpikit.domain.result.figure import AnyFigure
from kpikit.domain.result.incoming.answers import (
    Answers,
    Progress,
    ReadAnswers,
    figure_of,
    merged,
    read_answers,
    restored,
    stored,
)
from kpikit.domain.result.incoming.columns import answer_words, result_words
from kpikit.domain.result.incoming.context import Context
from kpikit.domain.result.incoming.grid import Grid, find_heads
from kpikit.domain.result.incoming.personal import personal_problems
from kpikit.domain.result.incoming.plan import (
    AnswersChange,
    ImportPlan,
    ReadingQuestion,
    ResultChange,
)
from kpikit.domain.result.incoming.results import ReadRows, check, read_results
from kpikit.domain.result.incoming.worded import coded, share_of
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence, Result, Source
from kpikit.domain.scoring import Reading, possible_readings, previews
from kpikit.problems import Problem, Refused
from kpikit.text import Text

_Pair = tuple[KpiId, Period]


def plan_import(
    grids: Iterable[Grid],
    context: Context,
    mode_words: Mapping[str, Mode],
    progress: Progress | None = None,
) -> ImportPlan:
    """Return what a file would do to the own drafts, with all that is wrong with it."""
    tables: list[ReadRows] = []
    answers = ReadAnswers()
    found: list[Problem] = []
    for grid in grids:
        heads = find_heads(grid, answer_words(), ("kpi", "period", "number"))
        if heads is not None:
            found += personal_problems(grid, heads)
            read_answers(grid, heads, context, answers, progress)
            continue
        heads = find_heads(grid, result_words(), ("kpi", "period"))
        if heads is not None:
            found += personal_problems(grid, heads)
            tables.append(read_results(grid, heads, context, mode_words))
    if not tables and not answers.sets and not found and not answers.problems:
        return ImportPlan(problems=(Problem("no-table", "file", _NO_TABLE),))
    for table in tables:
        check(table, context, set(answers.sets))
        found += table.problems
    found += answers.problems
    if found:
        return ImportPlan(problems=tuple(found))
    return _planned(tables, answers, context)


def reading_key(reading: Reading) -> str:
    """Return the short code of a reading for a form and the command line."""
    ends = f"{reading.coding_minimum}-{reading.coding_maximum}"
    turned = "-reversed" if reading.reversed else ""
    return f"{ends}{turned}{'-recoded' if reading.recoded else ''}"


def _planned(
    tables: Sequence[ReadRows], answers: ReadAnswers, context: Context
) -> ImportPlan:
    rows = {pair: row for table in tables for pair, row in table.rows.items()}
    questions, readings = _readings(answers, context)
    if any(q.chosen is None for q in questions):
        return ImportPlan(questions=questions)
    found: list[Problem] = []
    results: list[ResultChange] = []
    kept: list[AnswersChange] = []
    for pair, given in answers.sets.items():
        kpi = answers.kpis[pair[0]]
        change = _answers_change(kpi, pair[1], given, readings.get(kpi.id), context)
        row = rows.pop(pair, None)
        base = context.drafts.get(pair) if row is None else row.result
        try:
            after = _scored(kpi, change, base, context)
        except Refused as refused:
            where = f"{kpi.id} {pair[1].id}"
            found += [
                Problem(p.code, where, _about(where, p.text)) for p in refused.problems
            ]
            continue
        typed = None if row is None else row.result.figure
        found += _wrong(kpi, after, typed, context)
        kept.append(change)
        results.append(_change(kpi, after, context))
    results += [_change(row.kpi, row.result, context) for row in rows.values()]
    if found:
        return ImportPlan(problems=tuple(found), questions=questions)
    results.sort(key=lambda c: (c.after.period.sort_key, c.kpi.id))
    return ImportPlan(questions=questions, results=tuple(results), answers=tuple(kept))


def _readings(
    answers: ReadAnswers, context: Context
) -> tuple[tuple[ReadingQuestion, ...], Mapping[KpiId, Reading]]:
    """Return what has to be asked, and for each KPI the reading that holds."""
    questions, chosen = [], {}
    for kpi_id, kpi in answers.kpis.items():
        instrument = context.instrument(kpi)
        if instrument is None or context.question(kpi) is not None:
            continue
        rows = [
            row
            for pair, given in answers.sets.items()
            if pair[0] == kpi_id
            for row in given.values()
        ]
        numbers = coded(rows)
        possible = possible_readings(instrument, numbers)
        wanted = context.chosen.get(kpi_id)
        picked = [r for r in possible if reading_key(r) == wanted]
        known = context.known.get(kpi_id)
        if not picked and known in possible and known is not None:
            picked = [known]
        if picked or len(possible) == 1:
            chosen[kpi_id] = (picked or possible)[0]
        else:
            questions.append(
                ReadingQuestion(kpi=kpi, choices=previews(instrument, numbers))
            )
    return tuple(questions), chosen


def _answers_change(
    kpi: AnyKpi,
    period: Period,
    given: Mapping[str, Answers],
    reading: Reading | None,
    context: Context,
) -> AnswersChange:
    before = context.kept(kpi.id, period.id)
    after = {who: stored(row) for who, row in given.items()}
    added, changed = merged(before, after)
    return AnswersChange(
        kpi=kpi,
        period=period,
        reading=reading,
        rows={**before, **after},
        added=added,
        changed=changed,
    )


def _scored(
    kpi: AnyKpi, change: AnswersChange, base: Result | None, context: Context
) -> Result:
    rows = [restored(text) for text in change.rows.values()]
    instrument = context.instrument(kpi)
    figure: AnyFigure | None = None
    asked = context.question(kpi)
    if asked is not None:
        figure = share_of(asked, rows)
    elif isinstance(kpi, MeasuredKpi) and instrument is not None and change.reading:
        figure = figure_of(kpi, instrument, rows, change.reading)
    plan = context.dossier.plan(kpi.id)
    blank = Result(
        kpi_id=kpi.id, period=change.period, mode=plan.mode if plan else None
    )
    start = base or blank
    draft = context.drafts.get((kpi.id, change.period))
    return replace(
        start,
        presence=Presence.MEASURED,
        figure=figure,
        responded=len(rows) if start.responded is None else start.responded,
        source=Source.RAW_ANSWERS,
        revision=draft.revision if draft is not None else 0,
    )


def _wrong(
    kpi: AnyKpi, after: Result, typed: AnyFigure | None, context: Context
) -> Iterable[Problem]:
    where = f"{kpi.id} {after.period.id}"
    if typed is not None and typed != after.figure:
        yield Problem("two-figures", where, _about(where, _TWO_FIGURES))
    for problem in problems(after, kpi, context.instrument(kpi)):
        text = _ASKED.get(problem.where) if problem.code == "needed" else None
        yield Problem(problem.code, where, _about(where, text or problem.text))


def _change(kpi: AnyKpi, after: Result, context: Context) -> ResultChange:
    before = context.drafts.get((kpi.id, after.period))
    return ResultChange(kpi=kpi, after=after, before=before)


def _about(where: str, text: Text) -> Text:
    return Text(nl=f"{where}: {text.nl}", en=f"{where}: {text.en}")


_NO_TABLE = Text(
    nl="In dit bestand staat geen tabel met de koppen KPI-code en Periode. Begin met "
    "het invulbestand van deze afspraak.",
    en="This file has no table with the headings KPI code and Period. Begin with the "
    "fill-in workbook of this agreement.",
)
_TWO_FIGURES = Text(
    nl="de ingevulde meting is een andere dan die uit de losse antwoorden. Laat de "
    "meting leeg, of haal de losse antwoorden weg.",
    en="the result filled in differs from that of the single answers. Leave the result "
    "empty, or take the single answers out.",
)
_ASKED = {
    "invited": Text(
        nl="vul op het blad met metingen in hoeveel er zijn uitgenodigd.",
        en="enter on the sheet with results how many were invited.",
    ),
    "responded": Text(
        nl="vul op het blad met metingen in hoeveel er antwoordden.",
        en="enter on the sheet with results how many responded.",
    ),
    "mode": Text(
        nl="vul op het blad met metingen in hoe er is gevraagd.",
        en="enter on the sheet with results how people were asked.",
    ),
}
