"""Ask and read, with what an answer rests on beside it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assistant.jobs import Job
from memory.errors import Problem
from memory.types import Answer, Changes, Conversation, ConversationId, Topic, Turn
from ui.beside import PASSAGES, WHY, Beside
from ui.composer import Composer
from ui.expanding import Expanding
from ui.operations import Operations
from ui.pages.answer_view import AnswerView
from ui.pages.asked_back import AskedBack
from ui.pages.claims_line import short
from ui.pages.conversation import ConversationView, column_width
from ui.pages.elsewhere import Elsewhere
from ui.pages.history import History
from ui.pages.private_button import PrivateButton
from ui.pages.rating import Rating
from ui.parts import Elided, Empty, IconButton, Sentence, empty_out, row
from ui.phrases import when
from ui.theme import L, M, S
from ui.why import called

if TYPE_CHECKING:
    from assistant.profile.asking import Question

NARROW = 760  # pixels; below that the history would leave no column to read


class ChatPage(QFrame):
    """One conversation at a time; the others are a click away."""

    name = "chat"
    answering = Signal(bool)
    add_source = Signal()
    room_wanted = Signal()  # the history is wanted and there is no room for it

    def __init__(self, operations: Operations, beside: Beside) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.operations, self.beside = operations, beside
        self.conversation: ConversationId | None = None
        self._coming: tuple[AnswerView, Job[object, Answer]] | None = None
        self._waiting = ""  # a question whose conversation is being started
        self._open: tuple[str, dict[str, str], tuple[Question, ...]] | None = None  # asked back
        self._named: dict[str, str] = {}  # claims that were taken away, by their names
        self._wants_history = True
        self._wants_beside = False  # as it was left, once there is an answer to show there
        self.history = History()
        self.history.chosen.connect(self.open_conversation)
        self.history.fresh.connect(self.new_conversation)
        self.history.forgotten.connect(self._forget)
        self.view = ConversationView()
        self.view.cited.connect(beside.open_passage)
        self.view.passages.connect(partial(self._show_beside, tab=PASSAGES))
        self.view.why.connect(partial(self._show_beside, tab=WHY))
        self.view.again.connect(lambda answer: self.ask(answer.question, answer.without))
        self.view.less.connect(self._ask_without)
        self.rating = Rating(operations, self.view, lambda: self.conversation, self)
        beside.again.connect(self.ask)
        self.view.add_source.connect(self.add_source)
        self.empty = self._empty()
        self.composer = Composer()
        Expanding(self.composer.field, operations, learns=lambda: not self.is_private)
        self.composer.asked.connect(self.ask)
        self.composer.begun.connect(self._read_ahead)
        self.composer.stopped.connect(self.stop)
        self._lay_out()
        self.elsewhere = Elsewhere(operations, self.pages, self.composer, self.view, self)
        self.elsewhere.answering.connect(self.answering)
        operations.changed.connect(self._heard)

    def _empty(self) -> Empty:
        empty = Empty(
            "famulus",
            self.tr("Ask about what you have read, written and been sent"),
            self.tr(
                "Answers are taken from your own mail, documents and chats, "
                "and show where each sentence stands."
            ),
            self.tr("Add a source"),
        )
        empty.acted.connect(self.add_source)
        self.examples = QVBoxLayout()
        self.examples.setSpacing(S)
        holder = QWidget()
        holder.setMinimumWidth(280)
        holder.setMaximumWidth(460)
        holder.setLayout(self.examples)
        self.examples.setContentsMargins(0, L, 0, 0)
        centred = QHBoxLayout()
        centred.addWidget(holder)
        empty.box.insertLayout(empty.box.count() - 1, centred)
        return empty

    def _lay_out(self) -> None:
        self.history_button = IconButton("history", self.tr("Conversations"), key="Ctrl+H")
        self.history_button.setCheckable(True)
        self.history_button.clicked.connect(self.toggle_history)
        new = IconButton("new", self.tr("New conversation"), key="Ctrl+N")
        new.clicked.connect(self.new_conversation)
        self.title = Elided(self.tr("New conversation"), role="title")
        self.private_button = PrivateButton()
        self.private_button.clicked.connect(self.new_conversation)
        head = row(self.history_button, self.title, self.private_button, new, gap=S)
        head.setContentsMargins(M, S, M, S)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.view)
        self.back = AskedBack()
        self.back.answered.connect(self._answered_back)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(head)
        main.addWidget(self.pages, 1)
        main.addLayout(self._centred(self.back))
        main.addLayout(self._centred(self.composer, S, M))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.history)
        box.addLayout(main, 1)

    def _centred(self, part: QWidget, above: int = 0, below: int = 0) -> QHBoxLayout:
        """Set a part in the column of the conversation."""
        part.setMaximumWidth(column_width(self) - 2 * L)
        box = QHBoxLayout()
        box.setContentsMargins(L, above, L, below)
        box.addStretch(1)
        box.addWidget(part, 100)
        box.addStretch(1)
        return box

    # -- conversations -----------------------------------------------------

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is to be closed."""
        self.stop()
        self.elsewhere.leave_memory()
        self.conversation, self._waiting = None, ""
        self._named = {}
        self.private_button.setChecked(False)
        self.view.clear()
        self.beside.clear()
        self.history.model.show_conversations([])
        self._show_examples([])
        self.pages.setCurrentWidget(self.empty)
        self.title.setText(self.tr("New conversation"))
        self.composer.set_ready(False)

    def begin(self, conversation: ConversationId | None, *, beside: bool = False) -> None:
        """Show the memory that was opened: its conversations, or what can be asked."""
        self._wants_beside = beside
        self.elsewhere.look()
        self.composer.set_ready(True)
        self._load_history()
        self._load_examples()
        if conversation is not None:
            self.open_conversation(conversation)

    def new_conversation(self) -> None:
        self.stop()
        self.conversation, self._waiting = None, ""
        self.view.clear()
        self.beside.clear()
        self.pages.setCurrentWidget(self.empty)
        private = self.tr("Private conversation: nothing of it is kept")
        self.title.setText(private if self.is_private else self.tr("New conversation"))
        self.history.select(None)
        self._load_examples()
        self.composer.field.setFocus()

    def open_conversation(self, id: ConversationId) -> None:
        self.stop()
        self.private_button.setChecked(False)
        self.conversation = id
        self.beside.clear()
        self.operations.turns(self, id, partial(self._show_turns, id))

    def _show_turns(self, id: ConversationId, turns: list[Turn]) -> None:
        if id != self.conversation or self._coming:
            return
        if not turns:
            self.new_conversation()
            return
        self.view.show_turns(turns)
        self.pages.setCurrentWidget(self.view)
        self._name()
        finished = [view for view in self.view.answers() if view.answer is not None]
        if finished and (self._wants_beside or self.beside.isVisible()):
            self._show_beside(finished[-1], PASSAGES)
        self._wants_beside = False

    def _forget(self, id: ConversationId) -> None:
        if id == self.conversation:
            self.new_conversation()
        self.operations.forget_conversation(self, id)

    def _load_history(self) -> None:
        self.operations.conversations(self, self._show_history)

    def _show_history(self, conversations: list[Conversation]) -> None:
        self.history.model.show_conversations(conversations)
        self._name()

    def _name(self) -> None:
        """Title the page as the conversation is titled, and mark it in the history."""
        self.history.select(self.conversation)
        titles = {c.id: c.title for c in self.history.model.all}
        if self.conversation is not None and titles.get(self.conversation):
            self.title.setText(titles[self.conversation])

    def _load_examples(self) -> None:
        self.operations.examples(self, self._show_examples)

    def _show_examples(self, questions: list[str]) -> None:
        empty_out(self.examples)
        for question in questions[:3]:
            button = Sentence(question, picture="search")
            button.clicked.connect(partial(self._ask_example, question))
            self.examples.addWidget(button)
        self.empty.button.setVisible(not questions)

    def _ask_example(self, question: str) -> None:
        self.ask(question)

    # -- asking ------------------------------------------------------------

    def ask(self, question: str, without: frozenset[str] = frozenset()) -> None:
        """Ask in this conversation, after what is unclear was asked back; some steps left out."""
        if self._open is not None:  # another question takes the place of the one asked back
            self.stop()
        if self._coming or self._waiting:
            return
        if without or self.is_private:
            self._ask(question, without)
            return
        self._waiting = question
        self.operations.unclear(self, question, partial(self._ask_back, question, {}))

    def _ask_back(
        self, question: str, answers: dict[str, str], unclear: tuple[Question, ...]
    ) -> None:
        """Ask the user what is unclear, one after the other; then answer."""
        if question != self._waiting:  # it was left meanwhile
            return
        if unclear:
            self._open = (question, answers, unclear)
            self.back.show_question(unclear[0])
            return
        self._waiting = ""
        self._ask(self.operations.assistant.clear(question, answers) if answers else question)

    def _answered_back(self, choice: str) -> None:
        self.back.hide()
        if self._open is not None:
            (question, answers, (first, *rest)), self._open = self._open, None
            answers |= {first.slot: choice} if choice else {}
            self._ask_back(question, answers, tuple(rest) if choice else ())

    def _ask(self, question: str, without: frozenset[str] = frozenset()) -> None:
        """Ask in this conversation, which is started if there is none."""
        if self.conversation is None and not self.is_private:
            self._waiting = question
            self.operations.start_conversation(self, self._started)
            return
        said = [when(datetime.now().astimezone())]
        if without:
            told = [self._named.get(step) or called(step) for step in sorted(without)]
            names = ", ".join(f"“{name}”" for name in told)
            said.append(self.tr("without {names}").replace("{names}", names))
        before = self.view.answers()[-1].question if self.view.answers() else ""
        view = self.view.ask(question, " · ".join(said))
        view.without = without
        self.pages.setCurrentWidget(self.view)
        job = self.operations.ask(
            self,
            question,
            self.conversation,
            without=without,
            private=self.is_private,
            before=before if self.is_private else "",
            on_step=partial(self._step, view),
            on_done=partial(self._done, view),
            on_problem=partial(self._failed, view),
        )
        self._coming = (view, job)
        self.composer.set_busy(True)
        self.answering.emit(True)

    def _read_ahead(self) -> None:
        if self.conversation is not None and self._coming is None:
            self.operations.prefetch(self, self.conversation)

    def _ask_without(self, view: AnswerView, name: str) -> None:
        """Ask again without a claim that was used, or without the profile."""
        if view.answer is not None:
            self._named |= {f"c{one.claim}": short(one.text) for one in view.answer.claims}
        self.ask(view.question, view.without | {name})

    @property
    def is_private(self) -> bool:
        """Whether nothing of the profile is read now, and nothing of what is said is kept."""
        return self.private_button.isChecked()

    def _started(self, id: ConversationId) -> None:
        question, self._waiting = self._waiting, ""
        if question:
            self.conversation = id
            self.title.setText(question)
            self._ask(question)

    def stop(self) -> None:
        """Stop the answer that comes; what came of it stays."""
        self.elsewhere.stop()
        if self._open is not None:
            self._open, self._waiting = None, ""
            self.back.hide()
        if self._coming:
            view, job = self._coming
            job.cancel()
            view.stop()
            self._end()

    def _is_coming(self, view: AnswerView) -> bool:
        return self._coming is not None and self._coming[0] is view

    def _step(self, view: AnswerView, news: object) -> None:
        if self._is_coming(view):
            view.take(news)

    def _done(self, view: AnswerView, answer: Answer) -> None:
        if self._is_coming(view):
            self._end()
            view.finish(answer)
            if self.beside.isVisible():
                tab = WHY if view.without else PASSAGES
                self.beside.show_answer(view.question, answer, tab, view.without)

    def _failed(self, view: AnswerView, problem: Problem) -> None:
        if self._is_coming(view):
            self._end()
            view.fail(problem)

    def _end(self) -> None:
        self._coming = None
        self.composer.set_busy(False)
        self.answering.emit(False)

    def _show_beside(self, view: AnswerView, tab: int) -> None:
        if view.answer is not None:
            self.beside.show_answer(view.question, view.answer, tab, view.without)

    # -- the window around it ----------------------------------------------

    def focus(self) -> None:
        self.composer.field.setFocus()

    def _heard(self, changes: Changes) -> None:
        if self.history.model.wants(changes):
            self._load_history()
        if Topic.DOCUMENTS in changes.topics and self.conversation is None:
            self._load_examples()
        if changes.topics >= {Topic.DOCUMENTS, Topic.CONVERSATIONS}:  # words were taken out
            self.beside.clear()
            if self.conversation is not None:
                self.open_conversation(self.conversation)

    @property
    def history_wanted(self) -> bool:
        return self._wants_history

    def want_history(self, wanted: bool) -> None:
        self._wants_history = wanted
        self._fit()

    def toggle_history(self) -> None:
        showing = self.history.isVisible()
        self._wants_history = not showing
        if self._wants_history and self.width() < NARROW:
            self.room_wanted.emit()
        self._fit()

    def _fit(self) -> None:
        self.history.setVisible(self._wants_history and self.width() >= NARROW)
        self.history_button.setChecked(not self.history.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self._fit()
