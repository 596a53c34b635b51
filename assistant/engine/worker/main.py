"""The model's process: one set of weights, several contexts, and who waits for the user goes first.

The first line says how to set up.  Every later one has a number, an "op" and a
"lane"; what is said to it has its number.  A chat goes before work, step by step.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from assistant.engine.turns import family_of
from assistant.engine.worker import meaning, spelling, talks
from assistant.engine.worker.context import Brake, Context, Stopped
from assistant.engine.worker.devices import layers_for
from assistant.engine.worker.weights import CannotLoad, Weights
from ingest.sandbox import Line, Parent, confine

CHAT, WORK, SPELL = "chat", "work", "spell"


class Engine:
    """A loaded model, and what is being done with it."""

    def __init__(self, path: Path, how: Line, brake: Brake) -> None:
        """Raises CannotLoad."""
        self.weights = Weights(path, layers_for(how))
        self._brake = brake
        self._family = family_of(frozenset(how["markers"]), how["architecture"], how["tokenizer"])
        self._rooms = {CHAT: how["room"], WORK: min(how["room"], how["work"])}
        self._rooms[SPELL] = min(how["room"], spelling.ROOM)
        self._contexts: dict[str, Context] = {}
        self._lexicon = spelling.Lexicon(self.weights, "", {})
        self._context(CHAT)  # that there is no memory for it shows now

    def talk(self, request: Line) -> Iterator[Line]:
        """Return the work for a request.  It raises Stopped, CannotLoad, ValueError."""
        match request["op"]:
            case "embed":
                return meaning.embedded(self.weights, self._brake, request)
            case "hidden":
                return meaning.hidden(self.weights, self._brake, request)
            case "count":
                return iter([{"end": True, "tokens": len(self.weights.tokens(request["text"]))}])
            case "words":
                self._lexicon = spelling.Lexicon(self.weights, request["name"], request["words"])
                return iter([{"end": True}])
            case "state" | "resume" | "forget":
                return self._held(request)
        return self._read(request)

    def _held(self, request: Line) -> Iterator[Line]:
        """Do something with what a context holds, whatever it was read with."""
        context = self._context(request["lane"])
        match request["op"]:
            case "state":
                yield {"end": True, "data": context.state()}
            case "resume":
                yield {"end": True, "resumed": context.resume(request["data"])}
            case _:
                context.forget()
                yield {"end": True}

    def _read(self, request: Line) -> Iterator[Line]:
        """Do something that reads."""
        context = self._context(request["lane"])
        context.use(request["threads"], dict(request.get("adapters", ())))
        match request["op"]:
            case "write":
                yield from talks.written(context, self._family, request)
            case "read":
                yield from talks.read(context, self._family, request)
            case "score":
                yield from talks.scored(context, self._family, request)
            case "surprise":
                yield from talks.surprise(context, request)
            case "spell" if request["lexicon"] == self._lexicon.name:
                yield from spelling.spelled(context, self._lexicon, request)
            case "spell":
                yield {"end": True, "unknown": True}

    def _context(self, lane: str) -> Context:
        if lane not in self._contexts:
            more = {"n_seq_max": spelling.LINES, "kv_unified": True} if lane == SPELL else {}
            self._contexts[lane] = Context(self.weights, self._rooms[lane], self._brake, **more)
        return self._contexts[lane]


class Desk:
    """The requests under way, each a step at a time; any of them can be told to stop."""

    def __init__(self, engine: Engine, parent: Parent, brake: Brake) -> None:
        self._engine, self._parent, self._brake = engine, parent, brake
        self._talks: dict[int, tuple[str, Iterator[Line]]] = {}
        self.stopped: set[int] = set()
        self.at: int | None = None  # what is being done just now

    def stop(self, line: Line) -> None:
        """Stop a request.  Called by another thread, at any time."""
        self.stopped.add(line["id"])
        if self.at == line["id"]:
            self._brake.pull()

    def take(self, request: Line) -> None:
        self._talks[request["id"]] = (request.get("lane", WORK), self._engine.talk(request))

    @property
    def busy(self) -> bool:
        return bool(self._talks)

    def step(self) -> None:
        """Do one step of who goes first, and say what came of it."""
        number = min(self._talks, key=lambda n: (self._talks[n][0] != CHAT, n))
        line = self._next(number)
        data = line.pop("data", b"")
        self._parent.send(line | {"id": number}, data)
        if line.keys() & {"end", "problem"}:
            del self._talks[number]
            self.stopped.discard(number)

    def _next(self, number: int) -> Line:
        talk = self._talks[number][1]
        self.at = number
        try:
            if number in self.stopped:  # told before it was at it, when no brake was pulled
                raise Stopped
            return next(talk)
        except Stopped:
            return {"end": True, "stopped": True}
        except CannotLoad as err:
            return {"problem": str(err)}
        except ValueError:
            return {"problem": "not understood"}
        finally:
            self.at = None
            self._brake.release()


def main(path: str) -> None:
    os.nice(2)  # the window comes first
    brake = Brake()
    desks: list[Desk] = []
    parent = Parent(lambda line: desks[0].stop(line) if desks else None)
    how = next(parent.requests())
    # Before the file is opened: no socket, no program, bounded memory.  A card's driver takes
    # address space without end.
    confine(None if native.llama_supports_gpu_offload() else how["memory"])
    try:
        engine = Engine(Path(path), how, brake)
    except CannotLoad as err:
        parent.send({"problem": str(err)})
        return
    desks.append(Desk(engine, parent, brake))
    parent.send({"ready": True})
    work(parent, desks[0])


def work(parent: Parent, desk: Desk) -> None:
    """Take requests and do them, for ever."""
    waiting = parent.requests()
    while True:
        request: Any = parent.waiting() if desk.busy else next(waiting)
        if request is not None:
            desk.take(request)
        else:
            desk.step()


if __name__ == "__main__":
    main(sys.argv[1])
