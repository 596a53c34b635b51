"""The verbs of a reply: look what is asked, draft, look again, copy, save, put into the mailbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from assistant.jobs import Job, Lane, ignore
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, DocumentId, Topic
from ui.itemmodels.jobs import Run
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.replying.draft import Draft
    from assistant.replying.drafts_folder import Mailbox
    from assistant.replying.outline import Line
    from assistant.replying.replying import Prepared, Replying

Told = Callable[[Problem], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the user takes: to which letter, the words, and how it is to be as a mail."""

    prepared: Prepared
    text: str = field(repr=False)
    quoted: bool = True
    to_all: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Into which mailbox a draft goes, with a password that was just typed, if one was."""

    where: Mailbox
    password: str = field(default="", repr=False)
    keep: bool = False


class ReplyingRoom(QObject):
    """Starts them as jobs; none of them sends anything."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    @property
    def _replying(self) -> Replying:
        return self._operations.assistant.replying

    def prepare(
        self,
        parent: QWidget,
        id: DocumentId,
        on_done: Callable[[Prepared], object],
        on_problem: Told,
    ) -> Job[Any, Prepared]:
        """Look what a mail or chat of the memory asks."""
        return self._prepare(parent, self._replying.preparing(id), on_done, on_problem)

    def prepare_text(
        self,
        parent: QWidget,
        text: str,
        sender: tuple[str, bool],
        on_done: Callable[[Prepared], object],
        on_problem: Told,
    ) -> Job[Any, Prepared]:
        """Look what a text of another program asks; of its sender the name, and if it is sure."""
        to, sure = sender
        work = self._replying.preparing_text(text, to=to, sure=sure)
        return self._prepare(parent, work, on_done, on_problem)

    def _prepare(
        self,
        parent: QWidget,
        work: Work[Progress, Prepared],
        on_done: Callable[[Prepared], object],
        on_problem: Told,
    ) -> Job[Any, Prepared]:
        run = Run(self.tr("Look what is asked"), quiet=True)
        return self._operations.run(
            parent, run, work, Lane.ENGINE, on_done=on_done, on_problem=on_problem
        )

    def draft(
        self,
        parent: QWidget,
        prepared: Prepared,
        lines: Sequence[Line],
        *,
        on_step: Callable[[Any], object],
        on_done: Callable[[Draft], object],
        on_problem: Told,
    ) -> Job[Any, Draft]:
        """Draft from the lines; ``on_step`` hears the pieces as they come."""
        run = Run(self.tr("Draft a reply"), quiet=True)
        return self._operations.run(
            parent,
            run,
            self._replying.drafting(prepared, lines),
            Lane.ENGINE,
            on_step=on_step,
            on_done=on_done,
            on_problem=on_problem,
        )

    def check(
        self,
        parent: QWidget,
        taken: Taken,
        lines: Sequence[Line],
        draft: Draft,
        on_done: Callable[[Draft], object],
    ) -> None:
        """Look again what the sentences of a changed draft stand on."""
        replying = self._replying
        self._operations.fetch(
            parent, lambda: replying.checked(taken.prepared, lines, draft, taken.text), on_done
        )

    def learn(self, parent: QWidget, taken: Taken, draft: Draft) -> None:
        """Learn from what the user changed in the draft before they took it."""
        replying = self._replying
        self._operations.fetch(
            parent, lambda: replying.accepted(taken.prepared, draft.text, taken.text), ignore
        )

    def copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)

    def save(
        self, parent: QWidget, taken: Taken, path: Path, on_done: Callable[[Path], object]
    ) -> None:
        """Write the draft into a file that a mail program opens."""
        replying = self._replying

        def write() -> Path:
            replying.save(path, self._mail(replying, taken))
            return path

        self._operations.put(parent, write, None, on_done)

    def mailbox(
        self, parent: QWidget, on_done: Callable[[tuple[Mailbox | None, bool]], object]
    ) -> None:
        """Tell which mailbox was chosen for drafts, and whether its password is in the keyring."""
        replying = self._replying

        def look() -> tuple[Mailbox | None, bool]:
            where = replying.drafts_folder()
            return where, where is not None and replying.has_password(where)

        self._operations.fetch(parent, look, on_done)

    def put(
        self,
        parent: QWidget,
        taken: Taken,
        way: Way,
        on_done: Callable[[str], object],
        on_problem: Told,
    ) -> None:
        """Put the draft into the drafts folder, and remember the mailbox once that was possible."""
        replying, assistant = self._replying, self._operations.assistant

        def done(folder: str) -> None:
            if way.where.url != assistant.settings.mailbox:
                self._operations.edit(
                    parent, lambda: assistant.change_settings(mailbox=way.where.url)
                )
            on_done(folder)
            label = self.tr("Put a draft into the mailbox")
            self._operations.changed.emit(Changes(label, frozenset({Topic.SETTINGS})))

        try:
            mail = self._mail(replying, taken)
        except Problem as problem:
            on_problem(problem)
            return
        run = Run(self.tr("Put a draft into your mailbox"))
        work = replying.putting(mail, way.where, way.password, keep=way.keep)
        self._operations.run(parent, run, work, Lane.NET, on_done=done, on_problem=on_problem)

    @staticmethod
    def _mail(replying: Replying, taken: Taken) -> bytes:
        return replying.mail(taken.prepared, taken.text, quoted=taken.quoted, to_all=taken.to_all)
