"""The command for a text of the user's own: `famulus write`, and the commands it knows.

The text comes on standard input, the new one goes to standard output; doubts and
notes go to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from assistant.app import Assistant
from assistant.cli.terminal import Screen, Steps, line, opened, say_json, shown
from assistant.writing.commands import Command
from assistant.writing.diff import Piece, pieces
from assistant.writing.writing import Written
from ingest.clean import visible
from memory.errors import Problem
from memory.progress import Progress, TextDelta

Deed = Callable[[Assistant, argparse.Namespace], None]

HOW = "`famulus write --help` shows how."


def write(arguments: argparse.Namespace, others: Mapping[str, Deed]) -> None:
    """Do what is asked with a text, or with the commands; ``others`` are no commands on a text."""
    with opened(arguments) as famulus:
        deed = ({**DEEDS, **others}).get(arguments.deed)
        if deed is not None:
            deed(famulus, arguments)
        else:
            if arguments.words:
                raise Problem("The text comes on standard input.", remedy=HOW)
            rewrite(famulus, arguments, given())


def rewrite(famulus: Assistant, arguments: argparse.Namespace, text: str) -> None:
    """Do a command on a text."""
    work = famulus.writing.writing(
        text.rstrip("\n"),
        arguments.deed,
        instruction=arguments.instruction,
        to=arguments.to,
        language=arguments.language,
        before=arguments.before,
    )
    if arguments.json:
        say_json(as_json(streamed(work)))
        return
    screen = Screen(arguments)
    made = shown(work, arguments, None if arguments.diff else screen)
    say(text, made, "" if arguments.diff else screen.heard, arguments)


def given() -> str:
    """Return the text of the standard input.  Raises Problem where it is not text."""
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as err:
        raise Problem("The standard input is not text in UTF-8.") from err


def streamed(work: Steps[Written]) -> Written:
    """Print each piece as a line for programs, and return what came of it."""
    with closing(work):
        while True:
            try:
                step: Progress | TextDelta = next(work)
            except StopIteration as stop:
                made: Written = stop.value
                return made
            if isinstance(step, TextDelta):
                say_json({"delta": step.text})


def say(text: str, made: Written, heard: str, arguments: argparse.Namespace) -> None:
    """Print what was not yet heard of the text, and what has to be known of it."""
    if arguments.diff:
        print(visible(difference(text.rstrip("\n"), made.text)))
    elif heard.strip() != made.text.strip():
        if heard:
            print("This is the text, as some of it was written again:", file=sys.stderr)
        print(visible(made.text))
    for doubt in made.doubts:
        print(line(doubt.sentence), file=sys.stderr)
    for note in made.notes:
        print(line(note), file=sys.stderr)
    like = f" Sounds like you: {made.likeness:.0%}." if made.likeness is not None else ""
    print(line(f"({made.made_by}: {made.why}{like})"), file=sys.stderr)


def difference(before: str, after: str) -> str:
    """Return both texts as one, what went and what came marked: [-old-]{+new+}."""
    return "".join(map(marked, pieces(before, after)))


def marked(piece: Piece) -> str:
    if not piece.changed:
        return piece.before
    gone = f"[-{piece.before}-]" if piece.before else ""
    come = f"{{+{piece.after}+}}" if piece.after else ""
    return gone + come


def as_json(made: Written) -> dict[str, Any]:
    """Return a text as it is printed for programs."""
    return {
        "text": made.text,
        "made_by": made.made_by,
        "why": made.why,
        "tier": made.tier,
        "doubts": [asdict(doubt) for doubt in made.doubts],
        "notes": list(made.notes),
        "likeness": made.likeness,
    }


# Commands


def show(famulus: Assistant, arguments: argparse.Namespace) -> None:
    for command in famulus.writing.commands():
        if arguments.json:
            say_json(command_as_json(command))
        else:
            print(line(f"{command.id}: {in_words(command)}"))


def in_words(command: Command) -> str:
    """Say what a command is and what it takes."""
    if command.own:
        return f"{command.title} (yours): {command.ask}"
    how = "by rules, or by a model" if command.rules else "by a model"
    return f"{command.title}, {how} of tier {command.tier} or more" + (
        f"; needs --{command.needs}" if command.needs else ""
    )


def command_as_json(command: Command) -> dict[str, Any]:
    return {
        "id": command.id,
        "title": command.title,
        "shortcut": command.shortcut,
        "own": command.own,
        "needs": command.needs,
        "tier": command.tier,
        "rules": command.rules,
        "ask": command.ask if command.own else "",
    }


def add(famulus: Assistant, arguments: argparse.Namespace) -> None:
    title = " ".join(arguments.words)
    famulus.writing.add(title, arguments.instruction, arguments.shortcut)
    done(arguments, "It is known now: `famulus write commands` shows it.")


def remove(famulus: Assistant, arguments: argparse.Namespace) -> None:
    famulus.writing.remove(" ".join(arguments.words))
    done(arguments, "It is known no more; `famulus write restore` brings it back.")


def restore(famulus: Assistant, arguments: argparse.Namespace) -> None:
    famulus.writing.restore()
    done(arguments, "It is known again.")


def done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        say_json({"done": True})
    else:
        print(words)


DEEDS: dict[str, Deed] = {
    "commands": show,
    "add": add,
    "remove": remove,
    "restore": restore,
}
