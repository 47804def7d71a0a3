"""Open an agreement for one page, and show that page inside the agreement's frame."""

from flask import render_template

from kpikit.actions.desk import authorise
from kpikit.actions.opening import Opened
from kpikit.actions.reading import open_agreement
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi
from kpikit.problems import NotFoundHere
from kpikit.web.agreement_page import AgreementPage
from kpikit.web.reader import actor, desk


def open_for(agreement_id: str, permission: Permission = Permission.READ) -> Opened:
    """Open an agreement for a reader who may do this in the state it is in.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the reader's role may not do this.
        Locked: the agreement is being settled or signed.
    """
    opened = open_agreement(desk(), actor(), agreement_id, permission)
    authorise(actor(), permission, opened.settling.state)
    return opened


def chosen_kpi(opened: Opened, kpi_id: str) -> AnyKpi:
    """Return a KPI of the set, as it reads in this agreement.

    Raises:
        NotFoundHere: the KPI is not chosen.
    """
    for kpi in opened.dossier.kpis:
        if kpi.id == kpi_id:
            return kpi
    raise NotFoundHere


def show(template: str, opened: Opened, **values: object) -> str:
    """Return a page about an agreement; the template extends the frame."""
    page = AgreementPage(opened, actor())
    return render_template(template, opened=opened, page=page, **values)
