"""A scenario as rows of named cells and formulas, written by the model itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from kpikit.domain.financing.base import Arrangement, Parameter, Term
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.course import Stretch, course
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.outlook import YearResult, outlook
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.settlement.saying import Unit
from kpikit.excel import projection_words as words
from kpikit.excel.annex import Projection, Stack
from kpikit.excel.symbol import SYMBOLIC, ZERO, named, number, symbol_of
from kpikit.text import Text

_NAMES = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell: a figure that is given, or a formula with what it gives now."""

    name: str
    value: Decimal
    unit: Unit
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the sheet: one figure, or one for each year, and their total."""

    label: Text
    figures: tuple[Figure, ...]
    total: Figure | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows under a heading; ``assumed`` are figures that a reader may change."""

    title: Text
    rows: tuple[Row, ...]
    assumed: bool = False


@dataclass(slots=True)
class _Writer:
    """Makes the blocks of one scenario; names begin with its place, such as ``s1``."""

    start: str
    projection: Projection
    short: list[tuple[str, str]] = field(default_factory=list)

    @property
    def years(self) -> range:
        scenario = self.projection.scenario
        return range(scenario.first_year, scenario.last_year + 1)

    def figure(self, name: str, value: Number | int, unit: Unit) -> Figure:
        """Return a formula in a cell of its own, and remember it for later ones."""
        made = symbol_of(value)
        text = self._shortened(made.text)
        full = f"{self.start}_{name}"
        if not text.replace("_", "").isalnum():
            self.short += [(text, full), (made.text, full)]
            self.short.sort(key=lambda pair: -len(pair[0]))
        return Figure(name=full, value=made.value, unit=unit, text=text)

    def _shortened(self, text: str) -> str:
        for known, name in self.short:
            text = text.replace(known, name)
        return text

    def row(
        self, name: str, label: Text, values: Sequence[Number | int], unit: Unit
    ) -> Row:
        """Return a row of formulas, one for each year."""
        pairs = zip(self.years, values, strict=True)
        return Row(
            label=label,
            figures=tuple(self.figure(f"{name}_{y}", v, unit) for y, v in pairs),
        )

    def with_total(self, row: Row, name: str, *, strong: bool = False) -> Row:
        """Return a row with the sum of its years behind it."""
        whole = Figure(
            name=f"{self.start}_{name}_all",
            value=sum((f.value for f in row.figures), Decimal(0)),
            unit=row.figures[0].unit,
            text="+".join(f.name for f in row.figures),
        )
        return replace(row, total=whole, strong=strong)


def blocks(projection: Projection, number_of: int) -> tuple[Block, ...]:
    """Return a scenario as blocks of cells: assumptions, course, reference, stacks."""
    writer = _Writer(f"s{number_of}", projection)
    scope, scope_rows = _scope(writer)
    scenario, year_rows = _scenario(writer)
    stretches = course(scope, scenario, SYMBOLIC)
    formulas = [_course(writer, stretches), _reference(writer, stretches)]
    shared = list(writer.short)
    for place, stack in enumerate(projection.stacks, start=1):
        writer.short = list(shared)
        formulas.append(_stack(writer, stretches, stack, place))
    text = " ".join(f.text for b in formulas for r in b.rows for f in _cells(r))
    used = frozenset(_NAMES.findall(text))
    assumed = [
        Block(title=words.ASSUMED, rows=scope_rows, assumed=True),
        Block(title=words.PER_YEAR, rows=year_rows, assumed=True),
        *(_terms(writer, s, n) for n, s in enumerate(projection.stacks, start=1)),
    ]
    kept = (_only_used(block, used) for block in assumed)
    return (*(b for b in kept if b.rows), *formulas)


def _scope(writer: _Writer) -> tuple[DecisionScope, tuple[Row, ...]]:
    scope, rows = writer.projection.scope, []
    values: dict[str, Any] = {}
    for name, (label, unit) in words.SCOPE.items():
        value = getattr(scope, name)
        if value is None or (not value and name == "alternative_price"):
            continue
        full = f"{writer.start}_{name}"
        values[name] = named(full, value)
        figure = Figure(name=full, value=value, unit=words.UNITS[unit])
        rows.append(Row(label=label, figures=(figure,)))
    return replace(scope, **values), tuple(rows)


def _scenario(writer: _Writer) -> tuple[Scenario, tuple[Row, ...]]:
    scenario = writer.projection.scenario
    years: list[dict[str, Number]] = [{} for _ in scenario.years]
    rows = []
    for name, (label, unit) in words.YEAR.items():
        figures = []
        for place, (year, assumed) in enumerate(
            zip(writer.years, scenario.years, strict=True)
        ):
            value = getattr(assumed, name)
            full = f"{writer.start}_{name}_{year}"
            years[place][name] = named(full, value)
            figures.append(Figure(name=full, value=value, unit=words.UNITS[unit]))
        rows.append(Row(label=label, figures=tuple(figures)))
    full = f"{writer.start}_quality"
    quality = Figure(name=full, value=scenario.quality, unit=Unit.SHARE)
    rows.append(Row(label=words.QUALITY, figures=(quality,)))
    made = replace(
        scenario,
        years=tuple(YearAssumption(**each) for each in years),
        quality=named(full, scenario.quality),
    )
    return made, tuple(rows)


