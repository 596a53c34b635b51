"""The command for text entry: `famulus write expand`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant.app import Assistant
from assistant.cli.terminal import line, say_json, shown
from ingest.clean import visible
from memory.errors import Problem


def declare_expand(one: argparse.ArgumentParser) -> None:
    """Say which options `famulus write expand` takes."""
    one.add_argument("--short", help="expand: the abbreviation, or the name of a snippet")
    one.add_argument("--before", default="", help="expand: the text that stands before it")
    one.add_argument("--to", default="", help="expand: the name or address of who reads it")


def expand(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Print the text of a snippet, or the phrases an abbreviation may stand for, best first."""
    if not arguments.short:
        raise Problem(
            "Name what is to be expanded.", remedy="Try `famulus write expand --short iwbhb7`."
        )
    text = famulus.entry.snippets.filled(arguments.short, {"name": arguments.to})
    if text is not None:
        if arguments.json:
            say_json({"snippet": text})
        else:
            print(visible(text))
        return
    work = famulus.entry.expanding(arguments.short, before=arguments.before, to=arguments.to)
    found = shown(work, arguments)
    if arguments.json:
        say_json({"candidates": [asdict(one) for one in found.candidates], "note": found.note})
        return
    for number, one in enumerate(found.candidates, 1):
        print(f"{number}  {line(one.text)}")
    if found.note:
        print(line(found.note))
    elif not found.candidates:
        print("Nothing you wrote and no usual words begin with these letters.")
