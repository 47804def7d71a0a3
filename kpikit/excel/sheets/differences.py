"""What an addendum changes to the version before it, field by field."""

from kpikit.domain.party import PARTY_NAMES
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Verbatim
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(34, 30, 44, 44)
    page.heading_of_page(_LEAD)
    found = edition.dossier.addendum
    if found is None:
        return
    page.pair(_NUMBER, Text(nl=f"{found.number}", en=f"{found.number}"), "strong")
    page.pair(_OPENED, PARTY_NAMES[found.opened_by])
    page.pair(_ON, found.opened_at, "left_number")
    if found.reason:
        page.pair(_REASON, found.reason)
    if found.base_hash:
        page.pair(_BASE, Verbatim(found.base_hash), "code_line")
    page.row += 1
    if not found.changes:
        page.lead(_NOTHING, "prose_line")
        return
    page.table(_COLUMNS, [(c.part, c.field, c.before, c.after) for c in found.changes])


_LEAD = Text(
    nl="Alleen wat anders is dan in de vorige versie. Leeg betekent: daar staat niets.",
    en="Only what is not as in the version before. Empty means: nothing stands there.",
)
_NUMBER = Text(nl="Versie", en="Version")
_OPENED = Text(nl="Geopend door", en="Opened by")
_ON = Text(nl="Geopend op", en="Opened on")
_REASON = Text(nl="Reden", en="Reason")
_BASE = Text(nl="Code van de vorige versie", en="Code of the version before")
_NOTHING = Text(
    nl="In deze vorm is er geen verschil te tonen.",
    en="There is no difference to show in this form.",
)
_COLUMNS = (
    Column(head=Text(nl="Onderdeel", en="Part"), width=34, look="strong"),
    Column(head=Text(nl="Veld", en="Field"), width=30),
    Column(head=Text(nl="Was", en="Was"), width=44),
    Column(head=Text(nl="Wordt", en="Becomes"), width=44),
)
SHEET = Sheet(
    code="differences",
    order=115,
    title=Text(nl="Verschillen", en="Differences"),
    about=Text(
        nl="Wat er anders is dan in de vorige versie",
        en="What is not as in the version before",
    ),
    write=_write,
    tab="frame",
    wanted=lambda edition: edition.dossier.addendum is not None,
)
