"""One line of the card with all that belongs to it: what can be done with it, and its quotes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assistant.voice.traits import OWN
from ui.flow import Flow
from ui.itemmodels.style_lines import STRUCK, WAITING, StyleLinesModel
from ui.parts import Button, Elided, Words, empty_out
from ui.quote_card import QuoteCard
from ui.render import one_line, tooltip
from ui.style_editor import StyleEditor
from ui.theme import XS, L, M, S
from ui.voice_room import Shown

if TYPE_CHECKING:
    from assistant.voice.card import Line

LEARNED = "learned"


def offered(line: Line) -> set[str]:
    """Return what can be done with a line."""
    if line.state == WAITING:
        return {"accept", "refuse"}
    if line.trait == OWN:
        return {"edit", "strike"}
    if line.state == STRUCK:
        return {"restore"}
    return {"edit", "strike", "lock"} | (set() if line.state == LEARNED else {"restore"})


class StyleLine(QScrollArea):
    """Shows one line; whoever owns it does what it asks for."""

    asked = Signal(str)  # accept, refuse, edit, strike, restore, lock
    edited = Signal(str)  # the value that it is to have
    left = Signal()
    quote_wanted = Signal(object)  # the Evidence to be opened

    def __init__(self, model: StyleLinesModel) -> None:
        super().__init__()
        self.line: Line | None = None
        self._model = model
        self.setAccessibleName(self.tr("The chosen line"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.place = Elided(role="quiet")
        self.words = Words(role="title", wrap=True)
        self.about = Words(role="quiet", wrap=True)
        self.editor = StyleEditor()
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.stop_editing)
        self.deeds = self._deeds()
        self.why = Words(self.tr("Where it is to be seen"), role="strong")
        self.quotes = QVBoxLayout()
        self.quotes.setSpacing(S)
        inner = QWidget()
        inner.setProperty("place", "column")
        self._lay_out(inner)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def _deeds(self) -> dict[str, Button]:
        said = {
            "accept": (self.tr("Accept (A)"), "check", self.tr("Say that it is so.")),
            "refuse": (self.tr("Refuse (R)"), "close", self.tr("It is not proposed again.")),
            "edit": (self.tr("Edit (E)"), "edit", self.tr("Say it otherwise.")),
            "strike": (self.tr("Strike out"), "remove", self.tr("It is not used any more.")),
            "restore": (
                self.tr("As it was learned"),
                "again",
                self.tr("Take back what you said of it."),
            ),
            "lock": (
                self.tr("Lock"),
                "lock",
                self.tr("Nothing that is learned changes it."),
            ),
        }
        buttons: dict[str, Button] = {}
        for name, (words, picture, help) in said.items():
            button = Button(words, picture=picture)
            button.setToolTip(tooltip(help))
            button.setAccessibleDescription(help)
            button.clicked.connect(lambda _on=False, deed=name: self.asked.emit(deed))
            buttons[name] = button
        return buttons

    def _lay_out(self, inner: QWidget) -> None:
        box = QVBoxLayout(inner)
        box.setContentsMargins(L, M, L, M)
        box.setSpacing(S)
        self.verbs = QWidget()
        self.verbs.setLayout(Flow(*self.deeds.values()))
        for part in (self.place, self.words, self.about, self.editor, self.verbs):
            box.addWidget(part)
        box.addSpacing(XS)
        box.addWidget(self.why)
        box.addLayout(self.quotes)
        box.addStretch(1)

    # -- what is shown -----------------------------------------------------

    def show_line(self, line: Line, where: str) -> None:
        """Show what the line itself tells; ``where`` is where it holds."""
        other = self.line is None or self.line.id != line.id
        self.line = line
        self.place.setText(f"{self._model.group(line)} · {where}")
        self.words.setText(one_line(line.text))
        self.setAccessibleDescription(one_line(line.text))
        self.about.setText(self._model.about(line))
        for name, button in self.deeds.items():
            button.setVisible(name in offered(line))
        self.deeds["lock"].say(self.tr("Unlock") if line.locked else self.tr("Lock"))
        own = line.trait == OWN
        self.deeds["strike"].say(self.tr("Take away") if own else self.tr("Strike out"))
        if other:
            self.drop_editor()
            self._clear_quotes()
            self.verticalScrollBar().setValue(0)

    def show_quotes(self, shown: Shown) -> None:
        if self.line is None or shown.line.id != self.line.id:
            return  # the user has walked on
        self._clear_quotes()
        for quote in shown.quotes:
            card = QuoteCard(quote, shown.origins.get(quote.document))
            card.clicked.connect(partial(self.quote_wanted.emit, quote))
            self.quotes.addWidget(card)
        self.why.setVisible(bool(shown.quotes))

    def clear(self) -> None:
        """Hold nothing of what was shown."""
        self.line = None
        self.drop_editor()
        self._clear_quotes()
        for words in (self.place, self.words, self.about):
            words.setText("")
        for button in self.deeds.values():
            button.hide()
        self.setAccessibleDescription("")

    def _clear_quotes(self) -> None:
        empty_out(self.quotes)
        self.why.hide()

    # -- what is done ------------------------------------------------------

    @property
    def is_editing(self) -> bool:
        return not self.editor.isHidden()

    def edit(self) -> None:
        if self.line is not None and "edit" in offered(self.line):
            self.words.hide()
            self.verbs.hide()
            self.editor.open(self.line)

    def begin_new(self) -> None:
        """Let a line be written in the user's own words."""
        self.clear()
        self.words.setText(self.tr("A line of your own"))
        self.editor.begin()

    def stop_editing(self) -> None:
        if self.is_editing:
            self.drop_editor()
            self.left.emit()

    def drop_editor(self) -> None:
        self.editor.hide()
        self.verbs.show()
        self.words.show()

    def _save(self, value: str) -> None:
        self.edited.emit(value)
