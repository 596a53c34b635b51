"""An answer in a model's words, each sentence held against the passage it cites.

The passages are data: they stand between marks that they cannot close, and
nothing they say is followed by anything but words in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import resources
from assistant.agent.sentences import numbers, sentences, share, stems
from assistant.engine.local import LocalModel, Sampling
from memory.search import WORD, content_words
from memory.types import Message, Passage, Statement

MARK = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
SUPPORTED = 0.6  # of a sentence's own words that its passage must hold
NOT_FOUND = "NOT FOUND"
LONGEST = 1500  # characters of one passage that a model is shown


def written(question: str, passages: Sequence[Passage], model: LocalModel) -> Iterator[str]:
    """Yield the model's answer as it comes."""
    yield from model.generate(prompt(question, passages), Sampling())


def prompt(question: str, passages: Sequence[Passage]) -> list[Message]:
    """Build the messages: the rules, then the passages as data, then what is asked."""
    known = "\n\n".join(
        f"<passage number={n}>\n{_header(passage)}\n{_inert(passage.reading[:LONGEST])}\n</passage>"
        for n, passage in enumerate(passages, 1)
    )
    return [
        Message("system", resources.text("prompts/answer.md").strip()),
        Message("user", f"{known}\n\nQuestion: {question}"),
    ]


def checked(reply: str, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """Return the reply sentence by sentence, each with what it stands on.

    A sentence is supported if a passage that it cites, or else the nearest one,
    holds its words and every number in it.
    """
    statements = []
    for sentence in _with_marks(reply):
        text = MARK.sub("", sentence).strip()
        if not WORD.search(text):
            continue
        cited = [int(n) for group in MARK.findall(sentence) for n in group.split(",")]
        cited = [n for n in cited if 1 <= n <= len(passages)]
        holding = [n for n in cited or range(1, len(passages) + 1) if holds(passages[n - 1], text)]
        statements.append(Statement(text, tuple(holding[:2] or cited[:2]), bool(holding)))
    return tuple(statements)


def holds(passage: Passage, sentence: str) -> bool:
    """Whether the passage holds the words of the sentence and all its numbers."""
    known = f"{_header(passage)} {passage.reading}"
    own = dict.fromkeys(content_words(sentence), 1.0)
    if numbers(sentence) - numbers(known):
        return False
    return share(own, stems(known)) >= SUPPORTED if own else False


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
