"""Home: what waits for me, and the agreements of my organisation."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kpikit.actions.agreements import PAGE_SIZE, my_agreements
from kpikit.actions.results import day_of
from kpikit.actions.waiting import waiting_for
from kpikit.domain.access import Permission
from kpikit.domain.party import PARTY_NAMES
from kpikit.web.access import needs
from kpikit.web.addresses import addresses
from kpikit.web.drawn import drawn
from kpikit.web.forms_browse import AgreementsForm, page_number
from kpikit.web.language import language
from kpikit.web.reader import actor, desk
from kpikit.web.term_words import stage_words

PAGES = Blueprint("home", __name__)
FEW = 5


@PAGES.get("/")
@needs(Permission.SIGNED_IN)
def index() -> str | Response:
    """Show what waits for the reader, and the agreements a page at a time."""
    if not actor().may(Permission.READ):
        return render_template("home/outside.html")
    form, page = AgreementsForm(), page_number()
    home = my_agreements(
        desk(),
        actor(),
        words=form.words.data or "",
        state=form.chosen_state,
        page=page,
        waits=FEW,
    )
    pages = _pages(home.found.total, PAGE_SIZE)
    if page > pages:
        return redirect(_at("home.index", pages))
    lists = drawn(
        "home/_lists.html",
        (
            actor().organisation.id,
            actor().roles,
            language(),
            request.full_path,
            day_of(desk().clock()),
        ),
        (home.found, home.waits),
        form=form,
        narrowed=bool(form.words.data or form.state.data),
        found=home.found,
        waits=home.waits,
        organisation_name=actor().organisation.name,
        may_start=actor().may(Permission.CREATE),
        hub=addresses("agreements.hub", "agreement_id"),
        stage_words=stage_words,
        party_names=PARTY_NAMES,
        **_turning("home.index", page, pages),
    )
    return render_template(
        "home/index.html",
        lists=lists,
        unread=home.unread,
        overdue=home.overdue,
    )


@PAGES.get("/waiting")
@needs(Permission.READ)
def waiting() -> str | Response:
    """Show everything that waits for the reader, the longest wait first."""
    page = page_number()
    waits = waiting_for(desk(), actor(), limit=PAGE_SIZE, page=page)
    pages = _pages(waits.total, PAGE_SIZE)
    if page > pages:
        return redirect(_at("home.waiting", pages))
    turning = _turning("home.waiting", page, pages)
    return render_template("home/waiting.html", waits=waits, **turning)


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _turning(endpoint: str, page: int, pages: int) -> dict[str, object]:
    return {
        "page": page,
        "pages": pages,
        "previous_url": _at(endpoint, page - 1) if page > 1 else None,
        "next_url": _at(endpoint, page + 1) if page < pages else None,
    }


def _at(endpoint: str, page: int) -> str:
    kept = {k: v for k, v in request.args.items() if k not in {"page", "lang"}}
    return f"{url_for(endpoint)}?{urlencode({**kept, 'page': page})}"
