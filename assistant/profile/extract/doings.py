"""What somebody tells of their days: the sentences of a turn in which they speak of themselves.

Told in their own words: what only greets or fills before it is left out, and the
clauses after it if it is long.  What cannot be read by itself is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import Said, sentence_case
from assistant.profile.extract.grammar import (
    FILLER,
    WORD,
    Sentence,
    Span,
    adverbs,
    alternatives,
    is_statement,
    sentences,
    words,
)
from assistant.profile.extract.rules import BEGINNING
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Strength

OWN = re.compile(
    r"(?<![\w'’])(?:i|i['’](?:m|ve|d|ll)|my|me|myself|we|we['’](?:re|ve|ll)|our|us|mine|ich|mein\w*|mir|mich|wir|unser\w*|uns)(?![\w'’])",
    re.IGNORECASE,
)
TO_OTHERS = re.compile(
    r"(?<![\w'’])(?:you|your|yours|you['’]\w+|du|dein\w*|dir|dich|ihr|euch|euer)(?![\w'’])",
    re.IGNORECASE,
)
PAST = re.compile(
    rf"{BEGINNING}(?:\w{{2,}}ed|went|took|got|met|made|had|saw|ran|won|bought|spent|been)\s",
    re.IGNORECASE,
)
MUSES = re.compile(
    rf"{BEGINNING}(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|ich)\s+(?:{adverbs()}|so|\s)*(?:{'|'.join(sorted(words('mental')))})(?![\w'’])",
    re.IGNORECASE,
)
LONGEST = 100  # characters
CLEAR = 4  # words that say something, after what one thinks, hopes or is glad of
FEWEST = 3  # words that say something
UNTOLD = re.compile(  # of these it is told before what they stand for, if at all
    r"(?<![\w'’])(?:it|it['’]s|its|they|them|their|he|him|she|those|these|es|er|sie"
    r"|(?:this|that|there|one|so)(?=\s*(?:[.,;:!?)]|$)|\s+(?:is|was|are|were|will|would|can|could|has|had)(?!\w)))(?![\w'’])",
    re.IGNORECASE,
)
TELL_OF = 3  # words that say something before such a word: then it may be of them
LEAD = re.compile(rf"(?:\W*(?:{alternatives('said_first')})(?![\w'’])[\s,!:.–—-]*)*", re.IGNORECASE)
TRAILING = re.compile(
    r"\s*(?:[,;:(]|\s[–—-]+\s|[–—]|\s(?=(?:but|so|because|although|though|which|while|and|when|after|before|since|where|weil|aber|obwohl|und)\b))",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\s*,?\s(?:which|who|whose)\b", re.IGNORECASE)
HAPPENED = re.compile(
    rf"(?:i|we|i['’]ve|we['’]ve|i have|we have)\s+(?:(?:{adverbs()})\s+)*"
    rf"(?:{alternatives('happenings')})(?!\w)",
    re.IGNORECASE,
)


def done(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the speaker tells of their days, a sentence at a time."""
    for sentence in sentences(turn.text):
        if _tells(sentence, chat=turn.chat):
            yield from _told(Said(document, turn, sentence))


def _tells(sentence: Sentence, *, chat: bool) -> bool:
    """Whether the speaker says something of themselves; in chats the "I" is often left out."""
    text = sentence.masked
    own = OWN.search(text)
    if FILLER in text or text.rstrip("\"')").endswith("?"):
        return False
    if TO_OTHERS.search(text) or (own is None and not (chat and PAST.match(text))):
        return False
    if (muses := MUSES.match(text)) and len(_telling(text[muses.end() :])) < CLEAR:
        return False
    start = own.start() if own else 0
    return len(_telling(text)) > 1 and is_statement(sentence, start, len(text))


def _telling(text: str) -> list[str]:
    small = (
        words("empty") | words("stops") | words("determiners") | words("adverbs") | words("fillers")
    )
    said = [word.lower() for word in WORD.findall(text)]
    return [word for word in said if word not in small and len(word) > 2]


def _told(said: Said) -> Iterator[Draft]:
    """Yield a sentence in the speaker's own words, if it can be read by itself."""
    value = shortened(said.sentence)
    if value is None or len(_telling(value.text)) < FEWEST or not _stands(value.text):
        return
    if said.turn.letter and not HAPPENED.match(value.text):
        return
    at = said.turn.at
    dated = at is not None and said.turn.strength is not Strength.IMPLIED
    day = f" ({at.day} {at:%B %Y})" if at and dated else ""
    text = sentence_case(value.text).removesuffix(".")
    yield said.draft(ClaimKind.FACT, "did", value, f"{text}{day}.", Strength.IMPLIED)


def _stands(text: str) -> bool:
    """Whether a sentence can be read without what was said before it."""
    found = UNTOLD.search(text)
    return found is None or len(_telling(text[: found.start()])) >= TELL_OF


def shortened(sentence: Sentence) -> Span | None:
    """Return a sentence without how it begins and, if it is long, without its last clauses."""
    lead = LEAD.match(sentence.text)
    start = lead.end() if lead else 0
    end = len(sentence.text.rstrip(" .!…"))
    if end - start > LONGEST and (aside := ASIDE.search(sentence.text, start)):
        end = aside.start()
    if end - start > LONGEST:
        breaks = [
            match.start() for match in TRAILING.finditer(sentence.text, start, start + LONGEST)
        ]
        if not breaks:
            return None
        end = breaks[-1]
    return Span(start, end, sentence.text[start:end])
