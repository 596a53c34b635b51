"""Words by which readers guess what somebody is: sex, family, learning, trade, means, age.

What may be said instead is found with them, so that the text stays readable.  A word alone
tells nothing ("the nurse said so"); it counts beside what says that somebody speaks of
themselves.  The words are in ``resources/privacy/attributes.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.quasi import jobs, trade
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import Words

NEAR = 60  # characters on either side in which the evidence stands
TOGETHER = re.compile(r"[ -]| (?:and|&|und) ")  # between words that are taken together
TRADE = "{trade}"  # instead of a job its field
SAYS_NO_MORE = re.compile(r" ?(?:[,.!;…]|$)| (?:and|but|now|with|for|since|here|at|rn)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """Words that tell an attribute, the evidence that they do, and what may be said instead."""

    kind: Kind
    why: str
    words: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    begins: bool  # the first word of a sentence counts where it says no more
    mine: bool  # only in a text in which somebody speaks of themselves
    put: Any
    put_after: Any
    plural: str

    def instead(self, text: str, start: int, end: int, *, begins: bool) -> Any:
        """Return what may stand for the words of these characters; None if they tell nothing."""
        following = text[end : end + NEAR]
        if self.not_after and self.not_after.match(following):
            return None
        if self.after and self.after.match(following):
            return self.put_after or self.put
        begins = begins and self.begins and SAYS_NO_MORE.match(following) is not None
        if begins or (self.before and self.before.search(text[max(0, start - NEAR) : start])):
            is_plural = self.plural and fold(text[start:end]).endswith(("s", "men"))
            return self.plural if is_plural else self.put
        return None


def attributes(words: Words) -> Iterator[Span]:
    """Yield what tells an attribute of whoever writes; ``instead`` of it is what may be said."""
    own = _own()
    speaks = any(token.folded in own for token in words.tokens)
    for attribute, first, last in _runs(words):
        start, end = words.tokens[first].start, words.tokens[last].end
        begins = words.tokens[first].begins
        put = attribute.instead(words.text, start, end, begins=begins)
        if put is not None and (speaks or not attribute.mine):
            yield from _told_at(words, start, end, attribute, put)
    for attribute, shape in _shapes():
        for match in shape.finditer(words.text) if speaks or not attribute.mine else ():
            yield from _told_at(words, *match.span("said"), attribute, attribute.put)


def _told_at(words: Words, start: int, end: int, attribute: Attribute, put: Any) -> Iterator[Span]:
    """Yield the span of what is told there, unless it says no more than what would be put."""
    said = words.text[start:end]
    instead = _of(put, said, words.language)
    if fold(instead) == fold(said):
        return
    at = words.by_start.get(start)
    if at is not None and words.tokens[at].begins:
        instead = instead[0].upper() + instead[1:]
    yield Span(start, end, attribute.kind, attribute.why, instead=instead)


def _runs(words: Words) -> Iterator[tuple[Attribute, int, int]]:
    """Yield each stretch of words that are of one list: its first and last word."""
    ended: dict[Attribute, int] = {}
    for index, token in enumerate(words.tokens):
        for attribute in _by_word().get(token.folded, ()):
            if index <= ended.get(attribute, -1):
                continue
            last = index
            while last + 1 < len(words.tokens) and _goes_on(words, last, attribute):
                last += 1
            ended[attribute] = last
            if any(one.folded in attribute.words for one in words.tokens[index : last + 1]):
                yield attribute, index, last


def _goes_on(words: Words, last: int, attribute: Attribute) -> bool:
    following = words.tokens[last + 1].folded
    joined = TOGETHER.fullmatch(words.gap(last)) is not None
    return joined and attribute in _by_word().get(following, ())


def _of(put: Any, said: str, language: str) -> str:
    """Return what may be said instead, in a language where there is one for it."""
    if put == TRADE:
        return trade(said, language)
    return str(put if isinstance(put, str) else put.get(language) or next(iter(put.values())))


@cache
def _by_word() -> dict[str, list[Attribute]]:
    by_word: dict[str, list[Attribute]] = defaultdict(list)
    for told in _told()["attribute"]:
        attribute = _attribute(told)
        for word in attribute.words | set(_listed(told.get("beside", ""))):
            by_word[word].append(attribute)
    return by_word


@cache
def _shapes() -> tuple[tuple[Attribute, re.Pattern[str]], ...]:
    return tuple(
        (_attribute(told), re.compile(told["shape"], re.IGNORECASE)) for told in _told()["shape"]
    )


def _attribute(told: dict[str, Any]) -> Attribute:
    return Attribute(
        Kind(told["kind"]),
        told["why"],
        frozenset(_listed(told.get("words", ""))),
        _shape(told.get("before", ""), ends=True),
        _shape(told.get("after", "")),
        _shape(told.get("not_after", "")),
        told.get("begins", False),
        told.get("mine", False),
        told.get("put", ""),
        told.get("put_after", ""),
        told.get("plural", ""),
    )


@cache
def _own() -> frozenset[str]:
    return frozenset(_listed("{own}"))


def _listed(said: str) -> list[str]:
    lists = _told()["words"]
    named = re.fullmatch(r"\{(\w+)\}", said)
    found = (lists[named[1]] if named else said).split()
    return list(dict.fromkeys([*found, *(jobs() if said == "{jobs}" else ())]))


def _shape(said: str, *, ends: bool = False) -> re.Pattern[str] | None:
    if not said:
        return None
    shape = said.replace("{me}", _told()["lists"]["me"])
    return re.compile(rf"(?<!\w)(?:{shape})$" if ends else shape, re.IGNORECASE)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.text("privacy/attributes.toml"))
