"""Turn the files of one folder into entries, each with what it refers to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import FactStatus, MeasuredKpi, NarrativeKpi
from kpikit.domain.library import LadderLevel, StartingSet
from kpikit.library.files import RawFile
from kpikit.library.kpi_file import shape_of
from kpikit.library.lines import Path
from kpikit.library.mending import mended
from kpikit.library.other_files import MANY_PER_FILE, ONE_PER_FILE, InstrumentFile
from kpikit.library.place import Place, dotted, shown
from kpikit.library.rules import Finding
from kpikit.library.shapes import Shape
from kpikit.library.wording import MAX_PROBLEMS, problems_of
from kpikit.problems import Problem
from kpikit.text import Text

Key = tuple[str, str | int]
"""The kind and the id, such as ``("kpis", "PAT-01")``."""

LADDER: Key = ("instruments", "ladder")
_NUMBERS = ("n", "minimum_n", "target_n", "patient_minutes", "staff_hours_per_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value of the domain, where it stands, and what it refers to from where."""

    key: Key
    value: Any
    levels: tuple[LadderLevel, ...]
    place: Place
    path: Path
    references: tuple[tuple[Path, Key], ...]
    own: bool

    def problem(self, finding: Finding) -> Problem:
        """Return the finding as a problem with its file and line."""
        return problem_at(self.place, self.path, finding)


def problem_at(place: Place, base: Path, finding: Finding) -> Problem:
    """Return a finding on a table that stands at ``base`` in the file."""
    path = base + finding.path
    name = f"{dotted(path)}: " if path else ""
    text = Text(nl=f"{name}{finding.text.nl}", en=f"{name}{finding.text.en}")
    return Problem(finding.code, place.where(path), text)


class Entries:
    """The entries of one folder that are right by themselves.

    ``declared`` also holds the ids of entries that are not, so that a reference to
    one of those is not called unknown. ``mended`` are those of which enough could be
    read to tell what else is wrong with them; they are never used.
    """

    def __init__(self, files: tuple[RawFile, ...], *, own: bool) -> None:
        """Check each file; what is wrong goes to ``problems``."""
        self.own = own
        self.right: dict[Key, Entry] = {}
        self.mended: dict[Key, Entry] = {}
        self.declared: dict[Key, str] = {}
        self.problems: list[Problem] = []
        for file in files:
            if file.kind in MANY_PER_FILE:
                self._take_many(file)
            else:
                self._take_one(file)

    def _take_one(self, file: RawFile) -> None:
        """Take in a file that is one entry."""
        self.declared.setdefault((file.kind, file.stem), file.place.name)
        shape = ONE_PER_FILE.get(file.kind) or shape_of(file.data)
        entry = self._entry(file, shape, file.data, ())
        if entry is None:
            return
        if entry.key[1] != file.stem:
            self.problems.append(entry.problem(_other_name(file.stem)))
            return
        self.right[entry.key] = entry

    def _take_many(self, file: RawFile) -> None:
        """Take in a file that is a list of entries."""
        name, shape = MANY_PER_FILE[file.kind]
        for key in [key for key in file.data if key != name][:MAX_PROBLEMS]:
            finding = Finding("unknown_field", (key,), _expected(name))
            self.problems.append(problem_at(file.place, (), finding))
        tables = file.data.get(name, [])
        if not isinstance(tables, list):
            finding = Finding("wrong_type", (name,), _expected(name))
            self.problems.append(problem_at(file.place, (), finding))
            return
        before = len(self.problems)
        for number, table in enumerate(tables):
            if len(self.problems) - before >= MAX_PROBLEMS:
                finding = Finding("too_many_problems", (name, number), _REST_UNREAD)
                self.problems.append(problem_at(file.place, (), finding))
                return
            entry = self._entry(file, shape, table, (name, number))
            if entry is None:
                continue
            known_in = self.declared.get(entry.key)
            if known_in is not None:
                self.problems.append(entry.problem(_twice(entry, known_in)))
                continue
            self.declared[entry.key] = file.place.name
            self.right[entry.key] = entry

    def _entry(
        self, file: RawFile, shape: type[Shape], table: object, path: Path
    ) -> Entry | None:
        """Return the entry in a table, or None after noting what is wrong."""
        before = len(self.problems)
        entry: Entry | None
        try:
            entry = self._made(file, shape, table, path)
        except ValidationError as error:
            self.problems.extend(problems_of(error, file.place, shape, path))
            entry = self._mended(file, shape, mended(error, table), path)
        if len(self.problems) == before:
            return entry
        self._declare_broken(file, table)
        if entry is not None:
            self.mended[entry.key] = entry
        return None

    def _mended(
        self, file: RawFile, shape: type[Shape], table: object, path: Path
    ) -> Entry | None:
        """Return the entry in a table that was mended, where that was enough."""
        try:
            return self._made(file, shape, table, path)
        except ValidationError:
            return None

    def _made(
        self, file: RawFile, shape: type[Shape], table: object, path: Path
    ) -> Entry:
        """Return the entry in a table, and note what is wrong with its facts."""
        checked = shape.model_validate(table)
        data = table if isinstance(table, dict) else {}
        wrong = _of_facts(data, ())
        self.problems.extend(problem_at(file.place, path, each) for each in wrong)
        value = checked.made()
        levels = checked.levels() if isinstance(checked, InstrumentFile) else ()
        is_own = isinstance(
            value, MeasuredKpi | NarrativeKpi | Instrument | StartingSet
        )
        return Entry(
            key=(file.kind, data["number" if "number" in data else "id"]),
            value=replace(value, own=True) if self.own and is_own else value,
            levels=levels,
            place=file.place,
            path=path,
            references=tuple(_references(file.kind, data)),
            own=self.own,
        )

    def _declare_broken(self, file: RawFile, table: object) -> None:
        """Keep the id that a broken table claims, if it can be read."""
        if file.kind not in MANY_PER_FILE or not isinstance(table, dict):
            return
        id_ = table.get("number", table.get("id"))
        if isinstance(id_, str | int):
            self.declared.setdefault((file.kind, id_), file.place.name)


