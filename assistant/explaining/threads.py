"""What an exchange of mails, or a chat, comes to: by rules, in the words of those who wrote it.

Nothing is said in other words: each line is a sentence of the thread, and tells where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.profile.extract.grammar import Sentence, sentences
from assistant.profile.owner import Owner
from assistant.profile.promises import Said, last_day, open_promises
from assistant.replying.asked import way_of
from memory.types import Document, DocumentId, Kind

MOST = 8  # lines of one sort; a longer list is no summary
LONGEST = 400  # characters of a sentence that is read
TELLING = 4  # words of a sentence that is more than a greeting


class Sort(StrEnum):
    """What a line of a summary tells."""

    PROMISE = "promise"  # and nothing in the thread says that it was kept
    QUESTION = "question"  # and nobody else has written since
    DATE = "date"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the thread, who wrote it when, and its place."""

    sort: Sort
    who: str = field(repr=False)
    mine: bool
    quote: str = field(repr=False)
    document: DocumentId
    start: int
    end: int
    at: datetime | None
    due: datetime | None = None  # the last day of the time that it names
    agreed: str = field(default="", repr=False)  # of a promise that was asked for: the yes to it


@dataclass(frozen=True, slots=True)
class Summary:
    """A thread in lines, sort by sort, each sort in the order of the thread."""

    lines: tuple[Line, ...]
    letters: int  # mails, or messages of a chat
    people: tuple[str, ...] = field(repr=False)

    def of(self, sort: Sort) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.sort is sort)


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody wrote in one go; its text has its place in the document."""

    who: str = field(repr=False)
    mine: bool
    document: DocumentId
    start: int
    text: str = field(repr=False)
    at: datetime | None
    chat: bool

    def line(self, sort: Sort, sentence: Sentence) -> Line:
        start = self.start + sentence.start
        end = start + len(sentence.text)
        due = last_day(sentence, self.at) if self.at else None
        return Line(
            sort, self.who, self.mine, sentence.text, self.document, start, end, self.at, due
        )


def summary(documents: Iterable[Document], owner: Owner) -> Summary:
    """Return what the mails of a thread, oldest first, come to; or a chat."""
    thread = [letter for document in documents for letter in _letters(document, owner)]
    promises = sorted(_promises(thread), key=_when)
    told = {(line.document, line.start) for line in promises}
    questions = list(_questions(thread))
    told |= {(line.document, line.start) for line in questions}
    dates = [line for line in _dates(thread) if (line.document, line.start) not in told]
    lines = (*promises[:MOST], *questions[-MOST:], *dates[:MOST], *_last(thread))
    people = tuple(dict.fromkeys(letter.who for letter in thread))
    return Summary(lines, len(thread), people)


def _when(promise: Line) -> datetime:
    """Return the day by which it is due, or when it was made: only what is dated promises."""
    when = promise.due or promise.at
    assert when is not None
    return when


def _letters(document: Document, owner: Owner) -> Iterator[Letter]:
    if document.kind is Kind.CHAT:
        me = owner.speaker(document)
        for part in document.parts:
            lead = f"{part.title}: "
            start = part.start + len(lead) * document.text.startswith(lead, part.start)
            text, at = document.text[start : part.end], part.date or document.date
            yield Letter(part.title, part.title == me, document.id, start, text, at, chat=True)
        return
    text = document.text
    for fold in document.folds:  # every place stays where it was
        text = text[: fold.start] + "\n" * (fold.end - fold.start) + text[fold.end :]
    senders = [one for one in document.people if one.role in {"from", "author"}]
    who = next((one.name or one.address for one in senders), "")
    yield Letter(who, owner.wrote(document), document.id, 0, text, document.date, chat=False)


def _told(letter: Letter) -> list[Sentence]:
    return [one for one in sentences(letter.text) if len(one.text) <= LONGEST]


def _promises(thread: Sequence[Letter]) -> Iterator[Line]:
    """Yield what each of them still owes the others.

    As of the beginning of the thread, however old: a summary tells what stood in it.
    """
    dated = [(letter, letter.at) for letter in thread if letter.at]
    for who in dict.fromkeys(letter.who for letter, _ in dated):
        said = [
            Said(one.who == who, one.document, one.start, one.text, at, "", one.chat)
            for one, at in dated
        ]
        mine = any(one.mine for one, _ in dated if one.who == who)
        for one in open_promises(said, min(at for _, at in dated)):
            if one.mine:
                yield Line(
                    Sort.PROMISE, who, mine, one.quote, one.document, one.start, one.end,
                    one.at, one.due, one.agreed,
                )  # fmt: skip


def _questions(thread: Sequence[Letter]) -> Iterator[Line]:
    """Yield what is asked and may wait for an answer: nobody else has written since."""
    if not thread:
        return
    last = thread[-1].who
    answered = max((n for n, one in enumerate(thread) if one.who != last), default=-1)
    for letter in thread[answered + 1 :]:
        for sentence in _told(letter):
            if way_of(sentence) is not None:
                yield letter.line(Sort.QUESTION, sentence)


def _dates(thread: Sequence[Letter]) -> list[Line]:
    """Return what speaks of a day that was to come, the soonest first; each day once."""
    found: dict[datetime, Line] = {}
    for letter in thread:
        for line in (letter.line(Sort.DATE, sentence) for sentence in _told(letter)):
            if line.due is not None:
                found[line.due] = line  # what was said last of a day holds
    return [found[day] for day in sorted(found)]


def _last(thread: Sequence[Letter]) -> Iterator[Line]:
    """Yield the first sentence of the newest letter that is more than a greeting."""
    for letter in reversed(thread):
        told = _told(letter)
        telling = [one for one in told if len(one.text.split()) >= TELLING]
        for sentence in (telling or told)[:1]:
            yield letter.line(Sort.LAST, sentence)
            return
