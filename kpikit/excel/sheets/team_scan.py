"""The team scans as the hospital showed them: years side by side, and the spread."""

from collections.abc import Iterator

from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.team_scan import (
    TeamScan,
    by_path,
    change,
    former,
    in_words,
)
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text, same


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    kind = edition.annex.team_scan_kind
    if kind is None:
        return
    for scans in by_path(edition.annex.team_scans):
        _scores(page, kind, scans)
        _remarks(page, kind, scans)
    page.heading(_QUESTIONS)
    for theme in kind.theme:
        page.lead(theme.name, "strong_line")
        for question in theme.questions:
            page.lead(question, "prose_line")


def _scores(page: Page, kind: ScanKind, scans: tuple[TeamScan, ...]) -> None:
    """Write every year beside the former, and how far the persons lay apart."""
    last = scans[-1]
    before = former(last, scans)
    apart = [scan for scan in (before, last) if scan is not None]
    page.heading(last.care_path)
    columns = [
        THEME,
        *(Column(head=same(f"{s.year}"), width=18, look="left_number") for s in scans),
        CHANGE,
        *(Column(head=_apart(scan.year), width=40) for scan in apart),
    ]
    rows: list[tuple[Value, ...]] = [
        (RECORDED, *(s.on for s in scans), "–", *("–" for _ in apart))
    ]
    rows += [
        (
            theme.name,
            *(_score(scan.of(theme.code).score) for scan in scans),
            _score(change(theme.code, last, before)),
            *(in_words(scan.spread_of(theme.code)) for scan in apart),
        )
        for theme in kind.theme
    ]
    page.table(columns, rows, main=False)


def _remarks(page: Page, kind: ScanKind, scans: tuple[TeamScan, ...]) -> None:
    """Write by theme and year what goes as expected and what can be better."""
    page.heading(_REMARKS)
    page.table(REMARK_COLUMNS, _remarked(kind, scans), main=False)


def _remarked(
    kind: ScanKind, scans: tuple[TeamScan, ...]
) -> Iterator[tuple[Value, ...]]:
    for theme in kind.theme:
        for scan in scans:
            said = scan.of(theme.code)
            yield theme.name, same(f"{scan.year}"), said.well or "–", said.better or "–"


def _apart(year: int) -> Text:
    return Text(nl=f"Apart gescoord in {year}", en=f"Scored apart in {year}")


def _score(score: int | None) -> Value:
    return "–" if score is None else score


_LEAD = Text(
    nl="Hoe goed het team het doet op zes thema’s, van 0 tot en met 5. Ieder scoorde "
    "eerst alleen. Daarna legde het team samen één scan vast. De schaal is geen "
    "gevalideerde meting en niet bedoeld om teams te vergelijken.",
    en="How well the team does on six themes, from 0 to 5. Each scored alone first. "
    "Then the team recorded one scan together. The scale is no validated measure and "
    "not meant to compare teams.",
)
_QUESTIONS = Text(nl="Vragen die helpen", en="Questions that help")
_REMARKS = Text(nl="Wat het team erbij zei", en="What the team said about it")
RECORDED = Text(nl="Vastgelegd op", en="Recorded on")
THEME = Column(head=Text(nl="Thema", en="Theme"), width=34, look="strong")
CHANGE = Column(head=Text(nl="Verschil", en="Change"), width=16, look="left_number")
REMARK_COLUMNS = (
    THEME,
    Column(head=Text(nl="Jaar", en="Year"), width=18, look="left_number"),
    Column(
        head=Text(nl="Wat gaat zoals verwacht", en="What goes as expected"), width=40
    ),
    Column(head=Text(nl="Wat kan beter", en="What can be better"), width=40),
)
SHEET = Sheet(
    code="team_scan",
    order=83,
    title=Text(nl="Teamscan", en="Team scan"),
    about=Text(
        nl="De zes thema’s, jaar naast jaar, en hoe ver het team uiteen lag",
        en="The six themes, year beside year, and how far the team lay apart",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.team_scans),
)
