"""Every problem of the library, one line each, for the command line."""

from pathlib import Path

from kpikit import resources
from kpikit.library.reading import load
from kpikit.problems import Problem
from kpikit.text import Language


def check(folder: Path | None = None) -> tuple[Problem, ...]:
    """Return every problem of the shipped library and of the own ``folder`` over it."""
    return load(resources.folder("kpi_library"), folder)[1]


def render(problem: Problem, language: Language) -> str:
    """Return one line: file and line, what is wrong, and the code between brackets."""
    return f"{problem.where}: {problem.text.in_(language)} [{problem.code}]"
