"""The local improvement plan as a Word document, laid out like the paper template."""

from collections.abc import Sequence
from datetime import date

from kpikit.domain.improvement import template_words as words
from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.domain.improvement.template import DETAIL, HEAD, TABLE, THEME, LocalPlan
from kpikit.text import Language
from kpikit.word.document import Paper

_HEAD, _THEMES = (6.0, 20.5), (6.0, 3.0, 8.75, 8.75)
_TABLE, _DETAIL = (1.2, 7.2, 7.2, 3.0, 3.0, 4.9), (8.0, 18.5)
_ROOM_FOR_A_THEME, _ROOM_FOR_AN_ACTION, _ROOM_FOR_AN_ANSWER = 1.3, 1.1, 0.9


def plan_document(plan: LocalPlan, language: Language) -> bytes:
    """Return the document; the same plan gives the same bytes."""
    title = words.PLAN.in_(language)
    paper = Paper.new(f"{title} {plan.care_path}".strip(), plan.hospital, language)
    _front(paper, plan, language)
    paper.heading(words.QUESTIONS.in_(language), new_page=True)
    for theme in plan.themes:
        paper.heading(theme.name.in_(language), 2)
        for question in theme.questions:
            paper.point(question.in_(language))
    _actions(paper, plan, language)
    for number in range(1, MOST_ACTIONS + 1):
        _detail(paper, plan, number, language)
    return paper.data()


def _front(paper: Paper, plan: LocalPlan, language: Language) -> None:
    paper.title(words.PLAN.in_(language))
    paper.paragraph(words.LEAD.in_(language))
    rows = [
        (f.label.in_(language), _said(getattr(plan, f.code), language)) for f in HEAD
    ]
    paper.table(rows, _HEAD, head=False)
    paper.heading(words.THEMES.in_(language))
    paper.paragraph(words.INSTRUCTION.in_(language))
    themes: list[Sequence[str]] = [[f.label.in_(language) for f in THEME]]
    for theme in plan.themes:
        given = plan.score(theme.code)
        said = (_said(getattr(given, f.code), language) for f in THEME[1:])
        themes.append((theme.name.in_(language), *said))
    paper.table(themes, _THEMES, head=True, room=_ROOM_FOR_A_THEME)


def _actions(paper: Paper, plan: LocalPlan, language: Language) -> None:
    paper.heading(words.ACTIONS.in_(language), new_page=True)
    paper.paragraph(words.ACTIONS_LEAD.in_(language))
    rows = [[f.label.in_(language) for f in TABLE]]
    for number in range(1, MOST_ACTIONS + 1):
        action = plan.action(number)
        rows.append([_said(getattr(action, f.code), language) for f in TABLE])
    paper.table(rows, _TABLE, head=True, room=_ROOM_FOR_AN_ACTION)


def _detail(paper: Paper, plan: LocalPlan, number: int, language: Language) -> None:
    action, title = plan.action(number), words.DETAIL.in_(language)
    name = words.action(number).in_(language)
    paper.heading(f"{title}: {name.lower()}", new_page=True)
    rows = [
        (f.label.in_(language), _said(getattr(action, f.code), language))
        for f in DETAIL
    ]
    paper.table(rows, _DETAIL, head=False, room=_ROOM_FOR_AN_ANSWER)


def _said(value: str | float | date | None, language: Language) -> str:
    """Return a value as the reader writes it; nothing while there is none."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}" if language == "nl" else value.isoformat()
    return "" if value is None else f"{value}"
