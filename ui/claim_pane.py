"""Right of the profile: the chosen claim, and the document of a quote, opened at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from assistant.jobs import ignore
from memory.errors import Problem
from memory.types import Change, Changes, Claim, ClaimId, Document, Evidence
from ui.believing import Believing, Grounds
from ui.claim_sheet import ClaimSheet
from ui.claim_words import sentence
from ui.erasing import ask_erase_document
from ui.operations import Operations
from ui.parts import Button, Words, row
from ui.present import confirm
from ui.reading_pane import DocumentPane
from ui.render import one_line
from ui.theme import L, M, S

if TYPE_CHECKING:
    from assistant.profile.profile import Profile

SHORTENED = 80  # characters of a sentence that stand in what is said of it
STAYS = {"lock", "pin"}  # after these the focus stays where it is


class ClaimPane(QFrame):
    """Shows one claim at a time and does what is asked with it."""

    said = Signal(str)  # what was done, in a sentence; it can be undone
    final = Signal(str)  # the same of what has nothing to be undone
    failed = Signal(object)  # the Problem
    became = Signal(object)  # the ClaimId that now says it
    left = Signal()  # the focus belongs to the list again
    decided = Signal()  # the list may go on to the next, whose turn it is with the next key

    def __init__(self, operations: Operations, believing: Believing) -> None:
        super().__init__()
        self.setProperty("place", "beside")
        self.setMinimumWidth(360)
        self._operations, self._believing = operations, believing
        self._opened: Evidence | None = None
        self._busy: set[ClaimId] = set()  # something is done with them that is not shown yet
        self._done: set[ClaimId] = set()  # of these, what was done has ended
        self.nothing = self._nothing()
        self.sheet = ClaimSheet()
        self.sheet.asked.connect(self.do)
        self.sheet.edited.connect(self._edit)
        self.sheet.left.connect(self.left)
        self.sheet.step_wanted.connect(self.undo)
        self.sheet.quote_wanted.connect(self._open)
        self.document = DocumentPane()
        self.document.erase_wanted.connect(self._ask_erase)
        self.back = Button(self.tr("Back to the claim (Esc)"), deed="quiet")
        self.back.clicked.connect(self.leave)
        self.reading = QWidget()
        inner = QVBoxLayout(self.reading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        head = row(self.back, None)
        head.setContentsMargins(M, S, M, 0)
        inner.addLayout(head)
        inner.addWidget(self.document, 1)
        self.pages = QStackedWidget()
        for page in (self.nothing, self.sheet, self.reading):
            self.pages.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)

    def _nothing(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(L, M, L, L)
        self.why_nothing = Words(role="quiet", wrap=True)
        box.addWidget(self.why_nothing)
        box.addStretch(1)
        return page

    # -- what is shown -----------------------------------------------------

    def show_nothing(self, why: str) -> None:
        """Show nothing, and say why."""
        self.clear()
        self.why_nothing.setText(why)

    def show_claim(self, claim: Claim) -> None:
        reading = self.pages.currentWidget() is self.reading
        if not reading or self.sheet.id() != claim.id:
            self.pages.setCurrentWidget(self.sheet)
        self.sheet.show_claim(claim)
        self._believing.grounds(self, claim, self._show)

    def _show(self, grounds: Grounds) -> None:
        self.sheet.show_grounds(grounds)

    def clear(self) -> None:
        """Hold nothing of what was shown."""
        self.sheet.clear()
        self.document.clear()
        self._opened = None
        self.pages.setCurrentWidget(self.nothing)

    def _open(self, evidence: Evidence) -> None:
        self._opened = evidence

        def show(document: Document) -> None:
            if self._opened is evidence:
                self.document.show_document(document, evidence.path, evidence.start, evidence.end)
                self.pages.setCurrentWidget(self.reading)
                self.document.view.setFocus()

        self._operations.document(self, evidence.document, show)

    def leave(self) -> bool:
        """Leave the document or the words being edited; return whether there was one to leave."""
        if self.sheet.is_editing and self.pages.currentWidget() is self.sheet:
            self.sheet.stop_editing()
            return True
        if self.pages.currentWidget() is self.reading:
            self._opened = None
            self.pages.setCurrentWidget(self.sheet)
            self.document.clear()
            self.left.emit()
            return True
        return False

    def _ask_erase(self) -> None:
        if self._opened is not None:
            title = self.document.title.text()
            ask_erase_document(self._operations, self, self._opened.document, title, ignore)

    # -- what is done ------------------------------------------------------

    def do(self, name: str) -> None:
        """Do this with the claim that is shown, where it is offered."""
        claim = self.sheet.claim
        if claim is None or claim.id in self._busy or not self.sheet.deeds.offers(name):
            return
        if name == "edit":
            self.pages.setCurrentWidget(self.sheet)
            self.sheet.edit()
        elif name == "never":
            self._ask_never(claim)
        else:
            self._do(name, claim)

    def _do(self, name: str, claim: Claim) -> None:
        id = claim.id
        deeds: dict[str, tuple[Callable[[Profile], Changes], str]] = {
            "accept": (lambda p: p.accept(id), self.tr("Accepted: {claim}")),
            "refuse": (lambda p: p.refuse(id), self.tr("Refused: {claim}")),
            "deny": (lambda p: p.not_true(id), self.tr("Not true: {claim}")),
            "end": (lambda p: p.no_longer_true(id), self.tr("No longer true: {claim}")),
            "lock": (
                lambda p: p.lock(id, not claim.locked),
                self.tr("Unlocked: {claim}") if claim.locked else self.tr("Locked: {claim}"),
            ),
            "pin": (
                lambda p: p.pin(id, not claim.pinned),
                self.tr("Unpinned: {claim}") if claim.pinned else self.tr("Pinned: {claim}"),
            ),
        }
        deed, words = deeds[name]
        self._busy.add(id)
        done = partial(self._tell, words, claim)
        self._believing.do(self, deed, partial(self._fail, id), done)
        if name not in STAYS:
            self.left.emit()
            self.decided.emit()

    def settle(self) -> None:
        """Note that everything is shown as it now stands."""
        self._busy -= self._done
        self._done.clear()

    def _fail(self, id: ClaimId, problem: Problem) -> None:
        self._busy.discard(id)
        self.failed.emit(problem)

    def _tell(self, words: str, claim: Claim) -> None:
        self._done.add(claim.id)
        self.said.emit(words.replace("{claim}", f"“{_short(sentence(claim))}”"))

    def _ask_never(self, claim: Claim) -> None:
        def never() -> None:
            self.left.emit()
            gone = self.tr("Erased for good, and never learned again.")
            self._believing.do(
                self,
                lambda p: p.never_remember(claim.id),
                self.failed.emit,
                partial(self.final.emit, gone),
            )

        confirm(
            self,
            self.tr("Never remember “{claim}”?").replace("{claim}", _short(sentence(claim))),
            self.tr(
                "It is erased with its history and is never learned again. "
                "This cannot be undone. The texts it was learned from stay."
            ),
            self.tr("Never remember"),
            never,
        )

    def _edit(self, text: str) -> None:
        claim = self.sheet.claim
        if claim is None or claim.id in self._busy:
            return
        self._busy.add(claim.id)

        def done(id: ClaimId) -> None:
            self._done.add(claim.id)
            self.sheet.stop_editing()
            self.became.emit(id)
            words = self.tr("Corrected: “{claim}”").replace("{claim}", _short(one_line(text)))
            self.said.emit(words)

        self._believing.edit(self, claim.id, text, done, partial(self._fail, claim.id))

    def undo(self, change: Change | None) -> None:
        """Undo the change, or do it again; without one, undo the last of the user's."""
        again = change is not None and change.undone
        words = self.tr("Done again.") if again else self.tr("Undone.")
        done = partial(self.final.emit, words)
        self._believing.undo(self, change, self.failed.emit, done)


def _short(words: str) -> str:
    return words if len(words) <= SHORTENED else f"{words[:SHORTENED].rstrip()}…"
