"""The calendar: dates the parties set, the term, and when is measured."""

from collections.abc import Iterator
from datetime import date

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.catalogue import kind_of
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.text import Text, same

_Line = tuple[date, Text, Text]


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    lines = sorted(_lines(edition.dossier), key=lambda line: (line[0], line[2].nl))
    page.table(_COLUMNS, lines)
    page.heading(_MOMENTS)
    page.table(
        _MOMENT_COLUMNS,
        [
            (str(kpi.id), kpi.name, plan.moments if plan else None)
            for kpi in edition.dossier.kpis
            for plan in [edition.dossier.plan(kpi.id)]
        ]
        or [(None, None, None)],
        main=False,
    )


def _lines(dossier: Dossier) -> Iterator[_Line]:
    agreement = dossier.agreement
    yield date(agreement.first_year, 1, 1), _AGREEMENT, _STARTS
    yield date(agreement.last_year, 12, 31), _AGREEMENT, _ENDS
    for target in agreement.target_dates:
        yield target.on, _OWN_DATE, same(target.what)
    for arrangement in dossier.arrangements:
        name = kind_of(arrangement).name
        path = arrangement.care_path
        about = Text(
            nl=f"{name.nl}: {path}" if path else name.nl,
            en=f"{name.en}: {path}" if path else name.en,
        )
        yield date(arrangement.first_year, 1, 1), _ARRANGEMENT, _with(about, _FROM)
        yield date(arrangement.last_year, 12, 31), _ARRANGEMENT, _with(about, _UNTIL)


def _with(about: Text, what: Text) -> Text:
    return Text(nl=f"{about.nl} {what.nl}", en=f"{about.en} {what.en}")


_LEAD = Text(
    nl="Data die u zelf hebt gekozen, en data die uit de looptijd volgen.",
    en="Dates that you chose yourselves, and dates that follow from the term.",
)
_AGREEMENT = Text(nl="afspraak", en="agreement")
_OWN_DATE = Text(nl="streefdatum", en="target date")
_ARRANGEMENT = Text(nl="bekostiging", en="financing")
_STARTS = Text(nl="De looptijd begint", en="The term starts")
_ENDS = Text(nl="De looptijd eindigt", en="The term ends")
_FROM = Text(nl="begint", en="starts")
_UNTIL = Text(nl="eindigt", en="ends")
_MOMENTS = Text(
    nl="Meten en terugblikken, per KPI", en="Measuring and reviewing, per KPI"
)
_COLUMNS = (
    Column(head=Text(nl="Datum", en="Date"), width=16, look="left_number"),
    Column(head=Text(nl="Gaat over", en="About"), width=34),
    Column(head=Text(nl="Wat", en="What"), width=90),
)
_MOMENT_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=16, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=34),
    Column(head=Text(nl="Wanneer", en="When"), width=90),
)
SHEET = Sheet(
    code="calendar",
    order=90,
    title=Text(nl="Kalender", en="Calendar"),
    about=Text(nl="Wanneer wat gebeurt", en="What happens when"),
    write=_write,
)
