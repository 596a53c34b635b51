"""The page as text: edited here or in any editor; saved, its lines correct what is believed."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from memory.sizes import estimated_tokens
from ui.believing import Believed, Believing
from ui.files import choose_new, choose_one
from ui.pages.profile_views import ProfileViews
from ui.parts import Button, Words, row
from ui.phrases import counted, number
from ui.present import confirm
from ui.theme import XS, S, colours

if TYPE_CHECKING:
    from assistant.profile.profile import Saved

QUIET = re.compile(r"<!--.*?-->|\s\^c\d+(?:\.[a-z2-7]{3})?\s*$")
HEADING = re.compile(r"^#.*$")
NAME = "profile.md"
WIDEST = 900  # a longer line loses the eye


class Marks(QSyntaxHighlighter):
    """Sets headings in bold, and what is only there to be read back in a quiet colour."""

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's
        bold, quiet = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(600)
        quiet.setForeground(QColor(colours(QGuiApplication.palette()).quiet))
        for pattern, look in ((HEADING, bold), (QUIET, quiet)):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), len(match[0]), look)


class PageEditor(QPlainTextEdit):
    """Plain text; Tab leaves it, Ctrl+S saves it."""

    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "sheet")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("The page as text"))
        self.document().setDocumentMargin(2 * S)
        self.marks = Marks(self.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.matches(QKeySequence.StandardKey.Save):
            self.saved.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "marks"):
            self.marks.rehighlight()


class ProfileText(QWidget):
    """The page, and what becomes of what was written into it."""

    said = Signal(str)
    failed = Signal(object)  # the Problem

    def __init__(self, believing: Believing) -> None:
        super().__init__()
        self._believing = believing
        self._page = ""  # as it was when it was shown
        self.editor = PageEditor()
        self.editor.saved.connect(self.save)
        self.reader = PageEditor()
        self.reader.setReadOnly(True)
        self.reader.setAccessibleName(self.tr("The page as text, to be read"))
        self.sheets = QStackedWidget()
        self.sheets.addWidget(self.editor)
        self.sheets.addWidget(self.reader)
        self.views = ProfileViews()
        self.views.chosen.connect(self.show_view)
        self.help = Words(role="quiet", wrap=True)
        self.length = Words(role="quiet")
        self.stale = Words(
            self.tr("Something else was learned meanwhile. Saving changes only your lines."),
            role="doubtful",
            wrap=True,
        )
        self.stale.hide()
        self.keep = Button(self.tr("Save (Ctrl+S)"), deed="primary")
        self.keep.clicked.connect(self.save)
        self.drop = Button(self.tr("Discard my edits"))
        self.drop.clicked.connect(self.discard)
        self.write = Button(self.tr("Save as a file…"), picture="file")
        self.write.clicked.connect(self.ask_export)
        self.read = Button(self.tr("Read an edited file…"), picture="again")
        self.read.clicked.connect(self.ask_read)
        self._lay_out()
        self.show_view()
        self.editor.textChanged.connect(self._enable)

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        outer = row(column, None)
        outer.setStretch(0, 100)
        self.setLayout(outer)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(row(self.views, self.length))
        box.addWidget(self.help)
        box.addWidget(self.sheets, 1)
        box.addWidget(self.stale)
        box.addLayout(row(self.keep, self.drop, None, self.write, self.read))
        box.addSpacing(XS)

    @property
    def is_edited(self) -> bool:
        return self.editor.toPlainText() != self._shown

    def show_believed(self, believed: Believed) -> None:
        """Show the page anew, unless the user is writing in it."""
        self.views.offer_people(believed.claims)
        if not self.views.is_whole:
            self.show_view()
        if believed.page == self._page:
            return
        if self._page and self.is_edited:
            self._new = believed.page
            self.stale.setVisible(self.views.is_whole)
            return
        self._set(believed.page)

    def show_view(self) -> None:
        """Show the view that is chosen; only the whole page is edited, and what was stays."""
        whole = self.views.is_whole
        self.sheets.setCurrentWidget(self.editor if whole else self.reader)
        for part in (self.keep, self.drop, self.read):
            part.setVisible(whole)
        self.stale.setVisible(whole and bool(self._new))
        edits = self.tr(
            "Change a line, and it is corrected and locked. Delete a line, and it is never "
            "remembered again. Add a line, and it is believed. ! before a line pins it."
        )
        reads = self.tr("Only the whole page is edited.")
        self.help.setText(edits if whole else f"{self.views.sentence()} {reads}")
        self.write.setEnabled(not self.views.lacks_person)
        if whole or self.views.lacks_person:
            self.reader.clear()
            self._enable()
        else:
            view, about = self.views.view, self.views.about
            self._believing.page(self, view, about, partial(self._show_read_only, view, about))

    def _show_read_only(self, view: str, about: str, page: str) -> None:
        if (view, about) == (self.views.view, self.views.about):
            self.reader.setPlainText(page)
            self._enable()

    def _set(self, page: str) -> None:
        at = self.editor.verticalScrollBar().value()
        self._page, self._new = page, ""
        self.editor.setPlainText(page)
        self._shown = self.editor.toPlainText()
        self.editor.verticalScrollBar().setValue(at)
        self.stale.hide()
        self._enable()

    _shown = ""
    _new = ""

    def discard(self) -> None:
        self._set(self._new or self._page)
        self.editor.setFocus()

    def clear(self) -> None:
        """Hold nothing of what was shown."""
        self._set("")
        self.reader.clear()
        self.views.reset()

    def focus(self) -> None:
        (self.editor if self.views.is_whole else self.reader).setFocus()

    def _enable(self) -> None:
        for button in (self.keep, self.drop):
            button.setEnabled(self.is_edited)
        text = (self.editor if self.views.is_whole else self.reader).toPlainText()
        about = self.tr("about {n} tokens").replace("{n}", number(estimated_tokens(text)))
        self.length.setText(about if text else "")

    # -- what is done ------------------------------------------------------

    def save(self) -> None:
        """Do what was written; where a line is gone, ask first."""
        if self.is_edited:
            text = self.editor.toPlainText()
            self._believing.asked(self, text, partial(self._ask, text), self.failed.emit)

    def _ask(self, text: str, asked: Saved) -> None:
        if not asked.forgotten:
            self._save(text)
            return
        confirm(
            self,
            counted(
                asked.forgotten,
                self.tr("1 line is gone. Never remember it again?"),
                self.tr("{n} lines are gone. Never remember them again?"),
            ),
            self.tr(
                "What they said is erased with its history and is never learned again. "
                "This cannot be undone."
            ),
            self.tr("Save and never remember"),
            partial(self._save, text),
        )

    def _save(self, text: str) -> None:
        self._believing.save(self, text, self._saved, self.failed.emit)

    def _saved(self, saved: Saved) -> None:
        self._page = ""  # whatever was learned meanwhile is shown now
        said = [
            (saved.edited, self.tr("1 corrected"), self.tr("{n} corrected")),
            (saved.told, self.tr("1 added"), self.tr("{n} added")),
            (saved.forgotten, self.tr("1 never remembered"), self.tr("{n} never remembered")),
            (
                saved.pinned,
                self.tr("1 pinned or not any more"),
                self.tr("{n} pinned or not any more"),
            ),
        ]
        done = ", ".join(counted(n, one, many) for n, one, many in said if n)
        self.said.emit(self.tr("Saved: {done}.").format(done=done or self.tr("nothing changed")))

    def ask_export(self) -> None:
        choose_new(self, self.tr("Save the page as a file"), NAME, self.export)

    def export(self, path: Path) -> None:
        def done(_none: None) -> None:
            words = (
                self.tr("The page is in {path}. Edit it there and read it back.")
                if self.views.is_whole
                else self.tr("The page is in {path}.")
            )
            self.said.emit(words.format(path=path))

        view, about = self.views.view, self.views.about
        self._believing.export(self, path, view, about, done, self.failed.emit)

    def ask_read(self) -> None:
        choose_one(self, self.tr("Read an edited file"), self.read_back)

    def read_back(self, path: Path) -> None:
        """Put the edited page here, to be looked at and saved."""
        self._believing.read_page(self, path, self._show_read, self.failed.emit)

    def _show_read(self, text: str) -> None:
        self.editor.setPlainText(text)
        self.editor.setFocus()
        self.said.emit(self.tr("This is the edited file. Save it, and what was changed counts."))
