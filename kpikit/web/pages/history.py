"""History: who changed what in an agreement, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, url_for

from kpikit.actions.opening import HistoryEntry, Opened
from kpikit.actions.reading import history
from kpikit.domain.access import Permission
from kpikit.web import history_words
from kpikit.web.access import needs
from kpikit.web.answers import Changed
from kpikit.web.forms_browse import page_number
from kpikit.web.language import ZONE
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("history", __name__)
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history, in words."""

    at: datetime
    name: str
    organisation: str
    action: str
    subject: str
    changed: tuple[Changed, ...]

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return self.at.astimezone(ZONE).date()


@PAGES.get("/agreements/<agreement_id>/history")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show one page of the history."""
    page = page_number()
    opened, found = history(
        desk(),
        actor(),
        agreement_id,
        limit=PAGE_SIZE + 1,
        offset=PAGE_SIZE * (page - 1),
    )
    older = None
    if len(found) > PAGE_SIZE:
        older = url_for(".index", agreement_id=agreement_id, page=page + 1)
    return show(
        "history/index.html",
        opened,
        lines=[_line(entry, opened) for entry in found[:PAGE_SIZE]],
        older=older,
        newest=url_for(".index", agreement_id=agreement_id) if page > 1 else None,
    )


def _line(entry: HistoryEntry, opened: Opened) -> Line:
    parties = {p.organisation_id: p.name for p in opened.agreement.parties}
    return Line(
        at=entry.at,
        name=entry.user_name,
        organisation=parties.get(entry.organisation_id or "", ""),
        action=history_words.action(entry),
        subject=history_words.subject(entry, opened),
        changed=history_words.changed(entry, opened),
    )
