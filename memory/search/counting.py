"""How many times, which weeks, all mails from somebody: counted over everything, not guessed.

The words that name the thing are required, all of them; a verb is required only
where it is how the thing is usually told ("eat" is not in "I had sushi").
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from memory.search.filters import Filter, conditions, persons
from memory.search.query import Span
from memory.search.words import WORD, content_words, plain
from memory.store import MemoryStore
from memory.times.dates import dates_in
from memory.types import ChunkId, Kind

USUAL = 0.3  # of very many passages that hold the verb, and it is required
RARE = 0.05  # of the passages hold a word: below this it is not how a thing is told
SAME = 0.85  # of the words of a passage are among those that the others use, and it tells the same:
# "20 minutes on a book" where "20 minutes reading a book" is said, too
MOSTLY = 0.4  # of the passages that have the very words asked for, and the others do not count
COMPARED = 5000  # passages of a thing that are looked at so closely
NAME = 3  # words of a name at the most

KINDS = {
    Kind.MAIL: r"e-?mails?|mails?|letters?|briefe?",
    Kind.CHAT: r"(?:chat )?messages?|texts?|nachrichten?",
    Kind.DOCUMENT: r"documents?|files?|notes?|dokumente?|dateien?|notizen?",
    Kind.EVENT: r"events?|appointments?|meetings?|termine?|ereignisse?",
}
PERIODS = {
    "day": r"days?|dates?|tagen?|tage",
    "week": r"weeks?|wochen?",
    "month": r"months?|monaten?|monate",
    "year": r"years?|jahren?|jahre",
}
THINGS = "|".join(KINDS.values())
TIMES = "|".join(PERIODS.values())
ASKS = re.compile(
    rf"""^\W*(?:
        (?P<times>how\s+many\s+times|how\s+often|wie\s+oft|wie\s+viele\s+male?)
      | how\s+many\s+(?P<things>{THINGS}) | wie\s*viele\s+(?P<dinge>{THINGS})
      | (?:(?:on|in|an)\s+)?(?:which|what|how\s+many|welche[nr]?|wie\s*vielen?)\s+(?P<when>{TIMES})
        (?=\s+(?:did|have|had|was|were|do|hab|hat|war|ist)\b)
      | (?:please\s+)?(?:list|show|find|give\s+me|zeige?|finde?)\s+(?:me\s+|mir\s+)?
        (?:all|every|alle)?\s*(?:of\s+)?(?:the\s+|my\s+|die\s+|meine\s+)?(?P<listed>{THINGS})
      | (?:all|every|alle)\s+(?:the\s+|my\s+|meine\s+)?(?P<all>{THINGS})
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
PERIOD_OF_STAY = re.compile(r"^\W*how\s+many\s+(days|weeks|months|years)", re.IGNORECASE)
SIDE = re.compile(r"\b(from|by|with|to|von|mit|an)\s+", re.IGNORECASE)
ROLES = {
    "'from', 'author', 'speaker'": ("from", "by", "von"),
    "'to', 'cc'": ("to", "an"),
}
TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "herrn", "frau"}
VERB = re.compile(r"\b(?:did|have|had|do|habe|hab|hat)\s+(?:i|we|ich|wir)\s+(\w+)", re.IGNORECASE)
# What is done with every mail says nothing about which.
SAID = {"send", "sent", "receive", "received", "get", "got", "write", "wrote", "written", "talk",
        "mention", "mentioned", "come", "came", "bekommen", "geschickt", "geschrieben", "erhalten",
        "about", "total", "altogether", "insgesamt", "there"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted."""

    unit: str  # "times", a kind, or a period
    words: tuple[str, ...] = field(repr=False)
    verb: str = field(default="", repr=False)
    person: str = field(default="", repr=False)
    roles: str = ""  # that the person has in it, as SQL; "" is any
    spans: tuple[Span, ...] = ()
    kind: Kind | None = None
    listed: bool = False  # the list is wanted, not the number
    sense: str = field(default="", repr=False)  # the question without its times


@dataclass(frozen=True, slots=True)
class Counted:
    """The passages that were counted, oldest first: one for each document or message."""

    found: tuple[ChunkId, ...]
    required: tuple[str, ...] = field(repr=False)  # the words that each of them holds
    known: bool = True  # False: nothing here ever held them


def asks_for_count(store: MemoryStore, question: str, today: date) -> Asked | None:
    """Return what a question wants counted or listed; None if it wants something else."""
    asks = ASKS.match(question)
    if asks is None or PERIOD_OF_STAY.match(question):
        return None
    named = asks["things"] or asks["dinge"] or asks["listed"] or asks["all"]
    kind = _named(KINDS, named)
    period = _named(PERIODS, asks["when"])
    rest = question[asks.end() :]
    mentions = dates_in(rest, today, past=True)
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    person, side = _person(store, rest) if kind else ("", "")
    verb = VERB.search(rest)
    left_out = {plain(word) for word in WORD.findall(person)} | (SAID | TITLES if kind else set())
    words = [word for word in content_words(rest) if plain(word) not in left_out]
    return Asked(
        unit=period or (kind or "times"),
        words=tuple(words),
        verb=verb[1].lower() if verb and verb[1].lower() in words else "",
        person=person,
        roles=next((roles for roles, sides in ROLES.items() if side in sides), ""),
        spans=tuple(Span(m.begins, m.ends) for m in mentions),
        kind=Kind(kind) if kind else None,
        listed=bool(asks["listed"] or asks["all"]),
        sense=question[: asks.end()] + rest,
    )


def counted(store: MemoryStore, asked: Asked) -> Counted:
    """Count what was asked for, over all that was read."""
    holding = {word: _holding(store, word) for word in asked.words}
    required, found = _required(asked, holding)
    if required and asked.verb and holding[asked.verb]:
        found = _told(store, found, holding[asked.verb])
    found = _exact(store, asked, required, found)
    if asked.words and not required:
        return Counted((), (), known=False)
    rows = _in_order(store, asked, found if required else None)
    return Counted(tuple(rows), tuple(required))


def _required(asked: Asked, holding: dict[str, set[int]]) -> tuple[list[str], set[int]]:
    """Return the words that are required together, and the chunks that hold them all."""
    nouns = sorted(
        (word for word in holding if word != asked.verb and holding[word]),
        key=lambda word: len(holding[word]),
    )
    missing = [word for word in holding if word != asked.verb and not holding[word]]
    if missing:
        return [], set()
    required: list[str] = []
    found: set[int] = set()
    for word in nouns:
        both = found & holding[word] if required else holding[word]
        if both:
            required.append(word)
            found = both
    if not required and asked.verb and holding[asked.verb]:
        return [asked.verb], holding[asked.verb]
    return required, found


def _told(store: MemoryStore, thing: set[int], verb: set[int]) -> set[int]:
    """Return the passages of a thing in which that is done, too, which is asked."""
    both, others = thing & verb, thing - verb
    if len(both) < RARE * len(thing) or len(thing) > COMPARED:
        return thing if len(both) < USUAL * len(thing) else both
    said = Counter(word for _, words in _told_with(store, both) for word in words)
    usual = {word for word, n in said.items() if n >= RARE * len(both)}
    return both | {
        id for id, words in _told_with(store, others) if len(words & usual) >= SAME * len(words)
    }


def _exact(store: MemoryStore, asked: Asked, required: Sequence[str], found: set[int]) -> set[int]:
    """Keep to what was asked by its very words, where these are how it is mostly written.

    "apple juice" is not apples and orange juice; "oranges" are not orange juice.
    """
    if len(found) > COMPARED:
        return found
    forms = [word for word in required if word.endswith("s")]
    forms += [
        f"{first} {second}"
        for first, second in pairwise(asked.words)
        if first in required and second in required and f"{first} {second}" in asked.sense.lower()
    ]
    texts = {id: " ".join(text.lower().split()) for id, text in _texts(store, found)}
    for form in forms:
        pattern = re.compile(rf"\b{re.escape(form)}\b")
        exactly = {id for id in found if pattern.search(texts[id])}
        found = exactly if len(exactly) >= MOSTLY * len(found) else found
    return found


def _told_with(store: MemoryStore, ids: Collection[int]) -> Iterator[tuple[int, set[str]]]:
    """Yield the passages and the words they are told with; names and numbers are no such words."""
    for id, text in _texts(store, ids):
        words = (word for word in WORD.findall(text) if word.islower() and word.isalpha())
        yield id, set(content_words(" ".join(words)))


def _texts(store: MemoryStore, ids: Collection[int]) -> list[tuple[int, str]]:
    return store.db.execute(
        "select id, text from chunks where id in (select value from json_each(?))",
        [json.dumps(sorted(ids))],
    ).fetchall()


def _holding(store: MemoryStore, word: str) -> set[int]:
    rows = store.db.execute(
        "select rowid from chunks_fts where chunks_fts match ?",
        [f'{{people context text}} : "{plain(word)}"'],
    )
    return {id for (id,) in rows}


def _in_order(store: MemoryStore, asked: Asked, found: Collection[int] | None) -> Sequence[ChunkId]:
    """Return one chunk for each document or message, oldest first."""
    spans = asked.spans or (Span(None, None),)
    one_of: dict[tuple[str, str], ChunkId] = {}
    for span in spans:
        where = Filter(
            span.begins.astimezone() if span.begins else None,
            span.ends.astimezone() if span.ends else None,
            person=asked.person,
            kind=asked.kind,
        )
        clauses, values = conditions(store, where)
        if asked.roles:
            known = ",".join(map(str, persons(store, asked.person)))
            clauses.append(
                f"""documents.id in (select document_id from appearances
                    where person_id in ({known}) and role in ({asked.roles}))"""
            )
        rows = store.db.execute(
            f"""select chunks.id, document_id, iif(kind = 'chat', chunks.locator, '')
                from chunks join documents on documents.id = document_id
                where {" and ".join(clauses or ["true"])} order by chunks.at, chunks.id""",
            values,
        )
        for id, document, message in rows:
            if found is None or id in found:
                one_of.setdefault((document, message), ChunkId(id))
    return list(one_of.values())


def _person(store: MemoryStore, rest: str) -> tuple[str, str]:
    """Return whom the mails are from or to, if it is somebody known, and which of the two."""
    for side in SIDE.finditer(rest):
        words = WORD.findall(rest[side.end() :])
        if words and words[0].lower() in TITLES:
            words = words[1:]
        for length in range(len(words[:NAME]), 0, -1):
            name = " ".join(words[:length])
            if persons(store, name):
                return name, side[1].lower()
    return "", ""


def _named(patterns: dict[Kind, str] | dict[str, str], word: str | None) -> str:
    if not word:
        return ""
    return next((n for n, p in patterns.items() if re.fullmatch(p, word, re.IGNORECASE)), "")
