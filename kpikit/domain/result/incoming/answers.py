"""Single answers: one row for each person, consult or record, scored into a figure."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi
from kpikit.domain.result.figure import MeanFigure, ShareFigure
from kpikit.domain.result.incoming.context import Context, told
from kpikit.domain.result.incoming.grid import Grid, Heads, Place, PlainCell
from kpikit.domain.result.incoming.numbers import whole_of
from kpikit.domain.result.incoming.worded import answer_of, coded
from kpikit.domain.result.period import Period
from kpikit.domain.scoring import (
    Counted,
    Question,
    Reading,
    answer_problems,
    declared_reading,
    measured,
)
from kpikit.problems import Problem, Refused
from kpikit.text import Text

Progress = Callable[[int, int], None]
Answers = tuple[int | str | None, ...]
_LONGEST_NUMBER = 20
_REPORT_EVERY = 1_000
_MOST_PROBLEMS = 200


@dataclass(slots=True)
class ReadAnswers:
    """The answers per KPI and period, and everything that is wrong with them."""

    sets: dict[tuple[KpiId, Period], dict[str, Answers]] = field(default_factory=dict)
    kpis: dict[KpiId, AnyKpi] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scorable(kpi: AnyKpi, instrument: Instrument | None) -> bool:
    """Tell whether single answers can be worked out into the figure of a KPI."""
    if not isinstance(kpi, MeasuredKpi) or instrument is None:
        return False
    if kpi.statistic.paired_with is not None:
        return False
    if instrument.coding is None or instrument.scoring is None:
        return False
    try:
        measured(kpi.statistic, instrument, [], declared_reading(instrument))
    except Refused:
        return False
    return True


def items_of(instrument: Instrument) -> int:
    """Return how many answers a row has."""
    return instrument.items or 1


def read_answers(
    grid: Grid,
    heads: Heads,
    context: Context,
    into: ReadAnswers,
    progress: Progress | None = None,
) -> None:
    """Add the answers of a sheet to what was read of others."""
    reader = _Reader(grid, heads, context, into)
    total = len(grid.rows) - heads.row
    places: dict[tuple[KpiId, Period], list[int]] = {}
    for number in range(heads.row + 1, len(grid.rows) + 1):
        if progress is not None and number % _REPORT_EVERY == 0:
            progress(number - heads.row, total)
        row = grid.rows[number - 1]
        if any(cell is not None for cell in row):
            pair = reader.read(number, row)
            if pair is not None:
                places.setdefault(pair, []).append(number)
        if len(into.problems) >= _MOST_PROBLEMS:
            return
    if not into.problems:
        for pair, numbers in places.items():
            reader.check(pair, numbers)
    if progress is not None:
        progress(total, total)


def figure_of(
    kpi: MeasuredKpi,
    instrument: Instrument,
    rows: Sequence[Answers],
    reading: Reading,
) -> ShareFigure | MeanFigure | None:
    """Return what the answers give; ``None`` when nobody counts.

    Raises:
        Refused: there are answers in words among them.
    """
    found = measured(kpi.statistic, instrument, coded(rows), reading)
    if isinstance(found, Counted):
        if not found.denominator:
            return None
        return ShareFigure(numerator=found.numerator, denominator=found.denominator)
    if found.mean is None:
        return None
    return MeanFigure(
        mean=found.mean, standard_deviation=found.standard_deviation, n=found.n
    )


def stored(answers: Answers) -> str:
    """Return the answers of one row as the JSON text that is kept."""
    return json.dumps(answers, separators=(",", ":"))


def restored(text: str) -> Answers:
    """Return the answers that ``stored`` wrote."""
    return tuple(json.loads(text))


@dataclass(slots=True)
class _Reader:
    """Reads rows of one sheet; what it found out about KPIs and periods it keeps."""

    grid: Grid
    heads: Heads
    context: Context
    into: ReadAnswers
    items: dict[str, tuple[AnyKpi, Sequence[int]]] = field(default_factory=dict)
    periods: dict[tuple[KpiId, str], Period] = field(default_factory=dict)
    questions: dict[KpiId, Question | None] = field(default_factory=dict)
    known: dict[KpiId, dict[PlainCell, int | str]] = field(default_factory=dict)

    def read(
        self, number: int, row: Sequence[PlainCell | None]
    ) -> tuple[KpiId, Period] | None:
        """Read one row; what is wrong with it is kept."""
        said = self._cell(row, "kpi"), self._cell(row, "period")
        name = "kpi"
        try:
            kpi, columns = self._kpi(said[0])
            name = "period"
            period = self._period(kpi, said[1])
            name = "number"
            who = _number(self._cell(row, "number"))
            pair = (kpi.id, period)
            rows = self.into.sets.setdefault(pair, {})
            _require_new(who, rows)
            rows[who] = self._answers(number, row, kpi, columns)
        except Refused as refused:
            self.into.problems += told(refused, self.grid, self.heads, number, name)
            return None
        return pair

    def check(self, pair: tuple[KpiId, Period], numbers: Sequence[int]) -> None:
        """Add the answers that no reading of the instrument knows."""
        kpi = self.into.kpis[pair[0]]
        instrument = self.context.instrument(kpi)
        if self.questions[kpi.id] is not None:
            return
        _, columns = self.items[kpi.id.casefold()]
        rows = list(self.into.sets[pair].values())[-len(numbers) :]
        if instrument is not None:
            for problem in answer_problems(instrument, coded(rows)):
                row, _, item = problem.where.partition(".")
                column = columns[int(item) - 1] if item else 0
                head = self.heads.words.get(column, "")
                place = Place(self.grid.sheet, numbers[int(row) - 1], column, head)
                self.into.problems.append(place.problem(problem.code, problem.text))

    def _cell(self, row: Sequence[PlainCell | None], name: str) -> PlainCell:
        column = self.heads.columns[name]
        cell = row[column - 1] if column <= len(row) else None
        return cell or ("s", "")

    def _kpi(self, cell: PlainCell) -> tuple[AnyKpi, Sequence[int]]:
        wanted = cell[1].strip().casefold()
        if wanted not in self.items:
            kpi = self.context.kpi(cell[1])
            instrument = self.context.instrument(kpi)
            asked = self.context.question(kpi)
            if asked is None and not scorable(kpi, instrument):
                raise Refused([Problem("no-answers", "kpi", _NO_ANSWERS)])
            items = items_of(instrument) if instrument and asked is None else 1
            names = [f"item_{n}" for n in range(1, items + 1)]
            lacking = [n for n in names if n not in self.heads.columns]
            if lacking:
                said = _lacks(len(names), len(names) - len(lacking))
                raise Refused([Problem("items", "kpi", said)])
            self.items[wanted] = (kpi, [self.heads.columns[n] for n in names])
            self.questions[kpi.id], self.known[kpi.id] = asked, {}
            self.into.kpis[kpi.id] = kpi
        return self.items[wanted]

    def _period(self, kpi: AnyKpi, cell: PlainCell) -> Period:
        wanted = (kpi.id, cell[1])
        if wanted not in self.periods:
            self.periods[wanted] = self.context.period(kpi, cell[1])
        return self.periods[wanted]

    def _answers(
        self,
        number: int,
        row: Sequence[PlainCell | None],
        kpi: AnyKpi,
        columns: Sequence[int],
    ) -> Answers:
        asked, known = self.questions[kpi.id], self.known[kpi.id]
        found: list[int | str | None] = []
        for column in columns:
            cell = row[column - 1] if column <= len(row) else None
            if cell is None or not cell[1].strip():
                found.append(None)
                continue
            if cell not in known:
                try:
                    known[cell] = answer_of(asked, cell) if asked else whole_of(cell)
                except Refused as refused:
                    head = self.heads.words.get(column, "")
                    place = Place(self.grid.sheet, number, column, head)
                    wrong = refused.problems
                    self.into.problems += (place.problem(p.code, p.text) for p in wrong)
                    found.append(None)
                    continue
            found.append(known[cell])
        return tuple(found)


def _require_new(who: str, rows: Mapping[str, Answers]) -> None:
    if who in rows:
        raise Refused([Problem("twice", "number", _TWICE)])


def _number(cell: PlainCell) -> str:
    text = cell[1].strip()
    if not text:
        raise Refused([Problem("no-number", "number", _NO_NUMBER)])
    if len(text) > _LONGEST_NUMBER or not text.replace("-", "").isalnum():
        raise Refused([Problem("long-number", "number", _ODD_NUMBER)])
    return text


def _lacks(expected: int, found: int) -> Text:
    return Text(
        nl=f"Deze KPI heeft {expected} vragen; in dit blad staan er {found}.",
        en=f"This KPI has {expected} questions; this sheet has {found}.",
    )


def merged(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[int, int]:
    """Return how many rows are new and how many differ from what is there."""
    added = sum(who not in before for who in after)
    changed = sum(who in before and before[who] != text for who, text in after.items())
    return added, changed


_TWICE = Text(
    nl="Dit volgnummer staat er twee keer in deze periode.",
    en="This number is there twice in this period.",
)
_NO_NUMBER = Text(
    nl="Geef elke rij een volgnummer, bijvoorbeeld 1, 2, 3. Gebruik geen "
    "patiëntnummer.",
    en="Give every row a number, for example 1, 2, 3. Do not use a patient number.",
)
_ODD_NUMBER = Text(
    nl="Een volgnummer heeft ten hoogste 20 letters of cijfers.",
    en="A number has at most 20 letters or digits.",
)
_NO_ANSWERS = Text(
    nl="Voor deze KPI leest kpikit geen losse antwoorden. Vul de meting zelf in.",
    en="For this KPI kpikit reads no single answers. Fill in the result itself.",
)
