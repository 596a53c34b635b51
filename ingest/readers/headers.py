"""Header fields of mails as they come: mistakes, bare bytes and bombs.

The ``email`` package's own decoding hangs or raises on what senders write, so
fields stay raw there and are decoded here: linear in their length, never raising.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from ingest.clean import visible
from ingest.readers.charset import decoded
from memory.types import Participant, Role

LONGEST = 65_536  # characters of one field that are looked at
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\n]*)\?=")
ADDRESS_TOKEN = re.compile(
    # Lengths are bounded: what is opened and never closed must not be searched for again and again.
    r'"(?P<quoted>(?:[^"\\]|\\.){0,500})"|\((?P<comment>[^()]{0,500})\)|<(?P<address>[^<>]{0,998})>'
    r'|(?P<stop>[,;])|(?P<group>:)|(?P<word>[^"(<,;:]+|.)',
    re.DOTALL,
)
PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
MESSAGE_ID = re.compile(r"<([^<>]+)>")
FOLD = re.compile(r"[ \t]*[\r\n]\s*")
FIRST_YEAR = 1970


def plain(raw: str, charset: str = "") -> str:
    """Return a raw field on one line, its bare bytes read as UTF-8 or as the mail's charset."""
    raw = raw[:LONGEST]
    if not raw.isascii():
        data = raw.encode("ascii", "surrogateescape") if _is_raw(raw) else raw.encode("utf-8")
        raw = _bare(data, charset)
    return raw.replace("\r", "").replace("\n", " ")


def words(raw: str, charset: str = "") -> str:
    """Return what a field says, encoded words decoded, on one line."""
    return " ".join(visible(_decode_words(plain(raw, charset))).split())


def people(role: Role, raw: str, charset: str = "") -> Iterator[Participant]:
    """Yield who is named in an address field."""
    name: list[str] = []
    comment = address = ""
    # One stop more than there are, so that the last one is told like the others.
    for token in ADDRESS_TOKEN.finditer(plain(raw, charset) + ","):
        match token.lastgroup:
            case "stop":
                yield from _participant(role, "".join(name), comment, address)
                name, comment, address = [], "", ""
            case "group":  # "undisclosed-recipients:;": the name of a list, not of a person
                name = []
            case "address":
                address = token["address"]
            case "comment":
                comment = comment or token["comment"]
            case "quoted":
                name.append(re.sub(r"\\(.)", r"\1", token["quoted"]))
            case _:
                name.append(token["word"])


def date(values: Iterable[str], received: Iterable[str]) -> datetime | None:
    """Return the first date that can be, of Date or else of Received."""
    for raw in [*values, *(value.rpartition(";")[2] for value in received)]:
        try:
            found = parsedate_to_datetime(plain(raw)[:200].strip())
            found = found if found.tzinfo else found.replace(tzinfo=UTC)  # "-0000": UTC, unzoned
            found.astimezone(UTC)  # year 1 or 9999 and a zone beyond them
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if found.year >= FIRST_YEAR:
            return found
    return None


def ids(raw: str) -> list[str]:
    """Return the Message-IDs of a field, without their brackets."""
    text = visible(plain(raw))
    # A space in an id is its own (in quotes, an old gateway's); a fold is the mail program's.
    found = [FOLD.sub("", id).strip() for id in MESSAGE_ID.findall(text)]
    return [id for id in found if id] or [word for word in text.split() if "@" in word.strip("<>@")]


def parameters(raw: str) -> tuple[str, dict[str, str]]:
    """Take a field such as Content-Type apart: its value and its parameters, in lower case."""
    field = plain(raw)[:8192]
    value = field.partition(";")[0].strip().lower()
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, written in PARAMETER.findall(field):
        content = written.strip()
        if content.startswith('"'):
            content = re.sub(r"\\(.)", r"\1", content[1:-1])
        base, number, encoded = _parameter_name(name.lower())
        pieces.setdefault(base, []).append((number, encoded, content))
    return value, {base: _joined(found) for base, found in pieces.items()}


def _is_raw(raw: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in raw) and all(
        c < "\x80" or "\udc80" <= c <= "\udcff" for c in raw
    )


def _bare(data: bytes, charset: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(data, charset or "cp1252")


def _decode_words(raw: str) -> str:
    if "=?" not in raw:
        return raw
    out: list[str] = []
    run: list[bytes] = []  # words of one charset in a row: a letter may be split between two
    charset, position = "", 0
    for match in ENCODED_WORD.finditer(raw):
        between = raw[position : match.start()]
        if run and (between.strip() or match[1].lower() != charset):
            out.append(decoded(b"".join(run), charset))
            run = []
        if between.strip() or position == 0:  # space between two encoded words is none
            out.append(between)
        charset = match[1].lower().partition("*")[0]  # RFC 2231: a language after the charset
        run.append(_word_bytes(match[2], match[3]))
        position = match.end()
    if run:
        out.append(decoded(b"".join(run), charset))
    return "".join([*out, raw[position:]])


def _word_bytes(encoding: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    if encoding in "bB":
        return lenient_base64(data)
    return binascii.a2b_qp(data.replace(b"_", b" "), header=False)


def lenient_base64(data: bytes) -> bytes:
    """Decode what can be decoded; what is cut off or foreign in it is left out."""
    data = b"".join(data.split()).rstrip(b"=")
    for cut in (data, data[:-1]):  # one letter over is six bits: not a byte
        try:
            return binascii.a2b_base64(cut + b"===")
        except binascii.Error:
            continue
    return b""


def _participant(role: Role, name: str, comment: str, address: str) -> Iterator[Participant]:
    name = " ".join(visible(_decode_words(name)).split()).strip("'")
    address = "".join(visible(address).split())
    if not address and "@" in name and " " not in name:
        name, address = "", name
    name = name or " ".join(visible(_decode_words(comment)).split())
    if name or address:
        yield Participant(role=role, name=name, address=address.removeprefix("mailto:"))


def _parameter_name(name: str) -> tuple[str, int, bool]:
    """``filename*1*`` is the second piece of filename, percent-encoded."""
    base, *rest = name.split("*")
    number = int(rest[0]) if rest and rest[0].isdecimal() and len(rest[0]) < 5 else 0
    return base, number, bool(rest) and rest[-1] == ""


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    if not any(encoded for _, encoded, _ in pieces):
        content = (
            "".join(piece for _, _, piece in sorted(pieces)) if len(pieces) > 1 else (pieces[0][2])
        )
        return words(content)
    charset, data = "", b""
    for number, encoded, written in sorted(pieces):
        piece = written
        if encoded and number == 0 and piece.count("'") >= 2:
            charset, _, piece = piece.split("'", 2)
        data += unquote_to_bytes(piece) if encoded else piece.encode("utf-8", "replace")
    return " ".join(visible(decoded(data, charset)).split())
