"""What leaves in place of something put back, in a whole answer or as it comes in pieces.

Placeholders in whatever way a model writes them; surrogates exactly, with what it added
to inflect them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SLACK = 6  # characters that a model may add inside a placeholder
POSSESSIVE = r"(?P<s>['’]s|s['’])?"
ENDING = r"(?P<ending>['’]s|s['’]|['’]|es|s|en|n)?"  # that a name takes


class Restoring:
    """An answer that comes in pieces, with its placeholders put back.

    What is told as a piece is final: whatever may still become a placeholder is
    held back, at most as long as the longest of them.  However the answer is cut,
    the pieces put together are what ``restored`` makes of the whole.
    """

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = _by_name(written)
        self._plain = {put: said for put, said in written.items() if not _is_placeholder(put)}
        self._shape = _shape(self._written, self._plain)
        self._longest = max(map(len, written), default=0) + SLACK
        self._held = ""
        self._before = ""  # the character before what is held

    def feed(self, piece: str) -> str:
        """Take the next piece and return what is sure now."""
        self._held += piece
        return self._told(max(0, len(self._held) - self._longest))

    def rest(self) -> str:
        """Return what was held back: the answer has ended."""
        return self._told(len(self._held))

    def _told(self, limit: int) -> str:
        if self._shape is None:
            limit = len(self._held)
        text = self._before + self._held
        told, at, limit = [], len(self._before), limit + len(self._before)
        for match in self._shape.finditer(text, at) if self._shape else ():
            if match.start() >= limit:
                break
            if match.end() == len(text) > limit:
                limit = match.start()  # more may come that belongs to it
                break
            told += [text[at : match.start()], self._put_back(match)]
            at = match.end()
            limit = max(limit, at)
        told.append(text[at:limit])
        self._before, self._held = text[max(0, limit - 1) : limit], text[limit:]
        return "".join(told)

    def _put_back(self, match: re.Match[str]) -> str:
        if plain := match["plain"]:
            return self._plain[plain] + (match["ending"] or "")
        value = self._written[_name(match)]
        return value + (match["s"] or "")


def restored(text: str, written: Mapping[str, str]) -> str:
    """Return an answer with what its placeholders and surrogates stand for.

    A model may have written a placeholder small, without its brackets, with a
    blank, or made it a possessive; one that was never given stays as it is.
    """
    restoring = Restoring(written)
    return restoring.feed(text) + restoring.rest()


def _by_name(written: Mapping[str, str]) -> dict[str, str]:
    return {put.strip("[]").lower(): said for put, said in written.items() if _is_placeholder(put)}


def _is_placeholder(put: str) -> bool:
    return put.startswith("[")


def _shape(names: Mapping[str, str], plain: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return how any of the placeholders may be written, and the surrogates are."""
    either = "|".join(map(re.escape, sorted(plain, key=len, reverse=True))) or r"(?!)"
    surrogate = rf"(?<!\w)(?-i:(?P<plain>{either}){ENDING})(?!\w)"
    shapes = [*_of_placeholders(names), *([surrogate] if plain else [r"(?P<plain>(?!))"])]
    return re.compile("|".join(shapes), re.IGNORECASE) if names or plain else None


def _of_placeholders(names: Mapping[str, str]) -> list[str]:
    if not names:
        return []
    each = []
    for name in sorted(names, key=len, reverse=True):
        kind, _, number = name.rpartition("_")
        each.append(f"{re.escape(kind)}[_ -]?{number}")
    either = "|".join(each)
    bracketed = rf"\[ ?(?P<in>{either}){POSSESSIVE} ?\]"
    bare = rf"(?<![\w\[])(?P<bare>{either.replace('[_ -]?', '_')})(?![\w\]])"
    return [bracketed, bare]


def _name(match: re.Match[str]) -> str:
    kind, number = re.fullmatch(r"(\D+?)[_ -]?(\d.*)", match["in"] or match["bare"]).groups()  # type: ignore[union-attr]
    return f"{kind}_{number}".lower()
