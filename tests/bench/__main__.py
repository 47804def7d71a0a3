"""``python3 run.py bench``: every figure that the product promises, as one table."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kpikit.charts.base import DRAWN
from tests.bench import bare_audit, bare_measuring, bare_scenario, bare_suggestion
from tests.bench.bare_workbook import bare
from tests.bench.installation import Bench, made
from tests.bench.measure import Row, compare, table

CANDIDATES = 30
AGREEMENTS = 1000


def main() -> None:
    """Print all rows; nothing fails, the reader judges."""
    with tempfile.TemporaryDirectory() as folder:
        bench = made(Path(folder), CANDIDATES, AGREEMENTS)
        rows = [
            *pages(bench),
            *export(bench),
            *financing(bench),
            *measuring(bench),
            choosing(bench),
            proving(Path(folder)),
            start(),
        ]
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
        compare(
            "polling answer, unchanged / empty page",
            lambda: bench.poll(f"{bench.signed}/news?since=2100-01-01"),
            lambda: bench.get(bench.empty),
            at_most=0.5,
        ),
    ]


def export(bench: Bench) -> list[Row]:
    """Compare a full export with openpyxl alone writing the same workbook.

    A process draws a chart once, so the first row has its charts ready and stands
    beside ready pictures. The second draws them all anew, as after a start.
    """
    cells, write = bare(bench.workbook())

    def cold() -> None:
        DRAWN.forget()
        bench.workbook()

    return [
        compare(
            "full export / bare openpyxl, pictures ready",
            bench.workbook,
            write,
            at_most=1.5,
            note=f"{cells} cells",
        ),
        compare(
            "the same, charts still to be drawn",
            cold,
            write,
            rounds=5,
            note="matplotlib draws them",
        ),
    ]


def financing(bench: Bench) -> list[Row]:
    """Compare the financing model with bare numpy that comes to the same amounts.

    Ours is exact and keeps every payment apart; numpy is not and does not.
    """
    if not bare_scenario.alike():
        raise RuntimeError("the two sides do not come to the same amounts")
    found = bare_scenario.drawn()
    return [
        compare(
            "scenario, 10 years x 4 x 3 / bare numpy",
            bare_scenario.modelled,
            bare_scenario.bare,
            at_most=20,
            rounds=40,
            note="aim: under 5 ms, or at most 20 times",
        ),
        compare(
            f"{found.draws} draws / vectorised numpy",
            bare_scenario.drawn,
            bare_scenario.bare_draws,
            at_most=3,
            note=f"provider below in {found.provider_below:.0%}",
        ),
        compare(
            "scenario worked out again / empty page",
            bench.fragment(bench.scenario, f"{bench.scenario}/results", "0"),
            lambda: bench.get(bench.empty),
            at_most=3,
        ),
        compare(
            "settlement worked out again / empty page",
            bench.fragment(
                f"{bench.signed}/settlements/2025",
                f"{bench.signed}/settlements/2025/work-out",
                "100",
            ),
            lambda: bench.get(bench.empty),
            at_most=3,
        ),
    ]


def measuring(bench: Bench) -> list[Row]:
    """Compare charts, files and the review page with what they are made of."""
    file = bare_measuring.raw_file(bench.desk, bench.analyst, bench.signed_id)
    review = f"{bench.signed}/reviews/3"
    return [
        compare(
            f"{bare_measuring.CHARTS} XmR charts / bare numpy",
            bare_measuring.ours,
            bare_measuring.bare,
            rounds=5,
            note="60 points, numbers only; pandas takes 7 times ours",
        ),
        compare(
            f"reading {bare_measuring.ROWS} raw rows / openpyxl read-only",
            file.read,
            file.bare,
            at_most=1.5,
            rounds=3,
            note="checked and scored, nothing kept",
        ),
        compare(
            "one chart as svg / the bare figure",
            bare_measuring.chart,
            bare_measuring.bare_chart,
            at_most=1.2,
        ),
        compare(
            "review page, 5 KPIs, 55 results / empty page",
            lambda: bench.get(review),
            lambda: bench.get(bench.empty),
            at_most=3,
            note=f"{bench.statements(review)} SQL statements",
        ),
    ]


def choosing(bench: Bench) -> Row:
    """Compare the search for sets with merely walking through all of them."""
    pool = bare_suggestion.candidates(bench.desk.library)
    return compare(
        f"sets that suit both, {len(pool)} candidates / all sets",
        lambda: bare_suggestion.ours(pool),
        lambda: bare_suggestion.bare(pool),
        note="limit 5; aim: under 200 ms",
    )


def proving(folder: Path) -> Row:
    """Compare checking a long audit trail with hashing the same bytes and no more."""
    trail = bare_audit.Trail(folder)
    return compare(
        f"audit verify, {bare_audit.ENTRIES} entries / bare SHA-256",
        trail.check,
        trail.bare,
        at_most=3,
        rounds=3,
        note="read from SQLite; bare: the same chain from memory",
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
