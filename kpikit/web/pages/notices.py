"""Notices: what happened in agreements that the reader should know of."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import notifying
from kpikit.actions.desk import authorise
from kpikit.domain.access import Permission
from kpikit.web.access import needs
from kpikit.web.forms import moment_of
from kpikit.web.forms_browse import page_number
from kpikit.web.notice_words import address, says
from kpikit.web.reader import actor, desk

PAGES = Blueprint("notices", __name__)


@PAGES.get("/notices")
@needs(Permission.READ)
def index() -> str | Response:
    """Show what the reader was told, the newest first."""
    page = page_number()
    found = notifying.my_notices(desk(), actor(), page)
    pages = max(1, -(-found.total // notifying.PAGE_SIZE))
    if page > pages:
        return redirect(url_for("notices.index", page=pages))
    return render_template(
        "notices/index.html",
        found=found,
        page=page,
        pages=pages,
        previous_url=_at(page - 1) if page > 1 else None,
        next_url=_at(page + 1) if page < pages else None,
        says=says,
        address=address,
    )


@PAGES.post("/notices")
@needs(Permission.READ)
def mark_read() -> Response:
    """Mark as read all that was there when the page was opened."""
    authorise(actor(), Permission.READ)
    last = moment_of(request.form.get("last", ""))
    if last is not None:
        notifying.mark_read(desk(), actor(), last)
    flash(_("All notices are marked as read."))
    return redirect(url_for("notices.index"), 303)


def _at(page: int) -> str:
    return url_for("notices.index", page=page)
