"""What of a text was changed, in words: each change can be taken or left by itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

# A number with its separators, a character of a script without spaces, a word with its
# apostrophes and accents, a line break, the spaces between words, any other sign.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)+"
    r"|[\u3040-\u30ff\u3400-\u9fff]"
    r"|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\w\u0300-\u036f\u200c\u200d])+"
    r"(?:['’]\w[\w\u0300-\u036f]*)*"
    r"|\r\n|[\r\n]|[^\S\r\n]+|.",
    re.DOTALL,
)
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[\r\n]")

LARGE = 1_000_000  # pairs of tokens; all of them against each other take too long
AHEAD = 24  # tokens that a coming text may be behind what it is made from,
FASTER = 1.5  # and times its length that it may be of it
PHRASE = 3  # words; between two changes of as many, one word that stayed is noise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as it was and as it is to be; the same where nothing changed."""

    before: str = field(repr=False)
    after: str = field(repr=False)

    @property
    def changed(self) -> bool:
        return self.before != self.after


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Cut both texts into stretches that stayed and stretches that changed, in order.

    The ``before`` of all pieces is the one text, the ``after`` of all the other, to the
    character.  No two neighbours both stayed; changes that only spaces or signs set apart
    are one.  Time grows with the length of the texts.
    """
    return tuple(_joined(_compared(before, after)))


def arriving(before: str, so_far: str) -> tuple[Piece, ...]:
    """Cut as ``pieces``, where of the new text only the beginning is there.

    What of ``before`` the beginning does not reach yet is shown as it stands.
    """
    old = _TOKEN.findall(before)
    reach = round(len(_TOKEN.findall(so_far)) * FASTER) + AHEAD
    within = "".join(old[:reach])
    found = _joined(_compared(within, so_far))
    rest = before[len(within) :]
    if len(found) > 1 and _is_by_chance(*found[-2:]):
        found[-2:] = [_one(*found[-2:])]
    if found and found[-1].changed:
        last = found.pop()
        if last.after:
            found.append(Piece("", last.after))
        rest = last.before + rest
    if found and not found[-1].changed:
        rest = found.pop().before + rest
    return (*found, Piece(rest, rest)) if rest else tuple(found)


def taken(pieces: Sequence[Piece], which: Collection[int]) -> str:
    """Return the text with the changes of these pieces, by their place, and no others."""
    return "".join(piece.after if at in which else piece.before for at, piece in enumerate(pieces))


def _compared(before: str, after: str) -> Iterator[Piece]:
    """Yield the stretches as the comparison finds them."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    anchors = _anchors(old, new) if len(old) * len(new) > LARGE else []
    a = b = 0
    for a_next, b_next in [*anchors, (len(old), len(new))]:
        yield from _stretches(old[a:a_next], new[b:b_next])
        a, b = a_next, b_next


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if old == new:
        yield Piece("".join(old), "".join(old))
        return
    # Between words that are everywhere there is little to choose, and much to count.
    large = len(old) * len(new) > LARGE
    matcher = SequenceMatcher(None, old, new, autojunk=large)
    for _tag, a, a_end, b, b_end in matcher.get_opcodes():
        yield Piece("".join(old[a:a_end]), "".join(new[b:b_end]))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return where words stand that are once in each text, as many as keep their order.

    Two long texts are compared from one such place to the next, which takes as long
    as they are, where all against all would take as long as their product.
    """
    here, there = _alone(old), _alone(new)
    return _rising([(at, there[word]) for word, at in here.items() if word in there])


def _alone(tokens: Sequence[str]) -> dict[str, int]:
    """Return the words that are there once, in their order, and where."""
    count = Counter(tokens)
    return {
        token: at for at, token in enumerate(tokens) if count[token] == 1 and token[0].isalnum()
    }


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of these places that rises in the second text as in the first.

    Patience sorting: each place lies on the leftmost pile whose top is not lower.
    """
    tops: list[int] = []
    piles: list[int] = []  # for each place its pile
    for _here, there in places:
        pile = bisect_left(tops, there)
        tops[pile : pile + 1] = [there]
        piles.append(pile)
    rising: list[tuple[int, int]] = []
    wanted = len(tops) - 1
    for place, pile in zip(reversed(places), reversed(piles), strict=True):
        if pile == wanted and (not rising or place[1] < rising[-1][1]):
            rising.append(place)
            wanted -= 1
    return rising[::-1]


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Put together what a person reads as one change."""
    return _folded(_folded(found, _is_wordless), _is_noise)


def _folded(found: Iterable[Piece], between: Callable[[Piece, str, Piece], bool]) -> list[Piece]:
    """Make one of neighbours of a kind, and of two changes with what may stand between them."""
    made: list[Piece] = []
    for piece in found:
        if not piece.before and not piece.after:
            continue
        if made and made[-1].changed == piece.changed:
            made[-1] = _one(made[-1], piece)
        elif piece.changed and len(made) > 1 and between(made[-2], made[-1].before, piece):
            stayed = made.pop()
            made[-1] = _one(made[-1], stayed, piece)
        else:
            made.append(piece)
    return made


def _one(*parts: Piece) -> Piece:
    return Piece("".join(p.before for p in parts), "".join(p.after for p in parts))


def _is_wordless(_left: Piece, stayed: str, _right: Piece) -> bool:
    """Whether only spaces and signs stayed; a line break counts: paragraphs are taken singly."""
    return not _WORD.search(stayed) and not _BREAK.search(stayed)


def _is_noise(left: Piece, stayed: str, right: Piece) -> bool:
    """Whether one word stayed by chance between two phrases."""
    alone = len(_WORD.findall(stayed)) == 1 and not _BREAK.search(stayed)
    return alone and _is_phrase(left) and _is_phrase(right)


def _is_by_chance(change: Piece, stayed: Piece) -> bool:
    """Whether the end of what has come is too little to show that all before it was left out."""
    left_out = len(_WORD.findall(change.before)) - len(_WORD.findall(change.after))
    return len(_WORD.findall(stayed.before)) < min(left_out, PHRASE)


def _is_phrase(change: Piece) -> bool:
    return max(len(_WORD.findall(side)) for side in (change.before, change.after)) >= PHRASE
