"""The verbs of the card of one's style: look, correct, try a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from memory.progress import once
from memory.types import Changes, DocumentId, Evidence, Strength
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.quote_card import Origin

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.voice.card import Line, StyleCard
    from assistant.voice.voice import Voice

Told = Callable[[Problem], object]
Deed = Callable[["Voice"], Changes]


@dataclass(frozen=True, slots=True)
class Shown:
    """The quotes of a line, and the documents that they are out of."""

    line: Line = field(repr=False)
    quotes: tuple[Evidence, ...] = ()
    origins: dict[DocumentId, Origin] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """How much a text sounds like the user, and how other texts do that are known."""

    chance: float | None  # None: too little was read, or the text is too short
    own: tuple[float, ...] = ()
    others: tuple[float, ...] = ()


class VoiceRoom(QObject):
    """Starts them as jobs; learning from the mails takes seconds, once."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _voice(self) -> Voice:
        return self._operations.assistant.voice

    def look(
        self, parent: QWidget, on_done: Callable[[StyleCard], object], on_problem: Told
    ) -> None:
        run = Run(self.tr("Look how you write"), quiet=True)
        assistant = self._operations.assistant
        work = once(lambda: assistant.voice.card())  # noqa: PLW0108 - loaded in the job
        self._operations.run(parent, run, work, Lane.ENGINE, on_done=on_done, on_problem=on_problem)

    def quotes(self, parent: QWidget, line: Line, on_done: Callable[[Shown], object]) -> None:
        assistant = self._operations.assistant
        self._operations.fetch(parent, lambda: _quoted(assistant, line), on_done)

    def hear(
        self,
        parent: QWidget,
        text: str,
        on_done: Callable[[Heard], object],
        on_problem: Told,
    ) -> None:
        """Tell how much a text sounds like the user; it is not kept."""
        voice = self._voice
        run = Run(self.tr("Listen to a text"), quiet=True)
        self._operations.run(
            parent, run, once(lambda: _heard(voice, text)), Lane.ENGINE,
            on_done=on_done, on_problem=on_problem,
        )  # fmt: skip

    def do(
        self, parent: QWidget, deed: Deed, on_done: Callable[[], object], on_problem: Told
    ) -> None:
        """Do one of the deeds of the voice that give back what they changed."""
        voice = self._voice

        def done(changes: Changes) -> None:
            on_done()
            self._operations.changed.emit(changes)

        self._operations.put(parent, lambda: deed(voice), None, done, on_problem)


def _quoted(assistant: Assistant, line: Line) -> Shown:
    quotes, origins = [], {}
    for example in line.examples:
        try:
            document = assistant.opened(example.document)
        except Problem:
            continue  # it was erased since the card was made, and its quote goes with it
        origins[example.document] = Origin(document.title, document.kind)
        quotes.append(
            Evidence(
                document=example.document, start=example.start, end=example.end,
                quote=example.quote, stance="supports", strength=Strength.STATED,
                at=document.date, path=assistant.home, locator=document.locator,
            )
        )  # fmt: skip
    return Shown(line, tuple(quotes), origins)


def _heard(voice: Voice, text: str) -> Heard:
    fitted = voice.fitted()
    if fitted is None:
        return Heard(None)
    own, others = fitted.spread
    return Heard(fitted.of(text) if text.strip() else None, own, others)
