"""Find the one constant that every module of a plug-in package declares."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def collect(package: ModuleType, constant: str) -> dict[str, Any]:
    """Return module name to constant for all modules of a package, sorted by name.

    Raises:
        AttributeError: a module does not declare the constant.
    """
    names = sorted(info.name for info in iter_modules(package.__path__))
    return {
        name: getattr(import_module(f"{package.__name__}.{name}"), constant)
        for name in names
    }
