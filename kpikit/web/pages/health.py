"""Is it alive, is it ready: for the machine that watches, without any internals."""

from flask import Blueprint, Response

from kpikit.actions.readiness import is_ready
from kpikit.domain.access import Permission
from kpikit.web.access import needs
from kpikit.web.reader import desk

PAGES = Blueprint("health", __name__)


@PAGES.get("/healthz")
@needs(Permission.PUBLIC)
def alive() -> Response:
    """Tell that the process answers; the database is not asked."""
    return Response("ok\n", mimetype="text/plain")


@PAGES.get("/readyz")
@needs(Permission.PUBLIC)
def ready() -> Response:
    """Tell whether the database answers and is up to date: 200, or 503."""
    if is_ready(desk()):
        return Response("ok\n", mimetype="text/plain")
    return Response("not ready\n", status=503, mimetype="text/plain")
