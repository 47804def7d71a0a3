"""The reviews that both parties confirmed: findings, judgements and decisions."""

from collections.abc import Iterator, Sequence
from functools import partial

from kpikit.domain.advice.words import joined
from kpikit.domain.party import PARTY_NAMES
from kpikit.domain.review.events import events_of
from kpikit.domain.review.rating import rated_level
from kpikit.domain.review.record import Record, Section, trend_in
from kpikit.domain.review.review import DECISION_NAMES, PERSPECTIVE_NAMES
from kpikit.excel.annex import HeldReview
from kpikit.excel.export import Edition
from kpikit.excel.page import MISSING, NOT_APPLICABLE, Column, Page, Picture, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text, same

_ROWS_OF_A_PICTURE = 16
_PICTURES_ON_A_PAGE = 2


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    for number, each in enumerate(edition.annex.reviews):
        if number:
            page.page_break()
        _review(page, each)
    _pictures(page, edition)


def _review(page: Page, held: HeldReview) -> None:
    record, frame = held.record, held.record.frame
    title = Text(nl=f"Terugblik {record.number}", en=f"Review {record.number}")
    page.heading(title)
    page.pair(_HELD_ON, frame.held_on, "left_number")
    page.pair(_PEOPLE, "\n".join(frame.people))
    page.pair(_NEXT, frame.next_on, "left_number")
    if frame.remark:
        page.pair(_REMARK, frame.remark)
    for approval in held.approvals:
        page.pair(
            PARTY_NAMES[approval.role], f"{approval.name}, {approval.at:%Y-%m-%d}"
        )
    page.row += 1
    page.table(_COLUMNS, [_decision(s) for s in record.sections], main=False)
    for section in record.sections:
        _section(page, section)
    rows = list(_ratings(record))
    if rows:
        page.table(_RATING_COLUMNS, rows, main=False)
    page.lead(_labelled(_CODE, same(held.approvals[-1].content_hash)), "prose_line")
    page.row += 1


def _decision(section: Section) -> tuple[Value, ...]:
    entry = section.entry
    return (
        str(section.kpi_id),
        section.name,
        DECISION_NAMES[entry.decision] if entry.decision else None,
        entry.what or NOT_APPLICABLE,
        entry.owner or NOT_APPLICABLE,
        entry.due or NOT_APPLICABLE,
    )


def _section(page: Page, section: Section) -> None:
    """Write what was computed, judged together and told, each under its own name."""
    entry = section.entry
    name = Text(
        nl=f"{section.kpi_id}  {section.name.nl}",
        en=f"{section.kpi_id}  {section.name.en}",
    )
    page.lead(name, "strong_line")
    computed = joined(section.headline, section.sentence)
    page.lead(_labelled(_COMPUTED, computed), "prose_line")
    together = same(entry.together) if entry.together else MISSING
    page.lead(_labelled(_TOGETHER, together), "prose_line")
    if entry.story:
        page.lead(_labelled(_STORY, same(entry.story)), "prose_line")
    page.row += 1


def _labelled(label: Text, said: Text) -> Text:
    return Text(nl=f"{label.nl}: {said.nl}", en=f"{label.en}: {said.en}")


def _ratings(record: Record) -> Iterator[tuple[Value, ...]]:
    for section in record.sections:
        rated = rated_level(section.ratings, section.entry.evidence)
        for rating in section.ratings:
            level = _TOO_LITTLE if rating.level is None else rating.level
            name = PARTY_NAMES[rating.role]
            yield (str(section.kpi_id), name, level, rating.why or NOT_APPLICABLE)
        if rated is not None and rated.median is not None:
            spread = f"{rated.spread}"
            said = Text(nl=f"verschil {spread}", en=f"spread {spread}")
            yield (str(section.kpi_id), _MEDIAN, rated.median, said)
        for each in section.entry.evidence:
            side = PERSPECTIVE_NAMES[each.perspective]
            yield (str(section.kpi_id), side, _EVIDENCE, same(each.words))


def _pictures(page: Page, edition: Edition) -> None:
    """Put the chart of each KPI as the last review showed it."""
    from kpikit.charts.kinds.result_course import CHART
    from kpikit.charts.result_data import ResultCourse

    records: Sequence[Record] = [held.record for held in edition.annex.reviews]
    page.page_break()
    drawn = 0
    for section in records[-1].sections:
        agreement, actions = edition.dossier.agreement, edition.annex.actions
        until = records[-1].frame.held_on
        events = events_of(agreement, records[:-1], section.kpi_id, actions, until)
        trend = trend_in(section, edition.dossier)
        course = ResultCourse.of(section, edition.dossier, trend, events)
        if course is None:
            continue
        if drawn and drawn % _PICTURES_ON_A_PAGE == 0:
            page.page_break()
        drawn += 1
        page.heading(section.name)
        page.pictures.append(
            Picture(
                row=page.row,
                column=1,
                png=partial(CHART.png, course, page.language),
                alt=CHART.alt(course).in_(page.language),
                width=CHART.width,
                height=CHART.height,
            )
        )
        page.row += _ROWS_OF_A_PICTURE


_LEAD = Text(
    nl="Wat de metingen zeiden, hoe de partijen dat samen zagen en wat zij besloten. "
    "Beide partijen hebben dit vastgelegd.",
    en="What the results said, how the parties saw that together and what they "
    "decided. Both parties confirmed this.",
)
_HELD_ON = Text(nl="Gehouden op", en="Held on")
_PEOPLE = Text(nl="Wie erbij waren", en="Who took part")
_NEXT = Text(nl="Volgende terugblik", en="Next review")
_REMARK = Text(nl="Wat opviel", en="What stood out")
_CODE = Text(nl="Code van deze terugblik", en="Code of this review")
_COMPUTED = Text(nl="Berekend", en="Computed")
_TOGETHER = Text(nl="Oordeel samen", en="Judged together")
_STORY = Text(nl="Het verhaal erachter", en="The story behind it")
_TOO_LITTLE = Text(nl="te weinig gezien om het te zeggen", en="too little seen to tell")
_MEDIAN = Text(nl="middelste oordeel", en="middle of the ratings")
_EVIDENCE = Text(nl="waarneming", en="evidence")
_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=20, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=34),
    Column(head=Text(nl="Besluit", en="Decision"), width=26),
    Column(head=Text(nl="Wat verandert", en="What changes"), width=40),
    Column(head=Text(nl="Wie", en="Who"), width=22),
    Column(head=Text(nl="Voor", en="Before"), width=14, look="left_number"),
)
_RATING_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=20, look="strong"),
    Column(head=Text(nl="Van wie", en="From whom"), width=34),
    Column(head=Text(nl="Niveau 0–4", en="Level 0–4"), width=20),
    Column(head=Text(nl="Waarom", en="Why"), width=40),
)
SHEET = Sheet(
    code="reviews",
    order=88,
    title=Text(nl="Terugblikken", en="Reviews"),
    about=Text(
        nl="Bevindingen, oordelen en besluiten",
        en="Findings, judgements and decisions",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.reviews),
)
