"""The questions and answers of one conversation, in a column made for reading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from memory.types import Turn
from ui.beside import Sheet
from ui.pages.answer_view import AnswerView, QuestionView
from ui.parts import Button, walk
from ui.phrases import when
from ui.theme import COLUMN, L, M, S

AT_ONCE = 20  # turns set at once; what came before is a click away


def column_width(widget: QWidget) -> int:
    """The width of a line that is read without effort."""
    return widget.fontMetrics().averageCharWidth() * COLUMN + 2 * L


class ConversationView(Sheet):
    """Shows turns and tells what is asked of an answer."""

    cited = Signal(object)  # a Passage
    passages = Signal(object)  # an AnswerView
    why = Signal(object)  # an AnswerView
    again = Signal(object)  # an AnswerView
    add_source = Signal()
    less = Signal(object, str)  # an AnswerView, and what it is to be asked again without
    rated = Signal(object, object)  # an AnswerView; True: useful, False: not, None: taken back

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Conversation"))
        self._column = QWidget()
        self._column.setProperty("place", "column")
        self._column.setMaximumWidth(column_width(self))
        self.box.setContentsMargins(0, 0, 0, 0)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._column, 100)
        centred.addStretch(1)
        self.box.addLayout(centred)
        self.box.addStretch(1)
        self.turns = _lined(self._column)
        self._earlier: Sequence[Turn] = ()
        self._question: QWidget | None = None  # the newest: it stays in view
        self._following = True
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.actionTriggered.connect(self._moved)

    def clear(self) -> None:
        for view in self._views():
            view.hide()
            view.deleteLater()
            self.turns.removeWidget(view)
        self._question = None
        self._earlier = ()

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show the newest turns of a conversation, its end in view."""
        self.clear()
        newest = max(len(turns) - AT_ONCE, 0)
        newest -= newest % 2
        self._earlier = turns[:newest]
        if self._earlier:
            more = Button(self.tr("Show what came before"), deed="quiet", picture="history")
            more.clicked.connect(partial(self._show_earlier, turns))
            self.turns.addWidget(more)
        self._add_turns(turns[newest:])
        self._following = True
        QTimer.singleShot(0, self, self._follow)

    def ask(self, question: str, at: str = "") -> AnswerView:
        """Add a question and the place where its answer will come."""
        asked = QuestionView(question, at)
        self.turns.addWidget(asked)
        self._question = asked
        answer = AnswerView(question)
        answer.cited.connect(self.cited)
        answer.passages.connect(partial(self.passages.emit, answer))
        answer.why.connect(partial(self.why.emit, answer))
        answer.again.connect(partial(self.again.emit, answer))
        answer.add_source.connect(self.add_source)
        answer.less.connect(partial(self.less.emit, answer))
        answer.rated.connect(partial(self.rated.emit, answer))
        before = self.answers()[-1].stops()[-1] if self.answers() else self
        self.turns.addWidget(answer)
        walk(before, *answer.stops())
        self._following = True
        return answer

    def answers(self) -> list[AnswerView]:
        return [view for view in self._views() if isinstance(view, AnswerView)]

    def _views(self) -> list[QWidget]:
        items = (self.turns.itemAt(n) for n in range(self.turns.count()))
        return [w for item in items if item is not None and (w := item.widget()) is not None]

    def _show_earlier(self, turns: Sequence[Turn]) -> None:
        self.clear()
        self._add_turns(turns)
        self._following = False
        self.verticalScrollBar().setValue(0)

    def _add_turns(self, turns: Sequence[Turn]) -> None:
        view: AnswerView | None = None
        for turn in turns:
            if turn.role == "user":
                view = self.ask(turn.text, when(turn.at))
                view.stage.hide()
            elif view is not None and turn.answer is not None:
                view.finish(turn.answer)
            elif view is not None:
                view.show_text(turn.text)

    def _follow(self) -> None:
        """Keep the end in view, but never push the question out at the top."""
        if not self._following or self._question is None:
            return
        bar = self.verticalScrollBar()
        top = self._question.y() + self._column.y() - M
        bar.setValue(min(bar.maximum(), max(top, 0)))

    def _moved(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.sliderPosition() >= bar.maximum() - S


def _lined(column: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(column)
    box.setContentsMargins(L, M, L, L)
    box.setSpacing(S)
    return box
