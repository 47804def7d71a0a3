"""The recommendations in one agreement: answers, coverage, levels and an agenda."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import replying
from kpikit.actions.replying import OpenedReplies
from kpikit.domain.access import Permission
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.library import LEVEL_NAMES
from kpikit.domain.party import DECIDING
from kpikit.domain.reply import GAP_NAMES, addressee_of, agenda, by_level
from kpikit.problems import Outdated
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms_reply import ReplyForm, reply_form
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("recommendations", __name__)


@PAGES.get("/agreements/<agreement_id>/recommendations")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show what serves each recommendation, and what to talk about next."""
    found = replying.open_replies(desk(), actor(), agreement_id)
    return show(
        "recommendations/index.html",
        found.opened,
        found=found,
        points=agenda(found.covered),
        levels=by_level(found.covered),
        level_names=LEVEL_NAMES,
        gaps=GAP_NAMES,
        kinds=all_kinds(),
        deciding=DECIDING,
        titles={c.advice.number: c.advice.title for c in found.covered},
    )


@PAGES.get("/agreements/<agreement_id>/recommendations/<int:number>")
@needs(Permission.SEE_MONEY)
def entry(agreement_id: str, number: int) -> str:
    """Show one recommendation with the answers of both parties."""
    found = replying.open_replies(desk(), actor(), agreement_id)
    return _entry(found, number)


@PAGES.post("/agreements/<agreement_id>/recommendations/<int:number>")
@needs(Permission.REPLY)
def save(agreement_id: str, number: int) -> str | Response | tuple[str, int]:
    """Keep the own answer, or keep it and show it to the other party."""
    found = replying.open_replies(desk(), actor(), agreement_id)
    found.on(number)
    form = ReplyForm()
    if not form.validate():
        return _entry(found, number, form), 422
    shows = "show" in request.form
    wanted = form.reply(number, actor().party)
    try:
        replying.reply(desk(), actor(), agreement_id, wanted, show=shows)
    except Outdated:
        now = replying.open_replies(desk(), actor(), agreement_id)
        own = now.own_reply(number, actor().party)
        both = merging.pair(now.opened, form, lambda: reply_form(own))
        return merging.ask(now.opened, both)
    if shows:
        flash(_("Saved. The other party sees this now."))
    else:
        flash(_("Saved. Only your own organisation sees this."))
    address = url_for(".entry", agreement_id=agreement_id, number=number)
    return redirect(address, 303)


def _entry(
    found: OpenedReplies,
    number: int,
    form: ReplyForm | None = None,
) -> str:
    one, role = found.on(number), actor().party
    known = [c.advice.number for c in found.covered]
    at = known.index(number)
    return show(
        "recommendations/entry.html",
        found.opened,
        one=one,
        form=form or reply_form(found.own_reply(number, role)),
        hidden=found.is_hidden(number, role),
        addressee=addressee_of(one.advice),
        level_names=LEVEL_NAMES,
        kinds=all_kinds(),
        deciding=DECIDING,
        before=known[at - 1] if at else None,
        after=known[at + 1] if at + 1 < len(known) else None,
    )
