"""How the user begins and ends a mail, by count: to this person, or else in this language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.profile.extract.grammar import alternatives
from assistant.profile.extract.letters import CLOSING, GREETING, LAST
from assistant.profile.languages import language_of
from assistant.profile.owner import Owner, folded
from memory.types import Document, Participant

FEW = 2  # mails to a person from which on they tell how that one is greeted
NAME = "{name}"
BARE = re.compile(rf"(?:{alternatives('greetings')})\s*[,!.:–-]?\s*$", re.I | re.M)  # "Hi,"
SIGNED = 3  # words of a line in which the user's name may stand


@dataclass(frozen=True, slots=True)
class Frame:
    """How the user begins and ends; "" where they do not."""

    greeting: str = field(default="", repr=False)
    closing: str = field(default="", repr=False)

    def around(self, body: str) -> str:
        return "\n\n".join(filter(None, (self.greeting, body.strip(), self.closing)))


def habits(mails: Sequence[Document], to: Participant, language: str, owner: Owner) -> Frame:
    """Return what is most usual in the user's mails, the newest of equals first."""
    spoken = [mail for mail in mails if _is_in(mail, language)]
    theirs = [mail for mail in spoken if _is_to(mail, to)]
    own = theirs if len(theirs) >= FEW else spoken
    name = _called(to, theirs)
    greetings = map(_greeting, own)
    greeting = _usual(each for each in greetings if name or NAME not in each)
    closing = _usual(_closing(mail, owner) for mail in own)
    return Frame(greeting.replace(NAME, name), closing)


def _greeting(mail: Document) -> str:
    """Return how a mail begins, with the name as a slot; "" if it begins at once."""
    head = _text(mail)[:LAST].lstrip()
    if bare := BARE.match(head):
        return bare[0].strip()
    match = GREETING.match(head)
    if match is None:
        return ""
    return head[: match.start("whom")] + NAME + head[match.end("whom") : match.end()].rstrip()


def _closing(mail: Document, owner: Owner) -> str:
    """Return the last lines: what is wished, and the user's name as they sign."""
    text = _text(mail).rstrip()
    found = list(CLOSING.finditer(text, max(0, len(text) - LAST)))
    if not found:
        last = text.rpartition("\n")[2].strip()
        return last if _is_signed(last, owner) else ""
    wish, below = found[-1][0].strip(), text[found[-1].end() :].strip().split("\n")[0].strip()
    return f"{wish}\n{below}" if _is_signed(below, owner) else wish


def _is_signed(line: str, owner: Owner) -> bool:
    words = folded(line.strip("-– ,.")).split()
    names = {word for name in owner.names for word in name.split()}
    return 0 < len(words) <= SIGNED and all(word in names or len(word) == 1 for word in words)


def _called(to: Participant, mails: Iterable[Document]) -> str:
    """Return by which name somebody is greeted: as before, or by the first of theirs."""
    called = Counter(
        match["whom"] for mail in mails if (match := GREETING.match(_text(mail)[:LAST].lstrip()))
    )
    if called:
        return called.most_common(1)[0][0]
    return to.name.split()[0].strip(",") if to.name and "@" not in to.name else ""


def _usual(found: Iterable[str]) -> str:
    counted = Counter(found)
    return counted.most_common(1)[0][0] if counted else ""


def _text(mail: Document) -> str:
    """Return what the user wrote, with the signature in which they close."""
    ends = [fold.start for fold in mail.folds if fold.why == "quote" and fold.start > 0]
    return mail.text[: min(ends, default=len(mail.text))].replace("\r", "")


def _is_in(mail: Document, language: str) -> bool:
    return not language or language_of(mail.body) in {"", language}


def _is_to(mail: Document, to: Participant) -> bool:
    address = to.address.lower()
    return any(
        one.address.lower() == address for one in mail.people if one.role == "to" and address
    )
