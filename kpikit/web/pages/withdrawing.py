"""Withdraw an agreement before it is signed: ask first, and say why."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from kpikit.actions import settling as steps
from kpikit.actions.opening import Opened
from kpikit.domain.access import Permission
from kpikit.problems import NotFoundHere, Refused
from kpikit.web.access import needs
from kpikit.web.forms import Form, long
from kpikit.web.opened import open_for, show
from kpikit.web.pages.settling import lifted_of
from kpikit.web.reader import actor, desk

PAGES = Blueprint("withdrawing", __name__)


class WithdrawForm(Form):
    """Why the talks end."""

    reason = TextAreaField(lazy_gettext("Why you withdraw"), validators=[long()])


@PAGES.get("/agreements/<agreement_id>/withdraw")
@needs(Permission.WITHDRAW)
def index(agreement_id: str) -> str:
    """Ask why, and say what is lost."""
    return _page(_opened(agreement_id), WithdrawForm(formdata=None))


@PAGES.post("/agreements/<agreement_id>/withdraw")
@needs(Permission.WITHDRAW)
def withdraw(agreement_id: str) -> Response | tuple[str, int]:
    """End the talks for both parties."""
    opened, form = _opened(agreement_id), WithdrawForm()
    if form.validate():
        try:
            steps.withdraw(desk(), actor(), agreement_id, form.reason.data or "")
        except Refused as refused:
            form.take(refused.problems)
        else:
            flash(_("The agreement is withdrawn. Both parties can still read it."))
            return redirect(url_for("agreements.hub", agreement_id=agreement_id), 303)
    return _page(opened, form), 422


def _opened(agreement_id: str) -> Opened:
    """Open an agreement that is no talks about an addendum."""
    opened = open_for(agreement_id, Permission.WITHDRAW)
    if opened.addendum is not None:
        raise NotFoundHere
    return opened


def _page(opened: Opened, form: WithdrawForm) -> str:
    lifted = lifted_of(opened)
    return show("settling/withdraw.html", opened, form=form, lifted=lifted)
