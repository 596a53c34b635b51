"""What of a mail's text is its sender speaking: no quotes, no articles, no program text.

What is not is made unreadable letter by letter, so that every place stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.profile.extract.grammar import FILLER, MOST_WORDS, SPEAKS

# "> …", "R> …", "tom--] …", "| …": each way in which programs mark what another wrote.
QUOTED = re.compile(r"\s*(?:[\w.@+-]{0,20}\s?(?:>|--\]|\|(?=\s))|\[[^\]\n]{2,60}\]\s*$)")
INTRODUCES = re.compile(
    r".{0,160}\b(?:wrote|writes|said|says|schrieb|schreibt|asked|put it)\b[^.!?]{0,60}:\s*$"
    r"|\s*(?:quoting|quoth|zitat von)\b",
    re.IGNORECASE,
)
FIELD = re.compile(r"\s*[A-Z][\w-]{1,24}:\s+\S")  # "Subject: …" as in a header
CODE = re.compile(r"[{}\\]|==|::|->|\(\)|^\s*[#$%]\s|;\s*$|<\w+>.*</\w+>")
INDENT = re.compile(r"(?: {3,}|\s*\t)\S")
NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
MOST_NUMBERED = 5  # from so many on, it is a list that goes round
MOST_MARKED = 0.6  # share of the lines
REPORTS = re.compile(
    r"[,.!?][\"”'’]+\s+(?:[\w.]+\s+){0,4}?(?:said|says|added|told|wrote)\b"
    r"|\b(?:said|says|according to)\s+(?:the\s)?(?-i:[A-Z])\w+"
    r"|\((?:AP|Reuters|UPI|dpa|AFP)\)|©|\bcopyright\b"
    r"|^\s*By\s+(?-i:[A-Z])\w+\s+(?-i:[A-Z])\w+\s*$",
    re.IGNORECASE | re.MULTILINE,
)
MOST_REPORTS = 3  # from so many on, a text is an article that was passed on
LONGEST = 5_000  # characters that somebody writes of their own accord in a mail
SPEECH = re.compile(r"(?<![\w\d])[\"“„«](?=\S)")
CLOSES = re.compile(r"(?<=[^\s])[\"”“»](?!\w)")
PARAGRAPH = re.compile(r"\n\s*\n")


def heard(text: str) -> str:
    """Return a text of the same length with nothing readable in it but who wrote it."""
    lines = list(_lines(text))
    own = "".join(lines)
    if len(" ".join(own.split())) > LONGEST or len(REPORTS.findall(own)) >= MOST_REPORTS:
        return "\n" * len(text)
    return _without_speech(own)


def _lines(text: str) -> Iterator[str]:
    lines = text.splitlines(keepends=True)
    indented = _are_few(lines, INDENT)
    numbered = sum(bool(NUMBERED.match(line)) for line in lines) >= MOST_NUMBERED
    introduced = False
    for number, line in enumerate(lines):
        bare = line.strip()
        quoted = bool(QUOTED.match(line)) or (introduced and bool(INDENT.match(line)))
        other = quoted or bool(INTRODUCES.match(line)) or bool(FIELD.match(line) and number > 2)
        set_in = (indented and INDENT.match(line)) or (numbered and NUMBERED.match(line))
        if bare and (other or set_in or CODE.search(line)):
            yield "\n" * len(line)
        else:
            yield line
        introduced = bool(INTRODUCES.match(line)) or (introduced and (quoted or not bare))


def _are_few(lines: Sequence[str], marked: re.Pattern[str]) -> bool:
    """Whether marked lines are the exception, as what is quoted is."""
    full = [line for line in lines if line.strip()]
    return sum(bool(marked.match(line)) for line in full) < MOST_MARKED * len(full)


def _without_speech(text: str) -> str:
    """Hide what stands in quotes, also over several lines, unless it is a short title."""
    pieces, place = [], 0
    for end in [m.start() for m in PARAGRAPH.finditer(text)] + [len(text)]:
        pieces.append(_hidden(text[place:end]))
        place = end
    return "".join(pieces)


def _hidden(text: str) -> str:
    place, kept = 0, ""
    while begins := SPEECH.search(text, place):
        ends = CLOSES.search(text, begins.end() + 1)
        end = ends.start() if ends else len(text)
        inside = text[begins.end() : end]
        long = SPEAKS.search(inside) or len(inside.split()) > MOST_WORDS or not ends
        kept += text[place : begins.end()] + (FILLER * len(inside) if long else inside)
        place = ends.end() if ends else end
        kept += text[end:place]
    return kept + text[place:]
