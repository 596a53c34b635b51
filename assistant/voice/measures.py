"""What can be counted in one mail, and where in it that can be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from assistant.profile.letter import Line, is_group, titled
from assistant.voice.letters import Written
from assistant.voice.traits import is_plain, looked_for, words_of

Span = tuple[int, int]

ENDS = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s|$)|(?<=\w)\s*[:;]-?[)D(P]+(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SMILE = re.compile(
    r"(?<!\w)[:;=]['’]?-?[)D(Pp/|*oO](?!\w)|(?<!\w)\(:|<3(?!\d)|\^\^|[\U0001f300-\U0001faff☺☹♥❤✨⭐]"
)
DASH = re.compile(r"(?<=\w)\s?[–—]\s?(?=\w)|(?<=\w)\s?--\s?(?=\w)|(?<=\w)\s-\s(?=\w)")
ELLIPSIS = re.compile(r"…|(?<!\.)\.{2,4}(?!\.)")
SHOUTED = re.compile(r"(?<![\w./-])[A-ZÄÖÜ]{4,}(?![\w./-])")
BRACKET = re.compile(r"\((?=[^\W\d_])[^()\n]{2,200}\)")
FORMAL_DE = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihr|Ihre[nrms]?)\b")
FAMILIAR_DE = re.compile(r"\b(?:du|dir|dich|dein\w*|euch|eur\w*)\b", re.IGNORECASE)
LONGEST = 5000  # characters of a mail; what is longer is mostly somebody else's article
COMMAS = (0.02, 0.075)  # a word; below are few, above are many


@dataclass(frozen=True, slots=True)
class Measured:
    """One mail as numbers and words of closed sets; ``seen`` is where each is to be seen."""

    written: Written = field(repr=False)
    values: Mapping[str, str | float] = field(repr=False)
    seen: Mapping[str, Span] = field(repr=False)


def measured(written: Written) -> Measured | None:
    """Measure a mail; None if there is nothing to measure."""
    sentences = list(_sentences(written))
    text = written.document.text
    words = [len(WORD.findall(text[start:end])) for start, end in sentences]
    if not sum(words) or len(written.letter.body) > LONGEST:
        return None
    values: dict[str, str | float] = {
        "length": sum(words),
        "sentences": sum(words) / len(sentences),
        "paragraphs": len(list(_blocks(written.letter.lines))),
    }
    seen = dict.fromkeys(values, sentences[0])
    seen["sentences"] = sentences[_nearest(words, values["sentences"])]
    for name, look in _looks().items():
        found = next((span for span in sentences if look(text[slice(*span)])), None)
        values[name] = float(found is not None)
        if found is not None:
            seen[name] = found
    small = [span for span in sentences if _begins_small(text[slice(*span)])]
    values["lower_case"] = float(2 * len(small) > len(sentences))
    seen |= {"lower_case": small[0]} if small else {}
    _chosen(written, sentences, values, seen)
    _formed(written, values, seen)
    return Measured(written, values, seen)


def form_of_greeting(written: Written) -> str:
    """Return a greeting with a slot for the name; "" for none, or for one not to be repeated."""
    letter = written.letter
    if not letter.greeting:
        return ""
    if not letter.whom or is_group(letter.whom):
        form = f"{letter.how} {letter.whom}".strip()
    elif titled(letter.whom)[0]:
        form = f"{letter.how} [title and name]".strip()
    else:
        form = f"{letter.how} {_slot(written)}".strip()
    return form if is_plain(form) else ""


def _slot(written: Written) -> str:
    words = written.letter.whom.lower().split()
    names = [person.name.lower().split() for person in written.to]
    if len(words) > 1 and "and" not in words:
        return "[whole name]"
    last = any(len(name) > 1 and name[-1:] == words for name in names)
    return "[last name]" if last else "[first name]"


# -- sentences -------------------------------------------------------------


def _blocks(lines: tuple[Line, ...]) -> Iterator[Span]:
    """Yield the paragraphs of a body: lines that follow each other without an empty one."""
    start = end = -1
    for line in lines:
        full = bool(line.text.strip())
        if full and line.start == end + 1 and start >= 0:
            end = line.end
            continue
        if start >= 0:
            yield start, end
        start, end = (line.start, line.end) if full else (-1, -1)
    if start >= 0:
        yield start, end


def _sentences(written: Written) -> Iterator[Span]:
    text = written.document.text
    for start, end in _blocks(written.letter.lines):
        place = start
        for match in ENDS.finditer(text, start, end):
            yield from _stripped(text, place, match.end())
            place = match.end()
        yield from _stripped(text, place, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if WORD.search(words):
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _nearest(numbers: list[int], to: str | float) -> int:
    return min(range(len(numbers)), key=lambda n: abs(numbers[n] - float(to)))


# -- what is looked for ----------------------------------------------------


@cache
def _looks() -> dict[str, Callable[[str], object]]:
    """Return by each trait what sees it in a sentence."""
    listed = {
        name: looked_for(name).search
        for name in ("formal", "thanks", "please", "apology", "hedges")
    }
    return {
        **listed,
        "questions": lambda said: said.rstrip('"”’)] ').endswith("?"),
        "exclamation": re.compile(r"(?<!\s)!(?!=)").search,
        "dashes": DASH.search,
        "semicolons": re.compile(r"(?<=\w);(?=\s)").search,
        "ellipses": ELLIPSIS.search,
        "brackets": BRACKET.search,
        "emoji": SMILE.search,
        "shouting": _shouts,
    }


def _begins_small(said: str) -> bool:
    """Whether a sentence begins in small letters; an address of the web is no beginning."""
    first = said.lstrip("\"“„‚'’*_-–—>( ").split(maxsplit=1)[:1]
    return bool(first) and first[0][:1].islower() and not re.search(r"\w[./@:]\w|://", first[0])


def _shouts(said: str) -> bool:
    found = [word for word in SHOUTED.findall(said) if word.lower() not in words_of("capitals")]
    return bool(found) and not said.isupper()


def _chosen(
    written: Written, sentences: list[Span], values: dict[str, str | float], seen: dict[str, Span]
) -> None:
    """Measure what is one of two or three."""
    text = written.document.text
    told = " ".join(text[start:end] for start, end in sentences)
    short, long = looked_for("contracted"), looked_for("spelt_out")
    if written.language in {"English", ""} and (short.search(told) or long.search(told)):
        few, many = len(short.findall(told)), len(long.findall(told))
        values["contractions"] = few / (few + many)
        look = short if few >= many else long
        seen["contractions"] = next(
            s for s in sentences if look.search(text[slice(*s)]) or s == sentences[-1]
        )
    if written.language == "German":
        formal, familiar = len(FORMAL_DE.findall(told)), len(FAMILIAR_DE.findall(told))
        if formal != familiar:
            values["address"] = "Sie" if formal > familiar else "du"
            look = FORMAL_DE if formal > familiar else FAMILIAR_DE
            seen["address"] = next(s for s in sentences if look.search(text[slice(*s)]))
    values["commas"] = told.count(",") / max(len(WORD.findall(told)), 1)
    seen["commas"] = max(sentences, key=lambda s: text.count(",", *s))


def _formed(written: Written, values: dict[str, str | float], seen: dict[str, Span]) -> None:
    """Measure how it begins and ends."""
    letter = written.letter
    closing = letter.closing.strip(" ,!.;-–—").strip()
    signed = letter.signed.strip(" ,!.;-–—~*").strip()
    values["greeting"] = form_of_greeting(written)
    values["closing"] = closing if closing and is_plain(closing) else ""
    values["signature"] = signed if signed and is_plain(signed) else ""
    if letter.greeting:
        seen["greeting"] = letter.greets
    if letter.closed:
        seen["closing"] = seen["signature"] = letter.closes
