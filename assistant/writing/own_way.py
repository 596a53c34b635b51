"""Puts a text as the user would have put it: their greeting, their closing, their short forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.writing.names import names_in
from assistant.writing.paper import Paper
from assistant.writing.stretches import Place
from assistant.writing.tones import formed

NOT_KNOWN = "Too little of what you wrote was read to know how you would write it."


def own_way(paper: Paper) -> Callable[[int], str]:
    """Return what puts a stretch of the text, by its number, as the user would."""
    greeting = paper.voice.greeting(paper.to or _greeted(paper), paper.language)
    closing = paper.voice.closing(paper.to or _greeted(paper), paper.language)
    forms = paper.voice.forms(paper.language)
    if not (greeting or closing or forms):
        paper.note(NOT_KNOWN)

    def put(n: int) -> str:
        stretch = paper.stretches[n]
        match stretch.place:
            case Place.GREETING:
                return greeting or stretch.text
            case Place.CLOSING:
                return closing or stretch.text
            case Place.SENTENCE:
                return formed(stretch.text, forms, paper.language)
        return stretch.text

    return put


def _greeted(paper: Paper) -> str:
    """Return whom the text greets, if it does: the names of its greeting."""
    first = next((s for s in paper.stretches if s.place is Place.GREETING), None)
    if first is None:
        return ""
    names = [word for word, _ in names_in(first.text, paper.language, paper.people)]
    return re.sub(r"\s+", " ", " ".join(names))
