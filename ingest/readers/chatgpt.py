"""ChatGPT's export: conversations that may have branched, of which the last one shown is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from ingest.clean import visible
from ingest.reader import Unit
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Part, Participant

SPEAKERS = {"user": "You", "assistant": "Assistant"}
# Said to the other, and not thought, or told to a tool, or filled in by the program.
SAID = {"text", "multimodal_text", "code", "audio_transcription"}

Json = dict[str, Any]


def is_export(found: object) -> bool:
    """Whether what was read as JSON is an export, or a shard of one."""
    listed = _listed(found)
    return isinstance(listed, list) and any(_is_conversation(each) for each in listed)


def conversations(found: object) -> Iterator[Unit]:
    """Yield a unit for each conversation of an export."""
    for number, each in enumerate(_listed(found), 1):
        yield Unit(f"conversation {number}", partial(_read, each))


def _listed(found: object) -> Any:
    return found.get("conversations", [found]) if isinstance(found, dict) else found


def _is_conversation(found: object) -> bool:
    return isinstance(found, dict) and isinstance(found.get("mapping"), dict)


def _read(found: Json) -> Iterator[Document]:
    if not _is_conversation(found):
        raise UnreadableDocument("This conversation is damaged.")
    document = _document(found)
    if document is None:
        raise UnreadableDocument("Nothing was said in this conversation.")
    yield document


def _document(conversation: Json) -> Document | None:
    id = _text(conversation.get("conversation_id")) or _text(conversation.get("id"))
    pieces: list[str] = []
    parts: list[Part] = []
    position = 0
    for message in _shown(conversation):
        speaker, words = _speaker(message), _words(message)
        if not speaker or not words:
            continue
        line = f"{speaker}: {words}"
        locator = f"{id}#{len(parts) + 1}"
        date = _date(message.get("create_time"))
        parts.append(Part(position, position + len(line), locator, speaker, date))
        pieces.append(line + "\n")
        position += len(line) + 1
    if not parts:
        return None
    dates = [part.date for part in parts if part.date]
    return Document(
        kind=Kind.CHAT,
        title=_text(conversation.get("title")) or "Conversation with ChatGPT",
        text="".join(pieces),
        date=_date(conversation.get("create_time")) or next(iter(dates), None),
        people=tuple(
            Participant("speaker", name) for name in dict.fromkeys(part.title for part in parts)
        ),
        external_id=id,
        locator=id,
        parts=tuple(parts),
    )


def _shown(conversation: Json) -> list[Json]:
    """Return the messages from the first to the last shown; other branches are left out."""
    mapping: Json = conversation["mapping"]
    at = conversation.get("current_node")
    if not isinstance(at, str) or at not in mapping:
        at = _last_leaf(mapping)
    path: list[Json] = []
    seen: set[str] = set()
    while isinstance(at, str) and at not in seen and isinstance(mapping.get(at), dict):
        seen.add(at)
        message = mapping[at].get("message")
        if isinstance(message, dict):
            path.append(message)
        at = mapping[at].get("parent")
    return path[::-1]


def _last_leaf(mapping: Json) -> str | None:
    leaves = [
        id for id, node in mapping.items() if isinstance(node, dict) and not node.get("children")
    ]
    return leaves[-1] if leaves else None


def _speaker(message: Json) -> str:
    """Return who says it to the other; "" for what nobody was shown."""
    author, metadata = message.get("author"), message.get("metadata")
    if isinstance(metadata, dict) and metadata.get("is_visually_hidden_from_conversation"):
        return ""
    if message.get("recipient") not in {None, "all"}:
        return ""
    role = author.get("role") if isinstance(author, dict) else ""
    return SPEAKERS.get(role, "") if isinstance(role, str) else ""


def _words(message: Json) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return _text(content)
    if not isinstance(content, dict) or content.get("content_type", "text") not in SAID:
        return ""
    parts = content.get("parts")
    said = parts if isinstance(parts, list) else [content.get("text")]
    words = (_text(part.get("text")) if isinstance(part, dict) else _text(part) for part in said)
    return "\n".join(filter(None, words))


def _text(found: object) -> str:
    return visible(found).strip() if isinstance(found, str) else ""


def _date(found: object) -> datetime | None:
    if not isinstance(found, int | float) or isinstance(found, bool):
        return None
    try:
        return datetime.fromtimestamp(found, tz=UTC).astimezone() if found > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
