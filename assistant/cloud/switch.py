"""The one switch: off, nothing goes to a cloud model, and what is under way is cut at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from assistant.cloud.failures import cut, off
from memory import settings
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes

ON = "cloud on"  # in the settings; nothing there is off


class Cuttable(Protocol):
    """A connection under way."""

    def cut(self, why: Problem) -> None: ...


class Switch:
    """Whether cloud models may be asked, of one memory.  Any thread may turn it.

    Turned by another program that has the same memory open, it is seen before anything is
    sent and with the next piece of an answer.
    """

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._running: dict[Cuttable, str] = {}  # and to which provider

    @property
    def on(self) -> bool:
        return settings.chosen(self._store).get(ON) is True

    def check(self) -> None:
        """Raise Problem where it is off."""
        if not self.on:
            raise off()

    def turn(self, *, on: bool) -> Changes:
        """Switch on or off; off cuts what runs, even if that cannot be kept."""
        if not on:
            self.cut(cut())
        try:
            return settings.choose(self._store, {ON: on})
        finally:
            if not on:  # what began in between
                self.cut(cut())

    def cut(self, why: Problem, name: str = "") -> None:
        """Close the connections that are open, all or to one provider, and tell why.

        The switch stays as it is.
        """
        with self._lock:
            running = [line for line, to in self._running.items() if name in {"", to}]
        for one in running:
            one.cut(why)

    @contextmanager
    def running(self, line: Cuttable, name: str) -> Iterator[None]:
        """Have a connection to this provider cut when the switch is turned."""
        with self._lock:
            self._running[line] = name
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._running.pop(line, None)
