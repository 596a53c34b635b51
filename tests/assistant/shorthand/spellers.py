"""A model that spells what it was told to."""

from __future__ import annotations

from collections.abc import Callable, Generator

from assistant.engine.plan import Spelling
from ingest.sandbox import Line
from memory.errors import Problem


class Speller:
    def __init__(self, *lines: list[str], problem: str = "") -> None:
        self._lines, self._problem = lines, problem
        self.asked: list[Spelling] = []
        self.closed = False
        self.rested: list[float] = []

    def spelled(
        self, asked: Spelling, words: Callable[[], dict[str, list[str]]]
    ) -> Generator[str, None, list[Line]]:
        self.asked.append(asked)
        yield ""
        if self._problem:
            raise Problem(self._problem)
        return [{"words": line, "score": -float(n)} for n, line in enumerate(self._lines)]

    def rest(self, unused: float = 0) -> None:
        self.rested.append(unused)

    def close(self) -> None:
        self.closed = True
