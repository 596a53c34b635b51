"""A WhatsApp export: lines with a date in the manner of some country, a name and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from ingest.clean import visible
from ingest.readers.session import Spoken, document, sittings
from memory.errors import UnreadableDocument
from memory.types import Document

SPACE = "[ \u00a0\u202f]"
STAMP = (
    rf"(?P<a>\d{{1,4}})(?P<mark>[./-]){SPACE}?(?P<b>\d{{1,2}})(?P=mark){SPACE}?(?P<c>\d{{1,4}})\.?,?"
    rf"{SPACE}{{1,2}}(?:(?:at|um|à|a las|alle|às|om){SPACE})?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"{SPACE}?(?P<half>[ap]\.?{SPACE}?m\.?)?"
)
BRACKETED = re.compile(rf"\[{STAMP}\]{SPACE}?(?P<rest>.*)", re.IGNORECASE)
DASHED = re.compile(rf"{STAMP}{SPACE}?[-–]{SPACE}(?P<rest>.*)", re.IGNORECASE)
SPOKEN = re.compile(rf"~?{SPACE}?(?P<name>[^:\n]{{1,100}}?):(?:{SPACE}(?P<words>.*)|$)", re.DOTALL)
NOT_A_NAME = re.compile(r"[\"“”«»„]")  # 'Ada changed the subject to "Rome: when?"'
MARK = "\ue000"  # stands for the unseen sign that WhatsApp puts before words of its own
NOTICE = re.compile(
    r"(?:messages|nachrichten|les messages|los mensajes|i messaggi|as mensagens|berichten).{0,60}"
    r"(?:end-to-end|ende-zu-ende|bout en bout|extremo a extremo|crittografi|criptograf|ponta a)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:added|removed|created|left|joined|changed|hinzugefügt|entfernt|erstellt|geändert|verlassen"
    r"|beigetreten|ajouté|retiré|créé|modifié|añadió|eliminó|creó|cambió|aggiunto|rimosso|creato"
    r"|cambiato|adicionou|removeu|criou|mudou|toegevoegd|verwijderd|gemaakt|gewijzigd)\b"
)
CHAT_NAME = re.compile(
    r"(?:whatsapp[ -]chat|chat whatsapp|chat de whatsapp|discussion whatsapp|conversa do whatsapp)"
    r"\s*(?:with|mit|avec|con|com|met|-|–)\s+(.+?)(?:\.txt|\.zip)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A line that begins a message or a notice, and the lines that follow it."""

    stamp: re.Match[str] = field(repr=False)
    more: list[str] = field(default_factory=list, repr=False)


def looks_like_chat(name: str, head: bytes) -> bool:
    """Whether a text file is an export, by its name or by its first line."""
    if chat_name(name) or name.lower() == "_chat.txt":
        return True
    lines = visible(head[:2000].decode("utf-8", "replace")).lstrip().split("\n")
    return _stamp(lines[0]) is not None


def chat_name(name: str) -> str:
    """Return whom the chat is with, as the name of its file says; "" if it does not."""
    match = CHAT_NAME.search(name)
    return " ".join(visible(match[1]).split()) if match else ""


def sessions(name: str, text: str) -> Iterator[Document]:
    """Yield a document for each stretch of messages without a long silence."""
    messages = _messages(name, text)
    if not messages:
        raise UnreadableDocument("This file looks like a WhatsApp chat, but holds no messages.")
    for session in sittings(messages):
        yield document(name, session)


def _messages(chat: str, text: str) -> list[Spoken]:
    stamped = _stamped(visible(text.replace("\u200e", MARK)))
    day_first = _day_comes_first([line.stamp for line in stamped])
    found: list[Spoken] = []
    for line in stamped:
        rest = "\n".join([line.stamp["rest"], *line.more])
        spoken = SPOKEN.match(rest)
        at = _date(line.stamp, day_first) or (found[-1].at if found else None)
        if spoken is None or at is None or NOT_A_NAME.search(spoken["name"]):
            continue
        words, name = (spoken["words"] or "").strip(), spoken["name"].strip(f" {MARK}")
        if not _is_notice(chat, name, words):
            found.append(Spoken(len(found) + 1, at, name, words.replace(MARK, "")))
    return found


def _is_notice(chat: str, name: str, words: str) -> bool:
    """Whether the program itself speaks: on an iPhone it does so in somebody's name."""
    bare = words.lstrip(MARK)
    if NOTICE.match(bare):
        return True
    return bare != words and (
        bare.startswith(f"{name} ") or (name == chat and bool(GROUP.search(bare)))
    )


def _stamped(text: str) -> list[Stamped]:
    found: list[Stamped] = []
    for line in text.split("\n"):
        stamp = _stamp(line)
        if stamp is not None:
            found.append(Stamped(stamp))
        elif found:
            found[-1].more.append(line)
    return found


def _stamp(line: str) -> re.Match[str] | None:
    line = line.lstrip(MARK)
    if line[:1] == "[":
        return BRACKETED.match(line)
    return DASHED.match(line) if line[:1].isdecimal() else None


def _day_comes_first(stamps: Sequence[re.Match[str]]) -> bool:
    """Decide over the whole file: by days after the 12th, else by the order of time."""
    if any(int(stamp["a"]) > 12 or stamp["mark"] == "." for stamp in stamps):
        return True
    if any(int(stamp["b"]) > 12 for stamp in stamps):
        return False
    return _steps_back(stamps, day_first=True) <= _steps_back(stamps, day_first=False)


def _steps_back(stamps: Iterable[re.Match[str]], *, day_first: bool) -> int:
    dates = [date for stamp in stamps if (date := _date(stamp, day_first))]
    return sum(later < earlier - timedelta(days=1) for earlier, later in pairwise(dates))


def _date(stamp: re.Match[str], day_first: bool) -> datetime | None:
    a, b, c = int(stamp["a"]), int(stamp["b"]), int(stamp["c"])
    if len(stamp["a"]) == 4:
        year, month, day = a, b, c
    else:
        year, month, day = (c, b, a) if day_first else (c, a, b)
    hour = int(stamp["hour"])
    half = (stamp["half"] or "")[:1].lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    year += 2000 if year < 100 else 0
    try:
        at = datetime(year, month, day, hour, int(stamp["minute"]), int(stamp["second"] or 0))  # noqa: DTZ001
        return at.astimezone()  # the export tells local time
    except (ValueError, OverflowError):
        return None
