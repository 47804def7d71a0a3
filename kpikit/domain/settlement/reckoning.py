"""Settle a year: every arrangement in its fixed order, and what is still to be paid."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.base import CONDITION_NAMES, Arrangement
from kpikit.domain.financing.catalogue import has_condition, kind_of
from kpikit.domain.settlement import bases, extras
from kpikit.domain.settlement.facts import Facts
from kpikit.domain.settlement.ground import Care, Ground, summed
from kpikit.domain.settlement.incentive import quality_incentive
from kpikit.domain.settlement.lines import Flag, Outcome, Part, Sheet, to_the_cent
from kpikit.domain.settlement.saying import Unit, amount
from kpikit.domain.settlement.sharing import NO, YES, shared_savings
from kpikit.domain.settlement.working import NOTHING, Figure, When, Working
from kpikit.text import Text

SPENT = frozenset({"fixed_cost_compensation"})
"""Kinds on top of the base that count as spend when a saving is worked out."""
WITHOUT_CARE = frozenset({"start_funding", "quality_incentive"})
"""Kinds whose amount does not hang on volumes."""
ON_FEWER = frozenset(
    {"ceiling", "fixed_cost_compensation", "shared_savings", "area_growth"}
)
"""Kinds that need to know how many chose otherwise."""
EXTRAS = {
    "start_funding": extras.start_funding,
    "fixed_cost_compensation": extras.fixed_cost,
    "area_growth": extras.area_growth,
}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A settlement with the figures under it, for who wants to work it out again."""

    outcome: Outcome
    ground: Ground


@dataclass(slots=True)
class _Run:
    dossier: Dossier
    ground: Ground
    parts: list[Part] = field(default_factory=list)
    spent: list[tuple[Arrangement, Figure]] = field(default_factory=list)


def settle(dossier: Dossier, facts: Facts) -> Outcome:
    """Return what a year comes to; facts that cannot be right are for ``checks``."""
    return reckon(dossier, facts).outcome


def reckon(dossier: Dossier, facts: Facts) -> Reckoned:
    """Settle a year and keep the figures that were used, by their keys."""
    arrangements = running(dossier, facts.year)
    run = _Run(dossier, Ground(facts, stopped(dossier, facts.year)))
    for number, arrangement in enumerate(arrangements, start=1):
        run.parts.append(_part(run, arrangement, f"a{number}"))
    total = sum((part.due for part in run.parts), Decimal(0))
    paid = to_the_cent(facts.paid)
    outcome = Outcome(
        parts=tuple(run.parts),
        total=total,
        paid=paid,
        balance=total - paid,
        triggers=tuple(_triggers(run)),
    )
    return Reckoned(outcome, run.ground)


def running(dossier: Dossier, year: int) -> tuple[Arrangement, ...]:
    """Return the arrangements that run in a year, in their fixed stacking order."""
    found = [a for a in dossier.arrangements if a.first_year <= year <= a.last_year]
    return tuple(sorted(found, key=lambda a: kind_of(a).order))


def stopped(dossier: Dossier, year: int) -> frozenset[str]:
    """Return the care paths where a ceiling lets the provider turn patients away."""
    paths = [path.name for path in dossier.agreement.care_paths]
    about = {
        arrangement.care_path
        for arrangement in running(dossier, year)
        if arrangement.kind == "ceiling"
        and arrangement.term("obligation").words != "yes"
    }
    return frozenset(about if "" not in about else {"", *about, *paths})


def needs_care(arrangement: Arrangement) -> bool:
    """Tell whether an arrangement is settled on volumes and prices."""
    return arrangement.kind not in WITHOUT_CARE


def _part(run: _Run, arrangement: Arrangement, prefix: str) -> Part:
    sheet = Sheet(arrangement, prefix)
    care = run.ground.care_of(arrangement)
    if not care and needs_care(arrangement) and arrangement.kind != "lump_sum":
        sheet.flag("no-care", bases.NO_CARE)
    if arrangement.kind in ON_FEWER and any(c.untold for c in care):
        sheet.flag("turned-away", _UNTOLD)
    if arrangement.kind == "shared_savings":
        _saving(run, sheet, care)
    elif arrangement.kind == "quality_incentive":
        quality_incentive(run.ground, sheet, run.dossier)
    else:
        rules = {**bases.BASES, **EXTRAS}
        rules.get(arrangement.kind, bases.without_rule)(run.ground, sheet, care)
    if has_condition(arrangement):
        _condition(run.ground, sheet)
    if arrangement.kind in SPENT or kind_of(arrangement).is_base:
        run.spent.append((arrangement, sheet.lines[-1].figure))
    return sheet.part()


def _saving(run: _Run, sheet: Sheet, care: tuple[Care, ...]) -> None:
    """Share a saving, unless what was spent on this care alone cannot be told."""
    spend: Working
    if care and all(c.figures.spend is not None for c in care):
        spend = summed(c.figure("spend") for c in care)  # what the claims count
    elif any(c.untold for c in care):
        sheet.line("due", _DUE, NOTHING)
        return
    elif _mixed(run, care):
        sheet.flag("spend", _MIXED)
        sheet.line("due", _DUE, NOTHING)
        return
    else:
        spend = _spend(run, care)
    shared_savings(run.ground, sheet, care, spend, run.dossier)


