"""The rules of what people say of themselves, from data to patterns.

``resources/patterns/statements.toml`` tells how a rule is written.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, Literal

import resources
from assistant.profile.extract.grammar import UPPER, adverbs
from memory.types import ClaimKind, Strength

FILES = ("statements", "likes")
TOKEN = re.compile(r"\{[^}]*\}|\([^)]*\)|\[[^\]]*\]|[^\s{(\[]+")
CAPITAL = rf"(?-i:(?!I\b)[{UPPER}])[\w'’.&-]*"
NAMES = rf"{CAPITAL}(?:,?\s+(?:(?:of|de|la|le|del|der|and|the|for|am|an|&)\s+)?{CAPITAL}){{0,5}}"
PLACES = (  # after a comma only what a place lies in, with which the clause ends
    rf"{CAPITAL}(?:\s+(?:(?:of|de|la|le|del|der|am|an)\s+)?{CAPITAL}){{0,3}}"
    rf"(?:,\s+{CAPITAL}(?:\s{CAPITAL}){{0,2}}(?=\s*(?:[.,;:!?)]|$)))?"
)
COLLEGE = (
    "(?:University|College|School|Institute|Academy|Polytechnic|Universität|Hochschule|Akademie)"
)
MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|januar|februar|märz|mai|juni|juli|oktober|dezember)"
)
EVERY = (
    r"(?:every|each|jeden|jede|jedes)\s+(?:other\s+|second\s+|single\s+|zweiten\s+)?(?:day|morning|afternoon|evening|night|week"
    r"|weekend|month|year|weekday|mon|tues|wednes|thurs|fri|satur|sun|tag|morgen|abend|woche"
    r"|monat|jahr|mon|diens|mitt|donners|frei|sams|sonn)\w*(?:\s+(?:morning|evening|night|afternoon))?"
    r"|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonntags)"
    r"|(?:once|twice|three\stimes)\s+(?:a|per)\s+(?:day|week|month|year)"
)
AFTER_JOB = (
    "(?:at|in|for|and|who|which|but|so|with|of|now|bei|on|from|since|to|by|und"
    "|is|are|was|were|has|had|when|where|because|than|until|while|here|there|myself|today|then|these)"
)
SMALL = "(?:for|to|of|in|on|at|any|the|a|an|with|and|or|is|are|was|that|which|my|our|this|his|her)"
# A value in the middle of a rule ends where the rule goes on; at its end, where its phrase does.
SHAPES: Mapping[str, str] = {
    "place": PLACES, "name": rf"{CAPITAL}(?:\s+{CAPITAL}){{0,2}}", "org": NAMES,
    "school": rf"(?:the\s+)?(?:{NAMES})",
    "college": rf"(?:the\s+)?(?=(?:[\w'’.&-]+\s+){{0,3}}(?-i:{COLLEGE}))(?:{NAMES})",
    "job": rf"\w[\w'’&/-]*(?:\s+(?!{AFTER_JOB}\b)\w[\w'’&/-]*){{0,3}}",
    "number": r"\d{1,3}", "number_of": r"(?:\d{1,2}|one|two|three|four|five|six|zwei|drei|vier)",
    "year": r"(?:19|20)\d\d",
    "date": rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?"
            rf"|{MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
            r"|\d{1,2}[./]\d{1,2}\.?(?:[./]?\d{2,4})?|\d{4}-\d\d-\d\d",
    "height": r"[4-7]['’′]\s?\d{0,2}(?:[\"”″]|'')?|\d(?:[.,]\d\d?)\s?m(?:etres|eters)?\b|1\d\d\s?cm"
              r"|(?:five|six|[4-7])\s(?:foot|feet|ft)(?:\s(?:\w+))?",
    "phone": r"\+?\d[\d\s()/.-]{6,18}\d", "mail": r"[\w.+-]+@[\w-]+\.[\w.-]*\w",
    "routine": rf"[^,;.!?]{{3,70}}?(?:{EVERY})",
    "routine_first": rf"^(?:{EVERY}),?\s+(?:i|we|ich|wir)\s[^;.!?]{{4,70}}",
    "category": r"[\w-]+(?:\s(?!is\b|are\b|was\b)[\w-]+)?",
}  # fmt: skip
LISTED = ("pet", "vehicle", "degree", "graduated", "marital", "partner", "diet", "illness",
          "season", "selfwork", "people", "shade", "learner")  # fmt: skip
OPEN = {"value", "one", "old", "title", "rest", "doing", "doing_rest", "activity"}
BEGINNING = (
    r"^[\"'“(*\s-]*(?:(?:oh|yeah|yes|yep|well|actually|just|haha|hey|and|but|so|lately|also|definitely|still"
    r"|honestly|recently|hi|hello|thanks|sure|no|nope|mostly|mainly|really|not\sreally|usually"
    r"|ja|naja|ach|übrigens)[\s,!.—–-]+){0,3}"
)
SUBJECTS = {
    "I": "i", "I'm": r"(?:i['’]?m|i\s+am)", "I've": r"(?:i['’]?ve|i\s+have)",
    "I'd": r"(?:i['’]?d|i\s+would)", "I'll": r"(?:i['’]?ll|i\s+will)", "we": "we",
    "we're": r"(?:we['’]re|we\s+are)", "we've": r"(?:we['’]ve|we\s+have)",
    "it's": r"(?:it['’]?s|it\s+is)", "ich": "ich", "wir": "wir",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something, and what it says."""

    slot: str
    kind: ClaimKind
    pattern: re.Pattern[str] = field(repr=False)
    text: str
    old: str
    shape: str  # of the value: "value", "place"
    most: int  # words of the value
    polarity: Literal[1, -1]
    ended: bool
    strength: Strength
    at_end: bool  # the value goes on to the end of its phrase
    loose: bool = False  # what it hears is so only where much is told, as in talks
    of: str = ""  # the class of which the value's last word must be, to be sure


