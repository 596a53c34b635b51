"""Mails: mailbox files, single mails, and what is attached to them.

A mail is never lost: whatever is odd about it, a document comes out with the
text that is there, or a sentence that says why not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Any

from ingest.clean import folds, visible
from ingest.reader import Unit
from ingest.readers import headers, mbox, mime
from ingest.readers.charset import decoded
from ingest.readers.file import FileReader, refuse_empty, whole
from ingest.readers.mime import Fields, Leaf
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Participant, Role

SNIFFED = 8192
FIELD = re.compile(rb"([!-9;-~]{1,100}):")
TELLING = {  # fields that only mails have
    b"received", b"message-id", b"return-path", b"delivered-to", b"mime-version", b"x-mailer",
    b"reply-to", b"in-reply-to", b"x-original-to", b"content-transfer-encoding",
}  # fmt: skip
COMMON = {b"from", b"to", b"date", b"subject", b"cc"}
FORWARDED = re.compile(
    r"\s*(?:re:\s*|aw:\s*){0,3}(?:fwd?|wg|tr|rv|enc|doorst|i|vs|vb)\s*:", re.IGNORECASE
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UNTITLED = "(no subject)"
EMPTY_REMEDY = "If it belongs to a mail program that is open, close that program and read it again."
NOT_A_MAILBOX = "This file is called a mailbox, but it holds no mails."

FindReader = Callable[[str, bytes], FileReader | None]


class MailReader:
    name = "mail"

    def __init__(self, find_reader: FindReader) -> None:
        self._find_reader = find_reader  # who reads an attachment of that name and content

    def accepts(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in {".mbox", ".eml", ".mbx"} or looks_like_mail(head)

    def units(self, path: Path) -> Iterator[Unit]:
        with path.open("rb") as file:
            head = file.read(SNIFFED)
        if path.suffix.lower() not in {".mbox", ".mbx"} and not head.startswith(b"From "):
            return whole(path, self.read_bytes, mime.LARGEST)
        return self._mailbox(path, head)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:  # noqa: ARG002
        refuse_empty(data)
        if data.startswith(UTF_16):  # saved by an editor that knew no better
            data = decoded(data).encode()
        if b"\0" in data[:512]:
            raise UnreadableDocument("This file is called a mail, but it does not hold one.")
        return self.read_mail(data.lstrip(b"\r\n"))

    def read_mail(self, data: bytes, parent: str = "") -> Iterator[Document | Unit]:
        """Yield the mail, then a unit for each thing that is attached to it."""
        return self._read_message(mime.parse(data), parent)

    def _mailbox(self, path: Path, head: bytes) -> Iterator[Unit]:
        number = 0
        for number, place in enumerate(mbox.split(path), 1):
            yield Unit(f"mail {number}", partial(self._read_at, path, place))
        if number == 0 and (path.suffix.lower() == ".eml" or looks_like_mail(head)):
            yield from whole(path, self.read_bytes, mime.LARGEST)
        elif number == 0:
            yield Unit("", partial(_refuse_mailbox, head))

    def _read_at(self, path: Path, place: mbox.Stretch) -> Iterator[Document | Unit]:
        if place.end - place.start > mime.LARGEST:
            raise UnreadableDocument(f"This mail is larger than {mime.LARGEST // 1_000_000} MB.")
        return self.read_mail(mbox.mail_at(path, place))

    def _read_message(
        self, message: Message[Any, Any], parent: str = ""
    ) -> Iterator[Document | Unit]:
        mail = _document(message, parent)
        yield mail
        for number, leaf in enumerate(mime.attachments(message), 1):
            name = leaf.filename or _default_name(leaf)
            parse = partial(self._read_attachment, mail, number, name, leaf)
            yield Unit(f"{name} ({mail.title})", parse)

    def _read_attachment(
        self, mail: Document, number: int, name: str, leaf: Leaf
    ) -> Iterator[Document | Unit]:
        inner = mime.inner_mail(leaf)
        if inner is not None:
            yield from self._read_message(inner, parent=mail.external_id)
            return
        data = mime.content(leaf)
        reader = self._find_reader(_with_suffix(name, leaf), data)
        if reader is None:
            raise UnreadableDocument(
                f"Famulus does not read this kind of attachment yet ({_kind_of(name, leaf)})."
            )
        for found in reader.read_bytes(name, data):
            if isinstance(found, Document):
                yield _attached(found, mail, f"{mail.external_id}/{number}/", name)
            else:
                yield found


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins as mails do: "From ", or header fields that only mails have."""
    if head.startswith(b"From ") and b"\n" in head:
        return mbox.begins_mailbox(head)
    names: set[bytes] = set()
    for line in head.lstrip(b"\r\n").splitlines():
        if line[:1] in b" \t" and names and line.strip():
            continue
        match = FIELD.match(line)
        if not match:
            break
        names.add(match[1].lower())
    return len(names & COMMON) >= 3 or (len(names) > 1 and bool(names & TELLING))


