"""A mail as its writer made it: greeting, body, closing, and the name they signed with.

What is quoted, forwarded or a block of numbers under "-- " is none of it.  Every part
is told by its place in the document, so that it can be quoted.  The words that begin
and end letters are in ``resources/patterns/letters.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import resources
from assistant.profile.owner import folded
from memory.types import Document

FORWARDED = re.compile(
    r"^\s*(?:-{2,}.{0,40}(?:forward|original|weitergeleitet|ursprüngl|transf[ée]r).{0,40}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten).{0,20}"
    r"|(?:from|von|de):\s.+\n(?:.+\n){0,3}(?:to|an|sent|gesendet|date|datum|subject|betreff):\s.*)$",
    re.IGNORECASE | re.MULTILINE,
)
MARKS = r"[,!.:;…–—-]"
SMILE = r"(?:\s*(?:[:;]-?[)D(P]|[\U0001f300-\U0001faff☀-➿]️?))?"
NAME = r"(?-i:[^\W\d_a-zß-öø-ÿ])[\w'’-]*\.?"
RULED = re.compile(r"\s*(?:--|—|[_=*~-]{5,})\s*$")
SENT_FROM = re.compile(r"\s*(?:sent (?:from|via|with)|get outlook|von meinem|gesendet)\b", re.I)
INTRODUCES = re.compile(
    r".{0,160}\b(?:wrote|writes|said|schrieb|schreibt|écrit)\b[^.!?]{0,60}:\s*$"
)
QUOTED = re.compile(r"\s{0,3}(?:[A-Za-z]{0,3}>|\|\s)")
SEALED = "-----BEGIN PGP SIGNATURE"
ARMOUR = re.compile(r"-----BEGIN PGP|Hash: ")
TAIL = 6  # lines at the end among which a letter closes
BELOW = 2  # lines that may follow a closing, of which the first is a name
NAMES = 3  # words of the longest name that is signed
FREE = 6  # words of a closing that is in no list, if the own name follows it


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    text: str = field(repr=False)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of what somebody wrote in one mail; "" for a part that is not there.

    ``greeting`` and ``closing`` are as they stand; ``how`` and ``whom`` are the halves of
    the greeting; ``lines`` are the body, without those.  ``signed`` is the name below the
    closing, ``closed`` the closing with it, as it would be written again.
    """

    lines: tuple[Line, ...] = field(repr=False)
    greeting: str = field(default="", repr=False)
    how: str = field(default="", repr=False)
    whom: str = field(default="", repr=False)
    closing: str = field(default="", repr=False)
    signed: str = field(default="", repr=False)
    greets: tuple[int, int] = (0, 0)  # where the greeting stands in the document
    closes: tuple[int, int] = (0, 0)  # where the closing with the name does

    @property
    def body(self) -> str:
        return "\n".join(line.text for line in self.lines).strip()

    @property
    def closed(self) -> str:
        return "\n".join(filter(None, (self.closing, self.signed)))


@dataclass(frozen=True, slots=True)
class _Greeting:
    how: str
    whom: str
    end: int  # of the line, up to which it goes


@dataclass(frozen=True, slots=True)
class _Closing:
    first: int  # of the lines
    start: int  # in that line
    words: str
    signed: str
    last: int


def letter(document: Document, signs: Collection[str] = (), met: Collection[str] = ()) -> Letter:
    """Take a mail apart.

    ``signs`` are the names with which its writer signs, folded; ``met`` the names of those
    it may be to, folded: a bare "Tom," greets only one of them.
    """
    lines = own_lines(document)
    cut = next((n for n, line in enumerate(lines) if n and RULED.match(line.text)), len(lines))
    kept = [line for line in lines[:cut] if not SENT_FROM.match(line.text)]
    full = [line for line in kept if line.text.strip()]
    if not full:
        return Letter(())
    greeting = _greeting(full[0].text, met)
    rest = _without_greeting(kept, full[0], greeting)
    closing = _closing(rest, signs)
    start = full[0].start
    greets = (start, start + greeting.end) if greeting else (0, 0)
    found = Letter(
        lines=tuple(rest),
        greeting=full[0].text[: greeting.end].strip() if greeting else "",
        how=greeting.how if greeting else "",
        whom=greeting.whom if greeting else "",
        greets=greets,
    )
    return _closed(found, closing) if closing else found


def own_lines(document: Document) -> list[Line]:
    """Return the lines that the writer of a mail wrote in it, the signature with them."""
    quotes = [(fold.start, fold.end) for fold in document.folds if fold.why == "quote"]
    forwarded = FORWARDED.search(document.text)
    end = forwarded.start() if forwarded else len(document.text)
    found, place = [], 0
    for text in document.text.split("\n"):
        line = Line(place, text.rstrip("\r"))
        place += len(text) + 1
        if line.start >= end or text.startswith(SEALED):
            break
        if not any(start <= line.start < stop for start, stop in quotes) and not _is_quoted(text):
            found.append(line)
    return found


