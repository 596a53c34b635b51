"""Typed placeholders for what is private: the same for the same, over a whole conversation.

``[PERSON_1]`` stands for somebody however they are written; where they are written
in another way, as a part of the name or inflected, a letter tells that apart:
``[PERSON_1b]``.  So each placeholder is one string, and can be put back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from assistant.privacy.recognizers.folding import key
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import WORD

PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+[a-z]{0,2}\]")  # as it is given
# As somebody may write one who plants it, or a model that repeats it; "Rome 12", too.
LIKE_ONE = re.compile(r"\[?\b([A-Z]{2,14})[_ -]?(\d{1,5})([a-z]{0,2})\b\]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masked:
    """One stretch of a text and what stands in its place."""

    span: Span
    placeholder: str


@dataclass(eq=False)
class Placeholders:
    """The placeholders of one conversation.  It never leaves the machine."""

    written: dict[str, str] = field(default_factory=dict, repr=False)  # placeholder: what it is
    _numbers: dict[tuple[Kind, str], int] = field(default_factory=dict, repr=False)
    _given: dict[tuple[Kind, int, str], str] = field(default_factory=dict, repr=False)
    _avoided: set[tuple[str, int]] = field(default_factory=set, repr=False)

    def avoid(self, text: str) -> None:
        """Give none that already stands in a text, so that nobody can plant one."""
        for match in LIKE_ONE.finditer(text):
            self._avoided.add((match[1].upper(), int(match[2])))

    def given(self, span: Span, text: str) -> str:
        """Return the placeholder of what stands in a span."""
        said = text[span.start : span.end]
        number = self._number(span.kind, span.value or said)
        letters = self._given
        if (known := letters.get((span.kind, number, said))) is not None:
            return known
        others = sum(k is span.kind and n == number for k, n, _ in letters)
        placeholder = f"[{span.kind.value.upper()}_{number}{_letter(others)}]"
        letters[span.kind, number, said] = placeholder
        self.written[placeholder] = said
        return placeholder

    def like(self, span: Span, text: str) -> str:
        """Return what stands for it where a placeholder would break the task: here, one."""
        return self.given(span, text)

    def behind(self, put: Iterable[str]) -> dict[str, str]:
        """Return what stands behind those of these that were given here."""
        return {one: self.written[one] for one in put if one in self.written}

    def _number(self, kind: Kind, value: str) -> int:
        name = " ".join(key(word) for word in WORD.findall(value)) or value
        name = self._joined(kind, name)
        if (kind, name) not in self._numbers:
            number = max((n for (k, _), n in self._numbers.items() if k is kind), default=0) + 1
            while (kind.value.upper(), number) in self._avoided:
                number += 1
            self._numbers[kind, name] = number
        return self._numbers[kind, name]

    def _joined(self, kind: Kind, name: str) -> str:
        """Return the longer name of which this is a part, where there is just one."""
        if kind is not Kind.PERSON or (kind, name) in self._numbers:
            return name
        words = set(name.split())
        whole = [other for k, other in self._numbers if k is kind and _is_part(words, other)]
        return whole[0] if len(whole) == 1 else name


def masked(
    text: str, spans: Iterable[Span], placeholders: Placeholders
) -> tuple[str, list[Masked]]:
    """Return the text with placeholders for what is private, and which stands for what.

    Longer names come first, so that parts of a name find the whole.
    """
    ordered = sorted(spans, key=lambda span: span.start)
    for span in sorted(ordered, key=lambda span: -span.length):
        placeholders.given(span, text)
    marks = [Masked(span, placeholders.given(span, text)) for span in ordered]
    return replaced(text, {mark.span: mark.placeholder for mark in marks}), marks


def replaced(text: str, put: Mapping[Span, str], part: tuple[int, int] | None = None) -> str:
    """Return the text, or a part of it, with something else in place of each span."""
    at, end = part or (0, len(text))
    pieces = []
    for span in sorted(put, key=lambda span: span.start):
        pieces += [text[at : span.start], put[span]]
        at = span.end
    return "".join([*pieces, text[at:end]])


def _is_part(words: set[str], other: str) -> bool:
    return words < set(other.split())


def _letter(others: int) -> str:
    """Return what tells ways of writing apart: "", "b", "c" … "z", "bb" …"""
    if others == 0:
        return ""
    tens, ones = divmod(others, len(ascii_lowercase))
    return (ascii_lowercase[tens] if tens else "") + ascii_lowercase[ones]
