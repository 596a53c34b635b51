"""A worker that does as it is told, and hands for reading a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ingest.pipeline import ReadReport, read_source
from ingest.wire import pack_chunk, pack_document
from memory.errors import ProcessDied
from memory.progress import finish
from memory.sources import add_source
from memory.store import MemoryStore
from memory.types import Chunk
from tests.fakes import a_note

DEATH = ProcessDied("It stopped (signal 11).")


def read(store: MemoryStore, path: Path) -> ReadReport:
    name = add_source(store, path)
    return finish(read_source(store, name, path))


def texts(store: MemoryStore) -> list[str]:
    return sorted(text.strip() for (text,) in store.db.execute("select text from documents"))


class FakeChild:
    """A worker that takes apart what it is told to, and dies where it is told to.

    Each file is a list of units; a unit is a text, or an exception of what
    happens to the process.
    """

    files: ClassVar[dict[str, list[str | Exception]]] = {}
    made: ClassVar[list[FakeChild]] = []
    same_place: ClassVar[bool] = False  # whether all that a file holds has one locator

    def __init__(self, module: str) -> None:
        assert module == "ingest.worker"
        self.alive = True
        self.lines: list[Any] = []
        FakeChild.made.append(self)

    def send(self, request: dict[str, Any]) -> None:
        for number, unit in enumerate(self.files[Path(request["path"]).name]):
            if number in request["poison"]:
                continue
            self.lines.append({"unit": number, "locator": f"mail {number + 1}"})
            if isinstance(unit, Exception):
                self.lines.append(unit)
                return
            place = "#1" if self.same_place else f"mail {number + 1}"
            note = a_note(unit, locator=place)
            chunk = Chunk(0, len(unit), note.locator, "")
            self.lines.append({"document": pack_document(note), "chunks": [pack_chunk(chunk)]})
        self.lines.append({"done": True, "units": number + 1})

    def receive(self, seconds: float) -> dict[str, Any]:
        line: dict[str, Any] | Exception = self.lines.pop(0)
        if isinstance(line, Exception):
            self.alive = False
            raise line
        return line

    def close(self) -> None:
        self.alive = False
