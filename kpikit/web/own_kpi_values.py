"""An own KPI as the form holds it, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kpikit.domain.kpi import (
    AnyKpi,
    Burden,
    Collection,
    Counting,
    Direction,
    EntryStatus,
    Evidence,
    FactStatus,
    KpiId,
    KpiType,
    Level,
    Licence,
    MeasuredKpi,
    Mode,
    NarrativeKpi,
    ReferenceValue,
    Risk,
    Risks,
    Sampling,
    SamplingMethod,
    Standing,
    Statistic,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.domain.library import Kind, Library
from kpikit.text import Text, same
from kpikit.web.forms_own_kpi import (
    ABOUT,
    REFERENCE_PARTS,
    REFERENCE_ROWS,
    OwnKpiForm,
    reference_field,
)

BY_THE_PARTIES = Standing(
    status=FactStatus.UNKNOWN,
    note=Text(nl="Ingevuld door de partijen.", en="Filled in by the parties."),
)
_NOTHING = Text(nl="", en="")


def kpi_of(form: OwnKpiForm, library: Library, today: date, revision: int) -> AnyKpi:
    """Return the KPI that the form describes; its version counts its savings."""
    general = _general(form, today, revision)
    if form.kind is Kind.NARRATIVE:
        return NarrativeKpi(
            **general,
            ladder=tuple(x.name for x in library.ladder if x.value is not None),
            evidence_advice=_text(form, "evidence_advice"),
            held_may_pay=form.held_may_pay.data,
        )
    return MeasuredKpi(
        **general,
        statistic=Statistic(
            kind=StatisticKind(form.statistic.data),
            unit=Unit(form.unit.data),
            minimum=form.minimum.data,
            maximum=form.maximum.data,
            decimals=int(form.decimals.data),
            direction=Direction(form.direction.data),
            cut_off=_text(form, "cut_off") if form.cut_off_nl.data else None,
            standing=BY_THE_PARTIES,
        ),
        counting=_counting(form),
    )


def _general(form: OwnKpiForm, today: date, revision: int) -> dict[str, Any]:
    return {
        "id": KpiId(form.id.data or ""),
        "version": revision + 1,
        "status": EntryStatus.ACTIVE,
        "introduced": today,
        **{name: _text(form, name) for name in ABOUT},
        "types": tuple(KpiType(t) for t in form.types.data or ()),
        "level": Level(form.level.data),
        "use": Use(form.use.data),
        "instrument": form.instrument.data or None,
        "patient_voice": form.patient_voice.data,
        "counts_decision_aids": form.counts_decision_aids.data,
        "recommendations": tuple(int(n) for n in form.recommendations.data or ()),
        "collection": Collection(
            data_source=_text(form, "data_source"),
            collector=_text(form, "collector"),
            frequency=_text(form, "frequency"),
        ),
        "sampling": _sampling(form),
        "burden": Burden(
            level=int(form.burden_level.data),
            patient_minutes=form.patient_minutes.data,
            staff_hours_per_year=form.staff_hours.data,
            reuses_existing_data=form.reuses_existing_data.data,
            standing=BY_THE_PARTIES,
        ),
        "risks": Risks(
            ceiling=Risk(form.ceiling.data),
            ceiling_note=_text(form, "ceiling_note"),
            gaming=Risk(form.gaming.data),
            gaming_note=_text(form, "gaming_note"),
            responsiveness=_text(form, "responsiveness"),
            standing=BY_THE_PARTIES,
        ),
        "licence": Licence(
            name=_text(form, "licence_name"),
            link=form.licence_link.data or None,
            standing=BY_THE_PARTIES,
        ),
        "reference_values": tuple(_references(form)),
        "evidence": _evidence(form),
        "own": True,
    }


def _sampling(form: OwnKpiForm) -> Sampling:
    return Sampling(
        method=SamplingMethod(form.method.data),
        minimum_n=form.minimum_n.data,
        target_n=form.target_n.data,
        modes=tuple(Mode(m) for m in form.modes.data or ()),
        advice=_text(form, "sampling_advice"),
        standing=BY_THE_PARTIES,
    )


def _counting(form: OwnKpiForm) -> Counting | None:
    if not form.numerator_nl.data and not form.denominator_nl.data:
        return None
    return Counting(
        numerator=_text(form, "numerator"),
        denominator=_text(form, "denominator"),
        exclusions=_text(form, "exclusions") if form.exclusions_nl.data else None,
    )


def _evidence(form: OwnKpiForm) -> tuple[Evidence, ...]:
    if not form.evidence_nl.data:
        return ()
    standing = _read_in(form.evidence_source.data)
    return (Evidence(says=_text(form, "evidence"), standing=standing),)


def _references(form: OwnKpiForm) -> Iterator[ReferenceValue]:
    for row in REFERENCE_ROWS:
        part = {p: form[reference_field(p, row)].data for p in REFERENCE_PARTS}
        if part["measure"] and part["value"]:
            yield ReferenceValue(
                measure=same(part["measure"]),
                value=same(part["value"]),
                n=part["n"],
                setting=same(part["setting"] or ""),
                year=part["year"],
                standing=_read_in(part["source"]),
            )


def _read_in(source: str | None) -> Standing:
    """Return that the parties say so, with the source that they name in words."""
    return replace(BY_THE_PARTIES, sources=(source,)) if source else BY_THE_PARTIES


def _text(form: OwnKpiForm, name: str) -> Text:
    """Return a text in both languages; without English the Dutch stands in."""
    dutch = form[f"{name}_nl"].data or ""
    return Text(nl=dutch, en=form[f"{name}_en"].data or dutch)


def usual_values(kind: Kind) -> dict[str, Any]:
    """Return what a new own KPI starts from."""
    values: dict[str, Any] = {
        "revision": "0",
        "level": Level.PATIENT.value,
        "use": Use.DIALOGUE.value,
        "burden_level": "1",
        "ceiling": Risk.UNKNOWN.value,
        "gaming": Risk.UNKNOWN.value,
    }
    if kind is Kind.NARRATIVE:
        return {
            **values,
            "types": [KpiType.QUALITATIVE.value],
            "method": SamplingMethod.PURPOSIVE.value,
        }
    return {
        **values,
        "statistic": StatisticKind.SHARE.value,
        "unit": Unit.PERCENT.value,
        "minimum": 0,
        "maximum": 100,
        "decimals": "0",
        "direction": Direction.HIGHER.value,
        "method": SamplingMethod.CONSECUTIVE.value,
    }


def values_of(kpi: AnyKpi) -> dict[str, Any]:
    """Return the values of the fields for a KPI that is there already."""
    texts: dict[str, Text | None] = {
        **{name: getattr(kpi, name) for name in ABOUT},
        "data_source": kpi.collection.data_source,
        "collector": kpi.collection.collector,
        "frequency": kpi.collection.frequency,
        "sampling_advice": kpi.sampling.advice,
        "ceiling_note": kpi.risks.ceiling_note,
        "gaming_note": kpi.risks.gaming_note,
        "responsiveness": kpi.risks.responsiveness,
        "licence_name": kpi.licence.name,
        "evidence": kpi.evidence[0].says if kpi.evidence else None,
    }
    values = _general_values(kpi)
    if isinstance(kpi, MeasuredKpi):
        statistic, counting = kpi.statistic, kpi.counting
        texts |= {
            "cut_off": statistic.cut_off,
            "numerator": counting.numerator if counting else None,
            "denominator": counting.denominator if counting else None,
            "exclusions": counting.exclusions if counting else None,
        }
        values |= {
            "statistic": statistic.kind.value,
            "unit": statistic.unit.value,
            "minimum": statistic.minimum,
            "maximum": statistic.maximum,
            "decimals": str(statistic.decimals),
            "direction": statistic.direction.value,
        }
    else:
        texts["evidence_advice"] = kpi.evidence_advice
        values["held_may_pay"] = kpi.held_may_pay
    return values | _both(texts) | _origin_values(kpi)


def _origin_values(kpi: AnyKpi) -> dict[str, Any]:
    values: dict[str, Any] = {"licence_link": kpi.licence.link or ""}
    for said in kpi.evidence[:1]:
        values["evidence_source"] = "; ".join(said.standing.sources)
    for row, found in zip(REFERENCE_ROWS, kpi.reference_values, strict=False):
        parts = {
            "measure": found.measure.nl,
            "value": found.value.nl,
            "n": found.n,
            "setting": found.setting.nl,
            "year": found.year,
            "source": "; ".join(found.standing.sources),
        }
        values |= {reference_field(part, row): each for part, each in parts.items()}
    return values


def _general_values(kpi: AnyKpi) -> dict[str, Any]:
    return {
        "revision": str(kpi.version),
        "instrument": kpi.instrument or "",
        "types": [t.value for t in kpi.types],
        "level": kpi.level.value,
        "use": kpi.use.value,
        "patient_voice": kpi.patient_voice,
        "counts_decision_aids": kpi.counts_decision_aids,
        "recommendations": [str(n) for n in kpi.recommendations],
        "method": kpi.sampling.method.value,
        "modes": [m.value for m in kpi.sampling.modes],
        "minimum_n": kpi.sampling.minimum_n,
        "target_n": kpi.sampling.target_n,
        "burden_level": str(kpi.burden.level),
        "patient_minutes": kpi.burden.patient_minutes,
        "staff_hours": kpi.burden.staff_hours_per_year,
        "reuses_existing_data": kpi.burden.reuses_existing_data,
        "ceiling": kpi.risks.ceiling.value,
        "gaming": kpi.risks.gaming.value,
    }


def _both(texts: Mapping[str, Text | None]) -> dict[str, str]:
    """Return the values of the text fields; English that only repeats stays empty."""
    values = {}
    for name, text in texts.items():
        found = text or _NOTHING
        values[f"{name}_nl"] = found.nl
        values[f"{name}_en"] = "" if found.en == found.nl else found.en
    return values
