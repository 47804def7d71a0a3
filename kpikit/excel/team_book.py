"""The working book of a team: what kpikit holds for teams, with room to fill in.

The survey of nurses with own answers beside it, the obstacles with the votes of the
team, the cards for a difficult talk, the statements of the organisation scan and the
recommendations. It is of no agreement and holds nothing of one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from kpikit.domain.conversation import RECORDING, RECORDING_STEPS
from kpikit.domain.improvement.organisation_scan import SCALE
from kpikit.domain.library import Library
from kpikit.domain.staff_survey import (
    ABOUT_NAMES,
    BESIDE_NAMES,
    SurveyFigure,
    composition,
    own_beside,
    ranked,
)
from kpikit.excel import team_book_words as words
from kpikit.excel import writer
from kpikit.excel.export import Edition
from kpikit.excel.page import Between, Book, Page, Sheet
from kpikit.excel.surroundings import Margins
from kpikit.excel.values import GENERAL, Value
from kpikit.excel.writer import Frame
from kpikit.text import Language, Text, same

_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_NO_EDITION: Edition = None  # type: ignore[assignment]
"""These sheets hold what they need themselves; they are of no export."""
_MOST = 1_000_000
_OPEN_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """What a team typed: answers beside a published figure, and votes on obstacles.

    ``answers`` holds how many said so of how many, by question and place of the figure.
    """

    answers: Mapping[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    votes: Mapping[str, int] = field(default_factory=dict)
    added: Sequence[tuple[str, int]] = ()


def team_workbook(library: Library, own: OwnAnswers, language: Language) -> bytes:
    """Return the workbook; the same answers give the same bytes."""
    book = Book()
    pages = [
        _page(book, language, title, about, partial(write, library=library, own=own))
        for title, about, write in _SHEETS
    ]
    return writer.write(pages, book, _frame(language))


def _page(
    book: Book,
    language: Language,
    title: Text,
    about: Text,
    write: Callable[[Page], None],
) -> Page:
    sheet = Sheet(
        code=title.en,
        order=0,
        title=title,
        about=about,
        write=lambda page, _: write(page),
    )
    page = Page(sheet=sheet, language=language, book=book)
    page.heading_of_page(about)
    sheet.write(page, _NO_EDITION)
    return page


def _survey(page: Page, library: Library, own: OwnAnswers) -> None:
    rows, given = [], []
    for question in library.survey:
        for place, figure in enumerate(question.figures):
            answers = own.answers.get((question.id, place))
            given.append(answers)
            rows.append(
                (
                    question.asked,
                    question.counts,
                    figure.group,
                    figure.percent,
                    figure.n,
                    *_beside(figure, answers),
                )
            )
    written = page.table(words.SURVEY_COLUMNS, rows, keep=1)
    for row, answers in zip(written, given, strict=True):
        if answers is None:
            _open(page, row, 6, 7)
    page.heading(words.NOTES)
    for question in library.survey:
        if question.note is not None:
            page.lead(question.asked, "strong_line")
            page.lead(question.note, "prose_line")


def _written(page: Page, library: Library, own: OwnAnswers) -> None:
    del own
    page.heading(words.REMARKS)
    page.table(
        words.REMARK_COLUMNS,
        [(ABOUT_NAMES[each.about], each.says) for each in library.remarks],
        main=False,
    )
    page.heading(words.RESPONDENTS)
    page.table(
        words.RESPONDENT_COLUMNS,
        [
            (each.trait, group, n, percent)
            for each in composition(library.respondents)
            for group, n, percent in each.groups
        ],
        main=False,
    )


def _beside(figure: SurveyFigure, answers: tuple[int, int] | None) -> Sequence[Value]:
    """Return the own count and number, the share with its interval, and a sentence."""
    if answers is None:
        return ("–",) * 5
    found = own_beside(figure, *answers)
    ends = (found.share.lower, found.share.upper)
    low, high = (round(100 * end) if end is not None else "–" for end in ends)
    estimate = found.share.estimate
    share: Value = round(100 * estimate) if estimate is not None else "–"
    between = Text(nl=f"{low} tot {high}", en=f"{low} to {high}")
    return (*answers, share, between, BESIDE_NAMES[found.beside])


def _obstacles(page: Page, library: Library, own: OwnAnswers) -> None:
    names = [(o.id, o.name.in_(page.language)) for o in library.obstacles]
    names += [(f"own-{nr}", name) for nr, (name, _n) in enumerate(own.added)]
    votes = {**own.votes, **{f"own-{nr}": n for nr, (_, n) in enumerate(own.added)}}
    if ranking := ranked(names, votes):
        page.heading(words.RANKING)
        rows = [(rank, same(name), n) for rank, name, n in ranking]
        page.table(words.RANKING_COLUMNS, rows, main=False)
    page.heading(words.EVERY_OBSTACLE)
    listed: list[tuple[Value, ...]] = [
        (nr, o.name, own.votes.get(o.id) or "–", o.mentioned)
        for nr, o in enumerate(library.obstacles, start=1)
    ]
    listed += [("–", same(name), n, "–") for name, n in own.added]
    listed += [("–", "–", "–", "–")] * _OPEN_ROWS
    written = page.table(words.OBSTACLE_COLUMNS, listed, main=False)
    for row, (_nr, name, n, _mentioned) in zip(written, listed, strict=True):
        _open(page, row, *([2] if name == "–" else []), *([3] if n == "–" else []))


def _cards(page: Page, library: Library, own: OwnAnswers) -> None:
    del own
    page.table(
        words.CARD_COLUMNS,
        [
            (
                card.objection,
                _lines(card.answer),
                card.evidence,
                "; ".join(library.source(id_).citation for id_ in card.sources),
            )
            for card in library.cards
        ],
    )
    page.heading(RECORDING)
    for step in RECORDING_STEPS:
        page.lead(step, "prose_line")


def _scan(page: Page, library: Library, own: OwnAnswers) -> None:
    del own
    kind = library.organisation_scan
    rows = [(theme.name, "–", "–", _lines(theme.questions)) for theme in kind.theme]
    allowed = Between(low=kind.lowest, high=kind.highest, whole=True)
    for row in page.table(words.SCAN_COLUMNS, rows, main=False):
        _open(page, row, 2, 3)
        page.allow(allowed, 2, row)
    page.heading(words.SCALE)
    for number, name in enumerate(SCALE):
        page.pair(same(f"{number}"), name)


def _advice(page: Page, library: Library, own: OwnAnswers) -> None:
    del own
    page.table(
        words.ADVICE_COLUMNS,
        [
            (
                each.number,
                each.title,
                _lines(each.points),
                "\n".join(example.link for example in each.example_links) or "–",
            )
            for each in library.recommendations
        ],
    )


def _sources(page: Page, library: Library, own: OwnAnswers) -> None:
    del own
    named = [id_ for question in library.survey for id_ in question.sources]
    named += [id_ for each in library.obstacles for id_ in each.sources]
    named += [id_ for card in library.cards for id_ in card.sources]
    named += [each.source for each in library.recommendations]
    sources = [library.source(id_) for id_ in dict.fromkeys(named)]
    page.table(
        words.SOURCE_COLUMNS,
        [
            (s.citation, s.link or (f"https://doi.org/{s.doi}" if s.doi else "–"))
            for s in sources
        ],
    )


def _open(page: Page, row: int, *columns: int) -> None:
    """Leave cells of a row that was written open, for the reader to fill in."""
    after, page.row = page.row, row
    for column in columns:
        page.leave_open(column, "entry", GENERAL)
    page.row = after


def _lines(texts: Sequence[Text]) -> Text:
    return Text(
        nl="\n".join(f"•  {t.nl}" for t in texts),
        en="\n".join(f"•  {t.en}" for t in texts),
    )


def _frame(language: Language) -> Frame:
    title = words.TITLE.in_(language)
    return Frame(
        title=title,
        company="kpikit",
        margins=Margins(left=title, right="", footer="kpikit"),
        moment=_FIXED,
    )


_SHEETS = (
    (words.SURVEY, words.SURVEY_LEAD, _survey),
    (words.OBSTACLES, words.OBSTACLES_LEAD, _obstacles),
    (words.WRITTEN, words.WRITTEN_LEAD, _written),
    (words.CARDS, words.CARDS_LEAD, _cards),
    (words.SCAN, words.SCAN_LEAD, _scan),
    (words.ADVICE, words.ADVICE_LEAD, _advice),
    (words.SOURCES, words.SOURCES_LEAD, _sources),
)
