"""Where in a text a shape may begin, told by something cheap: a number, a sign, a word.

To look for each shape at every character costs more than all else; most shapes hold
a number, or a sign that texts seldom have, or begin with a word out of a short list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

NUMBER = re.compile(r"(?<!\d)\d")
REACH = 16  # characters of a shape before its first number


class Anchors:
    """The numbers, signs and small letters of one text, each looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def small(self) -> str:
        """The text in small letters, each where it stands in the text."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def numbers(self) -> list[int]:
        """Where numbers begin."""
        return [match.start() for match in NUMBER.finditer(self.text)]

    def before_numbers(self, shape: re.Pattern[str]) -> Iterator[int]:
        """Yield where ``shape`` begins, which ends right before a number."""
        for number in self.numbers:
            match = shape.search(self.text, max(0, number - REACH), number)
            if match:
                yield match.start()

    def words(self, beginnings: Iterable[str]) -> Iterator[int]:
        """Yield where one of these stands, all written small."""
        for beginning in beginnings:
            at = self.small.find(beginning)
            while at >= 0:
                yield at
                at = self.small.find(beginning, at + 1)

    def chunks(self, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield where what holds a sign, and no blank, begins and ends."""
        text, end = self.text, 0
        while match := sign.search(text, end):
            at = match.start()
            start = max(text.rfind(" ", end, at), text.rfind("\n", end, at), end - 1) + 1
            ends = (text.find(" ", at), text.find("\n", at))
            end = min((one for one in ends if one >= 0), default=len(text))
            yield start, end


def beginning(shape: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what has a shape and begins at one of these places, none over another."""
    end = 0
    for at in places:
        if at >= end and (match := shape.match(text, at)):
            end = match.end()
            yield match
