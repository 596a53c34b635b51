"""A little grammar: sentences, what is no statement, and where a value ends.

The words it goes by are in ``resources/patterns/grammar.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import resources

UPPER = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŠČŽĐİŞĞŐŰ"
WORD = re.compile(r"\w(?:[\w'’/&+-]*\w)?")
MONTHS = "Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"  # "am 3. Mai": no end
END = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[zZ]\.B)(?<!\d)"
                 r"[.!?…]+[\"'”’»)\]]*(?=\s|$)"
                 rf"|(?<=\d)[!?.]+(?=\s+(?!{MONTHS})[{UPPER}]|$)|\n(?:\s*\n)+|\n")  # fmt: skip
QUOTED = re.compile(
    r"\"([^\"\n]{1,300})\"|“([^”\n]{1,300})”|„([^“”\n]{1,300})[“”]|«([^»\n]{1,300})»"
    r"|(?<![\w’'])['‘]((?:[^'\n]|'(?=\w)){1,120}?)['’](?!\w)"
)
INSERTED = re.compile(  # what a program writes in place of what it cannot show
    r"\[(?:shared |attached )?(?:picture|image|photo|video|sticker|gif|media|file|voice)\b[^\]]*\]"
    r"|<[\w ]{3,40}>",
    re.IGNORECASE,
)
SPEAKS = re.compile(r"\b(?:I|I['’]\w+|my|me|we|you|ich|mein\w*|mir|mich|wir|du)\b")
FILLER = "\ue000"  # stands for each letter of what is quoted
ASKED_ON = re.compile(  # what may follow a statement in a sentence that ends as a question
    r"\s*(?:[,;—–]|-\s)\s*(?:and |but |so |oder |und |aber )?(?:how|what|do|does|did|are|is|can"
    r"|could|would|have|any|you|right|huh|eh|isn|don|aren|know|remember|where|which|who|why|when"
    r"|want|should|shall|was|wie|hast|bist|kennst|magst|oder|gell|kannst|willst|und du)\b",
    re.IGNORECASE,
)
REMINDED = re.compile(  # "Remember how I …?" tells what was, though it asks
    r"\b(?:remember|you know|weißt du noch)[,]?\s(?:how|that|when|wie|dass)\s*$", re.IGNORECASE
)
WINKS = re.compile(
    r"\W{0,3}(?:<[\d. ]*(?:wink|grin|g|sarcasm)>|[;,]-?[)\]pPD](?!\w))", re.IGNORECASE
)
MOST_WORDS = 8  # of a value
UNTOLD = re.compile(  # of these it is told before what they stand for, if at all
    r"(?<![\w'’])(?:it|it['’]s|its|they|them|their|he|him|she|those|these|es|er|sie"
    r"|(?:this|that|there|one|so)(?=\s*(?:[.,;:!?)]|$)|\s+(?:is|was|are|were|will|would|can|could|has|had)(?!\w)))(?![\w'’])",
    re.IGNORECASE,
)
TELL_OF = 3  # words that say something before such a word: then it may be of them
FULL = 40  # characters from which on a line may have been broken for want of room
BULLET = re.compile(r"[ \t]*(?:[-*•>|#]|\d+[.)]\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its place, and its text with what is quoted in it made unreadable."""

    start: int
    text: str = field(repr=False)
    masked: str = field(repr=False)
    after: str = field(default="", repr=False)  # the sentence that follows


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands, and its characters."""

    start: int
    end: int
    text: str = field(repr=False)


def sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences, in order."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        if not _is_wrapped(text, match):
            bounds.append((start, match.end()))
            start = match.end()
    bounds.append((start, len(text)))
    full = [_trimmed(text, *bound) for bound in bounds]
    kept = [(begin, piece) for begin, piece in full if WORD.search(piece)]
    following = [piece for _, piece in kept[1:]] + [""] * bool(kept)
    return [
        Sentence(begin, piece, masked(piece), after)
        for (begin, piece), after in zip(kept, following, strict=True)
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, str]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), piece.strip().replace("\n", " ")


def _is_wrapped(text: str, end: re.Match[str]) -> bool:
    """Whether a line ends there only because it was full."""
    if end[0] != "\n" or BULLET.match(text, end.end()):
        return False
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
    return len(line) >= FULL and not line.rstrip().endswith(":")


def masked(text: str) -> str:
    """Return the text with quoted speech hidden, letter by letter; short titles stay readable."""

    def hidden(match: re.Match[str]) -> str:
        if match[0][0] in "[<":
            return FILLER * len(match[0])
        inside = next(group for group in match.groups() if group is not None)
        if SPEAKS.search(inside) or len(inside.split()) > MOST_WORDS:
            return match[0][0] + FILLER * (len(match[0]) - 2) + match[0][-1]
        return match[0]

    return QUOTED.sub(hidden, INSERTED.sub(hidden, text))


def is_statement(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` is said as true, by who speaks, in earnest."""
    before, after = sentence.masked[:start], sentence.masked[end:]
    if _is_asked(sentence.masked, end) and not REMINDED.search(before):
        return False
    if _pattern("joked").search(sentence.masked[end:]) or _is_joke(sentence.after):
        return False
    if WINKS.search(sentence.text) or WINKS.match(sentence.after):
        return False
    last = WORD.findall(before)[-1:]
    joined = not before.rstrip().endswith((",", ";", ":", ".", "—", "–", "-", "!", "?"))
    reminded = REMINDED.search(before)
    if last and joined and last[0].lower() in words("turned") and not reminded:
        return False
    clause = re.split(r"[;:—–]|\bbut\b|\baber\b", before)[-1]
    if _pattern("supposed").search(clause) or _is_reported(before):
        return False
    return not re.match(r"\s*,?\s*(?:if|unless|falls)\b", after, re.IGNORECASE)


