"""What a filled-in template would change: every problem and every change, beforehand.

An empty cell changes nothing: clearing and removing are done on the pages, so that a
half filled-in file takes nothing away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kpikit.domain.improvement.action import (
    ImprovementAction,
    Links,
    action_problems,
)
from kpikit.domain.improvement.filled import Answer, Filled, Spot
from kpikit.domain.improvement.filled_values import Value, value_of
from kpikit.domain.improvement.plan_changes import (
    ActionChange,
    PlanImport,
    ScanChange,
)
from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.team_scan import TeamScan, ThemeScore, team_problems
from kpikit.domain.result.incoming.grid import key
from kpikit.problems import Problem
from kpikit.text import Text

Given = tuple[Value, Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What there is already; ``scans`` is ``None`` for who may not record scores."""

    hospital: str
    paths: Sequence[str]
    actions: Sequence[ImprovementAction]
    links: Links
    kind: ScanKind
    scans: Sequence[TeamScan] | None
    today: date


def plan_import(found: Filled, present: Present) -> PlanImport:
    """Return what a filled-in template would change."""
    work = _Work(present, list(found.problems))
    for answer in found.answers:
        work.take(answer)
    actions = tuple(work.action(number) for number in sorted(work.by_action))
    scored = any(code for code in work.by_theme)
    scan = work.scan() if scored and present.scans is not None else None
    work.check_head()
    return PlanImport(
        problems=tuple(dict.fromkeys(work.problems)),
        actions=actions,
        scan=scan,
        scores_left=scored and present.scans is None,
        unread=tuple(found.unread),
    )


class _Work:
    """The values of a file by what they are about, and what is wrong so far."""

    def __init__(self, present: Present, problems: list[Problem]) -> None:
        self.present = present
        self.problems = problems
        self.head: dict[str, Given] = {}
        self.by_theme: dict[str, dict[str, Given]] = {}
        self.by_action: dict[int, dict[str, list[Given]]] = {}

    def take(self, answer: Answer) -> None:
        """Keep the value of a cell, or what is wrong with it."""
        value, code = value_of(answer), answer.field.code
        if isinstance(value, Problem):
            self.problems.append(value)
        elif isinstance(answer.about, int):
            about = self.by_action.setdefault(answer.about, {})
            about.setdefault(code, []).append((value, answer.spot))
        else:
            of = self.by_theme.setdefault(answer.about, {}) if answer.about else None
            kept = self.head if of is None else of
            if code in kept and kept[code][0] != value:
                self.problems.append(answer.spot.problem("twice", _TWICE))
            kept.setdefault(code, (value, answer.spot))

    def action(self, number: int) -> ActionChange:
        """Return an action with what the file says of it."""
        given = self.by_action[number]
        before = next((a for a in self.present.actions if a.number == number), None)
        after: Any = before or ImprovementAction(number=number, name="")
        values = {
            code: self._one(getattr(after, code), each) for code, each in given.items()
        }
        after = replace(after, **values)
        spots = {code: each[-1][1] for code, each in given.items()}
        first = next(iter(spots.values()))
        self.problems += [
            spots.get(p.where, first).problem(p.code, p.text)
            for p in action_problems(after, self.present.links)
        ]
        return ActionChange(after=after, before=before)

    def _one(self, now: Value | None, given: Sequence[Given]) -> Value | None:
        """Return what a field becomes that may stand in two places of a file.

        What was changed in one place wins from what was left as it is in the other.
        """
        other = dict.fromkeys(value for value, _ in given if value != now)
        if len(other) > 1:
            self.problems.append(given[-1][1].problem("twice", _TWICE))
        return next(iter(other), now)

    def scan(self) -> ScanChange | None:
        """Return what the file makes of the scan of its care path and year."""
        path, on = self._path(), self.head.get("on")
        spot = next(iter(next(iter(self.by_theme.values())).values()))[1]
        if on is None:
            self.problems.append(spot.problem("on", _NO_DAY))
        if path is None or on is None or not isinstance(on[0], date):
            return None
        scans, kind = self.present.scans or (), self.present.kind
        year = on[0].year
        before = next((s for s in scans if (s.care_path, s.year) == (path, year)), None)
        old = before or TeamScan(care_path=path, year=year)
        scores = tuple(self._score(old.of(t.code)) for t in kind.theme)
        after = replace(old, on=on[0], scores=scores)
        self.problems += [
            self._score_spot(p.where, on[1], spot).problem(p.code, p.text)
            for p in team_problems(after, kind, self.present.today)
        ]
        names = {t.code: t.name for t in kind.theme}
        return ScanChange(after=after, before=before, names=names)

    def _score(self, old: ThemeScore) -> ThemeScore:
        values: Any = {c: v for c, (v, _) in self.by_theme.get(old.code, {}).items()}
        return replace(old, **values)

    def _score_spot(self, where: str, on: Spot, first: Spot) -> Spot:
        if where in ("on", ""):
            return on
        theme = self.by_theme.get(where.removesuffix("-score"), {})
        return theme["score"][1] if "score" in theme else first

    def _path(self) -> str | None:
        """Return the care path of the agreement that the file is about."""
        paths, said = self.present.paths, self.head.get("care_path")
        if said is None and len(paths) == 1:
            return paths[0]
        if said is None:
            spot = next(iter(next(iter(self.by_theme.values())).values()))[1]
            self.problems.append(spot.problem("care-path", _which(paths)))
            return None
        return next((p for p in paths if key(p) == key(f"{said[0]}")), None)

    def check_head(self) -> None:
        """Refuse the plan of another hospital, or of a care path that is not here."""
        said, ours = self.head.get("hospital"), self.present.hospital
        if said and ours and key(f"{said[0]}") != key(ours):
            self.problems.append(said[1].problem("hospital", _other_hospital(ours)))
        path, paths = self.head.get("care_path"), self.present.paths
        if path and key(f"{path[0]}") not in {key(p) for p in paths}:
            self.problems.append(path[1].problem("care-path", _which(paths)))


def _other_hospital(ours: str) -> Text:
    return Text(
        nl=f"Deze afspraak is van {ours}. Klopt het bestand?",
        en=f"This agreement is of {ours}. Is this the right file?",
    )


def _which(paths: Sequence[str]) -> Text:
    if not paths:
        return Text(
            nl="Deze afspraak heeft nog geen zorgpad. Schrijf het eerst in de opzet.",
            en="This agreement has no care path yet. Write it in the frame first.",
        )
    listed = ", ".join(f"‘{path}’" for path in paths)
    return Text(
        nl=f"Schrijf een zorgpad van deze afspraak: {listed}.",
        en=f"Write a care path of this agreement: {listed}.",
    )


_TWICE = Text(
    nl="Op een andere plaats in het bestand staat iets anders. Maak beide gelijk.",
    en="Another place in the file says something else. Make both the same.",
)
_NO_DAY = Text(
    nl="Er zijn scores, maar geen invuldatum. Vul die bovenaan in.",
    en="There are scores but no day on which it was filled in. Write it at the top.",
)
