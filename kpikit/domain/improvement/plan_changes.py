"""What a filled-in template changes: each field of a plan, before and after."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.team_scan import TeamScan
from kpikit.domain.improvement.template import DETAIL, TABLE, THEME, Field
from kpikit.domain.result.incoming.plan import Effect
from kpikit.problems import Problem
from kpikit.text import Text

Value = str | int | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One field that a file changes."""

    label: Text
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """An action as the file wants it, beside the one that is there."""

    after: ImprovementAction
    before: ImprovementAction | None = None

    @property
    def changes(self) -> tuple[Changed, ...]:
        """The fields that become other, in the order of the template."""
        old = self.before or ImprovementAction(number=self.after.number, name="")
        return _changes(_ACTION.values(), old, self.after)

    @property
    def effect(self) -> Effect:
        """Whether this adds, changes or leaves as it is."""
        if self.before is None:
            return Effect.ADDED
        return Effect.CHANGED if self.changes else Effect.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanChange:
    """The scores as the file wants them, beside those that the team recorded."""

    after: TeamScan
    names: Mapping[str, Text]
    before: TeamScan | None = None

    @property
    def changes(self) -> tuple[Changed, ...]:
        """The scores and remarks that become other, by theme."""
        old, found = self.before or _no_scan(self.after), list[Changed]()
        for code, name in self.names.items():
            each = _changes(THEME[1:], old.of(code), self.after.of(code))
            found += [replace(c, label=_of_theme(name, c.label)) for c in each]
        return tuple(found)

    @property
    def effect(self) -> Effect:
        """Whether this adds, changes or leaves as it is."""
        if self.before is None:
            return Effect.ADDED
        same = self.before.on == self.after.on and not self.changes
        return Effect.SAME if same else Effect.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImport:
    """All that a file holds for a plan; it is carried out whole or not at all."""

    problems: tuple[Problem, ...] = ()
    actions: tuple[ActionChange, ...] = ()
    scan: ScanChange | None = None
    scores_left: bool = False
    unread: tuple[Text, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether everything in the file is there already."""
        effects = {change.effect for change in self.actions}
        if self.scan is not None:
            effects.add(self.scan.effect)
        return effects <= {Effect.SAME}


_ACTION = {f.code: f for f in (*TABLE, *DETAIL) if f.code != "number"}


def _changes(
    fields: Iterable[Field], before: object, after: object
) -> tuple[Changed, ...]:
    return tuple(_differing(fields, before, after))


def _differing(
    fields: Iterable[Field], before: object, after: object
) -> Iterator[Changed]:
    for field in fields:
        old, new = getattr(before, field.code), getattr(after, field.code)
        if old != new:
            yield Changed(label=field.label, before=old, after=new)


def _no_scan(scan: TeamScan) -> TeamScan:
    return TeamScan(care_path=scan.care_path, year=scan.year)


def _of_theme(name: Text, label: Text) -> Text:
    return Text(nl=f"{name.nl}: {label.nl}", en=f"{name.en}: {label.en}")
