"""The vision that the parties share."""

from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(80)
    page.heading_of_page(_LEAD)
    for part in edition.dossier.agreement.vision.split("\n\n"):
        page.paragraph(part)


_LEAD = Text(
    nl="Waar u samen naartoe wilt, in eigen woorden.",
    en="Where you want to go together, in your own words.",
)
SHEET = Sheet(
    code="vision",
    order=30,
    title=Text(nl="Gedeelde visie", en="Shared vision"),
    about=Text(nl="Waar beide partijen naartoe willen", en="Where both parties head"),
    write=_write,
    confidential=True,
    landscape=False,
    tab="frame",
)