def _mixed(run: _Run, care: tuple[Care, ...]) -> bool:
    """Tell whether an amount is about this care and other care together.

    Price times quantity is about each treatment, so it always can be told apart.
    """
    paths = {c.figures.care_path for c in care}
    abouts = (
        {c.figures.care_path for c in run.ground.care_of(arrangement)}
        for arrangement, _ in run.spent
        if arrangement.kind != "pxq"
    )
    return any(about & paths and about - paths for about in abouts)


def _condition(ground: Ground, sheet: Sheet) -> None:
    """Let the amount wait for the condition that the parties agreed on."""
    arrangement = sheet.arrangement
    name = CONDITION_NAMES[arrangement.condition]
    words = arrangement.condition_words
    label = Text(nl=f"{name.nl}: {words}", en=f"{name.en}: {words}") if words else name
    there = arrangement.id in ground.facts.met
    if not there:
        text = _about(label, _NOT_FULFILLED)
        sheet.flag("condition", text)
    before = sheet.lines.pop()
    key = f"{sheet.prefix}_condition"
    kind = kind_of(arrangement).name
    met = ground.given(key, label, YES if there else NO, Unit.YES_NO, kind)
    passed = sheet.line("fulfilled", label, met, Unit.YES_NO)
    sheet.line("due", before.label, When(passed, before.working), note=before.note)


def _spend(run: _Run, care: tuple[Care, ...]) -> Working:
    """Return what the insurer spent on this care before any sharing.

    It is what the base and the compensation come to, and care elsewhere; inside a
    bundle per patient that care is included.
    """
    paths = {c.figures.care_path for c in care}
    parts: list[Working] = []
    priced: set[str] = set()
    bundled: set[str] = set()
    for arrangement, figure in run.spent:
        about = {c.figures.care_path for c in run.ground.care_of(arrangement)}
        if not about or not about <= paths:
            continue
        parts.append(figure)
        if kind_of(arrangement).is_base:
            priced |= about
            if _per_patient(arrangement):
                bundled |= about
    parts += [c.fee for c in care if c.figures.care_path not in priced]
    parts += [c.diverted for c in care]
    parts += [c.elsewhere for c in care if c.figures.care_path not in bundled]
    return summed(iter(parts))


def _per_patient(arrangement: Arrangement) -> bool:
    per_patient = arrangement.term("unit").words != "procedure"
    return arrangement.kind == "bundle" and per_patient


def _triggers(run: _Run) -> Iterator[Flag]:
    """Yield why the parties talk again: what was done lies outside the agreed band."""
    for arrangement in running(run.dossier, run.ground.facts.year):
        band = arrangement.number("band")
        agreed = arrangement.in_year("amounts", run.ground.facts.year)
        care = run.ground.care_of(arrangement)
        if band is None or agreed is None or not care:
            continue
        done = summed(c.fee for c in care).worth()
        low, high = (1 - band) * agreed, (1 + band) * agreed
        if not low <= done <= high:
            yield Flag(code="outside-band", text=_outside(done, low, high))


def _outside(done: Decimal, low: Decimal, high: Decimal) -> Text:
    found, bottom, top = (amount(v, Unit.MONEY) for v in (done, low, high))
    return Text(
        nl=f"Er is voor {found.nl} geleverd. Dat ligt buiten de afgesproken band van "
        f"{bottom.nl} tot {top.nl}. Praat opnieuw over de afspraak.",
        en=f"Care for {found.en} was delivered. That lies outside the agreed band of "
        f"{bottom.en} to {top.en}. Talk about the agreement again.",
    )


def _about(name: Text, words: Text) -> Text:
    return Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")


_DUE = Text(nl="Verschuldigd", en="Due")
_MIXED = Text(
    nl="De vaste som of vergoeding gaat ook over andere zorg. Wat aan deze zorg is "
    "besteed, staat dus niet vast. Vul in wat er volgens de declaraties is uitgegeven. "
    "Tot die tijd wordt niets verdeeld.",
    en="The fixed sum or compensation is also about other care. So what was spent on "
    "this care is not known. Enter what the claims say was spent. Until then nothing "
    "is shared.",
)
_UNTOLD = Text(
    nl="Niet geleverd: hoeveel patiënten door het plafond niet zijn behandeld. Daarom "
    "is niet bekend hoeveel patiënten anders kozen, en daarop wordt niets betaald.",
    en="Not delivered: how many patients were turned away by the ceiling. So nobody "
    "knows how many chose otherwise, and nothing is paid on it.",
)
_NOT_FULFILLED = Text(
    nl="nog niet vervuld. Daarop wordt niet betaald.",
    en="not fulfilled yet. Nothing is paid on it.",
)
__all__ = ["Reckoned", "reckon", "running", "settle"]
