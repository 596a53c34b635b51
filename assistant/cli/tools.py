"""The user's own tools on the command line: named, listed, and called after a yes."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from assistant.app import Assistant
from assistant.cli.terminal import line, opened, say_json, shown
from assistant.tools.calls import Tool, ToolCall, ToolServer, call_of
from ingest.clean import visible
from memory.errors import Problem

HOW = "`famulus tools --help` shows how."


def tools(arguments: argparse.Namespace) -> None:
    """Do what is asked about tools."""
    with opened(arguments) as famulus:
        DEEDS[arguments.deed](famulus, arguments)


def show(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the servers, or what one of them offers."""
    if arguments.words:
        (name,) = words(arguments, 1, 1)
        for tool in shown(famulus.tools.listing(name), arguments):
            say_tool(tool, arguments)
        return
    servers = famulus.tools.servers()
    for server in servers:
        if arguments.json:
            say_json(asdict(server))
        else:
            print(line(f"{server.name}: {server.line}"))
    if not servers and not arguments.json:
        print("No tools are known yet: `famulus tools add NAME COMMAND`.")


def add(famulus: Assistant, arguments: argparse.Namespace) -> None:
    name, command, *args = words(arguments, 2)
    famulus.tools.add(ToolServer(name, command, tuple(args)))
    if not arguments.json:
        print("It is known now. It runs with your rights, and only while you call it.")


def remove(famulus: Assistant, arguments: argparse.Namespace) -> None:
    (name,) = words(arguments, 1, 1)
    famulus.tools.remove(name)
    if not arguments.json:
        print("It is known no more.")


def call(famulus: Assistant, arguments: argparse.Namespace) -> None:
    done(famulus, call_of(words(arguments, 2)), arguments, yes=arguments.yes)


def done(
    famulus: Assistant, call: ToolCall, arguments: argparse.Namespace, *, yes: bool = False
) -> None:
    """Call a tool once the user has said yes, and print what it told as what others wrote."""
    told = famulus.tools.in_words(call)
    if not yes and not agreed(told):
        return
    result = shown(famulus.tools.calling(call, told), arguments)
    if arguments.json:
        say_json(asdict(result))
    else:
        heading = "It failed, and told" if result.failed else "It told"
        print(f"{heading} (the words are the tool's):\n{visible(result.text)}")


def agreed(told: str) -> bool:
    """Show what would be done, and return whether the user says yes."""
    if not sys.stdin.isatty():
        raise Problem(
            "Nobody is here to be asked, and a tool may do anything.",
            remedy="Type it at a terminal; `famulus tools call` also takes --yes.",
        )
    print(told, "Do it? [y/N] ", sep="\n", end="", file=sys.stderr, flush=True)
    try:
        answer = input().strip().lower()
    except EOFError:
        answer = ""
    if answer in {"y", "yes"}:
        return True
    print("Nothing was called.", file=sys.stderr)
    return False


def say_tool(tool: Tool, arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json(asdict(tool))
        return
    takes = [name if name in tool.required else f"[{name}]" for name in tool.takes]
    print(line(f"{tool.name} {' '.join(takes)}: {tool.words}")[:400])


def words(arguments: argparse.Namespace, least: int, most: int | None = None) -> list[str]:
    given: list[str] = arguments.words
    if len(given) < least or (most is not None and len(given) > most):
        raise Problem("What is meant?", remedy=HOW)
    return given


DEEDS = {"list": show, "add": add, "remove": remove, "call": call}
