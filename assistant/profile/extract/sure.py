"""Whether a value is told clearly enough to be believed at once.

Sure is what is said in full, of things in general, by a clean phrase: "I love rain".
What points to one thing here and now ("I like the new layout") is at most a hint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.profile.extract.grammar import WORD, Sentence, Span, words
from assistant.profile.extract.rules import Rule, listed, members
from memory.types import ClaimKind

NAMED = {"place", "org", "school", "college", "name"}
OPEN_SLOTS = {
    "likes", "food", "drink", "music", "reading", "watching", "hobby", "brand", "skill", "study",
}  # fmt: skip
ONE_THING = re.compile(  # before a value: then it is one thing and no kind of things
    r"(?:the|this|that|these|those|my|our|your|his|her|their|its|an?|both|another|such|no|being|having"
    r"|der|die|das|den|dem|diese\w*|mein\w*|unser\w*|ein\w*|kein\w*)\s+",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"(?:a\s+lot\s+of|(?:an?\s+)?(?:good|nice|proper|decent|strong|cold|hot)|all\s+kinds\s+of"
    r"|most|keine?n?)\s+",
    re.IGNORECASE,
)
ODD = re.compile(r"[\d_/\\=<>@#{}|~^+*]|\.\w|['’]s?$|['’]s\s|^\W|\w\(")
POINTING = re.compile(
    r"\b(?:it|its|you|your|yours|them|they|their|he|him|his|she|her|us|me|i|this|that|these|those|there|here|others?"
    r"|things?|stuff|idea|ideas|one|ones|es|ihn|ihm|ihr|euch|dich|dir|mich|mir|dies\w*|what|who|which)\b",
    re.IGNORECASE,
)
NO_THING = re.compile(
    r"(?:not|no|none|never|only|also|just|even|still|very|too|quite|rather|seeing|hearing|knowing|getting|being|having"
    r"|dealing|doing|using|working|making|saying|thinking|feeling|trying|going|be|get|have|use|go|say|see|know|think"
    r"|make|do|let|nicht|auch|nur|sehr|dass|wenn|zu)\b",
    re.IGNORECASE,
)
BORDER = re.compile(r"\s*(?:$|[.,;:!?)\]\"”’—–-])")
AFTER = re.compile(
    r"\s+(?:and|or|but|because|since|when|while|although|though|so|too|as\s+well|anyway|again|now|at|with|for|from|during|by"
    r"|in|on|near|every|each|since|these\s+days|most|more|over|than|to|und|oder|aber|weil|wenn|auch|sehr|bei|mit|für|von|im|am"
    r"|a\s+lot|very\s+much|so\s+much|especially|particularly|lately|recently|usually|sometimes|always|who|which|i|we)\b",
    re.IGNORECASE,
)
QUOTES = "\"'“‘„«"
SMALL = 4  # letters of a word that has no capital in titles
MOST = 5  # words
BOUND = re.compile(  # to an hour, a day, what is at hand
    r"\b(?:today|tomorrow|tonight|now|soon|shortly|asap|later|moment|minutes?|hours?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|this\s+(?:week|weekend|month|morning|afternoon|evening|time)|next\s+(?:week|weekend|time|days)|back|again|\d{1,2}(?::\d\d|\s?[ap]m)"
    r"|heute|morgen|jetzt|gleich|bald|(?:mon|diens|mitt|donners|frei|sams|sonn)tags?|meeting|call|office|email|mail|patch|bug)\b",
    re.IGNORECASE,
)
GOES = re.compile(
    r"(?:come|go|fly|travel|move|get|return|drive|cycle|sail)\s+(?:back\s+)?(?:to|around|through)\s+(?:the\s+)?(?-i:[A-ZÀ-Þ])"
)
HAPPENED = re.compile(
    r"\b(?:\w+ed|saw|went|had|got|did|made|took|used|was|were|came|said|could|would"
    r"|(?:can|don|won)['’]?t|never)\b",
    re.IGNORECASE,
)
STATE = re.compile(  # "my favourite cup is missing" does not tell which it is
    r"(?:missing|gone|broken|lost|back|out|dead|dying|available|closed|closing|over|ready|still|now|late|down|up|coming"
    r"|\w+ed)(?!\w)",
    re.IGNORECASE,
)
SLIGHT = re.compile(  # no doing of one's own
    r"(?:get|have|show|see|be|am|are|is|do|use|receive|need|try|check|send|feel|hear|pay|want|like)(?!\w)"
    r"|.*\s(?:at least|at most|almost|nearly)\s",
    re.IGNORECASE,
)
HOUR = re.compile(r"\b\d{1,2}(?::\d\d|\s?[ap]m)\b")


def is_sure(sentence: Sentence, rule: Rule, slot: str, value: Span, begins: int) -> bool:
    """Whether what a rule found at ``begins`` is to be believed because it is said once."""
    if rule.of and value.text.lower().split()[-1] not in members(rule.of):
        return False
    if rule.kind is ClaimKind.ROUTINE:
        return _is_habit(value.text)
    if rule.kind is ClaimKind.GOAL and rule.shape in {"rest", "doing_rest"}:
        return _is_lasting(value.text)
    if slot in OPEN_SLOTS and rule.shape in {"value", "one", "activity", "doing"}:
        return _is_titled(sentence.text, value) or _is_general(sentence.text, value, begins)
    fits = {
        "favourite": not (STATE.match(value.text) or POINTING.search(value.text)),
        "season": _is_whole(sentence.text, value),
    }
    named = not (rule.shape in NAMED and ODD.search(value.text))
    return named and fits.get(rule.slot, True)


def _is_habit(told: str) -> bool:
    """Whether what comes again is something that they do, and stands by itself."""
    return not (POINTING.search(told) or HAPPENED.search(told) or SLIGHT.match(told))


def _is_general(text: str, value: Span, begins: int) -> bool:
    """Whether a value is the name of a thing as such: no "the …", no "your …", nothing cut off."""
    before = text[begins : value.start].lstrip("\"'“‘„«")
    said = value.text.split()
    of_a_kind = said[-1].lower() in members("played") or _is_name(said)
    article = ONE_THING.match(before)
    if article and not (GENERAL.match(text[begins:]) or (of_a_kind and article[0] == before)):
        return False
    if value.start > 0 and text[value.start - 1] in QUOTES:
        return False
    return (
        len(said) <= MOST
        and not ODD.search(value.text)
        and not POINTING.search(value.text)
        and not NO_THING.match(value.text)
        and said[-1].lower() not in words("trailing") | words("stops") | words("determiners")
        and _is_whole(text, value)
    )


def _is_name(said: Sequence[str]) -> bool:
    """Whether each word has a capital, but for small ones: "The Lord of the Rings"."""
    return all(word[0].isupper() or len(word) < SMALL for word in said) and said[0][0].isupper()


def _is_titled(text: str, value: Span) -> bool:
    """Whether a value stands in quotes, as the title of a book or film does."""
    return value.start > 0 and text[value.start - 1] in QUOTES and value.text[:1].isupper()


def _is_whole(text: str, value: Span) -> bool:
    """Whether a phrase ends where the value does."""
    return bool(BORDER.match(text, value.end) or AFTER.match(text, value.end))


def _is_lasting(wanted: str) -> bool:
    """Whether what is wanted is an aim in life and no errand: "learn Welsh"."""
    said = [word.lower() for word in WORD.findall(wanted)]
    if (
        BOUND.search(wanted)
        or POINTING.search(wanted.replace("one day", ""))
        or said[-1] in words("small_ends")
    ):
        return False
    return bool(_aims().match(wanted) or GOES.match(wanted))


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('aim')})(?!\w)", re.IGNORECASE)


def has_hour(planned: str) -> bool:
    """Whether a plan is of an hour: an appointment, which the calendar holds."""
    return bool(HOUR.search(planned))
