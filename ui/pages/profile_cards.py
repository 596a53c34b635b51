"""What is believed, as cards: to be found by typing and chips, walked, corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui import claim_words
from ui.believing import Believed
from ui.card_list import CardList
from ui.chip import Chip, ChoiceChip
from ui.claim_card import ClaimDelegate
from ui.flow import Flow
from ui.itemmodels.claims import ANYONE, ClaimsModel
from ui.parts import Button, Words, column, row
from ui.phrases import counted
from ui.render import one_line
from ui.theme import M, S

WALKS = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class ProfileCards(QWidget):
    """A field, chips, the list; ``wanted`` is a deed with the chosen claim."""

    chosen = Signal(object)
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = ClaimsModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type to find"))
        self.field.setAccessibleName(self.tr("Find in what is believed"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda words: self._want(words=words))
        self.field.returnPressed.connect(lambda: self.wanted.emit("edit"))
        self.field.installEventFilter(self)
        self.kind = ChoiceChip(self.tr("Kind"), self.tr("All kinds"))
        self.kind.picked.connect(lambda kind: self._want(kind=kind))
        self.person = ChoiceChip(self.tr("Person"), self.tr("Everybody"))
        self.person.picked.connect(lambda name: self._want(person=name))
        self.sensitive = Chip(self.tr("Sensitive"))
        self.sensitive.toggled.connect(lambda on: self._want(sensitive=on))
        self.fresh = Chip(self.tr("New this week"))
        self.fresh.toggled.connect(lambda on: self._want(fresh=on))
        self.all = Button(self.tr("Show all"), deed="quiet")
        self.all.clicked.connect(self.show_all)
        self.count = Words(role="quiet")
        self.list = CardList(self.tr("What is believed"), self.model, ClaimDelegate())
        self.list.setAccessibleDescription(
            self.tr("Type to find, arrows walk, Enter edits, Delete says that it is not true")
        )
        self.list.chosen.connect(self.chosen)
        self.list.typed.connect(self._type)
        self.list.entered.connect(lambda: self.wanted.emit("edit"))
        self.list.deleted.connect(lambda: self.wanted.emit("deny"))
        self.hint = Words(
            self.tr("Type to find  ·  ↑ ↓ walk  ·  Enter edit  ·  Del not true  ·  Ctrl+Z undo"),
            role="quiet",
        )
        self._lay_out()
        self._want()

    def _lay_out(self) -> None:
        chips = Flow(self.kind, self.person, self.sensitive, self.fresh, self.all)
        nothing = QWidget()
        self.nothing = Words(role="quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines = column(self.nothing, gap=M)
        lines.insertStretch(0, 1)
        lines.addStretch(2)
        nothing.setLayout(lines)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(row(self.field, self.count))
        box.addLayout(chips)
        box.addWidget(self.pages, 1)
        box.addWidget(self.hint)

    def show_believed(self, believed: Believed) -> None:
        self.model.show_claims(believed.claims, believed.fresh)
        self.kind.offer([(claim_words.kind(one), one) for one in self.model.kinds()])
        you = self.tr("You")
        self.person.offer([(one_line(name) or you, name) for name in self.model.people()])
        self._tell()

    def show_all(self) -> None:
        """Take every filter away."""
        self.field.clear()
        for choice in (self.kind, self.person):
            choice.show_value(None)
        for chip in (self.sensitive, self.fresh):
            chip.setChecked(False)
        self._want(kind=None, person=ANYONE)
        self.focus()

    def focus(self) -> None:
        (self.list if self.model.count else self.field).setFocus()

    def _want(self, **wish: object) -> None:
        self.model.want(**wish)
        self._tell()

    def _tell(self) -> None:
        everything = self.model.wish.is_all
        some = counted(self.model.count, self.tr("1 fits"), self.tr("{n} fit"))
        self.count.setText("" if everything else some)
        self.count.setVisible(not everything)
        self.all.setVisible(not everything)
        there = bool(self.model.all)
        self.nothing.setText(
            self.tr("Nothing that is believed fits this.")
            if there
            else self.tr("Nothing is believed yet. What was heard waits under “To review”.")
        )
        had = self.list.hasFocus()
        self.pages.setCurrentIndex(0 if self.model.count else 1)
        if had and not self.model.count:
            self.field.setFocus()

    def _type(self, words: str) -> None:
        self.field.setFocus()
        self.field.insert(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Let the arrows of the field walk in the list."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        walks = Qt.Key(event.key()) in WALKS and self.model.count > 0
        if walks:
            self.list.setFocus()
            self.list.keyPressEvent(event)
        return walks
