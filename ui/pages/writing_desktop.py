"""In other programs: the key, a box to try it in, and what works on this desktop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.desktop.capabilities import Check as Finding
from ui.desktop.capabilities import Works
from ui.desktop.shortcut import combination
from ui.operations import Operations
from ui.parts import Button, Check, Notice, Picture, Words, column, empty_out, line, row
from ui.reach import Reach
from ui.theme import HIT, XS, L, M, S

WIDTH, MARKED = 640, 76  # pixels: of the column, and of a mark with its word
MARKS = {Works.YES: "check", Works.PARTLY: "warning", Works.NO: "close"}


class InOtherPrograms(QScrollArea):
    """One column, from what is changed to what is only told."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("In other programs")
        self.setAccessibleName(self.title)
        self._operations = operations
        self.reach: Reach | None = None
        self._make_parts()
        self._lay_out()
        operations.changed.connect(self._heard)

    def _make_parts(self) -> None:
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setMinimumSize(220, HIT + XS)
        self.key.setClearButtonEnabled(False)
        for part in (self.key, *self.key.findChildren(QLineEdit)):
            part.setAccessibleName(self.tr("The key for writing in any window"))
        self.key.editingFinished.connect(self._edited)
        self.none_button = Button(self.tr("No key"), deed="quiet")
        self.none_button.clicked.connect(lambda: self._choose(""))
        self.notice = Notice()
        self.tray = Check(self.tr("Stay in the tray when the window is closed"))
        self.tray.clicked.connect(lambda on: self._change("tray", on))
        self.box = QPlainTextEdit()
        self.box.setProperty("place", "sheet")
        self.box.setPlainText(
            self.tr("Select these words and press the key: they is not right yet.")
        )
        self.box.setAccessibleName(self.tr("A box to try it in"))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(72)
        self.try_button = Button(self.tr("Try it"), picture="writing")
        self.try_button.clicked.connect(self.try_it)
        self.again_button = Button(self.tr("Look again"), picture="again")
        self.again_button.clicked.connect(self.look)
        self.found = QGridLayout()
        self.found.setHorizontalSpacing(M)
        self.found.setVerticalSpacing(M)
        self.found.setColumnMinimumWidth(1, MARKED)
        self.found.setColumnStretch(2, 1)

    def _lay_out(self) -> None:
        help = Words(
            self.tr(
                "Select a text in any program and press the key. What you accept is put in its "
                "place; the clipboard is afterwards as it was."
            ),
            role="quiet", wrap=True,
        )  # fmt: skip
        trying = Words(self.tr("Try it here"), role="strong")
        works = row(Words(self.tr("What works here"), role="strong"), None, self.again_button)
        inner = QWidget()
        inner.setProperty("place", "column")
        inner.setMaximumWidth(WIDTH)
        inner.setLayout(
            column(
                Words(self.tr("The key"), role="strong"),
                help,
                row(self.key, self.none_button, None, gap=S),
                self.notice,
                self.tray,
                line(),
                trying,
                self.box,
                row(self.try_button, None),
                line(),
                works,
                self.found,
                gap=S,
            )
        )
        whole = QFrame()
        whole.setProperty("place", "column")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, M, L)
        held = row(inner, None)
        held.setStretch(0, 100)
        box.addLayout(held)
        box.addStretch(1)
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # -- with a memory -----------------------------------------------------

    def begin(self) -> None:
        if self.reach is None:
            self.reach = Reach(self._operations, self.window())
            self.reach.changed.connect(self.look)
        self._show()
        self.reach.begin()

    def leave_memory(self) -> None:
        if self.reach is not None:
            self.reach.leave_memory()

    def focus(self) -> None:
        self.key.setFocus()

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics and self._operations.open and self.reach is not None:
            self._show()
            self.reach.follow()

    def _show(self) -> None:
        settings = self._operations.assistant.settings
        sequence = QKeySequence(settings.shortcut, QKeySequence.SequenceFormat.PortableText)
        self.key.setKeySequence(sequence)
        self.tray.setChecked(settings.tray)

    # -- deeds -------------------------------------------------------------

    def _edited(self) -> None:
        self._choose(self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _choose(self, keys: str) -> None:
        """Have this key, "" for none; what cannot be one is said and not kept."""
        self.notice.hide()
        if keys == self._operations.assistant.settings.shortcut:
            return
        try:
            if keys:
                combination(keys)
        except Problem as why:
            self.notice.tell(why)
            self._show()
            return
        self._change("shortcut", keys)

    def _change(self, name: str, value: object) -> None:
        self._operations.change_setting(self, name, value, self.notice.tell)

    def try_it(self) -> None:
        """Open the popup on the words in the box, as the key would."""
        if self.reach is not None:
            self.box.setFocus()
            self.box.selectAll()
            self.reach.write()

    # -- what works --------------------------------------------------------

    def look(self) -> None:
        """Say anew what works."""
        if self.reach is None:
            return
        empty_out(self.found)
        for at, finding in enumerate(self.reach.checks()):
            self._add(at, finding)

    def _add(self, at: int, finding: Finding) -> None:
        word = {
            Works.YES: self.tr("yes"),
            Works.PARTLY: self.tr("in part"),
            Works.NO: self.tr("no"),
        }[finding.works]
        top = Qt.AlignmentFlag.AlignTop
        said = Words(finding.sentence, wrap=True)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )  # a command is to be copied
        told = column(said, gap=XS)
        if finding.remedy:
            remedy = Words(finding.remedy, role="quiet", wrap=True)
            remedy.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.addWidget(remedy)
        held = QWidget()
        held.setLayout(told)
        mark = QWidget()
        mark.setLayout(row(Picture(MARKS[finding.works]), Words(word, role="quiet"), None, gap=XS))
        self.found.addWidget(Words(finding.about, role="strong"), at, 0, top)
        self.found.addWidget(mark, at, 1, top)
        self.found.addWidget(held, at, 2)
