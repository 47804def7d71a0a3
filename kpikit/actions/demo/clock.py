"""The clock of the demo: it tells a day of the past, and moves on."""

from datetime import datetime, timedelta

_STEP = timedelta(minutes=7)


class Clock:
    """A clock that moves on a little every time somebody looks."""

    def __init__(self, start: datetime) -> None:
        """Start at a moment."""
        self.now = start

    def __call__(self) -> datetime:
        """Return the moment, a little later than before."""
        self.now += _STEP
        return self.now