def _course(writer: _Writer, stretches: Sequence[Stretch]) -> Block:
    """Give every figure of a year its own cell, and let later formulas call it."""
    mine = [s.mine for s in stretches]
    rows = [
        writer.row(name, label, [getattr(y, name) for y in mine], words.UNITS[unit])
        for name, (label, unit) in words.COURSE.items()
        if any(symbol_of(getattr(y, name)).text != "0" for y in mine)
    ]
    others = [s.others.volume for s in stretches]
    rows.append(writer.row("others", words.OTHERS, others, Unit.NUMBER))
    fixed = [s.fixed_cost for s in stretches]
    rows.append(writer.row("fixed", words.FIXED, fixed, Unit.MONEY))
    return Block(title=words.COURSE_TITLE, rows=tuple(rows))


def _reference(writer: _Writer, stretches: Sequence[Stretch]) -> Block:
    found = [s.reference for s in stretches]
    rows = []
    for name in ("revenue", "cost", "margin", "spend", "other_spend", "treated"):
        unit = Unit.NUMBER if name == "treated" else Unit.MONEY
        values = [getattr(r, name) for r in found]
        row = writer.row(f"ref_{name}", words.RESULTS[name], values, unit)
        rows.append(writer.with_total(row, f"ref_{name}"))
    return Block(title=words.REFERENCE, rows=tuple(rows))


def _stack(
    writer: _Writer, stretches: Sequence[Stretch], stack: Stack, place: int
) -> Block:
    arrangements = tuple(
        _with_names(writer, each, place, number)
        for number, each in enumerate(stack.arrangements, start=1)
    )
    found = outlook(stretches, arrangements).years
    rows = [*_payments(writer, found, arrangements, place)]
    for name, label in words.RESULTS.items():
        unit = Unit.NUMBER if name == "treated" else Unit.MONEY
        values = [getattr(y.result, name) for y in found]
        row = writer.row(f"b{place}_{name}", label, values, unit)
        rows.append(writer.with_total(row, f"b{place}_{name}"))
        if name in words.AGAINST:
            rows.append(_against(writer, found, name, place))
    return Block(title=stack.name, rows=tuple(rows))


def _payments(
    writer: _Writer,
    found: Sequence[YearResult],
    arrangements: Sequence[Arrangement],
    place: int,
) -> Iterator[Row]:
    for number_of, each in enumerate(arrangements, start=1):
        amounts = [
            next((p.amount for p in y.payments if p.arrangement is each), number(ZERO))
            for y in found
        ]
        name = f"b{place}_pay{number_of}"
        row = writer.row(name, kind_of(each).name, amounts, Unit.MONEY)
        yield writer.with_total(row, name)


def _against(
    writer: _Writer, found: Sequence[YearResult], name: str, place: int
) -> Row:
    """Return the difference with the reference: gain of the provider, or saving."""
    sign = 1 if name == "margin" else -1
    values = [
        number(
            symbol_of(getattr(y.result, name)) - symbol_of(getattr(y.reference, name))
            if sign > 0
            else symbol_of(getattr(y.reference, name))
            - symbol_of(getattr(y.result, name))
        )
        for y in found
    ]
    key = f"b{place}_{name}_against"
    row = writer.row(key, words.AGAINST[name], values, Unit.MONEY)
    return writer.with_total(row, key, strong=True)


def _with_names(
    writer: _Writer, arrangement: Arrangement, place: int, number_of: int
) -> Arrangement:
    """Return an arrangement whose terms are the cells in which they stand."""
    return replace(
        arrangement,
        terms=tuple(
            _term(f"{writer.start}_b{place}_t{number_of}_{t.name}", t)
            for t in arrangement.terms
        ),
    )


def _term(name: str, term: Term) -> Term:
    if term.number is not None:
        return replace(term, number=named(name, term.number))
    per_year = tuple(
        replace(a, amount=named(f"{name}_{a.year}", a.amount)) for a in term.per_year
    )
    return replace(term, per_year=per_year)


def _terms(writer: _Writer, stack: Stack, place: int) -> Block:
    rows = [
        row
        for number_of, each in enumerate(stack.arrangements, start=1)
        for row in _term_rows(writer, each, place, number_of)
    ]
    return Block(title=stack.name, rows=tuple(rows), assumed=True)


def _term_rows(
    writer: _Writer, arrangement: Arrangement, place: int, number_of: int
) -> Iterator[Row]:
    kind = kind_of(arrangement)
    for parameter in kind.parameters:
        term = arrangement.term(parameter.name)
        name = f"{writer.start}_b{place}_t{number_of}_{parameter.name}"
        figures = tuple(_term_figures(writer, name, term, parameter))
        if figures:
            label = Text(
                nl=f"{kind.name.nl}: {parameter.label.nl.lower()}",
                en=f"{kind.name.en}: {parameter.label.en.lower()}",
            )
            yield Row(label=label, figures=figures)


def _term_figures(
    writer: _Writer, name: str, term: Term, parameter: Parameter
) -> Iterator[Figure]:
    unit = words.PARAMETER_UNITS.get(parameter.kind, Unit.MONEY)
    if term.number is not None:
        yield Figure(name=name, value=term.number, unit=unit)
    for each in term.per_year:
        if each.year in writer.years:
            yield Figure(name=f"{name}_{each.year}", value=each.amount, unit=unit)


def _only_used(block: Block, used: frozenset[str]) -> Block:
    """Leave out figures that no formula asks for: changing them would do nothing."""
    rows = (r for r in block.rows if any(f.name in used for f in r.figures))
    return replace(block, rows=tuple(rows))


def _cells(row: Row) -> Iterator[Figure]:
    yield from row.figures
    if row.total is not None:
        yield row.total
