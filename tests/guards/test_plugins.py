"""Every module of a package of plug-ins declares the constant that makes it one."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from kpikit.plugins import collect


@pytest.mark.parametrize(
    ("package", "constant"),
    [
        ("kpikit.domain.financing.kinds", "KIND"),
        ("kpikit.excel.sheets", "SHEET"),
        ("kpikit.charts.kinds", "CHART"),
    ],
)
def test_every_module_declares_its_constant(package: str, constant: str) -> None:
    """A new module is found by being there; one without its constant is refused."""
    found = collect(import_module(package), constant)
    there = sorted(m.name for m in iter_modules(import_module(package).__path__))
    assert there != []
    assert there == list(found)
    assert len({type(value) for value in found.values()}) == 1
