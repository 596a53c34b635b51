"""The likeliest words behind a text that begin with given letters, found word by word.

A few lines of words are followed at once; each is a sequence of its own in one
context, so that a step of all of them is one batch.  What the model thinks of a
word is mixed with what the writer's own words say of it: ``own`` is a table of
their sequences of words (assistant.shorthand.ngrams tells what is in it).

A step costs what its lines cost, so few are followed where few are likely: a
line that is far behind the best is given up at once, the sooner the fewer words
are left in which it could make up for it.  In the end those lines win
behind which a mark is likely: an abbreviation stands for a phrase, and a phrase
stands between marks.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.engine.worker.context import Context
from assistant.engine.worker.weights import Tokens, Weights
from ingest.sandbox import Line

LINES = 64  # sequences of a context: what was read, those followed, and words being begun
ROOM = 1024  # tokens of it
NEAR = 40  # next tokens that are looked at for each line
LONGEST = 5  # tokens of a word
AT_ONCE = 4  # words that are written on at once
FAR = 5.5  # nats behind the best at which a line is given up
FEW = 5  # lines that are not given up at the last word: so many are offered
LAST = 8  # lines of which it is asked whether they end here
MARKS = b'.,;:!?()"\n'
BREAK = "."  # stands for a mark, in the writer's own sequences
NEVER = -1e9
TINY = 1e-30

Row = tuple[float, dict[str, float]]


class Twig:
    """A place in a tree of words by their tokens."""

    __slots__ = ("grown", "twigs", "word")

    def __init__(self) -> None:
        self.word = ""
        self.twigs: dict[int, Twig] = {}
        self.grown: Any = None  # the tokens of its twigs, as an array

    def put(self, tokens: Sequence[int], word: str) -> None:
        twig = self
        for token in tokens:
            twig = twig.twigs.setdefault(token, Twig())
        twig.word = twig.word or word

    def all_tokens(self) -> Any:
        import numpy as np

        if self.grown is None:
            self.grown = np.fromiter(self.twigs, dtype=np.int64, count=len(self.twigs))
        return self.grown


class Lexicon:
    """The words that may be written, by their first letters; trees are made when needed."""

    def __init__(self, weights: Weights, name: str, words: dict[str, list[str]]) -> None:
        self._weights = weights
        self.name = name
        self._words = words
        self._shown = {word.lower(): word for some in words.values() for word in some}
        self._trees: dict[tuple[str, str, bool], Twig] = {}

    def tree(self, slot: Line) -> Twig:
        """Return the words for a slot: those of its letter, or the one text it says."""
        if "text" in slot:
            return self._grown([slot["text"]], slot["lead"], capital=False)
        key = (slot["letter"], slot["lead"], bool(slot["capital"]))
        if key not in self._trees:
            words = self._words.get(slot["letter"], [])
            self._trees[key] = self._grown(words, slot["lead"], capital=key[2])
        return self._trees[key]

    def growing(self) -> Iterator[Line]:
        """Make ready what is behind a space, letter by letter, and the tokens that end a phrase."""
        for letter in self._words:
            self.tree({"letter": letter, "lead": " ", "capital": False})
            yield {"grown": letter}
        yield {"grown": len(self.ends)}

    def tokens(self, word: str, slot: Line) -> Tokens:
        """Return the tokens of a word as the tree of the slot has it; [] if it has none."""
        if "text" in slot or word not in self._shown:
            return []
        return self._weights.tokens(slot["lead"] + _begun(self._shown[word], slot["capital"]))

    @cached_property
    def ends(self) -> Any:
        """The tokens that may stand behind the last word of a phrase, as an array."""
        import numpy as np

        return np.array([n for n in range(self._weights.size) if self._ends(n)])

    def _ends(self, token: int) -> bool:
        sign = self._weights.piece(token).lstrip(b" ")[:1]
        return self._weights.ends(token) or (sign != b"" and sign in MARKS)

    def _grown(self, words: Sequence[str], lead: str, *, capital: bool) -> Twig:
        root = Twig()
        for word in words:
            shown = _begun(word, capital)
            tokens = self._weights.tokens(lead + shown)
            if len(tokens) <= LONGEST or len(words) == 1:
                root.put(tokens, shown)
        return root


def _said(word: str) -> str:
    return word.lower() if word[0].isalnum() else BREAK


def _begun(word: str, capital: bool) -> str:
    return word[:1].upper() + word[1:] if capital else word


class Own:
    """How likely words are by the writer's own sequences, for one slot.

    A row for each sequence of one or two words before: what is left for all
    other words, and the share of each; the row "" is of no word before.
    """

    def __init__(self, rows: dict[str, Row]) -> None:
        self._rows = rows
        self._behind: dict[tuple[str, ...], list[Row]] = {}

    def likely(self, said: tuple[str, ...], word: str) -> float:
        total = 0.0
        for left, row in self.behind(said):
            total = row.get(word, 0.0) + left * total
        return total

    def after(self, said: tuple[str, ...]) -> set[str]:
        """Return the words that the writer has used behind these."""
        return {word for before in _befores(said) for word in self._rows.get(before, (0.0, {}))[1]}

    def behind(self, said: tuple[str, ...]) -> list[Row]:
        """Return the rows of these words, that of none first."""
        if said not in self._behind:
            names = ("", *_befores(said))
            self._behind[said] = [self._rows[name] for name in names if name in self._rows]
        return self._behind[said]


def _befores(said: tuple[str, ...]) -> tuple[str, str]:
    return " ".join(said[-1:]), " ".join(said[-2:])


@dataclass(frozen=True, slots=True)
class Hoped:
    """A word that the writer has used in this place, and how likely it is by that alone."""

    tokens: Tokens
    likely: float


@dataclass(slots=True)
class Sought:
    """A line of words so far: how likely it is, and where it stands in the context."""

    score: float
    words: list[str] = field(repr=False)
    said: tuple[str, ...] = field(repr=False)  # the last words, in lower case
    line: int
    length: int  # tokens of the context that it holds
    after: Any = field(repr=False)  # the logarithms of what may come next


@dataclass(slots=True)
class Begun:
    """A word that is being written behind a line of words; ``score`` is the best it can be."""

    score: float
    of: Sought
    model: float  # what the model thinks of its tokens so far
    twig: Twig
    tokens: Tokens
    line: int  # holds all of its tokens, of a word that is whole all but the last
    hoped: list[Hoped] = field(repr=False)
    after: Any = field(default=None, repr=False)


def spelled(context: Context, lexicon: Lexicon, request: Line) -> Iterator[Line]:
    """Tell the likeliest lines of words for the slots, best first, with their scores in nats.

    ``share`` is what the writer's own words count beside the model, ``most`` is
    how many lines are followed.  Without slots the text is read and the words of
    all letters are made ready, so that a later request does not wait for that.
    """
    weights = context.weights
    tokens = (weights.opening() + weights.tokens(request["text"] or "\n"))[
        -(context.room * 3 // 4) :
    ]
    for count in context.read(tokens):
        yield {"read": count}
    if not request["slots"]:
        yield from lexicon.growing()
    said = tuple(request["said"])
    found = [Sought(0.0, [], said, 0, len(tokens), _logs(context.likely()))]
    search = Search(context, lexicon, request["most"], request["share"])
    try:
        for n, slot in enumerate(request["slots"], 1):
            left = len(request["slots"]) - n
            done = yield from search.words(found, slot, left)
            found = search.gone_on(done) if left else search.ended(done, slot)
        told = [{"words": one.words, "score": one.score} for one in found]
        yield {"end": True, "found": told, "tokens": search.read, "steps": search.steps}
    finally:
        for line in range(1, LINES):
            context.drop(line)


class Search:
    """Follows lines of words, and counts the tokens that it has read, and in how many steps."""

    def __init__(self, context: Context, lexicon: Lexicon, most: int, share: float) -> None:
        self._context, self._lexicon = context, lexicon
        self._most, self._share = most, share
        self._free = list(range(1, LINES))
        self.read = self.steps = 0

    def words(
        self, found: Sequence[Sought], slot: Line, left: int
    ) -> Generator[Line, None, list[Begun]]:
        """Return the likeliest next words behind the lines, with so many words ``left`` to come.

        They are at most so many of all of them, and none is far behind the best.
        """
        own, tree = Own(slot["own"]), self._lexicon.tree(slot)
        begun = [
            Begun(one.score, one, 0.0, tree, [], one.line, self._hoped(one, slot, own), one.after)
            for one in found
        ]
        done: list[Begun] = []
        while begun:
            longer: list[Begun] = []
            for one in begun:
                for next in self._nexts(one, own):
                    (done if next.after is None else longer).append(next)
            done = sorted(done, key=_by_score)[: self._most]
            least = self._least(done, left)
            done = [one for one in done if one.score >= least]
            worth = [one for one in longer if one.score > least]
            begun = self._read(sorted(worth, key=_by_score)[:AT_ONCE])
            yield {"read": self.read}
        return done

    def _least(self, done: Sequence[Begun], left: int) -> float:
        """Return the score below which a line is given up."""
        least = done[-1].score if len(done) == self._most else NEVER
        enough = 1 if left else FEW
        if len(done) < enough:
            return least
        far = done[0].score - FAR
        return max(least, min(far, done[enough - 1].score))

    def gone_on(self, done: Sequence[Begun]) -> list[Sought]:
        """Return the lines with these words behind them, read."""
        lines = _lines(done)
        if lines:
            self._go_on(lines, done)
        return lines

    def ended(self, done: Sequence[Begun], slot: Line) -> list[Sought]:
        """Return the lines with these last words, those before a likely mark first.

        Where a mark was asked for, it is there already.
        """
        import numpy as np

        if "text" in slot and _said(slot["text"]) == BREAK:
            return _lines(done)
        lines = self.gone_on(done[:LAST])
        for line in lines:
            line.score += float(np.logaddexp.reduce(line.after[self._lexicon.ends]))
        return sorted(lines, key=_by_score)

    def _go_on(self, lines: list[Sought], done: Sequence[Begun]) -> None:
        held = {one.line for one in done}
        self._drop_all_but(held)
        for line in lines:
            line.line = self._branch(line.line)
        rows = self._together(
            [(a.line, a.length - 1, b.tokens[-1]) for a, b in zip(lines, done, strict=True)]
        )
        for line, row in zip(lines, rows, strict=True):
            line.after = row
        self._drop_all_but({one.line for one in lines})

    def _nexts(self, one: Begun, own: Own) -> Iterator[Begun]:
        """Yield what can come of a word by one token more: whole, or (with ``after``) begun."""
        at = len(one.tokens)
        tokens = self._near(one) | {h.tokens[at] for h in one.hoped if len(h.tokens) > at}
        for token in tokens & one.twig.twigs.keys():
            twig, model = one.twig.twigs[token], one.model + float(one.after[token])
            path = [*one.tokens, token]
            if twig.word:
                likely = own.likely(one.of.said, twig.word.lower())
                score = self._mixed(one.of, model, likely)
                yield Begun(score, one.of, model, twig, path, one.line, [])
            if twig.twigs:
                hoped = [h for h in one.hoped if h.tokens[: at + 1] == path]
                best = max((h.likely for h in hoped), default=0.0)
                score = self._mixed(one.of, model, best)
                yield Begun(score, one.of, model, twig, path, one.line, hoped, after=())

    def _near(self, one: Begun) -> set[int]:
        import numpy as np

        tokens = one.twig.all_tokens()
        if len(tokens) <= NEAR:
            return set(tokens.tolist())
        nearest = np.argpartition(-one.after[tokens], NEAR)[:NEAR]
        return set(tokens[nearest].tolist())

    def _hoped(self, line: Sought, slot: Line, own: Own) -> list[Hoped]:
        words = own.after(line.said)
        return [
            Hoped(tokens, own.likely(line.said, word))
            for word in words
            if (tokens := self._lexicon.tokens(word, slot))
        ]

    def _mixed(self, line: Sought, model: float, own: float) -> float:
        return line.score + math.log(
            max(TINY, self._share * own + (1 - self._share) * math.exp(model))
        )

    def _read(self, begun: list[Begun]) -> list[Begun]:
        """Let the context read the last token of each, on a line of its own."""
        if not begun:
            return []
        for one in begun:
            one.line = self._branch(one.line)
        places = [(one.line, one.of.length + len(one.tokens) - 1, one.tokens[-1]) for one in begun]
        for one, row in zip(begun, self._together(places), strict=True):
            one.after = row
        return begun

    def _together(self, places: list[tuple[int, int, int]]) -> Any:
        self.read += len(places)
        self.steps += 1
        return _logs(self._context.together(places))

    def _branch(self, of: int) -> int:
        line = self._free.pop()
        self._context.branch(of, line)
        return line

    def _drop_all_but(self, kept: set[int]) -> None:
        for line in set(range(1, LINES)) - kept - set(self._free):
            self._context.drop(line)
            self._free.append(line)


def _lines(done: Sequence[Begun]) -> list[Sought]:
    """Return the lines of words that end with these, not read yet."""
    return [
        Sought(
            one.score,
            [*one.of.words, one.twig.word],
            (*one.of.said, _said(one.twig.word))[-2:],
            one.line,
            one.of.length + len(one.tokens),
            None,
        )
        for one in done
    ]


def _logs(logits: Any) -> Any:
    """Do as talks.logs, in single precision: it is enough here, and takes an eighth of the time."""
    import numpy as np

    most = logits.max(-1, keepdims=True)
    return logits - (most + np.log(np.exp(logits - most).sum(-1, keepdims=True)))


def _by_score(one: Begun | Sought) -> float:
    return -one.score
