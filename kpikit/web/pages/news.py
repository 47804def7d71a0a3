"""News: what somebody else changed since a page was opened; the page itself asks."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from kpikit.actions.news import news
from kpikit.domain.access import Permission
from kpikit.domain.party import PartyRole
from kpikit.web import history_words
from kpikit.web.access import needs
from kpikit.web.forms import asks_fragment
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("news", __name__)


@PAGES.get("/agreements/<agreement_id>/news")
@needs(Permission.READ)
def index(agreement_id: str) -> str | Response:
    """Tell who changed what after a moment; nothing while nobody did.

    A patient organisation reads that something changed, and not what: it may be money.
    """
    since = _moment(request.args.get("since", ""))
    found = news(desk(), actor(), agreement_id, since)
    said = ""
    if found is not None and actor().party is not PartyRole.VOICE:
        said = history_words.action(found)
    values = {"change": found, "said": said, "agreement_id": agreement_id}
    if not asks_fragment():
        return show("agreements/news.html", open_for(agreement_id), **values)
    if found is None:
        return Response(status=204)
    return render_template("agreements/_news.html", **values)


def _moment(words: str) -> datetime:
    """Return the moment of an address; what is none is now, so that nothing is new."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return desk().clock()
    return found if found.tzinfo else found.replace(tzinfo=UTC)
