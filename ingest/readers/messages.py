"""Conversations in JSON of any shape: objects that say who speaks, what, and perhaps when.

What lies around the messages (ids, settings, members) is nobody's words and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.clean import visible
from ingest.dates import at_clock, has_clock, moment
from ingest.readers.session import Spoken, speaker

Json = dict[str, Any]

# In this order: the first that holds something counts.
SPEAKERS = (
    "role", "speaker", "author", "sender", "sender_name", "from", "from_name", "username",
    "user_name", "user_profile", "display_name", "user", "name", "who", "nick", "participant",
)  # fmt: skip
WORDS = ("content", "text", "message", "body", "utterance", "msg", "value", "words", "said")
SURE = {"role", "speaker", "author", "sender", "sender_name", "from", "from_name"}
NAMES = ("display_name", "real_name", "name", "nickname", "username", "first_name", "role", "id")
WHEN = (
    "timestamp", "timestamp_ms", "ts", "datetime", "date_time", "created_at", "sent_at", "date",
    "time", "create_time", "createdat", "sentat", "origin_server_ts", "date_unixtime",
    "time_anchor",
)  # fmt: skip
TITLES = ("title", "name", "subject", "topic")
MAYBE_WHEN = re.compile(r"(?:^|_)(?:date|time|timestamp|at)(?:$|_)|(?:time|date)$|[a-z]At$")
BESIDE = re.compile(r"(.+?)[_ -]?(?:date_?time|timestamp|date|time)", re.IGNORECASE)
NOT_WHEN = re.compile(r"edit|updat|modif|delet|expir|zone|read", re.IGNORECASE)
ASKED = ("user", "human", "question", "prompt", "query", "input", "instruction")
REPLIED = ("assistant", "ai", "bot", "answer", "response", "reply", "output", "completion")
CAPTION = re.compile(r"(?:^|_)caption$", re.IGNORECASE)

DEEPEST = 50  # levels of objects in objects that are looked into
MOST_SPEAKERS = 0.5  # of the messages, where no field says for sure that it names a speaker
TURN = 4  # messages: lists of that length in a list are the turns of one conversation
MOST_ODD = 0.2  # of a list: service messages without words or speaker


@dataclass(frozen=True, slots=True)
class Conversation:
    """A list of messages, and what the object around it says of it."""

    title: str = field(repr=False)
    messages: list[Spoken] = field(repr=False)


@dataclass(slots=True)
class _Around:
    """What an object says of all that lies in it."""

    title: str = ""
    at: datetime | None = None
    depth: int = 0


def conversations(found: object) -> list[Conversation]:
    """Return the conversations in what was read as JSON, in order; [] if it holds none.

    Messages are numbered over the whole file, also those that say nothing.
    """
    listed: list[Conversation] = []
    number = 0
    for around, messages in _lists(found, _Around()):
        spoken = list(_spoken(messages, around, number))
        number += sum(2 if _pair(message) else 1 for message in messages)
        if spoken:
            listed.append(Conversation(around.title, _in_time(spoken)))
    return listed


def _lists(found: object, around: _Around) -> Iterator[tuple[_Around, list[Json]]]:
    """Yield each list of messages, wherever it lies."""
    if around.depth > DEEPEST:
        return
    if isinstance(found, dict):
        yield from _lists_of_object(found, around)
    elif isinstance(found, list):
        messages = found if _is_conversation(found) else _joined_turns(found)
        if messages:
            yield around, messages
            return
        inside = replace(around, depth=around.depth + 1)
        for child in found:
            if isinstance(child, dict | list):
                yield from _lists(child, inside)


def _lists_of_object(found: Json, around: _Around) -> Iterator[tuple[_Around, list[Json]]]:
    lower = {str(key).lower(): value for key, value in found.items()}
    title = next((_line(lower[key]) for key in TITLES if _line(lower.get(key))), "")
    at = when(found) or around.at
    values = list(found.values())
    if len(values) > 1 and all(isinstance(v, dict) for v in values) and _is_conversation(values):
        yield replace(around, title=title or around.title), values
        return
    beside = _beside(found)
    for key, child in found.items():
        if isinstance(child, dict | list):
            yield from _lists(child, _Around(title, beside.get(str(key), at), around.depth + 1))


def _beside(found: Json) -> dict[str, datetime]:
    """Return the dates that stand beside lists: "session_1" and "session_1_date_time"."""
    told = ((BESIDE.fullmatch(str(key)[:80]), value) for key, value in found.items())
    moments = ((match[1], moment(value)) for match, value in told if match)
    return {key: at for key, at in moments if at}


def _is_conversation(found: Sequence[object]) -> bool:
    """Whether a list is of messages: nearly all say who and what, and somebody speaks again."""
    objects = [each for each in found if isinstance(each, dict)]
    if not objects or len(objects) < len(found):
        return False
    if all(_pair(each) for each in objects):
        return True
    told = [(_name(each), each) for each in objects if _has_words(each) and _name(each)]
    if not told or len(told) < (1 - MOST_ODD) * len([o for o in objects if not _is_service(o)]):
        return False
    sure = sum(any(key in SURE for key in map(str.lower, each)) for _, each in told)
    if sure >= (1 - MOST_ODD) * len(told):
        return not all("value" in each and "from" not in each for _, each in told)
    names = {name for name, _ in told}
    timed = all(when(each) for _, each in told)
    return timed or (len(told) > 3 and len(names) <= MOST_SPEAKERS * len(told))


def _is_service(message: Json) -> bool:
    return message.get("type") in {"service", "system", "event"} or not _has_words(message)


def _joined_turns(found: list[object]) -> list[Json]:
    """Return the messages of a list of short lists of messages, as one list."""
    lists = [each for each in found if isinstance(each, list) and each]
    if not lists or len(lists) < len([each for each in found if each]):
        return []
    joined = [message for each in lists for message in each]
    return joined if median(map(len, lists)) <= TURN and _is_conversation(joined) else []


def _spoken(messages: list[Json], around: _Around, number: int) -> Iterator[Spoken]:
    at = around.at
    for message in messages:
        at = when(message, at) or at
        pair = _pair(message)
        for said_by, said in pair or [(_name(message), _words(message))]:
            number += 1
            name, words = said_by, said
            if "timestamp_ms" in message:
                name, words = _mended(name), _mended(words)
            if name and words:
                yield Spoken(number, at, name, words)


def _pair(message: Json) -> list[tuple[str, str]]:
    """Return question and answer where one object holds both."""
    lower = {str(key).lower(): value for key, value in message.items()}
    asked = next((lower[key] for key in ASKED if isinstance(lower.get(key), str)), None)
    replied = next((lower[key] for key in REPLIED if isinstance(lower.get(key), str)), None)
    if asked is None or replied is None or any(lower.get(key) for key in ("role", "speaker")):
        return []
    return [("You", visible(asked).strip()), ("Assistant", visible(replied).strip())]


def _name(message: Json) -> str:
    """Return who speaks; "" for nobody, and for what is told to a program."""
    lower = {str(key).lower(): value for key, value in message.items()}
    profile = lower.get("user_profile")  # Slack: "user" is an id there
    for value in (profile, *(lower.get(key) for key in SPEAKERS)):
        name = value if isinstance(value, str) else _named(value)
        if name and (line := _line(name)):
            return speaker(line)
    return ""


def _named(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    return next((value[key] for key in NAMES if isinstance(value.get(key), str) and value[key]), "")


def _has_words(message: Json) -> bool:
    lower = {str(key).lower() for key in message}
    return any(key in lower for key in WORDS)


def _words(message: Json) -> str:
    lower = {str(key).lower(): value for key, value in message.items()}
    words = next(filter(None, (_text(lower.get(key), 0) for key in WORDS)), "")
    captions = [v for k, v in lower.items() if isinstance(v, str) and CAPTION.search(k)]
    shown = [f"[picture: {_line(caption)}]" for caption in captions if caption not in words]
    about = next((_line(lower[key]) for key in ("subject", "title") if _line(lower.get(key))), "")
    words = " ".join(filter(None, [words, *shown]))
    return f"{about}\n{words}" if about and words else words


def _text(value: object, depth: int) -> str:
    """Return words that are given as a text, as pieces, or as an object that holds them."""
    if isinstance(value, str):
        return visible(value).strip() if depth == 0 else visible(value)
    if depth > 3:
        return ""
    if isinstance(value, list):
        pieces = [_text(piece, depth + 1) for piece in value]
        # Telegram cuts one sentence into pieces; others list paragraphs.
        joint = "" if any(isinstance(piece, str) for piece in value) else "\n"
        return joint.join(pieces).strip()
    if isinstance(value, dict):
        inner = (_text(value.get(key), depth + 1) for key in ("text", "parts", "content", "body"))
        return next(filter(None, inner), "")
    return ""


def when(message: Json, day: datetime | None = None) -> datetime | None:
    """Return the moment that an object names; of a time alone, that time of the day before it."""
    lower = {str(key).lower(): value for key, value in message.items()}
    keys = [key for key in WHEN if key in lower]
    keys += [
        key.lower()
        for key in map(str, message)
        if key.lower() not in keys and MAYBE_WHEN.search(key) and not NOT_WHEN.search(key)
    ]
    days: list[datetime] = []
    for key in keys:
        if found := moment(lower[key]):
            if has_clock(lower[key]):
                return found
            days.append(found)
    clocks = [lower[key] for key in keys if isinstance(lower[key], str) and not moment(lower[key])]
    base = days[0] if days else day
    if base and clocks and (at := at_clock(base.replace(tzinfo=None), clocks[0])):
        return at
    return days[0] if days else None


def _mended(text: str) -> str:
    """Undo what one great exporter does: UTF-8 written out as if each byte were a letter."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _in_time(messages: list[Spoken]) -> list[Spoken]:
    """Return the messages from the first to the last: some programs write the newest first."""
    times = [message.at for message in messages if message.at]
    if len(times) == len(messages) > 1 and all(b <= a for a, b in pairwise(times)):
        return messages[::-1] if times[0] > times[-1] else messages
    return messages


def _line(value: object) -> str:
    return " ".join(visible(value).split())[:200] if isinstance(value, str) else ""
