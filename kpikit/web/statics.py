"""Files of the page itself: named with their content, so kept for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

_FOR_EVER = "public, max-age=31536000, immutable"
_NAME_DIGITS = 12


def serve(app: Flask) -> None:
    """Give templates the address of a file, with the hash of its content in it."""
    folder = Path(app.static_folder or "")

    def static(name: str) -> str:
        return url_for("static", filename=name, v=_digest(folder / name))

    app.jinja_env.globals["static"] = static
    app.after_request(_keep)


@cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:_NAME_DIGITS]


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = (
            _FOR_EVER if "v" in request.args else "public, max-age=3600"
        )
    return response
