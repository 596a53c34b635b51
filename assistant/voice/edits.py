"""What the user changes in drafts: which kinds of edits, and what follows from three alike.

Kept are kinds and how often, whom the draft was to and its language; no word of it, but a
greeting, closing or name in a form that passed the strict pattern.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from assistant.profile.languages import language_of
from assistant.profile.letter import letter
from assistant.profile.owner import folded
from assistant.voice.card import Line, Place, State
from assistant.voice.habits import Whom
from assistant.voice.letters import Occasion, Written
from assistant.voice.measures import DASH, ELLIPSIS, SMILE, form_of_greeting
from assistant.voice.traits import edit_words, is_plain, looked_for, traits
from memory.types import Document, DocumentId, Kind, Participant
from memory.voice_lines import Edit

OFTEN = 3  # edits of a kind that make a line
SHORTER, LONGER = 0.67, 1.5  # of the words of a draft
ALIKE = 0.35  # of the words below which the user wrote something else
SAME = 0.5  # of the words of a sentence that are still there
WORD = re.compile(r"[\w'’-]+")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WEAKER = {"removed": {"hedges": "seldom", "formal": "seldom", "thanks": "seldom",
                      "please": "seldom", "apology": "seldom"}}  # fmt: skip


def edits(draft: str, accepted: str, names: Iterable[str], whom: Whom) -> list[Edit]:
    """Return the kinds of edits that lead from a draft to what the user made of it.

    ``names`` are the user's own, folded.
    """
    signs = {word for name in names for word in (name, *name.split()[:1])}
    before, after = (_written(text, signs, whom.name) for text in (draft, accepted))
    language = language_of(accepted) or language_of(draft)
    found = [*_forms(before, after)]
    if _share(before.letter.body, after.letter.body) >= ALIKE:
        found += _sizes(before.letter.body, after.letter.body)
        found += _marks(before.letter.body, after.letter.body)
    made = dict.fromkeys(found)
    return [Edit(trait, value, kind, whom.key, language) for trait, value, kind in made]


def waiting(made: Sequence[Edit]) -> list[Line]:
    """Return what follows from edits: of one person, or of several, of everybody."""
    counted: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for one in made:
        counted[one.trait, one.value, one.kind][one.who] += one.times
    lines = []
    for (trait, value, kind), by_person in counted.items():
        against = _against(made, trait, value)
        several = sum(by_person.values()) - sum(against.values()) >= OFTEN and len(by_person) > 1
        people = [""] if several else [who for who, n in by_person.items() if n >= OFTEN]
        for who in people:
            times = sum(by_person.values()) if several else by_person[who]
            if several or times - against[who] >= OFTEN:
                lines.append(_line(trait, value, kind, who, times))
    return list({line.id: line for line in lines}.values())


def _against(made: Sequence[Edit], trait: str, value: str) -> Counter[str]:
    """Return how often the contrary was done."""
    found: Counter[str] = Counter()
    for one in made:
        if one.trait == trait and one.value != value and trait not in {"brevity"}:
            found[one.who] += one.times
    return found


def _line(trait: str, value: str, kind: str, who: str, times: int) -> Line:
    words = edit_words()[kind]
    title = traits()[trait].title.lower() if kind in {"removed", "added"} else ""
    why = f"{times} drafts: {f'{title} {words}'.strip()}"
    said = traits()[trait].sentence(value)
    return Line(trait, Place(who=who), value, said, times=times, state=State.WAITING, why=why)


# -- one draft -------------------------------------------------------------


def _written(text: str, signs: set[str], to: str) -> Written:
    document = Document(Kind.MAIL, "", text)
    people = (Participant("to", to),) if to else ()
    found = letter(document, signs, [folded(to)] if to else [])
    return Written(DocumentId(""), document, found, people, "", Occasion.NEW)


def _forms(before: Written, after: Written) -> Iterator[tuple[str, str, str]]:
    """Yield what begins and ends otherwise, if it may be said again."""
    greeted, greets = form_of_greeting(before), form_of_greeting(after)
    if greets != greeted and bool(greets) == bool(after.letter.greeting):
        yield "greeting", greets, "greeting"
    closed, closes = (one.letter.closing.strip(" ,.;–—-") for one in (before, after))
    if closes != closed and (not closes or is_plain(closes)):
        yield "closing", closes, "closing"
    signed, signs = (one.letter.signed.strip(" ,.;–—-") for one in (before, after))
    if signs != signed and (not signs or is_plain(signs)):
        yield "signature", signs, "signature"


def _sizes(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    words, left = len(WORD.findall(before)), len(WORD.findall(after))
    if words and left <= SHORTER * words:
        yield "brevity", "shorter", "shortened"
    if words and left >= LONGER * words:
        yield "brevity", "longer", "lengthened"
    kept = set(_words(after))
    for sentence in SENTENCE.findall(before):
        said = _words(sentence)
        if len(said) > 2 and sum(word in kept for word in said) < SAME * len(said):
            yield "brevity", "fewer", "dropped"


def _marks(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    for name, count in _counts().items():
        had, has = count(before), count(after)
        if had > has:
            yield name, WEAKER["removed"].get(name, "never"), "removed"
        elif has > had:
            yield name, "often", "added"
    short, long = ((_count(looked_for(name))) for name in ("contracted", "spelt_out"))
    if short(after) > short(before) and long(after) < long(before):
        yield "contractions", "contracted", "contracted"
    if short(after) < short(before) and long(after) > long(before):
        yield "contractions", "spelt_out", "spelt_out"


@cache
def _counts() -> dict[str, Callable[[str], int]]:
    patterns = {
        "exclamation": re.compile("!"),
        "dashes": DASH,
        "semicolons": re.compile(r"(?<=\w);(?=\s)"),
        "ellipses": ELLIPSIS,
        "emoji": SMILE,
    }
    listed = ("hedges", "formal", "thanks", "please", "apology")
    return {
        name: _count(pattern)
        for name, pattern in (patterns | {one: looked_for(one) for one in listed}).items()
    }


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda text: len(pattern.findall(text))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _share(before: str, after: str) -> float:
    """Return how much of the shorter text is in the other, in its order."""
    one, other = _words(before), _words(after)
    matched = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matched) / max(min(len(one), len(other)), 1)
