"""One place that turns a refusal into a page: status, words, a way back."""

import logging

from flask import Flask, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, HTTPException, Unauthorized

from kpikit.actions.reading import open_agreement
from kpikit.actions.refusals import note_refusal
from kpikit.domain.library import UnknownEntry
from kpikit.domain.result.rounds import RoundClosed
from kpikit.domain.selection import SelectionFull
from kpikit.domain.settlement.agreeing import Frozen
from kpikit.domain.settling import ContentChanged, Locked
from kpikit.problems import (
    KpikitError,
    NotAllowed,
    NotFoundHere,
    Outdated,
    Refused,
)
from kpikit.web import kept
from kpikit.web.language import words
from kpikit.web.reader import desk, reader

logger = logging.getLogger(__name__)

STATUS: dict[type[KpikitError], int] = {
    NotFoundHere: 404,
    NotAllowed: 403,
    Refused: 422,
    Outdated: 409,
    Locked: 409,
    ContentChanged: 409,
    Frozen: 409,
    RoundClosed: 409,
    SelectionFull: 409,
    UnknownEntry: 404,
}
_Header = tuple[str, str]
_TELLS_TYPED = frozenset({403, 404, 409})
_PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500})


def handle(app: Flask) -> None:
    """Answer every refusal and every fault with a page in plain words."""
    app.register_error_handler(KpikitError, _refusal)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def status_of(error: KpikitError) -> int:
    """Return the HTTP status that belongs to a refusal."""
    return next((STATUS[t] for t in type(error).__mro__ if t in STATUS), 400)


def _refusal(error: KpikitError) -> tuple[str, int]:
    status = status_of(error)
    if isinstance(error, (NotFoundHere, NotAllowed)):
        _note()
    if isinstance(error, NotFoundHere):
        return _page(status)
    if isinstance(error, Refused):
        return _page(status, " ".join(words(p.text) for p in error.problems))
    return _page(status, words(error.text))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, Unauthorized):
        return kept.ask_login()
    if isinstance(error, (Forbidden, CSRFError)):
        _note()
    if isinstance(error, CSRFError) and reader() and (form := kept.posted()):
        return kept.send_again(form), 400
    known = status if status in _PAGES else (400 if status < 500 else 500)
    fields = [h for h in error.get_headers() if h[0] != "Content-Type"]
    page, shown = _page(known)
    return page, status if shown == known else shown, fields


def _fault(error: Exception) -> tuple[str, int]:
    logger.error("fault", exc_info=error)
    return _page(500)


def _note() -> None:
    """Keep in the trail who was refused what; the answer is the same if that fails."""
    try:
        if (found := reader()) is not None:
            note_refusal(desk(), found, f"{request.method} {request.path}")
    except Exception:
        logger.exception("a refusal was not noted")


def _page(status: int, message: str = "") -> tuple[str, int]:
    if request_ctx.url_adapter is None:  # the host is not ours: no address to link to
        return _BARE, status
    for code, words_of_it in ((status, message), (500, "")):
        try:
            return render_template(
                f"errors/{code}.html", message=words_of_it, typed=_typed(code)
            ), code
        except Exception:
            logger.exception("the page about an error failed")
    return _BARE, 500


def _typed(status: int) -> tuple[tuple[str, str], ...]:
    """Return what was typed and not saved, so that it can be copied.

    When a thing is gone or not allowed any more, only who reads that agreement gets
    it: for everybody else what is not there and what is not theirs stays the same.
    """
    if request.method != "POST" or status not in _TELLS_TYPED:
        return ()
    typed = tuple(("", words) for words in kept.words_typed())
    if status == 409 or not typed:
        return typed
    agreement_id = (request.view_args or {}).get("agreement_id")
    found = reader()
    if found is None or agreement_id is None:
        return ()
    try:
        open_agreement(desk(), found, agreement_id)
    except KpikitError:
        return ()
    return typed


_BARE = """<!DOCTYPE html>
<html lang="nl">
  <head><meta charset="utf-8"><title>kpikit</title></head>
  <body>
    <h1>Dit lukt niet</h1>
    <p>Kijk het adres na, of probeer het zo nog eens.</p>
    <h1 lang="en">This does not work</h1>
    <p lang="en">Check the address, or try once more in a moment.</p>
  </body>
</html>
"""
