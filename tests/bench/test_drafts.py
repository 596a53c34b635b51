"""Whether drafts by rules sound like their author: held-out mails of real senders, read by path.

Of each mail a draft gets the recipient, the subject and an intent, nothing of its words.  The
judge is a naive Bayes on character 2- to 4-grams, trained on the other mails of all authors
with every author's own names masked; what it is held against is a draft for the same subject
by the embedded model alone, greedy.
"""

from __future__ import annotations

import email
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.utils import parseaddr
from functools import cached_property
from statistics import mean, median

import pytest

from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Sampling
from assistant.profile.owner import Owner, owner_of
from assistant.replying.asked import Letter, letter
from assistant.replying.draft import Frame, body
from assistant.replying.outline import Intent, outline
from assistant.replying.own import own_phrases
from assistant.replying.replying import thanks
from assistant.voice.habits import Habits
from assistant.voice.letters import letters, occasion
from ingest.clean import folds, visible
from memory.types import Document, Kind, Message, Participant
from memory.voice import Kept
from tests.bench.published import DATA

PANZA = DATA / "dev" / "PanzaMail" / "data" / "david_anonymous_clean.jsonl"
SPAM = DATA / "dev" / "SpamAssassin" / "data"
SENDERS, MOST_HELD_OUT = 4, 24
SENT_FROM = "author@example.org"
HELD_OUT = 0.2
WANTED = 0.15
LONGEST = 120  # tokens of the bare model's draft
INTENTS = (Intent.ACCEPT, Intent.DECLINE, Intent.INFORM)
GREETS = re.compile(r"^(?:hi|hello|hey|dear)\b[^\n]{0,40}$", re.IGNORECASE)
NAMED = re.compile(r"^(?:hi|hello|hey|dear)\s+([A-Z][\w.]*(?: [A-Z]\w*)?)", re.IGNORECASE)


@dataclass(frozen=True)
class Author:
    name: str
    owner: Owner
    mails: list[Document]

    @cached_property
    def habits(self) -> Habits:
        """How they begin and end, by the mails that are not held out."""
        kept = [Kept(mail.id, mail, None) for mail in self.mails[: self.kept]]
        return Habits(letters(kept, self.owner))

    @property
    def kept(self) -> int:
        return len(self.mails) - min(int(len(self.mails) * HELD_OUT), MOST_HELD_OUT)

    def masked(self, text: str) -> str:
        names = {word for name in self.owner.names for word in name.split() if len(word) > 1}
        return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "#", text, flags=re.IGNORECASE)


class Judge:
    """Naive Bayes over character 2- to 4-grams: each author against the others together."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self._counts = {
            name: Counter(g for t in told for g in grams(t)) for name, told in texts.items()
        }
        self._known = set().union(*self._counts.values())
        every = sum(self._counts.values(), Counter[str]())
        self._others = {name: every - own for name, own in self._counts.items()}

    def score(self, name: str, text: str) -> float:
        """Return how likely the text is this author's, 0 to 1, as of one sentence of 60 letters."""
        own, others = self._counts[name], self._others[name]
        room = 0.5 * len(self._known)
        sizes = math.log(own.total() + room) - math.log(others.total() + room)
        ratios = [math.log((own[g] + 0.5) / (others[g] + 0.5)) - sizes for g in grams(text)]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, 60 * mean(ratios or [0.0])))))


def grams(text: str) -> list[str]:
    told = re.sub(r"\s+", " ", text.lower())
    return [told[n : n + size] for size in (2, 3, 4) for n in range(len(told) - size + 1)]


# The authors


def panza() -> Author:
    rows = [json.loads(line) for line in PANZA.read_text("utf-8").splitlines()]
    mails = []
    for n, one in enumerate(rows):
        text = one["email"].replace("\r\n", "\n").strip()
        named = NAMED.match(text)
        mails.append(a_mail(n, text, one["subject"], named[1] if named else ""))
    return Author("PanzaMail", owner_of(f"David <{SENT_FROM}>"), mails)


def senders() -> list[Author]:
    """Return those who sent most of the good mails; most of these are to lists."""
    found: dict[str, list[Document]] = defaultdict(list)
    for path in sorted(SPAM.glob("*ham*/*")):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        try:
            name = parseaddr(str(message["From"]))[0]
            part = message.get_body(("plain",))
            text = visible(part.get_content()) if part else ""
            to, subject = parseaddr(str(message["To"]))[0], str(message["Subject"] or "")
        except (LookupError, ValueError, AttributeError, TypeError):
            continue  # not what it claims to be
        own = text[: min((f.start for f in folds(text) if f.start), default=len(text))].strip()
        if re.search(r"\w \w+$", name) and len(own.split()) >= 10:
            found[name].append(a_mail(len(found[name]), own, subject, to))
    many = sorted(found, key=lambda name: (-len(found[name]), name))[:SENDERS]
    return [Author(one, owner_of(f"{one} <{SENT_FROM}>"), found[one]) for one in many]