def _refuse_mailbox(head: bytes) -> Iterator[Document | Unit]:
    if not head.strip():
        raise UnreadableDocument("This mailbox is empty.", remedy=EMPTY_REMEDY)
    raise UnreadableDocument(NOT_A_MAILBOX)


def _document(message: Message[Any, Any], parent: str) -> Document:
    fields = Fields(message)
    charset = mime.leaf_of(message).charset
    title = headers.words(fields.first("subject"), charset) or UNTITLED
    id = _message_id(message, fields)
    text = visible(mime.top_words(message)).strip("\n").rstrip()
    return Document(
        kind=Kind.MAIL,
        title=title,
        text=text,
        date=headers.date(fields.all("date"), fields.all("received")),
        people=_people(fields, charset),
        external_id=id,
        references=_references(fields, id),
        locator=id,
        parent=parent,
        folds=folds(text, forwarded=bool(FORWARDED.match(title))),
    )


def _message_id(message: Message[Any, Any], fields: Fields) -> str:
    for raw in fields.all("message-id"):
        found = headers.ids(raw) or ["".join(headers.words(raw).split())]
        if found[0]:
            return found[0]
    raw_fields = "".join(f"{name}:{value}\n" for name, value in message.raw_items())
    digest = hashlib.blake2b(raw_fields.encode("utf-8", "surrogatepass"), digest_size=12)
    return f"no-id-{digest.hexdigest()}"


def _references(fields: Fields, own: str) -> tuple[str, ...]:
    named = [
        id
        for field in ("references", "in-reply-to")
        for raw in fields.all(field)
        for id in headers.ids(raw)
    ]
    return tuple(id for id in dict.fromkeys(named) if id != own)


def _people(fields: Fields, charset: str) -> tuple[Participant, ...]:
    roles: tuple[Role, ...] = ("from", "to", "cc")
    found = [
        person
        for role in roles
        for raw in fields.all(role)
        for person in headers.people(role, raw, charset)
    ]
    return tuple(dict.fromkeys(found))


def _attached(found: Document, mail: Document, place: str, name: str) -> Document:
    """Say of an attachment which mail it came with."""
    if found.kind is not Kind.DOCUMENT:  # a mail or a chat has a name, a date and people of its own
        where = place + found.locator if found.kind is Kind.CHAT else found.locator
        return replace(found, locator=where, parent=mail.external_id)
    id = place + name
    return replace(
        found,
        title=name,
        date=mail.date,
        people=mail.people,
        external_id=id,
        locator=id,
        parent=mail.external_id,
    )


def _default_name(leaf: Leaf) -> str:
    if leaf.type.startswith("message/"):
        return "attached mail"
    return f"{leaf.type.partition('/')[0]} without a name"


def _with_suffix(name: str, leaf: Leaf) -> str:
    """Name a part by its type where its name does not say what it is."""
    suffixes = {
        "text/html": ".html",
        "text/plain": ".txt",
        "text/calendar": ".ics",
        "application/pdf": ".pdf",
    }
    return name if Path(name).suffix else name + suffixes.get(leaf.type, "")


def _kind_of(name: str, leaf: Leaf) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if 1 < len(suffix) <= 8 and suffix[1:].isalnum() else leaf.type[:60]