def is_group(whom: str) -> bool:
    return " ".join(folded(whom).strip(" ,").split()) in _folded_set("groups")


def titled(whom: str) -> tuple[str, str]:
    """Return the titles before a name, and the name: ("Prof.", "Aman")."""
    words = whom.split()
    n = 0
    while n < len(words) - 1 and folded(words[n]).strip(".") in _folded_set("titles"):
        n += 1
    return " ".join(words[:n]), " ".join(words[n:])


def needs_name(how: str) -> bool:
    """Whether a greeting cannot stand alone: "Dear"."""
    return folded(how) in _folded_set("addresses")


@cache
def gendered() -> dict[str, tuple[str, str]]:
    """Return by each greeting that knows women and men how both are greeted."""
    found = {}
    for pair in listed("gendered"):
        woman, man = pair.split("~") if "~" in pair else pair.split()
        found[woman] = found[man] = (woman, man)
    return found


# -- what it goes by -------------------------------------------------------


def _is_quoted(text: str) -> bool:
    return bool(QUOTED.match(text) or INTRODUCES.match(text) or ARMOUR.match(text))


def _without_greeting(lines: Sequence[Line], first: Line, greeting: _Greeting | None) -> list[Line]:
    if greeting is None:
        return list(lines)
    left = Line(first.start + greeting.end, first.text[greeting.end :])
    rest = [line for line in lines if line.start > first.start]
    return [left, *rest] if left.text.strip() else rest


def _greeting(text: str, met: Collection[str]) -> _Greeting | None:
    head = text.strip()
    lead = len(text) - len(text.lstrip())
    for pattern in _greetings():
        if match := pattern.match(head):
            told = match.groupdict()
            return _Greeting(told.get("how") or "", told.get("whom") or "", lead + match.end())
    bare = _bare().match(head)
    if bare and _is_met(bare["whom"], met):
        return _Greeting("", bare["whom"], lead + bare.end())
    return None


def _is_met(name: str, met: Collection[str]) -> bool:
    words = folded(name).split()
    return bool(words) and all(any(word in one.split() for one in met) for word in words)


def _closing(lines: Sequence[Line], signs: Collection[str]) -> _Closing | None:
    """Find how a letter closes; a closing alone needs no name, a name alone has to be known."""
    full = [n for n, line in enumerate(lines) if line.text.strip()]
    for place in range(len(full) - 1, max(len(full) - 1 - TAIL, -1), -1):
        below = full[place + 1 :]
        words = lines[full[place]].text.strip()
        match = _closings().match(words)
        if match and (len(below) <= BELOW or _signed(lines[below[0]].text, signs)):
            signed = match["name"] or (lines[below[0]].text.strip() if below else "")
            if match["name"] or not below or _may_be_name(signed, signs):
                last = below[0] if below and not match["name"] else full[place]
                told = match["how"] if match["name"] else words
                return _Closing(full[place], 0, told.strip(), signed.strip(), last)
    for n in range(len(full) - 1, max(len(full) - 3, -1), -1):
        if _signed(lines[full[n]].text, signs):
            return _above_name(lines, full[: n + 1])
    return _at_the_end(lines, full, signs)


def _above_name(lines: Sequence[Line], full: Sequence[int]) -> _Closing:
    """Return what stands above a name that is signed, if it closes; else the name alone."""
    signed = lines[full[-1]].text.strip()
    if len(full) > 1:
        above = lines[full[-2]].text.strip()
        short = len(above.split()) <= FREE and len(full) > 2
        if short and above.endswith(",") and not _greeting(above, ()):
            return _Closing(full[-2], 0, above, signed, full[-1])
    return _Closing(full[-1], 0, "", signed, full[-1])


def _at_the_end(
    lines: Sequence[Line], full: Sequence[int], signs: Collection[str]
) -> _Closing | None:
    """Find a closing behind the last sentence: "See you there. Cheers, Tom"."""
    if not full:
        return None
    text = lines[full[-1]].text
    match = _trailing().search(text)
    if match is None or not (_signed(match["name"], signs)):
        return None
    return _Closing(full[-1], match.start("how"), match["how"], match["name"], full[-1])


def _signed(text: str, signs: Collection[str]) -> bool:
    return bare_name(text) in signs


def bare_name(text: str) -> str:
    """Return a line as names that are signed are compared: "- Tom" is "tom"."""
    return folded(text.strip(" \t-–—,.!~*_/<>")).strip(" -–—,.!~*_/<>")


def _may_be_name(text: str, signs: Collection[str]) -> bool:
    """Whether a line below a closing is a name: known, or short and in capitals."""
    if _signed(text, signs):
        return True
    words = bare_name(text).split()
    plain = 0 < len(words) <= NAMES and not re.search(r"[\d@:/?]|[.!]\s*\S", text)
    return plain and not text.strip().endswith(("?", "."))