def _references(kind: str, data: dict[str, Any]) -> Iterator[tuple[Path, Key]]:
    """Yield each place where the data name another entry, with its key."""
    for path in _tables(data, ()):
        table = _at(data, path)
        for number, id_ in enumerate(table.get("sources", ())):
            yield (*path, "sources", number), ("sources", id_)
    if kind == "kpis":
        yield from _references_of_kpi(data)
    if kind == "staff-survey" and "kpi" in data:
        yield ("kpi",), ("kpis", data["kpi"])
    if kind == "recommendations":
        yield ("source",), ("sources", data["source"])
    lists = {"kpis": "recommendations", "sets": "kpis"}
    if kind in lists:
        name = lists[kind]
        for number, id_ in enumerate(data[name]):
            yield (name, number), (name, id_)


def _references_of_kpi(data: dict[str, Any]) -> Iterator[tuple[Path, Key]]:
    """Yield each place where one KPI names one other entry."""
    for name, target in (("instrument", "instruments"), ("replaced_by", "kpis")):
        if name in data:
            yield (name,), (target, data[name])
    paired_with = data.get("statistic", {}).get("paired_with")
    if paired_with is not None:
        yield ("statistic", "paired_with"), ("instruments", paired_with)
    if "ladder" in data:
        yield ("ladder",), LADDER


def _tables(data: dict[str, Any], path: Path) -> Iterator[Path]:
    """Yield the path of each table in checked data, itself included."""
    yield path
    for key, part in data.items():
        if isinstance(part, dict):
            yield from _tables(part, (*path, key))
        elif isinstance(part, list):
            for number, item in enumerate(part):
                if isinstance(item, dict):
                    yield from _tables(item, (*path, key, number))


def _at(data: Any, path: Path) -> Any:  # noqa: ANN401 - TOML data has no type
    """Return the table at the path."""
    for part in path:
        data = data[part]
    return data


def _of_facts(data: dict[str, Any], base: Path) -> Iterator[Finding]:
    """Yield each table that claims to be surer than its sources allow."""
    for path in _tables(data, base):
        table = _at(data, path)
        if not path or "status" not in table:
            continue
        status, has_note = table["status"], "note" in table
        if status != FactStatus.UNKNOWN and not table.get("sources"):
            if status == FactStatus.VERIFIED:
                yield Finding("source_missing", path, _SOURCE_MISSING)
            elif not has_note:
                yield Finding("source_missing", path, _SOURCE_OR_NOTE)
        elif status == FactStatus.UNKNOWN and not has_note:
            for name in _NUMBERS:
                if name in table:
                    yield Finding("note_missing", (*path, name), _NOTE_MISSING)


def _other_name(stem: str) -> Finding:
    """Return the finding that id and file name differ."""
    name = f"{shown(stem)}.toml"
    text = Text(
        nl=f"Het bestand heet {name}. Geef bestand en id dezelfde naam.",
        en=f"The file is called {name}. Give file and id the same name.",
    )
    return Finding("file_name_differs", ("id",), text)


def _twice(entry: Entry, known_in: str) -> Finding:
    """Return the finding that an id was already used."""
    id_ = entry.key[1]
    name = "number" if isinstance(id_, int) else "id"
    return Finding(
        "duplicate_id",
        (name,),
        Text(
            nl=f"‘{id_}’ staat ook al in {known_in}.",
            en=f"‘{id_}’ is already in {known_in}.",
        ),
    )


def _expected(name: str) -> Text:
    """Return the words for a file that should be a list of tables."""
    return Text(
        nl=f"In dit bestand staan alleen tabellen [[{name}]].",
        en=f"This file holds only tables [[{name}]].",
    )


_REST_UNREAD = Text(
    nl="Er zijn al zoveel problemen dat de rest van dit bestand niet gelezen is.",
    en="There are so many problems that the rest of this file was not read.",
)
_SOURCE_MISSING = Text(
    nl="Dit heet ‘verified’, maar er staat geen bron bij.",
    en="This is called ‘verified’, but it names no source.",
)
_SOURCE_OR_NOTE = Text(
    nl="Dit heet ‘computed’. Noem een bron, of zeg in note hoe het berekend is.",
    en="This is called ‘computed’. Name a source, or say in note how it was computed.",
)
_NOTE_MISSING = Text(
    nl="Van dit getal is de herkomst onbekend. Zeg in note van wie het komt.",
    en="The origin of this number is unknown. Say in note whose it is.",
)
