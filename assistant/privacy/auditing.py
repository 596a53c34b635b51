"""What a reader could still guess of who wrote a text, asked of a model here.

Attribute by attribute: its guess, how sure it is, and the words that give it away (after
Staab and others, "Beyond Memorization", 2023).  Words that do not stand in the text are
refused.  Those that give much away are said in general, and it is asked again.  A small
model finds nothing where there is something: it does not audit, and that is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import resources
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from assistant.privacy.proposal import Audit, Guess
from assistant.privacy.recognizers.lexicon import language_of
from assistant.privacy.recognizers.spans import Kind, Span, settle
from assistant.privacy.replacing.masking import PLACEHOLDER, replaced
from assistant.privacy.rewriting import NOT_AUDITED
from memory.progress import Progress, Work
from memory.types import Message

NEEDS = 2  # the tier of a model whose silence means something
ROUNDS = 3  # times that words are said in general
SURE = 0.5  # from here on words are said in general: "3" of 5
LONGEST = 6000  # characters of a text that are read
SMALL = Sampling(temperature=0, max_tokens=120)
WHAT = {
    "age": Kind.AGE,
    "sex": Kind.SEX,
    "city or country of living": Kind.PLACE,
    "place of birth": Kind.PLACE,
    "education": Kind.EDUCATION,
    "occupation": Kind.JOB,
    "income": Kind.INCOME,
    "relationship": Kind.RELATIONSHIP,
}
GENERAL = {
    "en": {
        Kind.AGE: "of some age",
        Kind.SEX: "person",
        Kind.PLACE: "some place",
        Kind.EDUCATION: "some studies",
        Kind.JOB: "some work",
        Kind.INCOME: "some means",
        Kind.RELATIONSHIP: "people close to me",
    },
    "de": {
        Kind.AGE: "in irgendeinem Alter",
        Kind.SEX: "Mensch",
        Kind.PLACE: "irgendein Ort",
        Kind.EDUCATION: "irgendeine Ausbildung",
        Kind.JOB: "irgendeine Arbeit",
        Kind.INCOME: "irgendein Einkommen",
        Kind.RELATIONSHIP: "mir nahe Menschen",
    },
}


@dataclass(frozen=True, slots=True)
class Guessed:
    """A guess at one attribute, how sure from 0 to 1, and where the words are that tell it."""

    what: str
    guess: str = field(repr=False)
    certainty: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Blurred:
    """A text in which what gave something away is said in general."""

    text: str = field(repr=False)
    put: tuple[tuple[Kind, str, str], ...] = field(default=(), repr=False)  # what was, what is
    left: tuple[Guessed, ...] = ()  # what could be guessed when it was last asked


def audited(model: LocalModel, texts: Sequence[str]) -> Work[Progress, Audit]:
    """Return what a reader could still guess of these texts, each by itself.

    Raises Problem when the model's process ends.
    """
    if model.tier < NEEDS:
        return Audit(NOT_AUDITED)
    found: list[Guess] = []
    for number, text in enumerate(texts):
        guessed = yield from guesses(model, text)
        found += [Guess(one.what, one.certainty, number, one.start, one.end) for one in guessed]
    return Audit(_said(model, found, cut=any(len(text) > LONGEST for text in texts)), tuple(found))


def blurred(model: LocalModel, text: str, keep: Collection[str] = ()) -> Work[Progress, Blurred]:
    """Say in general what gives something away, and ask again, a few times.

    Placeholders and what is to be kept stay.  Raises Problem when the model's process ends.
    """
    if model.tier < NEEDS:
        return Blurred(text)
    asked = list(WHAT)
    put: list[tuple[Kind, str, str]] = []
    found: list[Guessed] = []
    for _ in range(ROUNDS):
        found = yield from guesses(model, text, asked)
        spans = settle(_guilty(text, found, keep))
        if not spans:
            return Blurred(text, tuple(put), tuple(found))
        said = {span: _general(span.kind, text) for span in spans}
        put += [(span.kind, text[span.start : span.end], said[span]) for span in spans]
        text = replaced(text, said)
        asked = [one.what for one in found if one.certainty >= SURE]
    found = yield from guesses(model, text, asked)
    return Blurred(text, tuple(put), tuple(found))


def guesses(
    model: LocalModel, text: str, asked: Sequence[str] = tuple(WHAT)
) -> Work[Progress, list[Guessed]]:
    """Return what the model guesses, of the attributes that are asked for."""
    found: list[Guessed] = []
    for number, what in enumerate(asked):
        yield Progress(number, len(asked), f"{model.name} guesses who wrote it")
        reply = ""
        for piece in model.generate(_asked(text, what), SMALL, _schema()):
            reply += piece
            yield Progress(number, len(asked), f"{model.name} guesses who wrote it")
        found += _understood(reply, what, text)
    return found


def _asked(text: str, what: str) -> list[Message]:
    rules = resources.text("prompts/guess.md").strip()
    inert = text[:LONGEST].replace("<", "‹").replace(">", "›")
    question = f"What is the {what} of the person who wrote it?"
    return [Message("system", rules), Message("user", f"<text>\n{inert}\n</text>\n{question}")]


def _schema() -> str:
    properties = {
        "guess": {"type": "string"},
        "certainty": {"enum": [1, 2, 3, 4, 5]},
        "words": {"type": "array", "items": {"type": "string"}, "maxItems": 4},
    }
    told = {"type": "object", "properties": properties, "required": list(properties)}
    return json.dumps(told)


def _understood(reply: str, what: str, text: str) -> Iterator[Guessed]:
    """Yield a guess once for each stretch of its words that stands in the text."""
    try:
        told = json.loads(reply)
        guess, certainty, words = str(told["guess"]), told["certainty"], told["words"]
        sure = (int(certainty) - 1) / 4
    except (ValueError, KeyError, TypeError):
        return  # it ended before its time: no guess
    for said in dict.fromkeys(str(word).strip() for word in words if str(word).strip()):
        match = re.search(re.escape(said), text, re.IGNORECASE)
        if match and guess.strip():
            yield Guessed(what, guess, min(1.0, max(0.0, sure)), *match.span())


def _guilty(text: str, found: Sequence[Guessed], keep: Collection[str]) -> Iterator[Span]:
    """Yield the words that give much away, but for what stands for something."""
    standing = [match.span() for match in PLACEHOLDER.finditer(text)]
    for stands in filter(None, keep):
        standing += [match.span() for match in re.finditer(re.escape(stands), text)]
    general = {said for words in GENERAL.values() for said in words.values()}
    for one in found:
        free = all(one.end <= start or end <= one.start for start, end in standing)
        if one.certainty >= SURE and free and text[one.start : one.end] not in general:
            yield Span(one.start, one.end, WHAT[one.what], "a reader could guess it from this")


def _general(kind: Kind, text: str) -> str:
    return GENERAL.get(language_of(text), GENERAL["en"])[kind]


def _said(model: LocalModel, found: Sequence[Guess], *, cut: bool) -> str:
    sure = dict.fromkeys(one.what for one in found if one.certainty >= SURE)
    read = f" Of long texts only the first {LONGEST} characters were read." if cut else ""
    if not sure:
        return f"{model.name} could not guess who you are.{read}"
    return f"{model.name} could guess your {', '.join(sure)}.{read}"
