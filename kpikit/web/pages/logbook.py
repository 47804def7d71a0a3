"""The log of an organisation, for who looks after it, and that it was looked over."""

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from kpikit.actions import logbook
from kpikit.domain.access import Permission
from kpikit.problems import Refused
from kpikit.web import history_words
from kpikit.web.access import needs
from kpikit.web.forms import Form, long, moment_of
from kpikit.web.forms_browse import LOG_PARTS, LogForm, page_number
from kpikit.web.reader import actor, desk

PAGES = Blueprint("logbook", __name__, url_prefix="/organisation/log")
PAGE_SIZE = 50


class ReviewForm(Form):
    """What stood out, and up to when the log was on the screen."""

    until = HiddenField()
    remark = TextAreaField(lazy_gettext("What stood out"), validators=[long()])


@PAGES.get("")
@needs(Permission.MANAGE_USERS)
def index() -> str:
    """Show who did what, the newest first."""
    return _page(ReviewForm(formdata=None))


@PAGES.post("")
@needs(Permission.MANAGE_USERS)
def review() -> Response | tuple[str, int]:
    """Note that the log was looked over."""
    form = ReviewForm()
    until = moment_of(form.until.data or "")
    if not form.validate() or until is None:
        return _page(form), 422
    try:
        logbook.review_log(desk(), actor(), until, form.remark.data or "")
    except Refused as refused:
        form.take(refused.problems)
        return _page(form), 422
    flash(_("Noted that you looked the log over."))
    return redirect(url_for(".index"), 303)


def _page(review_form: ReviewForm) -> str:
    form, page = LogForm(), page_number()
    found = logbook.read_log(
        desk(),
        actor(),
        words=form.words.data or "",
        actions=LOG_PARTS.get(form.part.data, frozenset()),
        limit=PAGE_SIZE,
        page=page,
    )
    narrowed = bool(form.words.data or form.part.data or page > 1)
    if not review_form.until.data and found.lines:
        review_form.until.data = found.lines[0].entry.at.isoformat()
    return render_template(
        "organisation/log.html",
        form=form,
        review=review_form,
        found=found,
        narrowed=narrowed,
        said=history_words.action,
        older=_at(page + 1) if found.more else None,
        newer=_at(page - 1) if page > 1 else None,
    )


def _at(page: int) -> str:
    kept = {k: v for k, v in request.args.items() if k not in {"page", "lang"}}
    return f"{url_for('.index')}?{urlencode({**kept, 'page': page})}"
