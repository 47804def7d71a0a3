"""The kinds of arrangement, without any amount: for the open form."""

from kpikit.domain.financing.catalogue import kind_of
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    page.table(
        _COLUMNS,
        [
            (
                number,
                kind.name,
                kind.summary,
                a.care_path or _ALL_CARE,
                a.first_year,
                a.last_year,
            )
            for number, a in enumerate(edition.dossier.arrangements, start=1)
            for kind in [kind_of(a)]
        ]
        or [(None,) * len(_COLUMNS)],
    )


_LEAD = Text(
    nl="Welke soorten afspraken de partijen maakten. Bedragen, prijzen en voorwaarden "
    "zijn vertrouwelijk en staan hier niet.",
    en="Which kinds of arrangement the parties made. Amounts, prices and conditions "
    "are confidential and are not here.",
)
_ALL_CARE = Text(nl="hele afspraak", en="whole agreement")
_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="strong"),
    Column(head=Text(nl="Soort afspraak", en="Kind of arrangement"), width=32),
    Column(head=Text(nl="In één zin", en="In one sentence"), width=56),
    Column(head=Text(nl="Zorgpad", en="Care path"), width=32),
    Column(head=Text(nl="Van", en="From"), width=10),
    Column(head=Text(nl="Tot en met", en="To"), width=12),
)
SHEET = Sheet(
    code="arrangement_kinds",
    order=85,
    title=Text(nl="Soorten afspraken", en="Kinds of arrangement"),
    about=Text(
        nl="Hoe er wordt bekostigd, zonder bedragen",
        en="How it is paid, without amounts",
    ),
    write=_write,
)
