"""What can be called of the user's own tools, how it is typed, and how it is told before."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.clean import visible
from memory.errors import Problem

COMMAND = "/tool"  # in a chat
HOW = "A call is typed as SERVER TOOL name=text name:=JSON, or with one object of JSON."
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ToolServer:
    """A program of the user's that offers tools, and how it is started."""

    name: str
    command: str
    args: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise Problem where it cannot be meant so."""
        if not self.name or self.name.split() != [self.name] or len(self.name) > LONGEST_NAME:
            raise Problem("A tool server is called by one short word.")
        if not self.command.strip() or any("\0" in part for part in (self.command, *self.args)):
            raise Problem("Which program is it that offers the tools?")

    @property
    def line(self) -> str:
        """Return the command as it would be typed."""
        return shlex.join((self.command, *self.args))


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a server offers to do; its words are the server's."""

    server: str
    name: str
    words: str = field(repr=False)
    takes: Mapping[str, Any] = field(repr=False)  # the members of its JSON schema
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool with what it is to be given, as the user typed it."""

    server: str
    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool told: text by others, to be shown and not to be followed."""

    text: str = field(repr=False)
    failed: bool = False


def typed(line: str) -> ToolCall:
    """Read a call as it is typed in a chat, after ``/tool``.  Raises Problem."""
    try:
        words = shlex.split(line.removeprefix(COMMAND))
    except ValueError as err:
        raise Problem("A quotation mark is not closed.", remedy=HOW) from err
    if "{" in line and len(words) > 2:  # JSON has quotation marks of its own
        server, tool, rest = [*line.removeprefix(COMMAND).split(maxsplit=2)]
        if rest.startswith("{"):
            words = [server, tool, rest]
    return call_of(words)


def call_of(words: Sequence[str]) -> ToolCall:
    """Read a call from its words.  Raises Problem."""
    if len(words) < 2:
        raise Problem("Which tool of which server?", remedy=HOW)
    server, tool, *rest = words
    if len(rest) == 1 and rest[0].startswith("{"):
        return ToolCall(server, tool, _object(rest[0]))
    return ToolCall(server, tool, dict(_argument(word) for word in rest))


def in_words(call: ToolCall, server: ToolServer) -> str:
    """Say all that a call would do, and nothing that cannot be seen."""
    given = [
        f"  {visible(name)}: {json.dumps(value, ensure_ascii=True)}"
        for name, value in call.arguments.items()
    ]
    return "\n".join(
        [
            f"Start “{visible(server.line)}” and call its tool “{visible(call.tool)}” with"
            + (":" if given else " nothing."),
            *given,
        ]
    )


def _argument(word: str) -> tuple[str, Any]:
    name, sign, value = word.partition("=")
    if not sign or not name.strip(":"):
        raise Problem(f"“{word[:40]}” is no argument.", remedy=HOW)
    if not name.endswith(":"):
        return name, value
    return name[:-1], _json(value)


def _object(text: str) -> dict[str, Any]:
    value = _json(text)
    if not isinstance(value, dict):
        raise Problem("The arguments are no object of JSON.", remedy=HOW)
    return value


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as err:
        raise Problem("What was typed is not JSON.", remedy=HOW) from err
