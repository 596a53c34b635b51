"""A document as the stretches that are searched and cited, one thought each if it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from memory.types import Chunk, Document, Kind, Part

# The encoder reads 256 word pieces and forgets the rest.  About 160 words stay below that.
LARGEST = 190  # words and marks
OVERLAP = 0.15  # of long documents: a sentence cut in two is whole in one of them
ENOUGH = 80  # words with which a message can be understood; what is beside it makes them up …
A_FEW = 8  # … with so many words of each at the least
CUT = 20_000  # characters that are split at once: the splitter is not linear

# A long word is several pieces to the encoder; a letter of Chinese is one.
COUNTED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]|\w{1,9}|[^\w\s]")
WORD = re.compile(r"\w")


def chunks(document: Document) -> list[Chunk]:
    """Return the stretches to index, in order; always one at least.

    Folds are in none of them, unless the document is nothing else: what was
    read can be found.
    """
    found = list(_chat(document) if document.kind is Kind.CHAT else _prose(document))
    if found:
        return found
    start, end = _stripped(document.text, 0, len(document.text))
    pieces = list(_pieces(document.text, start, end, 0.0)) if end > start else []
    context = document.title
    return [Chunk(s, e, document.locator, context) for s, e in pieces] or [
        Chunk(0, 0, document.locator, context)
    ]


def size(text: str) -> int:
    """Return about how many pieces the encoder will make of a text."""
    return len(COUNTED.findall(text))


def _chat(document: Document) -> Iterator[Chunk]:
    """One message, one chunk; the messages around it tell what it is about."""
    lines = [_line(document.text, part) for part in document.parts]
    for n, part in enumerate(document.parts):
        context = "\n".join([document.title, *_beside(lines, n)])
        for start, end in _pieces(document.text, part.start, part.end, 0.0):
            yield Chunk(start, end, part.locator, context)


def _line(text: str, part: Part) -> list[str]:
    """Return the words of a message, with who says them."""
    said = text[part.start : part.end][:CUT]
    named = not part.title or said.startswith(part.title)
    return (said if named else f"{part.title}: {said}").split()


def _beside(lines: Sequence[Sequence[str]], n: int) -> Iterator[str]:
    """Yield what stands around a message, in order: the more of it the shorter the message is."""
    wanted = ENOUGH - len(lines[n])
    taken: dict[int, str] = {}
    for other in (n - 1, n + 1, n - 2, n - 3):
        if wanted > 0 and 0 <= other < len(lines):
            words = lines[other][: max(wanted, A_FEW)]
            taken[other] = " ".join(words)
            wanted -= len(words)
    yield from (taken[other] for other in sorted(taken))


def _prose(document: Document) -> Iterator[Chunk]:
    overlap = OVERLAP if document.kind is Kind.DOCUMENT else 0.0
    for part in _parts(document):
        heading = part.title if part.title != document.title else ""
        context = "\n".join(filter(None, (document.title, heading)))
        for start, end in _open(document, part.start, part.end):
            for piece_start, piece_end in _pieces(document.text, start, end, overlap):
                yield Chunk(piece_start, piece_end, part.locator or document.locator, context)


def _parts(document: Document) -> Iterator[Part]:
    """Yield the parts, and what lies in none of them as parts without a name."""
    position = 0
    for part in sorted(document.parts, key=lambda part: part.start):
        if part.start > position:
            yield Part(position, part.start, "")
        yield part
        position = max(position, part.end)
    if position < len(document.text):
        yield Part(position, len(document.text), "")


def _open(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is not folded between two places."""
    for fold in sorted(document.folds, key=lambda fold: fold.start):
        if fold.end <= start:
            continue
        if fold.start >= end:
            break
        if fold.start > start:
            yield start, fold.start
        start = max(start, fold.end)
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int, overlap: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a stretch that are small enough and hold a word."""
    start, end = _stripped(text, start, end)
    while start < end:
        stop = _cut(text, start, end)
        for piece_start, piece_end in _split(text[start:stop], overlap):
            bounds = _stripped(text, start + piece_start, start + piece_end)
            if WORD.search(text, *bounds):
                yield bounds
        start = stop


def _cut(text: str, start: int, end: int) -> int:
    """Return where the next cut of a long text is, at the end of a line if there is one."""
    if end - start <= CUT:
        return end
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, start + CUT // 2, start + CUT)
        if found >= 0:
            return found + len(mark)
    return start + CUT


def _split(text: str, overlap: float) -> list[tuple[int, int]]:
    if size(text) <= LARGEST:
        return [(0, len(text))]
    from semchunk.semchunk import chunk

    split: Any = chunk(text, LARGEST, size, offsets=True, overlap=overlap or None, memoize=False)
    offsets: list[tuple[int, int]] = split[1]
    return offsets


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without the white space at both ends."""
    stretch = text[start:end]
    bare = stretch.strip()
    start += len(stretch) - len(stretch.lstrip()) if bare else 0
    return start, start + len(bare)
