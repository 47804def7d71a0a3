"""Files of the page itself: named with their content, so kept for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

from kpikit.domain.access import Permission
from kpikit.web.access import needs

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_AN_HOUR = "public, max-age=3600"
_FILES = frozenset({"static", "theme"})
_NAME_DIGITS = 12


def serve(app: Flask, theme: Path | None = None) -> None:
    """Give templates the address of a file, with the hash of its content in it.

    ``theme`` is the stylesheet of this installation; it is read once, at the start.
    """
    folder = Path(app.static_folder or "")

    def static(name: str) -> str:
        return url_for("static", filename=name, v=_file_digest(folder / name))

    app.jinja_env.globals["static"] = static
    app.after_request(_keep)
    _serve_theme(app, theme.read_bytes() if theme else None)


def _serve_theme(app: Flask, content: bytes | None) -> None:
    def theme_url() -> str | None:
        return url_for("theme", v=_digest(content)) if content is not None else None

    if content is not None:

        @app.get("/theme.css", endpoint="theme")
        @needs(Permission.PUBLIC)
        def theme() -> Response:
            return Response(content, mimetype="text/css")

    app.context_processor(lambda: {"theme_url": theme_url()})


@cache
def _file_digest(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:_NAME_DIGITS]


def _keep(response: Response) -> Response:
    if request.endpoint in _FILES and response.status_code in {200, 304}:
        named = "v" in request.args
        response.headers["Cache-Control"] = _FOR_EVER if named else _FOR_AN_HOUR
    return response
