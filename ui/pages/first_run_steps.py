"""The three steps of the first page, each by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.files import DropFrame, choose_files, choose_folder
from ui.parts import Button, Check, Elided, Notice, Picture, Words, column, row
from ui.recovery_code import RecoveryCode
from ui.render import one_line
from ui.theme import XS, L, M, S


class WhatStep(QWidget):
    """What it is and what never leaves."""

    def __init__(self) -> None:
        super().__init__()
        points = (
            (
                "search",
                self.tr("It reads what you choose"),
                self.tr(
                    "Your mail, documents and chats become a memory that you can ask. "
                    "Every answer shows the sentences it stands on, in their place."
                ),
            ),
            (
                "shield",
                self.tr("Nothing leaves this computer"),
                self.tr(
                    "Reading, searching and answering happen here, without a network. "
                    "At the bottom right it always says how many requests were ever sent."
                ),
            ),
            (
                "why",
                self.tr("It says when it does not know"),
                self.tr(
                    "Where your texts do not hold an answer, it says so "
                    "and shows what came nearest."
                ),
            ),
        )
        box = _page(
            self,
            self.tr("Famulus answers from your own texts"),
            self.tr("An assistant that reads what you give it, and works for you alone."),
        )
        for picture, title, sentence in points:
            box.addLayout(_point(picture, title, sentence))
        box.addStretch(1)


class LockStep(QWidget):
    """The keys of the memory: the keyring, a passphrase, the recovery code."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._shown = False
        self.how = Words(wrap=True)
        self.first = _secret(self.tr("Passphrase"), self.tr("Leave empty for none"))
        self.second = _secret(self.tr("The passphrase once more"), "")
        self.differ = Words(role="doubtful")
        self.fields = QWidget()
        self.fields.setLayout(
            column(
                Words(self.tr("Passphrase"), role="strong"),
                self.first,
                Words(self.tr("Once more"), role="strong"),
                self.second,
                self.differ,
                gap=XS,
            )
        )
        self.working = Words(self.tr("Making the memory and its keys…"), role="quiet")
        self.working.hide()
        self.notice = Notice()
        self.code_part = self._code_part()
        for field in (self.first, self.second):
            field.textChanged.connect(self._typed)
        box = _page(
            self,
            self.tr("How it is locked"),
            self.tr("What is read is kept encrypted, in one folder on this computer."),
        )
        for part in (self.how, self.fields, self.working, self.notice, self.code_part):
            box.addWidget(part)
        box.addStretch(1)
        self.offer(("recovery", "passphrase", "keyring"))

    def _code_part(self) -> RecoveryCode:
        part = RecoveryCode(
            self.tr("Your recovery code"),
            self.tr(
                "It opens the memory if every other key is lost. It is shown this once "
                "and stored nowhere: write it down and keep it apart from the computer."
            ),
        )
        part.written.connect(self.ready)
        part.hide()
        self.code, self.copy = part.code, part.copy
        self.written, self.warning = part.check, part.warning
        return part

    def offer(self, locks: tuple[str, ...]) -> None:
        """Ask how a new memory is to be locked, also after there was one before."""
        self.busy, self._shown = False, False
        self.fields.setEnabled(True)
        self.how.show()
        self.fields.show()
        self.code_part.hide()
        if "keyring" in locks:
            self.how.setText(
                self.tr(
                    "The keyring of your system holds the key, so that it opens by itself while "
                    "you are signed in. A passphrase can open it as well, on another computer too."
                )
            )
        else:
            self.how.setText(
                self.tr(
                    "This computer has no keyring that can be trusted. Choose a passphrase: "
                    "without one the key lies in a file beside the memory, and whoever copies "
                    "the whole folder can read it."
                )
            )

    def passphrase(self) -> str:
        return self.first.text()

    def is_ready(self) -> bool:
        if self._shown:
            return self.written.isChecked()
        return not self.busy and self.first.text() == self.second.text()

    def set_busy(self) -> None:
        self.busy = True
        self.fields.setEnabled(False)
        self.notice.hide()
        self.working.show()

    def tell(self, problem: Problem) -> None:
        """Show why the memory could not be made."""
        self.busy = False
        self.fields.setEnabled(True)
        self.working.hide()
        self.notice.tell(problem)

    def show_code(self, code: str, warnings: tuple[str, ...]) -> None:
        self.busy, self._shown = False, True
        for part in (self.how, self.fields, self.working, self.notice):
            part.hide()
        for field in (self.first, self.second):
            field.clear()
        self.code_part.show_code(code, warnings)
        self.code_part.show()
        self.ready.emit()

    def _typed(self) -> None:
        differ = bool(self.second.text()) and self.first.text() != self.second.text()
        self.differ.setText(self.tr("The two are not the same yet.") if differ else "")
        self.ready.emit()


