"""News: what somebody else changed since a page was opened; the page itself asks."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from kpikit.actions.news import news
from kpikit.domain.access import Permission
from kpikit.domain.party import PartyRole
from kpikit.web import history_words
from kpikit.web.access import needs
from kpikit.web.forms import asks_fragment, moment_of
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("news", __name__)


@PAGES.get("/agreements/<agreement_id>/news")
@needs(Permission.READ)
def index(agreement_id: str) -> str | Response:
    """Tell who changed what after a moment; nothing while nobody did.

    A patient organisation reads that something changed, and not what: it may be money.
    """
    since = moment_of(request.args.get("since", "")) or desk().clock()
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
