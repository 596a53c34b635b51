"""A question into an answer with passages cited, or the plain word that there is none."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.agent import count
from assistant.agent.believe import Believed, Known, believed, named
from assistant.agent.quote import candidates, chosen, statements
from assistant.agent.write import (
    NOTHING_BEFORE,
    Before,
    checked,
    may_say_not_found,
    says_not_found,
    written,
)
from assistant.engine.local import LocalModel
from memory.errors import Problem
from memory.index.vectors import Embedder
from memory.progress import Progress, TextDelta, Work
from memory.search import Filter, Found, Retriever, content_words
from memory.types import Answer, Passage, Stage, Statement

NOT_FOUND = "I did not find this in what you gave me."
SHORT = 2  # words that say something; a question with fewer leans on the one before
LEANING = {
    "it",
    "they",
    "them",
    "that",
    "there",
    "then",
    "he",
    "she",
    "er",
    "sie",
    "es",
    "dort",
    "das",
}
ANYTHING = Filter()
NOTHING_BELIEVED = Believed()


@dataclass(frozen=True, slots=True)
class Resources:
    """What answering stands on."""

    retriever: Retriever
    embedder: Embedder
    model: LocalModel | None = None  # one that may write; without it, answers are quotes


def answer(
    question: str,
    tools: Resources,
    *,
    before: Before = NOTHING_BEFORE,
    limit: int = 8,
    where: Filter = ANYTHING,
    without: Collection[str] = (),
    known: Believed = NOTHING_BELIEVED,
) -> Work[Progress | TextDelta, Answer]:
    """Answer from memory on this machine, piece by piece.

    ``before`` is what was said before this question, which may lean on it;
    ``without`` leaves out stages of the search; ``known`` is what is believed and bears on it.
    """
    yield Progress(0, note="Looking through what you gave me")
    counting = None if where else tools.retriever.counting(question)
    if counting is not None and counting.known:
        counted = count.answer(counting)
        yield TextDelta(counted.text)
        return counted
    writes = tools.model is not None and tools.model.tier > 0
    if known.asked and not writes:
        return (yield from _believed(known.asked))
    query = f"{before.question} {question}".strip() if leans(question) else question
    found = tools.retriever.search(query, limit=limit, where=where, without=without)
    if tools.model is not None and writes and (found.passages or known.known):
        try:
            written = yield from _written(question, found, tools.model, known.known, before)
        except Problem as problem:
            note = f"{problem} Quoted instead."
        else:
            if not written.found or any(s.supported for s in written.statements):
                return written
            note = "Nothing of what was written stands in the passages. Quoted instead."
        yield TextDelta(f"\n{note}\n")
        found = replace(found, stages=(*found.stages, Stage("write", 0.0, note)))
        if known.asked:
            return (yield from _believed(known.asked))
    return (yield from _quoted(query, found, tools))


def _believed(known: Sequence[Known]) -> Work[Progress | TextDelta, Answer]:
    result = believed(known)
    yield TextDelta(result.text)
    return result


def overheard(
    work: Work[Progress | TextDelta, Answer], heard: list[str]
) -> Work[Progress | TextDelta, Answer]:
    """Pass the work on, and note what it says."""
    try:
        while True:
            step = next(work)
            if isinstance(step, TextDelta):
                heard.append(step.text)
            yield step
    except StopIteration as stop:
        result: Answer = stop.value
        return result
    finally:
        work.close()


def leans(question: str) -> bool:
    """Whether the question can only be understood with the one before."""
    words = content_words(question)
    return len(words) < SHORT or bool(LEANING & set(question.lower().split()[:4]))


def _quoted(query: str, found: Found, tools: Resources) -> Work[Progress | TextDelta, Answer]:
    yield Progress(0, note="Looking for the sentence that answers")
    began = time.perf_counter()
    ranked = candidates(query, found, retriever=tools.retriever, embedder=tools.embedder)
    quotes = chosen(ranked)
    note = f"{len(ranked)} stretches compared, {len(quotes)} quoted"
    stage = Stage("quote", time.perf_counter() - began, note)
    result = put_together(
        found, stage, statements(quotes), [q.passage for q in quotes], made_by="quoted", tier=0
    )
    yield TextDelta(result.text)
    return result


def _written(
    question: str,
    found: Found,
    model: LocalModel,
    known: Sequence[Known] = (),
    before: Before = NOTHING_BEFORE,
) -> Work[Progress | TextDelta, Answer]:
    found, told = _with_known(found, known)
    yield Progress(0, note=f"{model.name} reads {len(found.passages)} passages")
    began = time.perf_counter()
    reply, shown = "", 0
    for piece in written(question, found.passages, model, told, before):
        reply += piece
        if piece and not may_say_not_found(reply):
            yield TextDelta(reply[shown:])
            shown = len(reply)
        else:
            yield Progress(0, note=f"{model.name} reads {len(found.passages)} passages")
    said = () if says_not_found(reply) else checked(reply, found.passages, told)
    supported = sum(statement.supported for statement in said)
    note = f"{model.name} wrote {len(said)} sentences, {supported} of them supported"
    stage = Stage("write", time.perf_counter() - began, note)
    made = put_together(found, stage, said, found.passages, made_by=model.name, tier=model.tier)
    return replace(made, claims=tuple(one.used for one in known))


def _with_known(found: Found, known: Sequence[Known]) -> tuple[Found, list[str]]:
    """Return the passages with those that told what is believed, and its sentences."""
    if not known:
        return found, []
    told = [passage for one in known for passage in one.passages[:1]]
    new = [one for one in told if not any(_holds(other, one) for other in found.passages)]
    numbered = [replace(one, rank=n) for n, one in enumerate([*found.passages, *new], 1)]
    note = f"{len(known)} of what is believed told to the model"
    stages = (*found.stages, Stage("profile", 0.0, note))
    return Found(numbered, stages), [named(one.claim) for one in known]


def _holds(passage: Passage, other: Passage) -> bool:
    """Whether a passage holds another one as a whole."""
    within = passage.start <= other.start and other.end <= passage.end
    return passage.document == other.document and within


def put_together(
    found: Found,
    stage: Stage,
    said: Sequence[Statement],
    cited: Sequence[Passage],
    *,
    made_by: str,
    tier: int,
) -> Answer:
    """Put the answer together, with its citations numbered in the order they are used."""
    used = list(dict.fromkeys(n for statement in said for n in statement.cites))
    number = {old: new for new, old in enumerate(used, 1)}
    numbered = tuple(replace(s, cites=tuple(number[n] for n in s.cites)) for s in said)
    return Answer(
        text=" ".join(map(with_marks, numbered)) or NOT_FOUND,
        made_by=made_by,
        tier=tier,
        found=bool(numbered),
        statements=numbered,
        citations=tuple(cited[n - 1] for n in used),
        considered=tuple(found.passages),
        trace=(*found.stages, stage),
    )


def with_marks(statement: Statement) -> str:
    """Return the statement as it is shown in plain text."""
    marks = "".join(f"[{n}]" for n in statement.cites)
    doubt = "" if statement.supported else " (not supported)"
    return f"{statement.text} {marks}".strip() + doubt
