"""What the popup says of commands, texts and results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.phrases import counted
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.writing.commands import Command
    from assistant.writing.writing import Written

_WORD = re.compile(r"\w+")
_SHORT = re.compile(r"\s*\S{2,31}\s*")
SIGNS = ";:/."  # with one of them the name of a snippet begins, and no sentence
BEGINNING = 200  # characters in which a person is greeted
GREETING = 4  # words, at most, up to the comma
RULES = "rules"
MOST = 3  # doubts that are written out


def _tr(text: str) -> str:
    return QCoreApplication.translate("writing", text)


def letters(commands: Sequence[Command]) -> list[str]:
    """Give each command a letter of its own: that of its shortcut, else the first free one."""
    free = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    free -= {one.shortcut.upper() for one in commands}
    given: set[str] = set()
    found = []
    for one in commands:
        own = one.shortcut.upper()
        letter = own if len(own) == 1 and own not in given else ""
        letter = letter or next((c for c in one.title.upper() if c in free - given), "")
        given.add(letter)
        found.append(letter)
    return found


def is_short(text: str) -> bool:
    """Whether a text may be a short form: one word, be it initials or the name of a snippet."""
    return _SHORT.fullmatch(text) is not None


def is_no_word(text: str) -> bool:
    """Whether a short form cannot be a word of an instruction: it has a sign or a digit."""
    return text[:1] in SIGNS or any(sign.isdigit() for sign in text)


def choices(need: str) -> tuple[str, list[str]]:
    """Return what is asked for before a command can begin, and what is often answered."""
    offered = {
        "language": (
            _tr("Into which language?"),
            [_tr("English"), _tr("German"), _tr("French"), _tr("Spanish"), _tr("Italian")],
        ),
        "to": (_tr("Who is it to?"), []),
        "instruction": (_tr("What is to be done with it?"), []),
    }
    return offered.get(need, ("", []))


def about(text: str, application: str) -> str:
    """Say what the text is that something is to be done with: how long, from where, its words."""
    count = counted(len(_WORD.findall(text)), _tr("1 word"), _tr("{n} words"))
    place = one_line(application)
    whence = _tr("{count} from {place}").format(count=count, place=place) if place else count
    return f"{whence}: “{one_line(text[:BEGINNING])}”"


def guessed(names: Iterable[str], text: str, application: str) -> str:
    """Return who it is to: named in the title of the window, or greeted where the text begins.

    A first name counts only if one person bears it.
    """
    known = list(names)
    title = f" {' '.join(_WORD.findall(application))} ".casefold()
    for name in known:
        if " " in name and f" {' '.join(_WORD.findall(name))} ".casefold() in title:
            return name
    first_line = text[:BEGINNING].strip().split("\n", 1)[0].casefold()
    greeting = _WORD.findall(first_line.split(",", 1)[0])
    if len(greeting) > GREETING:
        return ""
    called = [name for name in known if name.casefold().split()[:1] in ([w] for w in greeting)]
    return called[0] if len(called) == 1 else ""


def how(written: Written, *, lacks_before: bool = False) -> str:
    """Say in one line how a text was made, what was noted, and how much like the user it is."""
    maker = one_line(written.why or written.made_by)
    by_itself = written.why and written.made_by == RULES  # then it is a sentence of its own
    parts = [maker if by_itself else _tr("By {maker}").format(maker=maker)]
    parts = [one.rstrip(".") for one in (*parts, *map(one_line, written.notes))]
    if lacks_before:
        parts.append(_tr("what stands before it is not known here"))
    if written.likeness is not None:
        parts.append(_tr("sounds like you: {n} %").format(n=round(100 * written.likeness)))
    return " · ".join(filter(None, parts))


def doubts(written: Written) -> str:
    """Say what could not be kept, or is not known to be."""
    said = [one_line(doubt.sentence) for doubt in written.doubts]
    more = len(said) - MOST
    if more > 0:
        said[MOST:] = [counted(more, _tr("and 1 more"), _tr("and {n} more"))]
    return " ".join(one if one.endswith(".") else f"{one}." for one in said)
