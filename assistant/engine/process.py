"""The process of one model: started when it is needed, and with less after it died of too much."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.engine import hardware
from assistant.engine.exchange import TICK, Exchange
from assistant.engine.gguf import Header
from ingest.sandbox import Child, Line
from memory.errors import Problem, ProcessDied

LOADING = 180.0  # seconds; gigabytes from a slow disk
CONTEXT = 4096  # tokens: eight passages and an answer, in little memory
WORK = 2048  # tokens: one small decision about one text
SMALLEST = 512  # tokens of a context that is still of use
STEPS = 3  # starts with ever less, before it is given up
FLOAT = 2  # bytes of a number in the cache
SPARE = 4 << 30  # bytes of address space beside the weights and what was read

CHAT_LANE, WORK_LANE = "chat", "work"
SPELL_LANE = "spell"  # a context of its own, in the turns of work
Quiet = Generator[str, None, Exchange]


class ModelProcess:
    """Who wants something of it takes a turn in a lane; a chat goes before work."""

    def __init__(self, path: Path, header: Header, threads: int) -> None:
        self._path, self._header, self._threads = path, header, threads
        self._exchange: Exchange | None = None
        self._closed = False
        self._less = 0  # steps down after it died or had no memory
        self._starting = threading.Lock()
        self._lanes = {CHAT_LANE: threading.Lock(), WORK_LANE: threading.Lock()}

    @property
    def pid(self) -> int | None:
        return self._exchange.child.pid if self._exchange else None

    @property
    def exchange(self) -> Exchange | None:
        return self._exchange

    def by_threads(self, lane: str) -> int:
        """Return by how many threads it is to compute now."""
        if self._less == STEPS - 1:
            return 1
        return hardware.threads(hardware.machine(), self._threads, beside=lane == WORK_LANE)

    def turn(self, lane: str) -> Quiet:
        """Wait for a turn, start the process if need be; nothing ("") is said at every tick.

        Give the turn back by ``over``, but not if this raises.  Raises Problem
        and ProcessDied.
        """
        yield from _until(self._lanes[lane])
        try:
            return (yield from self._running())
        except BaseException:
            self.over(lane)
            raise

    def over(self, lane: str) -> None:
        self._lanes[lane].release()

    def free(self, lane: str) -> bool:
        """Take a turn if nobody has it."""
        return self._lanes[lane].acquire(blocking=False)

    def stop(self) -> None:
        """End the process; the next turn starts another."""
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.child.close()

    def rest(self) -> None:
        """End it because nobody needs it: the next one begins with all it may have."""
        self.stop()
        self._less = 0

    def close(self) -> None:
        """End it for good."""
        self._closed = True
        self.stop()

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Say as a Problem that the process ended, and let the next one begin with less."""
        try:
            yield
        except ProcessDied as death:
            self.stop()
            self._less = min(self._less + 1, STEPS - 1)
            raise Problem(
                f"The language model {self._header.name} ended unexpectedly.",
                remedy="Ask again: it will be started anew, with less memory. "
                "A smaller model needs less still.",
            ) from death

    def judge(self, line: Line) -> None:
        """Raise Problem if a line says that something cannot be."""
        match line.get("problem"):
            case None:
                return
            case "no memory":
                raise Problem(
                    f"There is not enough memory for {self._header.name}.",
                    remedy="Close other programs, or choose a smaller model.",
                )
            case "not understood":
                raise Problem("This is no JSON schema that a model can keep to.")
            case "adapter":
                raise Problem(
                    f"This adapter was not made for {self._header.name}, or is not whole.",
                    remedy="Choose the model without it.",
                )
        raise Problem(
            "This model cannot be loaded.", remedy="Choose another model in the settings."
        )

    def _running(self) -> Quiet:
        yield from _until(self._starting)
        try:
            while self._exchange is None or not self._exchange.child.alive:
                yield from self._start()
            return self._exchange
        finally:
            self._starting.release()

    def _start(self) -> Iterator[str]:
        """Start it, or take a step down for the next try."""
        self.stop()
        if self._closed:
            raise ProcessDied("It was closed.")
        child = Child("assistant.engine.worker.main", [str(self._path.absolute())])
        whole = False
        try:
            child.send(self._setup())
            line = yield from _first(child)
            if line.get("problem") == "no memory" and self._less < STEPS - 1:
                self._less += 1
                return
            self.judge(line)
            self._exchange = Exchange(child)
            whole = not self._closed  # meanwhile: nobody would end it
        finally:
            if not whole:
                child.close()

    def _setup(self) -> Line:
        """Return how the process is to set up: with less at every step."""
        header = self._header
        room = min(header.context, max(SMALLEST, CONTEXT >> self._less))
        return {
            "room": room,
            "work": min(WORK, room),
            "markers": sorted(mark for mark in header.markers if len(mark) < 40),
            "architecture": header.architecture,
            "tokenizer": header.tokenizer,
            "layers": 0 if self._less else None,
            "blocks": header.layers,
            "size": header.size,
            "cache": (cache := FLOAT * header.cache_numbers * room),
            "memory": 2 * header.size + cache + SPARE,
        }


def _first(child: Child) -> Generator[str, None, Line]:
    """Wait for the first line, that says whether the model was loaded."""
    waited = 0.0
    while (line := child.heard(TICK)) is None:
        yield ""
        waited += TICK
        if waited > LOADING:
            raise ProcessDied("It does not load.")
    return line


def _until(lock: threading.Lock) -> Iterator[str]:
    """Take the lock, with nothing said at every tick until it is free."""
    while not lock.acquire(timeout=TICK):
        yield ""
