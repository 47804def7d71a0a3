"""The local improvement plan as a workbook that is laid out like the paper template."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from kpikit.domain.improvement import template_words as words
from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.domain.improvement.template import (
    DETAIL,
    HEAD,
    TABLE,
    THEME,
    Field,
    Kind,
    LocalPlan,
)
from kpikit.excel import house_style, writer
from kpikit.excel.export import Edition
from kpikit.excel.page import Between, Book, Page, Sheet
from kpikit.excel.surroundings import Margins
from kpikit.excel.values import GENERAL, Value, stored
from kpikit.excel.writer import Frame
from kpikit.text import Language, Text, same

_THEME_WIDTHS = (34, 14, 56, 56)
_TABLE_WIDTHS = (6, 46, 46, 16, 16, 30)
_DETAIL_WIDTHS = (44, 100)
_ROOM_FOR_A_THEME, _ROOM_FOR_AN_ACTION, _ROOM_FOR_AN_ANSWER = 62, 30, 58
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_NO_EDITION: Edition = None  # type: ignore[assignment]
"""These sheets hold what they need themselves; they are of no export."""


def plan_workbook(plan: LocalPlan, language: Language) -> bytes:
    """Return the workbook; the same plan gives the same bytes."""
    book = Book()
    pages = [
        _page(book, language, words.PLAN, lambda page: _front(page, plan)),
        _page(book, language, words.QUESTIONS, lambda page: _questions(page, plan)),
        _page(book, language, words.ACTIONS, lambda page: _table(page, plan)),
    ]
    for number in range(1, MOST_ACTIONS + 1):
        title = words.action(number)
        pages.append(_page(book, language, title, _detail_of(plan, number)))
    return writer.write(pages, book, _frame(plan, language))


def _page(
    book: Book, language: Language, title: Text, write: Callable[[Page], None]
) -> Page:
    sheet = Sheet(
        code=title.en,
        order=0,
        title=title,
        about=title,
        write=lambda page, _: write(page),
        one_page=True,
    )
    page = Page(sheet=sheet, language=language, book=book)
    sheet.write(page, _NO_EDITION)
    return page


def _front(page: Page, plan: LocalPlan) -> None:
    page.columns(*_THEME_WIDTHS)
    page.heading_of_page(words.LEAD)
    for field in HEAD:
        page.put(1, field.label, "label")
        _entry(page, 2, field, getattr(plan, field.code), look="entry_line")
        page.row += 1
    page.row += 1
    page.lead(words.INSTRUCTION)
    page.row += 1
    _heads(page, THEME)
    for theme in plan.themes:
        page.row += 1
        said = plan.score(theme.code)
        page.put(1, theme.name, "label")
        for column, field in enumerate(THEME[1:], start=2):
            value = getattr(said, field.code)
            _entry(page, column, field, value, _ROOM_FOR_A_THEME)
        page.allow(Between(low=plan.lowest, high=plan.highest, whole=True), 2)


def _questions(page: Page, plan: LocalPlan) -> None:
    page.columns(110)
    page.heading_of_page()
    for theme in plan.themes:
        page.heading(theme.name)
        for question in theme.questions:
            page.paragraph(_point(question))
        page.row += 1


def _point(question: Text) -> Text:
    return Text(nl=f"•  {question.nl}", en=f"•  {question.en}")


def _table(page: Page, plan: LocalPlan) -> None:
    page.columns(*_TABLE_WIDTHS)
    page.heading_of_page(words.ACTIONS_LEAD)
    _heads(page, TABLE)
    page.frozen = (page.row + 1, 2)
    for number in range(1, MOST_ACTIONS + 1):
        page.row += 1
        action = plan.action(number)
        page.put(1, number, "left_number")
        for column, field in enumerate(TABLE[1:], start=2):
            value = getattr(action, field.code)
            _entry(page, column, field, value, _ROOM_FOR_AN_ACTION)


def _detail_of(plan: LocalPlan, number: int) -> Callable[[Page], None]:
    def write(page: Page) -> None:
        action = plan.action(number)
        page.columns(*_DETAIL_WIDTHS)
        page.put(1, words.DETAIL, "title")
        page.heights[page.row] = 28
        page.row += 2
        for field in DETAIL:
            page.put(1, field.label, "label")
            value = getattr(action, field.code)
            if field.code == "number":
                page.put(2, number, "left_number")
            else:
                room = _ROOM_FOR_AN_ANSWER if field.kind is Kind.LINES else 0
                _entry(page, 2, field, value, room)
            page.row += 1

    return write


def _heads(page: Page, fields: Sequence[Field]) -> None:
    for column, field in enumerate(fields, start=1):
        page.put(column, field.label, "head")


def _entry(
    page: Page,
    column: int,
    field: Field,
    value: Value,
    room: float = 0,
    *,
    look: str = "entry",
) -> None:
    """Write what is filled in, or an open cell, with room to write in."""
    if value in (None, ""):
        day = stored(date(2026, 1, 1), page.language).number_format
        page.leave_open(column, look, day if field.kind is Kind.DAY else GENERAL)
    else:
        page.put(column, same(value) if isinstance(value, str) else value, look)
    if room:
        words = str(value or "")
        needed = house_style.height(words, look, page.widths[column])
        page.heights[page.row] = max(room, needed, page.heights.get(page.row, 0))


def _frame(plan: LocalPlan, language: Language) -> Frame:
    title = words.PLAN.in_(language)
    return Frame(
        title=f"{title} {plan.care_path}".strip(),
        company=plan.hospital,
        margins=Margins(left=plan.care_path, right=title, footer="kpikit"),
        moment=_FIXED,
    )
