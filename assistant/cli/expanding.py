"""The command for shorthand: `famulus write expand`.

One word on standard input is an abbreviation or a snippet; a longer text is for a model to expand.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant.app import Assistant
from assistant.cli.terminal import line, say_json, shown
from assistant.cli.writing import given, rewrite
from ingest.clean import visible
from memory.errors import Problem


def declare_expand(one: argparse.ArgumentParser) -> None:
    """Say which options `famulus write expand` takes."""
    one.add_argument("--short", help="expand: the abbreviation, or the name of a snippet")


def expand(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Print the text of a snippet, or the phrases an abbreviation may stand for, best first."""
    given_text = arguments.short or given()
    short = given_text.strip()
    if not short:
        raise Problem(
            "Name what is to be expanded.", remedy="Try `famulus write expand --short iwbhb7`."
        )
    if len(short.split()) > 1:
        rewrite(famulus, arguments, given_text)
        return
    text = famulus.shorthand.snippets.filled(short, {"name": arguments.to})
    if text is None:
        offer(famulus, arguments, short)
    elif arguments.json:
        say_json({"snippet": text})
    else:
        print(visible(text))


def offer(famulus: Assistant, arguments: argparse.Namespace, short: str) -> None:
    """Print what an abbreviation may stand for."""
    work = famulus.shorthand.expanding(short, before=arguments.before, to=arguments.to)
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
