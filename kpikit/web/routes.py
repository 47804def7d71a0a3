"""Every address of the app, with what its reader must be allowed."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from flask import Flask

from kpikit.settings import Settings
from kpikit.web.access import permission_of
from kpikit.web.app import create_app


class Route(TypedDict):
    """One address of the app."""

    rule: str
    endpoint: str
    methods: list[str]
    permission: str


def all_routes(app: Flask) -> list[Route]:
    """Return all routes, sorted by address; HEAD and OPTIONS are left out."""
    found: list[Route] = [
        {
            "rule": rule.rule,
            "endpoint": rule.endpoint,
            "methods": sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            "permission": permission_of(app, rule.endpoint).value,
        }
        for rule in app.url_map.iter_rules()
    ]
    return sorted(found, key=lambda r: (r["rule"], r["endpoint"]))


def listed(settings: Settings) -> list[Route]:
    """Return the routes of an app that is made for this list alone."""
    with TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'routes.sqlite3'}"
        own = replace(settings, secret_key="-" * 32, database_url=address)
        return all_routes(create_app(own))
