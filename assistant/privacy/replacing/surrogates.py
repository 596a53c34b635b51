"""Names, places, days and numbers that look real and are nobody's, instead of placeholders.

A placeholder would break some tasks: a translation needs a name that declines.  Over a
conversation the same always has the same surrogate; word by word for names, so that an
answer may turn them round, shorten or inflect them.  None is a name the memory knows, or
a word of the conversation.  What has no surrogate here gets a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random, SystemRandom

from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import language_of
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import WORD
from assistant.privacy.replacing.inventing import (
    Named,
    firms,
    is_kept,
    is_kind_of_firm,
    names_like,
    numbered,
    places_like,
)
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.replacing.shifting import moved, told_day, ways

LEAST_WEEKS, MOST_WEEKS = 5, 40  # that days are moved; whole weeks, so that a Monday stays one
NUMBERED = 200  # tries for a number that was not given yet


def _weeks() -> timedelta:
    weeks = SystemRandom().randint(LEAST_WEEKS, MOST_WEEKS)
    return timedelta(weeks=SystemRandom().choice((-weeks, weeks)))


@dataclass(eq=False)
class Surrogates(Placeholders):
    """The placeholders and surrogates of one conversation.  It never leaves the machine."""

    is_taken: Callable[[str], bool] = lambda _: False  # whether the memory knows such a name
    by: timedelta = field(default_factory=_weeks, repr=False)  # how far days are moved
    chance: Random = field(default_factory=SystemRandom, repr=False)
    _language: str = field(default="en", repr=False)
    _heard: set[str] = field(default_factory=set, repr=False)  # folded words of the conversation
    _chosen: dict[str, str] = field(default_factory=dict, repr=False)  # folded, for which word
    _spelled: dict[str, str] = field(default_factory=dict, repr=False)  # by how it is folded
    _stands: dict[tuple[Kind, str], str] = field(default_factory=dict, repr=False)
    _parts: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def avoid(self, text: str) -> None:
        """Take none that stands in a text; one that was given already is given up."""
        super().avoid(text)
        self._language = language_of(text)
        words = {fold(word) for word in WORD.findall(text)}
        self._heard |= words
        for given_up in words & self._chosen.keys():
            self._give_up(given_up)

    def like(self, span: Span, text: str) -> str:
        """Return what looks like something and is not; a placeholder if nothing does."""
        said = text[span.start : span.end]
        if (known := self._stands.get((span.kind, said))) is not None:
            return known
        parts = self._made(span.kind, said)
        whole = "".join(put for _, put in parts)
        if not whole or self.written.get(whole, said) != said:
            return self.given(span, text)
        self._stands[span.kind, said] = whole
        self._parts[whole] = self._apart(span.kind, said, parts)
        self.written[whole] = said
        return whole

    def behind(self, put: Iterable[str]) -> dict[str, str]:
        """Return what stands behind these, and behind the parts of the surrogates among them."""
        given = tuple(put)
        found: dict[str, str] = {}
        for one in given:
            found.update(self._parts.get(one, {}))
        return found | super().behind(given)

    def _made(self, kind: Kind, said: str) -> list[tuple[str, str]]:
        """Return the pieces of what is said, each with what stands for it; [] if nothing can."""
        if kind is Kind.PERSON:
            return self._person(said)
        if kind is Kind.ORGANISATION:
            return self._firm(said)
        return [(said, self._single(kind, said))]

    def _single(self, kind: Kind, said: str) -> str:
        if kind in {Kind.DATE, Kind.PHONE} and (day := told_day(said, self._language)):
            return moved(said, day, self.by)
        if kind is Kind.PLACE:
            return self._word(said, Named(places_like(said, self._language)))
        return self._new(lambda n: numbered(kind, said, n, self._language))

    def _person(self, said: str) -> list[tuple[str, str]]:
        named = names_like(said, self._language)
        pieces = []
        for piece in re.split(rf"({WORD.pattern})", said):
            put = piece
            if piece in named and not (put := self._word(piece, named[piece])):
                return []
            pieces.append((piece, put))
        return pieces

    def _firm(self, said: str) -> list[tuple[str, str]]:
        """Return a firm with a made-up word for each run of words that names it."""
        pieces: list[tuple[str, str]] = []
        for run in re.split(r"(\s+)", said):
            put = run
            if run.strip() and not is_kind_of_firm(run) and not is_kept(run):
                put = self._word(run, Named(firms()))
                if not put:
                    return []
            pieces.append((run, put))
        return pieces

    def _word(self, said: str, named: Named) -> str:
        """Return what stands for a word of a name, always the same; "" if all are given."""
        whose = said.casefold()
        if chosen := self._chosen_for(whose):
            put = named.styled(chosen, said)
            if self._in_parts(put) in {None, said}:
                return put
        elif whose.endswith("s") and (chosen := self._chosen_for(whose[:-1])):
            return named.styled(chosen, said) + said[-1]  # "Annas": of one who is known
        for close in (True, False):  # one that inflects as the original does, else any
            fitting = [c for c in named.candidates if self._fits(c, said)]
            if fitting := [c for c in fitting if not close or named.is_close(c, said)]:
                chosen = self.chance.choice(fitting)
                self._chosen[fold(chosen)] = whose
                self._spelled[fold(chosen)] = chosen
                return named.styled(chosen, said)
        return ""

    def _chosen_for(self, whose: str) -> str:
        return next((self._spelled[c] for c, of in self._chosen.items() if of == whose), "")

    def _fits(self, candidate: str, said: str) -> bool:
        folded = fold(candidate)
        return not (
            folded[0] == fold(said)[0]  # not even the initial stays
            or folded in self._chosen
            or any(fold(word) in self._heard for word in WORD.findall(candidate))
            or self.is_taken(candidate)
        )

    def _in_parts(self, surrogate: str) -> str | None:
        return next((p[surrogate] for p in self._parts.values() if surrogate in p), None)

    def _apart(self, kind: Kind, said: str, parts: list[tuple[str, str]]) -> dict[str, str]:
        """Return the parts of a surrogate that may stand alone in an answer."""
        if kind in {Kind.DATE, Kind.PHONE} and (day := told_day(said, self._language)):
            pairs = zip(ways(day + self.by), ways(day), strict=True)
            return self._unambiguous(pairs)
        if len(parts) == 1:
            return {}
        return {put: piece for piece, put in parts if put != piece and len(put) > 1}

    def _unambiguous(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        twice: set[str] = set()
        for shown, meant in pairs:
            if found.setdefault(shown, meant) != meant:
                twice.add(shown)
        return {shown: meant for shown, meant in found.items() if shown not in twice}

    def _new(self, make: Callable[[int], str]) -> str:
        """Return the first that was not given and does not stand in the conversation."""
        for n in range(1, NUMBERED):
            made = make(n)
            if made and made not in self.written and not self.is_taken(made):
                return made
        return ""

    def _give_up(self, chosen: str) -> None:
        """Forget a surrogate that turns out to be a word of the conversation."""
        spelled = self._spelled.pop(chosen)
        del self._chosen[chosen]
        holding = [w for w in self._parts if fold(spelled) in {fold(x) for x in WORD.findall(w)}]
        for whole in holding:
            said = self.written.pop(whole)
            del self._parts[whole]
            self._stands = {k: v for k, v in self._stands.items() if (k[1], v) != (said, whole)}
