"""The shared scenarios: change an assumption, and both parties' results move."""

from collections.abc import Sequence

from kpikit.excel.annex import Projection
from kpikit.excel.cells import figure_value
from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.excel.projection import Block, Figure, Row, blocks
from kpikit.text import Text

_LABEL, _FIRST = 1, 2


def _write(page: Page, edition: Edition) -> None:
    page.columns(52, *[17] * 11)
    page.heading_of_page(_LEAD)
    for number, each in enumerate(edition.annex.projections, start=1):
        _scenario(page, each, number)


def _scenario(page: Page, projection: Projection, number: int) -> None:
    scope, scenario = projection.scope, projection.scenario
    page.heading(f"{scope.name}: {scenario.name}")
    if scope.source:
        page.pair(_SOURCE, scope.source)
    if scenario.evidence:
        page.pair(_EVIDENCE, scenario.evidence)
    years = range(scenario.first_year, scenario.last_year + 1)
    for block in blocks(projection, number):
        _block(page, block, years)
    page.row += 1


def _block(page: Page, block: Block, years: Sequence[int]) -> None:
    page.heading(block.title)
    yearly = any(len(row.figures) > 1 or row.total for row in block.rows)
    summed = any(row.total for row in block.rows)
    page.put(_LABEL, _MAY_CHANGE if block.assumed else _FOLLOWS, "head")
    heads: list[int | Text] = [*years] if yearly else [_VALUE]
    for place, head in enumerate([*heads, *([_ALL] if summed else [])]):
        page.put(_FIRST + place, head, "head_number")
    page.row += 1
    for row in block.rows:
        _row(page, row, years)
    page.row += 1


def _row(page: Page, row: Row, years: Sequence[int]) -> None:
    page.put(_LABEL, row.label, "label" if row.strong else "body")
    for place, figure in enumerate(row.figures):
        _figure(page, _FIRST + _place(figure, place, years), figure)
    if row.total is not None:
        _figure(page, _FIRST + len(years), row.total)
    page.row += 1


def _place(figure: Figure, place: int, years: Sequence[int]) -> int:
    """Return the column of a figure: that of its year, when it has one."""
    year = figure.name.rsplit("_", 1)[-1]
    known = year.isdigit() and int(year) in years
    return list(years).index(int(year)) if known else place


def _figure(page: Page, column: int, figure: Figure) -> None:
    shown = figure_value(figure.value, figure.unit)
    if figure.text:
        page.put_formula(column, figure.text, shown)
    else:
        page.put(column, shown, "input")
    page.name(figure.name, column)


_LEAD = Text(
    nl="Gedeelde scenario’s. Wijzig een uitgangspunt en u ziet wat dat met beide "
    "partijen doet, per jaar en samen. De cijfers die er nu staan zijn die van kpikit. "
    "Bekijk ook wat er gebeurt als het effect 0% is, of als er meer behandelingen "
    "komen.",
    en="Shared scenarios. Change an assumption and you see what it does to both "
    "parties, per year and together. The figures that stand here now are those of "
    "kpikit. Also look at what happens when the effect is 0%, or when there are more "
    "treatments.",
)
_SOURCE = Text(nl="Herkomst van de cijfers", en="Source of the figures")
_EVIDENCE = Text(nl="Waar het effect op rust", en="What the effect rests on")
_MAY_CHANGE = Text(nl="Dit mag u wijzigen", en="You may change this")
_FOLLOWS = Text(nl="Dit volgt eruit", en="This follows from it")
_VALUE = Text(nl="Waarde", en="Value")
_ALL = Text(nl="Samen", en="Together")
SHEET = Sheet(
    code="scenario",
    order=83,
    title=Text(nl="Scenario", en="Scenario"),
    about=Text(
        nl="Wat een afspraak met beide partijen doet; met formules",
        en="What an arrangement does to both parties; with formulas",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.projections),
)
