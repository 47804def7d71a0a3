"""Read the shipped library and an organisation's own into one value."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kpikit.domain.kpi import NarrativeKpi
from kpikit.domain.library import LadderLevel, Library, library_order
from kpikit.library.entries import LADDER, Entries, Entry
from kpikit.library.files import read_folder
from kpikit.library.overlay import FOLLOWS, Overlay, World
from kpikit.library.place import shown
from kpikit.problems import Problem


def load(shipped: Path, own: Path | None = None) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library, and every problem of every file.

    Own entries lie over shipped ones with the same id and are marked as own. What has
    a problem is left out: an own entry lets the shipped one stand. Every reference in
    the library leads to an entry in it. Nothing in the files makes this raise.
    """
    files, problems = read_folder(shipped)
    entries = Entries(files, own=False)
    ground = Overlay({}, entries.right, entries.declared)
    found = [*problems, *entries.problems, *_of_all(ground, entries, {})]
    world = ground.world
    if own is not None:
        files, problems = read_folder(own, prefix=f"{shown(own.name) or 'own'}/")
        own_entries = Entries(files, own=True)
        declared = {**entries.declared, **own_entries.declared}
        overlay = Overlay(world, own_entries.right, declared)
        found += [*problems, *own_entries.problems]
        found += _of_all(overlay, own_entries, world)
        world = overlay.world
    return _library(world), tuple(sorted(found, key=_by_place))


def _of_all(overlay: Overlay, entries: Entries, below: World) -> list[Problem]:
    """Return what is wrong between entries, also with those that are not used."""
    found = list(overlay.problems)
    if entries.mended:
        every = {**entries.mended, **entries.right}
        further = Overlay(below, every, overlay.declared).problems
        found += [p for p in further if p not in found and p.code != FOLLOWS]
    return found


def _library(world: World) -> Library:
    """Return the entries as one value, each kind in its own order."""
    ladder = world[LADDER].levels if LADDER in world else ()
    kpis = [_with_ladder(value, ladder) for value in _values(world, "kpis")]
    kpis.sort(key=lambda kpi: library_order(kpi.id, own=kpi.own))
    sets = sorted(_values(world, "sets"), key=lambda each: (each.order, each.id))
    advice = sorted(_values(world, "recommendations"), key=lambda each: each.number)
    scans = sorted(_values(world, "scans"), key=lambda each: (each.order, each.id))
    return Library(
        kpis=MappingProxyType({kpi.id: kpi for kpi in kpis}),
        instruments=_by_id(_values(world, "instruments")),
        sets=tuple(sets),
        scans=tuple(scans),
        recommendations=tuple(advice),
        sources=_by_id(_values(world, "sources")),
        glossary=_by_id(_values(world, "glossary")),
        ladder=ladder,
        cards=_in_order(_values(world, "conversation")),
        survey=_in_order(_values(world, "staff-survey")),
        obstacles=_in_order(_values(world, "obstacles")),
        respondents=_in_order(_values(world, "survey-respondents")),
        remarks=_in_order(_values(world, "survey-remarks")),
    )


def _values(world: World, kind: str) -> list[Any]:
    """Return the values of one kind."""
    entries: Iterable[Entry] = world.values()
    return [entry.value for entry in entries if entry.key[0] == kind]


def _in_order(values: list[Any]) -> tuple[Any, ...]:
    """Return values by the order that they give themselves."""
    return tuple(sorted(values, key=lambda each: (each.order, each.id)))


def _by_id(values: list[Any]) -> MappingProxyType[str, Any]:
    """Return values by id, in the order of their ids."""
    return MappingProxyType({each.id: each for each in sorted(values, key=_id)})


def _id(value: Any) -> str:  # noqa: ANN401 - instruments, sources and terms alike
    """Return the id of a value."""
    return str(value.id)


def _with_ladder(kpi: Any, ladder: tuple[LadderLevel, ...]) -> Any:  # noqa: ANN401
    """Return a narrative KPI with the names of the levels that have a value."""
    if not isinstance(kpi, NarrativeKpi):
        return kpi
    levels = tuple(level.name for level in ladder if level.value is not None)
    return replace(kpi, ladder=levels)


def _by_place(problem: Problem) -> tuple[str, int, str]:
    """Return the order of problems: by file, then by line as a number."""
    name, _, line = problem.where.rpartition(":")
    if line.isdecimal():
        return name, int(line), problem.code
    return problem.where.partition(": ")[0], 0, problem.code
