"""A draft: greeting, what the outline says, closing; by rules, or by a model for the middle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import resources
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from assistant.replying.facts import Fact
from assistant.replying.marks import Basis, Mark, marked
from assistant.replying.outline import Line
from assistant.replying.own import SLOT
from assistant.replying.saying import Point, Slots, filled
from ingest.clean import visible
from memory.progress import Progress, TextDelta, Work
from memory.types import Message, Passage

BY_RULES = "rules"
ONE_PARAGRAPH = 280  # characters of a body that is not broken into paragraphs
LONGEST_LETTER, LONGEST_EXAMPLE = 3000, 900  # characters that a model is shown
MOST_TOKENS = 400
OUTSIDE = re.compile(r"^\s*(?:subject|betreff):.*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply to be read, changed and taken by the user; its marks cite ``facts`` by number."""

    text: str = field(repr=False)
    marks: tuple[Mark, ...]
    facts: tuple[Fact, ...]
    made_by: str  # "rules", or the name of the model that wrote it
    tier: int
    why: str  # in a sentence, why it was made so
    likeness: float | None = None  # how much it sounds like the user, 0 to 1

    @property
    def citations(self) -> dict[int, Passage]:
        """The passages that its sentences stand on, by the numbers of their facts, from 1."""
        used = sorted({n for mark in self.marks for n in mark.cites})
        return {n: self.facts[n - 1].passage for n in used}

    @property
    def unsupported(self) -> int:
        return sum(mark.standing == "unsupported" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the user begins and ends; "" where they do not."""

    greeting: str = field(default="", repr=False)
    closing: str = field(default="", repr=False)

    def around(self, body: str) -> str:
        return "\n\n".join(filter(None, (self.greeting, body.strip(), self.closing)))


@dataclass(frozen=True, slots=True)
class Style:
    """What a model is told of how the user writes."""

    rules: tuple[str, ...] = field(default=(), repr=False)
    examples: tuple[str, ...] = field(default=(), repr=False)  # mails of the user


def body(lines: Sequence[Line], language: str, own: Mapping[Point, str]) -> str:
    """Return the lines as the text of a reply, in the user's own sentences where there are."""
    told = [_rendered(line, language, own) for line in lines if line.kept and line.text]
    whole = " ".join(told)
    broken = len(whole) > ONE_PARAGRAPH or any("\n" in one for one in told)
    return "\n\n".join(told) if broken else whole


def _rendered(line: Line, language: str, own: Mapping[Point, str]) -> str:
    phrase = own.get(line.point, "")
    if not phrase or (SLOT in phrase) != (line.day is not None):
        return _ended(line.text)
    return _ended(filled(phrase, language, Slots(day=line.day)))


def _ended(text: str) -> str:
    told = text.strip()
    told = told[:1].upper() + told[1:]
    return told if re.search(r"[.!?…:)\"”“’]$", told) else f"{told}."


def by_rules(
    basis: Basis, frame: Frame, own: Mapping[Point, str], why: str
) -> Work[Progress | TextDelta, Draft]:
    """Draft without a model's words."""
    text = frame.around(body(basis.lines, basis.letter.language, own))
    yield TextDelta(text)
    return drafted(text, basis, made_by=BY_RULES, why=why)


def by_model(
    basis: Basis, frame: Frame, style: Style, model: LocalModel, why: str
) -> Work[Progress | TextDelta, Draft]:
    """Draft in a model's words, between the user's greeting and closing."""
    yield Progress(0, note=f"{model.name} writes")
    if frame.greeting:
        yield TextDelta(f"{frame.greeting}\n\n")
    written = ""
    for piece in model.generate(prompt(basis, style), Sampling(max_tokens=MOST_TOKENS)):
        written += piece
        yield TextDelta(piece) if piece else Progress(0, note=f"{model.name} writes")
    if frame.closing:
        yield TextDelta(f"\n\n{frame.closing}")
    text = frame.around(_bare(written, frame))
    return drafted(text, basis, made_by=model.name, why=why, tier=model.tier)


def drafted(text: str, basis: Basis, *, made_by: str, why: str, tier: int = 0) -> Draft:
    """Return a text with what each of its sentences stands on.

    It holds nothing that cannot be seen: it goes into other programs.
    """
    text = visible(text)
    return Draft(text, marked(text, basis), basis.facts, made_by, tier, why)


def prompt(basis: Basis, style: Style) -> list[Message]:
    """Build the messages: letter and examples are data, the outline is what is to be said."""
    letter = basis.letter
    parts = [
        _part("letter", letter.text.strip()[:LONGEST_LETTER]),
        *(_part("example", one[:LONGEST_EXAMPLE]) for one in style.examples),
    ]
    if style.rules:
        parts.append(_part("style", "\n".join(f"- {rule}" for rule in style.rules)))
    outline = "\n".join(f"- {_inert(line.text)}" for line in basis.lines if line.kept and line.text)
    language = letter.language or "the language of the letter"
    parts.append(f"Language: {language}\n<outline>\n{outline}\n</outline>")
    system = resources.text("prompts/reply.md").strip()
    return [Message("system", system), Message("user", "\n\n".join(parts))]


def _part(name: str, text: str) -> str:
    return f"<{name}>\n{_inert(text)}\n</{name}>"


def _inert(text: str) -> str:
    """Return the text so that it cannot look like one of our marks."""
    return text.replace("<", "‹").replace(">", "›")


def _bare(written: str, frame: Frame) -> str:
    """Return what a model wrote without a subject, greeting and closing of its own."""
    text = OUTSIDE.sub("", written).strip()
    for own in (frame.greeting, frame.closing):
        text = text.removeprefix(own).removesuffix(own).strip() if own else text
    return text
