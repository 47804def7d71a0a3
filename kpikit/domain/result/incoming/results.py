"""Rows of results: one KPI and period each, checked field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from kpikit.domain.kpi import AnyKpi, KpiId, Mode
from kpikit.domain.result import wording
from kpikit.domain.result.checks import problems
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    FigureKind,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    figure_kind,
)
from kpikit.domain.result.incoming.columns import BY_FIELD, COLUMNS
from kpikit.domain.result.incoming.context import Context, told
from kpikit.domain.result.incoming.grid import Grid, Heads, PlainCell, key
from kpikit.domain.result.incoming.numbers import number_of, whole_of
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import PRESENCE_NAMES, Presence, Result, Source
from kpikit.problems import Problem, Refused
from kpikit.text import Text

_T = TypeVar("_T")
_KEYS = ("kpi", "name", "period")
_FIELD_OF = {"denominator": "valid", "n": "valid", "second_denominator": "second_valid"}
INSUFFICIENT = Text(nl="te weinig bewijs", en="too little evidence")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A result as a row gives it; without a figure when only its numbers are there."""

    kpi: AnyKpi
    result: Result
    row: int


@dataclass(slots=True)
class ReadRows:
    """What the rows of a sheet give, and everything that is wrong with them."""

    grid: Grid
    heads: Heads
    mode_words: Mapping[str, Mode]
    rows: dict[tuple[KpiId, Period], ReadRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_results(
    grid: Grid, heads: Heads, context: Context, mode_words: Mapping[str, Mode]
) -> ReadRows:
    """Return the results of a sheet; a row in which nothing was filled in is no row.

    ``mode_words`` are the ways of asking by what people call them.
    """
    found = ReadRows(grid, heads, mode_words)
    for number in range(heads.row + 1, len(grid.rows) + 1):
        cells = _cells(grid, heads, number)
        if any(cell is not None for name, cell in cells.items() if name not in _KEYS):
            _read(found, context, number, cells)
    return found


def check(
    found: ReadRows, context: Context, with_answers: set[tuple[KpiId, Period]]
) -> None:
    """Add what cannot be right; a figure may still come from the single answers."""
    for pair, row in found.rows.items():
        if pair not in with_answers:
            instrument = context.instrument(row.kpi)
            for problem in problems(row.result, row.kpi, instrument):
                placed = _placed(found, row.row, problem)
                if placed.where not in {p.where for p in found.problems}:
                    found.problems.append(placed)


def _cells(grid: Grid, heads: Heads, number: int) -> dict[str, PlainCell | None]:
    row = grid.rows[number - 1]
    return {
        name: row[column - 1]
        if column <= len(row) and (row[column - 1] or ("", ""))[1].strip()
        else None
        for name, column in heads.columns.items()
    }


def _read(
    found: ReadRows,
    context: Context,
    number: int,
    cells: Mapping[str, PlainCell | None],
) -> None:
    place = _Row(found, number, cells)
    kpi = place.take("kpi", lambda cell: context.kpi(cell[1]))
    if kpi is None:
        place.need("kpi")
        return
    period = place.take("period", lambda cell: context.period(kpi, cell[1]))
    if period is None:
        place.need("period")
        return
    if (kpi.id, period) in found.rows:
        place.say("period", Problem("twice", "period", _TWICE))
        return
    result = _result(place, kpi, period, context)
    found.rows[kpi.id, period] = ReadRow(kpi, result, number)


def _result(place: "_Row", kpi: AnyKpi, period: Period, context: Context) -> Result:
    plan = context.dossier.plan(kpi.id)
    presence = place.take("presence", _presence) or Presence.MEASURED
    mode = place.take("mode", lambda cell: _mode(cell, place.found.mode_words))
    figure = _figure(place, figure_kind(kpi))
    place.refuse_foreign(figure_kind(kpi))
    draft = context.drafts.get((kpi.id, period))
    note = (place.cells.get("note") or ("", ""))[1].strip()
    return Result(
        kpi_id=kpi.id,
        period=period,
        presence=presence,
        figure=figure,
        eligible=place.whole("eligible"),
        invited=place.whole("invited"),
        responded=place.whole("responded"),
        mode=mode or (plan.mode if plan is not None else None),
        source=Source.FILE,
        note=note,
        revision=draft.revision if draft is not None else 0,
    )


def _figure(place: "_Row", kind: FigureKind) -> AnyFigure | None:
    if kind is FigureKind.LEVEL:
        return _level(place)
    if kind is FigureKind.COUNT:
        count = place.whole("count")
        return None if count is None else CountFigure(count=count)
    if kind is FigureKind.MEAN:
        return _mean(place)
    first = _share(place, "numerator", "valid")
    if kind is FigureKind.SHARE or first is None:
        return first
    second = _share(place, "second_numerator", "second_valid")
    return None if second is None else TwoSharesFigure(first=first, second=second)


def _level(place: "_Row") -> LevelFigure | None:
    cell = place.cells.get("level")
    if cell is not None and key(cell[1]) in map(
        key, (INSUFFICIENT.nl, INSUFFICIENT.en)
    ):
        return LevelFigure(level=None)
    level = place.whole("level")
    return None if level is None else LevelFigure(level=level)


def _share(place: "_Row", above: str, below: str) -> ShareFigure | None:
    if place.cells.get(above) is None and place.cells.get(below) is None:
        return None
    place.need(above)
    place.need(below)
    numerator, denominator = place.whole(above), place.whole(below)
    if numerator is None or denominator is None:
        return None
    return ShareFigure(numerator=numerator, denominator=denominator)


def _mean(place: "_Row") -> MeanFigure | None:
    fields = ("mean", "standard_deviation", "valid")
    if all(place.cells.get(name) is None for name in fields):
        return None
    place.need("mean")
    place.need("valid")
    mean, spread = place.number("mean"), place.number("standard_deviation")
    n = place.whole("valid")
    if mean is None or n is None:
        return None
    return MeanFigure(mean=mean, standard_deviation=spread, n=n)


@dataclass(slots=True)
class _Row:
    """One row while it is read: takes cells, and keeps what is wrong with them."""

    found: ReadRows
    at: int
    cells: Mapping[str, PlainCell | None]
    wrong: set[str] = field(default_factory=set)

    def take(self, name: str, read: Callable[[PlainCell], _T]) -> _T | None:
        """Return what a cell gives; an empty or wrong one gives nothing."""
        cell = self.cells.get(name)
        if cell is None:
            return None
        try:
            return read(cell)
        except Refused as refused:
            where = (self.found.grid, self.found.heads, self.at, name)
            self.found.problems.extend(told(refused, *where))
            self.wrong.add(name)
            return None

    def whole(self, name: str) -> int | None:
        """Return the whole number of a cell."""
        return self.take(name, whole_of)

    def number(self, name: str) -> Decimal | None:
        """Return the number of a cell."""
        return self.take(name, number_of)

    def need(self, name: str) -> None:
        """Say that a cell has to be filled in, if it is empty."""
        if self.cells.get(name) is None:
            self.say(name, Problem("needed", name, wording.NEEDED))

    def say(self, name: str, problem: Problem) -> None:
        """Keep a problem with the words for where it stands."""
        place = self.found.heads.place(self.found.grid, self.at, name)
        self.wrong.add(name)
        self.found.problems.append(place.problem(problem.code, problem.text))

    def refuse_foreign(self, kind: FigureKind) -> None:
        """Say which filled-in cells do not belong to the figure of this KPI."""
        for column in COLUMNS:
            foreign = column.figures and kind not in column.figures
            if foreign and self.cells.get(column.field) is not None:
                self.say(column.field, Problem("foreign", column.field, _FOREIGN))


def _presence(cell: PlainCell) -> Presence:
    wanted = key(cell[1])
    for presence, name in PRESENCE_NAMES.items():
        if wanted in {
            key(presence.value),
            key(name.nl),
            key(name.en),
            *_SHORT[presence],
        }:
            return presence
    raise Refused([Problem("presence", "presence", _PRESENCE)])


def _mode(cell: PlainCell, mode_words: Mapping[str, Mode]) -> Mode:
    found = mode_words.get(key(cell[1]))
    if found is None:
        raise Refused([Problem("mode", "mode", _MODE)])
    return found


def _placed(found: ReadRows, row: int, problem: Problem) -> Problem:
    name = _FIELD_OF.get(problem.where, problem.where)
    name = name if name in BY_FIELD else "kpi"
    return found.heads.place(found.grid, row, name).problem(problem.code, problem.text)


_SHORT = {
    Presence.MEASURED: {"ja", "yes"},
    Presence.MISSING: {"nee", "no", "missing", "ontbreekt"},
    Presence.NOT_APPLICABLE: {"nvt", "na"},
}
_TWICE = Text(
    nl="Deze KPI en periode staan er twee keer.",
    en="This KPI and period are there twice.",
)
_FOREIGN = Text(
    nl="Dit getal hoort niet bij deze KPI. Laat dit vak leeg.",
    en="This number does not belong to this KPI. Leave this cell empty.",
)
_PRESENCE = Text(
    nl="Kies gemeten, niet gemeten of niet van toepassing.",
    en="Choose measured, not measured or not applicable.",
)
_MODE = Text(
    nl="Dit is geen bekende manier van vragen. Kies er een uit de lijst.",
    en="This is no known way of asking. Choose one from the list.",
)
