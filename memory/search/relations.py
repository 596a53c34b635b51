"""Who is whose sister, landlord or friend, as the texts themselves say it.

"My sister Linda", "Tom is my brother", "Nora, our landlady", "Ana's brother Tom",
"Dear Mum", "Your landlord": each is one saying, and the most sayings win.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import resources
from memory.search.words import WORD, content_words, plain

NAME = 3  # words of a name at the most
OWN = r"my|our|mein\w{0,2}|unser\w{0,2}"
YOUR = r"your|dein\w{0,2}|euer|eure\w?"
ANY = r"a|an|one\s+of\s+(?:my|our)|ein\w{0,2}"
W = r"[^\W\d_](?:[\w-]*\w)?"
KIND = rf"(?:(?!(?:{OWN}|{YOUR})\b){W}\s+)?"  # older, best, former
CAPITAL = r"(?-i:[^\Wa-zß-ÿ\d_])"
# "Ana's", "Chris'", and in German "Anas": without the sign only a word in a capital letter.
WHOSE = rf"(?P<owner>{W}(?=['’])|{CAPITAL}[\w-]+?(?=s\s))(?:['’]s|s['’]?|['’])"
TITLE = r"(?:(?:mrs?|ms|miss|dr|herrn?|frau)\.?\s+)?"
NOT_NAMES = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
    "sonntag", "januar", "februar", "marz", "mai", "juni", "juli", "oktober", "dezember",
    "mr", "mrs", "ms", "miss", "dr", "herr", "herrn", "frau", "hi", "hello", "hey", "hallo",
    "dear", "liebe", "lieber", "yes", "no", "ok", "okay", "well", "oh", "thanks", "danke",
}  # fmt: skip

IsName = Callable[[str], bool]  # whether this word, folded, is of the name of somebody known


@dataclass(frozen=True, slots=True)
class Pointed:
    """Somebody that a question points at: "my sister", "Ana's brother"."""

    words: tuple[str, ...] = field(repr=False)  # of the relation, in any language
    owner: str = field(repr=False)  # ME, ANYBODY, or a name
    of: Pointed | None = None  # "my friend's brother": whose owner is pointed at, too
    phrase: str = field(default="", repr=False, compare=False)  # as the question says it

    @property
    def said(self) -> str:
        """How it is told why somebody is meant."""
        if self.of is not None:
            return f"{self.of.said}'s {self.words[0]}"
        return f"my {self.words[0]}" if self.owner == ME else f"{self.owner}'s {self.words[0]}"


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of one relation: who has it to whom."""

    owner: str = field(repr=False)  # SPEAKER, ADDRESSED, or a name
    name: str = field(repr=False)  # a name, SPEAKER or ADDRESSED


ME, ANYBODY = "\0me", "\0anybody"
SPEAKER, ADDRESSED = "\0speaker", "\0addressed"


def pointed_at(question: str) -> list[Pointed]:
    """Return those that a question points at by a relation, in the order they are named."""
    if not any(plain(word).removesuffix("s") in _relations() for word in WORD.findall(question)):
        return []
    asks, asks_of = _asks()
    found = [
        Pointed(_words_of(match["second"]), "", _first(match), match[0])
        if match["first"]
        else Pointed(_words_of(match["second"]), match["owner"], phrase=match[0])
        for match in asks_of.finditer(question)
    ]
    for match in asks.finditer(asks_of.sub(" ", question)):
        first = _first(match)
        if match["second"]:
            found.append(Pointed(_words_of(match["second"]), "", first, match[0]))
        elif first.owner != ANYBODY:  # "a doctor" is any
            found.append(first)
    return found


def _first(match: re.Match[str]) -> Pointed:
    """Return whom a question points at first; there may be somebody of theirs."""
    own = re.fullmatch(OWN, match["own"] or "", re.IGNORECASE)
    owner = match["owner"] or (ME if own else ANYBODY)
    return Pointed(_words_of(match["first"]), owner, phrase=match[0])


def told(text: str, words: Sequence[str], is_name: IsName) -> Iterator[Told]:
    """Yield what the text says of this relation."""
    after, before, greeted, signed = _patterns(tuple(words))
    for match in after.finditer(text):
        if name := _leading(match["name"], is_name):
            yield Told(_owner(match), name)
    for match in before.finditer(text):
        if name := _before(match, is_name):
            yield Told(_owner(match), name)
    if greeted.search(text):
        yield Told(SPEAKER, ADDRESSED)
    if signed.search(text):
        yield Told(ADDRESSED, SPEAKER)


