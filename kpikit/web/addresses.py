"""Addresses of many things of one kind, for lists: looked up once, then filled in."""

from collections.abc import Callable
from urllib.parse import quote

from flask import url_for

_HOLE = "the-one-that-differs"
_PLAIN = "!$&'()*+,:;=@"
"""What stays as it is in a part of a path, as werkzeug writes it."""


def addresses(endpoint: str, part: str, **fixed: str | None) -> Callable[[str], str]:
    """Return what gives the address of a page when only ``part`` of it differs.

    It is the address that ``url_for`` gives, which takes its time for every one.
    """
    values = {**fixed, part: _HOLE}
    before, after = url_for(endpoint, **values).split(_HOLE)  # type: ignore[arg-type]

    def address(value: str) -> str:
        return f"{before}{quote(value, safe=_PLAIN)}{after}"

    return address
