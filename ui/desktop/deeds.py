"""Waiting without a sleep: a deed is a generator that says what it waits for.

What it yields is an ``Until``; it goes on with the event that fits, or with
``TooLate`` raised at the place where it waits.  One driver runs it on the
window's thread, so a deed never stops the window.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Until:
    """The next event that fits; ``seconds`` is when to give up, never how long to wait."""

    fits: Callable[[Any], bool]
    seconds: float


class TooLate(Exception):
    """Nothing that fits came in time."""


Deed = Generator[Until, Any, T]


def pause(seconds: float) -> Deed[None]:
    """Come back later, to look at what tells nobody when it changes."""
    try:
        yield Until(lambda _event: False, seconds)
    except TooLate:
        return


class Driver(QObject):
    """Runs deeds one after the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Deed[Any], Callable[[Any], object]]] = deque()
        self._deed: Deed[Any] | None = None
        self._done: Callable[[Any], object] | None = None
        self._until: Until | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._late)

    @property
    def is_busy(self) -> bool:
        return self._deed is not None

    def start(self, deed: Deed[T], on_done: Callable[[T], object]) -> None:
        """Run the deed after those that were started before, then tell its result."""
        self._waiting.append((deed, on_done))
        self._next()

    def hear(self, event: Any) -> None:
        """Tell the deed that is going on of an event."""
        if self._until is not None and self._until.fits(event):
            self._go_on(event)

    def end(self) -> None:
        """Let what goes on put things back, and begin nothing any more."""
        self._waiting.clear()
        deed, self._deed, self._until = self._deed, None, None
        self._clock.stop()
        if deed is not None:
            with suppress(RuntimeError):  # it would wait once more, and nobody does any more
                deed.close()

    def _next(self) -> None:
        if self._deed is None and self._waiting:
            self._deed, self._done = self._waiting.popleft()
            self._go_on(None)

    def _late(self) -> None:
        if self._deed is not None:
            self._step(lambda deed: deed.throw(TooLate()))

    def _go_on(self, event: Any) -> None:
        self._step(lambda deed: deed.send(event))

    def _step(self, move: Callable[[Deed[Any]], Until]) -> None:
        """Take the deed one step further; a mistake in it ends it and is not hidden."""
        deed, done = self._deed, self._done
        assert deed is not None
        assert done is not None
        self._until = None  # while it moves it hears nothing
        self._clock.stop()
        try:
            until = move(deed)
        except StopIteration as end:
            self._deed = None
            done(end.value)
            self._next()
        except BaseException:
            self._deed = None
            self._next()
            raise
        else:
            self._until = until
            self._clock.start(round(until.seconds * 1000))
