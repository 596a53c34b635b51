"""Assistant: one memory, opened, with everything that can be done with it.

Joins the parts that do not know each other.  The window, the command line and
scripts drive the same methods; long work comes as a generator (memory.progress).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant import opening, paths
from assistant.answering import ANYTHING, Answering, Asking
from assistant.engine.encoder import Encoder
from assistant.keeping import Keeping
from assistant.meaning import Meaning
from assistant.models.room import ModelRoom
from assistant.models.router import Task
from assistant.models.selftest import self_test
from assistant.overview import Overview
from assistant.profile.asking import Question
from assistant.profile.concluding import Concluded, concluding
from assistant.profile.learning import Learned, learning
from assistant.profile.people import People
from assistant.profile.profile import Profile
from assistant.rooms import Rooms
from assistant.settings import Settings
from assistant.tools.tools import Tools
from assistant.writers import Writers
from ingest.pipeline import ReadReport, read_source
from memory import conversations, documents, settings, sources
from memory.clients import Clients
from memory.erasing.destroy import destroy
from memory.errors import Problem
from memory.keys import Lock, keyring_here
from memory.progress import Progress, TextDelta, Work, finish
from memory.search import Filter, Retriever
from memory.store import OLDER, MemoryStore
from memory.types import (
    Answer,
    Changes,
    Conversation,
    ConversationId,
    Document,
    DocumentId,
    Kind,
    Passage,
    Source,
    Turn,
    Unread,
)


class Assistant(Rooms):
    """One opened memory.  Any thread may use it; close it when done."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.meaning = Meaning(store, Encoder())
        self._encoder, self._index = self.meaning.encoder, self.meaning.index
        self._retriever = Retriever(store, self._index, self._encoder)
        self.writers = Writers(store, lambda: self.settings)
        self.keeping = Keeping(store, self._encoder, self._index)
        self.profile = Profile(store, language=lambda: self.settings.language)
        self._answering = Answering(store, self._retriever, self.meaning)
        self.people = People(store, lambda: self.settings.identity)
        self.overview = Overview(store)
        self.models = ModelRoom(store, lambda: self.settings, self.change_settings, self_test)
        self.clients = Clients(store)
        self.tools = Tools(store)
        self.home = store.home
        self.recovery_code: str | None = None  # of a memory that was just made; shown, not stored
        self.warnings: tuple[str, ...] = (OLDER,) if store.missing else ()
        self.settings = self._stored_settings()

    @classmethod
    def open(cls, home: Path | None = None, *, passphrase: str | None = None) -> Assistant:
        """Open the memory in this folder, or make one.

        ``passphrase`` may be the recovery code.  A new memory is locked with the
        system's keyring and the passphrase, as far as there are such, else with
        a key file, and always with a recovery code.  Raises Problem: WrongKey,
        StoreTooNew, StoreDamaged, no space, no permission.
        """
        return opening.opened(cls, home or paths.home(), passphrase)

    # With the memory closed:
    erase_everything = staticmethod(destroy)
    repairing = staticmethod(Keeping.repairing)
    restoring = staticmethod(Keeping.restoring)

    @staticmethod
    def is_new(home: Path | None = None) -> bool:
        """Whether there is no memory in this folder yet."""
        return not Lock(home or paths.home()).exists

    @staticmethod
    def locks(home: Path | None = None) -> tuple[str, ...]:
        """Return what opens this memory; for a new one, what could.

        Of "keyring", "passphrase", "recovery", "file".
        """
        lock = Lock(home or paths.home())
        if lock.exists:
            return lock.kinds()
        return ("recovery", "passphrase", "keyring" if keyring_here() else "file")

    def set_passphrase(self, passphrase: str) -> None:
        """Let this passphrase open the memory as well, in place of the one before."""
        Lock(self.home).set_passphrase(self._store.key, passphrase)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def interrupt(self) -> None:
        """End the processes that work for this memory; who waits for one is told at once."""
        self.meaning.interrupt()
        self.writers.interrupt()
        self._leave()

    def rest(self, unused: float = 0) -> None:
        """End the processes that nobody needed for so many seconds; they start again when needed.

        What a model has read of a conversation is kept, sealed.
        """
        self._encoder.rest(unused)
        self.writers.rest(unused)
        self._rest_rooms(unused)

    def close(self) -> None:
        """End the processes that work for this memory and close its file."""
        self.writers.rest()
        self.interrupt()
        self.meaning.close()
        self._store.close()

    # Reading

    def read(
        self, paths: Sequence[Path], *, source: str | None = None, identity: str | None = None
    ) -> ReadReport:
        """Read files and folders to the end; see ``reading``."""
        return finish(self.reading(paths, source=source, identity=identity))

    def reading(
        self, paths: Sequence[Path], *, source: str | None = None, identity: str | None = None
    ) -> Work[Progress, ReadReport]:
        """Read what is new in these files and folders, each a source of its own.

        ``identity`` is who the user is in them: "Ada <ada@example.org>".  What
        was read stays when this is stopped.
        """
        if identity:
            self._remember_identity(identity)
        report = ReadReport()
        for path in map(Path.absolute, paths):
            if not _is_there(path):
                raise Problem(
                    f"There is nothing at {path}.", remedy="Look at the spelling of the path."
                )
            name = sources.add_source(self._store, path, source if len(paths) == 1 else None)
            self.resume(name)  # who asks for it to be read does not want it paused
            one = yield from self._reading(name, path)
            report.added += one.added
            report.unchanged += one.unchanged
            report.unreadable |= one.unreadable
        return report

    def refreshing(self, source: str) -> Work[Progress, ReadReport]:
        """Read what has changed in a source since it was read."""
        path = next((s.path for s in self.sources() if s.name == source), None)
        if path is None:
            raise Problem("There is no source of that name.")
        return (yield from self._reading(source, path))

    def _reading(self, name: str, path: Path) -> Work[Progress, ReadReport]:
        report = yield from read_source(self._store, name, path)
        yield from self.meaning.learning()
        return report

    def sources(self) -> list[Source]:
        return sources.all_sources(self._store)

    def unread(self, source: str) -> list[Unread]:
        """Return what of the source could not be read, and why."""
        return sources.unread(self._store, source)

    def pause(self, source: str) -> Changes:
        return sources.pause(self._store, source, paused=True)

    def resume(self, source: str) -> Changes:
        return sources.pause(self._store, source, paused=False)

    def remove(self, source: str) -> Changes:
        """Take a source out to the end; see ``removing``."""
        return finish(self.removing(source))

    def removing(self, source: str) -> Work[Progress, Changes]:
        """Take a source out of the memory, with all that was read from it alone."""
        return (yield from sources.removing(self._store, source))

    # Learning

    def learn(self, *, gentle: bool = False) -> Learned:
        """Learn and revise what waits, to the end; see ``learning``."""
        return finish(self.learning(gentle=gentle))

    def learning(self, *, gentle: bool = False) -> Work[Progress, Learned]:
        """Learn from what was read since what it says of the user.

        Gently it takes less than a quarter of one core.  Stopped on the way, it
        goes on where it was.
        """
        return (yield from learning(self._store, self.settings.identity, gentle=gentle))

    def concluding(self) -> Work[Progress, Concluded]:
        """Let a model read the user's own sentences that the rules did not understand.

        What it concludes is a draft.  Raises Problem if no model here has passed for that.
        """
        writer = self.writers.model(Task.EXTRACT)
        if writer.model is None:
            raise Problem(writer.why, remedy="`famulus models test NAME` tries one.")
        return (yield from concluding(self._store, self.settings.identity, writer.model))

    # Finding and answering

    def search(  # noqa: PLR0913 - a filter each, all by name
        self,
        query: str,
        *,
        limit: int = 10,
        since: datetime | None = None,
        until: datetime | None = None,
        person: str = "",
        source: str = "",
        kind: Kind | str | None = None,
        without: Collection[str] = (),
        within: Filter = ANYTHING,
    ) -> list[Passage]:
        """Return the passages nearest the query, best first.

        ``without`` leaves out stages of the search, of memory.search.STAGES;
        of ``within`` its sources and kinds count.
        """
        self.meaning.follow()
        only = Kind(kind) if kind else None
        where = Filter(since, until, person, source, only, within.sources, within.kinds)
        return self._retriever.search(query, limit=limit, where=where, without=without).passages

    def ask(self, question: str, *, model: Path | None = None, **how: Any) -> Answer:
        """Answer to the end; see ``answering``."""
        return finish(self.answering(question, model=model, **how))

    def answering(  # noqa: PLR0913 - all by name
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        model: Path | None = None,
        quotes: bool = False,
        without: Collection[str] = (),
        private: bool = False,
        before: str = "",
        within: Filter = ANYTHING,
    ) -> Work[Progress | TextDelta, Answer]:
        """Answer from this memory, piece by piece.

        With ``quotes``, or without a model that may write, the answer is quoted.
        ``without`` leaves out stages of the search, what is believed ("profile"),
        or single claims ("c12").  In a conversation both turns are kept, and
        what was written until a stop.  A ``private`` question reads nothing of
        the profile and leaves nothing; ``before`` is what was asked before it;
        ``within`` is what it may be answered from.
        """
        how = Asking(conversation, quotes, without, private, within, before)
        work = self._answering.answering(
            question, how, self.settings.passages, lambda: self.writers.model(Task.ANSWER, model)
        )
        return (yield from work)

    def prefetching(self, conversation: ConversationId) -> Work[Progress, None]:
        """Let the model read ahead, while the user types, what the next question begins with."""
        writer = self.writers.model(Task.ANSWER)
        if writer.model is not None:
            yield from self._answering.prefetching(conversation, writer.model)

    def unclear(self, question: str, asked: Collection[str] = ()) -> tuple[Question, ...]:
        """Return at most two short questions whose answers would change the answer.

        ``clear`` puts what is said to them into the question; "just answer" leaves it as it is.
        """
        return self._answering.unclear(question, self.settings.identity, asked)

    def clear(self, question: str, answers: Mapping[str, str]) -> str:
        """Return the question with what was unclear in it said; ``answers`` by their slots."""
        return self._answering.clear(question, answers)

    def warm(self) -> Work[Progress, None]:
        """Start what the first question would otherwise wait for."""
        yield Progress(0, 1, "Getting ready")
        self._encoder.encode(["ready"])
        yield from self._index.catching_up()

    def examples(self) -> list[str]:
        """Return up to three questions that this memory can answer."""
        return self.overview.questions()

    # Documents and conversations

    def document(self, path: Path, locator: str | None = None) -> Document:
        """Return the document that was read from this file, and this place in it."""
        id = documents.document_at(self._store, Path(path).absolute(), locator)
        return documents.opened(self._store, id)

    def opened(self, id: DocumentId) -> Document:
        return documents.opened(self._store, id)

    def start_conversation(self) -> ConversationId:
        return conversations.start(self._store)

    def conversations(self) -> list[Conversation]:
        return conversations.conversations(self._store)

    def turns(self, id: ConversationId) -> list[Turn]:
        return conversations.turns(self._store, id)

    def forget_conversation(self, id: ConversationId) -> Changes:
        return conversations.forget(self._store, id)

    # Settings and places

    def change_settings(self, **new: Any) -> Changes:
        """Keep other settings.  Raises Problem for one that cannot be."""
        changed = replace(self.settings, **new)
        if changed.model:
            self.models.add(Path(changed.model))
        changed.check()
        if changed.encoder != self.settings.encoder:
            self.meaning.choose(changed.encoder)
        changes = settings.choose(self._store, new)
        self.settings = changed
        return changes

    @staticmethod
    def sample() -> Path:
        """Return the folder of the invented life that comes with the program."""
        return paths.sample()

    @staticmethod
    def found_here() -> list[tuple[str, Path]]:
        """Return mailboxes and folders on this machine, in words; none is opened."""
        return paths.found_here()

    def _stored_settings(self) -> Settings:
        declared = {field.name for field in fields(Settings)}
        stored = settings.chosen(self._store)
        return Settings(**{name: value for name, value in stored.items() if name in declared})

    def _remember_identity(self, identity: str) -> None:
        known = [one.strip() for one in self.settings.identity.split(",") if one.strip()]
        if identity.strip() not in known:
            self.change_settings(identity=", ".join([*known, identity.strip()]))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as err:  # a folder on the way is closed, or the name is too long
        raise Problem(f"Famulus cannot look there ({os.strerror(err.errno or 0)}).") from err
