"""``python3 run.py bench``: every figure that the product promises, as one table."""

import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from tests.bench.installation import Bench, made
from tests.bench.measure import Row, compare, table

CANDIDATES = 30
AGREEMENTS = 1000


def main() -> None:
    """Print all rows; nothing fails, the reader judges."""
    with tempfile.TemporaryDirectory() as folder:
        bench = made(Path(folder), CANDIDATES, AGREEMENTS)
        rows = [*pages(bench), export(bench), start()]
    print(table(rows))  # noqa: T201 - this is a command


def pages(bench: Bench) -> list[Row]:
    """Compare the two heaviest pages with an empty page of the same frame."""
    return [
        compare(
            f"negotiation page, {CANDIDATES} candidates / empty page",
            lambda: bench.get(bench.table),
            lambda: bench.get(bench.empty),
            at_most=3,
            note=f"{bench.statements(bench.table)} SQL statements",
        ),
        compare(
            f"home page, {AGREEMENTS} agreements / empty page",
            lambda: bench.get("/"),
            lambda: bench.get(bench.empty),
            at_most=3,
            note=f"{bench.statements('/')} SQL statements",
        ),
    ]


def export(bench: Bench) -> Row:
    """Compare a full export with openpyxl writing the same cells without us."""
    from openpyxl import Workbook, load_workbook

    book = load_workbook(BytesIO(bench.workbook()))
    cells = {s.title: [[c.value for c in row] for row in s] for s in book}

    def bare() -> None:
        plain = Workbook()
        for title, rows in cells.items():
            sheet = plain.create_sheet(title)
            for row in rows:
                sheet.append(row)
        plain.save(BytesIO())

    count = sum(len(row) for rows in cells.values() for row in rows)
    return compare(
        "full export / openpyxl, same cells",
        bench.workbook,
        bare,
        at_most=1.5,
        note=f"{count} cells",
    )


def start() -> Row:
    """Compare starting our command line with starting Flask's."""

    def run(module: str) -> None:
        command = [sys.executable, "-m", module, "--help"]
        subprocess.run(command, check=True, capture_output=True)

    return compare(
        "kpikit --help / flask --help",
        lambda: run("kpikit"),
        lambda: run("flask"),
        at_most=1,
        clock=time.perf_counter,
    )


if __name__ == "__main__":
    main()
