"""Terms that this reader may not know, and what the user's own documents say that they are.

How likely one is unknown: σ(w0 + w1·rarity − w2·log(1 + own) − w3·log(1 + read)), where own
and read count the user's documents and the others' that hold it.  No model is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.profile.extract.grammar import Sentence, sentences
from assistant.profile.owner import Owner
from assistant.shorthand.lexicon import usual
from memory.search.vocabulary import Use
from memory.types import Document, DocumentId

W0, W1, W2, W3 = -2.0, 4.0, 3.0, 0.7  # one use of one's own, or a handful read, and it is known
UNKNOWN = 0.6  # from which on it is shown
SHOWN = 6  # in one document: a page full of marks explains nothing
LOOKED_UP = 80  # candidates of one document
LANGUAGES = ("en", "de")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
WORD_RARITY = 0.85  # of a word that no list of usual words has: it may be a slip, or a compound
LONGEST = 400  # characters of a sentence that explains
FEWEST = 2  # capitals that stand for words; one stands for anything

CAPITALS = re.compile(r"(?<![\w.@/-])(?=[A-ZÄÖÜ0-9&-]*[A-ZÄÖÜ][A-ZÄÖÜ0-9&-]*[A-ZÄÖÜ])"
                      r"[A-ZÄÖÜ][A-ZÄÖÜ0-9&-]{1,7}s?(?![\w@/-])")  # fmt: skip
CAMEL = re.compile(r"(?<![\w.@/-])[A-Za-z]+[a-z][A-Z]\w*(?![\w@/-])")
SEVERAL = re.compile(  # two such words are mostly somebody's name
    r"(?<![\w.@-])[A-ZÄÖÜ][a-zäöüß]{2,}(?: [A-ZÄÖÜ][a-zäöüß]{2,}){2,3}(?![\w@-])"
)
RARE = re.compile(r"(?<![\w.@/’'-])[a-zäöüß]{7,}(?![\w@/’'-])")
WORDS = re.compile(r"[^\W\d_]+")

ARTICLE = r"(?:an?|the|our|your|one of|ein(?:e[rsnm]?)?|der|die|das|unser[e]?|dein[e]?)"
IS = r"(?:is|are|was|ist|sind|war|means|stands for|refers to|bedeutet|heißt|steht für)"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its first place in a document."""

    text: str = field(repr=False)
    start: int
    end: int
    unknown: float  # 0 to 1: how likely the reader does not know it
    own: int = 0  # documents of the user that hold it
    read: int = 0  # documents of others


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence of the user's documents that says what a term is."""

    term: str = field(repr=False)
    quote: str = field(repr=False)
    document: DocumentId
    start: int
    end: int
    stands_for: str = field(default="", repr=False)  # the words that its letters begin


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be a term."""

    text: str = field(repr=False)
    start: int
    rarity: float  # 0: everybody's word; 1: nobody's


def unknown_terms(
    document: Document,
    owner: Owner,
    used: Callable[[str], Sequence[Use]],
    known: Callable[[str], bool],
    names: Collection[str] = (),
) -> tuple[Term, ...]:
    """Return the terms of a document that its reader likely does not know, in its order.

    ``used`` looks a term up, ``known`` tells what the user has marked, ``names`` are of people.
    """
    if owner.wrote(document):
        return ()
    found = []
    for one in list(candidates(document, names))[:LOOKED_UP]:
        if not known(one.text):
            term = _weighed(one, document, owner, used(one.text))
            found += [term] if term.unknown >= UNKNOWN else []
    surest = sorted(found, key=lambda term: (-term.unknown, term.start))[:SHOWN]
    return tuple(sorted(surest, key=lambda term: term.start))


def _weighed(one: Candidate, document: Document, owner: Owner, used: Iterable[Use]) -> Term:
    others = [use for use in used if use.document != document.id]
    own = {use.document for use in others if is_own(use, owner)}
    read = {use.document for use in others if not is_own(use, owner)}
    unknown = likely_unknown(one.rarity, len(own), len(read))
    return Term(one.text, one.start, one.start + len(one.text), unknown, len(own), len(read))


def likely_unknown(rarity: float, own: int, read: int) -> float:
    """Return how likely a term is unknown to who used it and read it in so many documents."""
    weight = W0 + W1 * rarity - W2 * math.log1p(own) - W3 * math.log1p(read)
    return 1 / (1 + math.exp(-weight))


def is_own(use: Use, owner: Owner) -> bool:
    return use.own or (bool(use.speaker) and owner.is_named(use.speaker))


def candidates(document: Document, names: Collection[str] = ()) -> Iterator[Candidate]:
    """Yield what of a document might be a term, each once, in order."""
    text = document.text
    for fold in document.folds:
        text = text[: fold.start] + "\n" * (fold.end - fold.start) + text[fold.end :]
    people = {word.casefold() for name in names for word in WORDS.findall(name)}
    found: dict[str, Candidate] = {}
    for pattern in (CAPITALS, CAMEL, SEVERAL, RARE):
        for match in pattern.finditer(text):
            term = match[0].rstrip("&-")
            rarity = _rarity(term, plain=pattern is RARE)
            words = {word.casefold() for word in WORDS.findall(term)}
            if rarity > 0 and not words & people and not _is_shouted(text, match):
                found.setdefault(term, Candidate(term, match.start(), rarity))
    yield from sorted(found.values(), key=lambda one: one.start)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the line is in capitals altogether, so that they tell nothing."""
    line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    return line.isupper() and len(line.split()) > 1