def _before(match: re.Match[str], is_name: IsName) -> str:
    """Return the name before a relation; "" if they do not belong together."""
    whose = match["own"] or match["owner"]
    if match["is"]:
        return _trailing(match["name"], is_name) if whose else ""
    if match["end"] is None or not (whose or match["the"] or match["bracket"]):
        return ""
    name = _trailing(match["name"], is_name)
    known = any(is_name(plain(word)) for word in name.split())
    return name if known or match["bracket"] else ""  # "Yesterday, my sister, ..." is no name


def _owner(match: re.Match[str]) -> str:
    if match["owner"]:
        return str(match["owner"])
    own = match["own"] or ""
    return ADDRESSED if re.fullmatch(YOUR, own, re.IGNORECASE) else SPEAKER


def _leading(words: str, is_name: IsName) -> str:
    """Return the name that the words begin with; "" if they begin with none."""
    name: list[str] = []
    for word in words.split():
        if len(word) == 1 and word.isupper() and not name:  # "Mrs M Tennant"
            continue
        if not _may_be_name(word, is_name):
            break
        name.append(word)
    return " ".join(name)


def _trailing(words: str, is_name: IsName) -> str:
    """Return the name that the words end with; "" if they end with none."""
    name: list[str] = []
    for word in reversed(words.split()):
        if not _may_be_name(word, is_name):
            break
        name.insert(0, word)
    return " ".join(name)


def _may_be_name(word: str, is_name: IsName) -> bool:
    """Whether a word is written as a name, or is one of somebody known: "my sister claire"."""
    folded = plain(word)
    if folded in NOT_NAMES or not content_words(word):
        return False
    return word[0].isupper() or is_name(folded)


def _words_of(word: str) -> tuple[str, ...]:
    return _relations().get(plain(word), (word,))


@cache
def _relations() -> dict[str, tuple[str, ...]]:
    """Return the words of each relation, by each of them; a word of two has both."""
    found: dict[str, tuple[str, ...]] = {}
    for line in resources.text("patterns/relations.txt").strip().split("\n"):
        words = tuple(line.split())
        for word in words:
            found[plain(word)] = tuple(dict.fromkeys((*found.get(plain(word), ()), *words)))
    return found


def every_word() -> tuple[str, ...]:
    """Return the words of all relations."""
    return tuple(dict.fromkeys(word for words in _relations().values() for word in words))


def _either(words: Sequence[str]) -> str:
    forms = {form for word in words for form in (word, plain(word))}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda one: (-len(one), one)))


@cache
def _asks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a question points at somebody: "my friend's sister", "the sister of my friend"."""
    relation = _either(every_word())
    whose = rf"(?:(?P<own>{OWN}|{ANY})|{WHOSE})\s+{KIND}(?P<first>{relation})\b"
    sources = (
        rf"\b{whose}(?:(?:['’]s|s['’]?)\s+{KIND}(?P<second>{relation})\b)?",
        rf"""\b(?P<second>{relation})\s+(?:of|von|(?=mein|unser|ein))\s*
            (?:(?P<own>{OWN}|{ANY})\s+{KIND}(?P<first>{relation})\b|(?P<owner>{CAPITAL}[\w-]+))""",
    )
    asks, asks_of = (re.compile(source, re.IGNORECASE | re.VERBOSE) for source in sources)
    return asks, asks_of


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    relation = rf"{KIND}(?:{_either(words)})\b"
    whose = rf"(?:(?P<own>{OWN}|{YOUR})|{WHOSE})\s+"
    name = rf"(?P<name>{W}(?:\s{W}){{0,{NAME - 1}}})"
    called = r"(?:['’]s\s+name\s+is|is\s+called|is|heißt|ist|named|called|namens)"
    sources = (
        rf"\b{whose}{relation}(?:\s*{called}(?=\s))?\s?[,:(–-]?\s?{TITLE}{name}",
        rf"""{name}(?:(?P<is>\s+(?:is|was|ist|war)\s+|['’]s\s+)|(?P<bracket>\s?\()|,\s)
            (?:{whose}|(?P<the>the|die|der)\s+)?{relation}(?P<end>\s*(?:[,.;!)]|$))?""",
        rf"\A\s*(?:hi|hey|hello|dear|liebe[rs]?|hallo)\s+{relation}",
        rf"""(?:^|\n|[,.!]\s)\W*(?:(?:love|your|dein\w?|eure?)[,\s]+)*{relation}[\Wx]*\Z
            |\b(?:as|i[ ]?['’]?a?m|this\sis|als|ich\sbin)\s+(?:{YOUR})\s+{relation}""",
    )
    return tuple(re.compile(source, re.IGNORECASE | re.VERBOSE) for source in sources)
