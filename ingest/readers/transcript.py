"""Talks written down as text: "Ana: words", "**user**: words", "[10:02] Ana: words", "### Ana".

Only what is clearly a talk is taken for one: few speakers, each heard more than once, and
hardly a paragraph that none of them begins.  A recipe with its "Note:" stays a document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from ingest.dates import at_clock, mentioned, moment
from ingest.readers.messages import Conversation
from ingest.readers.session import ROLES, UNSAID, Spoken, speaker
from ingest.readers.spoken_lines import FENCE, Start, start

MOST_LINES = 500_000
FEWEST = 4  # messages, unless their times or the roles of a program say what this is
MOST_SPEAKERS = 12
AGAIN = 0.8  # of the messages are of somebody who speaks more than once
# Of the paragraphs begin with a speaker: what is set in bold is rarer in a letter.
SPOKEN = {"bare": 0.6, "bold": 0.3, "stamped": 0.3, "headed": 0.0}
LONGEST_HEADING = 150  # characters
LONGEST_BEFORE = 300  # of what is told before a talk and becomes its title: more is a document
ENDS = (".", "!", "?", "…")  # of a sentence; the values of a form have none
SHORT = 3  # words: so short are the values of a form

HEADING = re.compile(r"#{1,6}\s+(?P<words>\S.*?)[\s#]*$|(?P<rule>[-*_=–—~ ]{3,}$)")
SITTING = re.compile(
    r"[-*_=–—# ]*(?P<words>(?:session|conversation|chat|part|day|sitzung|gespräch|conversación)\b"
    r".{0,100}?)[-*_=–—#: ]*$",
    re.IGNORECASE,
)
MARKED = re.compile(
    r"\s*(?:#|[-*_=–—]{2,}|session\b|conversation\b|chat\b|date\s*:|time\s*:)", re.I
)
BARE_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*$")
FIELD = re.compile(r"[*_]*(?:date|datum|time|zeit|fecha|data|when)[*_]*\s*:[*_]*\s*", re.IGNORECASE)
MARKS = " \t#*_=–—-~[]()"


@dataclass(slots=True)
class _Talk:
    """What has been gone through: the messages of the sitting that is open."""

    name: str = field(default="", repr=False)  # of the file, from its first heading
    heading: str = field(default="", repr=False)
    at: datetime | None = None
    number: int = 0
    messages: list[Spoken] = field(default_factory=list, repr=False)
    done: list[Conversation] = field(default_factory=list, repr=False)

    def close(self) -> None:
        if self.messages:
            title = ": ".join(dict.fromkeys(filter(None, (self.name, self.heading))))
            self.done.append(Conversation(title, self.messages))
            self.messages = []

    def begin(self, heading: str, at: datetime | None) -> None:
        """Begin another sitting, or say more of the one that has just begun."""
        if self.messages:
            self.close()
            self.heading = heading
        elif heading and not (at or self.done or self.name or SITTING.match(heading)):
            self.name = heading
        else:
            self.heading = heading or self.heading
        self.at = at or self.at

    def say(self, said: Start, words: str) -> None:
        self.number += 1
        told = _when(said.stamp, self.at)
        self.at = told or self.at
        name = speaker(said.name)
        if name and words:
            self.messages.append(Spoken(self.number, told or self.at, name, words))


def conversations(text: str) -> list[Conversation]:
    """Return the talks that a text holds, in order; [] if it is none.

    Messages are numbered over the whole text, also those that say nothing.
    """
    lines = text.split("\n", MOST_LINES)
    starts = _starts(lines)
    if not starts:
        return []
    talk = _Talk(heading=_before(starts, lines))
    said: Start | None = None
    words: list[str] = []
    for n, line in enumerate(lines):
        begun = starts.get(n)
        heading = None if begun else _heading(lines, n, starts, first=said is None)
        if begun is None and heading is None:
            words.append(line)
            continue
        if said:
            talk.say(said, "\n".join(words).strip())
        said, words = begun, [begun.words] if begun else []
        if heading:
            talk.begin(*heading)
    if said:
        talk.say(said, "\n".join(words).strip())
    talk.close()
    return talk.done


def _starts(lines: Sequence[str]) -> dict[int, Start]:
    """Return by their lines the messages of a talk; none if this is no talk."""
    found: dict[int, Start] = {}
    inside: dict[int, Start] = {}
    fenced, apart = False, False  # of what stands in a block of code
    for n, line in enumerate(lines):
        if FENCE.match(line):
            if fenced and (apart or not BARE_FENCE.match(line)):
                found |= inside  # the block was never closed: answers break off
            fenced, inside, apart = not (fenced and BARE_FENCE.match(line)), {}, False
        elif (begun := start(line)) and not SITTING.match(begun.name):
            (inside if fenced else found)[n] = begun
            apart = apart or not lines[n - 1].strip()
    found |= inside
    return _of_program(found, lines) or _of_people(found, lines)


def _of_program(found: dict[int, Start], lines: Sequence[str]) -> dict[int, Start]:
    """Return what a user and a program say to each other, however long its answers are."""
    roles = {n: s for n, s in found.items() if s.name.lower() in ROLES.keys() | UNSAID}
    if len({speaker(s.name) for s in roles.values()} - {""}) < 2:
        return {}
    style = Counter(s.style for s in roles.values()).most_common(1)[0][0]
    roles = {n: s for n, s in roles.items() if s.style == style}
    return {} if len(_before(roles, lines)) > LONGEST_BEFORE else roles


def _of_people(found: dict[int, Start], lines: Sequence[str]) -> dict[int, Start]:
    for style, _ in Counter(s.style for s in found.values()).most_common():
        starts = {n: s for n, s in found.items() if s.style == style}
        heard = Counter(s.name for s in starts.values())
        again = {name for name, times in heard.items() if times > 1}
        starts = {n: s for n, s in starts.items() if s.name in again or s.is_name}
        if not _is_talk(style, list(starts.values()), again):
            continue
        if _are_spoken(starts, lines, style) and len(_before(starts, lines)) <= LONGEST_BEFORE:
            return starts
    return {}


def _before(starts: dict[int, Start], lines: Sequence[str]) -> str:
    """Return what is told before the first message, without headings and dates."""
    before = (line.strip() for line in lines[: min(starts)])
    return " ".join(line for line in before if line and not _is_heading(line))


def _is_talk(style: str, starts: Sequence[Start], again: set[str]) -> bool:
    names = [s.name for s in starts]
    timed = style == "stamped" or (starts and all(s.stamp for s in starts))
    if timed:
        return len(starts) > 1
    if len(starts) < FEWEST or not 2 <= len(again) <= MOST_SPEAKERS:
        return False
    if sum(name in again for name in names) < AGAIN * len(names):
        return False
    return not _is_form(starts)


def _is_form(starts: Sequence[Start]) -> bool:
    """Whether the names come round and round, as "Title:", "Author:", "Year:" do in a list."""
    names = [s.name for s in starts]
    period = len(set(names))
    if any(name != names[n % period] for n, name in enumerate(names)):
        return False
    if period > 2 or not any(s.words for s in starts):
        return period > 2
    sentences = sum(s.words.rstrip(" *_").endswith(ENDS) for s in starts)
    short = median(len(s.words.split()) for s in starts) <= SHORT
    return short and sentences < len(starts) / 3


def _are_spoken(starts: dict[int, Start], lines: Sequence[str], style: str) -> bool:
    """Whether hardly a paragraph is without a speaker."""
    opening = [
        n for n, line in enumerate(lines) if line.strip() and not (n and lines[n - 1].strip())
    ]
    begun = sum(n in starts for n in opening)
    others = sum(n not in starts and not _is_heading(lines[n]) for n in opening)
    if begun < SPOKEN[style] / 2 * (begun + others):
        return False  # one block of names and words in a text, such as the head of a mail
    return len(starts) >= SPOKEN[style] * (len(starts) + others)


def _heading(
    lines: Sequence[str], n: int, starts: dict[int, Start], *, first: bool
) -> tuple[str, datetime | None] | None:
    """Return what a line says of the messages after it: a heading, a date; None if it is words."""
    line = lines[n]
    if not line.strip() or not _is_heading(line):
        return None
    words = FIELD.sub("", line.strip(MARKS)).strip(MARKS)
    at = moment(words) or mentioned(words)
    if not first and not _speaks_next(lines, n, starts):
        return None  # a heading inside of what somebody says
    return ("" if at and moment(words) else words), at


def _speaks_next(lines: Sequence[str], n: int, starts: dict[int, Start]) -> bool:
    for below in range(n + 1, min(n + 10, len(lines))):
        if below in starts:
            # A program's long answer may end with what looks like a heading or a date.
            asks = starts[below].name.lower() not in ROLES or speaker(starts[below].name) == "You"
            bare = starts[below].name.lower() in ROLES and not MARKED.match(lines[n])
            return asks and not bare
        if lines[below].strip() and not _is_heading(lines[below]):
            return False
    return False


def _is_heading(line: str) -> bool:
    line = line.strip()
    return bool(line and len(line) <= LONGEST_HEADING) and bool(
        HEADING.match(line)
        or SITTING.match(line)
        or moment(FIELD.sub("", line.strip(MARKS)).strip(MARKS))
    )


def _when(stamp: str, day: datetime | None) -> datetime | None:
    if not stamp:
        return None
    return moment(stamp) or (at_clock(day.replace(tzinfo=None), stamp) if day else None)
