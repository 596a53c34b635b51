"""A question for a model elsewhere: the review first, in the place of the conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from assistant.jobs import Job
from memory.errors import Problem
from memory.types import Changes, ConversationId, Topic
from ui.cloud_room import Came, CloudRoom, Standing, Wish
from ui.composer import Composer
from ui.itemmodels.hidden import Mark
from ui.itemmodels.providers import host
from ui.leaving import Leaving, Offered
from ui.operations import Operations
from ui.pages.answer_view import AnswerView
from ui.pages.conversation import ConversationView
from ui.phrases import number
from ui.side_by_side import Deed
from ui.theme import L, M

if TYPE_CHECKING:
    from assistant.privacy.gate import Proposal
    from assistant.privacy.rewriting import Hidden
    from memory.progress import Progress, Work

LETTERS = 4  # characters of a token, as a rule of thumb


class Chat(Protocol):
    """Where a question is asked; of one conversation the same keeps its placeholder."""

    conversation: ConversationId | None

    def ask(self, question: str) -> object:
        """Answer it on this computer."""


class Elsewhere(QFrame):
    """Shows the review, sends on the user's act, and puts what comes into the conversation."""

    ledger_wanted = Signal(int)  # show this row
    answering = Signal(bool)

    def __init__(
        self,
        operations: Operations,
        pages: QStackedWidget,
        composer: Composer,
        view: ConversationView,
        chat: Chat,
    ) -> None:
        """``pages`` gets this as another one."""
        super().__init__()
        self._room = CloudRoom(operations)
        self._pages, self._composer, self._view, self._chat = pages, composer, view, chat
        self._before: QWidget | None = None  # the page that was open
        self._question = ""
        self._wish: Wish | None = None
        self._written: dict[int, Offered] = {}  # parts as they stood before own words for them
        self._coming: tuple[AnswerView, Job[object, object]] | None = None
        self.review = Leaving()
        box = QVBoxLayout(self)
        box.setContentsMargins(L, 0, L, M)
        box.addWidget(self.review)
        pages.addWidget(self)
        self._connect()
        operations.changed.connect(self._heard)

    def _connect(self) -> None:
        self._composer.elsewhere.connect(self.begin)
        self._pages.currentChanged.connect(self._turned)
        self.review.rewritten.connect(self._rewritten)
        self.review.worded.connect(self._worded)
        self.review.decided.connect(self._decided)
        self.review.sent.connect(self._send)
        self.review.kept.connect(self._keep)

    # -- whether there is anybody to ask -----------------------------------

    def look(self) -> None:
        """Offer what may be asked, which is nothing while models elsewhere are off."""
        if self._room.is_open:
            self._room.look(self, self._offer, self._no_offer)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.stop()
        self._leave()
        self._composer.offer_elsewhere([])

    def _offer(self, standing: Standing) -> None:
        self._composer.offer_elsewhere(
            [one.name for one in standing.providers] if standing.on else []
        )
        if not standing.on and self._question:
            self._keep()

    def _no_offer(self, _problem: Problem) -> None:
        self._composer.offer_elsewhere([])  # the page of privacy says what is wrong

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics:
            self.look()

    # -- the review --------------------------------------------------------

    def begin(self, question: str, name: str) -> None:
        """Show what would leave; nothing is sent by that."""
        self._question, self._wish, self._written = question, None, {}
        self._before = self._pages.currentWidget()
        self.review.clear()
        self.review.wait(self.tr("Looking what would leave, to {name} …").replace("{name}", name))
        self._pages.setCurrentWidget(self)
        self._composer.hide()
        self.review.setFocus()
        self._room.propose(
            self, question, name, self._chat.conversation, self._proposed, self.review.fail
        )

    def _proposed(self, wish: Wish) -> None:
        self._wish = wish
        self._show(wish.asked.proposal)
        self.review.focus()

    def _show(self, proposal: Proposal) -> None:
        assert self._wish is not None
        self._wish = replace(self._wish, asked=replace(self._wish.asked, proposal=proposal))
        parts = [
            self._written[n].with_own(one.text, one.preview)
            if n in self._written
            else Offered(n, self._said_by(n, len(proposal.shown)), one.text, one.preview)
            for n, one in enumerate(proposal.shown)
            if not one.left_out
        ]
        self.review.show_offer(
            parts,
            to=self._to_whom(),
            cost=self._cost(proposal),
            audit=proposal.audit.said,
            guessed=proposal.audit.guesses,
            reason=proposal.reason if proposal.blocked else "",
        )

    def _said_by(self, part: int, count: int) -> str:
        if part == count - 1:
            return self.tr("Your question")
        if part == 0:
            return self.tr("Instructions")
        return self.tr("Passage {n}").format(n=part)

    def _to_whom(self) -> str:
        assert self._wish is not None
        one = self._wish.provider
        said = self.tr("To {name}, your own server") if one.mine else self.tr("To {name}")
        return f"{said.replace('{name}', one.name)} · {one.model} · {host(one)}"

    def _cost(self, proposal: Proposal) -> str:
        """Say what asking takes; what the answer will be nobody knows."""
        assert self._wish is not None
        letters = sum(len(p.outgoing) for p in proposal.previews)
        tokens = max(letters // LETTERS, 1)
        said = self.tr("about {n} tokens").format(n=number(tokens))
        cost = self._wish.provider.estimate(letters)
        return said if cost is None else f"{said}, {self._costs(cost)}"

    def _costs(self, cost: float) -> str:
        return self.tr("{cost} to ask").replace("{cost}", f"{cost:.2g}")

    # -- what the user decides ---------------------------------------------

    def _decide(self, deed: Callable[[Proposal], Work[Progress, Proposal]]) -> None:
        if self._wish is not None:
            proposal = self._wish.asked.proposal
            self._room.decide(self, proposal, deed, self._show, self.review.fail)

    def _rewritten(self, part: int, text: str) -> None:
        self._written.pop(part, None)
        self._decide(lambda proposal: proposal.edited(part, text))

    def _worded(self, part: int, text: str) -> None:
        if part not in self._written:
            self._written[part] = next(p for p in self.review.parts if p.number == part)
        self._decide(lambda proposal: proposal.edited(part, text))

    def _decided(self, part: int, deed: Deed, mark: Mark) -> None:
        hidden = cast("Hidden", mark.hidden)  # of the proposal, or chosen in its words
        if deed is Deed.NEVER:
            self._decide(lambda proposal: proposal.never(part, hidden))
        elif deed is Deed.ALWAYS:
            self._decide(lambda proposal: proposal.allowed(part, hidden, "always"))
        else:
            self._decide(lambda proposal: proposal.allowed(part, hidden))

    def _keep(self) -> None:
        """Send nothing, and answer here."""
        question = self._question
        self._leave()
        if question:
            self._chat.ask(question)

    def _leave(self) -> None:
        """Go back to the conversation, and hold nothing of what was reviewed."""
        self._room.stop_looking()
        self._question, self._wish, self._written = "", None, {}
        self.review.clear()
        self._composer.show()
        if self._before is not None and self._pages.currentWidget() is self:
            self._pages.setCurrentWidget(self._before)
        self._before = None

    def _turned(self, _page: int) -> None:
        """Give up the review where another page is turned to, as another conversation."""
        if self._question and self._pages.currentWidget() is not self:
            self._leave()

    # -- sending -----------------------------------------------------------

    def _send(self) -> None:
        if self._wish is None:
            return
        asked, question = self._wish.asked, self._question
        job = self._room.answer(
            self,
            asked,
            on_step=self._step,
            on_done=self._done,
            on_problem=self._failed,
        )
        if job is None:
            return  # it did not clear, and the review says why
        self._leave()
        said = self.tr("asked of {name} · not kept")
        self._coming = (self._view.ask(question, said.replace("{name}", asked.provider)), job)
        self._pages.setCurrentWidget(self._view)
        self._composer.set_busy(True)
        self.answering.emit(True)

    def _step(self, news: object) -> None:
        if self._coming is not None:
            self._coming[0].take(news)

    def _done(self, came: Came) -> None:
        view = self._end()
        if view is not None:
            view.finish_elsewhere(came.answer)
            view.sent.connect(partial(self.ledger_wanted.emit, came.row))

    def _failed(self, problem: Problem) -> None:
        view = self._end()
        (view or self.review).fail(problem)

    def stop(self) -> None:
        """Close the connection; what came stays."""
        if self._coming is not None:
            self._coming[1].cancel()
            view = self._end()
            if view is not None:
                view.stop()

    def _end(self) -> AnswerView | None:
        coming, self._coming = self._coming, None
        if coming is None:
            return None
        self._composer.set_busy(False)
        self.answering.emit(False)
        return coming[0]
