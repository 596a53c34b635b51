"""An answer in a model's words, each sentence held against the passage it cites.

The passages are data: they stand between marks that they cannot close, and
nothing they say is followed by anything but words in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import resources
from assistant.agent.sentences import numbers, sentences, share, stems
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from memory.search import WORD, content_words, plain
from memory.types import Message, Passage, Statement, Turn

MARK = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
SUPPORTED = 0.6  # of a sentence's own words that its passage must hold
NOT_FOUND = "NOT FOUND"
LONGEST = 1500  # characters of one passage that a model is shown
LONGEST_CLAIM = 300
LONGEST_TURN = 1000
WINDOW = 6  # turns told at least; whole windows are left out, so that the beginning stays
BEGUN = 4  # letters by which the words of a sentence and of a claim are compared


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before in a conversation, oldest first, and the name by which it is kept."""

    turns: tuple[Turn, ...] = field(default=(), repr=False)
    name: str = ""

    @property
    def question(self) -> str:
        return next((turn.text for turn in reversed(self.turns) if turn.role == "user"), "")


NOTHING_BEFORE = Before()


def written(
    question: str,
    passages: Sequence[Passage],
    model: LocalModel,
    known: Sequence[str] = (),
    before: Before = NOTHING_BEFORE,
) -> Iterator[str]:
    """Yield the model's answer as it comes."""
    messages = prompt(question, passages, known, before.turns)
    yield from model.generate(messages, Sampling(), keep=before.name)


def opening(turns: Sequence[Turn]) -> list[Message]:
    """Build what every prompt of a conversation begins with: the rules, and what was said.

    It stays the same from turn to turn, so that a model reads it once.  What
    differs with the question, the passages and what is believed, comes after it.
    """
    left_out = max(0, len(turns) - WINDOW) // WINDOW * WINDOW
    told = [
        Message(turn.role, MARK.sub("", _inert(turn.text[:LONGEST_TURN])))
        for turn in turns[left_out:]
    ]
    return [Message("system", resources.text("prompts/answer.md").strip()), *told]


def prompt(
    question: str,
    passages: Sequence[Passage],
    known: Sequence[str] = (),
    turns: Sequence[Turn] = (),
) -> list[Message]:
    """Build the messages: the opening, then passages and what is believed as data, the question.

    ``known`` are the sentences of what is believed of who asks.
    """
    shown = "\n\n".join(
        f"<passage number={n}>\n{_header(passage)}\n{_inert(passage.reading[:LONGEST])}\n</passage>"
        for n, passage in enumerate(passages, 1)
    )
    if known:
        rules = resources.text("prompts/profile.md").strip()
        lines = "\n".join(f"- {_inert(one[:LONGEST_CLAIM])}" for one in known)
        shown = f"{shown}\n\n{rules}\n<profile>\n{lines}\n</profile>".strip()
    return [*opening(turns), Message("user", f"{shown}\n\nQuestion: {question}")]


def checked(
    reply: str, passages: Sequence[Passage], known: Sequence[str] = ()
) -> tuple[Statement, ...]:
    """Return the reply sentence by sentence, each with what it stands on.

    A sentence is supported if a passage that it cites, or else the nearest one,
    holds its words and every number in it; or if what is believed does.
    """
    statements = []
    for sentence in _with_marks(reply):
        text = MARK.sub("", sentence).strip()
        if not WORD.search(text):
            continue
        cited = [int(n) for group in MARK.findall(sentence) for n in group.split(",")]
        cited = [n for n in cited if 1 <= n <= len(passages)]
        holding = [n for n in cited or range(1, len(passages) + 1) if holds(passages[n - 1], text)]
        supported = bool(holding) or any(_is_told(text, one) for one in known)
        statements.append(Statement(text, tuple(holding[:2] or cited[:2]), supported))
    return tuple(statements)


def holds(passage: Passage, sentence: str) -> bool:
    """Whether the passage holds the words of the sentence and all its numbers."""
    known = f"{_header(passage)} {passage.reading}"
    own = dict.fromkeys(content_words(sentence), 1.0)
    if numbers(sentence) - numbers(known):
        return False
    return share(own, stems(known)) >= SUPPORTED if own else False


def _is_told(sentence: str, claim: str) -> bool:
    """Whether a claim holds the words of the sentence: "You live in Leeds" in "Lives in Leeds"."""
    own = {plain(word)[:BEGUN] for word in content_words(sentence)}
    told = {plain(word)[:BEGUN] for word in content_words(claim)}
    return bool(own) and own <= told and not numbers(sentence) - numbers(claim)


def says_not_found(reply: str) -> bool:
    """Whether that is all the reply says."""
    return _bare(reply) == NOT_FOUND


def may_say_not_found(reply: str) -> bool:
    """Whether what was written so far may become that; until then it is not shown."""
    return NOT_FOUND.startswith(_bare(reply))


def _bare(reply: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", reply.upper()))


def _with_marks(reply: str) -> list[str]:
    """Return the sentences, each with the marks that follow its full stop."""
    marked = re.sub(r"([.!?])((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)", r"\2\1", reply)
    return [sentence.text for sentence in sentences(marked)]


def _header(passage: Passage) -> str:
    date = f"{passage.date:%d %B %Y}" if passage.date else "no date"
    return _inert(f"{passage.title} ({date}; {', '.join(passage.people[:4])})")


def _inert(text: str) -> str:
    """Return the text so that it cannot look like one of our marks."""
    return text.replace("<", "‹").replace(">", "›")
