"""A text as it is gone through: its sentences, its greeting and closing, and what is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.agent.sentences import sentences
from assistant.writing.language import WORD
from assistant.writing.swaps import whole_sentences
from assistant.writing.tables import listed, table

LONGEST_GREETING = 60  # characters
LONGEST_SIGNATURE = 4  # lines after a closing that are still its signature
ASIDE = re.compile(
    r"^\s*(?:>|\||\$ |```|-- ?$|On .{5,80} wrote:$|Am .{5,80} schrieb)", re.MULTILINE
)
CODE = re.compile(r"[{}`\\]|\w\(\)|::|=>|</|^\s{4,}\S")


class Place(StrEnum):
    SENTENCE = "sentence"
    GREETING = "greeting"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ASIDE = "aside"  # quoted, code, no words at all: nobody's business


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text and the room after it; all of them together are the text."""

    text: str = field(repr=False)
    gap: str = field(repr=False)
    place: Place = Place.SENTENCE


def stretches(text: str, language: str) -> list[Stretch]:
    """Cut a text; what is put together again is the text."""
    cut = list(_cut(text))
    closing = _closing(cut, language)
    found, greeted, in_code, beside = [], False, False, False
    for n, one in enumerate(cut):
        in_code ^= one.text.lstrip().startswith("```")
        beside = bool(ASIDE.match(one.text)) or beside  # up to where its line ends
        if not WORD.search(one.text) or in_code or beside or CODE.search(one.text):
            place = Place.ASIDE
        elif closing is not None and n >= closing:
            place = Place.CLOSING if n == closing else Place.SIGNATURE
        elif not greeted and is_greeting(one.text, language):
            place = Place.GREETING
        else:
            place = Place.SENTENCE
        greeted = greeted or bool(one.text.strip())
        beside = beside and "\n" not in one.gap
        found.append(Stretch(one.text, one.gap, place))
    return found


def put_together(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield texts and the gaps between them; of those around what was dropped, the widest."""
    gap, begun = "", False
    for text, after in pieces:
        if text:
            yield gap + text if begun or not gap.strip("\n") else text
            gap, begun = after, True
        elif begun:
            gap = max(gap, after, key=lambda one: (one.count("\n"), len(one)))
    if gap:
        yield gap


def is_greeting(text: str, language: str) -> bool:
    """Whether a line greets: short, by its first word, with nothing else said in it."""
    first = text.split(maxsplit=1)[0].strip(",!.").casefold() if text.split() else ""
    if first not in _greets(language) or len(text) > LONGEST_GREETING:
        return False
    return text.rstrip().endswith((",", "!", ":")) or len(text.split()) <= 3


def _greets(language: str) -> frozenset[str]:
    own = table(language)["greeting"].split() if language in ("en", "de") else ()
    return frozenset(own) | listed("facts", "before_names", "all")


def _cut(text: str) -> Iterator[Stretch]:
    """Cut at sentences and at lines without words; what stands before the first goes with it."""
    done = 0
    found = [(one.start, one.end) for one in sentences(text)]
    for n, (start, end) in enumerate(found):
        if start > done:
            yield Stretch("", text[done:start])  # signs before the first word, of a list, say
        following = found[n + 1][0] if n + 1 < len(found) else len(text)
        gap = text[end:following]
        room = gap[: len(gap) - len(gap.lstrip())]
        if gap.strip():  # signs without words: a line of dashes
            yield Stretch(text[start:end], room)
            rest = gap[len(room) :]
            yield Stretch(rest.rstrip(), rest[len(rest.rstrip()) :])
        else:
            yield Stretch(text[start:end], gap)
        done = following
    if done < len(text):
        yield Stretch("", text[done:])


def _closing(cut: list[Stretch], language: str) -> int | None:
    """Return which of the last lines closes the letter."""
    pattern = whole_sentences(language, "closing")
    worded = [n for n, one in enumerate(cut) if one.text.strip()]
    for n in reversed(worded[-LONGEST_SIGNATURE - 1 :]):
        begins_a_line = n > 0 and "\n" in cut[n - 1].gap
        if begins_a_line and pattern.fullmatch(cut[n].text):
            return n
    return None
