"""A mail as its parts: which of them are its words, and which are attached to it.

Only the taking apart is left to the ``email`` package, with its headers raw.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from ingest.readers.charset import decoded
from ingest.readers.headers import lenient_base64, parameters
from ingest.readers.web import html_to_text
from memory.errors import UnreadableDocument

# Caps, looked at before anything is parsed: beyond them lies no letter, but a bomb.
LARGEST = 50_000_000  # bytes of a mail
LARGEST_HEAD = 256_000  # bytes of its header fields
MOST_FIELDS = 1_000
MOST_PARTS = 500
DEEPEST = 30

HEAD_END = re.compile(rb"\r?\n\r?\n")
FIELD_START = re.compile(rb"^[^\s:]", re.MULTILINE)
BOUNDARY = re.compile(rb'boundary\s*=\s*"?([^"\r\n;]{1,200})', re.IGNORECASE)
DELIMITER = re.compile(rb"^--([^\r\n]{1,210})", re.MULTILINE)

# Of a mail's parts what nobody wrote: proofs of who sent it.
PROOFS = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-encrypted",
}
NOT_WORDS = {"text/calendar", "text/vcard", "text/x-vcard", "text/directory"}
REPORTS = {"message/delivery-status", "message/disposition-notification"}


class Fields:
    """The header fields of a mail or of a part, raw, found by name in one pass."""

    def __init__(self, message: Message[Any, Any]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            self._values.setdefault(name.lower(), []).append(str(value))

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that has no parts, or a mail inside a mail."""

    message: Message[Any, Any] = field(repr=False)
    type: str
    charset: str
    filename: str = field(repr=False)
    attached: bool  # says of itself that it is an attachment
    format: dict[str, str] = field(repr=False)
    encoding: str

    @property
    def is_words(self) -> bool:
        if self.type in REPORTS or self.type.startswith("multipart/"):
            return True  # a multipart that has no parts: its boundary is wrong, its words are there
        if self.attached or self.filename or self.type in NOT_WORDS:
            return False
        return self.type.startswith("text/")


def parse(data: bytes) -> Message[Any, Any]:
    """Take a mail apart.  Raises UnreadableDocument if it is over the caps."""
    refuse_bombs(data)
    try:
        message = message_from_bytes(data, policy=policy.compat32)
    except RecursionError:
        raise _too_deep() from None
    _refuse_depth(message)
    return message


def refuse_bombs(data: bytes) -> None:
    if len(data) > LARGEST:
        raise UnreadableDocument(f"This mail is larger than {LARGEST // 1_000_000} MB.")
    end = HEAD_END.search(data, 0, LARGEST_HEAD + 4)
    head = data[: end.start() if end else LARGEST_HEAD + 1]
    if len(head) > LARGEST_HEAD or sum(1 for _ in FIELD_START.finditer(head)) > MOST_FIELDS:
        raise UnreadableDocument("The header of this mail is larger than any mail needs.")
    if data.count(b"\n--") > MOST_PARTS and _delimiters(data) > MOST_PARTS:
        raise UnreadableDocument(f"This mail has more than {MOST_PARTS} parts.")


def words_of(message: Message[Any, Any]) -> str:
    """Return what a mail says: of alternatives the plain one, unless it is empty."""
    if not _is_multipart(message):
        leaf = leaf_of(message)
        return _leaf_words(leaf) if leaf.is_words else ""
    children = _children(message)
    if content_type(message) == "multipart/alternative":
        return _best(children)
    return "\n\n".join(filter(None, (words_of(child).strip("\n") for child in children)))


def top_words(message: Message[Any, Any]) -> str:
    """Like ``words_of``; a mail that is one text and names a file still says that text."""
    leaf = leaf_of(message)
    return _leaf_words(leaf) if _is_one_text(message, leaf) else words_of(message)


def attachments(message: Message[Any, Any]) -> Iterator[Leaf]:
    """Yield the leaves that are not words, in order."""
    stack = [] if _is_one_text(message, leaf_of(message)) else [message]
    while stack:
        part = stack.pop()
        if _is_multipart(part):
            stack.extend(reversed(_children(part)))
            continue
        leaf = leaf_of(part)
        if not leaf.is_words and leaf.type not in PROOFS:
            yield leaf


