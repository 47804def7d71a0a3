"""Questions of teams to the other teams of their own organisation."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from kpikit.actions import peers
from kpikit.domain.access import Permission
from kpikit.problems import Refused
from kpikit.web.access import needs
from kpikit.web.forms import Form, long, number_of
from kpikit.web.reader import actor, desk

PAGES = Blueprint("peers", __name__, url_prefix="/organisation/peers")


class PostForm(Form):
    """A question, or an answer to the one with this number."""

    question = HiddenField()
    place = StringField(lazy_gettext("Your hospital, site or team"))
    words = TextAreaField(lazy_gettext("What you ask or answer"), validators=[long()])


@PAGES.get("")
@needs(Permission.WRITE_STEPS)
def index() -> str:
    """Show what teams asked each other, the last question first."""
    return _page(PostForm(formdata=None), number_of(request.args.get("question", "")))


@PAGES.post("")
@needs(Permission.WRITE_STEPS)
def say() -> Response | tuple[str, int]:
    """Keep a question or an answer; nobody takes it back."""
    form = PostForm()
    question = number_of(form.question.data or "")
    if not form.validate():
        return _page(form, question), 422
    try:
        peers.say(
            desk(),
            actor(),
            place=form.place.data or "",
            words=form.words.data or "",
            question=question,
        )
    except Refused as refused:
        form.take(refused.problems)
        return _page(form, question), 422
    flash(_("Said. Only colleagues of your own organisation read this."))
    return redirect(url_for(".index"), 303)


def _page(form: PostForm, question: int) -> str:
    found = peers.read_peers(desk(), actor())
    return render_template(
        "peers/index.html",
        form=form,
        threads=found,
        asked=next((each for each in found if each.number == question), None),
    )
