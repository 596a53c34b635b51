"""Where a draft goes: the clipboard, a file, the drafts folder of a mailbox.  Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.replying.asked import Letter
from assistant.replying.drafts_folder import Mailbox, WrongPassword
from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.types import Kind
from ui.drafts_form import DraftsForm
from ui.files import choose_new
from ui.flow import Flow
from ui.parts import Button, Check, Words, column
from ui.render import one_line
from ui.replying_room import ReplyingRoom, Taken, Way
from ui.theme import XL, M, S


class Taking(QWidget):
    """Three buttons, and what came of the last."""

    refused = Signal(object)  # the Problem
    took = Signal()  # the user has it now

    def __init__(self, room: ReplyingRoom, taken: Callable[[], Taken]) -> None:
        super().__init__()
        self._room, self._what = room, taken
        self._form: DraftsForm | None = None
        self.quoted = Check(self.tr("With the letter below"))
        self.quoted.setChecked(True)
        self.to_all = Check(self.tr("To all"))
        self.done = Words(role="quiet", wrap=True)
        self.done.hide()
        self.copy = Button(self.tr("Copy"), picture="copy")
        self.save = Button(self.tr("Save as draft file…"), picture="file")
        self.put = Button(self.tr("Put into drafts folder…"), picture="mail")
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.put.clicked.connect(self._ask_mailbox)
        parts = QWidget()
        parts.setLayout(Flow(self.copy, self.save, self.put, self.quoted, self.to_all))
        box = column(self.done, parts, gap=S)
        box.setContentsMargins(XL, M, XL, M)
        self.setLayout(box)

    def show_letter(self, letter: Letter) -> None:
        """Offer what can be done with an answer to this."""
        self.to_all.setVisible(bool(letter.copies))
        for part in (self.save, self.put, self.quoted):
            part.setVisible(letter.kind is Kind.MAIL)

    def set_ready(self, ready: bool) -> None:
        for button in (self.copy, self.save, self.put):
            button.setEnabled(ready)

    def taken(self, prepared: Prepared, text: str) -> Taken:
        quoted, to_all = self.quoted.isChecked(), self.to_all.isChecked()
        return Taken(prepared, text, quoted=quoted, to_all=to_all)

    def say(self, words: str) -> None:
        self.done.setText(words)
        self.done.show()

    # -- the clipboard and a file ------------------------------------------

    def _copy(self) -> None:
        self._room.copy(self._what().text)
        self.say(self.tr("Copied."))
        self.took.emit()

    def _ask_where(self) -> None:
        choose_new(self, self.tr("Save the draft"), "reply.eml", self.save_as)

    def save_as(self, path: Path) -> None:
        def saved(path: Path) -> None:
            told = self.tr("Saved as {name}. A mail program opens it to be finished there.")
            self.say(told.format(name=one_line(path.name)))
            self.took.emit()

        self._room.save(self, self._what(), path, saved)

    # -- the drafts folder -------------------------------------------------

    def _ask_mailbox(self) -> None:
        self._room.mailbox(self, self._put_or_ask)

    def _put_or_ask(self, known: tuple[Mailbox | None, bool]) -> None:
        where, has_password = known
        if where is not None and has_password:
            self._put(Way(where), lambda problem: self._ask_again(where, problem))
        else:
            self.show_form(where)

    def _ask_again(self, where: Mailbox, problem: Problem) -> None:
        """Ask for the password anew where it was wrong; tell all else."""
        self.done.hide()
        if isinstance(problem, WrongPassword):
            self.show_form(where).tell(problem)
        else:
            self.refused.emit(problem)

    def show_form(self, where: Mailbox | None) -> DraftsForm:
        form = DraftsForm(self, where, lambda way: self._put(way, form.tell))
        self._form = form
        form.show_over()
        return form

    def _put(self, way: Way, on_problem: Callable[[Problem], object]) -> None:
        self.say(self.tr("Putting it into your mailbox"))
        self._room.put(self, self._what(), way, self._was_put, on_problem)

    def _was_put(self, folder: str) -> None:
        if self._form is not None:
            self._form.accept()
            self._form = None
        told = self.tr("It lies in “{folder}”. Nothing was sent.")
        self.say(told.format(folder=one_line(folder)))
        self.took.emit()
