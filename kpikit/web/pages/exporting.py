"""Export: a workbook per audience, in the language and of the version one wants."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from kpikit.actions.exporting import export_agreement, packs_for
from kpikit.actions.settling import check_answers
from kpikit.domain.access import Permission
from kpikit.excel.packs import load_packs
from kpikit.web.access import needs
from kpikit.web.files import attached, wished_language
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("exporting", __name__)
DRAFT = "draft"


@PAGES.get("/agreements/<agreement_id>/export")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show the packs that the reader may have."""
    if actor().may(Permission.SEE_MONEY):
        checked = check_answers(desk(), actor(), agreement_id)
        opened, versions = checked.opened, checked.versions
    else:
        opened, versions = open_for(agreement_id), ()
    return show(
        "exporting/index.html",
        opened,
        packs=packs_for(actor(), load_packs()),
        versions=versions,
        chosen=request.args.get("version", ""),
    )


@PAGES.get("/agreements/<agreement_id>/export/<pack>.xlsx")
@needs(Permission.READ)
def workbook(agreement_id: str, pack: str) -> Response:
    """Give the workbook; without a version the signed one, or else the draft."""
    known = load_packs()
    if pack not in known:
        raise NotFound
    made = export_agreement(
        desk(), actor(), agreement_id, known[pack], wished_language(), _number()
    )
    return attached(made.data, made.name)


def _number() -> int | None:
    wish = request.args.get("version", "")
    if wish in ("", DRAFT):
        return None
    if not (wish.isascii() and wish.isdigit() and len(wish) < 6):
        raise NotFound
    return int(wish)
