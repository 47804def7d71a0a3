"""The team scan: each person alone, then the team together, year by year."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import team_scanning
from kpikit.actions.desk import authorise
from kpikit.actions.team_scanning import OpenedTeamScans
from kpikit.domain.access import Permission
from kpikit.domain.improvement.team_scan import TeamScan, change, in_words
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.web import forms_team_scan as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import Form
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("team_scan", __name__)
Page = str | Response | tuple[str, int]
_HERE = "/agreements/<agreement_id>/team-scan"
_SCAN = f"{_HERE}/<int:number>/<int:year>"


@PAGES.get(_HERE)
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show for each care path the last scan next to the one before."""
    return show(
        "team_scan/index.html",
        (found := _open(agreement_id)).opened,
        found=found,
        change=change,
        in_words=in_words,
        hospital=found.hospital,
        may_write=actor().may(Permission.WRITE_STEPS),
    )


@PAGES.get(f"{_SCAN}/own")
@needs(Permission.WRITE_STEPS)
def own(agreement_id: str, number: int, year: int) -> str:
    """Show the form of one person, or what that person handed in."""
    return _own(_open(agreement_id), number, year)


@PAGES.post(f"{_SCAN}/own")
@needs(Permission.WRITE_STEPS)
def save_own(agreement_id: str, number: int, year: int) -> Page:
    """Keep what one person gives, or keep it and hand it in."""
    found = _open(agreement_id)
    authorise(actor(), Permission.WRITE_STEPS)
    before = found.mine(found.path(number, year), year)
    form = forms.scan_form(before, found.kind)
    if not form.validate():
        return _own(found, number, year, form), 422
    wanted = replace(
        before,
        scores=forms.scores_of(form, found.kind),
        handed_in="hand-in" in request.form,
        revision=forms.revision_of(form),
    )
    try:
        team_scanning.give_scores(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _own(found, number, year, form), 422
    except Outdated:
        now = _open(agreement_id)
        mine = now.mine(now.path(number, year), year)
        both = merging.pair(now.opened, form, lambda: forms.scan_form(mine, now.kind))
        return merging.ask(now.opened, both)
    if wanted.handed_in:
        flash(_("Handed in. You now see what the team gave."))
        return redirect(_to(".together", agreement_id, number, year), 303)
    flash(_("Saved. Nobody else sees this before you hand it in."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.get(_SCAN)
@needs(Permission.WRITE_STEPS)
def together(agreement_id: str, number: int, year: int) -> str:
    """Show what was handed in, and the form of what the team records together."""
    return _together(_open(agreement_id), number, year)


@PAGES.post(_SCAN)
@needs(Permission.WRITE_STEPS)
def save(agreement_id: str, number: int, year: int) -> Page:
    """Keep what the team recorded together, or keep it and show it to the others."""
    found = _open(agreement_id)
    authorise(actor(), Permission.WRITE_STEPS)
    before = _started(found, found.path(number, year), year)
    form = forms.scan_form(before, found.kind)
    if not form.validate():
        return _together(found, number, year, form), 422
    wanted = replace(
        before,
        on=form.on.data,
        scores=forms.scores_of(form, found.kind),
        revision=forms.revision_of(form),
    )
    shows = "show" in request.form
    try:
        team_scanning.record_together(desk(), actor(), agreement_id, wanted, show=shows)
    except Refused as refused:
        form.take(refused.problems)
        return _together(found, number, year, form), 422
    except Outdated:
        now = _open(agreement_id)
        kept = _started(now, now.path(number, year), year)
        both = merging.pair(now.opened, form, lambda: forms.scan_form(kept, now.kind))
        return merging.ask(now.opened, both)
    if shows:
        flash(_("Saved. Every party of the agreement sees this."))
    else:
        flash(_("Saved. Only your own organisation sees this."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _open(agreement_id: str) -> OpenedTeamScans:
    return team_scanning.open_team_scans(desk(), actor(), agreement_id)


def _to(view: str, agreement_id: str, number: int, year: int) -> str:
    return url_for(view, agreement_id=agreement_id, number=number, year=year)


def _started(found: OpenedTeamScans, path: str, year: int) -> TeamScan:
    """Return the joint scan, new for who handed in.

    Raises:
        NotFoundHere: there is none, and the reader did not hand in.
    """
    if (kept := found.scan(path, year)) is not None:
        return kept
    if not found.mine(path, year).handed_in:
        raise NotFoundHere
    day = found.today if found.today.year == year else None
    return TeamScan(care_path=path, year=year, on=day)


def _own(
    found: OpenedTeamScans,
    number: int,
    year: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    path = found.path(number, year)
    mine, kept = found.mine(path, year), found.scan(path, year)
    open_ = not mine.handed_in and kept is None
    return show(
        "team_scan/own.html",
        found.opened,
        found=found,
        path=path,
        number=number,
        year=year,
        mine=mine,
        form=(form or forms.scan_form(mine, found.kind)) if open_ or form else None,
    )


def _together(
    found: OpenedTeamScans,
    number: int,
    year: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    path = found.path(number, year)
    scan = _started(found, path, year)
    spread = scan.spread or found.spread(path, year)
    return show(
        "team_scan/together.html",
        found.opened,
        found=found,
        path=path,
        year=year,
        scan=scan,
        others=found.others(path, year),
        former=found.former(scan),
        said={s.code: in_words(s) for s in spread},
        nobody=in_words(None),
        form=form or forms.scan_form(scan, found.kind),
    )
