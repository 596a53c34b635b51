"""Mails of several real people, as documents: each person's in the order in which they wrote them.

They are read by path and never copied here; see tests/bench/published.py.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.profile.owner import Owner, folded, owner_of
from ingest.clean import folds
from ingest.readers.mail import MailReader
from memory.types import Document, Kind, Participant

NOBODY = re.compile(r"rssfeeds|bugzilla|daemon|taint\.org|-list|noreply|sourceforge")
ENOUGH = 20
GREETED = re.compile(r"(?:Dear|Hi|Hey|Hello)\s+(?P<whom>[^\n,]{1,40}),")


@dataclass
class Author:
    name: str
    owner: Owner
    mails: list[Document] = field(default_factory=list)


def authors(root: Path) -> Iterator[Author]:
    """Yield the author of PanzaMail, then everybody of SpamAssassin who wrote enough."""
    yield one_researcher(root)
    yield from of_lists(root)


def one_researcher(root: Path) -> Author:
    """The mails have no fields: whom each is to is taken from how it greets, as a reader would."""
    owner = owner_of("David Author <david@example.org>")
    author = Author("david", owner)
    lines = (root / "PanzaMail/data/david_anonymous_clean.jsonl").read_text().splitlines()
    for n, line in enumerate(lines):
        told = json.loads(line)
        text = told["email"].replace("\r", "").strip()
        whom = GREETED.match(text)
        people = [Participant("from", "David Author", "david@example.org")]
        if whom and not re.search(r"\b(?:all|both|everyone|IT)\b", whom["whom"]):
            name = re.sub(r"^(?:Prof\.?|Dr\.?)\s+", "", whom["whom"])
            people.append(Participant("to", name, f"{folded(name).replace(' ', '.')}@example.com"))
        author.mails.append(
            Document(
                Kind.MAIL,
                told["subject"].strip(),
                text,
                datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=n),
                tuple(people),
                external_id=f"david-{n}",
                folds=folds(text),
            )
        )
    return author


def of_lists(root: Path, enough: int = ENOUGH) -> list[Author]:
    mails: dict[str, list[Document]] = defaultdict(list)
    reader = MailReader(lambda _name, _data: None)
    for path in sorted((root / "SpamAssassin/data/easy-ham-1").iterdir()):
        one = next(iter(reader.read_mail(path.read_bytes())))
        assert isinstance(one, Document)
        sender = next((p for p in one.people if p.role == "from"), None)
        if sender and sender.address and not NOBODY.search(sender.address.lower()):
            mails[sender.address.lower()].append(one)
    found = []
    for address, written in sorted(mails.items(), key=lambda one: (-len(one[1]), one[0])):
        if len(written) >= enough:
            called = Counter(p.name for one in written for p in one.people if p.role == "from")
            name = called.most_common(1)[0][0]
            written.sort(key=lambda one: one.date or datetime(2000, 1, 1, tzinfo=UTC))
            found.append(Author(name or address, owner_of(f"{name} <{address}>"), written))
    return found
