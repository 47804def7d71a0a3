"""Adopt an option of a scenario: record its arrangements in the agreement."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions.scenarios import adopt, adopting_problems
from kpikit.domain.access import Permission
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.financing.starting import STARTS
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.web.access import needs
from kpikit.web.answers import Answer, of_arrangement
from kpikit.web.found_study import Found, found_study
from kpikit.web.language import words
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("adopting", __name__)
Page = str | Response | tuple[str, int]
_AT = "/agreements/<agreement_id>/scenarios/<study_id>/adopt/<option>"


@PAGES.get(_AT)
@needs(Permission.EDIT)
def ask(agreement_id: str, study_id: str, option: str) -> str:
    """Show what would be recorded, and what stands in the way."""
    open_for(agreement_id, Permission.EDIT)
    return _page(found_study(agreement_id, study_id), option)


@PAGES.post(_AT)
@needs(Permission.EDIT)
def save(agreement_id: str, study_id: str, option: str) -> Page:
    """Record the arrangements of an option."""
    open_for(agreement_id, Permission.EDIT)
    found = found_study(agreement_id, study_id)
    try:
        adopt(desk(), actor(), agreement_id, study_id, option)
    except Refused as refused:
        return _page(found, option, refused.problems), 422
    flash(_("Recorded. Both parties see these arrangements now."))
    return redirect(url_for("financing.index", agreement_id=agreement_id), 303)


def _page(found: Found, option: str, problems: tuple[Problem, ...] = ()) -> str:
    if option not in found.study.options or option not in STARTS:
        raise NotFoundHere
    made = studies.option_of(found.study, option)
    return show(
        "scenarios/adopt.html",
        found.opened,
        study=found.study,
        option=option,
        start=STARTS[option],
        arrangements=[_told(found, each) for each in made],
        problems=problems or adopting_problems(found.opened.dossier, made),
    )


def _told(found: Found, each: Arrangement) -> tuple[str, tuple[Answer, ...]]:
    return words(kind_of(each).name), of_arrangement(each, found.opened.known)
