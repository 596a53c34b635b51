"""What somebody tells of their days, in their own words: of each message what it says of them.

Shortened as one takes notes: greetings, clauses that tell nothing and small words are left
out.  No word is put in or changed, and none goes that says who, when, whether or how sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.profile.extract.drafting import Said, sentence_case
from assistant.profile.extract.grammar import (
    FILLER,
    Sentence,
    Span,
    adverbs,
    alternatives,
    is_statement,
    sentences,
    telling,
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
LONGEST = 400  # characters of a note
FEWEST = 2  # words that say something
LEAD = re.compile(rf"(?:\W*(?:{alternatives('said_first')})(?![\w'’])[\s,!:.–—-]*)*", re.IGNORECASE)
CLAUSES = re.compile(
    r"(?:[,;:]\s+|\s+-+\s+|--|\s*[–—]\s*|\s+(?=(?:and|und)\s))(?:(?:and|und)\s+)?"
    r"|\s+(?=(?:but|so|aber)\s)",
    re.IGNORECASE,
)
AROUND = ' "“”„«»()[]*_.!…'
NEGATES = re.compile(r"(?:\b(?:not|never|no|nicht|nie|kein\w*)|n['’]t)$", re.IGNORECASE)
HAPPENED = re.compile(
    rf"(?:i|we|i['’]ve|we['’]ve|i have|we have)\s+(?:(?:{adverbs()})\s+)*"
    rf"(?:{alternatives('happenings')})(?!\w)",
    re.IGNORECASE,
)


def done(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the speaker tells of their days, of each message in one note or some."""
    for told in _together(turn):
        value = "; ".join(noted(one) for one in told)
        if len(telling(value)) >= FEWEST:
            said = Said(document, turn, _whole(turn, told))
            span = Span(0, len(said.sentence.text), value)
            text = sentence_case(value).removesuffix(".")
            yield said.draft(ClaimKind.FACT, "did", span, text, Strength.IMPLIED)


def _together(turn: Turn) -> Iterator[Sequence[Sentence]]:
    """Yield the sentences that tell something, those together that make one note.

    Of a mail each stands alone: between two of them others may speak.
    """
    told: list[Sentence] = []
    letters = 0
    for one in sentences(turn.text):
        if not _tells(one, turn):
            continue
        more = len(noted(one))
        if told and (turn.letter or letters + more > LONGEST):
            yield told
            told, letters = [], 0
        told.append(one)
        letters += more
    if told:
        yield told


def _whole(turn: Turn, told: Sequence[Sentence]) -> Sentence:
    """Return the stretch from the first to the last."""
    start, end = told[0].start, told[-1].start + len(told[-1].text)
    return Sentence(start, turn.text[start:end], "")


def _tells(sentence: Sentence, turn: Turn) -> bool:
    """Whether the speaker says something of themselves; in chats the "I" is often left out."""
    text = sentence.masked
    own = OWN.search(text)
    if text.rstrip("\"')").endswith("?") or (own is None and not (turn.chat and PAST.match(text))):
        return False
    if turn.letter and not HAPPENED.match(_without_lead(text)):
        return False
    return bool(noted(sentence)) and is_statement(sentence, own.start() if own else 0, len(text))


def noted(sentence: Sentence) -> str:
    """Return a sentence as one notes it down: without what is quoted in it or said to another."""
    clauses = (one for one in CLAUSES.split(_without_lead(sentence.masked)) if _is_worth(one))
    kept: list[str] = []
    for clause in clauses:
        short = _short(clause)
        if kept and sum(map(len, kept)) + len(short) > LONGEST:
            break
        kept.append(short)
    return ", ".join(kept)


def _short(clause: str) -> str:
    """Leave out the small words, but none behind a negation: "not quite" is not "not"."""
    bare = [word.strip(AROUND) for word in clause.split()]
    ties = not any(word.lower() in words("apart") for word in bare)
    kept = [
        word
        for last, word, after in zip(["", *bare], bare, [*bare[1:], ""], strict=False)
        if NEGATES.search(last) or not (_is_small(word) or (ties and _only_ties(word, after)))
    ]
    return " ".join(filter(None, kept))


def _is_worth(clause: str) -> bool:
    return bool(telling(clause)) and FILLER not in clause and not TO_OTHERS.search(clause)


def _without_lead(text: str) -> str:
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


def _only_ties(word: str, after: str) -> bool:
    """Whether it only ties: "goal of running", but not "gave it to Ana", nor "two of 5"."""
    return word.lower() in words("ties") and after[:1].islower()


def _is_small(word: str) -> bool:
    return word.lower().replace("’", "'") in words("left_out")
