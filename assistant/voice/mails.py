"""What the user wrote and what others wrote, out of the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.profile.extract.turns import turns
from assistant.profile.letter import Letter, letter
from assistant.profile.owner import Owner, folded
from assistant.voice.letters import Written, letters
from assistant.voice.likeness import masked
from memory import voice
from memory.store import MemoryStore
from memory.types import Document
from memory.voice import Kept

MOST = 20_000  # mails of the user's that are read, the newest
OTHERS = 1500  # mails of others that are read to tell the user from them
CHATS = 300
SAID = 40  # characters of a message of a chat from which on it tells something of its writer


def own_letters(store: MemoryStore, owner: Owner) -> list[Written]:
    """Return the user's newest mails, taken apart, the oldest first."""
    return letters(voice.mails_by(store, owner.addresses, owner.names, MOST), owner)


def own_texts(written: Iterable[Written], chats: Iterable[Kept], owner: Owner) -> list[str]:
    """Return what the user wrote, names masked."""
    mails = [_masked(one.letter, one.document, owner) for one in written]
    return mails + [text for own, text in _said(chats, owner) if own]


def texts_of_others(store: MemoryStore, chats: Iterable[Kept], owner: Owner) -> list[str]:
    """Return what others wrote, those first who wrote to the user, names masked."""
    mails = [
        _masked(letter(one.document, _signs(one.document)), one.document, owner)
        for one in voice.mails_by_others(store, owner.addresses, OTHERS)
        if not owner.wrote(one.document)
    ]
    return mails + [text for own, text in _said(chats, owner) if not own]


def _signs(document: Document) -> set[str]:
    names = [folded(person.name) for person in document.people if person.role == "from"]
    return {sign for name in names if name for sign in (name, name.split()[0])}


def _masked(found: Letter, document: Document, owner: Owner) -> str:
    text = "\n".join(filter(None, (found.greeting, found.body, found.closed)))
    named = [person.name for person in document.people]
    return masked(text, [*named, *owner.names, found.whom, found.signed])


def _said(chats: Iterable[Kept], owner: Owner) -> Iterator[tuple[bool, str]]:
    for chat in chats:
        people = [person.name for person in chat.document.people]
        for turn in turns(chat.document, owner):
            if len(turn.text) >= SAID:
                yield turn.own, masked(turn.text.strip(), [*people, *owner.names])
