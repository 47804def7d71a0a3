"""Why these ambitions, how they will be noticed, and a chart of each measured one."""

from functools import partial

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import NarrativeAmbition
from kpikit.excel.export import Edition
from kpikit.excel.page import MISSING, Page, Picture, Sheet
from kpikit.text import Text, same

_ROWS_OF_A_CHART = 14
_PLACES = (1, 5)
_ROWS_ON_A_PAGE = 2


def _write(page: Page, edition: Edition) -> None:
    page.columns(*[18] * 8)
    page.heading_of_page(_LEAD)
    _charts(page, edition.dossier)
    _words(page, edition.dossier)


def _words(page: Page, dossier: Dossier) -> None:
    for kpi in dossier.kpis:
        ambition = dossier.ambition(kpi.id)
        if ambition is None:
            continue
        name = Text(nl=f"{kpi.id}  {kpi.name.nl}", en=f"{kpi.id}  {kpi.name.en}")
        page.lead(name, "strong_line")
        if isinstance(ambition, NarrativeAmbition):
            page.lead(_labelled(_NOTICED, ambition.how_noticed), "prose_line")
        page.lead(_labelled(_RATIONALE, ambition.rationale), "prose_line")
        page.row += 1


def _charts(page: Page, dossier: Dossier) -> None:
    from kpikit.charts.kinds.ambition_course import CHART, Course

    years = dossier.agreement.years
    courses = [
        course
        for kpi in dossier.kpis
        if (course := Course.of(kpi, dossier.ambition(kpi.id), years)) is not None
    ]
    if not courses:
        return
    for number, course in enumerate(courses):
        across = number % len(_PLACES)
        down = number // len(_PLACES)
        if down and across == 0 and down % _ROWS_ON_A_PAGE == 0:
            page.page_break()
        page.pictures.append(
            Picture(
                row=page.row,
                column=_PLACES[across],
                png=partial(CHART.png, course, page.language),
                alt=CHART.alt(course).in_(page.language),
                width=CHART.width,
                height=CHART.height,
            )
        )
        if across == len(_PLACES) - 1 or course is courses[-1]:
            page.row += _ROWS_OF_A_CHART
    page.page_break()


def _labelled(label: Text, words: str) -> Text:
    said = same(words) if words else MISSING
    return Text(nl=f"{label.nl}: {said.nl}", en=f"{label.en}: {said.en}")


_LEAD = Text(
    nl="Waarom u deze ambities koos, waaraan u ze merkt, en hoe elke meetbare ambitie "
    "van nulmeting naar doel loopt.",
    en="Why you chose these ambitions, how they will be noticed, and how each measured "
    "ambition goes from baseline to goal.",
)
_NOTICED = Text(nl="Waaraan u het merkt", en="How it will be noticed")
_RATIONALE = Text(nl="Waarom deze ambitie", en="Why this ambition")
SHEET = Sheet(
    code="ambition_course",
    order=65,
    title=Text(nl="Ambities in beeld", en="Ambitions explained"),
    about=Text(
        nl="Waarom deze ambities, en een grafiek van elke meetbare",
        en="Why these ambitions, and a chart of each measured one",
    ),
    write=_write,
    confidential=True,
)
