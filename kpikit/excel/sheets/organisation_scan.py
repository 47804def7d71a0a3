"""The organisation scan as the hospital showed it: scores year by year."""

from kpikit.domain.improvement.organisation_scan import SCALE, changed
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text, same


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    scans, kind = edition.annex.scans, edition.annex.scan_kind
    if kind is None:
        return
    years = [scan.year for scan in scans]
    rows: list[tuple[Value, ...]] = [
        (
            theme.name,
            *(_score(scan.of(theme.code).score) for scan in scans),
            _score(changed(theme.code, years[-1], scans)),
            scans[-1].of(theme.code).why or "–",
        )
        for theme in kind.theme
    ]
    columns = [
        STATEMENT,
        *(Column(head=same(f"{y}"), width=16, look="left_number") for y in years),
        CHANGE,
        WHY,
    ]
    page.table(columns, rows, keep=1)
    page.heading(_SCALE)
    for number, name in enumerate(SCALE):
        page.pair(same(f"{number}"), name)
    page.row += 1
    page.heading(_QUESTIONS)
    for theme in kind.theme:
        page.lead(theme.name, "strong_line")
        for question in theme.questions:
            page.lead(question, "prose_line")


def _score(score: int | None) -> Value:
    return "–" if score is None else score


_LEAD = Text(
    nl="Hoe ver het samen beslissen gaat in het hele ziekenhuis, van 0 tot en met 4. "
    "Woorden en schaal zijn van kpikit: dit is geen gevalideerde meting en niet "
    "bedoeld om ziekenhuizen te vergelijken.",
    en="How far deciding together goes in the whole hospital, from 0 to 4. Words and "
    "scale are kpikit’s own: this is no validated measure and not meant to compare "
    "hospitals.",
)
_SCALE = Text(nl="Wat de scores betekenen", en="What the scores mean")
_QUESTIONS = Text(nl="Vragen die helpen", en="Questions that help")
STATEMENT = Column(head=Text(nl="Stelling", en="Statement"), width=50, look="strong")
CHANGE = Column(head=Text(nl="Verschil", en="Change"), width=16, look="left_number")
WHY = Column(head=Text(nl="Wat u ervan ziet", en="What one sees of it"), width=50)
SHEET = Sheet(
    code="organisation_scan",
    order=82,
    title=Text(nl="Organisatiescan", en="Organisation scan"),
    about=Text(
        nl="Hoe ver het samen beslissen gaat in het hele ziekenhuis",
        en="How far deciding together goes in the whole hospital",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.scans),
)
