"""Reception: the memory of a home, opened when somebody first asks for it."""

from __future__ import annotations

from pathlib import Path

from assistant.app import Assistant
from memory.clients import Client, May
from memory.errors import Problem
from memory.progress import Work
from memory.safekeeping.rekey import UNSEEN

DEFAULT = Client("mcp", frozenset({May.SEARCH, May.DOCUMENTS, May.PROFILE}))


class Reception:
    """Opens a home for a client; a home that cannot be opened is tried again the next time."""

    def __init__(self, home: Path, name: str = DEFAULT.name) -> None:
        self._home, self._name = home, name
        self._opened: Assistant | None = None

    def opening(self) -> Work[str, Assistant]:
        """Return the memory.  Raises Problem where it cannot be opened without its owner."""
        yield "Opening the memory"
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def client(self, famulus: Assistant) -> Client:
        """Return who asks, as the user set it last.  Raises Problem if they are let in no more."""
        known = famulus.clients.named(self._name)
        if known is None and self._name != DEFAULT.name:
            raise Problem(
                f"There is no client called {self._name}.",
                remedy=f"`famulus serve --client {self._name} --scope search` lets it in.",
            )
        return known or DEFAULT

    def rest(self, unused: float) -> None:
        """Give back the memory of what nobody needed for so many seconds."""
        if self._opened is not None:
            self._opened.rest(unused)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _open(self) -> Assistant:
        if Assistant.is_new(self._home):
            raise Problem(
                "There is no memory yet.", remedy="Start Famulus once and let it read something."
            )
        if (self._home / UNSEEN).exists():  # whoever opens it is shown a code, and here nobody is
            raise Problem(
                "The new recovery code of this memory has not been shown yet.",
                remedy="Open Famulus once, or run `famulus sources` in a terminal.",
            )
        return Assistant.open(self._home)
