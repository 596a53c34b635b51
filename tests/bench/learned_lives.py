"""Published lives as documents, learned from as the program does, and a page of few bytes."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import resources
from assistant.app import Assistant
from assistant.meaning import Meaning
from assistant.profile.learning import learning
from assistant.profile.worth import worth
from ingest.readers.chats import ChatsReader
from ingest.readers.json_file import JsonReader
from memory.cipher import DataKey
from memory.claims.rows import read_claims
from memory.claims.slots import slot
from memory.documents import put_document
from memory.progress import finish
from memory.sources import add_source, begin_file
from memory.store import MemoryStore
from memory.types import Claim, Document, Status
from tests.bench.published import Life, own_papers, two_people

STANDS = {Status.ACTIVE, Status.DISPUTED}
WORD = re.compile(r"[a-z0-9]+")
STEM = 5
SMALL = {"a", "an", "the", "of", "and", "in", "at", "to", "for"}


@dataclass
class Line:
    """A line of a page, and the claim it shows."""

    text: str
    claim: Claim
    past: bool = False


@dataclass
class Learned:
    """What was learned of one life."""

    name: str
    claims: list[Claim]
    texts: dict[str, str] = field(repr=False)
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


def own_paper_lives(root: Path) -> Iterator[Learned]:
    """PersonaBench, noise 0.5: the person whose papers they are is the user."""
    base = root / "PersonaBench/eval_data/eval_data_v1/synthetic_data/community_0/eval_info"
    asked = {
        one["Name"]: one["Eval_Info"]["qa"]
        for one in json.loads((base / "eval_info_all.json").read_text())
    }
    for life in own_papers(root):
        name = next(
            name for name in asked if name.split()[0].lower() == life.name.rsplit("-", 1)[-1]
        )
        extra = {"asked": asked[name], "identity": name, "life": life}
        yield learned(life, JsonReader(), name, extra)


def two_people_lives(root: Path) -> Iterator[Learned]:
    """LoCoMo: one of the two is the user, the other somebody they know."""
    told = json.loads((root / "LoCoMo/locomo.json").read_text())
    for one, life in zip(told, two_people(root), strict=True):
        speakers = [one["conversation"][f"speaker_{side}"] for side in "ab"]
        facts = [
            (who, fact)
            for session in one["observation"].values()
            for who, listed in session.items()
            for fact, _ in listed
        ]
        extra = {"speakers": speakers, "facts": facts, "life": life}
        yield learned(life, ChatsReader(), speakers[0], extra)


def learned(life: Life, reader: Any, identity: str, extra: Mapping[str, Any]) -> Learned:
    documents = [
        found
        for name, data in life.files.items()
        for found in reader.read_bytes(name, data)
        if isinstance(found, Document)
    ]
    with tempfile.TemporaryDirectory() as home:
        claims = claims_of(documents, identity, Path(home))
    return Learned(life.name, claims, {one.id: one.text for one in documents}, extra)


def claims_of(documents: Sequence[Document], identity: str, home: Path) -> list[Claim]:
    """Return what is believed when these documents were learned from."""
    store = MemoryStore(home, DataKey.new())
    try:
        name = add_source(store, home / "life")
        with store.write() as db:
            (source,) = db.execute("select id from sources where name = ?", [name]).fetchone()
            file = begin_file(store, source, home / "life")
            for document in documents:
                put_document(store, file, document, [])
        finish(learning(store, identity))
        return read_claims(store.db)
    finally:
        store.close()


def real_pages(life: Life, identity: str, *sizes: int) -> list[str]:
    """Return the page through the program's own doors, in these sizes.

    It is without the marks by which an edited page is read back: with them
    fewer lines have room.

    The vectors are left out: they take minutes and play no part in what is believed.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, data in life.files.items():
            path = Path(folder, "life", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with (
            patch.object(Meaning, "learning", lambda _: iter(())),
            Assistant.open(Path(folder, "memory"), passphrase="two words") as famulus,
        ):
            famulus.read([Path(folder, "life")], identity=identity)
            famulus.learn()
            return [famulus.profile.page(budget=size // 4, marked=False) for size in sizes]


def lines_of(text: str) -> dict[str, list[str]]:
    """Return the lines of a page by their heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("- "):
            found.setdefault(heading, []).append(line.removeprefix("- "))
    return found


def page(claims: Sequence[Claim], size: int, *, drafts: bool) -> list[Line]:
    """Return the lines of a page: what is worth most, under headings that count as well.

    With ``drafts`` what room is left is filled with what is not sure: the
    user's own words said once, and what others say of themselves.
    """
    newest = max(
        (one.at for claim in claims for one in claim.evidence if one.at), default=datetime.now(UTC)
    )
    shown = [
        claim
        for claim in claims
        if claim.status in STANDS or (drafts and claim.status is Status.DRAFT)
    ]
    shown += [claim for claim in claims if claim.status in {Status.EXPIRED, Status.SUPERSEDED}]
    ranked = sorted(shown, key=lambda claim: (-_worth(claim, newest), claim.text))
    left, kept, headings = size, [], set()
    for claim in ranked:
        line = Line(_shown(claim), claim, claim.status not in {*STANDS, Status.DRAFT})
        cost = len(line.text.encode()) + 1
        heading = (claim.subject, "" if claim.subject else claim.slot)
        cost += 0 if heading in headings else len(_heading(claim).encode()) + 1
        if cost > left:
            break
        left -= cost
        headings.add(heading)
        kept.append(line)
    return kept


def _worth(claim: Claim, now: datetime) -> float:
    past = claim.status in {Status.EXPIRED, Status.SUPERSEDED}
    return worth(claim, now) * (0.3 if past else 1.0)


def _shown(claim: Claim) -> str:
    over = claim.status in {Status.EXPIRED, Status.SUPERSEDED}
    return ("(once) " if over else "") + ("not " if claim.polarity < 0 else "") + claim.value


def _heading(claim: Claim) -> str:
    return f"{claim.subject or slot(claim.slot).label or claim.slot}:"


def is_quoted(line: Line, texts: Mapping[str, str]) -> bool:
    """Whether the line cites a place that is there and holds its words."""
    quotes = [
        one for one in line.claim.evidence if texts[one.document][one.start : one.end] == one.quote
    ]
    words = set(WORD.findall(line.claim.value.lower()))
    return any(words <= set(WORD.findall(one.quote.lower())) for one in quotes)


def content(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) - SMALL


def values(answer: Any) -> Iterator[str]:
    """Yield the values of an answer: one, a list of them, or named ones."""
    if isinstance(answer, list):
        for one in answer:
            yield from values(one)
    elif isinstance(answer, dict):
        yield from map(str, answer.values())
    elif answer is not None:
        yield str(answer)


def stems(text: str, besides: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    """Return the first letters of the words that say something."""
    small = set(resources.text("patterns/stopwords.txt").split())
    found = {word[:STEM] for word in WORD.findall(text.lower()) if word not in small}
    return found - besides


def sample(lines: Sequence[Line], count: int) -> list[Line]:
    return random.Random(0).sample(list(lines), min(count, len(lines)))
