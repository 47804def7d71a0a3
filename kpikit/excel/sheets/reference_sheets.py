"""The full description of every chosen KPI, with how sure each fact is."""

from collections.abc import Iterator

from kpikit.domain.kpi import AnyKpi, FactStatus, MeasuredKpi, NarrativeKpi, Standing
from kpikit.excel.export import Edition
from kpikit.excel.page import NOT_APPLICABLE, Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.excel.words import joined, kind_of_kpi, named
from kpikit.text import Text

Row = tuple[Value, ...]
_NOT_KNOWN = Text(nl="niet bekend", en="not known")


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    rows = [row for kpi in edition.dossier.kpis for row in _rows(kpi)]
    page.table(_COLUMNS, rows, keep=2)


def _rows(kpi: AnyKpi) -> Iterator[Row]:
    for part, label, value, standing in _facts(kpi):
        sure, sources, note = _standing(standing)
        yield (str(kpi.id), part, label, value, sure, sources, note)


_Fact = tuple[Text, Text, Value, Standing | None]


def _facts(kpi: AnyKpi) -> Iterator[_Fact]:
    yield from _what(kpi)
    if isinstance(kpi, MeasuredKpi):
        yield from _figure(kpi)
    else:
        yield from _ladder(kpi)
    yield from _method(kpi)
    yield from _burden(kpi)
    yield from _knowledge(kpi)


def _what(kpi: AnyKpi) -> Iterator[_Fact]:
    for label, value in (
        (Text(nl="Naam", en="Name"), kpi.name),
        (Text(nl="Soort", en="Kind"), kind_of_kpi(kpi)),
        (Text(nl="Betekenis", en="Definition"), kpi.definition),
        (Text(nl="Waarom", en="Why"), kpi.why),
        (Text(nl="Over wie", en="About whom"), kpi.population),
        (Text(nl="Zegt niet", en="Does not say"), kpi.does_not_say),
        (Text(nl="Kijkt naar", en="Looks at"), joined(kpi.types)),
        (Text(nl="Niveau", en="Level"), named(kpi.level)),
        (
            Text(nl="Hoogstens te gebruiken voor", en="At most to be used for"),
            named(kpi.use),
        ),
        (
            Text(nl="Versie van de beschrijving", en="Version of the description"),
            kpi.version,
        ),
    ):
        yield _WHAT, label, value, None


def _figure(kpi: MeasuredKpi) -> Iterator[_Fact]:
    statistic, standing = kpi.statistic, kpi.statistic.standing
    yield _FIGURE, Text(nl="Maat", en="Statistic"), named(statistic.kind), standing
    yield _FIGURE, Text(nl="Eenheid", en="Unit"), named(statistic.unit), standing
    for label, bound in ((_LOWEST, statistic.minimum), (_HIGHEST, statistic.maximum)):
        yield _FIGURE, label, _NO_BOUND if bound is None else bound, standing
    yield (
        _FIGURE,
        Text(nl="Richting", en="Direction"),
        named(statistic.direction),
        standing,
    )
    if statistic.cut_off is not None:
        yield _FIGURE, Text(nl="Afkapwaarde", en="Cut-off"), statistic.cut_off, standing
    if kpi.counting is not None:
        counting = kpi.counting
        yield (
            _FIGURE,
            Text(nl="Boven de streep", en="Numerator"),
            counting.numerator,
            None,
        )
        yield (
            _FIGURE,
            Text(nl="Onder de streep", en="Denominator"),
            counting.denominator,
            None,
        )
        if counting.exclusions is not None:
            yield (
                _FIGURE,
                Text(nl="Telt niet mee", en="Left out"),
                counting.exclusions,
                None,
            )


def _ladder(kpi: NarrativeKpi) -> Iterator[_Fact]:
    for level, words in enumerate(kpi.ladder):
        yield _LADDER, Text(nl=f"Niveau {level}", en=f"Level {level}"), words, None
    yield _LADDER, Text(nl="Bewijs", en="Evidence"), kpi.evidence_advice, None
    yield _LADDER, _HELD, kpi.held_may_pay, None


def _method(kpi: AnyKpi) -> Iterator[_Fact]:
    instrument = kpi.instrument or NOT_APPLICABLE
    sampling = kpi.sampling
    yield _METHOD, Text(nl="Meetinstrument", en="Instrument"), instrument, None
    for label, words in (
        (Text(nl="Bron van de gegevens", en="Data source"), kpi.collection.data_source),
        (Text(nl="Wie verzamelt", en="Who gathers"), kpi.collection.collector),
        (Text(nl="Hoe vaak", en="How often"), kpi.collection.frequency),
    ):
        yield _METHOD, label, words, None
    for label, value in (
        (
            Text(nl="Keuze van mensen of dossiers", en="How chosen"),
            named(sampling.method),
        ),
        (Text(nl="Minimum aantal", en="Minimum number"), _known(sampling.minimum_n)),
        (Text(nl="Streefaantal", en="Target number"), _known(sampling.target_n)),
        (Text(nl="Manieren van vragen", en="Ways of asking"), joined(sampling.modes)),
        (Text(nl="Advies", en="Advice"), sampling.advice),
    ):
        yield _METHOD, label, value, sampling.standing


