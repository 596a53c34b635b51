"""What the user does, as jobs: each verb of the menus once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from assistant.jobs import Job, JobRunner, Lane, State, ignore
from memory.errors import Problem
from memory.progress import Progress, Work, once
from memory.types import (
    Answer,
    Changes,
    Conversation,
    ConversationId,
    Document,
    DocumentId,
    Source,
    Topic,
    Turn,
    Unread,
)
from ui.itemmodels.jobs import JobsModel, Run
from ui.present import present

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.profile.asking import Question
    from ingest.pipeline import ReadReport

S = TypeVar("S")
T = TypeVar("T")
News = TypeVar("News")
Told = Callable[[Problem], object]


EACH = 60_000  # milliseconds between two looks at what is not needed
UNUSED = 600  # seconds after which a model's memory is given back


class Operations(QObject):
    """Starts the verbs of one window and tells its views what they altered.

    ``changed`` carries a Changes; ``read`` carries the report of a finished reading.
    """

    changed = Signal(object)
    read = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.runs = JobsModel(self)
        self.relearning: Run | None = None  # the newest, under way or not
        self.open: Assistant | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._rest)

    @property
    def assistant(self) -> Assistant:
        """The memory; only pages that are shown once it is open ask for it."""
        if self.open is None:
            raise AssertionError("nothing is open yet")
        return self.open

    # -- asking ------------------------------------------------------------

    def ask(
        self,
        parent: QWidget,
        question: str,
        conversation: ConversationId | None,
        *,
        on_step: Callable[[Any], object],
        on_done: Callable[[Answer], object],
        on_problem: Told,
        private: bool = False,
        **how: Any,
    ) -> Job[Any, Answer]:
        """Answer the question; the conversation keeps both, unless it is private.

        ``how`` is as in ``Assistant.answering``: without which steps, what was asked before.
        """
        work = self.assistant.answering(question, conversation=conversation, private=private, **how)

        def done(answer: Answer) -> None:
            on_done(answer)
            if private:
                return
            self.changed.emit(Changes(self.tr("Answer"), frozenset({Topic.CONVERSATIONS})))

        return self.run(
            parent,
            Run(self.tr("Answer"), quiet=True),
            work,
            Lane.ENGINE,
            on_step=on_step,
            on_done=done,
            on_problem=on_problem,
        )

    def unclear(
        self, parent: QWidget, question: str, on_done: Callable[[tuple[Question, ...]], object]
    ) -> None:
        """Find out what is worth asking before the question is answered."""
        self.fetch(parent, lambda: self.assistant.unclear(question), on_done)

    def start_conversation(
        self, parent: QWidget, on_done: Callable[[ConversationId], object]
    ) -> None:
        self.fetch(parent, self.assistant.start_conversation, on_done)

    def conversations(
        self, parent: QWidget, on_done: Callable[[list[Conversation]], object]
    ) -> None:
        self.fetch(parent, self.assistant.conversations, on_done)

    def turns(
        self, parent: QWidget, id: ConversationId, on_done: Callable[[list[Turn]], object]
    ) -> None:
        self.fetch(parent, lambda: self.assistant.turns(id), on_done)

    def forget_conversation(self, parent: QWidget, id: ConversationId) -> None:
        self.edit(parent, lambda: self.assistant.forget_conversation(id))

    def examples(self, parent: QWidget, on_done: Callable[[list[str]], object]) -> None:
        self.fetch(parent, self.assistant.examples, on_done)

    def document(
        self, parent: QWidget, id: DocumentId, on_done: Callable[[Document], object]
    ) -> None:
        self.fetch(parent, lambda: self.assistant.opened(id), on_done)

    def warm(self, parent: QWidget) -> None:
        """Load what answering needs before it is needed."""
        ready = Run(self.tr("Get ready to answer"), quiet=True)
        self.run(parent, ready, self.assistant.warm(), Lane.ENGINE)
        self._clock.start(EACH)

    def prefetch(self, parent: QWidget, conversation: ConversationId) -> None:
        """Let the model read what the next question begins with, while it is being typed."""
        ahead = Run(self.tr("Read ahead"), quiet=True)
        work = self.assistant.prefetching(conversation)
        self.run(parent, ahead, work, Lane.ENGINE, on_problem=ignore)

    def _rest(self) -> None:
        """Give back the memory of models that nobody needed for a while."""
        if self.open is not None:
            rest = self.open.rest
            self._runner.start("Rest", once(lambda: rest(UNUSED)), Lane.ENGINE)

    # -- sources -----------------------------------------------------------

    def sources(self, parent: QWidget, on_done: Callable[[list[Source]], object]) -> None:
        self.fetch(parent, self.assistant.sources, on_done)

    def unread(
        self, parent: QWidget, source: str, on_done: Callable[[list[Unread]], object]
    ) -> None:
        self.fetch(parent, lambda: self.assistant.unread(source), on_done)

    def read_paths(self, parent: QWidget, paths: Sequence[Path]) -> None:
        """Read files and folders; each becomes or refreshes a source."""
        name = paths[0].name if len(paths) == 1 else str(len(paths))
        title = self.tr("Read {name}").format(name=name)
        self._read(parent, title, lambda: self.assistant.reading(list(paths)))

    def read_sample(self, parent: QWidget) -> None:
        title = self.tr("Read the sample")
        self._read(parent, title, lambda: self.assistant.reading([self.assistant.sample()]))

    def read_again(self, parent: QWidget, source: str) -> None:
        title = self.tr("Read {name}").format(name=source)
        self._read(parent, title, lambda: self.assistant.refreshing(source))

    def pause_source(self, parent: QWidget, source: str) -> None:
        self.edit(parent, lambda: self.assistant.pause(source))

    def resume_source(self, parent: QWidget, source: str) -> None:
        self.edit(parent, lambda: self.assistant.resume(source))

    def remove_source(self, parent: QWidget, source: str) -> None:
        """Take the source out of the memory, after what is being read."""
        self.run(
            parent.window(),
            Run(self.tr("Remove {name}").format(name=source)),
            self.assistant.removing(source),
            Lane.INGEST,
            on_done=self.changed.emit,
        )

    def found_here(
        self, parent: QWidget, on_done: Callable[[list[tuple[str, Path]]], object]
    ) -> None:
        self.fetch(parent, self.assistant.found_here, on_done)

    def _read(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[], Work[Progress, ReadReport]],
    ) -> None:
        shown = Run(title)

        def done(report: ReadReport) -> None:
            label = self.tr("Read")
            self.changed.emit(Changes(label, frozenset({Topic.SOURCES, Topic.DOCUMENTS})))
            self.read.emit(report)

        shown.again = lambda: self._read(parent, title, work)
        # The window outlives its pages, and a reading its page: the news is the window's.
        self.run(parent.window(), shown, work(), Lane.INGEST, on_done=done)

    # -- settings ----------------------------------------------------------

    def change_setting(self, parent: QWidget, name: str, value: object, on_problem: Told) -> None:
        self.edit(
            parent, lambda: self.assistant.change_settings(**{name: value}), on_problem=on_problem
        )

    def change_encoder(
        self, parent: QWidget, folder: str, on_done: Callable[[], object], on_problem: Told
    ) -> None:
        """Let this folder compare meanings, "" for what comes with the program; then relearn."""
        assistant = self.assistant

        def work() -> Work[Progress, tuple[Changes, bool]]:
            yield Progress(0, 1)
            changes = assistant.change_settings(encoder=folder)
            return changes, assistant.meaning.is_changing

        def done(result: tuple[Changes, bool]) -> None:
            changes, changing = result
            self.changed.emit(changes)
            on_done()
            if changing:
                self.relearn(parent)

        look = Run(self.tr("Look at the folder"), quiet=True)
        self.run(parent, look, work(), Lane.ENGINE, on_done=done, on_problem=on_problem)

    def relearn(self, parent: QWidget) -> None:
        """Learn all texts anew with what was chosen for it, or go on with that."""
        if self.relearning is not None:
            if self.relearning.under_way and not self.relearning.paused:
                return  # it takes up what was chosen meanwhile
            self.runs.forget_pause(self.relearning)
        window = parent.window()
        self.relearning = shown = Run(self.tr("Learn all texts anew"))
        shown.again = lambda: self.relearn(window)
        self.run(window, shown, self.assistant.meaning.relearning(), Lane.INGEST)

    def relearn_if_begun(self, parent: QWidget) -> None:
        """Go on with what another day has begun."""
        self.relearning = None
        meaning = self.assistant.meaning

        def heard(changing: bool) -> None:
            if changing and self.open is not None:
                self.relearn(parent)

        self.fetch(parent, lambda: meaning.is_changing, heard)

    # -- running work ------------------------------------------------------

    def pause_run(self, run: Run) -> None:
        """Stop the work where it stands, to go on from there later."""
        if run.job is not None:
            run.paused = True
            run.job.cancel()
            self.runs.moved.emit()

    def resume_run(self, run: Run) -> None:
        self.runs.forget_pause(run)
        if run.again is not None:
            run.again()

    def stop_run(self, run: Run) -> None:
        self.runs.forget_pause(run)
        if run.job is not None:
            run.job.cancel()

    # -- how all of it is started ------------------------------------------

    def fetch(
        self, parent: QWidget, read: Callable[[], T], on_done: Callable[[T], object]
    ) -> Job[Any, T]:
        """Read from the store for a view, off this thread."""
        return self._runner.start(
            "Fetch",
            once(read),
            Lane.EDIT,
            on_done=_while_alive(parent, on_done),
            on_failed=_show(parent),
        )

    def edit(
        self, parent: QWidget, deed: Callable[[], Changes], *, on_problem: Told | None = None
    ) -> Job[Any, Changes]:
        """Start a change of the user's; every view hears of it, its author alive or not."""
        return self._runner.start(
            "Edit",
            once(deed),
            Lane.EDIT,
            on_done=self.changed.emit,
            on_failed=_show(parent, on_problem),
        )

    def put(
        self,
        parent: QWidget,
        deed: Callable[[], T],
        changes: Changes | None,
        on_done: Callable[[T], object],
        on_problem: Told | None = None,
    ) -> Job[Any, T]:
        """Start what gives something back to its author; then views hear of ``changes``."""
        told = _while_alive(parent, on_done)

        def done(result: T) -> None:
            told(result)
            if changes is not None:
                self.changed.emit(changes)

        return self._runner.start(
            "Edit", once(deed), Lane.EDIT, on_done=done, on_failed=_show(parent, on_problem)
        )

    def run(
        self,
        parent: QWidget,
        shown: Run,
        work: Work[S, T],
        lane: Lane,
        *,
        on_step: Callable[[S], object] = ignore,
        on_done: Callable[[T], object] = ignore,
        on_problem: Told | None = None,
    ) -> Job[S, T]:
        """Start long work for a widget, shown in the list of jobs.

        Its news is dropped once the widget is gone; its failure never is.
        """
        self.runs.start(shown)
        told = _while_alive(parent, on_step)

        def step(news: S) -> None:
            if isinstance(news, Progress):
                self.runs.step(shown, news)
            told(news)

        shown.job = job = self._runner.start(
            "Work",  # a job's title is logged, and ours may name a file
            work,
            lane,
            on_step=_while_alive(self, step),
            on_done=_while_alive(parent, on_done),
            on_failed=_show(parent, on_problem),
            on_ended=_while_alive(self, lambda job: self._ended(shown, job)),
        )
        return job

    def _ended(self, run: Run, job: Job[Any, Any]) -> None:
        if job.state is not State.CANCELLED:
            run.paused = False  # it came to its end before the pause did
        self.runs.end(run, job.state)


def _show(parent: QWidget, told: Told | None = None) -> Callable[[Exception], object]:
    """Show failures at the widget, or by themselves once it is gone: never drop one."""

    def show(error: Exception) -> None:
        alive = isValid(parent)
        if alive and told is not None and isinstance(error, Problem):
            told(error)
        else:
            present(parent if alive else None, error)

    return show


def _while_alive(owner: QObject, callback: Callable[[News], object]) -> Callable[[News], object]:
    return lambda news: callback(news) if isValid(owner) else None
