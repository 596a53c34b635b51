"""Invented people with two years of life, and what is true of them on each day.

Nobody here exists.  Their mails, chats, diaries and calendars are put together
from sentences that were written for variety, not from the rules of the
extractors: some say a thing plainly, some in passing, some in ways no rule
knows.  Among them stand moods, jokes, conditions and quotes that say nothing,
what friends tell of themselves, lies in incoming mail, and a namesake.
"""

from __future__ import annotations

import random
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from memory.types import Document, Kind, Part, Participant

BEGINS, DAYS = date(2024, 1, 8), 730


@dataclass(frozen=True, slots=True)
class Truth:
    """Something that is so from one day to another."""

    group: str
    value: str
    since: int = 0
    until: int = DAYS + 1

    def holds(self, day: int) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str
    namesake: str  # bears the same first name
    friend: str
    truths: tuple[Truth, ...]
    friends_truths: tuple[Truth, ...]


@dataclass
class Life:
    """What a person left behind; ``told`` is the first day on which a truth was told."""

    person: Person
    documents: list[tuple[int, Document]] = field(default_factory=list)
    told: dict[Truth, int] = field(default_factory=dict)


TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SAYINGS, ENDINGS = TOLD["sayings"], TOLD["endings"]
FILLERS, NOTHING, MOODS, LIES = (TOLD[name] for name in ("fillers", "nothing", "moods", "lies"))
LIE_PLACES, LIE_THINGS = TOLD["lie_places"], TOLD["lie_things"]


def people() -> list[Person]:
    """Return five people; their values are shared by nobody else here."""
    return [
        Person(
            one["name"],
            one["address"],
            one["namesake"],
            one["friend"],
            tuple(Truth(*truth) for truth in one["truths"]),
            tuple(Truth(*truth) for truth in one["friends_truths"]),
        )
        for one in TOLD["person"]
    ]


def lived(person: Person, seed: int) -> Life:
    """Return two years of a person's papers: something on about every third day."""
    chance = random.Random(seed)
    life = Life(person)
    said = _schedule(person, chance)
    for day in range(DAYS):
        own = said.get(day, [])
        for truth, _ in own:
            life.told.setdefault(truth, day)
        words = [sentence for _, sentence in own]
        if words or chance.random() < 0.3:
            words += _beside(chance)
            chance.shuffle(words)
            life.documents.append((day, _own(person, day, words, chance)))
        life.documents += [(day, one) for one in _of_others(person, day, chance)]
    return life


def _schedule(person: Person, chance: random.Random) -> dict[int, list[tuple[Truth, str]]]:
    """Return on which days which truth is told, in which words."""
    found: dict[int, list[tuple[Truth, str]]] = {}
    for truth in person.truths:
        last = min(truth.until, DAYS) - 1
        for n in range(chance.randint(2, 5)):
            day = truth.since if n == 0 and truth.since else chance.randint(truth.since, last)
            saying = chance.choice(SAYINGS[truth.group])
            found.setdefault(day, []).append((truth, saying.format(v=truth.value)))
        if truth.until <= DAYS and truth.group in ENDINGS:
            saying = chance.choice(ENDINGS[truth.group])
            found.setdefault(truth.until, []).append((truth, saying.format(v=truth.value)))
    return found


def _beside(chance: random.Random) -> list[str]:
    words = chance.sample(FILLERS, 2)
    if chance.random() < 0.35:
        words.append(_filled(chance.choice(NOTHING), chance))
    if chance.random() < 0.12:
        words.append(chance.choice(MOODS))
    return words


def _filled(saying: str, chance: random.Random, name: str = "") -> str:
    return saying.format(
        place=chance.choice(LIE_PLACES), thing=chance.choice(LIE_THINGS), name=name
    )


