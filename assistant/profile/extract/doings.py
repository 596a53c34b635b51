"""What somebody tells of their days: the sentences of a turn in which they speak of themselves.

Told in few words: what only greets, agrees or fills is left out, so that a page
can hold many.  The value is made of words of the quote, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.profile.extract.drafting import Said, sentence_case
from assistant.profile.extract.grammar import (
    FILLER,
    WORD,
    Sentence,
    Span,
    adverbs,
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
TOGETHER = 3  # sentences that are told as one
MOST_WORDS = 26
CLEAR = 4  # words that say something, after what one thinks, hopes or is glad of
FEWEST = 3  # words that say something


def done(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the speaker tells, up to three sentences at a time."""
    group: list[Sentence] = []
    for sentence in sentences(turn.text):
        if _tells(sentence, chat=turn.chat):
            group.append(sentence)
        if len(group) == TOGETHER or (group and not _tells(sentence, chat=turn.chat)):
            yield from _told(document, turn, group)
            group = []
    yield from _told(document, turn, group)


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


def _told(document: DocumentId, turn: Turn, group: Sequence[Sentence]) -> Iterator[Draft]:
    if not group:
        return
    start, end = group[0].start, group[-1].start + len(group[-1].text)
    text = turn.text[start:end]
    told = "; ".join(filter(None, (_shortened(sentence.text) for sentence in group)))
    if len(_telling(told)) < FEWEST:
        return
    said = Said(document, turn, Sentence(start, text, text))
    value = Span(start, end, told)
    yield said.draft(ClaimKind.FACT, "did", value, sentence_case(told), Strength.IMPLIED)


def _shortened(text: str) -> str:
    """Return a sentence without what fills it: "I painted that lake" is "painted lake"."""
    small = words("fillers") | words("left_out")
    kept = [word for word in WORD.findall(text) if word.lower().replace("’", "'") not in small]
    return " ".join(kept[:MOST_WORDS])
