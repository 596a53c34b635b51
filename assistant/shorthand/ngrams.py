"""What follows what in the writer's own words: sequences of up to three, counted.

Probabilities are interpolated after Witten and Bell (1991): a sequence of words
that was seen n times, with t different words behind it, leaves t / (n + t) to
what the shorter sequence says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

ROWS = 1500  # of a table for one place in a phrase, those seen most often

Rows = dict[str, tuple[float, dict[str, float]]]


class Ngrams:
    """Counts over a text of numbered words; number 0 stands between two sentences."""

    def __init__(self, text: Numbers, words: Sequence[str], letters: Numbers) -> None:
        """``words`` and ``letters`` are of each number; of a letter only that it is the same."""
        import numpy as np

        self._words, self._letters = words, letters
        self._size = max(2, len(words))
        pairs = text[:-1] * self._size + text[1:]
        triples = pairs[:-1] * self._size + text[2:]
        self._ones = np.bincount(text[text > 0], minlength=self._size)
        self._twos = _Counted(pairs[text[1:] > 0], self._size)
        self._threes = _Counted(triples[text[2:] > 0], self._size)

    def rows(self, before: Sequence[int], letter: int) -> Rows:
        """Return what may stand in a place by these words, as worker.spelling reads it.

        ``letter`` is the one its word begins with; ``before`` are those of the
        two places before, 0 where a sentence begins there.
        """
        rows: Rows = {"": (0.0, self._alone(letter))}
        rows |= self._behind(self._twos, before[-1:], letter)
        if len(before) > 1:
            rows |= self._behind(self._threes, before[-2:], letter)
        return rows

    def _alone(self, letter: int) -> dict[str, float]:
        import numpy as np

        total = float(self._ones.sum() + np.count_nonzero(self._ones)) or 1.0
        own = np.flatnonzero((self._letters == letter) & (self._ones > 0))
        often = own[np.argsort(-self._ones[own], kind="stable")][:ROWS]
        return {self._words[n]: float(self._ones[n]) / total for n in often}

    def _behind(self, counted: _Counted, before: Sequence[int], letter: int) -> Rows:
        import numpy as np

        fits = self._letters[counted.last] == letter
        for back, wanted in enumerate(reversed(before)):
            fits &= self._letters[counted.before(back)] == wanted
        at = np.flatnonzero(fits)
        at = at[np.argsort(-counted.counts[at], kind="stable")][:ROWS]
        rows: Rows = {}
        for n in at.tolist():
            name = " ".join(
                self._words[counted.before(back)[n]] for back in range(len(before))[::-1]
            )
            _, row = rows.setdefault(name, (counted.left(n), {}))
            row[self._words[counted.last[n]]] = counted.share(n)
        return rows


class _Counted:
    """Sequences of words as numbers, each with how often it was seen and what else was seen."""

    def __init__(self, sequences: Numbers, size: int) -> None:
        import numpy as np

        self._size = size
        keys, self.counts = np.unique(sequences, return_counts=True)
        self.last, self._histories = keys % size, keys // size
        starts = np.flatnonzero(np.diff(self._histories, prepend=-1))
        ends = np.append(starts[1:], len(keys))
        group = np.repeat(np.arange(len(starts)), ends - starts)
        seen = np.add.reduceat(self.counts, starts) if len(keys) else self.counts
        self._seen, self._kinds = seen[group], (ends - starts)[group]

    def before(self, back: int) -> Any:
        """Return the word so many places before the last of each sequence, but one."""
        return self._histories // self._size**back % self._size

    def left(self, n: int) -> float:
        return float(self._kinds[n] / (self._seen[n] + self._kinds[n]))

    def share(self, n: int) -> float:
        return float(self.counts[n] / (self._seen[n] + self._kinds[n]))
