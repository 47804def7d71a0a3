"""What makes an arrangement unsound: alone, and beside the others."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpikit.domain.financing.base import (
    PER_YEAR,
    Arrangement,
    Condition,
    Parameter,
    ParameterKind,
    Term,
)
from kpikit.domain.financing.catalogue import all_kinds, kind_of
from kpikit.domain.kpi import AnyKpi, KpiId, Use
from kpikit.problems import Problem
from kpikit.text import Text

MOST_EURO = Decimal(10_000_000_000)
_VOLUME = (
    r"volumes?|productie|omzet|operaties?|ingrepen|behandelingen|verrichtingen"
    r"|opnames|dbc\W?s|production|revenue|turnover|operations|surger\w+"
    r"|procedures|treatments|admissions"
)
_DROP = (
    r"minder|da(?:a)?l\w*|gedaald|lager|afnam\w+|afnem\w+|reduc\w+|krimp\w*|verminder\w+"
    r"|fewer|less|drops?|dropped|falls?|fell|lower\w*|decreas\w+|declin\w+|cut\w*"
)
_VOLUME_DROP = re.compile(
    rf"\b(?:{_VOLUME})\b.{{0,60}}\b(?:{_DROP})\b|\b(?:{_DROP})\b.{{0,60}}\b(?:{_VOLUME})\b"
    r"|volumedaling|omzetdaling|productiedaling|volumereductie|volumekrimp",
    re.IGNORECASE | re.DOTALL,
)


def problems(
    arrangement: Arrangement,
    *,
    years: Sequence[int],
    care_paths: Sequence[str],
    kpis: Sequence[AnyKpi],
    others: Sequence[Arrangement] = (),
) -> tuple[Problem, ...]:
    """Return everything unsound about an arrangement, per form field.

    ``years`` is the term, ``care_paths`` and ``kpis`` are those of the agreement and
    ``others`` its other arrangements.
    """
    if arrangement.kind not in all_kinds():
        return (_problem("unknown-kind", "kind", _UNKNOWN_KIND),)
    return (
        *_frame(arrangement, years, care_paths),
        *_condition(arrangement),
        *_terms(arrangement),
        *_links(arrangement, {k.id: k for k in kpis}),
        *kind_of(arrangement).check(arrangement),
        *_overlap(arrangement, others),
    )


def without_base(
    arrangements: Sequence[Arrangement],
    years: Sequence[int],
    care_paths: Sequence[str],
) -> tuple[tuple[str, int], ...]:
    """Return each care path and year that has no base arrangement yet."""
    bases = [a for a in arrangements if kind_of(a).is_base]
    return tuple(
        (path, year)
        for path in (care_paths or [""])
        for year in years
        if not any(year in b.years and b.care_path in ("", path) for b in bases)
    )


def asks_volume_drop(words: str) -> bool:
    """Tell whether words make fewer treatments or less revenue a condition."""
    return _VOLUME_DROP.search(words) is not None


def _frame(
    arrangement: Arrangement, years: Sequence[int], care_paths: Sequence[str]
) -> Iterator[Problem]:
    if arrangement.first_year > arrangement.last_year:
        yield _problem("years-order", "last_year", _YEARS_ORDER)
    elif not set(arrangement.years) <= set(years):
        yield _problem("outside-term", "last_year", _OUTSIDE_TERM)
    if arrangement.care_path and arrangement.care_path not in care_paths:
        yield _problem("unknown-care-path", "care_path", _UNKNOWN_PATH)


def _condition(arrangement: Arrangement) -> Iterator[Problem]:
    needs_words = arrangement.condition is Condition.OTHER
    if needs_words and not arrangement.condition_words:
        yield _problem("condition-words", "condition_words", _NEEDS_WORDS)
    if asks_volume_drop(arrangement.condition_words):
        yield _problem("volume-condition", "condition_words", _NO_VOLUME)


def _terms(arrangement: Arrangement) -> Iterator[Problem]:
    for parameter in kind_of(arrangement).parameters:
        yield from _term(parameter, arrangement.term(parameter.name), arrangement)


def _term(
    parameter: Parameter, term: Term, arrangement: Arrangement
) -> Iterator[Problem]:
    filled = bool(
        term.number is not None or term.words or term.per_year or term.kpis
    )
    if not filled:
        if parameter.required:
            yield _problem("required", parameter.name, _REQUIRED)
        return
    if parameter.kind is ParameterKind.CHOICE and term.words not in {
        c.code for c in parameter.choices
    }:
        yield _problem("unknown-choice", parameter.name, _CHOOSE)
    if parameter.kind in PER_YEAR:
        yield from _per_year(parameter, term, arrangement)
    elif term.number is not None and not _fits(parameter, term.number):
        yield _problem("out-of-range", parameter.name, _range(parameter))


def _per_year(
    parameter: Parameter, term: Term, arrangement: Arrangement
) -> Iterator[Problem]:
    for each in term.per_year:
        where = f"{parameter.name}_{each.year}"
        if each.year not in arrangement.years:
            yield _problem("year-outside", where, _YEAR_OUTSIDE)
        elif not _fits(parameter, each.amount):
            yield _problem("out-of-range", where, _range(parameter))
    missing = set(arrangement.years) - {a.year for a in term.per_year}
    if parameter.required:
        for year in sorted(missing):
            yield _problem("year-missing", f"{parameter.name}_{year}", _YEAR_MISSING)


def _fits(parameter: Parameter, number: Decimal) -> bool:
    if not number.is_finite() or abs(number) > MOST_EURO:
        return False
    if parameter.kind is ParameterKind.COUNT and number != number.to_integral_value():
        return False
    low = parameter.minimum is None or number >= parameter.minimum
    return low and (parameter.maximum is None or number <= parameter.maximum)


def _links(arrangement: Arrangement, kpis: dict[KpiId, AnyKpi]) -> Iterator[Problem]:
    for parameter in kind_of(arrangement).parameters:
        for kpi_id in arrangement.term(parameter.name).kpis:
            kpi = kpis.get(kpi_id)
            if kpi is None:
                yield _problem("kpi-not-chosen", parameter.name, _NOT_CHOSEN)
            elif kpi.balancing:
                yield _problem("kpi-balancing", parameter.name, _balancing(kpi))
            elif kpi.use is not Use.PAYMENT:
                yield _problem("kpi-no-money", parameter.name, _no_money(kpi))


def _overlap(
    arrangement: Arrangement, others: Sequence[Arrangement]
) -> Iterator[Problem]:
    if not kind_of(arrangement).is_base:
        return
    for rival in others:
        if rival.id == arrangement.id or not kind_of(rival).is_base:
            continue
        same_care = "" in (arrangement.care_path, rival.care_path) or (
            arrangement.care_path == rival.care_path
        )
        shared = sorted(set(arrangement.years) & set(rival.years))
        if same_care and shared:
            yield _problem("second-base", "kind", _second_base(rival, shared))


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


def _range(parameter: Parameter) -> Text:
    if parameter.kind in (ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR):
        return Text(nl="Vul 0% tot en met 100% in.", en="Enter 0% to 100%.")
    if parameter.kind is ParameterKind.COUNT:
        return Text(nl="Vul een heel aantal in, minstens 1.", en="Enter a whole number.")
    return Text(
        nl="Vul een bedrag in van € 0 tot € 10 miljard.",
        en="Enter an amount from € 0 to € 10 billion.",
    )


def _balancing(kpi: AnyKpi) -> Text:
    return Text(
        nl=f"‘{kpi.name.nl}’ is er om mee te kijken. Daar hoort geen geld bij.",
        en=f"‘{kpi.name.en}’ is there to keep watch. It carries no money.",
    )


def _no_money(kpi: AnyKpi) -> Text:
    return Text(
        nl=f"‘{kpi.name.nl}’ is niet bedoeld om op te betalen.",
        en=f"‘{kpi.name.en}’ is not meant to be paid on.",
    )


def _second_base(rival: Arrangement, years: Sequence[int]) -> Text:
    name = kind_of(rival).name
    when = ", ".join(str(y) for y in years)
    return Text(
        nl=f"Voor {when} is er al een basisafspraak: {name.nl}. Er kan er per zorgpad "
        "en jaar maar één zijn.",
        en=f"For {when} there is a base arrangement already: {name.en}. Only one is "
        "possible per care path and year.",
    )


_UNKNOWN_KIND = Text(nl="Deze soort afspraak bestaat niet.", en="No such kind exists.")
_YEARS_ORDER = Text(
    nl="Het laatste jaar ligt voor het eerste.",
    en="The last year comes before the first.",
)
_OUTSIDE_TERM = Text(
    nl="De jaren vallen buiten de looptijd van de afspraak.",
    en="The years lie outside the term of the agreement.",
)
_UNKNOWN_PATH = Text(
    nl="Dit zorgpad hoort niet bij de afspraak.",
    en="This care path is not part of the agreement.",
)
_NEEDS_WORDS = Text(nl="Schrijf op welke voorwaarde.", en="Write down which condition.")
_NO_VOLUME = Text(
    nl="Minder behandelingen of minder omzet mag geen voorwaarde zijn. Dat zou "
    "patiënten een keuze opdringen. Deel een besparing liever achteraf.",
    en="Fewer treatments or less revenue may not be a condition. It would press a "
    "choice on patients. Rather share a saving afterwards.",
)
_REQUIRED = Text(nl="Vul dit in.", en="Fill this in.")
_CHOOSE = Text(nl="Kies een van de mogelijkheden.", en="Choose one of the options.")
_YEAR_OUTSIDE = Text(
    nl="In dit jaar loopt de afspraak niet.",
    en="The arrangement does not run in this year.",
)
_YEAR_MISSING = Text(
    nl="Vul voor elk jaar een bedrag in. Nul mag.",
    en="Enter an amount for every year. Zero is allowed.",
)
_NOT_CHOSEN = Text(
    nl="Deze KPI zit niet in de gekozen set.", en="This KPI is not in the chosen set."
)
