"""What becomes of it that an answer was useful or not, or was wanted without a claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.types import Changes, ClaimId, ConversationId, Topic, Turn
from ui.operations import Operations
from ui.pages.answer_view import AnswerView
from ui.pages.conversation import ConversationView


class Rating(QObject):
    """Tells the profile how the answers of a conversation were taken.

    What was undone among the changes of the profile is shown undone here.
    """

    def __init__(
        self,
        operations: Operations,
        view: ConversationView,
        conversation: Callable[[], ConversationId | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._operations, self._view, self._page = operations, view, page
        self._conversation = conversation
        view.rated.connect(self._rate)
        view.less.connect(self._leave_out)
        operations.changed.connect(self._heard)

    def _rate(self, view: AnswerView, useful: bool | None) -> None:
        profile, answer = self._operations.assistant.profile, view.answer
        if answer is not None:
            self._operations.edit(self._page, lambda: profile.rate(answer, useful))

    def _leave_out(self, view: AnswerView, name: str) -> None:
        profile, answer = self._operations.assistant.profile, view.answer
        number = name.removeprefix("c")
        if answer is not None and answer.id and number.isdecimal():
            claim = ClaimId(int(number))
            self._operations.edit(self._page, lambda: profile.leave_out(answer, claim))

    def _heard(self, changes: Changes) -> None:
        conversation = self._conversation()
        if Topic.CLAIMS in changes.topics and conversation is not None and self._view.answers():
            self._operations.turns(self._page, conversation, partial(self._show, conversation))

    def _show(self, conversation: ConversationId, turns: list[Turn]) -> None:
        if conversation != self._conversation():
            return
        ratings = {one.answer.id: one.answer.rating for one in turns if one.answer}
        for view in self._view.answers():
            if view.answer is not None and view.answer.id in ratings:
                view.rating.show_rating(ratings[view.answer.id])
