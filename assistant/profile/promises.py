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


def open_promises(exchanged: Iterable[Said], now: datetime) -> list[Promise]:
    """Return what is open between the two, on both sides, what is due first first."""
    said = sorted(exchanged, key=lambda one: (one.at, one.document, one.start))
    found: list[Promise] = []
    for n, one in enumerate(said):
        for promise in [*_promised(one), *_agreed(one, said[n + 1 :])]:
            kept = _kept_by(promise, said)
            later = said[said.index(kept) + 1 :]
            others = [each for each in later if each.chat or each.document != kept.document]
            if not _is_closed(promise, kept, others):
                found.append(promise)
    standing = [one for one in _each_once(found) if (one.due or one.at) + LAPSES > now]
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(standing, key=lambda one: (one.due or far, one.at, one.start))


def _each_once(found: Sequence[Promise]) -> list[Promise]:
    """Leave out what was said again: the newest stands for it."""
    newest: dict[tuple[bool, tuple[str, ...]], Promise] = {}
    for one in found:
        newest[one.mine, tuple(content_words(one.quote))] = one
    return list(newest.values())


# What is promised


def _promised(said: Said) -> Iterator[Promise]:
    for sentence in sentences(said.text):
        match = _commits().search(sentence.masked)
        if match and _is_earnest(sentence, match):
            yield _promise(said, sentence)


def _is_earnest(sentence: Sentence, match: re.Match[str]) -> bool:
    if len(sentence.text) > LONGEST or _pattern("no_promise").search(sentence.masked):
        return False
    return is_statement(sentence, match.start(), match.end())


def _agreed(asked: Said, later: Sequence[Said]) -> Iterator[Promise]:
    """Yield what was asked for, if what the other said next agrees to it."""
    requests = [one for one in sentences(asked.text) if _is_request(one)]
    if not requests:
        return
    answer = next((one for one in later if one.exchange == asked.exchange), None)
    if answer is None or answer.mine == asked.mine or any(_promised(answer)):
        return  # what is promised in so many words is told by itself
    agreed = _agreement(answer.text)
    for request in requests if agreed else ():
        if _is_plain(agreed) and not _is_pressing(request, asked.at):
            continue
        made = _promise(asked, request)
        yield replace(made, mine=answer.mine, agreed=agreed)


def _is_request(sentence: Sentence) -> bool:
    if len(sentence.text) > LONGEST:
        return False
    if _pattern("asks_directly").search(sentence.masked):
        return True
    match = _pattern("asks").search(sentence.masked)
    if match is None or not sentence.text.rstrip("\"'”’)] ").endswith("?"):
        return False
    rest = sentence.masked[match.end() :]
    return not re.match(rf"\W*(?:\w+\s+)?(?:{_listed('only_asks')})\b", rest, re.IGNORECASE)


def _is_pressing(sentence: Sentence, at: datetime) -> bool:
    polite = _pattern("politely").search(sentence.masked) is not None
    return polite or _due(sentence, at) is not None


def _agreement(text: str) -> str:
    """Return the sentence with which an answer agrees; "" if it does not, or not without a but."""
    told = [one for one in sentences(text) if not _is_greeting(one.text)][:HEAD]
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
        due=_due(sentence, said.at),
    )


def _due(sentence: Sentence, at: datetime) -> datetime | None:
    """Return the last day of the first time it speaks of that is not over."""
    for mention in dates_in(sentence.masked, at):
        last = mention.ends.date() - timedelta(days=1)
        if last >= at.date() and last - at.date() < timedelta(days=400):
            return datetime.combine(last, time(), at.tzinfo)
    return None


# What closes it


def _kept_by(promise: Promise, said: Sequence[Said]) -> Said:
    """Return what was said in which the promise stands."""
    return next(
        one
        for one in said
        if one.document == promise.document
        and one.start <= promise.start < one.start + max(len(one.text), 1)
    )


def _is_closed(promise: Promise, made: Said, later: Iterable[Said]) -> bool:
    about = set(content_words(promise.quote))
    return any(_closes(one, promise, made, about) for one in later)


def _closes(one: Said, promise: Promise, made: Said, about: set[str]) -> bool:
    by_promiser = one.mine == promise.mine
    near = one.exchange == made.exchange and (not made.chat or one.at - made.at <= SOON)
    if near and by_promiser and one.attached:
        return True
    for sentence in sentences(one.text):
        if sentence.text.rstrip().endswith("?"):
            continue
        says = _pattern("done" if by_promiser else "received").search(sentence.masked)
        if not says and not _pattern("off").search(sentence.masked):
            continue
        if near or len(about & set(content_words(sentence.text))) >= FIRST:
            return True
    return False


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
