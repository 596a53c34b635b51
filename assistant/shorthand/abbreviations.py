"""Abbreviations: "iwbhb7" becomes the phrases that it may stand for, the likeliest first.

Own phrases with exactly these initials come first, then phrases that a model
composes under the grammar of the initials, with the user's own sequences of
words beside it.  What was chosen before rises, what was passed over sinks.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.engine.plan import Spelling
from assistant.profile.languages import code_of, language_of
from assistant.shorthand.initials import Slot, joined, keeps, slots, words
from assistant.shorthand.lexicon import by_letters, usual
from assistant.shorthand.phrases import BREAK, NUMBER, OwnWords, Phrase
from ingest.sandbox import Line
from memory.expansions import Chosen

MOST = 5  # candidates
FRAGMENTS = 2  # of them: pieces of what was written once only
BUDGET = 110  # lines of words that are followed at most, over all words of an abbreviation
WIDE, NARROW = 28, 14  # of them at each word
BEFORE = 600  # characters before that are looked at, and up to STRIDE more
STRIDE = 300  # characters at whose multiples they begin: so what was read is seldom read again
SENTENCE = re.compile(r"[.!?:;,\n()]\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase for an abbreviation, and whether it is the user's own or composed."""

    text: str = field(repr=False)
    own: bool
    count: int = 0  # times the user wrote or chose it


class Speller(Protocol):
    """What composes: assistant.engine.local.LlamaModel."""

    def spelled(
        self, asked: Spelling, words: Callable[[], dict[str, list[str]]]
    ) -> Generator[str, None, list[Line]]: ...
    def rest(self, unused: float = 0) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the abbreviation stands: what is before it, and to whom it is written."""

    before: str = field(default="", repr=False)
    to: str = field(default="", repr=False)

    @property
    def near(self) -> str:
        """What stands closely before it."""
        return self.before[max(0, len(self.before) - BEFORE) // STRIDE * STRIDE :]

    @property
    def said(self) -> tuple[str, ...]:
        """The last two words of its sentence, in lower case, a break where there are none."""
        rest = SENTENCE.split(self.near)[-1]
        last = [word.lower() for word in words(rest) if word[0].isalnum()]
        return tuple([BREAK, BREAK, *last][-2:])

    @property
    def begins(self) -> bool:
        """Whether a sentence begins here."""
        rest = self.before.rstrip(" ")
        return not rest or rest[-1] in ".!?\n"


def own_phrases(
    abbreviation: str, own: OwnWords, place: Place, chosen: Iterable[Chosen] = ()
) -> list[tuple[float, Candidate]]:
    """Return the user's own phrases for an abbreviation, each with what speaks for it."""
    wanted = slots(abbreviation)
    body, tail = _without_tail(wanted)
    letters = "".join(_sign(one) for one in body)
    numbers = [one.text for one in body if one.text]
    found: dict[str, tuple[float, Candidate]] = {}
    if body and BREAK not in letters:
        for one in own.phrases(letters, numbers, before=place.said[-1], to=place.to):
            text = joined([*one.text.split(" "), *tail])
            found[text.casefold()] = (_worth(one), Candidate(text, own=True, count=one.count))
    for choice in chosen:
        key = choice.text.casefold()
        worth, candidate = found.get(key, (0.0, Candidate(choice.text, own=True)))
        if choice.never:
            found.pop(key, None)
        elif choice.chosen or key in found:
            worth += 3 * math.log1p(choice.chosen) - math.log1p(choice.passed)
            count = candidate.count + choice.chosen
            found[key] = (worth, Candidate(candidate.text, own=True, count=count))
    kept = [one for one in found.values() if keeps(abbreviation, one[1].text)]
    return sorted(kept, key=lambda one: -one[0])


