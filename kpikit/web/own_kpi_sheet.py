"""The reference sheet of an own KPI: parts with labels and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from kpikit.domain.kpi import AnyKpi, MeasuredKpi, ReferenceValue
from kpikit.excel.words import joined, kind_of_kpi, named
from kpikit.text import Text
from kpikit.web.answers import Answer
from kpikit.web.forms_own_kpi import text_labels
from kpikit.web.language import number, words
from kpikit.web.library_words import BURDEN_NAMES
from kpikit.web.reader import desk


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet."""

    title: str
    answers: tuple[Answer, ...]


def sheet_of(kpi: AnyKpi) -> tuple[Part, ...]:
    """Return the sheet of a KPI in the reader's language."""
    return (
        Part(_("What it is"), tuple(_about(kpi))),
        Part(
            _("The figure") if isinstance(kpi, MeasuredKpi) else _("The ladder"),
            tuple(_figure(kpi)),
        ),
        Part(_("Measuring"), tuple(_measuring(kpi))),
        Part(_("Burden and risks"), tuple(_careful(kpi))),
        Part(_("Where it comes from"), tuple(_origin(kpi))),
    )


def answers_of(kpi: AnyKpi) -> tuple[Answer, ...]:
    """Return everything a KPI says, for putting two versions side by side."""
    return tuple(a for part in sheet_of(kpi) for a in part.answers)


def _about(kpi: AnyKpi) -> Iterator[Answer]:
    for name in ("name", "summary", "definition", "why", "population", "does_not_say"):
        yield _said(name, getattr(kpi, name))
    yield Answer(_("Kind"), words(kind_of_kpi(kpi)))
    yield Answer(_("Looks at"), words(joined(kpi.types)))
    yield Answer(_("Level"), words(named(kpi.level)))
    yield Answer(_("At most to be used for"), words(named(kpi.use)))
    yield Answer(_("Patients themselves are the source"), _yes(kpi.patient_voice))
    yield Answer(_("It counts decision aids"), _yes(kpi.counts_decision_aids))
    titles = {r.number: r.title for r in desk().library.recommendations}
    served = (f"{n}. {words(titles[n])}" for n in kpi.recommendations if n in titles)
    yield Answer(_("Serves recommendation"), "\n".join(served))


def _figure(kpi: AnyKpi) -> Iterator[Answer]:
    if not isinstance(kpi, MeasuredKpi):
        levels = (f"{n} – {words(name)}" for n, name in enumerate(kpi.ladder))
        yield Answer(_("Level"), "\n".join(levels))
        yield _said("evidence_advice", kpi.evidence_advice)
        yield Answer(
            _("Money"),
            _("Never on the level. At most on having held and discussed it.")
            if kpi.held_may_pay
            else _("None, not on the level and not on having held it."),
        )
        return
    statistic, counting = kpi.statistic, kpi.counting
    yield Answer(_("Statistic"), words(named(statistic.kind)))
    yield Answer(_("Unit"), words(named(statistic.unit)))
    ends = (number(statistic.minimum), number(statistic.maximum))
    yield Answer(_("Scale"), " – ".join(e or "…" for e in ends) if any(ends) else "")
    yield Answer(_("Direction"), words(named(statistic.direction)))
    yield Answer(_("Decimals"), str(statistic.decimals))
    yield _said("cut_off", statistic.cut_off)
    yield _said("numerator", counting.numerator if counting else None)
    yield _said("denominator", counting.denominator if counting else None)
    yield _said("exclusions", counting.exclusions if counting else None)


def _measuring(kpi: AnyKpi) -> Iterator[Answer]:
    scale = desk().library.instrument_of(kpi)
    yield Answer(_("Instrument"), words(scale.name) if scale else _("none"))
    yield _said("data_source", kpi.collection.data_source)
    yield _said("collector", kpi.collection.collector)
    yield _said("frequency", kpi.collection.frequency)
    yield Answer(_("How chosen"), words(named(kpi.sampling.method)))
    yield Answer(_("Ways of asking"), words(joined(kpi.sampling.modes)))
    yield Answer(_("Minimum number"), number(kpi.sampling.minimum_n))
    yield Answer(_("Number to aim for"), number(kpi.sampling.target_n))
    yield _said("sampling_advice", kpi.sampling.advice)


def _careful(kpi: AnyKpi) -> Iterator[Answer]:
    burden, risks = kpi.burden, kpi.risks
    level = words(BURDEN_NAMES[burden.level])
    yield Answer(_("Level of burden"), f"{burden.level}: {level}")
    yield Answer(_("Minutes per patient"), number(burden.patient_minutes))
    yield Answer(_("Hours of staff a year"), number(burden.staff_hours_per_year))
    yield Answer(_("The data exist already"), _yes(burden.reuses_existing_data))
    ceiling, gaming = words(named(risks.ceiling)), words(named(risks.gaming))
    yield Answer(_("Risk that everybody scores high already"), ceiling)
    yield _said("ceiling_note", risks.ceiling_note)
    yield Answer(_("Risk that the figure is made to look better"), gaming)
    yield _said("gaming_note", risks.gaming_note)
    yield _said("responsiveness", risks.responsiveness)


def _origin(kpi: AnyKpi) -> Iterator[Answer]:
    found = [_found(value) for value in kpi.reference_values]
    yield Answer(_("What others found"), "\n".join(found))
    yield _said("evidence", kpi.evidence[0].says if kpi.evidence else None)
    sources = kpi.evidence[0].standing.sources if kpi.evidence else ()
    yield Answer(_("Where was that read?"), "; ".join(sources))
    yield _said("licence_name", kpi.licence.name)
    yield Answer(_("Address of the terms of use"), kpi.licence.link or "")


def _found(value: ReferenceValue) -> str:
    n = f"n = {number(value.n)}" if value.n is not None else _("n unknown")
    year = str(value.year) if value.year is not None else ""
    about = (words(value.setting), year, *value.standing.sources)
    known = ", ".join(part for part in (n, *about) if part)
    return f"{words(value.measure)}: {words(value.value)} ({known})"


def _said(name: str, text: Text | None) -> Answer:
    return Answer(text_labels()[name][0], words(text) if text else "")


def _yes(value: bool) -> str:  # noqa: FBT001 - a value to put in words
    return str(_("Yes") if value else _("No"))
