"""Where one mail of a mailbox file ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINE = 1 << 16
POSTMARK = re.compile(rb"From \S.*\d{1,2}:\d\d|From -|From \S+@\S+\s*$")
DATED = re.compile(
    rb"From \S+\s+(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+[A-Z][a-z]{2}\s+\d{1,2}\s+\d{1,2}:\d\d"
)
FIELD = re.compile(rb"[!-9;-~]{1,200}:|>From ")
KNOWN = re.compile(
    rb"(Received|Return-Path|From|To|Subject|Date|Message-ID|Delivered-To|Status|X-[!-9;-~]+"
    rb"|MIME-Version|Content-Type|Sender|Reply-To|In-Reply-To|References):",
    re.IGNORECASE,
)
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a mail lies in the file, without its "From " line."""

    start: int
    end: int


def split(path: Path) -> Iterator[Stretch]:
    """Yield each mail's place, the file read line by line and never held whole."""
    with path.open("rb") as file:
        position, start = 0, -1
        before, line = b"\n", file.readline(LONGEST_LINE)
        while line:
            after = file.readline(LONGEST_LINE)
            if line.startswith(b"From ") and _separates(before, line, after):
                if start >= 0:
                    yield Stretch(start, position)
                start = position + len(line)
            position += len(line)
            before, line = line, after
        if start >= 0:
            yield Stretch(start, position)


def begins_mailbox(head: bytes) -> bool:
    """Whether a file that begins with "From " is a mailbox, and not a letter."""
    line, _, rest = head.partition(b"\n")
    return _separates(b"", line, rest)


def mail_at(path: Path, place: Stretch) -> bytes:
    """Return the mail as it was before a mailbox had to escape its lines."""
    with path.open("rb") as file:
        file.seek(place.start)
        data = file.read(place.end - place.start)
    return ESCAPED.sub(rb"\1", data)


def _separates(before: bytes, line: bytes, after: bytes) -> bool:
    """Whether a line that begins with "From " begins a mail, and not a sentence."""
    if not FIELD.match(after):
        return not after and not before.strip() and bool(DATED.match(line))
    if before.strip():
        return bool(DATED.match(line))  # writers that leave out the empty line before
    return bool(POSTMARK.match(line)) or bool(KNOWN.match(after))
