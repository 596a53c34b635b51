"""A voice made up in memory: a card of some lines, and how texts sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.voice.card import (
    EVERYWHERE,
    Correspondent,
    Example,
    Line,
    Place,
    State,
    StyleCard,
)
from assistant.voice.traits import OWN, own_words, traits
from memory.errors import Problem
from memory.types import Changes, DocumentId, Topic

TO_BO = Place(who="bo@example.org")
QUOTE = Example(DocumentId("d1"), 0, 7, "Hi Bo,\n")


def said(trait: str, value: str, place: Place = EVERYWHERE, times: int = 34, of: int = 41) -> Line:
    text = traits()[trait].sentence(value, "12", "90")
    shown = (QUOTE,) if value not in {"never", ""} else ()
    return Line(trait, place, value, text, times, of, shown)


LINES = (
    said("greeting", "Hi [first name]"),
    said("closing", "Best"),
    said("signature", "Ada", times=41),
    said("length", "40", times=41),
    said("sentences", "13", times=41),
    said("contractions", "contracted"),
    said("hedges", "sometimes", times=12),
    said("exclamation", "seldom", times=5),
    said("emoji", "never", times=41),
    said("greeting", "Dearest [first name]", TO_BO, 8, 8),
)
WAITS = replace(
    said("dashes", "never", times=3, of=0),
    state=State.WAITING,
    why="3 drafts: dashes taken out",
    examples=(),
)
MANY = tuple(Correspondent(f"{n}@example.org", f"Correspondent {n}", 60 - n) for n in range(45))


@dataclass
class FakeLikeness:
    """Finds what has "I’d" in it like the user."""

    spread: tuple[Sequence[float], Sequence[float]] = (
        tuple(0.55 + 0.45 * n / 60 for n in range(60)),
        tuple(0.6 * (n / 120) ** 2 for n in range(120)),
    )

    def of(self, text: str) -> float | None:
        if len(text) < 20:
            return None
        return 0.82 if "I’d" in text else 0.12


@dataclass
class FakeVoice:
    """Keeps what is decided by the ids of lines; notes what was changed in drafts."""

    lines: tuple[Line, ...] = LINES
    mails: int = 41
    people: tuple[Correspondent, ...] = (Correspondent("bo@example.org", "Bo Lindqvist", 8),)
    problem: Problem | None = None
    heard_of: FakeLikeness | None = field(default_factory=FakeLikeness)
    before: list[tuple[Line, ...]] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    looked: int = 0

    def card(self) -> StyleCard:
        self.looked += 1
        self._fail()
        return StyleCard(
            self.lines, self.mails, self.people, ("English", "German"), ("new", "reply")
        )

    def fitted(self) -> FakeLikeness | None:
        self._fail()
        return self.heard_of

    def heard(self, draft: str, accepted: str, *, to: str = "", language: str = "") -> Changes:
        self.changed.append((draft, accepted, to))
        return Changes("Learn from an edit", frozenset({Topic.VOICE}))

    def change(self, line: Line, value: str) -> Changes:
        self._fail()
        if line.trait == OWN:
            return self._put(line, replace(line, text=own_words(value)))
        value = traits()[line.trait].checked(value)
        text = traits()[line.trait].sentence(value)
        return self._put(line, replace(line, value=value, text=text, state=State.CHANGED))

    def strike(self, line: Line) -> Changes:
        return self._put(line, replace(line, state=State.STRUCK) if line.trait != OWN else None)

    def restore(self, line: Line) -> Changes:
        return self._put(line, replace(line, state=State.LEARNED, locked=False))

    def lock(self, line: Line, locked: bool = True) -> Changes:
        return self._put(line, replace(line, state=State.CHANGED, locked=locked))

    def accept(self, line: Line) -> Changes:
        return self._put(line, replace(line, state=State.ACCEPTED))

    def refuse(self, line: Line) -> Changes:
        return self._put(line, None)

    def add(self, text: str, place: Place = EVERYWHERE) -> Changes:
        self._fail()
        self.before.append(self.lines)
        self.lines = (*self.lines, Line(OWN, place, "", own_words(text), state=State.OWN))
        return _changes()

    def undo(self) -> Changes:
        if not self.before:
            raise Problem("There is nothing to undo.")
        self.lines = self.before.pop()
        return _changes()

    def _put(self, line: Line, new: Line | None) -> Changes:
        self._fail()
        self.before.append(self.lines)
        found = [new if one.id == line.id else one for one in self.lines]
        self.lines = tuple(one for one in found if one is not None)
        return _changes()

    def _fail(self) -> None:
        problem, self.problem = self.problem, None
        if problem is not None:
            raise problem


def _changes() -> Changes:
    return Changes("Change a line", frozenset({Topic.VOICE}))
