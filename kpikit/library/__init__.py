"""Read and validate the library: ``load`` for the app, ``check`` for the writer."""

from kpikit.library.check import check, render
from kpikit.library.reading import load

__all__ = ["check", "load", "render"]
