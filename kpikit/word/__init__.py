"""Word documents; the library that writes them is the optional extra ``word``."""

from importlib.util import find_spec


def is_installed() -> bool:
    """Tell whether this installation can make Word documents."""
    return find_spec("docx") is not None
