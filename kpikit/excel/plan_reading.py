"""The sheets of a filled-in plan, from a workbook that nobody has vouched for."""

from kpikit.domain.improvement.filled import Part
from kpikit.excel.incoming import incoming
from kpikit.problems import Problem
from kpikit.text import Text


def sheets_of(data: bytes) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """Return the sheets with what is wrong with the file; one of both is empty."""
    found = incoming(data)
    parts = tuple(Part(name=_sheet(g.sheet), rows=g.rows) for g in found.grids)
    return parts, found.problems


def _sheet(title: str) -> Text:
    return Text(nl=f"blad ‘{title}’", en=f"sheet ‘{title}’")
