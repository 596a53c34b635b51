"""Exchange: several talks at once with one process, each hearing only what is said to it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Generator
from contextlib import suppress
from itertools import count

from ingest.sandbox import Child, Line
from memory.errors import ProcessDied

TICK = 0.2  # seconds between two chances to stop
STOPPING = 2.0  # seconds in which a process that was told to stop says that it did
SILENCE = 120.0  # seconds without a word to anybody, after which it hangs

Talk = Generator[Line | None, None, Line]


class Exchange:
    """Any thread may begin a talk; whoever waits hears for all."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._numbers = count(1)
        self._boxes: dict[int, deque[Line]] = {}
        self._hearing = threading.Lock()
        self._last = time.monotonic()

    @property
    def silent(self) -> float:
        """For how many seconds nothing was asked of it or said by it."""
        return time.monotonic() - self._last

    def talk(self, request: Line, data: bytes = b"") -> Talk:
        """Yield what is said to a request, and None at every tick without; return the last line.

        Closed on the way, it tells the process to stop, and sees that it does.
        Raises ProcessDied when the process ends or hangs, or does not stop.
        """
        number = next(self._numbers)
        self._boxes[number] = deque()
        self._last = time.monotonic()
        whole = False
        try:
            self.child.send(request | {"id": number}, data)
            while True:
                line = self._hear(number)
                if line is not None and line.keys() & {"end", "problem"}:
                    whole = True
                    return line
                yield line
        finally:
            if not whole:
                self._stop(number)
            del self._boxes[number]

    def _stop(self, number: int) -> None:
        with suppress(ProcessDied):
            self.child.send({"op": "stop", "id": number})
            until = time.monotonic() + STOPPING
            while time.monotonic() < until:
                line = self._hear(number)
                if line is not None and line.keys() & {"end", "problem"}:
                    return
        self.child.close()

    def _hear(self, number: int) -> Line | None:
        """Return the next line of this talk, None if there is none within a tick."""
        box = self._boxes[number]
        if box or not self._hearing.acquire(timeout=TICK):
            return box.popleft() if box else None
        try:
            if box:
                return box.popleft()
            line = self.child.heard(TICK)
        finally:
            self._hearing.release()
        now = time.monotonic()
        if line is None:
            if now - self._last > SILENCE:
                raise ProcessDied("It hangs.")
            return None
        self._last = now
        if line["id"] == number:
            return line
        if line["id"] in self._boxes:
            self._boxes[line["id"]].append(line)
        return None