def composing(
    abbreviation: str, own: OwnWords, place: Place, model: Speller
) -> Generator[str, None, list[Candidate]]:
    """Compose phrases for an abbreviation; every one keeps to its initials.

    They are in the language of what stands before it, or else of the user's newest
    words.  For "" there are none: the model reads what stands before, ahead of need.
    """
    wanted, language = slots(abbreviation), _language(own, place)
    before = f"{own.newest}\n\n\n{place.near}" if own.newest else place.near
    counted = max(1, sum(bool(one.letter) for one in wanted))
    asked = Spelling(
        text=before.rstrip(" "),
        said=place.said,
        slots=tuple(_told(wanted, own, place)),
        lexicon=f"{language} {id(own)}",
        most=max(NARROW, min(WIDE, BUDGET // counted)),
    )
    found = yield from model.spelled(asked, lambda: lexicon(own, language))
    texts = [joined(one["words"]) for one in found]
    return [Candidate(text, own=False) for text in texts if keeps(abbreviation, text)]


def merged(
    own: Sequence[tuple[float, Candidate]], composed: Sequence[Candidate], chosen: Iterable[Chosen]
) -> list[Candidate]:
    """Return at most five: what is known to be a phrase, what is composed, then the rest."""
    never = {one.text.casefold() for one in chosen if one.never}
    known = [one for worth, one in own if worth > 0][:MOST]
    fragments = [one for worth, one in own if worth <= 0]
    ranked = [*known, *fragments[:FRAGMENTS], *composed, *fragments[FRAGMENTS:]]
    once = {one.text.casefold(): one for one in reversed(ranked)}
    ordered = sorted(once.values(), key=ranked.index)
    return [one for one in ordered if one.text.casefold() not in never][:MOST]


def _language(own: OwnWords, place: Place) -> str:
    told = language_of(place.near) or language_of(own.newest)
    return code_of(told) or "en"


def lexicon(own: OwnWords, language: str) -> dict[str, list[str]]:
    """Return the words that may be composed of, by their letters, as they are written."""
    found = {word: _written(word, language) for word in usual(language)}
    found |= {word.lower(): word for word in own.shown[1:] if word[0].isalpha()}
    return by_letters(list(found.values()))


def _written(word: str, language: str) -> str:
    is_i = language == "en" and (word == "i" or word.startswith(("i'", "i’")))
    return "I" + word[1:] if is_i else word


def _told(wanted: Sequence[Slot], own: OwnWords, place: Place) -> Iterable[Line]:
    """Yield each slot as the model's process reads it."""
    letters = [_first(word) for word in place.said]
    for n, one in enumerate(wanted):
        mark = bool(one.text) and not one.text[0].isdigit()
        begins = n == 0 and place.before[-1:] in {"", "\n"}
        lead = "" if begins or mark else " "
        if one.text:
            yield {"text": one.text, "lead": lead, "capital": False, "own": {}}
        else:
            rows = own.ngrams.rows([ord(letter) for letter in letters[-2:]], ord(one.letter[:1]))
            capital = n == 0 and place.begins
            yield {"letter": one.letter, "lead": lead, "capital": capital, "own": rows}
        letters.append(_sign(one))


def _sign(slot: Slot) -> str:
    if slot.letter:
        return slot.letter[:1]
    return NUMBER if slot.text[0].isdigit() else BREAK


def _first(word: str) -> str:
    if word == BREAK:
        return BREAK
    return NUMBER if word[0].isdigit() else unicodedata.normalize("NFKD", word)[0].casefold()[:1]


def _without_tail(wanted: Sequence[Slot]) -> tuple[Sequence[Slot], list[str]]:
    """Return the slots without the marks at their end, and those marks."""
    end = len(wanted)
    while end and _sign(wanted[end - 1]) == BREAK:
        end -= 1
    return wanted[:end], [one.text for one in wanted[end:]]


def _worth(phrase: Phrase) -> float:
    """Return what speaks for a phrase; a piece of a sentence, written once, has nothing."""
    whole = 1.5 if phrase.whole else 0.0
    here = 1.0 * bool(phrase.known) + 0.8 * bool(phrase.after)
    return math.log(phrase.count) + whole + (here if phrase.count > 1 or phrase.whole else 0.0)
