"""Preparation: what one party writes for itself before and during the talks."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import preparing
from kpikit.actions.preparing import OpenedPreparation
from kpikit.domain.access import Permission
from kpikit.domain.preparation import preparation_problems
from kpikit.problems import Outdated, Refused
from kpikit.web import forms_preparation as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms_preparation import PreparationForm
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("preparation", __name__)


@PAGES.get("/agreements/<agreement_id>/preparation")
@needs(Permission.PREPARE)
def entry(agreement_id: str) -> str:
    """Show the own preparation."""
    found = preparing.open_preparation(desk(), actor(), agreement_id)
    return _entry(found, forms.preparation_form(found.preparation, found.kpis))


@PAGES.post("/agreements/<agreement_id>/preparation")
@needs(Permission.PREPARE)
def save(agreement_id: str) -> str | Response | tuple[str, int]:
    """Keep the own preparation."""
    found = preparing.open_preparation(desk(), actor(), agreement_id)
    filled = forms.preparation_form(found.preparation, found.kpis)
    if not filled.form.is_sound(
        lambda: preparation_problems(
            forms.preparation_of(filled, found.preparation), found.kpis
        )
    ):
        return _entry(found, filled), 422
    wanted = forms.preparation_of(filled, found.preparation)
    try:
        preparing.prepare(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        filled.form.take(refused.problems)
        return _entry(found, filled), 422
    except Outdated:
        now = preparing.open_preparation(desk(), actor(), agreement_id)
        both = merging.pair(
            now.opened,
            filled.form,
            lambda: forms.preparation_form(now.preparation, now.kpis).form,
        )
        return merging.ask(now.opened, both)
    flash(_("Saved. Only your own organisation sees this."))
    return redirect(request.url, 303)


def _entry(found: OpenedPreparation, filled: PreparationForm) -> str:
    return show(
        "preparation/entry.html",
        found.opened,
        form=filled.form,
        rows=filled.rows,
    )
