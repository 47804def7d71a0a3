"""What makes an arrangement unsound: alone, and beside the others."""

from collections.abc import Iterator, Sequence

from kpikit.domain.financing import soundness_wording as words
from kpikit.domain.financing.base import Arrangement, Condition, Kind
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.financing.term_rules import link_problems, term_problems
from kpikit.domain.financing.volume import asks_volume_drop, pays_for_volume_drop
from kpikit.domain.kpi import AnyKpi
from kpikit.problems import Problem
from kpikit.text import Text


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
    ``others`` its other arrangements. While the years themselves are wrong, what has
    to be filled in per year is not looked at.
    """
    kind = all_kinds().get(arrangement.kind)
    if kind is None:
        return (_problem("unknown-kind", "kind", words.UNKNOWN_KIND),)
    wrong_years = tuple(_years(arrangement, years))
    return (
        *wrong_years,
        *_care_path(arrangement, care_paths),
        *_conditions(arrangement, kind),
        *(() if wrong_years else term_problems(arrangement, kind)),
        *link_problems(arrangement, kind, {k.id: k for k in kpis}),
        *(() if wrong_years else _overlap(arrangement, kind, others)),
    )


def without_base(
    arrangements: Sequence[Arrangement],
    years: Sequence[int],
    care_paths: Sequence[str],
) -> tuple[tuple[str, int], ...]:
    """Return each care path and year that has no base arrangement yet."""
    bases = [a for a in arrangements if _is_base(a)]
    return tuple(
        (path, year)
        for path in (care_paths or [""])
        for year in years
        if not any(_runs(b, year) and b.care_path in ("", path) for b in bases)
    )


def _runs(arrangement: Arrangement, year: int) -> bool:
    return arrangement.first_year <= year <= arrangement.last_year


def _is_base(arrangement: Arrangement) -> bool:
    kind = all_kinds().get(arrangement.kind)
    return kind is not None and kind.is_base


def _years(arrangement: Arrangement, years: Sequence[int]) -> Iterator[Problem]:
    first, last = arrangement.first_year, arrangement.last_year
    if first > last:
        yield _problem("years-order", "last_year", words.YEARS_ORDER)
    elif first not in years or last not in years:
        yield _problem("outside-term", "last_year", words.OUTSIDE_TERM)


def _care_path(
    arrangement: Arrangement, care_paths: Sequence[str]
) -> Iterator[Problem]:
    if arrangement.care_path and arrangement.care_path not in care_paths:
        yield _problem("unknown-care-path", "care_path", words.UNKNOWN_PATH)


def _conditions(arrangement: Arrangement, kind: Kind) -> Iterator[Problem]:
    needs_words = arrangement.condition is Condition.OTHER
    if needs_words and not arrangement.condition_words.strip():
        yield _problem("condition-words", "condition_words", words.NEEDS_WORDS)
    if asks_volume_drop(arrangement.condition_words):
        yield _problem("volume-condition", "condition_words", words.NO_VOLUME)
    if kind.eases_drop:
        return
    remarks = [("note", arrangement.note)]
    remarks += [(t.name, t.words) for t in arrangement.terms]
    for where, remark in remarks:
        if pays_for_volume_drop(remark):
            yield _problem("volume-condition", where, words.NO_VOLUME)


def _overlap(
    arrangement: Arrangement, kind: Kind, others: Sequence[Arrangement]
) -> Iterator[Problem]:
    if not kind.is_base:
        return
    for rival in others:
        if rival.id == arrangement.id or not _is_base(rival):
            continue
        paths = {arrangement.care_path, rival.care_path}
        shared = [y for y in arrangement.years if _runs(rival, y)]
        if shared and (len(paths) == 1 or "" in paths):
            text = words.second_base(all_kinds()[rival.kind], shared)
            yield _problem("second-base", "kind", text)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)
