"""The fill-in workbook of an agreement: results, single answers and instructions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from kpikit.domain.agreement import Dossier
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, Mode
from kpikit.domain.party import DECIDING
from kpikit.domain.result.figure import (
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    figure_kind,
)
from kpikit.domain.result.incoming.answers import items_of, scorable
from kpikit.domain.result.incoming.columns import (
    ANSWER_HEADS,
    COLUMNS,
    ResultColumn,
    item_head,
)
from kpikit.domain.result.incoming.context import question_of
from kpikit.domain.result.incoming.results import INSUFFICIENT
from kpikit.domain.result.result import PRESENCE_NAMES, Presence, Result
from kpikit.domain.result.schedule import Due
from kpikit.domain.scoring import Question
from kpikit.excel import results_form_words as words
from kpikit.excel import writer
from kpikit.excel.export import Edition
from kpikit.excel.page import Between, Book, ListOf, Page, Sheet
from kpikit.excel.surroundings import Margins
from kpikit.excel.values import Value
from kpikit.excel.words import named
from kpikit.excel.writer import Frame
from kpikit.text import LANGUAGES, Language, Text

_MOST = 1_000_000


def fill_in_workbook(
    dossier: Dossier,
    rows: Sequence[tuple[Due, Result | None]],
    instruments: Mapping[str, Instrument],
    language: Language,
) -> bytes:
    """Return the workbook: a row for each result that is asked, filled as it stands.

    The same agreement and results give the same bytes.
    """
    book = Book()
    pages = [
        Page(sheet=sheet, language=language, book=book)
        for sheet in _sheets(dossier, rows, instruments)
    ]
    for page in sorted(pages, key=lambda page: not page.sheet.hidden):
        page.sheet.write(page, _NO_EDITION)
    return writer.write(tuple(pages), book, _frame(dossier, language))


_NO_EDITION: Edition = None  # type: ignore[assignment]
"""These sheets hold what they need themselves; they are of no export."""


def _sheets(
    dossier: Dossier,
    rows: Sequence[tuple[Due, Result | None]],
    instruments: Mapping[str, Instrument],
) -> Iterator[Sheet]:
    yield _sheet("read_me", words.READ_ME, _instructions)
    yield _sheet("results", words.RESULTS, lambda page: _results(page, rows))
    for instrument, kpis in _scorable(dossier, instruments):
        title = Text(
            nl=f"Antwoorden {instrument.name.nl}"[:31],
            en=f"Answers {instrument.name.en}"[:31],
        )
        yield _sheet(
            f"answers_{instrument.id}",
            title,
            partial(_answers, instrument=instrument, kpis=kpis),
        )
    for kpi, question in _asked(dossier, instruments):
        title = Text(nl=f"Antwoorden {kpi.id}", en=f"Answers {kpi.id}")
        yield _sheet(
            f"answers_{kpi.id}", title, partial(_worded, kpi=kpi, question=question)
        )
    yield _sheet("lists", words.LISTS, _lists, hidden=True)


def _sheet(
    code: str, title: Text, write: Callable[[Page], None], *, hidden: bool = False
) -> Sheet:
    return Sheet(
        code=code,
        order=0,
        title=title,
        about=title,
        write=lambda page, _: write(page),
        hidden=hidden,
    )


def _scorable(
    dossier: Dossier, instruments: Mapping[str, Instrument]
) -> list[tuple[Instrument, list[AnyKpi]]]:
    found: dict[str, list[AnyKpi]] = {}
    for kpi in dossier.kpis:
        instrument = instruments.get(kpi.instrument or "")
        if question_of(dossier, kpi, instrument) is not None:
            continue
        if instrument is not None and scorable(kpi, instrument):
            found.setdefault(instrument.id, []).append(kpi)
    return [(instruments[code], kpis) for code, kpis in found.items()]


def _asked(
    dossier: Dossier, instruments: Mapping[str, Instrument]
) -> Iterator[tuple[AnyKpi, Question]]:
    """Yield each KPI of which the parties wrote the question themselves."""
    for kpi in dossier.kpis:
        found = question_of(dossier, kpi, instruments.get(kpi.instrument or ""))
        if found is not None:
            yield kpi, found


def _instructions(page: Page) -> None:
    page.columns(110)
    for language in sorted(LANGUAGES, key=lambda each: each != page.language):
        page.put(1, words.READ_ME.in_(language), "title")
        page.heights[page.row] = 28
        page.row += 1
        for line in words.INSTRUCTIONS:
            page.paragraph(line.in_(language))
        page.row += 1


def _results(page: Page, rows: Sequence[tuple[Due, Result | None]]) -> None:
    columns = _used(rows)
    page.columns(*(column.width for column in columns))
    for number, column in enumerate(columns, start=1):
        page.put(number, column.head, "head")
    page.frozen = (page.row + 1, 4)
    first = page.row
    for due, result in rows:
        page.row += 1
        _row(page, columns, due, result)
    page.filtered = (first, 1, page.row, len(columns))


def _used(rows: Sequence[tuple[Due, Result | None]]) -> list[ResultColumn]:
    """Return the columns that any of the results can use."""
    kinds = {figure_kind(due.kpi) for due, _ in rows}
    return [c for c in COLUMNS if not c.figures or c.figures & kinds or not kinds]


def _row(
    page: Page, columns: Sequence[ResultColumn], due: Due, result: Result | None
) -> None:
    kind = figure_kind(due.kpi)
    values: dict[str, Value] = {
        "kpi": str(due.kpi.id),
        "name": due.kpi.name,
        "period": due.period.id,
    }
    values |= {} if result is None else _values(result)
    for number, column in enumerate(columns, start=1):
        value = values.get(column.field)
        if value not in (None, ""):
            page.put(number, value, "number" if column.whole else "body")
        elif column.figures and kind not in column.figures:
            continue
        allowed = _allowed(column)
        if allowed is not None:
            page.allow(allowed, number)


def _values(result: Result) -> dict[str, Value]:
    figure = result.figure
    found: dict[str, Value] = {
        "presence": PRESENCE_NAMES[result.presence],
        "eligible": result.eligible,
        "invited": result.invited,
        "responded": result.responded,
        "mode": named(result.mode) if result.mode else None,
        "note": result.note,
    }
    if isinstance(figure, ShareFigure):
        found |= {"numerator": figure.numerator, "valid": figure.denominator}
    elif isinstance(figure, MeanFigure):
        found |= {
            "mean": figure.mean,
            "standard_deviation": figure.standard_deviation,
            "valid": figure.n,
        }
    elif isinstance(figure, CountFigure):
        found |= {"count": figure.count}
    elif isinstance(figure, TwoSharesFigure):
        found |= {
            "numerator": figure.first.numerator,
            "valid": figure.first.denominator,
            "second_numerator": figure.second.numerator,
            "second_valid": figure.second.denominator,
        }
    elif isinstance(figure, LevelFigure):
        found |= {"level": INSUFFICIENT if figure.level is None else figure.level}
    return found


def _allowed(column: ResultColumn) -> ListOf | Between | None:
    if column.field in _LISTS:
        return ListOf(code=column.field)
    if column.whole:
        return Between(low=0, high=_MOST, whole=True)
    return None


def _answers(page: Page, instrument: Instrument, kpis: Sequence[AnyKpi]) -> None:
    items = range(1, items_of(instrument) + 1)
    heads = [*ANSWER_HEADS.values(), *(item_head(item) for item in items)]
    page.columns(*([12] * len(ANSWER_HEADS)), *([10] * len(items)))
    page.lead(words.answers_of(instrument, [str(kpi.id) for kpi in kpis]))
    if instrument.coding is not None:
        page.lead(words.coding(instrument.coding))
    _heads(page, heads)


def _worded(page: Page, kpi: AnyKpi, question: Question) -> None:
    page.columns(*([12] * len(ANSWER_HEADS)), 30)
    page.lead(words.asked_of(kpi, question))
    for option in question.options:
        page.put(1, option.words, "lead")
        page.row += 1
    _heads(page, [*ANSWER_HEADS.values(), item_head(1)])


def _heads(page: Page, heads: Sequence[Text]) -> None:
    for number, head in enumerate(heads, start=1):
        page.put(number, head, "head")
    page.frozen = (page.row + 1, len(ANSWER_HEADS) + 1)


def _lists(page: Page) -> None:
    for column, (code, choices) in enumerate(_LISTS.items(), start=1):
        page.row = 1
        page.put(column, code, "head")
        page.widths[column] = 28
        for choice in choices:
            page.row += 1
            page.put(column, choice)
        page.book.lists[code] = (column, page.row)


def _frame(dossier: Dossier, language: Language) -> Frame:
    agreement = dossier.agreement
    parties = [agreement.party(role) for role in DECIDING]
    return Frame(
        title=agreement.title,
        company=", ".join(p.name for p in parties if p),
        margins=Margins(
            left=agreement.title, right=words.READ_ME.in_(language), footer="kpikit"
        ),
        moment=datetime(agreement.first_year, 1, 1, tzinfo=UTC),
    )


_LISTS: Mapping[str, Sequence[Text]] = {
    "presence": [PRESENCE_NAMES[each] for each in Presence],
    "mode": [named(mode) for mode in Mode],
    "level": [
        *(Text(nl=f"{level}", en=f"{level}") for level in range(5)),
        INSUFFICIENT,
    ],
}
