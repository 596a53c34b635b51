"""What a model reads in a sentence that no rule understood: one small decision at a time.

First whether it tells something lasting of who wrote it, by the likelihood of two
labels; then of what kind, and in which of its words.  A value that does not
stand in the sentence is refused.  What comes of it is a conclusion: it waits
until the user says yes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from functools import cache

import resources
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from assistant.profile.extract.drafting import Said, sentence_case
from assistant.profile.extract.grammar import WORD, Sentence, Span, is_statement, sentences
from assistant.profile.extract.turns import Turn
from memory.claims.slots import slot, slots
from memory.types import ClaimKind, DocumentId, Draft, Message, Strength

YES, NO = "yes", "no"
FEWEST, MOST = 4, 40  # words of a sentence that may tell something
LONGEST = 60  # characters of a value
FIRST_PERSON = re.compile(
    r"\b(?:i|i['’]\w+|my|mine|we|our|ich|mein\w*|wir|unser\w*)\b", re.IGNORECASE
)
SMALL = Sampling(temperature=0, max_tokens=60)
LEFT_OUT = {"topic", "did", "greeting", "closing", "emoji", "writes_to"}  # counted, not concluded


def worth_asking(turn: Turn, understood: set[int]) -> Iterator[Sentence]:
    """Yield the sentences of a turn of the user's that no rule understood and that may tell.

    ``understood`` are the places of those from which something was learned.
    """
    for sentence in sentences(turn.text) if turn.own else ():
        count = len(WORD.findall(sentence.text))
        if turn.start + sentence.start in understood or not FEWEST <= count <= MOST:
            continue
        if FIRST_PERSON.search(sentence.masked) and is_statement(sentence, 0, len(sentence.masked)):
            yield sentence


def concluded(
    document: DocumentId, turn: Turn, sentence: Sentence, model: LocalModel
) -> Generator[str, None, Draft | None]:
    """Return what a model makes of one sentence, None if nothing that stands in it.

    Yields nothing, often.  Raises Problem when the model's process ends.
    """
    asked = _asked(sentence)
    yes, no = yield from model.score(asked, (YES, NO))
    if yes <= no:
        return None
    reply = ""
    for piece in model.generate(asked, SMALL, _schema()):
        reply += piece
        yield ""
    found = _found(reply, sentence)
    if found is None:
        return None
    name, value = found
    told = slot(name)
    text = sentence_case(f"{told.label or name}: {value.text}")
    kind = told.kind or ClaimKind.FACT
    return Said(document, turn, sentence).draft(kind, name, value, text, Strength.INFERRED)


def _asked(sentence: Sentence) -> list[Message]:
    rules = resources.text("prompts/conclude.md").strip()
    inert = sentence.text.replace("<", "‹").replace(">", "›")
    question = "Does it tell something lasting about the writer: yes or no?"
    return [Message("system", rules), Message("user", f"<sentence>{inert}</sentence>\n{question}")]


@cache
def _schema() -> str:
    """Return the form of a conclusion: which slot, and which words of the sentence."""
    names = sorted(name for name in slots() if name not in LEFT_OUT)
    words = {"type": "string"}
    properties = {"what": {"enum": names}, "words": words}
    return json.dumps({"type": "object", "properties": properties, "required": ["what", "words"]})


def _found(reply: str, sentence: Sentence) -> tuple[str, Span] | None:
    """Return the slot and where its words stand in the sentence; None if they do not."""
    try:
        said = json.loads(reply)
        name, words = str(said["what"]), " ".join(str(said["words"]).split())
    except (ValueError, KeyError, TypeError):
        return None
    if name not in slots() or not 0 < len(words) <= LONGEST or not WORD.search(words):
        return None
    start = sentence.masked.casefold().find(words.casefold())
    if start < 0 or len(sentence.masked.casefold()) != len(sentence.masked):
        return None
    return name, Span(start, start + len(words), sentence.text[start : start + len(words)])
