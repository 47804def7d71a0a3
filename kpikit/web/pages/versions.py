"""Versions: what was signed, what differs, and talks about a change: an addendum."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from kpikit.actions import addenda
from kpikit.actions.addenda import OpenedVersions
from kpikit.domain.access import Permission
from kpikit.problems import NotFoundHere, Refused
from kpikit.web.access import needs
from kpikit.web.forms import Form, long, number_of
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("versions", __name__)
Page = str | Response | tuple[str, int]


class ReasonForm(Form):
    """Why the agreement has to change."""

    reason = TextAreaField(lazy_gettext("Why it has to change"), validators=[long()])


@PAGES.get("/agreements/<agreement_id>/versions")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show every signed version, and the talks about a next one."""
    return _index(addenda.open_versions(desk(), actor(), agreement_id))


@PAGES.post("/agreements/<agreement_id>/versions")
@needs(Permission.AMEND)
def open_addendum(agreement_id: str) -> Page:
    """Begin talks about a change."""
    open_for(agreement_id, Permission.AMEND)
    found = addenda.open_versions(desk(), actor(), agreement_id)
    form = ReasonForm()
    if form.validate():
        reason = form.reason.data or ""
        try:
            talks = addenda.open_addendum(desk(), actor(), agreement_id, reason)
        except Refused as refused:
            form.take(refused.problems)
        else:
            flash(_("The talks are open. What was signed stays in force meanwhile."))
            return redirect(url_for("agreements.hub", agreement_id=talks), 303)
    return _index(found, form), 422


@PAGES.get("/agreements/<agreement_id>/versions/difference")
@needs(Permission.READ)
def difference(agreement_id: str) -> str:
    """Show what differs between two versions, field by field."""
    found = addenda.open_versions(desk(), actor(), agreement_id)
    if not found.versions:
        raise NotFoundHere
    last = found.versions[-1].number
    first = number_of(request.args.get("from", "")) or max(last - 1, 1)
    second = number_of(request.args.get("to", "")) or last
    money = actor().may(Permission.SEE_MONEY)
    return show(
        "versions/difference.html",
        found.opened,
        found=found,
        first=first,
        second=second,
        changes=addenda.compare(found, first, second, money=money),
    )


@PAGES.get("/agreements/<agreement_id>/versions/changes")
@needs(Permission.READ)
def changes(agreement_id: str) -> str:
    """Show what talks about an addendum change so far."""
    opened = open_for(agreement_id)
    if opened.dossier.addendum is None or opened.addendum is None:
        raise NotFoundHere
    return show(
        "versions/changes.html", opened, changes=opened.dossier.addendum.changes
    )


@PAGES.get("/agreements/<agreement_id>/versions/withdraw")
@needs(Permission.HAND_OVER)
def ask_withdraw(agreement_id: str) -> str:
    """Ask before talks about an addendum end."""
    opened = open_for(agreement_id, Permission.HAND_OVER)
    if opened.addendum is None:
        raise NotFoundHere
    return show("versions/withdraw.html", opened)


@PAGES.post("/agreements/<agreement_id>/versions/withdraw")
@needs(Permission.HAND_OVER)
def withdraw(agreement_id: str) -> Response:
    """End talks about an addendum."""
    base = addenda.withdraw_addendum(desk(), actor(), agreement_id)
    flash(_("The addendum is withdrawn. What was signed stays as it is."))
    return redirect(url_for(".index", agreement_id=base), 303)


def _index(found: OpenedVersions, form: ReasonForm | None = None) -> str:
    opened = found.opened
    if form is None and actor().may(Permission.AMEND, opened.settling.state):
        form = ReasonForm(formdata=None)
    return show(
        "versions/index.html",
        opened,
        found=found,
        form=form if opened.open_addendum is None else None,
        withdrawn=[a for a in opened.addenda if a.ended == "withdrawn"],
        why={a.number: a for a in opened.addenda if a.ended == "signed"},
    )
