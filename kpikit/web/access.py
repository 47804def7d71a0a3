"""Who may see a page: every view declares it, or the app does not start."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app, request

from kpikit.domain.access import Permission

View = TypeVar("View", bound=Callable[..., object])
_DECLARED = "kpikit_permission"
_FREE = frozenset({"static"})


class Undeclared(RuntimeError):  # noqa: N818 - reads as what it says
    """A view does not say who may see it."""


def needs(permission: Permission) -> Callable[[View], View]:
    """Declare what a reader must be allowed in order to reach a view."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, permission)
        return view

    return declare


def permission_of(app: Flask, endpoint: str) -> Permission:
    """Return what a view declared; files of the page itself are public.

    Raises:
        Undeclared: the view declares nothing.
    """
    if endpoint in _FREE:
        return Permission.PUBLIC
    declared = getattr(app.view_functions[endpoint], _DECLARED, None)
    if declared is None:
        raise Undeclared(endpoint)
    return cast("Permission", declared)


def declared() -> Permission:
    """Return what the view of this request declared."""
    return permission_of(current_app, request.endpoint or "")


def require_declared(app: Flask) -> None:
    """Stop an app with a view that does not say who may see it.

    Raises:
        Undeclared: for the first such view.
    """
    for rule in app.url_map.iter_rules():
        permission_of(app, rule.endpoint)
