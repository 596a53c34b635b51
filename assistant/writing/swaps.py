"""Words that come in the place of others: the lines of a table, applied to a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from assistant.writing.tables import table

ARROW = "=>"
ANY_OF_THESE_BEFORE = re.compile(r"\(\?<=([^()|]+(?:\|[^()|]+)+)\)")
OPENS = re.compile(r"[\"“„«(\[\s•*–—-]*")  # all that stands before a sentence's first word


@dataclass(frozen=True)
class Swaps:
    """The lines of one table, the longest first."""

    pattern: re.Pattern[str] | None
    new: tuple[str, ...] = field(repr=False)

    def applied(self, text: str, leave: Callable[[str, re.Match[str]], bool] | None = None) -> str:
        """Return the sentence with what these say; ``leave`` tells where one is not to be made."""
        if self.pattern is None:
            return text
        at = 0
        while m := self.pattern.search(text, at):
            at = m.end()
            if not (leave and leave(text, m)):
                new = self.new[int((m.lastgroup or "s0")[1:])]
                text, at = _joined(text[: m.start()], m[0], new, text[m.end() :])
        return text


def _joined(before: str, old: str, new: str, after: str) -> tuple[str, int]:
    """Put the new words in, with the blanks and the capital of the old ones.

    Return the sentence, and where what comes after them begins.
    """
    first = OPENS.fullmatch(before) is not None
    if new:
        opens = " " * (old[0] == " " and new[0] != ",")
        new = opens + new + " " * (old[-1] == " " and new[-1] != " ")
        if first and old[:1].isupper():
            new = new[0].upper() + new[1:]
        return before + new + after, len(before + new)
    if old[-1:] != " " and not old.startswith((" ", ",")) and before[-1:] in ("", " ", "\n"):
        after = after.lstrip(" ")
    if after[:1] in {".", ",", "!", "?", ";", ":"}:
        before = before.rstrip(" ,")
    if first and old[:1].isupper():
        after = after[:1].upper() + after[1:]
    return before + after, len(before)


@cache
def swaps(language: str, name: str) -> Swaps:
    """Return the swaps of a table of a language; none where the language has no tables."""
    return compiled(table(language).get(name, "")) if language in ("en", "de") else Swaps(None, ())


def compiled(lines: str) -> Swaps:
    """Read swaps as they are written in a table."""
    pairs = [line.partition(ARROW) for line in lines.splitlines() if ARROW in line]
    told = sorted(((old[:-1], new.strip()) for old, _, new in pairs), key=lambda one: -len(one[0]))
    if not told:
        return Swaps(None, ())
    patterns = (f"(?P<s{n}>{_bounded(old)})" for n, (old, _) in enumerate(told))
    return Swaps(re.compile("|".join(patterns), re.IGNORECASE), tuple(new for _, new in told))


def _bounded(pattern: str) -> str:
    """Make a pattern of whole words; what looks behind itself has one width for each of many."""
    opens = (
        ""
        if pattern[0] in " ,'" or re.match(r"(?:\(\?<[=!][^)]*\))+[ ,]", pattern)
        else r"(?<![\w'’-])"
    )
    closes = "" if re.search(r" (?:\(\?=.*\))?$", pattern) else r"(?![\w-])"
    pattern = ANY_OF_THESE_BEFORE.sub(
        lambda m: "(?:" + "|".join(f"(?<={one})" for one in m[1].split("|")) + ")", pattern
    )
    return opens + pattern + closes


@cache
def whole_sentences(language: str, name: str) -> re.Pattern[str]:
    """Return what matches a sentence that is one of a table's lines and nothing else."""
    lines = table(language).get(name, "").split("\n") if language in ("en", "de") else []
    patterns = "|".join(line for line in lines if line.strip()) or "(?!)"
    return re.compile(rf"(?:{patterns})\s*[.!?…,:;)]*\s*", re.IGNORECASE)
