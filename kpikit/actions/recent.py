"""What was read a moment ago and still holds: kept in memory, checked by a stamp."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

_T = TypeVar("_T")
_KEPT = 256


class Recent:
    """Frozen values by key, each with the stamp under which it was made.

    A stamp is what the database says now. Where it differs, the value is made anew, so
    nothing old is ever given, also when another process wrote.
    """

    def __init__(self, kept: int = _KEPT) -> None:
        """Start empty; ``kept`` is how many values stay in memory."""
        self._kept = kept
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()

    def get(self, key: Hashable, stamp: object, make: Callable[[], _T]) -> _T:
        """Return the value of a key under this stamp; made now if it is not known."""
        with self._lock:
            found = self._values.get(key)
        if found is None or found[0] != stamp:
            found = (stamp, make())
        with self._lock:
            self._values[key] = found
            self._values.move_to_end(key)
            while len(self._values) > self._kept:
                self._values.popitem(last=False)
        return cast("_T", found[1])
