"""One claim with all that belongs to it: how sure, since when, what can be done, why, history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant.profile.groups import group_of, heading
from memory.types import Change, Claim, ClaimId, Status
from ui.believing import QUOTED, Grounds
from ui.claim_card import Steps
from ui.claim_deeds import ClaimDeeds
from ui.claim_editor import ClaimEditor
from ui.claim_words import (
    author,
    deed,
    quotes,
    reason,
    scope,
    sensitive,
    sentence,
    span,
    standing,
    sureness,
)
from ui.parts import Button, Elided, Words, column, empty_out, row, walk
from ui.phrases import number, when
from ui.quote_card import QuoteCard
from ui.render import one_line
from ui.theme import XS, L, M, S

AT_ONCE = 8  # steps of a history set at once


class Step(QWidget):
    """One line of the history, and a button that takes it back."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.change = change
        done = self.tr("undone") if change.undone else ""
        said = " · ".join(filter(None, [deed(change), when(change.at), author(change), done]))
        verb = self.tr("Redo") if change.undone else self.tr("Undo")
        self.button = Button(verb, deed="quiet")
        self.button.setAccessibleName(f"{verb}: {said}")
        texts = column(
            Words(said, wrap=True), Words(reason(change), role="quiet", wrap=True), gap=2
        )
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(texts, 1)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