def _own(person: Person, day: int, words: Sequence[str], chance: random.Random) -> Document:
    kind = chance.random()
    first = person.friend.split()[0]
    if kind < 0.5:
        body = f"Hi {first},\n\n{' '.join(words)}\n\nCheers,\n{person.name.split()[0]}"
        return _mail(_me(person), _friend(person, "to"), day, body)
    if kind < 0.8:
        turns = [
            (person.name if n % 2 else person.friend, w)
            for n, w in enumerate(_with_friend(words, chance))
        ]
        return talk(f"{day}", day, turns)
    text = " ".join(words)
    at = _at(day)
    part = Part(0, len(text), f"{at:%d %B %Y}", f"{at:%d %B %Y}", at)
    return Document(Kind.DOCUMENT, "diary.txt", text, at, external_id=f"diary-{day}", parts=(part,))


def _with_friend(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Yield turns: the friend's small talk, then one's own sentence, and so on."""
    for word in words:
        yield chance.choice(
            ["And you?", "Oh nice.", "Ha!", "Really?", "Tell me more.", "What's new?"]
        )
        yield word


def _of_others(person: Person, day: int, chance: random.Random) -> Iterator[Document]:
    first = person.name.split()[0]
    if chance.random() < 0.08:  # the friend of themselves
        truth = chance.choice(person.friends_truths)
        saying = chance.choice(SAYINGS[truth.group]).format(v=truth.value)
        yield _mail(
            _friend(person, "from"),
            _me(person, "to"),
            day,
            f"Dear {first},\n\n{saying} {chance.choice(FILLERS)}",
        )
    if chance.random() < 0.08:  # the same in a chat
        truth = chance.choice(person.friends_truths)
        saying = chance.choice(SAYINGS[truth.group]).format(v=truth.value)
        yield talk(
            f"friend-{day}",
            day,
            [(person.name, "How are you?"), (person.friend, saying), (person.name, "Oh nice.")],
        )
    if chance.random() < 0.1:  # a lie
        lie = _filled(chance.choice(LIES), chance, person.name)
        sender = Participant("from", "Good Offers", f"news{day % 7}@offers.example")
        yield _mail(sender, _me(person, "to"), day, f"Hello,\n\n{lie}\n\nBest\nThe Team")
    if chance.random() < 0.05:  # the namesake, in a mail and in a group
        words = f"I live in {chance.choice(LIE_PLACES)}. I love {chance.choice(LIE_THINGS)}."
        sender = Participant("from", person.namesake, f"{first.lower()}@elsewhere.example")
        yield _mail(sender, _me(person, "to"), day, words)
        yield talk(
            f"group-{day}",
            day,
            [(person.namesake, words), (person.name, "Ha!"), (person.friend, "Oh nice.")],
        )


def _me(person: Person, role: str = "from") -> Participant:
    return Participant(role, person.name, person.address)  # type: ignore[arg-type]


def _friend(person: Person, role: str) -> Participant:
    address = f"{person.friend.split()[0].lower()}@friends.example"
    return Participant(role, person.friend, address)  # type: ignore[arg-type]


def _at(day: int) -> datetime:
    return datetime(BEGINS.year, BEGINS.month, BEGINS.day, 12, tzinfo=UTC) + timedelta(days=day)


def _mail(sender: Participant, to: Participant, day: int, text: str) -> Document:
    id = f"<{day}-{sender.address}-{zlib.crc32(text.encode())}@life.example>"
    return Document(Kind.MAIL, "Hello", text, _at(day), (sender, to), external_id=id, locator=id)


def talk(name: str, day: int, turns: Sequence[tuple[str, str]]) -> Document:
    text, parts = "", []
    for n, (speaker, words) in enumerate(turns, 1):
        line = f"{speaker}: {words}"
        parts.append(Part(len(text), len(text) + len(line), f"#{n}", speaker, _at(day)))
        text += line + "\n"
    people_ = tuple(Participant("speaker", one) for one in dict.fromkeys(name for name, _ in turns))
    return Document(
        Kind.CHAT,
        f"Chat {name}",
        text,
        _at(day),
        people_,
        external_id=f"chat-{name}",
        parts=tuple(parts),
    )
