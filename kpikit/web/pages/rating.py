"""Rate candidates apart, see both at once, and look at sets that serve both best."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import rating as steps
from kpikit.actions.rating import OpenedRating
from kpikit.domain.access import Permission
from kpikit.domain.choice.rating import CRITERIA
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.problems import Outdated, Problem, Refused
from kpikit.web import forms_rating as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import number_of
from kpikit.web.forms_rating import RatingForm
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("rating", __name__)


@PAGES.get("/agreements/<agreement_id>/kpis/ratings")
@needs(Permission.READ)
def entry(agreement_id: str) -> str:
    """Show the own form, or what both said once both handed in."""
    return _entry(steps.open_rating(desk(), actor(), agreement_id))


@PAGES.post("/agreements/<agreement_id>/kpis/ratings")
@needs(Permission.RATE_CANDIDATES)
def save(agreement_id: str) -> str | Response | tuple[str, int]:
    """Keep the own ratings, or hand them in."""
    open_for(agreement_id, Permission.RATE_CANDIDATES)
    found = steps.open_rating(desk(), actor(), agreement_id)
    filled = forms.rating_form(found.own, found.kpis)
    if not filled.form.validate():
        return _entry(found, filled), 422
    wanted = forms.ratings_of(filled)
    hands_in = "hand-in" in request.form
    wanted = steps.handed(wanted) if hands_in else wanted
    number = number_of(request.form.get("round", ""))
    try:
        steps.rate_candidates(desk(), actor(), agreement_id, wanted, number)
    except Refused as refused:
        filled.form.take(refused.problems)
        return _entry(found, filled, refused.problems), 422
    except Outdated:
        now = steps.open_rating(desk(), actor(), agreement_id)
        both = merging.pair(
            now.opened, filled.form, lambda: forms.rating_form(now.own, now.kpis).form
        )
        return merging.ask(now.opened, both)
    if hands_in:
        flash(_("Handed in. The ratings open once both parties have handed in."))
    else:
        flash(_("Saved. Only your own organisation sees this."))
    return redirect(request.url, 303)


@PAGES.get("/agreements/<agreement_id>/kpis/suggestion")
@needs(Permission.READ)
def suggestion(agreement_id: str) -> str:
    """Show up to three sets that serve both best, with the pins of the address."""
    found = steps.open_rating(desk(), actor(), agreement_id)
    inside, outside = _pins("in"), _pins("out")
    wish = steps.wish_of(found, inside, outside)
    return show(
        "rating/suggestion.html",
        found.opened,
        found=found,
        sets=steps.suggestions(found, wish) if found.last_opened else (),
        wish=wish,
        DECIDING=DECIDING,
    )


def _entry(
    found: OpenedRating,
    filled: RatingForm | None = None,
    problems: tuple[Problem, ...] = (),
) -> str:
    state = found.opened.settling.state
    open_ = not found.finished and not found.own.handed_in
    may = open_ and actor().may(Permission.RATE_CANDIDATES, state)
    filled = filled or forms.rating_form(found.own, found.kpis)
    return show(
        "rating/entry.html",
        found.opened,
        found=found,
        form=filled.form if may else None,
        rows=filled.rows,
        names={k.id: k.name for k in found.kpis},
        criteria=CRITERIA,
        roles=_roles(found),
        deciding=DECIDING,
        problems=problems,
    )


def _roles(found: OpenedRating) -> list[PartyRole]:
    """Return the parties whose ratings were opened, the deciding ones first."""
    shared = found.shared.get(found.last_opened, {})
    return [role for role in PartyRole if role in shared]


def _pins(name: str) -> frozenset[KpiId]:
    return frozenset(KpiId(each) for each in request.args.getlist(name)[:40])
