"""Tools: the servers that the user named, and calls that the user agreed to.

Reached as ``famulus.tools``.  No model calls a tool: a call is typed by the
user, told to them in full, and done once they have said yes to just that.
"""

from __future__ import annotations

from assistant.tools import process
from assistant.tools.calls import Tool, ToolCall, ToolResult, ToolServer, in_words
from memory import settings
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import Changes

NAMES = "`famulus tools` shows their names."


class Tools:
    """The user's own tools, of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def servers(self) -> list[ToolServer]:
        kept = settings.chosen(self._store).get(settings.TOOL_SERVERS, [])
        return [ToolServer(one["name"], one["command"], tuple(one["args"])) for one in kept]

    def add(self, server: ToolServer) -> Changes:
        """Name a server; nothing is started.  Raises Problem for a name that is taken or none."""
        server.check()
        known = self.servers()
        if server.name in [one.name for one in known]:
            raise Problem(
                f"There is a tool server called {server.name} already.",
                remedy="Remove it first, or choose another name.",
            )
        return self._keep([*known, server])

    def remove(self, name: str) -> Changes:
        gone = self.named(name)
        return self._keep([one for one in self.servers() if one != gone])

    def named(self, name: str) -> ToolServer:
        """Raises Problem if there is none of that name."""
        found = next((one for one in self.servers() if one.name == name), None)
        if found is None:
            raise Problem("There is no tool server of that name.", remedy=NAMES)
        return found

    def listing(self, name: str) -> Work[Progress, list[Tool]]:
        """Start a server and return what it offers."""
        return (yield from process.listing(self.named(name)))

    def in_words(self, call: ToolCall) -> str:
        """Say all that a call would do, for the user to agree to."""
        return in_words(call, self.named(call.server))

    def calling(self, call: ToolCall, agreed: str) -> Work[Progress, ToolResult]:
        """Call a tool and return what it told, which is text by others.

        ``agreed`` is what the user was shown and said yes to.  Raises Problem,
        and starts nothing, if that is not just what would be done.
        """
        server = self.named(call.server)
        if agreed != in_words(call, server):
            raise Problem(
                "This is not what you agreed to, so nothing was called.", remedy="Ask once more."
            )
        return (yield from process.calling(server, call))

    def _keep(self, servers: list[ToolServer]) -> Changes:
        kept = [{"name": s.name, "command": s.command, "args": list(s.args)} for s in servers]
        return settings.choose(self._store, {settings.TOOL_SERVERS: kept})
