"""Lay own entries over the shipped ones, and leave out all that does not hold."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from kpikit.library import rules, scoring_rules
from kpikit.library.entries import Entry, Key
from kpikit.library.lines import Path
from kpikit.library.rules import Finding
from kpikit.problems import Problem
from kpikit.text import Text

FOLLOWS = "follows_broken"
_ORDER = (
    "sources",
    "glossary",
    "recommendations",
    "conversation",
    "staff-survey",
    "obstacles",
    "survey-respondents",
    "survey-remarks",
    "instruments",
    "kpis",
    "sets",
    "scans",
)

World = dict[Key, Entry]


class Overlay:
    """Entries laid over a world that holds, until all of it holds again.

    An own entry that is wrong, or that breaks an entry that was there, is left out
    and what it replaced returns. So a world that holds is never made poorer.
    """

    def __init__(
        self, below: World, above: Mapping[Key, Entry], declared: Mapping[Key, str]
    ) -> None:
        """Lay ``above`` over ``below``.

        ``declared`` gives the file of every id, also of those left out before.
        """
        self.below = below
        self.world: World = {**below, **above}
        self.declared = declared
        self.problems: list[Problem] = []
        self._lost: dict[Key, list[str]] = defaultdict(list)
        self._referring: dict[Key, set[Key]] = defaultdict(set)
        for entry in (*below.values(), *above.values()):
            for _, key in entry.references:
                self._referring[key].add(entry.key)
        self._settle()
        self.problems.extend(self._followers())

    def _settle(self) -> None:
        """Check each entry, and again those that refer to one that was left out."""
        waiting = deque(sorted(self.world, key=_sort_key))
        while waiting:
            entry = self.world.get(waiting.popleft())
            if entry is None:
                continue
            findings = list(self._findings(entry))
            if not findings:
                continue
            for culprit in self._culprits(entry) or [entry]:
                if culprit is entry:
                    self._report(entry, findings)
                else:
                    broken = _breaks(self._broken_by(culprit), findings[0])
                    self.problems.append(culprit.problem(broken))
                self._leave_out(culprit)
                waiting.append(culprit.key)
                waiting.extend(sorted(self._referring[culprit.key], key=_sort_key))
            waiting.append(entry.key)

    def _culprits(self, entry: Entry) -> list[Entry]:
        """Return the newly laid entries that an entry from below now rests on."""
        if self.below.get(entry.key) is not entry:
            return []
        keys = dict.fromkeys(key for _, key in entry.references)
        rests_on = (self.world[key] for key in keys if key in self.world)
        return [each for each in rests_on if self.below.get(each.key) is not each]

    def _broken_by(self, culprit: Entry) -> list[str]:
        """Return the files from below that rest on the culprit and no longer hold."""
        keys = sorted(self._referring[culprit.key], key=_sort_key)
        resting = (self.below[key] for key in keys if key in self.below)
        return [
            entry.place.name
            for entry in resting
            if self.world.get(entry.key) is entry and any(self._findings(entry))
        ]

    def _leave_out(self, entry: Entry) -> None:
        """Take the entry away; what it replaced returns."""
        replaced = self.below.get(entry.key)
        if replaced is None or replaced is entry:
            self.world.pop(entry.key, None)
        else:
            self.world[entry.key] = replaced

    def _findings(self, entry: Entry) -> Iterator[Finding]:
        """Yield each rule that the entry breaks in this world."""
        for path, key in entry.references:
            if key not in self.world:
                yield self._loose(path, key)
        match entry.key[0]:
            case "kpis":
                named = entry.value.instrument
                found = self.world.get(("instruments", named))
                instrument = None if found is None else found.value
                yield from rules.of_kpi(entry.value, instrument)
                yield from scoring_rules.of_kpi(entry.value, instrument)
            case "instruments":
                yield from rules.of_instrument(entry.value, entry.levels)
                yield from scoring_rules.of_instrument(entry.value)
            case "sets":
                keys = dict.fromkeys(("kpis", str(id_)) for id_ in entry.value.kpis)
                members = [self.world[key].value for key in keys if key in self.world]
                yield from rules.of_set(entry.value, members)
            case "recommendations":
                yield from rules.of_recommendation(entry.value)
            case _:
                return

    def _report(self, entry: Entry, findings: list[Finding]) -> None:
        """Note what is wrong; following something broken is told with that thing."""
        for finding in findings:
            if finding.code != FOLLOWS:
                self.problems.append(entry.problem(finding))
                continue
            broken = next(key for path, key in entry.references if path == finding.path)
            if entry.key[1] not in self._lost[broken]:
                self._lost[broken].append(str(entry.key[1]))

    def _followers(self) -> Iterator[Problem]:
        """Yield one problem for each broken entry that others had to follow."""
        for key, ids in self._lost.items():
            names = ", ".join(ids)
            words = Text(
                nl=f"Omdat ‘{key[1]}’ niet in orde is, doen ook niet mee: {names}.",
                en=f"As ‘{key[1]}’ is not right, these were left out too: {names}.",
            )
            yield Problem(FOLLOWS, self.declared[key], words)

    def _loose(self, path: Path, key: Key) -> Finding:
        """Return the finding that a reference leads nowhere."""
        if key in self.declared:
            return Finding(FOLLOWS, path, Text(nl="", en=""))
        words = Text(
            nl=f"‘{key[1]}’ staat niet in {_PLACES[key[0]]}.",
            en=f"‘{key[1]}’ is not in {_PLACES[key[0]]}.",
        )
        return Finding("unknown_reference", path, words)


def _breaks(names: list[str], finding: Finding) -> Finding:
    """Return the finding that an entry would break files that were there."""
    files = ", ".join(names)
    return Finding(
        "breaks_shipped",
        (),
        Text(
            nl=f"Hierdoor klopt niet meer: {files}. Want: {finding.text.nl} "
            "Leg daar ook een eigen versie over.",
            en=f"This breaks: {files}. Because: {finding.text.en} "
            "Lay an own version over that as well.",
        ),
    )


def _sort_key(key: Key) -> tuple[int, str]:
    """Return the order in which entries are checked: what others rest on first."""
    return _ORDER.index(key[0]), str(key[1])


_PLACES = {
    "sources": "sources/",
    "instruments": "instruments/",
    "kpis": "kpis/",
    "recommendations": "recommendations.toml",
}
