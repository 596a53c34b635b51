"""What the memory holds that a reply needs: for each question its passage, for each day what is on.

What is found is found for the user.  What may go into a reply to somebody whom they have never
written to, or is sensitive, is theirs to take up: such a fact is ``private``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from assistant.agent.believe import Known
from assistant.agent.quote import answers_kind, candidates, chosen, quoted
from assistant.agent.sentences import sentences, share, stems
from assistant.replying.asked import Ask, Day, Letter, Way
from memory.index.vectors import Embedder
from memory.progress import Progress, Work
from memory.search import Filter, Found, Retriever, content_words
from memory.types import Kind, Passage, Sensitivity, Used

SEARCHED = 8  # passages for one question
EVENTS = 2  # of one day that are told
LONGEST_SPAN = timedelta(days=3)  # of a longer time nothing is looked up: something is always on

# A question to the user, turned into their own: "where do you live" is "where do I live".
TURNED = [
    (re.compile(pattern, re.IGNORECASE), mine)
    for pattern, mine in (
        (r"\bare you\b", "am I"),
        (r"\bwere you\b", "was I"),
        (r"\byou(?:['’]re| are)\b", "I am"),
        (r"\byours?\b", "my"),
        (r"\byou\b", "I"),
        (r"\bbist du\b", "bin ich"),
        (r"\bhast du\b", "habe ich"),
        (r"\b(\w{2,})st du\b", r"\1e ich"),
        (r"\bdein(\w*)\b", r"mein\1"),
        (r"\b(?:du|dich)\b", "ich"),
    )
]

Believes = Callable[[str], Sequence[Known]]
Wrote = Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that answers one of the asks, by its number, and where it stands."""

    ask: int
    text: str = field(repr=False)
    passage: Passage
    mine: bool = False  # the user's own words
    private: bool = False  # goes into a reply only if the user says so
    busy: Day | None = None  # not an answer: on this day something else is on
    claim: Used | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where facts are looked for."""

    retriever: Retriever
    embedder: Embedder
    believes: Believes  # the claims that answer a question of the user's
    wrote: Wrote  # whether a passage is the user's own words


def looked_up(letter: Letter, sources: Sources) -> Work[Progress, tuple[Fact, ...]]:
    """Return what the memory holds on each ask, in their order."""
    found: list[Fact] = []
    for n, ask in enumerate(letter.asks):
        yield Progress(n, len(letter.asks), "Looking through what you gave me")
        if ask.way is Way.QUESTION:
            found += _answers(n, ask, letter, sources)
        found += _taken(n, ask, sources.retriever)
    return tuple(found)


def missing(letter: Letter, facts: Sequence[Fact]) -> tuple[int, ...]:
    """Return the numbers of the questions to which nothing was found."""
    answered = {fact.ask for fact in facts if fact.busy is None}
    return tuple(
        n for n, ask in enumerate(letter.asks) if ask.way is Way.QUESTION and n not in answered
    )


def as_own(question: str) -> str:
    """Return a question to the user as they would ask it of themselves."""
    for pattern, mine in TURNED:
        question = pattern.sub(mine, question)
    return question


def _answers(n: int, ask: Ask, letter: Letter, sources: Sources) -> Iterator[Fact]:
    """Yield the claim that answers, or else the sentence; what the letter says is no answer."""
    question = as_own(ask.text)
    for known in sources.believes(question):
        told = [one for one in known.passages if one.document != letter.document]
        if told:
            private = known.claim.sensitivity is not Sensitivity.NORMAL or not letter.known
            mine = sources.wrote(told[0])
            yield Fact(n, quoted(told[0].text), told[0], mine, private, claim=known.used)
            return
    found = sources.retriever.search(ask.text, limit=SEARCHED)
    others = [one for one in found.passages if one.document != letter.document]
    ranked = candidates(
        ask.text,
        Found(others, found.stages),
        retriever=sources.retriever,
        embedder=sources.embedder,
    )
    stated = [one for one in ranked if not one.text.rstrip(' "”’)').endswith("?")]
    for one in chosen(stated)[:1]:
        mine = sources.wrote(one.passage)
        text = quoted(fewest(ask.text, one.text))
        yield Fact(n, text, one.passage, mine, private=not letter.known)


def fewest(question: str, stretch: str) -> str:
    """Return the first sentence of a stretch if it answers as well as the whole: say no more."""
    first = next((one.text for one in sentences(stretch)), stretch)
    asked = dict.fromkeys(content_words(question), 1.0)
    as_near = share(asked, stems(first)) >= share(asked, stems(stretch))
    return first if as_near and answers_kind(question, first) is not False else stretch


def _taken(n: int, ask: Ask, retriever: Retriever) -> Iterator[Fact]:
    """Yield what the user's calendar has on the days that are offered."""
    for day in ask.days:
        if day.ends - day.begins > LONGEST_SPAN:
            continue
        begins, ends = (
            datetime.combine(one, time()).astimezone() for one in (day.begins, day.ends)
        )
        where = Filter(since=begins, until=ends, kind=Kind.EVENT)
        for passage in retriever.search(ask.text, limit=EVENTS, where=where).passages:
            title = quoted(passage.title or passage.text)
            yield Fact(n, title, passage, private=True, busy=day)
