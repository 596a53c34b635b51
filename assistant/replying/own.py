"""The user's own sentences for what a reply says: "Thursday works for me", with the day as a slot.

A sentence is taken over only if all its other words are of a closed list: no name, number,
date or matter of another mail comes along, and nothing that somebody else wrote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.agent.sentences import sentences
from assistant.profile.languages import language_of
from assistant.replying.asked import CLOCK
from assistant.replying.saying import Point, data
from memory.times.dates import dates_in
from memory.types import Document

MOST_WORDS = 14
WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")
SLOT = "{day}"
BREAKS = re.compile(r"\n(?=[^\n])")  # a line that goes on

Phrases = dict[Point, str]


def own_phrases(mails: Iterable[Document], language: str) -> Phrases:
    """Return for each point the user's most usual sentence in a language, the newest of equals.

    ``mails`` are the user's, the newest first.
    """
    counted: dict[Point, Counter[str]] = defaultdict(Counter)
    for mail in mails:
        text = mail.body
        if language and language_of(text) not in {"", language}:
            continue
        for template in _templates(text, mail):
            for point in _points(template):
                counted[point][template] += 1
    return {point: of_it.most_common(1)[0][0] for point, of_it in counted.items()}


def _templates(text: str, mail: Document) -> Iterator[str]:
    """Yield the sentences that could be used again, each with its day as a slot."""
    if mail.date is None:
        return
    for sentence in sentences(BREAKS.sub(" ", text.replace("\r", ""))):
        if len(sentence.text.split()) > MOST_WORDS:
            continue
        told = sentence.text.replace("'", "’")
        days = dates_in(told, mail.date.date())
        if len(days) == 1:
            end = days[0].end
            clock = CLOCK.match(told, end + 1)
            told = f"{told[: days[0].start]}{SLOT}{told[clock.end() if clock else end :]}"
        if len(days) <= 1 and _is_safe(told):
            yield told


def _is_safe(template: str) -> bool:
    rest = template.replace(SLOT, " ")
    if re.search(r"[\d@/\\<>{}\[\]()*_|]", rest):
        return False
    return all(word.lower() in _safe() for word in WORD.findall(rest))


def _points(template: str) -> list[Point]:
    return [point for point, looks in _patterns().items() if looks.search(template)]


@cache
def _patterns() -> dict[Point, re.Pattern[str]]:
    return {
        Point(name): re.compile(rf"(?<![\w’]){looks}", re.IGNORECASE)
        if not looks.startswith("^")
        else re.compile(looks, re.IGNORECASE)
        for name, looks in data()["own"].items()
    }


@cache
def _safe() -> frozenset[str]:
    """Return the words that say nothing of any matter; those of the patterns are among them."""
    listed = data()["safe"]["words"].split()
    return frozenset([*listed, *WORD.findall(" ".join(data()["own"].values()).lower())])


def is_plain(word: str) -> bool:
    """Whether a word says nothing of any matter."""
    return word.lower().replace("'", "’") in _safe()