class ClaimSheet(QScrollArea):
    """Shows one claim; whoever owns it does what it asks for."""

    asked = Signal(str)  # a deed, of ui.claim_deeds
    edited = Signal(str)  # the words that it is to have
    left = Signal()  # its words were left as they were
    step_wanted = Signal(object)  # the Change to be undone, or done again
    quote_wanted = Signal(object)  # the Evidence to be opened

    def __init__(self) -> None:
        super().__init__()
        self.claim: Claim | None = None
        self.setAccessibleName(self.tr("The chosen claim"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place = Elided(role="quiet")
        self.kept = Words(role="quiet")  # locked, pinned
        self.state = Words(role="doubtful")
        self.words = Words(role="title", wrap=True)
        self.why = Words(role="strong")
        self.editor = ClaimEditor()
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.stop_editing)
        self.deeds = ClaimDeeds()
        self.deeds.asked.connect(self.asked)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(M)
        self.facts.setVerticalSpacing(XS + 2)
        self.facts.setColumnStretch(1, 1)
        self.quotes = QVBoxLayout()
        self.quotes.setSpacing(S)
        self.history = QVBoxLayout()
        self.history.setSpacing(M)
        inner = QWidget()
        inner.setProperty("place", "column")
        inner.setAutoFillBackground(False)
        self._lay_out(inner)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def _lay_out(self, inner: QWidget) -> None:
        box = QVBoxLayout(inner)
        box.setContentsMargins(L, M, L, L)
        box.setSpacing(S)
        head = row(self.place, self.kept, self.state)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(self.words)
        box.addWidget(self.editor)
        box.addSpacing(XS)
        box.addLayout(self.facts)
        box.addSpacing(S)
        box.addWidget(self.deeds)
        box.addSpacing(M)
        box.addWidget(self.why)
        box.addLayout(self.quotes)
        box.addSpacing(M)
        box.addWidget(Words(self.tr("What happened to it"), role="strong"))
        box.addLayout(self.history)
        box.addStretch(1)

    # -- what is shown -----------------------------------------------------

    def show_claim(self, claim: Claim) -> None:
        """Show at once what the claim itself tells; the rest comes with its grounds."""
        other = self.claim is None or self.claim.id != claim.id
        self.claim = claim
        if other:
            self._drop_editor()
            self._clear_grounds()
            self.verticalScrollBar().setValue(0)
        draft = claim.status is Status.DRAFT
        self.place.setText(
            self.tr("Heard, not yet believed") if draft else heading(group_of(claim))
        )
        self._show_state(claim)
        self.words.setText(sentence(claim))
        self.setAccessibleDescription(sentence(claim))
        held = claim.status in {Status.ACTIVE, Status.DISPUTED}
        self.why.setText(
            self.tr("Why this is believed") if held else self.tr("Where this was heard")
        )
        self._show_facts(claim)
        self.deeds.show_claim(claim)

    def show_grounds(self, grounds: Grounds) -> None:
        if self.claim is None or grounds.claim.id != self.claim.id:
            return  # the user has walked on
        evidence = grounds.claim.evidence
        cards: list[QWidget] = []
        for one in evidence[:QUOTED]:
            card = QuoteCard(one, grounds.origins.get(one.document))
            card.clicked.connect(partial(self._open, card))
            cards.append(card)
        if not cards:
            cards.append(Words(self.tr("You said so yourself."), role="quiet", wrap=True))
        if len(evidence) > QUOTED:
            left = self.tr("and {n} more").replace("{n}", number(len(evidence) - QUOTED))
            cards.append(Words(left, role="quiet"))
        _refill(self.quotes, cards)
        self._show_history(grounds.history, AT_ONCE)
        self._walk()

    def _show_history(self, changes: Sequence[Change], shown: int) -> None:
        steps: list[QWidget] = []
        for change in changes[:shown]:
            step = Step(change)
            step.button.clicked.connect(partial(self._undo, change))
            steps.append(step)
        if len(changes) > shown:
            left = number(len(changes) - shown)
            more = Button(self.tr("Show more ({n} left)").replace("{n}", left), deed="quiet")
            more.clicked.connect(lambda: self._show_history(changes, shown + 50))
            steps.append(more)
        _refill(self.history, steps)

    def _clear_grounds(self) -> None:
        empty_out(self.quotes)
        empty_out(self.history)

    def _show_state(self, claim: Claim) -> None:
        told = claim.status in {Status.DRAFT, Status.RETRACTED}  # of others, the heading tells it
        said = [standing(claim) if told else "", "" if told else sensitive(claim)]
        self.state.setText(" · ".join(filter(None, said)))
        kept = [(claim.locked, self.tr("locked")), (claim.pinned, self.tr("pinned"))]
        self.kept.setText(" · ".join(words for on, words in kept if on))
        for words in (self.state, self.kept):
            words.setVisible(bool(words.text()))

    def _show_facts(self, claim: Claim) -> None:
        empty_out(self.facts)
        sure = QWidget()
        sure.setLayout(row(Steps(claim), Words(f"{sureness(claim)} · {quotes(claim)}"), None))
        self._add_fact(self.tr("How sure"), sure)
        said = [
            (self.tr("When"), span(claim)),
            (self.tr("Applies to"), scope(claim) or self.tr("everything")),
            (self.tr("About"), one_line(claim.subject)),
        ]
        for name, words in said:
            if words:
                self._add_fact(name, Words(words, wrap=True))

    def _add_fact(self, name: str, widget: QWidget) -> None:
        at = self.facts.count() // 2
        self.facts.addWidget(Words(name, role="quiet"), at, 0)
        self.facts.addWidget(widget, at, 1)

    def _walk(self) -> None:
        """Let Tab go down the sheet as the eye does."""
        cards = [w for w in _widgets(self.quotes) if isinstance(w, QuoteCard)]
        steps = [w.button if isinstance(w, Step) else w for w in _widgets(self.history)]
        walk(self.deeds.last(), *cards, *steps)

    # -- what is done ------------------------------------------------------

    def edit(self) -> None:
        """Let the sentence be put otherwise, where it stands."""
        if self.claim is not None and self.deeds.offers("edit"):
            self.words.hide()
            self.editor.open(one_line(self.claim.text))
            self.verticalScrollBar().setValue(0)

    @property
    def is_editing(self) -> bool:
        return not self.editor.isHidden()

    def stop_editing(self) -> None:
        if self.is_editing:
            self._drop_editor()
            self.left.emit()

    def _drop_editor(self) -> None:
        self.editor.hide()
        self.words.show()

    def _save(self, text: str) -> None:
        if self.claim is not None and text != one_line(self.claim.text):
            self.edited.emit(text)
        else:
            self.stop_editing()

    def _open(self, card: QuoteCard) -> None:
        self.quote_wanted.emit(card.evidence)

    def _undo(self, change: Change) -> None:
        self.step_wanted.emit(change)

    def id(self) -> ClaimId | None:
        return self.claim.id if self.claim else None

    def clear(self) -> None:
        """Hold nothing of what was shown."""
        self.claim = None
        self._drop_editor()
        self._clear_grounds()
        empty_out(self.facts)
        for words in (self.place, self.kept, self.state, self.words):
            words.setText("")
        self.setAccessibleDescription("")


def _widgets(box: QVBoxLayout) -> list[QWidget]:
    items = (box.itemAt(at) for at in range(box.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if widget is not None]


def _refill(box: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """Put these in place of what was there; the focus stays at its height."""
    focus = QApplication.focusWidget()
    held = [
        n for n, w in enumerate(_widgets(box)) if focus and (w is focus or w.isAncestorOf(focus))
    ]
    empty_out(box)
    for part in parts:
        box.addWidget(part)
    if held and parts:
        at = parts[min(held[0], len(parts) - 1)]
        (at.button if isinstance(at, Step) else at).setFocus()
