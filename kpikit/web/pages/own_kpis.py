"""KPIs that the parties of an agreement write themselves: the form and the sheet."""

import secrets

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions.opening import Opened
from kpikit.actions.recording import record_own_kpi
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.library import Kind, kind_of
from kpikit.domain.own_kpi import OWN_ID, own_problems
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms_ambition import revision_of
from kpikit.web.forms_own_kpi import (
    REFERENCE_ROWS,
    OwnKpiForm,
    own_kpi_form,
    reference_field,
)
from kpikit.web.opened import open_for, show
from kpikit.web.own_kpi_sheet import answers_of, sheet_of
from kpikit.web.own_kpi_values import kpi_of, usual_values, values_of
from kpikit.web.reader import actor, desk

_ADDRESS = "/agreements/<agreement_id>/kpis/own"
PAGES = Blueprint("own_kpis", __name__, url_prefix=_ADDRESS)
Answer = str | Response | tuple[str, int]
_ID_BYTES = 3


@PAGES.get("")
@needs(Permission.EDIT)
def new(agreement_id: str) -> str:
    """Show an empty form for a measured or a narrative KPI."""
    opened = open_for(agreement_id, Permission.EDIT)
    return _form_page(opened, _empty_form())


@PAGES.post("")
@needs(Permission.EDIT)
def write(agreement_id: str) -> Answer:
    """Write a KPI of the parties' own; it goes on the table at once."""
    opened = open_for(agreement_id, Permission.EDIT)
    form = _empty_form()
    form.revision.data = "0"
    return _save(opened, form, None)


@PAGES.get("/<kpi_id>")
@needs(Permission.READ)
def entry(agreement_id: str, kpi_id: str) -> str:
    """Show the reference sheet of an own KPI."""
    opened = open_for(agreement_id)
    kpi = _of_the_parties(opened, kpi_id)
    return show("kpis/own_sheet.html", opened, kpi=kpi, parts=sheet_of(kpi))


@PAGES.get("/<kpi_id>/change")
@needs(Permission.EDIT)
def change(agreement_id: str, kpi_id: str) -> str:
    """Show the form of an own KPI."""
    opened = open_for(agreement_id, Permission.EDIT)
    kpi = _of_the_parties(opened, kpi_id)
    return _form_page(opened, _form_of(kpi), kpi)


@PAGES.post("/<kpi_id>/change")
@needs(Permission.EDIT)
def rewrite(agreement_id: str, kpi_id: str) -> Answer:
    """Change an own KPI."""
    opened = open_for(agreement_id, Permission.EDIT)
    kpi = _of_the_parties(opened, kpi_id)
    form = _form_of(kpi)
    form.id.data = kpi.id
    return _save(opened, form, kpi)


def _save(opened: Opened, form: OwnKpiForm, before: AnyKpi | None) -> Answer:
    agreement_id = opened.agreement.id
    library, as_of = desk().library, revision_of(form)
    introduced = before.introduced if before else desk().clock().date()
    if not form.is_sound(
        lambda: own_problems(
            kpi_of(form, library, introduced, as_of), library, new=as_of == 0
        )
    ):
        return _form_page(opened, form, before), 422
    kpi = kpi_of(form, library, introduced, as_of)
    try:
        record_own_kpi(desk(), actor(), agreement_id, kpi, as_of)
    except Refused as refused:
        form.take(refused.problems)
        return _form_page(opened, form, before), 422
    except Outdated:
        return _collided(agreement_id, form, kpi)
    flash(_("Saved. The KPI is on the table."))
    return redirect(url_for("kpis.index", agreement_id=agreement_id), 303)


def _collided(agreement_id: str, form: OwnKpiForm, kpi: AnyKpi) -> Answer:
    """Put both together; the same new form sent twice is simply done."""
    opened = open_for(agreement_id)
    found = _of_the_parties(opened, kpi.id)
    if revision_of(form) == 0 and answers_of(found) == answers_of(kpi):
        return redirect(url_for("kpis.index", agreement_id=agreement_id), 303)
    both = merging.pair(opened, form, lambda: _form_of(found))
    here = url_for(".rewrite", agreement_id=agreement_id, kpi_id=kpi.id)
    return merging.ask(opened, both, about=("own-kpi", kpi.id), to=here)


def _form_page(
    opened: Opened,
    form: OwnKpiForm,
    kpi: AnyKpi | None = None,
) -> str:
    return show(
        "kpis/own_form.html",
        opened,
        form=form,
        kpi=kpi,
        measured=form.kind is Kind.MEASURED,
        reference_rows=REFERENCE_ROWS,
        reference_field=reference_field,
    )


def _empty_form() -> OwnKpiForm:
    asked = request.values.get("kind")
    kind = Kind.NARRATIVE if asked == Kind.NARRATIVE else Kind.MEASURED
    form = own_kpi_form(kind, desk().library, usual_values(kind))
    if OWN_ID.fullmatch(form.id.data or "") is None:
        form.id.data = f"OWN-{secrets.token_hex(_ID_BYTES).upper()}"
    return form


def _form_of(kpi: AnyKpi) -> OwnKpiForm:
    return own_kpi_form(kind_of(kpi), desk().library, values_of(kpi))


def _of_the_parties(opened: Opened, kpi_id: str) -> AnyKpi:
    """Return an own KPI, as it reads in a signed version where there is one.

    Raises:
        NotFoundHere: the parties wrote no such KPI.
    """
    if kpi_id not in {k.id for k in opened.own_kpis}:
        raise NotFoundHere
    found = (*opened.dossier.kpis, *opened.own_kpis)
    return next(k for k in found if k.id == kpi_id)
