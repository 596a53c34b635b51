"""The last look at what is about to leave: nothing known as private, in any disguise."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.lexicon import is_ordinary
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import Words, words
from assistant.privacy.replacing.masking import PLACEHOLDER

BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{8,}={0,2}(?![\w+/=-])")
HEX = re.compile(r"(?<!\w)(?:[0-9a-f]{2}[ :]?){4,}(?!\w)", re.IGNORECASE)
SPLIT = re.compile(r"(?<!\w)(?:\w[.\-_*•·/|]){2,}\w(?!\w)")
SHORT = 3  # letters of a name that is looked for in a disguise


def leaks(outgoing: str, gazetteer: Gazetteer, allowed: Collection[str]) -> list[str]:
    """Return what of the memory's private things stands in a text, by kind; none is [].

    ``allowed`` are folded names that the user's rules let out.
    """
    found: list[str] = []
    for read in _read(outgoing):
        known = list(gazetteer.found(read))
        out = [one for one in known if fold(read.text[one.start : one.end]) in allowed]
        found += [
            span.kind.value
            for span in known
            if not _is_let_out(span, read, allowed) and not any(map(span.lies_in, out))
        ]
    for text in _disguised(outgoing):
        read = words(text, "en")
        found += [
            f"{span.kind.value} in disguise"
            for span in gazetteer.found(read)
            if span.length > SHORT
            and not is_ordinary(fold(text[span.start : span.end]))
            and not _is_let_out(span, read, allowed)
        ]
    return found


def _is_let_out(span: Span, read: Words, allowed: Collection[str]) -> bool:
    return span.kind is Kind.DETAIL or fold(read.text[span.start : span.end]) in allowed


def _read(outgoing: str) -> Iterator[Words]:
    bare = PLACEHOLDER.sub(" ", outgoing)
    yield words(bare)
    if (plain := unicodedata.normalize("NFKC", bare)) != bare:
        yield words(plain)


def _disguised(outgoing: str) -> Iterator[str]:
    """Yield what a text says to whoever turns it round, decodes it or pulls it together."""
    bare = PLACEHOLDER.sub(" ", outgoing)
    yield bare[::-1]
    if "%" in bare:
        yield unquote(bare)
    for match in SPLIT.finditer(bare):
        yield re.sub(r"\W|_", "", match[0])
    for match in BASE64.finditer(bare):
        yield from _decoded(match[0])
    for match in HEX.finditer(bare):
        yield _text_of(bytes.fromhex(re.sub(r"[ :]", "", match[0])))


def _decoded(said: str) -> Iterator[str]:
    padded = said.rstrip("=") + "=" * (-len(said.rstrip("=")) % 4)
    try:
        yield _text_of(base64.b64decode(padded, altchars=b"-_" if set("-_") & set(said) else None))
    except binascii.Error:
        return


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "ignore")
