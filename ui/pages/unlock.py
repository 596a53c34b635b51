"""What stands there instead of the memory: being opened, locked, worked on, or not to be opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from memory.errors import Problem, StoreDamaged, StoreTooNew, WrongKey
from memory.progress import Progress
from ui.beside import Sheet
from ui.itemmodels.jobs import far
from ui.parts import Button, Notice, Picture, Words, row
from ui.recovery_code import RecoveryCode
from ui.theme import M, S


class Unlock(QFrame):
    """Asks for the passphrase or the recovery code, says why it does not open, tells what is done.

    ``given`` carries a passphrase, or "" to try again with the keys at hand.
    """

    name = "unlock"
    given = Signal(str)
    repair = Signal()
    repair_with = Signal()  # a backup to take from what is lost
    restore = Signal()
    went_on = Signal()  # what was told has been read

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self._asked = False
        self.title = Words(role="title", wrap=True)
        self.what = Words(role="quiet", wrap=True)
        self.said = Words(wrap=True)
        for words in (self.title, self.what):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.field.setPlaceholderText(self.tr("Passphrase or recovery code"))
        self.field.returnPressed.connect(self._give)
        self.button = Button(self.tr("Open"), deed="primary")
        self.button.clicked.connect(self._give)
        self.notice = Notice()
        self.notice.acted.connect(lambda: self.given.emit(""))
        self.code = RecoveryCode(
            self.tr("The new recovery code"),
            self.tr(
                "It is shown this once and stored nowhere: write it down. The one before opens "
                "nothing any more but the backups that were made with it."
            ),
        )
        self.code.written.connect(self._enable)
        self.on = Button(self.tr("Go on"), deed="primary")
        self.on.clicked.connect(self.went_on)
        self._make_helps()
        self._lay_out()
        self.wait()

    def _make_helps(self) -> None:
        self.repair_button = Button(self.tr("Repair"), deed="primary")
        self.repair_button.clicked.connect(self.repair)
        self.repair_with_button = Button(self.tr("Repair with a backup…"))
        self.repair_with_button.clicked.connect(self.repair_with)
        self.restore_button = Button(self.tr("Restore a backup…"))
        self.restore_button.clicked.connect(self.restore)
        self.helps = QWidget()
        buttons = (self.repair_button, self.repair_with_button, self.restore_button)
        self.helps.setLayout(row(None, *buttons, None, gap=S))

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(480)
        inner = QVBoxLayout(column)
        inner.setSpacing(M)
        inner.addWidget(Picture("lock", size=32), 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.title, self.what, self.progress, self.notice, self.said, self.code):
            inner.addWidget(part)
        inner.addWidget(self.helps)
        inner.addWidget(self.field)
        for button in (self.button, self.on):
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(S)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        sheet = Sheet(self.tr("Your memory"))
        sheet.box.addStretch(2)
        sheet.box.addLayout(centred)
        sheet.box.addStretch(3)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(sheet)

    def _only(self, *parts: QWidget) -> None:
        """Show these of the parts that come and go."""
        for part in (
            self.what,
            self.progress,
            self.notice,
            self.said,
            self.code,
            self.helps,
            self.field,
            self.button,
            self.on,
        ):
            part.setVisible(part in parts)

    # -- what it says ------------------------------------------------------

    def wait(self, title: str = "") -> None:
        """Say that it is being opened, or what else is done with it."""
        self.title.setText(title or self.tr("Opening your memory"))
        self._only()

    def step(self, progress: Progress) -> None:
        """Say how far that is."""
        self.what.setText(" · ".join(filter(None, [progress.note, far(progress)])))
        known = progress.total is not None and progress.total > 1
        if known:
            self.progress.setValue(round(1000 * progress.done / max(progress.total or 1, 1)))
        self._only(self.what, *([self.progress] if known else []))

    def ask(self, title: str, what: str, problem: Problem | None = None) -> None:
        """Ask for a key; ``problem`` is why the last one was none."""
        self.title.setText(title)
        self.what.setText(what)
        self.button.say(self.tr("Go on"))
        self._only(self.what, self.field, self.button)
        if problem is not None:
            self.notice.tell(problem)
        self.focus()

    def tell(self, problem: Problem) -> None:
        """Say why it does not open, and ask for a key where one would help."""
        locked = isinstance(problem, WrongKey)
        self.button.say(self.tr("Open"))
        if locked:
            self.title.setText(self.tr("Your memory is locked"))
            self.what.setText(self.tr("Give its passphrase, or the recovery code you wrote down."))
            self._only(self.field, self.button, *([] if self._asked else [self.what]))
            if self._asked:
                self.notice.tell(problem)
        else:
            self.title.setText(self.tr("Your memory could not be opened"))
            self._only()
            self.notice.tell(problem, self.tr("Try again"))
            self._offer_help(problem)
        self._asked = True
        self.focus()

    def _offer_help(self, problem: Problem) -> None:
        """Offer what the remedy speaks of; for damage everything."""
        damaged = isinstance(problem, StoreDamaged)
        mends = damaged or "`famulus repair" in problem.remedy
        restores = mends or "`famulus restore" in problem.remedy
        self.repair_button.setVisible(damaged)
        self.repair_with_button.setVisible(mends)
        self.restore_button.setVisible(restores)
        self.helps.setVisible(restores and not isinstance(problem, StoreTooNew))

    def told(self, title: str, sentences: Sequence[str], on: str, code: str = "") -> None:
        """Say what came of it; ``on`` is the button that goes on, once the code is written down."""
        self.title.setText(title)
        self.said.setText("\n".join(sentences))
        self.code.show_code(code)
        self.on.say(on)
        self.on.setEnabled(not code)
        self._only(self.on, *([self.said] if sentences else []), *([self.code] if code else []))
        self.focus()

    def focus(self) -> None:
        for part in (self.field, self.code.copy, self.on, self.repair_button, self.notice.button):
            if part.isVisibleTo(self) and part.isEnabled():
                part.setFocus()
                return

    def _enable(self, written: bool) -> None:
        self.on.setEnabled(written)

    def _give(self) -> None:
        if passphrase := self.field.text():
            self.field.clear()
            self.given.emit(passphrase)