def _burden(kpi: AnyKpi) -> Iterator[_Fact]:
    burden, risks = kpi.burden, kpi.risks
    for label, value in (
        (
            Text(
                nl="Last (0 = geen extra, 3 = veel)",
                en="Burden (0 = none extra, 3 = high)",
            ),
            burden.level,
        ),
        (
            Text(nl="Minuten per patiënt", en="Minutes per patient"),
            _known(burden.patient_minutes),
        ),
        (
            Text(nl="Uren van medewerkers per jaar", en="Hours of staff a year"),
            _known(burden.staff_hours_per_year),
        ),
        (
            Text(nl="Gebruikt bestaande gegevens", en="Reuses existing data"),
            burden.reuses_existing_data,
        ),
    ):
        yield _BURDEN, label, value, burden.standing
    for label, value in (
        (Text(nl="Kans op een plafond", en="Risk of a ceiling"), named(risks.ceiling)),
        (Text(nl="Toelichting plafond", en="About the ceiling"), risks.ceiling_note),
        (
            Text(nl="Kans op sturen naar het cijfer", en="Risk of gaming"),
            named(risks.gaming),
        ),
        (Text(nl="Toelichting sturen", en="About gaming"), risks.gaming_note),
        (Text(nl="Laat verandering zien", en="Shows change"), risks.responsiveness),
    ):
        yield _BURDEN, label, value, risks.standing


def _knowledge(kpi: AnyKpi) -> Iterator[_Fact]:
    for found in kpi.reference_values:
        n = "" if found.n is None else f" (n = {found.n})"
        year = "" if found.year is None else f", {found.year}"
        label = Text(
            nl=f"Elders: {found.measure.nl}", en=f"Elsewhere: {found.measure.en}"
        )
        words = Text(
            nl=f"{found.value.nl}{n}. {found.setting.nl}{year}",
            en=f"{found.value.en}{n}. {found.setting.en}{year}",
        )
        yield _KNOWN, label, words, found.standing
    for said in kpi.evidence:
        yield (
            _KNOWN,
            Text(nl="Uit onderzoek", en="From research"),
            said.says,
            said.standing,
        )
    licence = kpi.licence
    yield _KNOWN, Text(nl="Gebruiksrecht", en="Licence"), licence.name, licence.standing
    if licence.link:
        yield _KNOWN, Text(nl="Adres", en="Address"), licence.link, licence.standing


def _standing(standing: Standing | None) -> tuple[Value, Value, Value]:
    if standing is None:
        return _BY_DEFINITION, "–", "–"
    none_named = _NOT_KNOWN if standing.status is FactStatus.VERIFIED else "–"
    sources = ", ".join(standing.sources) or none_named
    return named(standing.status), sources, standing.note or "–"


def _known(value: Value) -> Value:
    return _NOT_KNOWN if value is None else value


_LEAD = Text(
    nl="Per KPI alles wat erover bekend is, en hoe zeker dat is. Bronnen staan met een "
    "korte naam; de volledige verwijzing staat in de bibliotheek van kpikit.",
    en="For each KPI all that is known about it, and how sure that is. Sources have a "
    "short name; the full reference is in the kpikit library.",
)
_WHAT = Text(nl="Wat", en="What")
_FIGURE = Text(nl="Het cijfer", en="The figure")
_LADDER = Text(nl="De ladder", en="The ladder")
_METHOD = Text(nl="Meten", en="Measuring")
_BURDEN = Text(nl="Last en risico’s", en="Burden and risks")
_KNOWN = Text(nl="Wat bekend is", en="What is known")
_LOWEST = Text(nl="Laagste waarde", en="Lowest value")
_HIGHEST = Text(nl="Hoogste waarde", en="Highest value")
_NO_BOUND = Text(nl="geen grens", en="no limit")
_HELD = Text(
    nl="Geld mag op ‘gehouden en besproken’", en="Money may be on ‘held and discussed’"
)
_BY_DEFINITION = Text(nl="afspraak", en="by definition")
_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=9, look="strong"),
    Column(head=Text(nl="Deel", en="Part"), width=14),
    Column(head=Text(nl="Gegeven", en="Fact"), width=22),
    Column(head=Text(nl="Inhoud", en="Content"), width=56, look="left"),
    Column(head=Text(nl="Hoe zeker", en="How sure"), width=17),
    Column(head=Text(nl="Bron", en="Source"), width=21),
    Column(head=Text(nl="Opmerking", en="Remark"), width=22),
)
SHEET = Sheet(
    code="reference_sheets",
    order=50,
    title=Text(nl="KPI-beschrijvingen", en="KPI descriptions"),
    about=Text(
        nl="De volledige beschrijving van elke gekozen KPI",
        en="The full description of each chosen KPI",
    ),
    write=_write,
)
