"""What was made of a text: it comes word by word, and nothing of it is used before it is taken."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from memory.progress import Progress
from ui.diff_view import DiffView
from ui.parts import Button, Elided, IconButton, Words, row
from ui.popup_words import doubts, how
from ui.render import one_line
from ui.theme import XS, S
from ui.writing_room import Wanted

if TYPE_CHECKING:
    from assistant.writing.writing import Written

EACH = 40  # milliseconds between two looks at what has come; the eye sees no more
SHARE = 4  # a look takes no more than one part in so many of the time
LEAST, MOST = 96, 320  # pixels of the text
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PopupResult(QWidget):
    """The text as it comes, as changes or by itself; below it how it was made, and the deeds."""

    accepted = Signal(str)
    copied = Signal(str)
    again = Signal()
    back = Signal()
    stopped = Signal()
    altered = Signal()  # it may need another height

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Wanted | None = None
        self._editable = True
        self._so_far = ""
        self._is_done = self._is_stopped = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._show_coming)
        self._make_parts()
        self._lay_out()
        self._enable()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.title = Elided(role="strong")
        self.back_button = IconButton("close", self.tr("Back to the commands"), key="Backspace")
        self.back_button.clicked.connect(self.back)
        self.diff = DiffView()
        self.diff.accepted.connect(self.primary_deed)
        self.diff.moved.connect(self._enable)
        for view in (self.diff.marked, self.diff.box):
            view.installEventFilter(self)
        self.how = Words(role="quiet", wrap=True)
        self.doubts = Words(role="doubtful", wrap=True)
        self.primary = Button("", deed="primary")
        self.primary.clicked.connect(self.primary_deed)
        self.place = Button("")
        self.place.clicked.connect(self._accept)
        self.edit_button = Button(self.tr("Edit (E)"))
        self.edit_button.clicked.connect(self.edit)
        self.copy_button = Button("")
        self.copy_button.clicked.connect(self._copy)
        self.again_button = Button("")
        self.again_button.clicked.connect(self.again)
        self.stop_button = Button(self.tr("Stop (Esc)"), picture="stop")
        self.stop_button.clicked.connect(self.stopped)

    def _lay_out(self) -> None:
        deeds = row(
            self.primary,
            self.place,
            self.edit_button,
            self.copy_button,
            self.again_button,
            None,
            self.stop_button,
            gap=S,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(row(self.title, self.back_button, gap=XS))
        box.addWidget(self.diff, 1)
        box.addWidget(self.how)
        box.addWidget(self.doubts)
        box.addLayout(deeds)

    # -- what is shown -----------------------------------------------------

    def begin(self, wanted: Wanted, *, editable: bool) -> None:
        """Wait for the first words of what is wanted."""
        self.clear()
        self._wanted, self._editable = wanted, editable
        self.title.setText(" · ".join(filter(None, [wanted.title, one_line(wanted.to)])))
        self.how.setText(self.tr("Waiting for its turn …"))
        self._show_coming()
        self.diff.setFocus()

    def clear(self) -> None:
        """Hold nothing of a text."""
        self._look.stop()
        self._wanted = None
        self._so_far, self._is_done, self._is_stopped = "", False, False
        for words in (self.title, self.how, self.doubts):
            words.setText("")
        self.diff.clear()
        self.diff.views.setFixedHeight(LEAST)
        self._enable()

    def hear(self, news: Progress | str) -> None:
        """Show how far it is, or the next piece of the text; the first piece at once."""
        if isinstance(news, Progress):
            self.how.setText(one_line(news.note) or self.how.text())
            return
        first, self._so_far = not self._so_far, self._so_far + news
        if first:
            self.how.setText(self.tr("Writing …"))
            self._show_coming()
        elif not self._look.isActive():
            self._look.start(EACH)

    def show_written(self, written: Written) -> None:
        self._look.stop()
        self._is_done, self._so_far = True, written.text
        self._show(self._so_far)
        lacks = self._wanted is not None and self._wanted.lacks_before
        self.how.setText(how(written, lacks_before=lacks))
        self.doubts.setText(doubts(written))
        self._fit()

    def show_stopped(self) -> None:
        """Say that no more will come; half a text is not offered."""
        self._look.stop()
        self._is_stopped = True
        self.how.setText(self.tr("Stopped. What has come is not the whole text."))
        self._enable()

    @property
    def is_done(self) -> bool:
        return self._is_done

    @property
    def draft(self) -> str:
        """The text as it was made, with nothing left or edited."""
        return self._wanted.whole(self._so_far) if self._wanted is not None else ""

    def _show_coming(self) -> None:
        began = time.perf_counter()
        self._show(self._so_far)
        self._fit()
        # A long text takes longer to be shown: then it is shown less often.
        self._look.setInterval(max(EACH, round(SHARE * 1000 * (time.perf_counter() - began))))

    def _show(self, made: str) -> None:
        """Show what was made, or what has come of it."""
        wanted, coming = self._wanted, not self._is_done
        if wanted is None:
            return
        if wanted.answers:
            self.diff.show_text(made, coming=coming)
        elif coming:
            self.diff.show_coming(wanted.text, wanted.whole(made))
        else:
            self.diff.show_diff(wanted.text, wanted.whole(made))

    def _fit(self) -> None:
        """Give the text the room it needs, within bounds; while it comes it only grows."""
        now = self.diff.views.height()
        wanted = min(max(self.diff.height_wanted(), LEAST), MOST)
        self.diff.views.setFixedHeight(wanted if self._is_done else max(wanted, now))
        self._enable()
        self.altered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()  # the lines break elsewhere now

    # -- deeds -------------------------------------------------------------

    def edit(self) -> None:
        self.diff.edit()
        self.altered.emit()

    def end_edit(self) -> None:
        """Show as changes again what was edited."""
        self.diff.end_edit()
        self._fit()

    def primary_deed(self) -> None:
        if self.primary.isEnabled():
            (self._accept if self._takes else self._copy)()

    def _accept(self) -> None:
        if self._is_done:
            self.accepted.emit(self.diff.text)

    def _copy(self) -> None:
        if self._is_done:
            self.copied.emit(self.diff.text)

    @property
    def _takes(self) -> bool:
        """Whether Enter puts the text into the other program, rather than to be pasted."""
        wanted = self._wanted
        return wanted is not None and self._editable and (wanted.is_new or not wanted.answers)

    @property
    def _is_answer(self) -> bool:
        return self._wanted is None or self._wanted.answers

    def _enable(self) -> None:
        done, editing = self._is_done, self.diff.is_editing
        self.primary.setVisible(done)
        self.primary.say(self._primary_words())
        self.primary.setEnabled(self._gives)
        self.place.setVisible(done and self._editable and not self._takes)
        self.edit_button.setVisible(done and not editing)
        self.copy_button.setVisible(done and self._takes)
        self.copy_button.say(self.tr("Copy") if editing else self.tr("Copy (C)"))
        self.again_button.say(self.tr("Try again") if editing else self.tr("Try again (R)"))
        self.place.say(self.tr("Put in its place") if editing else self.tr("Put in its place (P)"))
        self.stop_button.setVisible(not done and not self._is_stopped)
        self.again_button.setVisible(done or self._is_stopped)
        self.how.setVisible(bool(self.how.text()))
        self.doubts.setVisible(bool(self.doubts.text()))

    @property
    def _gives(self) -> bool:
        """Whether there is anything to take."""
        return self._is_answer or self.diff.is_editing or self.diff.count_taken > 0

    def _primary_words(self) -> str:
        diff = self.diff
        key = self.tr("Ctrl+Enter") if diff.is_editing else self.tr("Enter")
        if not self._takes:
            return self.tr("Copy ({key})").format(key=key)
        if diff.is_editing or self._is_answer:
            return self.tr("Use it ({key})").format(key=key)
        if diff.count == diff.count_taken:
            return self.tr("Take all ({key})").format(key=key)
        return self.tr("Take {n} of {all} ({key})").format(
            n=diff.count_taken, all=diff.count, key=key
        )

    # -- keys --------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key, held = Qt.Key(event.key()), event.modifiers()
            if held & Qt.KeyboardModifier.ControlModifier and key in ENTER:
                self.primary_deed()
                return True
            if watched is self.diff.marked and not held:
                return self._pressed(key)
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        """Do what one letter stands for, where one can only read."""
        button = {
            Qt.Key.Key_E: self.edit_button,
            Qt.Key.Key_R: self.again_button,
            Qt.Key.Key_C: self.copy_button,
            Qt.Key.Key_P: self.place,
            Qt.Key.Key_Backspace: self.back_button,
        }.get(key)
        if button is None or button.isHidden():
            return False
        button.click()
        return True