def a_mail(n: int, text: str, subject: str, to: str) -> Document:
    people = (Participant("from", "", SENT_FROM), Participant("to", to))
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n)
    return Document(Kind.MAIL, subject, text, at, people, external_id=str(n), folds=folds(text))


# The drafts


def by_rules(author: Author, held: Document, number: int) -> tuple[str, Frame]:
    asked = of_subject(held)
    mails = author.mails[: author.kept][::-1]
    mail = (asked.sender.name, "English", occasion(held))
    frame = Frame(author.habits.greeting(*mail), author.habits.closing(*mail))
    intent = INTENTS[number % len(INTENTS)]
    lines = outline(asked, intent, (), thanks=thanks(mails, "English"))
    return frame.around(body(lines, "English", own_phrases(mails, "English"))), frame


def of_subject(held: Document) -> Letter:
    """Return a letter of which nothing is known but who wrote it, and its subject."""
    to = next(one.name for one in held.people if one.role == "to")
    sender = Participant("from", to, "to@example.org")
    return letter(Document(Kind.MAIL, held.title, "", held.date, (sender,)), Owner())


def by_the_bare_model(model: LlamaModel, held: Document) -> str:
    to = next(one.name for one in held.people if one.role == "to")
    whom = f" to {to}" if to else ""
    ask = Message("user", f"Write a short email{whom} with the subject “{held.title}”.")
    return "".join(model.generate([ask], Sampling(temperature=0.0, max_tokens=LONGEST)))


# What is measured


def begins(text: str) -> str:
    first = text.strip().split("\n")[0].strip()
    return first.rstrip("!,. ").lower() if GREETS.match(first) else ""


def ends(text: str) -> str:
    """Return the last lines that are short, as a closing and a name are."""
    lines = [line.strip().rstrip("!,.").lower() for line in text.split("\n") if line.strip()]
    return " | ".join(line for line in lines[-2:] if len(line.split()) <= 4)


def overlap(text: str, others: Iterable[str]) -> int:
    """Return how many words in a row the text shares with one of the others, at most."""
    words = text.lower().split()
    longest = 0
    for other in others:
        told = f" {' '.join(other.lower().split())} "
        for n in range(len(words)):
            while f" {' '.join(words[n : n + longest + 1])} " in told and n + longest < len(words):
                longest += 1
    return longest


@dataclass
class Measured:
    """What came of the held-out mails of one author, a number for each mail."""

    own: list[float] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    greets: list[bool] = field(default_factory=list)
    closes: list[bool] = field(default_factory=list)
    of_own: list[int] = field(default_factory=list)  # words in a row from the author's mails
    of_target: list[int] = field(default_factory=list)

    @property
    def lift(self) -> float:
        return mean(self.rules) - mean(self.bare)


def measured(author: Author, judge: Judge, model: LlamaModel) -> Measured:
    found = Measured()
    kept = [mail.text for mail in author.mails[: author.kept]]
    for n, held in enumerate(author.mails[author.kept :]):
        draft, frame = by_rules(author, held, n)
        bare = by_the_bare_model(model, held)
        found.own.append(judge.score(author.name, author.masked(held.text)))
        found.rules.append(judge.score(author.name, author.masked(draft)))
        found.bare.append(judge.score(author.name, author.masked(bare)))
        found.greets.append(begins(frame.greeting) == begins(held.text))
        found.closes.append(ends(frame.closing) == ends(held.text))
        found.of_own.append(overlap(draft, kept))
        found.of_target.append(overlap(draft, [held.text]))
    return found


@pytest.mark.skipif(not PANZA.exists(), reason="the mails of others are not on this computer")
def test_drafts_by_rules_sound_more_like_their_author_than_the_bare_model():
    """Gated for who writes letters; those of lists, who neither greet nor thank, are printed."""
    authors = [panza(), *senders()]
    judge = Judge({a.name: [a.masked(m.text) for m in a.mails[: a.kept]] for a in authors})
    model = LlamaModel(embedded())
    lifts = {}
    print("\nscores are the mean over the held-out mails; words in a row: median (most)")
    print("author                 train held  own rules  bare  lift greet close  of own  of target")
    for author in authors:
        one = measured(author, judge, model)
        lifts[author.name] = one.lift
        print(
            f"{author.name[:22]:22} {author.kept:5} {len(one.own):4} {mean(one.own):4.2f}"
            f"  {mean(one.rules):4.2f}  {mean(one.bare):4.2f} {one.lift:+5.2f}"
            f"  {mean(one.greets):4.2f}  {mean(one.closes):4.2f}"
            f"  {median(one.of_own):.0f} ({max(one.of_own)})"
            f"   {median(one.of_target):.0f} ({max(one.of_target)})"
        )
    model.close()
    assert lifts["PanzaMail"] >= WANTED
