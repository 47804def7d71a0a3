"""The organisation scan: once a year by the hospital, and shown when it wants to."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import scanning
from kpikit.actions.desk import authorise
from kpikit.actions.scanning import OpenedScans
from kpikit.domain.access import Permission
from kpikit.domain.improvement.organisation_scan import SCALE, changed, scan_problems
from kpikit.problems import Outdated, Refused
from kpikit.web import forms_organisation_scan as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import Form
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("organisation_scan", __name__)
_HERE = "/agreements/<agreement_id>/organisation-scan"


@PAGES.get(_HERE)
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show the scans beside each other, year by year."""
    found = scanning.open_scans(desk(), actor(), agreement_id)
    seen = found.seen
    last = seen[-1].year if seen else found.today.year
    return show(
        "organisation_scan/index.html",
        found.opened,
        found=found,
        scale=SCALE,
        last=last,
        changes={t.code: changed(t.code, last, seen) for t in found.kind.theme},
        may_write=actor().may(Permission.WRITE_STEPS),
    )


@PAGES.get(f"{_HERE}/<int:year>")
@needs(Permission.WRITE_STEPS)
def entry(agreement_id: str, year: int) -> str:
    """Show the form of one year."""
    return _entry(scanning.open_scans(desk(), actor(), agreement_id), year)


@PAGES.post(f"{_HERE}/<int:year>")
@needs(Permission.WRITE_STEPS)
def save(agreement_id: str, year: int) -> str | Response | tuple[str, int]:
    """Keep the own scan, or keep it and show it to the other parties."""
    found = scanning.open_scans(desk(), actor(), agreement_id)
    authorise(actor(), Permission.WRITE_STEPS)
    form = forms.scan_form(found.scan(year), found.kind)
    this_year = found.today.year
    if not form.is_sound(
        lambda: scan_problems(
            forms.scan_of(form, year, found.kind), found.kind, this_year
        )
    ):
        return _entry(found, year, form), 422
    shows = "show" in request.form
    wanted = forms.scan_of(form, year, found.kind)
    try:
        scanning.record_scan(desk(), actor(), agreement_id, wanted, show=shows)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(found, year, form), 422
    except Outdated:
        now = scanning.open_scans(desk(), actor(), agreement_id)
        both = merging.pair(
            now.opened, form, lambda: forms.scan_form(now.scan(year), now.kind)
        )
        return merging.ask(now.opened, both)
    if shows:
        flash(_("Saved. Every party of the agreement sees this."))
    else:
        flash(_("Saved. Only your own organisation sees this."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _entry(
    found: OpenedScans,
    year: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    scan = found.scan(year)
    earlier = [s for s in found.own if s.year < year]
    return show(
        "organisation_scan/entry.html",
        found.opened,
        found=found,
        year=year,
        form=form or forms.scan_form(scan, found.kind),
        before=earlier[-1] if earlier else None,
        scale=SCALE,
    )
