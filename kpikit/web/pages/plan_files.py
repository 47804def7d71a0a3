"""The improvement plan as a file: out as a workbook or a document, and in again."""

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit import word
from kpikit.actions import improving, plan_files, plan_importing
from kpikit.actions.desk import authorise
from kpikit.actions.plan_files import Format
from kpikit.domain.access import Permission
from kpikit.problems import Outdated, Problem, Refused
from kpikit.text import Text
from kpikit.web.access import needs
from kpikit.web.files import DOCX, XLSX, attached, sent_file, wished_language
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("plan_files", __name__)
Page = str | AnyResponse | tuple[str, int]
_HERE = "/agreements/<agreement_id>/plan/files/<int:number>"


@PAGES.get(f"{_HERE}.xlsx")
@needs(Permission.READ)
def workbook(agreement_id: str, number: int) -> Response:
    """Give the plan of a care path as a workbook; an empty one is a template."""
    return _file(agreement_id, number, Format.EXCEL, XLSX)


@PAGES.get(f"{_HERE}.docx")
@needs(Permission.READ)
def document(agreement_id: str, number: int) -> AnyResponse:
    """Give the plan of a care path as a Word document, where that can be made."""
    if not word.is_installed():
        plan_files.open_paths(desk(), actor(), agreement_id).of_path(number)
        flash(_("This installation makes no Word documents. Choose Excel."))
        return redirect(url_for("plan.index", agreement_id=agreement_id), 303)
    return _file(agreement_id, number, Format.WORD, DOCX)


@PAGES.get("/agreements/<agreement_id>/plan/upload")
@needs(Permission.IMPROVE)
def choose(agreement_id: str) -> str:
    """Ask for a filled-in template."""
    return _choose(agreement_id)


@PAGES.post("/agreements/<agreement_id>/plan/upload")
@needs(Permission.IMPROVE)
def upload(agreement_id: str) -> Page:
    """Keep a file for its preview; one that cannot be read is refused at once."""
    name, data = sent_file()
    try:
        upload_id = plan_importing.keep_plan(desk(), actor(), agreement_id, name, data)
    except Refused as refused:
        return _choose(agreement_id, refused.problems), 422
    to = url_for(".preview", agreement_id=agreement_id, upload_id=upload_id)
    return redirect(to, 303)


@PAGES.get("/agreements/<agreement_id>/plan/upload/<upload_id>")
@needs(Permission.IMPROVE)
def preview(agreement_id: str, upload_id: str) -> str:
    """Show every problem of a file, and what it would change."""
    return _preview(agreement_id, upload_id)


@PAGES.post("/agreements/<agreement_id>/plan/upload/<upload_id>")
@needs(Permission.IMPROVE)
def carry_out(agreement_id: str, upload_id: str) -> Page:
    """Bring a file in as it was shown, all or nothing, or throw it away."""
    where = desk(), actor(), agreement_id, upload_id
    if "drop" in request.form:
        plan_importing.drop_plan(*where)
        flash(_("The file is thrown away. Nothing has changed."))
    else:
        stamp = request.form.get("stamp", "")
        try:
            plan_importing.import_plan(*where, stamp)
        except Refused:
            return _preview(agreement_id, upload_id), 422
        except Outdated as stopped:
            return _preview(agreement_id, upload_id, stopped.text), 409
        flash(_("The file is in. What you see here is what it said."))
    return redirect(url_for("plan.index", agreement_id=agreement_id), 303)


def _choose(agreement_id: str, problems: tuple[Problem, ...] = ()) -> str:
    found = improving.open_plan(desk(), actor(), agreement_id)
    authorise(actor(), Permission.IMPROVE)
    told = tuple(replace(problem, where="") for problem in problems)
    return show("plan/upload.html", found.opened, problems=told)


def _preview(agreement_id: str, upload_id: str, stopped: Text | None = None) -> str:
    waiting = plan_importing.preview_plan(desk(), actor(), agreement_id, upload_id)
    found = improving.open_plan(desk(), actor(), agreement_id)
    return show(
        "plan/preview.html",
        found.opened,
        waiting=waiting,
        plan=waiting.plan,
        problems=waiting.plan.problems,
        stopped=stopped,
    )


def _file(agreement_id: str, number: int, wanted: Format, mimetype: str) -> Response:
    made = plan_files.plan_file(
        desk(), actor(), agreement_id, number, wanted, wished_language()
    )
    return attached(made.data, made.name, mimetype)
