"""The form of a settlement: only what the arrangements of the year ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, HiddenField, SelectField, TextAreaField

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.base import CONDITION_NAMES, Arrangement
from kpikit.domain.financing.catalogue import has_condition, kind_of
from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi
from kpikit.domain.settlement.checks import asked_kpis
from kpikit.domain.settlement.counted import Counted
from kpikit.domain.settlement.facts import (
    FINDING_NAMES,
    STANDING_NAMES,
    CareFigures,
    Facts,
    Finding,
    KpiOutcome,
    Phase,
    Standing,
)
from kpikit.domain.settlement.ground import CARE_LABELS
from kpikit.domain.settlement.reckoning import running, stopped
from kpikit.text import Text
from kpikit.web.forms import Form, LocalDecimalField, WholeNumberField, choices_of, long
from kpikit.web.forms_financing import AmountField, CheckboxesField
from kpikit.web.language import number as number_words
from kpikit.web.language import words
from kpikit.web.versioned import Version

COUNTS = ("expected", "volume", "patients", "turned_away", "extra_patients")
OPTIONAL = frozenset({"benchmark", "spend", "alternative_price"})
_ASKED = {
    "expected": ("fixed_cost_compensation", "shared_savings", "area_growth"),
    "variable_cost": ("fixed_cost_compensation",),
    "alternative": ("shared_savings",),
    "patients": ("bundle", "pxq", "ceiling", "band"),
    "alternative_price": ("bundle", "pxq", "ceiling", "band"),
    "turned_away_cost": ("shared_savings",),
    "extra_patients": ("area_growth",),
    "benchmark": ("shared_savings",),
    "spend": ("shared_savings",),
}


@dataclass(frozen=True, slots=True)
class KpiFields:
    """The fields of one KPI that money hangs on."""

    kpi: AnyKpi
    standing: Field
    finding: Field
    figures: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class SettlementForm:
    """A form with its fields in groups, for one year of one agreement."""

    form: Form
    dossier: Dossier
    year: int

    @property
    def optional(self) -> frozenset[str]:
        """The figures of a care path that may be left out."""
        bundled = any(a.kind == "bundle" for a in running(self.dossier, self.year))
        return OPTIONAL if bundled else OPTIONAL | {"patients"}

    @property
    def amounts(self) -> frozenset[str]:
        """The figures of a care path that are in euro."""
        return frozenset(CARE_LABELS) - frozenset(COUNTS)

    @property
    def care(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """The fields of each care path, under its name."""
        asked = care_fields(self.dossier, self.year)
        return tuple(
            (path, tuple(self.form[f"c{number}_{name}"] for name in asked))
            for number, path in enumerate(care_paths(self.dossier), start=1)
        )

    @property
    def kpis(self) -> tuple[KpiFields, ...]:
        """The fields of each KPI that money hangs on."""
        return tuple(
            KpiFields(
                kpi,
                self.form[f"k_{kpi.id}_standing"],
                self.form[f"k_{kpi.id}_finding"],
                tuple(self.form[f"k_{kpi.id}_{name}"] for name in _figures(kpi)),
            )
            for kpi in asked(self.dossier, self.year)
        )


def settlement_form(dossier: Dossier, facts: Facts, revision: int) -> SettlementForm:
    """Return the form of a year, filled with facts."""
    year = facts.year
    fields: dict[str, Any] = {
        "revision": Version(),
        "phase": HiddenField(),
        "run_out_months": WholeNumberField(
            _("Months of claims counted after the year")
        ),
        "paid": AmountField(_("Paid already for this year")),
        "remark": TextAreaField(_("Remark"), validators=[long()]),
    }
    for number, _path in enumerate(care_paths(dossier), start=1):
        for name in care_fields(dossier, year):
            kind = WholeNumberField if name in COUNTS else AmountField
            label = words(CARE_LABELS[name][0])
            more: dict[str, Any] = {"grouping": True} if name in COUNTS else {}
            if name in _HINTS:
                more["description"] = words(_HINTS[name])
            fields[f"c{number}_{name}"] = kind(label, **more)
    for kpi in asked(dossier, year):
        fields |= _kpi_fields(kpi)
    waiting = conditions(dossier, year)
    if waiting:
        names = {a.id: _condition(a) for a in waiting}
        fields["met"] = CheckboxesField(
            _("Which conditions are fulfilled?"),
            choices=choices_of(names),
            validate_choice=False,
        )
    form: type[Form] = type("SettlementYearForm", (Form,), fields)
    return SettlementForm(form(data=_values(facts, revision)), dossier, year)


def bring(filled: SettlementForm, found: Sequence[Counted], *, fill: bool) -> None:
    """Say at each number of treatments what was counted, and fill it in if asked."""
    numbers = {each.care_path: each for each in found}
    for number, path in enumerate(care_paths(filled.dossier), start=1):
        if path not in numbers:
            continue
        each, volume = numbers[path], filled.form[f"c{number}_volume"]
        volume.description = _(
            "Measuring counted %(number)s: %(kpi)s. You may enter another number.",
            number=number_words(each.number),
            kpi=words(each.kpi.name),
        )
        if fill:
            volume.data = each.number


def facts_of(filled: SettlementForm) -> Facts:
    """Return the facts that a form describes; what holds rubbish counts as nothing."""
    form, year = filled.form, filled.year
    known = {a.id for a in conditions(filled.dossier, year)}
    met = form.met.data or [] if "met" in form else []
    return Facts(
        year=year,
        phase=Phase(form.phase.data),
        run_out_months=form.run_out_months.data or 0,
        care=tuple(
            _care(form, number, path, care_fields(filled.dossier, year))
            for number, path in enumerate(care_paths(filled.dossier), start=1)
        ),
        results=tuple(_result(form, k) for k in asked(filled.dossier, year)),
        met=tuple(sorted(known & set(met))),
        paid=form.paid.data or Decimal(0),
        remark=form.remark.data or "",
    )


def missing(filled: SettlementForm) -> Iterator[Field]:
    """Yield the figures without which a year cannot be settled."""
    for _path, fields in filled.care:
        for each in fields:
            optional = each.short_name.split("_", 1)[1] in filled.optional
            if each.data is None and not each.errors and not optional:
                yield each


def row_of(filled: SettlementForm, name: str) -> str:
    """Return the care path or the KPI that a field is about; nothing for another."""
    rows = {field.short_name: path for path, fields in filled.care for field in fields}
    for each in filled.kpis:
        about = (each.standing, each.finding, *each.figures)
        rows |= {field.short_name: words(each.kpi.name) for field in about}
    return rows.get(name, "")


def care_paths(dossier: Dossier) -> tuple[str, ...]:
    """Return the care paths to give figures for; one without a name when none is."""
    return tuple(p.name for p in dossier.agreement.care_paths) or ("",)


def care_fields(dossier: Dossier, year: int) -> tuple[str, ...]:
    """Return the figures of a care path that the arrangements of a year ask for."""
    run = running(dossier, year)
    kinds = {a.kind for a in run}
    if any(a.kind == "lump_sum" and a.number("band") is not None for a in run):
        kinds.add("band")
    left_out = set() if stopped(dossier, year) else {"turned_away", "turned_away_cost"}
    return tuple(
        name
        for name in CARE_LABELS
        if name not in left_out
        and (name not in _ASKED or not kinds.isdisjoint(_ASKED[name]))
    )


def asked(dossier: Dossier, year: int) -> tuple[AnyKpi, ...]:
    """Return the KPIs on which money hangs in a year."""
    wanted: Sequence[KpiId] = asked_kpis(dossier, year)
    return tuple(k for k in dossier.kpis if k.id in wanted)


def conditions(dossier: Dossier, year: int) -> tuple[Arrangement, ...]:
    """Return the arrangements of a year whose money waits for a condition."""
    return tuple(a for a in running(dossier, year) if has_condition(a))


def _condition(arrangement: Arrangement) -> str:
    name = words(kind_of(arrangement).name)
    said = words(CONDITION_NAMES[arrangement.condition])
    more = f" ({arrangement.condition_words})" if arrangement.condition_words else ""
    return f"{name}: {said.lower()}{more}"


def _kpi_fields(kpi: AnyKpi) -> dict[str, Any]:
    narrative = isinstance(kpi, NarrativeKpi)
    question = _HELD if narrative else _GOAL
    answers: dict[str, object] = {"": _("not judged")}
    answers |= {finding.value: name for finding, name in FINDING_NAMES.items()}
    fields: dict[str, Any] = {
        f"k_{kpi.id}_standing": SelectField(
            _("Was the result delivered?"),
            choices=choices_of(dict(STANDING_NAMES)),
            validate_choice=False,
        ),
        f"k_{kpi.id}_finding": SelectField(
            words(question), choices=choices_of(answers), validate_choice=False
        ),
    }
    labels = {
        "value": _("Result"),
        "n": _("Based on how many"),
        "low": _("Interval from"),
        "high": _("Interval to"),
    }
    for name in _figures(kpi):
        kind = WholeNumberField if name == "n" else LocalDecimalField
        fields[f"k_{kpi.id}_{name}"] = kind(labels[name])
    return fields


def _figures(kpi: AnyKpi) -> tuple[str, ...]:
    return () if isinstance(kpi, NarrativeKpi) else ("value", "n", "low", "high")


def _care(form: Form, number: int, path: str, names: tuple[str, ...]) -> CareFigures:
    given: dict[str, Decimal | None] = {}
    for name in names:
        data = form[f"c{number}_{name}"].data
        given[name] = None if data is None else Decimal(data)
    zero = Decimal(0)
    return CareFigures(
        care_path=path,
        price=given.get("price") or zero,
        expected=given.get("expected") or zero,
        volume=given.get("volume") or zero,
        variable_cost=given.get("variable_cost") or zero,
        alternative=given.get("alternative") or zero,
        alternative_price=given.get("alternative_price") or zero,
        patients=given.get("patients"),
        turned_away=given.get("turned_away"),
        turned_away_cost=given.get("turned_away_cost") or zero,
        extra_patients=given.get("extra_patients") or zero,
        benchmark=given.get("benchmark"),
        spend=given.get("spend"),
    )


def _result(form: Form, kpi: AnyKpi) -> KpiOutcome:
    def figure(name: str, *others: str) -> Any:  # noqa: ANN401 - a Decimal or an int
        """Return a figure; one that cannot be read agrees with the others."""
        if name not in _figures(kpi):
            return None
        field = form[f"k_{kpi.id}_{name}"]
        if not field.process_errors:
            return field.data
        known = (form[f"k_{kpi.id}_{other}"].data for other in others)
        return next((each for each in known if each is not None), Decimal(1))

    standing = form[f"k_{kpi.id}_standing"].data
    finding = form[f"k_{kpi.id}_finding"].data
    return KpiOutcome(
        kpi_id=kpi.id,
        standing=Standing(standing)
        if standing in set(Standing)
        else Standing.NOT_DELIVERED,
        value=figure("value", "low", "high"),
        n=figure("n"),
        low=figure("low", "value", "high"),
        high=figure("high", "value", "low"),
        finding=Finding(finding) if finding in set(Finding) else None,
    )


def _values(facts: Facts, revision: int) -> dict[str, object]:
    values: dict[str, object] = {
        "revision": str(revision),
        "phase": facts.phase.value,
        "run_out_months": facts.run_out_months,
        "paid": facts.paid,
        "remark": facts.remark,
        "met": list(facts.met),
    }
    for number, care in enumerate(facts.care, start=1):
        values |= {f"c{number}_{name}": getattr(care, name) for name in CARE_LABELS}
    for result in facts.results:
        start = f"k_{result.kpi_id}"
        values |= {
            f"{start}_standing": result.standing.value,
            f"{start}_finding": result.finding.value if result.finding else "",
            f"{start}_value": result.value,
            f"{start}_n": result.n,
            f"{start}_low": result.low,
            f"{start}_high": result.high,
        }
    return values


_HINTS = {
    "turned_away": Text(
        nl="Patiënten die de behandeling wilden, maar door het plafond naar een ander "
        "gingen of nog wachten. Zij kozen niet anders. Niemand? Vul 0 in.",
        en="Patients who wanted the treatment, but went elsewhere or still wait, "
        "because of the ceiling. They did not choose otherwise. Nobody? Enter 0.",
    ),
    "turned_away_cost": Text(
        nl="Wat de zorgverzekeraar voor deze patiënten samen aan anderen betaalde. "
        "Het telt mee bij de uitgaven. Niets? Vul 0 in.",
        en="What the insurer paid others for these patients together. It counts as "
        "spend. Nothing? Enter 0.",
    ),
}
_GOAL = Text(nl="Is het doel gehaald?", en="Was the goal met?")
_HELD = Text(nl="Gehouden en besproken?", en="Held and discussed?")