@cache
def rules() -> Mapping[str, Sequence[Rule]]:
    """Return all rules by a word that a sentence must hold; those for any sentence under ""."""
    kinds = {slot: ClaimKind(one["kind"]) for slot, one in _read("slots").items()}
    found: dict[str, list[Rule]] = defaultdict(list)
    for name in FILES:
        for one in _read(name)["say"]:
            told = one["slot"] if isinstance(one["slot"], list) else [one["slot"]]
            for slot, say in product(told, one["says"]):
                rule = _rule(one, say, slot, kinds.get(slot, ClaimKind.FACT))
                for word in _needed(say):
                    found[word].append(rule)
    return found


@cache
def members(kind: str) -> frozenset[str]:
    """Return the words of a closed class, in lower case."""
    listed = _phrases(kind)
    return frozenset(word.lower() for words in listed for word in _apart(words))


def listed(kind: str) -> str:
    """Return the words and phrases of a closed class as a pattern."""
    return "|".join(map(_phrase, _phrases(kind)))


def _apart(words: str) -> list[str]:
    """A line without "|" is of single words."""
    return words.split() if len(words) > 60 else [words]


@cache
def categories() -> Mapping[str, str]:
    """Return the slot of each word that tells what something is a favourite of."""
    told: Mapping[str, str] = _read("kinds")["category"]
    return {word: slot for slot, listed in told.items() for word in listed.split()}


def _rule(one: Mapping[str, Any], say: str, slot: str, kind: ClaimKind) -> Rule:
    shape, most = "value", 8
    for token in re.findall(r"\{([^}]*)\}", say):
        name, _, number = token.partition(":")
        if name not in {"old", "category"}:
            shape, most = name, int(number) if number.isdigit() else 8
    last = say.rsplit("}", 1)[-1].strip() == "" and "{old" not in say.rsplit("{", 1)[-1]
    return Rule(
        slot=slot, kind=kind, pattern=_compiled(say), text=one["text"],
        old=one.get("old", ""), shape=shape, most=most,
        polarity=-1 if one.get("polarity") == -1 else 1, ended=one.get("ended", False),
        strength=Strength(one.get("strength", "stated")), at_end=last and shape in OPEN,
        loose=one.get("loose", False), of=one.get("of", ""),
    )  # fmt: skip


def _compiled(say: str) -> re.Pattern[str]:
    elided = say.startswith("~")
    tokens = TOKEN.findall(say.removeprefix("~"))
    pieces = _named_once([_piece(token, n == len(tokens) - 1) for n, token in enumerate(tokens)])
    first = 0
    if tokens[0] in SUBJECTS:
        pieces[0] = rf"{pieces[0]}(?:\s+(?:{adverbs()})){{0,3}}"
        first = 1
    whole = _spaced(tokens, pieces)
    if elided:
        rest = _spaced(tokens[first:], pieces[first:])
        whole = rf"(?:{whole}|{BEGINNING}{_again(rest)})" if first else BEGINNING + rest
    return re.compile(rf"(?<![\w'’]){whole}", re.IGNORECASE)


