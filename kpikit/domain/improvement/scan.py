"""What a scan of the own team asks: its themes, with questions that help."""

from dataclasses import dataclass

from kpikit.text import Text

TEAM_SCAN = "local-improvement"
"""The scan whose themes the improvement plan is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme of a scan, with questions that help to find a score."""

    code: str
    name: Text
    questions: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanKind:
    """What a scan asks: its themes, and the lowest and highest score."""

    id: str
    order: int
    name: Text
    lowest: int
    highest: int
    theme: tuple[Theme, ...]
