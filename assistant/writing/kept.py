"""Whether a rewritten text still says what the first one said, told fact by fact.

Compared is what can be: numbers, names, times, links, addresses, quotations and
what is denied.  A text without doubts may still mean something else; one with
doubts has lost or altered something that can be named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.agent.sentences import stem
from assistant.writing.facts import Fact, Kind, facts
from assistant.writing.language import language_of
from assistant.writing.names import words_of
from memory.search import content_words

LONGEST = 80  # characters of what is told

TOLD = {
    Kind.NUMBER: "number",
    Kind.NAME: "name",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.LINK: "link",
    Kind.ADDRESS: "address",
    Kind.QUOTATION: "quotation",
}
_CLAUSE = re.compile(r"[.,;:!?\n]+")

MISSING, NEW = "The {what} {words} is missing.", "The {what} {words} was not there before."
GONE = "“{words}” is missing: the text may say the opposite now."
COME = "“{words}” was not there before: the text may say the opposite now."
MOVED = "“{words}” may deny something else now."


class Keeps(StrEnum):
    """What a new text owes the old one."""

    ALL = "all"  # it says the same
    FACTS = "facts"  # it says the same in another language
    AND_MORE = "and more"  # it may say more, in words but not in facts
    NO_MORE = "no more"  # it may leave out, and adds no facts
    NOTHING = "nothing"  # it is another text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact of the old text that the new one lost, or one that it has made up."""

    kind: Kind
    words: str = field(repr=False)
    sentence: str = field(repr=False)  # what is told of it


def doubts(
    before: str,
    after: str,
    *,
    people: Collection[str] = (),
    keeps: Keeps = Keeps.ALL,
    language: str = "",
) -> tuple[Doubt, ...]:
    """Return what the new text lost or altered of the old one, in the order of the old one.

    ``people`` are names that are known; ``language`` is that of the old text, guessed if "".
    """
    if before == after or keeps is Keeps.NOTHING:
        return ()
    spoken = language or language_of(before)
    written = language_of(after, spoken) if keeps is Keeps.FACTS else spoken
    old, new = facts(before, spoken, people), facts(after, written, people)
    found: list[Doubt] = []
    if keeps is not Keeps.NO_MORE:
        found += _told(MISSING, _lost(old, new, after, keeps))
    found += _told(NEW, _lost(new, old, before, keeps))
    if keeps is Keeps.FACTS:
        found += _denial_lost(old, new)
    elif keeps in (Keeps.ALL, Keeps.AND_MORE):
        more = keeps is Keeps.AND_MORE
        found += _denials(before, old, after, new, spoken, may_add=more)
    return tuple(found)


def _lost(these: Sequence[Fact], those: Sequence[Fact], text: str, keeps: Keeps) -> list[Fact]:
    """Return what is among these and neither among those nor, a name, anywhere in their text."""
    keys = {(fact.kind, fact.key) for fact in those}
    words = {word.casefold().removesuffix("'s").removesuffix("’s") for word in words_of([text])}
    lost: dict[tuple[Kind, str], Fact] = {}
    for fact in these:
        held = (fact.kind, fact.key) in keys
        if fact.kind is Kind.NEGATION or (fact.kind is Kind.QUOTATION and keeps is Keeps.FACTS):
            held = True
        elif fact.kind is Kind.NAME:
            held = held or _has_name(words, fact.key)
        elif fact.kind is Kind.TIME:
            held = held or any(_same_time(fact, one) for one in those)
        if not held:
            lost.setdefault((fact.kind, fact.key), fact)
    return list(lost.values())


def _has_name(words: set[str], name: str) -> bool:
    """Whether a name stands among the words, as it is or in a German genitive."""
    return bool({name, f"{name}s", name.removesuffix("s")} & words)


def _same_time(one: Fact, other: Fact) -> bool:
    """Whether two times are one, where one of them leaves open which half of the day it is."""
    if other.kind is not Kind.TIME or one.key.rstrip("ap") != other.key.rstrip("ap"):
        return False
    return one.key[-1].isdigit() or other.key[-1].isdigit()


def _told(how: str, lost: Sequence[Fact]) -> list[Doubt]:
    return [
        Doubt(one.kind, one.words, how.format(what=TOLD[one.kind], words=_short(one)))
        for one in lost
    ]


def _short(fact: Fact) -> str:
    words = " ".join(fact.words.split())
    words = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
    return f"“{words}”" if fact.kind is Kind.QUOTATION else words


# What is denied


def _denials(
    before: str,
    old: Sequence[Fact],
    after: str,
    new: Sequence[Fact],
    language: str,
    *,
    may_add: bool,
) -> list[Doubt]:
    """Compare how often something is denied, and then what."""
    were, are = _denied(before, old, language), _denied(after, new, language)
    if len(were) > len(are):
        gone = [fact for fact, heads in were if not _among(heads, are)]
        return [_denial(GONE, one) for one in gone or [were[-1][0]]]
    if len(were) < len(are) and may_add:
        return []
    if len(were) < len(are):
        come = [fact for fact, heads in are if not _among(heads, were)]
        return [_denial(COME, one) for one in come or [are[-1][0]]]
    moved = [fact for fact, heads in were if not _among(heads, are) and heads & _stems(after)]
    moved += [fact for fact, heads in are if not _among(heads, were) and heads & _stems(before)]
    return [_denial(MOVED, one) for one in moved[:1]]


def _denied(text: str, found: Sequence[Fact], language: str) -> list[tuple[Fact, frozenset[str]]]:
    """Return the words that deny, each with the stem of what it denies, as far as that shows.

    In English that comes after it; elsewhere it may stand before it, too.
    """
    denied = []
    for one in found:
        if one.kind is Kind.NEGATION:
            after = _CLAUSE.split(text[one.end :], maxsplit=1)[0]
            heads = _stem_list(after)[:1]
            if language != "en" or not heads:
                heads += _stem_list(_CLAUSE.split(text[: one.start])[-1])[-1:]
            denied.append((one, frozenset(heads)))
    return denied


def _among(heads: frozenset[str], those: Sequence[tuple[Fact, frozenset[str]]]) -> bool:
    return not heads or any(heads & others for _, others in those)


def _stems(text: str) -> set[str]:
    return set(_stem_list(text))


def _stem_list(text: str) -> list[str]:
    return [stem(word) for word in content_words(text)]


def _denial_lost(old: Sequence[Fact], new: Sequence[Fact]) -> list[Doubt]:
    """In another language only that something is denied can be told, not how often."""
    were = [one for one in old if one.kind is Kind.NEGATION]
    are = [one for one in new if one.kind is Kind.NEGATION]
    return [_denial(GONE, were[0])] if were and not are else []


def _denial(how: str, fact: Fact) -> Doubt:
    return Doubt(Kind.NEGATION, fact.words, how.format(words=fact.words))
