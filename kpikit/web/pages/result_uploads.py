"""Results from a file: the fill-in workbook out, the preview, and in."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions import importing
from kpikit.actions.importing import Waiting
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId
from kpikit.domain.result.incoming.importing import reading_key
from kpikit.domain.result.incoming.plan import Effect
from kpikit.domain.result.rounds import RoundClosed
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.web.access import needs
from kpikit.web.files import attached, sent_file, wished_language
from kpikit.web.opened import show
from kpikit.web.pages.results import opened
from kpikit.web.reader import actor, desk
from kpikit.web.result_words import people_words, result_words

PAGES = Blueprint("result_uploads", __name__)
_READING = "reading-"


@PAGES.get("/agreements/<agreement_id>/results/template.xlsx")
@needs(Permission.ENTER_RESULTS)
def template(agreement_id: str) -> Response:
    """Give the fill-in workbook."""
    opened(agreement_id, Permission.ENTER_RESULTS)
    made = importing.results_template(desk(), actor(), agreement_id, wished_language())
    return attached(made.data, made.name)


@PAGES.get("/agreements/<agreement_id>/results/upload")
@needs(Permission.ENTER_RESULTS)
def choose(agreement_id: str) -> str:
    """Ask for a file."""
    return _choose(agreement_id)


@PAGES.post("/agreements/<agreement_id>/results/upload")
@needs(Permission.ENTER_RESULTS)
def upload(agreement_id: str) -> AnyResponse | tuple[str, int]:
    """Keep a file for its preview; one that cannot be read is refused at once."""
    name, data = sent_file()
    try:
        upload_id = importing.keep_upload(desk(), actor(), agreement_id, name, data)
    except Refused as refused:
        return _choose(agreement_id, refused.problems), 422
    return redirect(_url(agreement_id, upload_id), 303)


@PAGES.get("/agreements/<agreement_id>/results/upload/<upload_id>")
@needs(Permission.ENTER_RESULTS)
def preview(agreement_id: str, upload_id: str) -> str:
    """Show every problem and question of a file, and what it would change."""
    waiting = importing.preview_upload(
        desk(), actor(), agreement_id, upload_id, _chosen()
    )
    return _preview(agreement_id, waiting)


@PAGES.post("/agreements/<agreement_id>/results/upload/<upload_id>")
@needs(Permission.ENTER_RESULTS)
def carry_out(agreement_id: str, upload_id: str) -> AnyResponse | str | tuple[str, int]:
    """Import a file, all or nothing, or throw it away."""
    where = desk(), actor(), agreement_id, upload_id
    overview = url_for("results.index", agreement_id=agreement_id)
    if "drop" in request.form:
        importing.drop_upload(*where)
        flash(_("The file is thrown away. Nothing has changed."))
        return redirect(overview, 303)
    if "look" in request.form:
        return _preview(agreement_id, importing.preview_upload(*where, _chosen()))
    try:
        plan = importing.import_upload(*where, _chosen())
    except Refused:
        waiting = importing.preview_upload(*where, _chosen())
        return _preview(agreement_id, waiting), 422
    except (RoundClosed, Outdated) as stopped:
        waiting = importing.preview_upload(*where, _chosen())
        said = Problem("stopped", "", stopped.text)
        return _preview(agreement_id, waiting, (said,)), 409
    changed = sum(c.effect is not Effect.SAME for c in plan.results)
    flash(
        ngettext(
            "%(num)s result is in, as a draft.",
            "%(num)s results are in, as drafts.",
            changed,
        )
    )
    return redirect(overview, 303)


@PAGES.get("/agreements/<agreement_id>/results/answers/<kpi_id>/<period_id>/erase")
@needs(Permission.ENTER_RESULTS)
def ask_erase(agreement_id: str, kpi_id: str, period_id: str) -> str:
    """Ask before single answers are erased for good."""
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    pairs = {(s.kpi_id, s.period): s for s in found.raw_sets}
    if (KpiId(kpi_id), period_id) not in pairs:
        raise NotFoundHere
    return show(
        "results/erase.html",
        found.opened,
        kpi_id=kpi_id,
        period_id=period_id,
        rows=pairs[KpiId(kpi_id), period_id].rows,
    )


@PAGES.post("/agreements/<agreement_id>/results/answers/<kpi_id>/<period_id>/erase")
@needs(Permission.ENTER_RESULTS)
def erase(agreement_id: str, kpi_id: str, period_id: str) -> AnyResponse:
    """Erase single answers for good; the figure stays."""
    gone = importing.erase_answers(
        desk(), actor(), agreement_id, KpiId(kpi_id), period_id
    )
    flash(ngettext("%(num)s row is erased.", "%(num)s rows are erased.", gone))
    return redirect(url_for("results.index", agreement_id=agreement_id), 303)


def _choose(agreement_id: str, problems: tuple[Problem, ...] = ()) -> str:
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    return show("results/upload.html", found.opened, found=found, problems=problems)


def _preview(
    agreement_id: str, waiting: Waiting, problems: tuple[Problem, ...] = ()
) -> str:
    found = opened(agreement_id)
    return show(
        "results/preview.html",
        found.opened,
        waiting=waiting,
        plan=waiting.plan,
        problems=(*problems, *waiting.plan.problems),
        effects=Effect,
        said=result_words,
        people=people_words,
        reading_key=reading_key,
        chosen=_chosen(),
    )


def _chosen() -> dict[KpiId, str]:
    """Return the readings chosen on the form, by KPI."""
    return {
        KpiId(name.removeprefix(_READING)): value
        for name, value in request.form.items()
        if name.startswith(_READING)
    }


def _url(agreement_id: str, upload_id: str) -> str:
    return url_for(".preview", agreement_id=agreement_id, upload_id=upload_id)
