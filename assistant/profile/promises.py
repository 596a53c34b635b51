"""What one said one would do for the other and nothing says was done: by rules, from the texts.

Rather none than a wrong one: only between two, in so many words, and gone as soon as anything
later reads like "done", "thanks for it" or "never mind".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

import resources
from assistant.profile.extract.grammar import Sentence, alternatives, is_statement, sentences
from memory.search.words import content_words
from memory.times.dates import dates_in
from memory.types import DocumentId

LAPSES = timedelta(days=180)  # after it was said, or was due: then it is no longer told
SOON = timedelta(days=14)  # in a chat everything follows everything; only so long it answers
HEAD = 3  # sentences at the beginning of an answer in which it agrees
SHORT = 5  # words of a greeting
LONGEST = 400  # characters of a sentence that is read
FIRST = 1  # words in common by which another exchange is about the same


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two said to the other, in one go."""

    mine: bool
    document: DocumentId
    start: int  # of the text in its document
    text: str = field(repr=False)
    at: datetime
    exchange: str  # in which it was said: a thread of mails, a chat
    chat: bool = False
    attached: bool = False  # something came with it


@dataclass(frozen=True, slots=True)
class Promise:
    """Something one of the two still owes the other."""

    mine: bool
    quote: str = field(repr=False)
    document: DocumentId
    start: int
    end: int
    at: datetime
    due: datetime | None = None  # the day by which, if one was said
    agreed: str = field(default="", repr=False)  # to what was asked: the words that did

    def is_late(self, now: datetime) -> bool:
        return self.due is not None and self.due + timedelta(days=1) <= now


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, taken apart once."""

    said: Said
    sentences: list[Sentence]
    settled: list[Settled]


@dataclass(frozen=True, slots=True)
class Settled:
    """A sentence that may say that something was done, came, or is not needed any more."""

    by_promiser: bool
    by_other: bool
    words: frozenset[str]


def open_promises(exchanged: Iterable[Said], now: datetime) -> list[Promise]:
    """Return what is open between the two, on both sides, what is due first first."""
    ordered = sorted(exchanged, key=lambda one: (one.at, one.document, one.start))
    heard = [_heard(one) for one in ordered]
    found: list[Promise] = []
    for n, one in enumerate(heard):
        later = [each for each in heard[n + 1 :] if _is_later(each.said, one.said)]
        found += [made for made in _promised(one) if not _is_closed(made, one, later)]
        agreed, answer = _agreed(one, heard[n + 1 :])
        after = [each for each in later if answer is None or each is not answer]
        found += [made for made in agreed if not _is_closed(made, one, after)]
    standing = [one for one in _each_once(found) if (one.due or one.at) + LAPSES > now]
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(standing, key=lambda one: (one.due or far, one.at, one.start))


def _heard(said: Said) -> Heard:
    told = [one for one in sentences(said.text) if len(one.text) <= LONGEST]
    return Heard(said, told, [settled for one in told if (settled := _settled(one))])


def _settled(sentence: Sentence) -> Settled | None:
    if sentence.text.rstrip().endswith("?"):
        return None
    off = _pattern("off").search(sentence.masked) is not None
    done = off or _pattern("done").search(sentence.masked) is not None
    received = off or _pattern("received").search(sentence.masked) is not None
    if not done and not received:
        return None
    return Settled(done, received, frozenset(content_words(sentence.text)))


def _is_later(one: Said, made: Said) -> bool:
    """Whether it can tell of what was promised before: the same mail cannot."""
    return one.chat or one.document != made.document


def _each_once(found: Sequence[Promise]) -> list[Promise]:
    """Leave out what was said again: the newest stands for it."""
    newest: dict[tuple[bool, tuple[str, ...]], Promise] = {}
    for one in found:
        newest[one.mine, tuple(content_words(one.quote))] = one
    return list(newest.values())


# What is promised


def _promised(heard: Heard) -> Iterator[Promise]:
    for sentence in heard.sentences:
        match = _commits().search(sentence.masked)
        if match and _is_earnest(sentence, match):
            yield _promise(heard.said, sentence)


def _is_earnest(sentence: Sentence, match: re.Match[str]) -> bool:
    if _pattern("no_promise").search(sentence.masked):
        return False
    return is_statement(sentence, match.start(), match.end())


def _agreed(asked: Heard, later: Sequence[Heard]) -> tuple[list[Promise], Heard | None]:
    """Return what was asked for, if what the other said next agrees to it, and that."""
    said = asked.said
    requests = [one for one in asked.sentences if is_request(one)]
    if not requests:
        return [], None
    answer = next((one for one in later if one.said.exchange == said.exchange), None)
    if answer is None or answer.said.mine == said.mine or any(_promised(answer)):
        return [], None  # what is promised in so many words is told by itself
    agreed = _agreement(answer.sentences)
    pressing = [one for one in requests if not _is_plain(agreed) or _is_pressing(one, said.at)]
    made = [_promise(said, one) for one in pressing] if agreed else []
    return [replace(one, mine=answer.said.mine, agreed=agreed) for one in made], answer


def is_request(sentence: Sentence) -> bool:
    """Whether a sentence asks somebody to do something, in so many words."""
    if _pattern("asks_directly").search(sentence.masked):
        return True
    match = _pattern("asks").search(sentence.masked)
    if match is None or not sentence.text.rstrip("\"'”’)] ").endswith("?"):
        return False
    rest = sentence.masked[match.end() :]
    return not re.match(rf"\W*(?:\w+\s+)?(?:{_listed('only_asks')})\b", rest, re.IGNORECASE)


def _is_pressing(sentence: Sentence, at: datetime) -> bool:
    polite = _pattern("politely").search(sentence.masked) is not None
    return polite or last_day(sentence, at) is not None


def _agreement(answer: Sequence[Sentence]) -> str:
    """Return the sentence with which an answer agrees; "" if it does not, or not without a but."""
    told = [one for one in answer if not _is_greeting(one.text)][:HEAD]
    for one in told[:2]:
        begins = re.match(
            rf"\W*(?:{_listed('agrees')}|{_listed('yes')})\b", one.text, re.IGNORECASE
        )
        if begins:
            doubts = any(_pattern("but").search(each.masked) for each in told)
            return "" if doubts or one.text.rstrip().endswith("?") else one.text
    return ""


def _is_plain(agreed: str) -> bool:
    return _pattern("agrees").search(agreed) is None


def _is_greeting(text: str) -> bool:
    greets = re.match(rf"\W*(?:{alternatives('greetings')})\b", text, re.IGNORECASE)
    return greets is not None and len(text.split()) <= SHORT and not _has_yes(text)


def _has_yes(text: str) -> bool:
    return _pattern("agrees").search(text) is not None or _pattern("yes").search(text) is not None


def _promise(said: Said, sentence: Sentence) -> Promise:
    start = said.start + sentence.start
    return Promise(
        mine=said.mine,
        quote=sentence.text,
        document=said.document,
        start=start,
        end=start + len(sentence.text),
        at=said.at,
        due=last_day(sentence, said.at),
    )


def last_day(sentence: Sentence, at: datetime) -> datetime | None:
    """Return the last day of the first time it speaks of that is not over."""
    for mention in dates_in(sentence.masked, at):
        last = mention.ends.date() - timedelta(days=1)
        if last >= at.date() and last - at.date() < timedelta(days=400):
            return datetime.combine(last, time(), at.tzinfo)
    return None


# What closes it


def _is_closed(promise: Promise, made: Heard, later: Iterable[Heard]) -> bool:
    about = set(content_words(promise.quote))
    return any(_closes(one, promise, made.said, about) for one in later)


def _closes(heard: Heard, promise: Promise, made: Said, about: set[str]) -> bool:
    one = heard.said
    by_promiser = one.mine == promise.mine
    near = one.exchange == made.exchange and (not made.chat or one.at - made.at <= SOON)
    if near and by_promiser and one.attached:
        return True
    return any(
        near or len(about & settled.words) >= FIRST
        for settled in heard.settled
        if (settled.by_promiser if by_promiser else settled.by_other)
    )


# How it is said


@cache
def _commits() -> re.Pattern[str]:
    english = rf"(?:{_listed('begins')})\s+(?:(?:{_listed('between')})\s+)*(?:{_listed('doing')})"
    return re.compile(
        rf"(?<![\w'’])(?:{english}|{_listed('doing_german')})(?![\w'’])", re.IGNORECASE
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’])(?:{_listed(name)})(?![\w'’])", re.IGNORECASE)


@cache
def _listed(name: str) -> str:
    """Return the phrases of a list as one pattern, of which the longer come first."""
    lines = _data()[name].strip().split("\n")
    phrases = [phrase for line in lines for phrase in _phrases(line)]
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(phrase.replace(" ", r"\s+") for phrase in ordered)


def _phrases(line: str) -> Iterator[str]:
    """Yield what stands between the "|"s that are in no bracket."""
    depth, phrase = 0, ""
    for letter in line:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            yield phrase
            phrase = ""
        else:
            phrase += letter
    yield phrase


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(resources.text("patterns/promises.toml"))