class ReadStep(DropFrame):
    """What is found is offered, not read; files can be added; there is a sample."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("page")
        self.dropped.connect(self.add)
        self._places: dict[Path, Check] = {}
        self.sample = Check(self.tr("The sample: the mail and papers of an invented person"))
        self.sample.toggled.connect(self.changed)
        self.places = QVBoxLayout()
        self.places.setSpacing(0)
        files = Button(self.tr("Add files…"), picture="file")
        files.clicked.connect(lambda: choose_files(self, self.add))
        folder = Button(self.tr("Add a folder…"), picture="folder")
        folder.clicked.connect(lambda: choose_folder(self, self.add))
        zone = DropFrame()
        zone.dropped.connect(self.add)
        middle = Words(self.tr("Drop mailboxes, chat exports, files or folders here"), wrap=True)
        middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = column(middle, row(None, files, folder, None), gap=M, margin=L)
        zone.setLayout(inside)
        box = _page(
            self,
            self.tr("What to read"),
            self.tr(
                "Nothing is read until you choose it. "
                "Files stay where they are and are not changed."
            ),
        )
        self.found = Words(self.tr("On this computer"), role="strong")
        for part in (self.found, self.places, zone, self.sample):
            if isinstance(part, QWidget):
                box.addWidget(part)
            else:
                box.addLayout(part)
        box.addStretch(1)
        self.found.hide()

    def offer(self, found: list[tuple[str, Path]]) -> None:
        """Offer places on this machine; none is chosen by us."""
        for words, path in found:
            self._place(words, path, chosen=False)

    def add(self, paths: list[Path]) -> None:
        """Take what the user handed over: that is chosen."""
        for path in paths:
            self._place(path.name, path, chosen=True)
        self.changed.emit()

    def chosen(self) -> list[Path]:
        return [path for path, box in self._places.items() if box.isChecked()]

    def sample_chosen(self) -> bool:
        return self.sample.isChecked()

    def is_ready(self) -> bool:
        return bool(self.chosen()) or self.sample.isChecked()

    def _place(self, words: str, path: Path, *, chosen: bool) -> None:
        if path in self._places:
            self._places[path].setChecked(True)
            return
        box = Check(words)
        box.setAccessibleName(f"{one_line(words)}, {one_line(str(path))}")
        box.setChecked(chosen)
        box.toggled.connect(self.changed)
        self._places[path] = box
        where = Elided(str(path), role="quiet", mode=Qt.TextElideMode.ElideMiddle)
        self.places.addLayout(row(box, where, gap=M))
        self.found.show()


def _page(step: QWidget, title: str, sentence: str) -> QVBoxLayout:
    box = QVBoxLayout(step)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(L)
    words = column(Words(title, role="first", wrap=True), Words(sentence, wrap=True), gap=S)
    box.addLayout(words)
    return box


def _point(picture: str, title: str, sentence: str) -> QVBoxLayout:
    texts = column(Words(title, role="strong"), Words(sentence, wrap=True), gap=XS)
    side = column(Picture(picture), gap=0)
    side.addStretch(1)
    both = row(side, texts, gap=M)
    both.setStretch(1, 1)
    return column(both)


def _secret(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaximumWidth(360)
    return field
