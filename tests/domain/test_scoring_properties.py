"""What holds for every scored instrument and for any answers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.instrument import Aggregate, Instrument, MissingRule
from kpikit.domain.scoring import (
    Answer,
    Reading,
    Scale,
    answer_problems,
    count,
    declared_reading,
    has_top_score,
    possible_readings,
    previews,
    readings,
    score,
    summary,
)
from tests.domain.instruments import shipped

SCORED = [tool for tool in shipped().instruments.values() if tool.scoring is not None]
ADDED_UP = [
    tool
    for tool in SCORED
    if tool.scoring is not None
    and tool.scoring.aggregate in {Aggregate.SUM, Aggregate.MEAN}
]
STRICT = [tool for tool in SCORED if tool.missing.rule is not MissingRule.COUNTS_AS_NO]
PARTS = 4
"""How many parts an instrument gets that leaves their number to the parties."""

Row = tuple[Answer, ...]
Case = tuple[Instrument, Reading, Row]


@st.composite
def cases(draw: st.DrawFn, tools: list[Instrument] = SCORED) -> Case:
    """Draw an instrument, a reading of it and a complete row that fits."""
    tool = draw(st.sampled_from(tools))
    reading = draw(st.sampled_from(readings(tool)))
    answer = st.integers(reading.coding_minimum, reading.coding_maximum)
    items = tool.items or PARTS
    row = draw(st.lists(answer, min_size=items, max_size=items))
    return tool, reading, tuple(row)


@given(cases())
def test_a_score_lies_within_the_declared_range(case: Case) -> None:
    """Whatever the answers and the reading, no score leaves its scale."""
    tool, reading, row = case
    found = score(tool, row, reading)
    assert tool.scoring is not None
    assert found is not None
    assert tool.scoring.minimum <= found <= tool.scoring.maximum


@given(cases(ADDED_UP))
def test_the_other_direction_mirrors_the_score(case: Case) -> None:
    """Read the other way round, a score lies as far from the other end."""
    tool, reading, row = case
    other = Reading(
        coding_minimum=reading.coding_minimum,
        coding_maximum=reading.coding_maximum,
        reversed=not reading.reversed,
        recoded=reading.recoded,
    )
    one, two = score(tool, row, reading), score(tool, row, other)
    assert tool.scoring is not None
    assert one is not None
    assert two is not None
    ends = tool.scoring.minimum + tool.scoring.maximum
    assert abs(one + two - ends) < Decimal("1E-24")


@given(cases(), st.data())
def test_the_order_of_items_with_one_direction_does_not_matter(
    case: Case, data: st.DataObject
) -> None:
    """Items that are worded alike may change places."""
    tool, reading, row = case
    turned = tool.coding.reversed_items if tool.coding else ()
    alike = [n for n in range(len(row)) if n + 1 not in turned]
    shuffled = list(row)
    for here, there in zip(alike, data.draw(st.permutations(alike)), strict=True):
        shuffled[here] = row[there]
    assert score(tool, row, reading) == score(tool, shuffled, reading)


@given(cases(STRICT), st.data())
def test_an_incomplete_row_never_scores(case: Case, data: st.DataObject) -> None:
    """One blank or more: no score, no top score, and no guess at what it was."""
    tool, reading, row = case
    blanks = data.draw(st.sets(st.integers(0, len(row) - 1), min_size=1))
    holed = tuple(None if n in blanks else answer for n, answer in enumerate(row))
    assert score(tool, holed, reading) is None
    assert has_top_score(tool, holed, reading) is None


@given(cases())
def test_what_is_written_under_a_reading_is_understood_by_it(case: Case) -> None:
    """A row written in another way gives what it gave in the declared way."""
    tool, reading, row = case
    declared = declared_reading(tool)
    written = [
        answer - reading.coding_minimum + declared.coding_minimum
        for answer in row
        if isinstance(answer, int)
    ]
    assert tool.coding is not None
    ends = tool.coding.minimum + tool.coding.maximum
    turned = [
        ends - answer
        if reading.reversed != (reading.recoded and item in tool.coding.reversed_items)
        else answer
        for item, answer in enumerate(written, 1)
    ]
    understood = Scale(tool, reading).understood(row)
    assert Scale(tool, declared).understood(turned) == understood
    assert score(tool, turned, declared) == score(tool, row, reading)


@given(cases())
def test_the_reading_of_a_row_is_among_those_possible(case: Case) -> None:
    """The right reading is always offered, with a preview, and nothing is refused."""
    tool, reading, row = case
    assert reading in possible_readings(tool, [row])
    assert () == answer_problems(tool, [row])
    assert possible_readings(tool, [row]) == tuple(
        p.reading for p in previews(tool, [row])
    )


@given(cases(), st.integers(-20, 40))
def test_a_file_has_a_reading_or_a_problem(case: Case, strange: int) -> None:
    """Never neither and never both, whatever number is among the answers."""
    tool, _, row = case
    rows = [row, (strange, *row[1:])]
    assert bool(possible_readings(tool, rows)) != bool(answer_problems(tool, rows))


@given(cases(ADDED_UP))
def test_a_top_score_is_the_best_score(case: Case) -> None:
    """Where an instrument declares a top score, it is the good end of the scale."""
    tool, reading, row = case
    assert tool.scoring is not None
    expected = None
    if tool.scoring.top_score is not None:
        expected = score(tool, row, reading) == tool.scoring.maximum
    assert expected is has_top_score(tool, row, reading)


@given(st.lists(st.integers(0, 45)), st.randoms())
def test_a_summary_does_not_depend_on_the_order(
    sums: list[int], random: object
) -> None:
    """The same scores give the same mean, deviation and median to the last digit."""
    values = [Decimal(total * 20) / 9 for total in sums]
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = summary(values)
    assert found == summary(shuffled)
    if found.mean is not None and found.median is not None:
        assert min(values) <= found.mean <= max(values)
        assert min(values) <= found.median <= max(values)


@given(st.lists(st.sampled_from([True, False, None])))
def test_everybody_is_counted_once(flags: list[bool | None]) -> None:
    """Above the line, only below it, or left out: together they are all."""
    found = count(flags)
    assert len(flags) == found.denominator + found.left_out
    assert 0 <= found.numerator <= found.denominator
