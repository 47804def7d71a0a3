"""Drawings that were made before, kept by this process within a fixed room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Drawings:
    """The drawings that were asked for last; the longest unused leave first."""

    def __init__(self, most_bytes: int) -> None:
        """Keep no more than so many bytes."""
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Return the drawing of a key, drawn only when it is not kept.

        Nobody waits for another's drawing: two who ask for a new one at the same
        moment both draw it, and get the same bytes.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = draw()
        with self._lock:
            self._keep(key, made)
        return made

    def forget(self) -> None:
        """Let go of every drawing."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _keep(self, key: Hashable, made: bytes) -> None:
        self._bytes += len(made) - len(self._kept.pop(key, b""))
        self._kept[key] = made
        while self._bytes > self._most_bytes:
            _, leaving = self._kept.popitem(last=False)
            self._bytes -= len(leaving)
