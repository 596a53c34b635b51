"""The process that takes files apart: it may crash, hang or be killed, and costs one unit then.

For each request {"path": …, "poison": [ordinals]} it says, in order:

    {"unit": n, "locator": …}           before a unit is parsed: if nothing follows, it was this one
    {"document": …, "chunks": […]}      what it holds
    {"unread": {"locator": …, "reason": …}}
    {"done": true, "units": N}          at the end, always

A unit that was the death of a process is in ``poison`` the next time and is
passed over; ordinals stay the same, because what is inside a unit is numbered
only when that unit has been parsed to its end.
"""

from __future__ import annotations

import stat
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.chunk import chunks
from ingest.formats import HEAD, reader_for
from ingest.reader import Unit
from ingest.sandbox import Parent, confine
from ingest.wire import pack_chunk, pack_document
from memory.errors import UnreadableDocument

MEMORY = 1 << 30  # bytes of address space

Line = dict[str, Any]
Say = Callable[[Line], None]


def main() -> None:
    parent = Parent()
    confine(MEMORY, writes=False)
    for request in parent.requests():
        read(Path(request["path"]), frozenset(request.get("poison", ())), parent.send)


def read(path: Path, poison: frozenset[int], say: Say) -> None:
    """Read one file to its end and say what is in it."""
    number = 0
    for top in _attempted("", _units(path), say):
        waiting = deque([top])
        while waiting:
            unit = waiting.popleft()
            if number not in poison:
                say({"unit": number, "locator": unit.locator})
                inside = list(_attempted(unit.locator, _parsed(unit, say), say))
                waiting.extendleft(reversed(inside))
            number += 1
    say({"done": True, "units": number})


def _units(path: Path) -> Iterator[Unit]:
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableDocument("This is not an ordinary file.")
    with path.open("rb") as file:
        head = file.read(HEAD)
    reader = reader_for(path, head)
    if reader is None:
        kind = f" ({path.suffix.lower()})" if path.suffix else ""
        raise UnreadableDocument(f"Famulus does not read this kind of file yet{kind}.")
    yield from reader.units(path)


def _parsed(unit: Unit, say: Say) -> Iterator[Unit]:
    """Say the documents of a unit; yield the units inside it."""
    for found in unit.parse():
        if isinstance(found, Unit):
            yield found
        else:
            say(
                {"document": pack_document(found), "chunks": [pack_chunk(c) for c in chunks(found)]}
            )


def _attempted(locator: str, work: Iterator[Unit], say: Say) -> Iterator[Unit]:
    """Do work on what strangers wrote; say why if it cannot be done."""
    try:
        yield from work
    except Exception as err:  # noqa: BLE001 - whatever a file does to a parser, it costs one unit
        say({"unread": {"locator": locator, "reason": _reason(err, locator)}})


def _reason(err: Exception, locator: str) -> str:
    """Return a sentence with none of the words that were read: a traceback may hold them."""
    match err:
        case UnreadableDocument():
            return f"{err} {err.remedy}".strip()
        case PermissionError():
            return "Famulus may not read this file. Allow it in the file's permissions."
        case FileNotFoundError():
            return "This file is no longer there."
        case OSError():
            return "This file could not be read from its disk."
    what = "mail" if locator.startswith("mail ") else "file"
    return f"This {what} could not be taken apart ({type(err).__name__})."


if __name__ == "__main__":
    main()
