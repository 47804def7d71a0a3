"""The chosen KPIs in one table, and the advice on the set."""

from kpikit.domain.kpi import AnyKpi
from kpikit.domain.selection import is_limited_set
from kpikit.domain.set_advice import advise, hours_per_year
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.excel.words import joined, kind_of_kpi, named
from kpikit.text import Text, same


def _write(page: Page, edition: Edition) -> None:
    dossier = edition.dossier
    page.heading_of_page(_LEAD)
    page.table(_COLUMNS, [_row(kpi) for kpi in dossier.kpis], keep=2)
    page.pair(_CHOSEN, len(dossier.kpis), "left_number")
    page.pair(_LIMIT, dossier.kpi_set.limit, "left_number")
    if not is_limited_set(len(dossier.kpis)):
        page.pair(_NOT_LIMITED, _NOT_LIMITED_SAY)
    page.pair(_HOURS, hours_per_year(dossier.kpis), "left_number")
    page.row += 1
    page.heading(_ADVICE)
    advice = advise(dossier.kpis, dossier.kpi_set.overrules)
    if not advice:
        page.lead(_FOLLOWED, "prose_line")
        return
    for each in advice:
        page.lead(each.says, "strong_line")
        page.lead(_because(each.why, _WHY))
        if each.overruled:
            page.lead(_because(same(each.overruled), _REASON))
        page.row += 1


def _because(words: Text, label: Text) -> Text:
    return Text(nl=f"{label.nl}: {words.nl}", en=f"{label.en}: {words.en}")


def _row(kpi: AnyKpi) -> tuple[Value, ...]:
    return (
        str(kpi.id),
        kpi.name,
        kind_of_kpi(kpi),
        kpi.summary,
        joined(kpi.types),
        named(kpi.level),
        named(kpi.use),
        kpi.patient_voice,
        kpi.burden.level,
        kpi.burden.staff_hours_per_year,
        kpi.burden.reuses_existing_data,
    )


_LEAD = Text(
    nl="De KPI’s waar beide partijen ja tegen zeiden. Wat elke KPI precies betekent, "
    "staat op het blad KPI-beschrijvingen als dat in dit pakket zit.",
    en="The KPIs to which both parties said yes. What each KPI means exactly is on the "
    "sheet KPI descriptions, where this pack has it.",
)
_CHOSEN = Text(nl="Gekozen KPI’s", en="KPIs chosen")
_LIMIT = Text(nl="Afgesproken maximum", en="Agreed limit")
_NOT_LIMITED = Text(nl="Let op", en="Note")
_NOT_LIMITED_SAY = Text(
    nl="Meer dan acht KPI’s: dit is geen beperkte set meer.",
    en="More than eight KPIs: this is no longer a limited set.",
)
_HOURS = Text(nl="Uren per jaar, samen", en="Hours a year, in total")
_ADVICE = Text(nl="Advies over de set", en="Advice on the set")
_FOLLOWED = Text(
    nl="De set volgt elk advies.", en="The set follows every piece of advice."
)
_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=24, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=26),
    Column(head=Text(nl="Soort", en="Kind"), width=10),
    Column(head=Text(nl="In één zin", en="In one sentence"), width=36),
    Column(head=Text(nl="Kijkt naar", en="Looks at"), width=13),
    Column(head=Text(nl="Niveau", en="Level"), width=11),
    Column(head=Text(nl="Hoogstens voor", en="At most for"), width=12),
    Column(head=Text(nl="Patiënt aan het woord", en="Patient voice"), width=11),
    Column(head=Text(nl="Last (0–3)", en="Burden (0–3)"), width=10, number=True),
    Column(head=Text(nl="Uren per jaar", en="Hours a year"), width=10, number=True),
    Column(head=Text(nl="Bestaande gegevens", en="Existing data"), width=12),
)
_WHY = Text(nl="Waarom dit advies", en="Why this advice")
_REASON = Text(nl="Waarom u hiervan afwijkt", en="Why you leave this aside")
SHEET = Sheet(
    code="kpi_set",
    order=40,
    title=Text(nl="KPI-set", en="KPI set"),
    about=Text(
        nl="De gekozen KPI’s en het advies over de set",
        en="The chosen KPIs and the advice on the set",
    ),
    write=_write,
)
