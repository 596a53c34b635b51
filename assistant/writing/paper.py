"""A text on the desk: its language, whom it is to, and what of its words is known to be right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from assistant.writing.stretches import Stretch, stretches


class Voice(Protocol):
    """What is asked of the user's voice; see ``assistant.voice``."""

    def greeting(self, to: str = "", language: str = "") -> str: ...
    def closing(self, to: str = "", language: str = "") -> str: ...
    def likeness(self, text: str) -> float | None: ...

    def forms(self, language: str) -> str:
        """Return "contracted" or "spelt_out" for how the user writes words, "" where unknown."""
        ...


class NoVoice:
    """The voice of somebody of whom nothing was read."""

    def greeting(self, to: str = "", language: str = "") -> str:  # noqa: ARG002
        return ""

    def closing(self, to: str = "", language: str = "") -> str:  # noqa: ARG002
        return ""

    def likeness(self, text: str) -> float | None:  # noqa: ARG002
        return None

    def forms(self, language: str) -> str:  # noqa: ARG002
        return ""


@dataclass
class Paper:
    """One text while it is worked on.

    ``own_words`` returns which of the words given the user's own texts hold;
    ``before`` is what stands before the text where it was taken from; ``meant`` what
    stands for words that say nothing as they are spelt, once that was looked up;
    ``notes`` are sentences for the user about what was not done.
    """

    text: str = field(repr=False)
    language: str
    to: str = field(default="", repr=False)
    people: Collection[str] = field(default=(), repr=False)
    voice: Voice = field(default_factory=NoVoice, repr=False)
    own_words: Callable[[Collection[str]], Collection[str]] = field(
        default=lambda _: (), repr=False
    )
    before: str = field(default="", repr=False)
    notes: list[str] = field(default_factory=list, repr=False)
    meant: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def stretches(self) -> list[Stretch]:
        return stretches(self.text, self.language)

    def note(self, sentence: str) -> None:
        """Tell the user something, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
