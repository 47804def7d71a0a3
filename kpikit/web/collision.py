"""Two people changed the same thing: what each wrote, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kpikit.actions.opening import Opened
from kpikit.web.answers import Answer, changes


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that the reader and the other person filled in differently."""

    label: str
    yours: str
    theirs: str
    by: str
    at: datetime | None


def differences(
    opened: Opened,
    yours: Iterable[Answer],
    theirs: Iterable[Answer],
    action: str,
    subject: str,
    about: str = "",
) -> tuple[Difference, ...]:
    """Return what differs; with a name and a time when the last change was this one."""
    last = opened.last_change
    fits = last is not None and (last.action, last.subject) == (action, subject)
    by, at = (last.user_name, last.at) if last and fits else ("", None)
    return tuple(
        Difference(
            f"{about}: {each.label}" if about else each.label,
            each.after,
            each.before,
            by,
            at,
        )
        for each in changes(theirs, yours)
    )