def _named_once(pieces: Sequence[str]) -> list[str]:
    """Let only the last value be the value: "studied {one} at {org}" is about the place."""
    found, seen = [], False
    for piece in reversed(pieces):
        found.append(piece.replace("(?P<v>", "(?:") if seen else piece)
        seen = seen or "(?P<v>" in piece
    return found[::-1]


def _again(pattern: str) -> str:
    """Return a pattern a second time: its groups get names of their own."""
    return re.sub(r"\(\?P<(\w)>", r"(?P<\g<1>2>", pattern)


def _spaced(tokens: Sequence[str], pieces: Sequence[str]) -> str:
    """Join what follows each other with spaces; what may be missing brings its own."""
    said = ""
    for token, piece in zip(tokens, pieces, strict=True):
        if token.startswith("["):
            said += rf"(?:{'' if not said else _gap(token)}{piece})?"
        else:
            said += ("" if not said else _gap(token)) + piece
    return said


def _gap(token: str) -> str:
    return r"\s*" if token[:2] in {"(,", "[,"} or token in {",", ":"} or token[0] == "," else r"\s+"


def _piece(token: str, last: bool) -> str:
    if token in SUBJECTS:
        return SUBJECTS[token]
    if token[0] == "{":
        return _group(token[1:-1], last)
    if token[0] in "([":
        inner = "|".join(_alternative(one) for one in token[1:-1].split("|"))
        return rf"(?:{inner})"
    return _alternative(token)


def _alternative(words: str) -> str:
    tokens = TOKEN.findall(words.strip())
    pieces = [_group(t[1:-1], False) if t[0] == "{" else _word(t) for t in tokens]
    return r"\s+".join(pieces) + (r"\b" if words[-1:].isalnum() else "")


def _word(word: str) -> str:
    return re.escape(word).replace("'", "['’]?") if "'" in word else re.escape(word)


def _group(told: str, last: bool) -> str:
    name, _, number = told.partition(":")
    if name == "lieblings":  # one word with what it is of: "Lieblingsbuch"
        return r"lieblings(?P<c>\w+)"
    letter = {"old": "o", "category": "c", "who": "w"}.get(name, "v")
    return rf"(?P<{letter}>{_shape(name, int(number) if number.isdigit() else 0, last)})"


def _shape(name: str, most: int, last: bool) -> str:
    if name in SHAPES:
        return SHAPES[name] + (r"(?![\w])" if name not in {"height", "category"} else "")
    if name in LISTED:
        return rf"(?:{listed(name)})(?![\w-])"
    if name in {"group", "business"}:
        fewest = 1 if name == "group" else 0
        return rf"(?:(?!{SMALL}\b)[\w'’-]+\s){{{fewest},3}}(?:{listed(name)})(?!\w)"
    if name in {"doing", "doing_rest", "activity"}:
        return r"\w{2,}ing\b" + (r".*" if last else r"[^,;.!?]{0,40}?")
    if last:
        return r"\S.*"
    return rf"\S+(?:\s+[^\s,;.!?]+){{0,{(most or 5) - 1}}}?"


def _phrase(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


def _phrases(kind: str) -> list[str]:
    lines = _read("kinds")[kind].strip().split("\n")
    return sorted({one for line in lines for one in line.split("|")}, key=len, reverse=True)


def _needed(say: str) -> Iterator[str]:
    """Yield words of which a sentence must hold one, for the rule to be tried."""
    for token in TOKEN.findall(say.removeprefix("~")):
        if token[0] in "{[" or token in SUBJECTS or token in {"my", "mein", "meine", "to", "in"}:
            continue
        options = token.strip("()").split("|")
        if any("{" in option or not option.strip(", ") for option in options):
            continue
        yield from {_first_word(option) for option in options}
        return
    kinds = re.findall(r"\{(\w+)", say)
    listed = [kind for kind in kinds if kind in (*LISTED, "group")]
    if listed:
        yield from {_first_word(word) for word in members(listed[0])}
    else:
        yield ""


def _first_word(words: str) -> str:
    found: list[str] = re.findall(r"[\w-]+", words.lower().replace("'", ""))
    return found[0]


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.text(f"patterns/{name}.toml"))
