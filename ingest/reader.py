"""What a reader is: it takes one file of a format apart into units that are parsed one by one.

Taking apart is cheap and safe; parsing a unit may raise, hang or crash.  The
worker runs each unit by itself, so that one broken mail costs that mail only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Union

from memory.types import Document

Parse = Callable[[], Iterator[Union[Document, "Unit"]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to parse.  Yields documents, and units for what is inside it (attachments)."""

    locator: str = field(repr=False)  # names it in a report: "mail 17", "page 3", "" for the file
    parse: Parse = field(repr=False)


class Reader(Protocol):
    """Reads one format.  Raises UnreadableDocument; never skips in silence."""

    name: str

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file, by its name and first bytes, claims to be of this format."""
        ...

    def units(self, path: Path) -> Iterator[Unit]: ...