def _rarity(term: str, *, plain: bool) -> float:
    """Return how rare a term is in everybody's language."""
    words = WORDS.findall(term.lower())
    ranks = [_ranks().get(word) for word in words]
    if plain:
        return 0.0 if _is_nearly_usual(words[0]) else WORD_RARITY
    if len(words) > 1:
        return 1.0 if any(rank is None for rank in ranks) else WORD_RARITY
    rank = ranks[0] if ranks else 0  # "OK", "TV", "USA": capitals that everybody reads
    return 1.0 if rank is None else math.log1p(rank) / math.log1p(len(_ranks()))


def _is_nearly_usual(word: str) -> bool:
    """Whether one letter makes it a usual word: then it is one, or a slip, or a form of one."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    near = [head + tail[1:] for head, tail in cuts]  # the last is the word itself
    near += [head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1]
    near += [head + new + tail for head, tail in cuts for new in LETTERS]
    near += [head + new + tail[1:] for head, tail in cuts for new in LETTERS]
    return any(one in _ranks() for one in near)


@cache
def _ranks() -> dict[str, int]:
    """Return the usual words of the languages that are read, and how usual: 0 the most."""
    ranks: dict[str, int] = {}
    for language in LANGUAGES:
        for rank, word in enumerate(usual(language)):
            ranks[word] = min(rank, ranks.get(word, rank))
    return ranks


# What it is


def explained(term: str, used: Iterable[Use]) -> Explanation | None:
    """Return the sentence that says best what a term is, the newest of equals; None: none does."""
    best: tuple[int, Explanation] | None = None
    for use in used:
        for sentence in sentences(use.text):
            grade, stands_for = _grade(term, sentence)
            if grade and (best is None or grade >= best[0]):
                start = use.start + sentence.start
                end = start + len(sentence.text)
                best = (
                    grade,
                    Explanation(term, sentence.text, use.document, start, end, stands_for),
                )
    return best[1] if best else None


def _grade(term: str, sentence: Sentence) -> tuple[int, str]:
    """Return how well a sentence tells what the term is, 0 to 3, and what its letters stand for."""
    text = sentence.text
    if len(text) > LONGEST or text.rstrip("\"'”’)] ").endswith("?"):
        return 0, ""
    it = rf"(?<!\w){re.escape(term)}(?!\w)"
    long = _spelled_out(term, text, it)
    said = rf"{it}[\"”’)]*,? (?:\([^)]*\) )?"
    if re.search(rf"{said}{IS} {ARTICLE}\b|{said}(?:means|stands for|steht für|bedeutet)\b", text):
        return 3, long
    if long:
        return 2, long
    is_told = re.search(rf"(?<!, ){it}, {ARTICLE} \w+", text)
    return (1, "") if is_told else (0, "")


def _spelled_out(term: str, text: str, it: str) -> str:
    """Return the words whose first letters are the term, in a bracket after it or before one."""
    letters = [letter.lower() for letter in term if letter.isalpha() and letter.isupper()]
    if len(letters) < FEWEST:
        return ""
    after = re.search(rf"{it} \(([^)]+)\)", text)
    if after and _initials(after[1]) == letters:
        return after[1]
    before = re.search(rf"((?:[\w-]+ ){{{len(letters)}}})\({re.escape(term)}\)", text)
    if before and _initials(before[1]) == letters:
        return before[1].strip()
    return ""


def _initials(words: str) -> list[str]:
    return [word[0].lower() for word in WORDS.findall(words)]
