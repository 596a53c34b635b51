"""Snippets and phrases: texts under short names, what was chosen for initials, and a try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.itemmodels.phrases import (
    NAME,
    PHRASE,
    SHORT,
    TEXT,
    TIMES,
    USED,
    LearnedModel,
    Snippet,
    SnippetsModel,
)
from ui.operations import Operations
from ui.pages.sections import LateSection
from ui.pages.writing_phrase_card import PhraseCard
from ui.pages.writing_phrase_rows import Rows
from ui.pages.writing_phrase_try import PhraseTry
from ui.pages.writing_snippet_form import SnippetForm
from ui.parts import Button, Empty, Notice, Words, column, row, scrolled
from ui.render import one_line
from ui.shorthand_room import Kept, ShorthandRoom
from ui.theme import HIT, M, S

if TYPE_CHECKING:
    from memory.expansions import Chosen

HELD = {Topic.SETTINGS, Topic.DOCUMENTS, Topic.SOURCES}  # a phrase goes with its document
LOOKING, EMPTY, BOTH = range(3)


class SnippetsAndPhrases(LateSection):
    """Two tables on the left, what is chosen in them on the right; it looks when it is shown."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Snippets and phrases")
        self.operations = operations
        self.room = ShorthandRoom(operations)
        self._undo: Callable[[], None] | None = None
        self._make_parts()
        self._lay_out()
        self._connect()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.trial = PhraseTry(self.operations)
        self.snippets: Rows[Snippet] = Rows(self.tr("Snippets"), SnippetsModel(), _name)
        self.snippets.stretch(TEXT, {NAME: 96, USED: 100})
        self.no_snippets = Words(self.tr("None yet."), role="quiet", wrap=True)
        self.learned: Rows[Chosen] = Rows(
            self.tr("Phrases that you chose"), LearnedModel(), _phrase
        )
        self.learned.stretch(PHRASE, {SHORT: 96, TIMES: 112})
        self.no_phrases = Words(
            self.tr("None yet. What you choose for initials is offered first the next time."),
            role="quiet",
            wrap=True,
        )
        self._table: Rows[Snippet] | Rows[Chosen] = self.snippets  # where one was chosen last
        self.add_button = Button(self.tr("New snippet"), picture="add")
        self.form = SnippetForm()
        self.card = PhraseCard()
        self.notice = Notice()
        self.said = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self.empty = Empty(
            "writing",
            self.tr("No snippet and no phrase yet"),
            self.tr(
                "Here stand the texts that you keep under short names, “;sig” for your closing, "
                "and the phrases that you chose for initials."
            ),
            self.tr("New snippet"),
        )
        self.undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self.undo_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        both = QWidget()
        sides = row(gap=M)
        both.setLayout(sides)
        sides.addLayout(self._tables(), 5)
        sides.addWidget(scrolled(self.tr("The chosen snippet or phrase"), self.form, self.card), 6)
        self.views = QStackedWidget()
        for view in (QWidget(), self.empty, both):
            self.views.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        for part in (self.trial, self.notice, self.told):
            box.addWidget(part)
        box.addWidget(self.views, 1)

    def _tables(self) -> QVBoxLayout:
        head = row(Words(self.tr("Snippets"), role="strong"), None, self.add_button)
        phrases = Words(self.learned.accessibleName(), role="strong")
        left = column(head, gap=S)
        for table, nothing in ((self.snippets, self.no_snippets), (self.learned, self.no_phrases)):
            if table is self.learned:
                left.addSpacing(S)
                left.addWidget(phrases)
            left.addWidget(table, 30)
            left.addWidget(nothing)
        left.addStretch(1)
        return left

    def _connect(self) -> None:
        self.snippets.chosen.connect(self._show_snippet)
        self.snippets.entered.connect(self.form.text.setFocus)
        self.snippets.deleted.connect(lambda: self._remove(self.form.called))
        self.learned.chosen.connect(self._show_phrase)
        self.learned.deleted.connect(self._forget)
        self.add_button.clicked.connect(self.add)
        self.empty.acted.connect(self.add)
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.left.connect(self._leave)
        self.card.forgotten.connect(self._forget)
        self.card.weighed.connect(self._weigh)
        self.undo_button.clicked.connect(self.undo)
        self.undo_key.activated.connect(self.undo)
        self.notice.acted.connect(self.load)
        self.operations.changed.connect(self._heard)

    # -- what is shown -----------------------------------------------------

    def load(self) -> None:
        """Look what is kept."""
        if self.room.is_open:
            self._stale = False
            self.notice.hide()
            self.room.look(self, self._show, self._cannot_look)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.room.stop()
        self._stale, self._undo = True, None
        self.snippets.show_rows([])
        self.learned.show_rows([])
        self.trial.clear()
        self.form.clear()
        self.card.clear()
        self.told.hide()
        self.notice.hide()
        self.views.setCurrentIndex(LOOKING)

    def focus(self) -> None:
        shown = self.views.currentIndex() == BOTH
        (self._table if shown else self.trial.field).setFocus()

    def _show(self, kept: Kept) -> None:
        """Show what is kept; what is being written stays."""
        self.snippets.show_rows(kept.snippets)
        self.learned.show_rows(kept.learned)
        for some, table, nothing in (
            (bool(kept.snippets), self.snippets, self.no_snippets),
            (bool(kept.learned), self.learned, self.no_phrases),
        ):
            table.setVisible(some)
            nothing.setVisible(not some)
        chosen = self.snippets.selected() or self.learned.selected()
        if chosen is None and not self.form.is_writing:
            self._choose()
        else:
            self.views.setCurrentIndex(BOTH)

    def _choose(self) -> None:
        """Choose again what was chosen, or what is in its place."""
        found = self._table.restore() or self.snippets.restore() or self.learned.restore()
        self.views.setCurrentIndex(BOTH if found else EMPTY)

    def _show_snippet(self, one: Snippet) -> None:
        self._turn_to(self.snippets)
        if not self.form.is_writing or self.form.called != one.name:
            self.form.show_snippet(one)

    def _show_phrase(self, one: Chosen) -> None:
        self._turn_to(self.learned)
        self.form.clear()
        self.card.show_phrase(one)

    def _turn_to(self, table: Rows[Snippet] | Rows[Chosen]) -> None:
        """Let one row be chosen in both tables, and show the form or the card."""
        self._table = table
        (self.learned if table is self.snippets else self.snippets).clearSelection()
        self.form.setVisible(table is self.snippets)
        self.card.setVisible(table is self.learned)

    def _heard(self, changes: Changes) -> None:
        if changes.topics & HELD:
            self.begin()

    # -- snippets ----------------------------------------------------------

    def add(self) -> None:
        """Write a new one."""
        self.views.setCurrentIndex(BOTH)
        self._turn_to(self.snippets)
        self.snippets.clearSelection()
        self.form.begin_new()

    def _leave(self) -> None:
        """Show again what was chosen, as it is kept."""
        self.form.clear()
        self.snippets.clearSelection()
        self._choose()
        self.focus()

    def _keep(self, name: str, text: str, before: str) -> None:
        def kept(steps: int) -> None:
            self.form.settle()
            self.snippets.want(name)
            self._say(self.tr("Kept: “{name}”"), name, partial(self._take_back, before, steps))

        self.room.keep(self, name, text, before, kept, self._refuse)

    def _remove(self, name: str) -> None:
        def removed(steps: int) -> None:
            self.form.clear()
            self._say(self.tr("Removed: “{name}”"), name, partial(self._take_back, name, steps))

        self.room.remove(self, name, removed, self._refuse)

    def _take_back(self, name: str, steps: int) -> None:
        """Take back what was done to a snippet, and choose it as it was called."""
        self.form.clear()
        self.snippets.want(name)
        self.room.undo(self, steps, self._refuse)

    # -- phrases -----------------------------------------------------------

    def _forget(self) -> None:
        one = self.learned.selected()
        if one is not None:
            self.room.forget(self, one, self._refuse)
            back = partial(self.room.put_back, self, one, self._refuse)
            self._say(self.tr("Forgotten: “{name}”"), one.text, back)

    def _weigh(self, never: bool) -> None:
        one = self.learned.selected()
        if one is not None:
            told = self.tr("Not offered any more: “{name}”")
            again = self.tr("Offered again: “{name}”")
            deed = partial(self.room.never, self, one.short, one.text, self._refuse)
            deed(never=never)
            self._say(told if never else again, one.text, partial(deed, never=not never))

    # -- what was done -----------------------------------------------------

    def undo(self) -> None:
        """Take back what was done last."""
        deed, self._undo = self._undo, None
        if deed is not None:
            deed()
            self._say(self.tr("Undone."), "", None)

    def _say(self, words: str, name: str, undo: Callable[[], None] | None) -> None:
        self.notice.hide()
        self._undo = undo
        if undo is None and self.undo_button.hasFocus():
            self.focus()  # it goes; the focus is to stay on this page
        self.said.setText(words.replace("{name}", one_line(name)))
        self.undo_button.setVisible(undo is not None)
        self.told.show()

    def _refuse(self, problem: Problem) -> None:
        self._undo = None
        self.told.hide()
        self.notice.tell(problem)

    def _cannot_look(self, problem: Problem) -> None:
        self._stale = True
        self.notice.tell(problem, self.tr("Try again"))


def _name(one: Snippet) -> str:
    return one.name


def _phrase(one: Chosen) -> tuple[str, str]:
    return one.short, one.text
