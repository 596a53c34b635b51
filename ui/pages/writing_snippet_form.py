"""One snippet: its name, its text, and what in it is only known when it is used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit

from ui.blanks import Blanks
from ui.card_list import ENTER
from ui.itemmodels.phrases import Snippet
from ui.parts import Button, Words, column, let_cut, row
from ui.theme import XS, M, S

TEXT = 160  # pixels of the box for the text
NAME = 180  # and of the field for the name


def _tr(text: str) -> str:
    return QCoreApplication.translate("shorthand", text)


def blanks() -> dict[str, str]:
    """Return what stands for something that is only known later, and for what."""
    return {
        "{date}": _tr("the date"),
        "{time}": _tr("the time of day"),
        "{name}": _tr("whom it is to, where that is known"),
    }


class SnippetForm(QFrame):
    """Tells what is wanted; the page does it."""

    kept = Signal(str, str, str)  # the name, the text, and what it was called before or ""
    removed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "question")
        self._kept = ("", "")  # the name and the text as they were kept last
        self._new = False  # it is not there yet
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr(";sig"))
        self.name.setMaximumWidth(NAME)
        self.text = QPlainTextEdit()
        self.text.setProperty("place", "sheet")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TEXT)
        self.text.setPlaceholderText(self.tr("Best wishes,\nAda"))
        self.blanks = Blanks(self.text, blanks())
        self.save = Button(self.tr("Save (Ctrl+Enter)"), deed="primary")
        self.save.clicked.connect(self._save)
        self.cancel = Button(self.tr("Cancel (Esc)"))
        self.cancel.clicked.connect(self.left)
        self.remove = Button(self.tr("Remove"), picture="remove")
        self.remove.clicked.connect(lambda: self.removed.emit(self.called))
        self._lay_out()
        self._fill("", "")

    def _lay_out(self) -> None:
        box = column(gap=XS, margin=M)
        self.setLayout(box)
        for words, field in (
            (self.tr("Name, short and without spaces"), self.name),
            (self.tr("Text that it stands for"), self.text),
        ):
            field.setAccessibleName(words)
            field.installEventFilter(self)
            field.textChanged.connect(self._enable)
            box.addWidget(Words(words, role="quiet", wrap=True))
            box.addWidget(field)
            if field is self.name:
                box.addSpacing(S)
        box.addWidget(self.blanks)
        box.addSpacing(S)
        box.addLayout(row(self.save, self.cancel, None, self.remove, gap=S))
        let_cut(self)

    # -- what is shown -----------------------------------------------------

    def show_snippet(self, one: Snippet) -> None:
        self._fill(one.name, one.text)

    def begin_new(self) -> None:
        """Show the fields for one that is not there yet."""
        self._fill("", "", new=True)
        self.name.setFocus()

    def settle(self) -> None:
        """Take it that what is written was kept."""
        self._kept, self._new = self._written(), False
        self._enable()

    def clear(self) -> None:
        self._fill("", "")

    @property
    def called(self) -> str:
        """The name as it was kept last, "" where it is new."""
        return self._kept[0]

    @property
    def is_writing(self) -> bool:
        """Whether there is something that is not kept yet, or is to be."""
        return self._new or self._is_changed

    @property
    def _is_changed(self) -> bool:
        return self._written() != self._kept

    def _fill(self, name: str, text: str, *, new: bool = False) -> None:
        self._kept, self._new = (name, text), new
        self.name.setText(name)
        self.text.setPlainText(text)
        self._enable()

    def _written(self) -> tuple[str, str]:
        return self.name.text().strip(), self.text.toPlainText()

    def _enable(self) -> None:
        name, text = self._written()
        self.save.setEnabled(bool(name and text.strip()) and self._is_changed)
        self.cancel.setVisible(self.is_writing)
        self.remove.setVisible(bool(self.called))

    # -- deeds -------------------------------------------------------------

    def _save(self) -> None:
        if self.save.isEnabled():
            self.kept.emit(*self._written(), self.called)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape and not self.cancel.isHidden():
                self.left.emit()
                return True
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if key in ENTER and (held or watched is self.name):
                self._save()
                return True
        return super().eventFilter(watched, event)