def leaf_of(part: Message[Any, Any]) -> Leaf:
    fields = Fields(part)
    type, format = parameters(fields.first("content-type"))
    disposition, named = parameters(fields.first("content-disposition"))
    return Leaf(
        message=part,
        type=type if "/" in type else part.get_default_type(),
        charset=format.get("charset", ""),
        filename=named.get("filename", "") or format.get("name", ""),
        attached=disposition == "attachment",
        format=format,
        encoding=fields.first("content-transfer-encoding").strip().lower(),
    )


def content_type(part: Message[Any, Any]) -> str:
    return leaf_of(part).type


def content(leaf: Leaf) -> bytes:
    """Return the bytes of a part, its transfer encoding undone as far as it can be."""
    payload = _raw(leaf.message)
    if not isinstance(payload, str):
        return b""
    data = payload.encode("ascii", "surrogateescape") if _is_bytes(payload) else payload.encode()
    if leaf.encoding == "base64":
        return lenient_base64(data)
    if leaf.encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if leaf.encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uudecoded(data)
    return data


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Join the lines of a paragraph that ``format=flowed`` has broken (RFC 3676)."""
    out: list[str] = []
    open_depth = -1  # of the paragraph that goes on in the next line; -1 for none
    for line in text.split("\n"):
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        rest = rest[1:] if rest.startswith(" ") else rest
        mark = ">" * depth + (" " if depth else "")
        if rest == "-- " or depth != open_depth:
            out.append(mark + rest)
        else:
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + rest
        open_depth = depth if rest.endswith(" ") and rest != "-- " else -1
    return "\n".join(out)


def _best(children: list[Message[Any, Any]]) -> str:
    plain = [child for child in children if content_type(child) == "text/plain"]
    rich = [child for child in children if content_type(child) != "text/plain"]
    for child in [*plain, *rich]:
        said = words_of(child)
        if said.strip():
            return said
    return ""


def _leaf_words(leaf: Leaf) -> str:
    if leaf.type in REPORTS:
        return _report(leaf.message)
    text = decoded(content(leaf), leaf.charset)
    if leaf.type == "text/html":
        return html_to_text(text, quotes=True)
    if leaf.format.get("format", "").lower() == "flowed":
        text = text.replace("\r\n", "\n")
        return unflowed(text, delete_space=leaf.format.get("delsp", "").lower() == "yes")
    return text


def _report(message: Message[Any, Any]) -> str:
    """Return the fields of a report on a delivery as they stand."""
    lines = [
        f"{name}: {value}" for block in _children(message) for name, value in block.raw_items()
    ]
    return "\n".join(lines) or decoded(content(leaf_of(message)))


def _is_one_text(message: Message[Any, Any], leaf: Leaf) -> bool:
    is_text = leaf.type.startswith("text/") and leaf.type not in NOT_WORDS
    return is_text and not _is_multipart(message)


def _is_multipart(part: Message[Any, Any]) -> bool:
    """Whether it has parts; a mail inside a mail is one thing, attached."""
    return part.is_multipart() and not content_type(part).startswith("message/")


def _raw(part: Message[Any, Any]) -> object:
    """Return the parts, or the body as it came: ``get_payload`` decodes it first, and may raise."""
    return getattr(part, "_payload")  # noqa: B009 - mypy does not know it, and it is all there is


def inner_mail(leaf: Leaf) -> Message[Any, Any] | None:
    """Return the mail that is attached, if this is one."""
    if not leaf.type.startswith("message/"):
        return None
    return next(iter(_children(leaf.message)), None)


def _children(part: Message[Any, Any]) -> list[Message[Any, Any]]:
    payload = _raw(part)
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def _is_bytes(payload: str) -> bool:
    return all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in set(payload))


def _delimiters(data: bytes) -> int:
    declared = set(BOUNDARY.findall(data)[: 2 * MOST_PARTS])
    return sum(1 for line in DELIMITER.findall(data) if line.rstrip() in declared)


def _refuse_depth(message: Message[Any, Any]) -> None:
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > DEEPEST:
            raise _too_deep()
        stack += [(child, depth + 1) for child in _children(part)]


def _too_deep() -> UnreadableDocument:
    return UnreadableDocument("This mail is nested deeper than any mail needs.")


def _uudecoded(data: bytes) -> bytes:
    out = []
    lines = data.splitlines()
    begin = next((i + 1 for i, line in enumerate(lines) if line.startswith(b"begin ")), 0)
    for line in lines[begin:]:
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)
