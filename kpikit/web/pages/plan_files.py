"""The improvement plan as a file: a workbook or a Word document."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit import word
from kpikit.actions import plan_files
from kpikit.actions.plan_files import Format
from kpikit.domain.access import Permission
from kpikit.text import LANGUAGES
from kpikit.web.access import needs
from kpikit.web.language import language
from kpikit.web.pages.exporting import XLSX
from kpikit.web.reader import actor, desk

PAGES = Blueprint("plan_files", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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


def _file(agreement_id: str, number: int, wanted: Format, mimetype: str) -> Response:
    wish = request.args.get("language")
    chosen = next((known for known in LANGUAGES if known == wish), language())
    found = plan_files.open_paths(desk(), actor(), agreement_id)
    made = plan_files.plan_file(found, number, wanted, chosen)
    answer = send_file(
        BytesIO(made.data),
        mimetype=mimetype,
        as_attachment=True,
        download_name=made.name,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
