"""An Assistant with a memory made up in memory: quick, and it notes what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from assistant.profile.asking import Question
from assistant.profile.learning import Learned
from assistant.settings import Settings
from ingest.pipeline import ReadReport
from memory.errors import Problem, WrongKey
from memory.progress import Progress, TextDelta, Work
from memory.types import (
    Answer,
    Changes,
    ChunkId,
    Conversation,
    ConversationId,
    Document,
    DocumentId,
    Fold,
    Kind,
    Participant,
    Passage,
    Source,
    Stage,
    Statement,
    Topic,
    Turn,
    Unread,
)
from tests.ui.fake_cloud import FakeCloud, FakeGate
from tests.ui.fake_explaining import FakeExplaining
from tests.ui.fake_keeping import FakeKeeping
from tests.ui.fake_labels import FakeLabels
from tests.ui.fake_models import FakeModels
from tests.ui.fake_privacy import FakeLedger, FakePrivacy
from tests.ui.fake_shorthand import FakeShorthand
from tests.ui.fake_voice import FakeVoice
from tests.ui.fake_writing import FakeWriting

NOW = datetime(2024, 3, 3, 14, 10, tzinfo=UTC)
TEXT = "Dear Ada,\nthe lease ends on 31 May.\n> When does it end?\n> Ada\nYours, Ana"
MAIL = Document(
    Kind.MAIL,
    "Re: the lease",
    TEXT,
    NOW,
    (Participant("from", "Ana", "ana@example.org"), Participant("to", "Ada")),
    folds=(Fold(TEXT.index(">"), TEXT.index("Yours"), "quote"),),
)


def passage(text: str = "the lease ends on 31 May.", chunk: int = 1, **new: Any) -> Passage:
    """Return a passage of the mail, with whatever is said otherwise."""
    start = TEXT.find(text)
    made = Passage(
        rank=1,
        score=1.0,
        text=text,
        title="Re: the lease",
        date=NOW,
        people=("Ana",),
        source="Mail",
        kind=Kind.MAIL,
        path=Path("/home/ada/mail.mbox"),
        locator="#1",
        document=DocumentId("d1"),
        start=max(start, 0),
        end=max(start, 0) + len(text),
        chunk=ChunkId(chunk),
        why="words no. 1, meaning no. 2",
    )
    return replace(made, **new)


def answer(text: str = "It ends on 31 May. [1]", **new: Any) -> Answer:
    """Return an answer that quotes one passage of two."""
    made = Answer(
        text=text,
        made_by="quoted",
        tier=0,
        found=True,
        statements=(Statement("It ends on 31 May.", (1,), True),),
        citations=(passage(),),
        considered=(passage(), passage("Dear Ada,", 2)),
        trace=(Stage("words", 0.012, "2 passages share words"), Stage("quote", 1.2, "1 quoted")),
    )
    return replace(made, **new)


NOTHING = answer(
    "I did not find this in what you gave me.", found=False, statements=(), citations=()
)


@dataclass
class FakeMeaning:
    """Learns as many texts as ``texts``, and notes how far it came."""

    is_changing: bool = False
    texts: int = 3
    pace: float = 0.0
    learned: int = 0

    def relearning(self) -> Work[Progress, None]:
        while self.learned < self.texts:
            yield Progress(self.learned, self.texts, "Learning what the texts mean")
            time.sleep(self.pace)
            self.learned += 1
        self.is_changing = False


@dataclass
class FakeAssistant:
    """Everything the window asks of an Assistant."""

    home: Path
    recovery_code: str | None = None
    warnings: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    the_sources: list[Source] = field(default_factory=list)
    the_unread: list[Unread] = field(default_factory=list)
    the_turns: dict[ConversationId, list[Turn]] = field(default_factory=dict)
    next_answer: Answer = field(default_factory=answer)
    next_problem: Exception | None = None
    words: Sequence[str] = ("It ", "ends ", "on 31 May.")
    pace: float = 0.0  # seconds between two words, or two files
    files: int = 3
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    asked_without: list[set[str]] = field(default_factory=list)
    next_questions: tuple[Question, ...] = ()
    asked_before: list[str] = field(default_factory=list)
    read_paths: list[Path] = field(default_factory=list)
    closed: bool = False
    ahead: list[ConversationId] = field(default_factory=list)  # conversations read ahead
    rested: list[float] = field(default_factory=list)
    meaning: FakeMeaning = field(default_factory=FakeMeaning)
    keeping: FakeKeeping = field(default_factory=FakeKeeping)
    models: FakeModels = field(default_factory=FakeModels)
    writing: FakeWriting = field(default_factory=FakeWriting)
    explaining: FakeExplaining = field(default_factory=FakeExplaining)
    voice: FakeVoice = field(default_factory=FakeVoice)
    shorthand: FakeShorthand = field(default_factory=FakeShorthand)
    privacy: FakePrivacy = field(default_factory=FakePrivacy)
    leaving: FakeLedger = field(default_factory=FakeLedger)
    gate: FakeGate = field(default_factory=FakeGate)
    cloud: FakeCloud = field(default_factory=FakeCloud)
    labels: FakeLabels = field(default_factory=FakeLabels)
    profile: Any = None  # a FakeProfile, which itself needs what is above
    overview: Any = None  # these two, too
    people: Any = None
    to_learn: int = 3  # documents
    threads: set[threading.Thread] = field(default_factory=set)  # which asked for lists

    def __post_init__(self) -> None:
        from tests.ui.fake_holding import FakeOverview, FakePeople
        from tests.ui.fake_profile import FakeProfile

        self.profile = self.profile or FakeProfile()
        self.overview = self.overview or FakeOverview()
        self.people = self.people or FakePeople()

    homes: ClassVar[dict[Path, str]] = {}  # those that exist, with their passphrase
    last: ClassVar[FakeAssistant | None] = None

    @classmethod
    def open(cls, home: Path | None = None, *, passphrase: str | None = None) -> FakeAssistant:
        assert home is not None
        new = home not in cls.homes
        if not new and cls.homes[home] not in {"", passphrase}:
            raise WrongKey("This memory is locked.", remedy="Open it with its passphrase.")
        home.mkdir(parents=True, exist_ok=True)
        cls.homes.setdefault(home, passphrase or "")
        made = cls(home, recovery_code="ABCD-EFGH" if new else None)
        cls.last = made
        return made

    @staticmethod
    def is_new(home: Path | None = None) -> bool:
        return home not in FakeAssistant.homes

    @staticmethod
    def locks(home: Path | None = None) -> tuple[str, ...]:
        return ("recovery", "passphrase", "keyring")

    @staticmethod
    def erase_everything(home: Path) -> int:
        return 1 if FakeAssistant.homes.pop(home, None) is not None else 0

    repairing = staticmethod(FakeKeeping.repairing)
    restoring = staticmethod(FakeKeeping.restoring)

    def interrupt(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    # Reading

    def reading(
        self, paths: Sequence[Path], *, source: str | None = None, identity: str | None = None
    ) -> Work[Progress, ReadReport]:
        for done in range(self.files):
            yield Progress(done, self.files, f"{done}.eml")
            time.sleep(self.pace)
        self.read_paths += paths
        for path in paths:
            unreadable = len(self.the_unread)
            made = Source(path.name, path, False, self.files, unreadable, NOW)
            self.the_sources = [*self.the_sources, made]
        report = ReadReport()
        report.added = self.files
        return report

    def refreshing(self, source: str) -> Work[Progress, ReadReport]:
        return self.reading([])

    def sources(self) -> list[Source]:
        self.threads.add(threading.current_thread())
        return self.the_sources

    def unread(self, source: str) -> list[Unread]:
        self.threads.add(threading.current_thread())
        return self.the_unread

    def pause(self, source: str) -> Changes:
        return self._paused(source, paused=True)

    def resume(self, source: str) -> Changes:
        return self._paused(source, paused=False)

    def _paused(self, name: str, *, paused: bool) -> Changes:
        self.the_sources = [
            replace(s, paused=paused) if s.name == name else s for s in self.the_sources
        ]
        return Changes("Pause", frozenset({Topic.SOURCES}))

    def removing(self, source: str) -> Work[Progress, Changes]:
        yield Progress(0, 1)
        self.the_sources = [s for s in self.the_sources if s.name != source]
        return Changes("Remove", frozenset({Topic.SOURCES, Topic.DOCUMENTS}))

    # Learning

    def learning(self, *, gentle: bool = False) -> Work[Progress, Learned]:
        for done in range(self.to_learn):
            yield Progress(done, self.to_learn, "Learning what your texts say of you")
            time.sleep(self.pace)
        learned, self.to_learn = Learned(self.to_learn, new=self.to_learn), 0
        return learned

    # Answering

    def answering(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        model: Path | None = None,
        quotes: bool = False,
        without: Collection[str] = (),
        private: bool = False,
        before: str = "",
    ) -> Work[Progress | TextDelta, Answer]:
        self.asked.append(question)
        self.asked_without.append(set(without))
        self.asked_before.append(before)
        turns = self.the_turns[conversation] if conversation is not None else []
        assert (conversation is None) is private
        turns.append(Turn("user", question, NOW))
        yield Progress(0, None, "Searching")
        if self.next_problem is not None:
            raise self.next_problem
        for word in self.words:
            self.said.append(word)
            yield TextDelta(word)
            time.sleep(self.pace)
        turn = Turn("assistant", self.next_answer.text, NOW, self.next_answer)
        turns.append(turn)
        return self.next_answer

    def unclear(self, question: str, asked: Collection[str] = ()) -> tuple[Question, ...]:
        return self.next_questions

    def clear(self, question: str, answers: Mapping[str, str]) -> str:
        return " ".join([question, *answers.values()])

    def search(self, query: str, **filters: Any) -> list[Passage]:
        self.asked.append(query)
        if self.next_problem is not None:
            raise self.next_problem
        return [] if query == "nothing" else [passage(), passage("Dear Ada,", 2)]

    def warm(self) -> Work[Progress, None]:
        yield Progress(0, 1, "Getting ready")

    def prefetching(self, conversation: ConversationId) -> Work[Progress, None]:
        self.ahead.append(conversation)
        yield Progress(0, note="Getting ready")

    def rest(self, unused: float = 0) -> None:
        self.rested.append(unused)

    def examples(self) -> list[str]:
        self.threads.add(threading.current_thread())
        return ["When does the lease end?", "Who wrote about the boiler?"]

    def opened(self, id: DocumentId) -> Document:
        self.threads.add(threading.current_thread())
        return MAIL

    def start_conversation(self) -> ConversationId:
        id = ConversationId(len(self.the_turns) + 1)
        self.the_turns[id] = []
        return id

    def conversations(self) -> list[Conversation]:
        self.threads.add(threading.current_thread())
        return [
            Conversation(id, turns[0].text, NOW) for id, turns in self.the_turns.items() if turns
        ]

    def turns(self, id: ConversationId) -> list[Turn]:
        self.threads.add(threading.current_thread())
        return list(self.the_turns.get(id, []))

    def forget_conversation(self, id: ConversationId) -> Changes:
        del self.the_turns[id]
        return Changes("Delete", frozenset({Topic.CONVERSATIONS}))

    # Settings and places

    def change_settings(self, **new: Any) -> Changes:
        if new.get("model", "").endswith(".txt"):
            raise Problem("This file is not a GGUF model.", remedy="Choose another.")
        if new.get("encoder", "").endswith("empty"):
            raise Problem("There is no model in this folder.", remedy="Choose another folder.")
        if "encoder" in new:
            self.meaning.is_changing = True
        self.settings = replace(self.settings, **new)
        return Changes("Change settings", frozenset({Topic.SETTINGS}))

    @staticmethod
    def sample() -> Path:
        return Path("/sample")

    @staticmethod
    def found_here() -> list[tuple[str, Path]]:
        return [("Thunderbird mail", Path("/home/ada/.thunderbird"))]
