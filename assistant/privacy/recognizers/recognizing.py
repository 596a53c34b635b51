"""Everything private in a text, by all recognizers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.privacy.recognizers.addresses import addresses
from assistant.privacy.recognizers.lexicon import cues, is_ordinary
from assistant.privacy.recognizers.names import marked, names
from assistant.privacy.recognizers.others import found_by_others
from assistant.privacy.recognizers.shapes import shaped_at
from assistant.privacy.recognizers.spans import Kind, Span, settle
from assistant.privacy.recognizers.tokens import Words, words
from assistant.privacy.recognizers.wholes import wholes

NAMED = {Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME}
LEAST = 3  # letters of a name that is looked for again; two where both are capitals


def recognized(text: str) -> list[Span]:
    """Return what is private in a text, in order, none over another."""
    return recognized_in(words(text))


def recognized_in(read: Words) -> list[Span]:
    """Return what is private in a text that is cut into words."""
    marks = marked(read)
    named = list(names(marks))
    found = [*shaped_at(read.anchors), *addresses(marks), *named, *again(read, named)]
    others = found_by_others(read.text, read.language)
    return settle([*found, *wholes(read, found), *others])


def again(read: Words, named: Iterable[Span]) -> Iterator[Span]:
    """Yield where a name that was found stands again, however it is written there.

    Of the name of a person its parts are looked for, too.
    """
    wanted = _wanted(read, named)
    begun: dict[str, list[tuple[str, ...]]] = {}
    for key in wanted:
        begun.setdefault(key[0], []).append(key)
    for index in read.which(begun):
        for key in begun[read.tokens[index].folded]:
            said = read.tokens[index : index + len(key)]
            if tuple(t.folded for t in said) == key and _is_meant(read, index, key):
                last = read.tokens[index + len(key) - 1]
                yield Span(read.tokens[index].start, last.end, wanted[key].kind, wanted[key].why)


def _wanted(read: Words, named: Iterable[Span]) -> dict[tuple[str, ...], Span]:
    """Return the words of the names that were found, and of their parts."""
    wanted: dict[tuple[str, ...], Span] = {}
    for span in (span for span in named if span.kind in NAMED):
        parts = tuple(token.folded for token in read.inside(span.start, span.end))
        for key in (parts, *_parts(span, parts)):
            letters = sum(map(len, key))
            if letters >= LEAST or (letters > 1 and read.text[span.start : span.end].isupper()):
                wanted.setdefault(key, span)
    return wanted


def _is_meant(read: Words, index: int, key: tuple[str, ...]) -> bool:
    """Return whether the same words are the name again: an ordinary one needs its capital."""
    token = read.tokens[index]
    if sum(map(len, key)) < LEAST:
        return token.text.isupper()
    return len(key) > 1 or not is_ordinary(token.folded, read.language) or token.alone


def _parts(span: Span, parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    if span.kind is not Kind.PERSON or len(parts) < 2:
        return []
    return [(part,) for part in parts if part not in cues("particles", "titles")]
