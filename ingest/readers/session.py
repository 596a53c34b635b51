"""What was said in one sitting, whoever exported it: messages as a document of parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from memory.types import Document, Kind, Part, Participant

GAP = timedelta(hours=6)  # of silence: then another session begins
LONGEST_SESSION = 300  # messages
NUMBER = re.compile(r"\+?[\d\s().-]{6,20}$")

# How programs that talk to a model call the two sides.
ROLES = {
    "user": "You", "human": "You", "you": "You", "prompter": "You", "assistant": "Assistant",
    "ai": "Assistant", "bot": "Assistant", "model": "Assistant", "gpt": "Assistant",
    "chatgpt": "Assistant", "claude": "Assistant", "chatbot": "Assistant",
}  # fmt: skip
UNSAID = {"system", "tool", "function", "developer"}  # told to the program, and shown to nobody


@dataclass(frozen=True, slots=True)
class Spoken:
    number: int  # among the messages of the file, from 1
    at: datetime | None
    name: str = field(repr=False)
    words: str = field(repr=False)


def speaker(name: str) -> str:
    """Return how a speaker is shown: roles by one name each; "" for who is not heard."""
    role = name.strip().lower()
    return "" if role in UNSAID else ROLES.get(role, name.strip())


def sittings(messages: Iterable[Spoken]) -> Iterator[list[Spoken]]:
    """Yield the messages of each stretch without a long silence."""
    session: list[Spoken] = []
    for message in messages:
        if session and (_silent(session[-1], message) or len(session) >= LONGEST_SESSION):
            yield session
            session = []
        session.append(message)
    if session:
        yield session


def document(title: str, session: Sequence[Spoken]) -> Document:
    """Return a sitting as a document: a message is a part, told by its number in the file."""
    names = list(dict.fromkeys(message.name for message in session))
    title = title or f"Chat with {', '.join(names)}"
    pieces, parts, position = [], [], 0
    for message in session:
        words = f"{message.name}: {message.words}"
        parts.append(
            Part(position, position + len(words), f"#{message.number}", message.name, message.at)
        )
        pieces.append(words)
        position += len(words) + 1
    date = next((message.at for message in session if message.at), None)
    return Document(
        kind=Kind.CHAT,
        title=title,
        text="".join(f"{words}\n" for words in pieces),
        date=date,
        people=tuple(
            Participant("speaker", name, name if NUMBER.match(name) else "") for name in names
        ),
        external_id=f"{title}@{date.isoformat() if date else parts[0].locator}",
        locator=parts[0].locator,
        parts=tuple(parts),
    )


def _silent(before: Spoken, after: Spoken) -> bool:
    return before.at is not None and after.at is not None and abs(after.at - before.at) > GAP