def _closed(found: Letter, closing: _Closing) -> Letter:
    lines = list(found.lines)
    first = lines[closing.first]
    kept = lines[: closing.first]
    if head := first.text[: closing.start].rstrip():
        kept.append(Line(first.start, head))
    indent = len(first.text) - len(first.text.lstrip()) if not closing.start else 0
    start = first.start + closing.start + indent
    below = [line for line in lines[closing.last + 1 :] if line.text.startswith(("P.S", "PS"))]
    return Letter(
        lines=(*kept, *below),
        greeting=found.greeting, how=found.how, whom=found.whom, greets=found.greets,
        closing=closing.words, signed=closing.signed,
        closes=(start, lines[closing.last].end),
    )  # fmt: skip


# -- the words -------------------------------------------------------------


@cache
def _data() -> dict[str, str]:
    told: dict[str, str] = tomllib.loads(resources.text("patterns/letters.toml"))
    return told


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the forms of a list, the longest first."""
    forms = (form.strip() for line in _data()[name].splitlines() for form in line.split("|"))
    return tuple(sorted({form for form in forms if form}, key=lambda form: (-len(form), form)))


@cache
def _folded_set(name: str) -> frozenset[str]:
    return frozenset(map(folded, listed(name)))


def _any(*names: str) -> str:
    forms = sorted((form for name in names for form in listed(name)), key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in forms)


def _patterns(*sources: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


@cache
def _greetings() -> tuple[re.Pattern[str], ...]:
    """How a first line greets: as a whole, with a name, alone, before a sentence."""
    title = rf"(?:(?:{_any('titles')})\.?\s+){{0,3}}"
    names = rf"{title}{NAME}(?:(?:\s*,\s+|\s+|\s+(?:and|und|et|y|e|&|\+)\s+){title}{NAME}){{0,4}}"
    some = rf"(?:{_any('groups')})(?:\s+(?:of\s+you|together))?"
    how, dear = _any("greetings"), _any("greetings", "addresses")
    whom = rf"(?:{some}(?=\s*(?:{MARKS}|$))|{names}|[\w'’.-]{{1,20}}(?=\s*[,!]))"
    ends = rf"\s*{MARKS}{{0,3}}{SMILE}\s*$"
    return _patterns(
        rf"(?P<how>{_any('whole')}){ends}",
        rf"(?P<how>{dear})(?:\s*,)?\s+(?P<whom>{whom}){ends}",
        rf"(?P<how>{how})(?P<whom>){ends}",
        rf"(?P<how>{dear})\s+(?P<whom>{some}|{title}{NAME}(?:\s+{NAME})?)\s*[,!–—:]\s+(?=\S)",
        rf"(?P<how>{dear})\s+(?P<whom>{some}|{title}{NAME})\s+[-–—]+\s+(?=\S)",
        rf"(?P<how>{how})(?P<whom>)\s*[,!]\s+(?=\S)",
    )


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?P<whom>{NAME}(?:\s+{NAME})?)\s*(?:[,:!]|\s[-–—]+)\s*$")


@cache
def _closings() -> re.Pattern[str]:
    return re.compile(
        rf"[-–—~*\s]*(?P<how>{_any('closings')})(?:\s+(?:from|aus|von)\s+{NAME})?"
        rf"(?:\s*{MARKS}{{0,3}}{SMILE}\s*$|\s*(?:{MARKS}{{1,3}}|\s)\s*(?P<name>{NAME}(?:\s{NAME})?)\s*[.!]?\s*$)",
        re.IGNORECASE,
    )


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[.!?)])\s+(?P<how>{_any('closings')})\s*{MARKS}{{0,2}}\s*(?P<name>[\w'’.-]+(?:\s[\w'’.-]+)?)\s*$",
        re.IGNORECASE,
    )


def signs_of(letters: Iterator[list[Line]], names: Collection[str]) -> frozenset[str]:
    """Return the names with which somebody signs, folded.

    Those they are called by, and what stands alone in the last line of at least
    three of their mails, of one to three words.
    """
    counted: dict[str, int] = {}
    total = 0
    for lines in letters:
        total += 1
        cut = next((n for n, line in enumerate(lines) if n and RULED.match(line.text)), len(lines))
        full = [line.text for line in lines[:cut] if line.text.strip()]
        if len(full) > 1 and (name := _sign(full[-1])):
            counted[name] = counted.get(name, 0) + 1
    often = {name for name, times in counted.items() if times >= max(3, 0.03 * total)}
    firsts = {name.split()[0] for name in names if name and "@" not in name}
    lasts = {name.split()[-1] for name in names if name and "@" not in name}
    initials = {"".join(word[0] for word in name.split()) for name in names if name}
    return frozenset(often | firsts | lasts | initials | set(names)) - _folded_set("closings")


def _sign(line: str) -> str:
    name = bare_name(line)
    words = name.split()
    bad = re.search(r"[\d@:/?;()]|-{3}", line) or line.rstrip().endswith(("?", "..."))
    return name if 0 < len(words) <= NAMES and not bad and len(name) <= 30 else ""
