"""The one file that starts a program of the user's: by the official client of MCP.

Such a program runs with all the rights of the user, in a session of its own,
and is ended after each call.  It is told what the call holds and nothing else:
of the environment it gets what any program needs, of the memory nothing.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.awaited import awaited
from assistant.tools.calls import Tool, ToolCall, ToolResult, ToolServer
from ingest.clean import visible
from memory.errors import Problem
from memory.progress import Progress, Work

if TYPE_CHECKING:
    from mcp import Client
    from mcp.types import CallToolResult, ContentBlock

T = TypeVar("T")

SECONDS = 120.0  # that a call may take, with the start of its program
LONGEST = 100_000  # characters of what a tool tells
MOST_TOOLS = 500
AGAIN = "Look at its command: `famulus tools` shows it."


def listing(server: ToolServer) -> Work[Progress, list[Tool]]:
    """Start a server and return what it offers."""
    return (yield from _waiting(lambda: _listed(server), server))


def calling(server: ToolServer, call: ToolCall) -> Work[Progress, ToolResult]:
    """Start a server, call one tool of it, and return what it told."""
    return (yield from _waiting(lambda: _called(server, call), server))


async def _listed(server: ToolServer) -> list[Tool]:
    found: list[Tool] = []
    async with _started(server) as client:
        cursor: str | None = None
        while True:
            page = await client.list_tools(cursor=cursor)
            found += [
                Tool(
                    server.name,
                    one.name,
                    visible(one.description or ""),
                    _members(one.input_schema, "properties", dict),
                    tuple(map(str, _members(one.input_schema, "required", list))),
                )
                for one in page.tools
            ]
            cursor = page.next_cursor
            if not cursor or len(found) >= MOST_TOOLS:
                return found[:MOST_TOOLS]


async def _called(server: ToolServer, call: ToolCall) -> ToolResult:
    async with _started(server) as client:
        return _told(await client.call_tool(call.tool, dict(call.arguments)))


@asynccontextmanager
async def _started(server: ToolServer) -> AsyncIterator[Client]:
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    library = logging.getLogger("mcp")  # it would write down what it was told
    library.addHandler(logging.NullHandler())
    library.propagate = False
    parameters = StdioServerParameters(
        command=server.command, args=list(server.args), cwd=Path.home()
    )
    with Path(os.devnull).open("w") as nowhere:
        transport = stdio_client(parameters, errlog=nowhere)
        async with Client(transport, read_timeout_seconds=SECONDS) as client:
            yield client


def _told(result: CallToolResult) -> ToolResult:
    """Return as text what a tool told; what is no text is named."""
    text = "\n".join(map(_part, result.content))
    if not text and result.structured_content is not None:
        text = json.dumps(result.structured_content, ensure_ascii=False, indent=1)
    text = visible(text)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n(cut off here: {len(text)} characters were told)"
    return ToolResult(text, failed=result.is_error)


def _part(content: ContentBlock) -> str:
    if content.type == "text":
        return content.text
    return f"({content.type}, which is not shown)"


def _members(schema: dict[str, Any], name: str, kind: Callable[[], T]) -> T:
    """Return a part of a schema that others wrote, empty where it is of another kind."""
    value = schema.get(name)
    empty = kind()
    return value if isinstance(value, type(empty)) else empty


def _waiting(deed: Callable[[], Coroutine[Any, Any, T]], server: ToolServer) -> Work[Progress, T]:
    """Do it, with a step at every tick; closed, the program is ended."""
    try:
        return (yield from awaited(lambda: _in_time(deed), f"{server.name} works"))
    except Exception as error:  # noqa: BLE001 - another's program fails in classes of its own
        raise _problem(error, server) from None  # what it says may be somebody's


async def _in_time(deed: Callable[[], Coroutine[Any, Any, T]]) -> T:
    async with asyncio.timeout(SECONDS):
        return await deed()


def _problem(error: BaseException, server: ToolServer) -> Problem:
    """Return how to say why a server did not do what it should."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    name = server.name
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        why = os.strerror(error.errno or 0)
        return Problem(f"The program of {name} cannot be started ({why}).", remedy=AGAIN)
    if isinstance(error, TimeoutError):
        return Problem(f"{name} did not answer for {SECONDS:.0f} seconds.", remedy=AGAIN)
    return Problem(f"{name} did not answer as a tool server does.", remedy=AGAIN)
