"""The command for replies: `famulus write reply`.

The draft goes to standard output; what it stands on goes to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.app import Assistant
from assistant.cli.terminal import Screen, headed, line, say_json, shown
from assistant.cli.writing import given
from assistant.replying.draft import Draft
from assistant.replying.marks import Standing
from assistant.replying.outline import Intent, Line, own_line
from assistant.replying.replying import Prepared
from ingest.clean import visible
from memory.errors import Problem
from memory.progress import Progress, Work


def declare_reply(one: argparse.ArgumentParser) -> None:
    """Say which options `famulus write reply` takes."""
    one.add_argument("--document", type=Path, help="reply: the file of the mail or chat")
    one.add_argument("--locator", help="reply: its place in the file")
    one.add_argument("--intent", choices=list(Intent), help="reply: what you answer")
    one.add_argument("--outline", type=Path, help="reply: a file with your points, one a line")
    one.add_argument("--eml", type=Path, help="reply: write a draft that a mail program opens")


def reply(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Draft a reply to a mail or chat that was read, or to a letter on standard input."""
    prepared = shown(reading(famulus, arguments), arguments)
    intent = Intent(arguments.intent or prepared.suggestion.intent)
    lines = prepared.outline(intent)
    if arguments.outline:
        lines = pointed(lines, arguments.outline)
    screen = Screen(arguments)
    draft = shown(famulus.replying.drafting(prepared, lines), arguments, screen)
    if arguments.eml:
        mail = famulus.replying.mail(prepared, draft.text, quoted=True)
        famulus.replying.save(arguments.eml.absolute(), mail)
    if arguments.json:
        say_json(as_json(prepared, intent, lines, draft))
    else:
        say(prepared, draft, screen.heard)


def reading(famulus: Assistant, arguments: argparse.Namespace) -> Work[Progress, Prepared]:
    """Read the mail that is named, else the letter on standard input."""
    if arguments.document is not None:
        document = famulus.document(arguments.document, arguments.locator)
        return famulus.replying.preparing(document.id)
    text = given()
    if not text.strip():
        raise Problem(
            "There is no letter to be answered.",
            remedy="Give it on standard input, or name one that was read with --document.",
        )
    return famulus.replying.preparing_text(text, to=arguments.to)


def pointed(lines: Sequence[Line], file: Path) -> tuple[Line, ...]:
    """Return the user's own points; one that is a line of the outline keeps what it stands on."""
    try:
        points = file.read_text("utf-8").splitlines()
    except (OSError, ValueError) as err:
        raise Problem(
            "The file with your points cannot be read.", remedy="It is a text, a point a line."
        ) from err
    known = {each.text: each for each in lines}
    return tuple(known.get(point.strip(), own_line(point)) for point in points if point.strip())


def say(prepared: Prepared, draft: Draft, heard: str) -> None:
    """Print the draft, if it was not heard as it came, and what it stands on."""
    if heard.strip() != draft.text.strip():
        print(visible(draft.text))
    doubtful = [mark for mark in draft.marks if mark.standing is Standing.UNSUPPORTED]
    asks = prepared.letter.asks
    told = [
        *(f"[{n}] {headed(passage)}" for n, passage in draft.citations.items()),
        *(f"Not supported: {draft.text[mark.start : mark.end]}" for mark in doubtful),
        *(f"Nothing in your memory answers: {asks[n].text}" for n in prepared.missing),
    ]
    for each in told:
        print(line(each), file=sys.stderr)
    print(line(f"({draft.made_by}: {draft.why})"), file=sys.stderr)


def as_json(
    prepared: Prepared, intent: Intent, lines: Sequence[Line], draft: Draft
) -> dict[str, Any]:
    """Return a reply as it is printed for programs."""
    return {
        "asked": [asdict(ask) for ask in prepared.letter.asks],
        "facts": [asdict(fact) for fact in prepared.facts],
        "missing": list(prepared.missing),
        "suggested": asdict(prepared.suggestion),
        "intent": intent,
        "outline": [asdict(each) for each in lines],
        "draft": draft.text,
        "marks": [asdict(mark) for mark in draft.marks],
        "made_by": draft.made_by,
        "tier": draft.tier,
        "why": draft.why,
    }
