"""A reply as a mail that is not sent: what a mail program opens to be finished there."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime, make_msgid
from pathlib import Path

from assistant.replying.asked import Letter
from assistant.replying.saying import ENGLISH, GERMAN, day_said
from memory.errors import Problem
from memory.types import Kind, Participant

ANSWERED = re.compile(r"^\s*(?:re|aw|antw|sv|vs)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
POLICY = default.clone(linesep="\r\n", max_line_length=200)
UNSENT = "X-Unsent"  # lets a mail program open it to be written on


@dataclass(frozen=True, slots=True)
class Reply:
    """What is written, and to what."""

    letter: Letter
    text: str = field(repr=False)
    sender: Participant | None = None  # the user
    before: tuple[str, ...] = field(default=(), repr=False)  # Message-IDs that led to the letter
    quoted: bool = True  # with the letter below
    to_all: bool = False


def message(reply: Reply, now: datetime | None = None) -> bytes:
    """Return the mail, ready to be kept as a draft.  Raises Problem for what is no mail."""
    letter = reply.letter
    if letter.kind is not Kind.MAIL:
        raise Problem(
            "A chat is answered in its own program.", remedy="Copy the draft and paste it there."
        )
    mail = EmailMessage(POLICY)
    _address(mail, "From", [reply.sender] if reply.sender else [])
    _address(mail, "To", [letter.sender])
    if reply.to_all:
        _address(mail, "Cc", letter.copies)
    mail["Subject"] = answering_title(letter.title)
    mail["Date"] = format_datetime(now or datetime.now(UTC).astimezone())
    mail["Message-ID"] = make_msgid(domain="famulus.invalid")
    if letter.external_id:
        own = _id(letter.external_id)
        mail["In-Reply-To"] = own
        mail["References"] = " ".join([*map(_id, reply.before), own])
    mail[UNSENT] = "1"
    text = reply.text.strip("\n")
    mail.set_content(f"{text}\n\n{quotation(letter)}" if reply.quoted else f"{text}\n", cte="8bit")
    return mail.as_bytes()


def answering_title(title: str) -> str:
    one_line = " ".join(title.split())
    return one_line if ANSWERED.match(one_line) else f"Re: {one_line}".strip()


def quotation(letter: Letter) -> str:
    """Return what the sender wrote, as mails quote it."""
    name = letter.sender.name or letter.sender.address
    german = letter.language == GERMAN
    if letter.at is None:
        lead = f"{name} schrieb:" if german else f"{name} wrote:"
    elif german:
        lead = f"Am {day_said(letter.at.date(), GERMAN)}, schrieb {name}:"
    else:
        lead = f"On {day_said(letter.at.date(), ENGLISH)}, {name} wrote:"
    told = re.sub(r"\n{3,}", "\n\n", letter.text).strip().splitlines()
    return "\n".join([lead, *(f"> {line}".rstrip() for line in told)]) + "\n"


def save(path: Path, mail: bytes) -> None:
    """Write the file whole or not at all, readable by its owner alone.  Raises Problem."""
    try:
        descriptor, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")  # 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(mail)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        finally:
            Path(unfinished).unlink(missing_ok=True)
    except OSError as err:
        raise Problem(
            f"The draft could not be written ({os.strerror(err.errno or 0)}).",
            remedy="Choose a folder that you may write to.",
        ) from err


def _address(
    mail: EmailMessage, field: str, people: list[Participant] | tuple[Participant, ...]
) -> None:
    found = []
    for one in people:
        try:
            # A name from a letter may hold line breaks; they would begin another field.
            found.append(Address(" ".join(one.name.split()), addr_spec=one.address))
        except (ValueError, IndexError):
            continue  # no address: the user fills it in
    if found:
        mail[field] = found


def _id(external_id: str) -> str:
    bare = re.sub(r"[<>\s]", "", external_id)
    return f"<{bare}>"