def _is_asked(text: str, end: int) -> bool:
    if not text.rstrip("\"'”’)] ").endswith("?"):
        return False
    return not any(ASKED_ON.match(text, place) for place in _breaks(text, end))


def _breaks(text: str, end: int) -> Iterator[int]:
    """Yield where a new clause may begin in the last part of a sentence."""
    for match in re.finditer(r"\s*[,;—–]|\s-\s", text[max(0, end - 1) :]):
        yield max(0, end - 1) + match.start()


def _is_joke(after: str) -> bool:
    return len(after) < 40 and bool(_pattern("joked").match(after.lstrip("(* ")))


def _is_reported(before: str) -> bool:
    for match in _pattern("reported").finditer(before):
        speaker = WORD.findall(before[: match.start()])[-2:]
        if not any(word.lower() in {"i", "ich"} for word in speaker):
            return True
    return False


def trimmed_value(text: str, start: int, end: int, *, most: int = MOST_WORDS) -> Span | None:
    """Return the value that begins at ``start``: to where its phrase ends, without an article."""
    start, end = _phrase(text, start, end)
    found = list(WORD.finditer(text, start, end))
    found = _without_lead(text, found)
    while len(found) > 1 and found[-1].group().lower() in words("trailing"):
        found.pop()
    if not found:
        return None
    begin, end = found[0].start(), found[min(most, len(found)) - 1].end()
    if len(found) > most:
        return None
    if begin > 0 and text[begin - 1] in "\"'“‘„«" and text[end : end + 1] in "\"'”’“»":
        return Span(begin, end, text[begin:end])
    return Span(begin, end, text[begin:end]) if not is_empty(text[begin:end]) else None


def _without_lead(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out articles, and how one meets the thing: "spending time in"."""
    while found:
        rest = text[found[0].start() : found[-1].end()]
        lead = _lead().match(rest)
        if found[0].group().lower() in words("determiners") and not _titled(found):
            found = found[1:]
        elif lead and not is_empty(rest[lead.end() :]):
            found = [word for word in found if word.start() >= found[0].start() + lead.end()]
        else:
            break
    return found


def after_lead(text: str, start: int, end: int) -> int:
    """Return where the thing itself begins: after "spending time in the"."""
    found = _without_lead(text, list(WORD.finditer(text, start, end)))
    return found[0].start() if found else start


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('leading')})\s+", re.IGNORECASE)


def _titled(found: list[re.Match[str]]) -> bool:
    """Whether an article begins a title: "The Book Thief"."""
    if len(found) < 2 or not found[0].group()[0].isupper():
        return False
    return found[1].group()[0].isupper()


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch up to the first stop: a mark, a word that begins another clause."""
    stretch = text[start:end]
    quote = QUOTED.match(stretch.lstrip())
    if quote and FILLER not in quote[0]:
        skipped = len(stretch) - len(stretch.lstrip())
        return start + skipped, start + skipped + quote.end()
    cut = _stop().search(stretch)
    return start, start + cut.start() if cut else end


def is_empty(value: str) -> bool:
    """Whether a value says nothing by itself: "it", "the other one"."""
    said = [word.lower() for word in WORD.findall(value)]
    small = words("empty") | words("determiners") | words("stops") | words("adverbs")
    return not said or all(word in small or len(word) < 2 for word in said)


def is_wide(value: str) -> bool:
    """Whether a value is so wide that it tells nothing: "some interesting article"."""
    said = [word.lower() for word in WORD.findall(value)]
    return all(word in words("wide") or is_empty(word) for word in said)


def telling(text: str) -> list[str]:
    """Return the words that say something, in small letters."""
    said = [word.lower() for word in WORD.findall(text)]
    return [word for word in said if len(word) > 2 and word not in _untelling()]


def stands(text: str) -> bool:
    """Whether a text can be read without what was said before it."""
    found = UNTOLD.search(text)
    return found is None or len(telling(text[: found.start()])) >= TELL_OF


@cache
def _untelling() -> frozenset[str]:
    lists = ("empty", "stops", "determiners", "adverbs", "fillers", "mental", "praise")
    return frozenset().union(*map(words, lists))


@cache
def _stop() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, words("stops")), key=len, reverse=True))
    phrases = alternatives("stop_phrases")
    marks = r"[,;:!?…()\[\]*\n]|\.(?=\s|$)|\s[-–—]+\s|[—–]"
    return re.compile(rf"{marks}|(?<=\s)(?:{phrases}|{listed})(?:['’]\w+)?(?![\w-])", re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of single words of the grammar."""
    return frozenset(phrase for phrase in _phrases(name) if " " not in phrase)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’])(?:{alternatives(name)})(?![\w'’])", re.IGNORECASE)


def alternatives(name: str) -> str:
    """Return the words and phrases of a list as a pattern."""
    ordered = sorted(_phrases(name), key=len, reverse=True)
    spaced = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return "|".join(one.replace("'", "['’]") for one in spaced)


def _phrases(name: str) -> Iterator[str]:
    """Yield the phrases of a list: words, or in a line with "|" what stands between those."""
    for line in _data()[name].strip().split("\n"):
        found = line.split("|") if "|" in line else line.split()
        yield from filter(None, map(str.strip, found))


@cache
def adverbs() -> str:
    """Return the pattern of the words that may stand between "I" and its verb."""
    return alternatives("adverbs")


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(resources.text("patterns/grammar.toml"))
