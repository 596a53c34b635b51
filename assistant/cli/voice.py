"""The command of the user's manner of writing: `famulus write style`."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.app import Assistant
from assistant.cli.terminal import line, say_json
from assistant.profile.languages import language_named
from assistant.voice.card import Line, StyleCard
from assistant.voice.letters import Occasion

NOTHING = "No mail that you sent was read yet, or too few: `famulus read PATH --identity YOU`."


def declare_style(one: argparse.ArgumentParser) -> None:
    """Say which options `famulus write style` takes."""
    one.add_argument(
        "--occasion",
        choices=[str(one) for one in Occasion],
        default=str(Occasion.NEW),
        help="style: whether it begins an exchange or replies",
    )


def style(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Show how the user writes: the whole card, or what holds for one mail."""
    card, asked = famulus.voice.card(), bool(arguments.to or arguments.language)
    occasion = Occasion(arguments.occasion)
    where = (arguments.to, arguments.language, occasion)
    if asked:
        lines = famulus.voice.lines_of(*where)
    else:
        lines = card.lines
    if arguments.json:
        say_json(as_json(famulus, card, lines, where))
        return
    if not card.lines:
        print(NOTHING)
        return
    if asked:
        print(line(f"Begins: {famulus.voice.greeting(*where) or 'without a greeting'}"))
        closing = famulus.voice.closing(*where).replace("\n", " / ")
        print(line(f"Ends: {closing or 'without a closing'}"))
    for each in told(lines):
        print(line(each))


def told(lines: tuple[Line, ...]) -> list[str]:
    """Return the lines as they are printed, each with where it holds and of how many mails."""
    found, group = [], ""
    for each in sorted(lines, key=lambda one: one.place.narrow):
        where = _where(each)
        if where != group:
            group = where
            found.append(f"{where}:")
        found.append(f"- {each.text}{_counted(each)}")
    return found


def _where(each: Line) -> str:
    place = each.place
    to = f"to {place.who.removeprefix('name:')}" if place.who else ""
    written = f"in {place.language}" if place.language else ""
    when = {"new": "beginning an exchange", "reply": "replying"}.get(place.occasion, "")
    return " ".join(filter(None, (to, written, when))).capitalize() or "Everywhere"


def _counted(each: Line) -> str:
    notes = {
        "changed": "changed by you",
        "struck": "struck out",
        "own": "your own words",
        "waiting": f"waits for your word, {each.why}",
        "accepted": "accepted",
    }
    if note := notes.get(each.state):
        return f" ({note})"
    return f" ({each.times} of {each.of} mails)"


def as_json(
    famulus: Assistant, card: StyleCard, lines: tuple[Line, ...], where: tuple[str, str, Occasion]
) -> dict[str, Any]:
    """Return the card as it is printed for programs."""
    to, language, occasion = where
    return {
        "mails": card.mails,
        "to": to,
        "language": language_named(language),
        "occasion": occasion,
        "greeting": famulus.voice.greeting(*where),
        "closing": famulus.voice.closing(*where),
        "text": famulus.voice.describe(*where),
        "lines": [
            {
                "trait": each.trait,
                "who": each.place.who,
                "language": each.place.language,
                "occasion": each.place.occasion,
                "value": each.value,
                "text": each.text,
                "times": each.times,
                "of": each.of,
                "state": each.state,
                "locked": each.locked,
                "examples": [
                    {"document": one.document, "start": one.start, "end": one.end,
                     "quote": one.quote}
                    for one in each.examples
                ],
            }
            for each in lines
        ],
    }  # fmt: skip
