"""The popup of the writing assistant: a text comes in, and goes out as the user accepted it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.operations import Operations
from ui.parts import Notice, let_cut
from ui.popup_commands import PopupCommands
from ui.popup_place import largest, placed, screen_at
from ui.popup_result import PopupResult
from ui.popup_short import ShortForms
from ui.popup_words import is_short
from ui.theme import L
from ui.writing_room import Wanted, WritingRoom

if TYPE_CHECKING:
    from assistant.writing.commands import Command
    from ui.popup_reply import PopupReply

WIDTH = 540
NAMING = {Topic.PEOPLE, Topic.DOCUMENTS}  # what was changed where other people are known
FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class WritingPopup(QWidget):
    """Made once and hidden; each time it is opened it begins anew.

    ``accepted`` carries the text to be put in the place of what was selected, and is told
    only by a deed of the user; ``left`` is told whenever it closes without one.  It knows
    nothing of other programs: who opens it fetches the text and puts it back.
    """

    accepted = Signal(str)
    left = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__(None, FLAGS)
        self.setWindowTitle("Famulus")
        self.setAccessibleName(self.tr("Writing"))
        self.room = WritingRoom(operations)
        self._operations = operations
        self._text: str | None = None  # None while it is still being fetched
        self._before: str | None = None  # what stands before it; None where nobody tells
        self._application, self._editable = "", True
        self._pointer = QPoint()
        self._wanted: Wanted | None = None  # what is being made, or was last
        self.reply: PopupReply | None = None  # made when the first is wanted
        self._make_parts()
        self._connect()
        # Who is asked for the text may still need the keyboard; Qt looks at this only now.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        operations.changed.connect(self._heard)
        self.winId()  # the window is made now, so that to show it later is only to show it

    def _make_parts(self) -> None:
        self.commands = PopupCommands()
        self.shorts = ShortForms(self.commands.field, self._operations, self.commands.to.text)
        # Ctrl+Space is first what the popup does with a text, then a key of the field.
        self.commands.field.installEventFilter(self.commands)
        self.result = PopupResult()
        self.notice = Notice()
        self.frame = QFrame()
        self.frame.setProperty("place", "popup")
        inner = QVBoxLayout(self.frame)
        inner.setContentsMargins(L, L, L, L)
        for part in (self.notice, self.commands, self.result):
            inner.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)
        let_cut(self)
        self.result.hide()

    def _connect(self) -> None:
        self.commands.wanted.connect(self._want)
        self.commands.shut.connect(self.leave)
        self.commands.short.connect(self._write_out)
        self.shorts.taken.connect(self._take)
        self.result.accepted.connect(self._accept)
        self.result.copied.connect(self._copy)
        self.result.again.connect(self._write)
        self.result.back.connect(self._go_back)
        self.result.stopped.connect(self.stop)
        self.notice.acted.connect(self._write)
        for part in (self.commands, self.result):
            part.altered.connect(self._fit)

    def _replying(self) -> PopupReply:
        if self.reply is None:
            from ui.popup_reply import PopupReply  # late: it knows what replying stands on

            self.reply = PopupReply(self._operations)
            self.reply.accepted.connect(self._accept)
            self.reply.copied.connect(self._copy)
            self.reply.back.connect(self._go_back)
            self.reply.failed.connect(self._fail)
            self.reply.altered.connect(self._fit)
            _layout(self.frame).addWidget(self.reply)
        return self.reply

    # -- opening -----------------------------------------------------------

    def begin(self) -> None:
        """Learn the commands of the memory that was opened, before they are wanted."""
        if self.room.is_open:
            self._learn_commands()
            self._learn_people()

    def _learn_commands(self) -> None:
        self.room.commands(self, self.commands.show_commands, self.notice.tell)

    def _learn_people(self) -> None:
        self.room.people(self, self.commands.show_people)

    def _heard(self, changes: Changes) -> None:
        if self.room.is_open and Topic.SETTINGS in changes.topics:
            self._learn_commands()
        if self.room.is_open and changes.topics & NAMING:
            self._learn_people()

    def open(
        self,
        text: str | None,
        *,
        place: QPoint,
        application: str = "",
        editable: bool = True,
        command: str = "",
    ) -> None:
        """Show it at this place of the screen, at once.

        ``text`` is what is selected, None if it will be told by ``fill``: until then the
        keyboard stays with the other program, which may have to copy it.  ``application``
        is the title of the window it is from; where that cannot be written in, not
        ``editable``, the result is only copied; ``command`` is the id of one that is
        chosen already, by a key of its own.
        """
        self.room.stop()
        self._text, self._application, self._editable = text, application, editable
        self._before = None
        self._pointer, self._wanted = place, None
        self.notice.hide()
        self._hide_made()
        self.commands.begin(text, application)
        self.commands.show()
        self._fit()
        self.commands.field.setFocus()
        self.show()
        self.raise_()
        if text is not None:
            self.activateWindow()
        if not self.room.is_open:
            self._fail(
                Problem(
                    self.tr("The memory is locked."),
                    remedy=self.tr("Open it in the window of Famulus, then try again."),
                )
            )
        elif command:
            self.commands.choose(command)
        else:
            self._read_ahead()

    def _read_ahead(self) -> None:
        if self._text and is_short(self._text):
            self.shorts.warm()
        elif self._text:
            self.room.read_ahead(self, self._text)

    def fill(self, text: str, problem: Problem | None = None, before: str | None = None) -> None:
        """Tell what is selected, where that was not known yet, or why it is not known.

        ``before`` is what stands before it, None where the other program does not tell.
        """
        if not self.isVisible() or self._text is not None:
            return  # it was closed meanwhile
        self._text, self._before = text, before
        self.commands.show_text(text, self._application)
        self.activateWindow()
        if problem is not None:
            self._fail(problem)
        elif self._wanted is not None:
            self._write()  # it was chosen meanwhile
        else:
            self._read_ahead()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown, at the pointer, whole on its screen."""
        for part in (self.notice, self.commands, self.result, self.reply, self.frame):
            if part is not None:
                _layout(part).activate()  # what changed within counts now, not with the next event
        layout = _layout(self)
        area = screen_at(self._pointer)
        width = largest(QSize(WIDTH, 1), area).width()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        size = largest(QSize(width, height), area)
        self.setGeometry(placed(self._pointer, size, area))

    # -- writing -----------------------------------------------------------

    def _want(self, command: Command, words: str) -> None:
        to = " ".join(self.commands.to.text().split())
        self._wanted = Wanted(command, self._text or "", words, to, self.commands.is_sure)
        if self._text is None:
            self.commands.about.setText(self.tr("It begins once the selection is there …"))
        else:
            self._write()

    def _write(self) -> None:
        wanted = self._wanted
        if wanted is None or self._text is None:
            return
        self.notice.hide()
        self._wanted = wanted = replace(wanted, text=self._text, before=self._before)
        if not self.room.is_open:
            return
        self.commands.hide()
        if wanted.replies:
            self._answer(wanted)
            return
        self.result.show()
        self.result.begin(wanted, editable=self._editable)
        self.room.write(
            self,
            wanted,
            on_step=self.result.hear,
            on_done=self.result.show_written,
            on_problem=self._fail,
        )

    def _answer(self, wanted: Wanted) -> None:
        """Draft a reply: the text is a letter, and what is told in it stands on the memory."""
        self.room.stop()
        reply = self._replying()
        reply.show()
        reply.begin(wanted, editable=self._editable)

    def _write_out(self, text: str) -> None:
        """Offer what a short form may mean; no model is asked to write."""
        self.room.stop()
        self.notice.hide()
        self._wanted = None
        self.shorts.write_out(text, self._before or "")

    def _take(self, text: str) -> None:
        (self._accept if self._editable else self._copy)(text)

    def _fail(self, problem: Problem) -> None:
        """Say what went wrong and what to do, where one is."""
        again = self._wanted is not None and self._text is not None
        self.notice.tell(problem, self.tr("Try again") if again else "")
        if again and not self._is_done:
            self._go_back()
        self._fit()

    @property
    def _is_done(self) -> bool:
        replies = self._wanted is not None and self._wanted.replies
        return self.reply is not None and self.reply.is_done if replies else self.result.is_done

    # -- the ways out ------------------------------------------------------

    def _accept(self, text: str) -> None:
        self._learn(text)
        self._close()
        self.accepted.emit(text)

    def _learn(self, text: str) -> None:
        if self._wanted is not None and self.room.is_open and not self._wanted.replies:
            self.room.accepted(self, self._wanted, self.result.draft, text)

    def _copy(self, text: str) -> None:
        self._learn(text)
        QGuiApplication.clipboard().setText(text)
        self.leave()

    def stop(self) -> None:
        self.room.stop()
        self.result.show_stopped()

    def _go_back(self) -> None:
        self.room.stop()
        self._hide_made()
        self.commands.go_back(self._wanted.instruction if self._wanted else "")
        self.commands.show()
        self._fit()
        self.commands.field.setFocus()

    def leave(self) -> None:
        """Close it; nothing was accepted."""
        if self.isVisible():
            self._close()
            self.left.emit()

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.leave()
        self.commands.clear()

    def _close(self) -> None:
        """Hide it, and hold nothing of the text."""
        self.room.stop()
        self.shorts.hide()
        self.hide()
        self._text = self._wanted = self._before = None
        self._application = ""
        self._hide_made()
        self.result.clear()
        self.commands.begin(None, "")

    def _hide_made(self) -> None:
        self.result.hide()
        if self.reply is not None:
            self.reply.hide()
            self.reply.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Leave what was begun last: the writing, the editing, what is asked for, the popup."""
        if self.room.is_busy:
            self.stop()
        elif self.reply is not None and self.reply.isVisible():
            self._escape_reply(self.reply)
        elif self.result.diff.is_editing:
            self.result.end_edit()
        elif self.commands.is_asking and self.commands.isVisible():
            self.commands.go_back()
        else:
            self.leave()

    def _escape_reply(self, reply: PopupReply) -> None:
        if reply.is_busy:
            reply.stop()
        elif reply.is_editing:
            reply.end_edit()
        else:
            self.leave()


def _layout(widget: QWidget) -> QLayout:
    layout = widget.layout()
    assert layout is not None
    return layout
