"""Documents by date, narrowed by what they are, and found by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.held import ALL, Listed, Listing
from memory.types import Kind, Passage
from ui.beside import Sheet
from ui.chip import Chip, ChoiceChip
from ui.flow import Flow
from ui.itemmodels.held import DATE, PEOPLE, TITLE, ListedModel
from ui.parts import Button, Notice, Words, row, walk
from ui.passage_card import PassageCard
from ui.phrases import counted, month, number
from ui.render import one_line, words_of
from ui.tables import Table
from ui.theme import S

PAUSE = 350  # milliseconds after the last key before it is looked for


class Documents(QWidget):
    """Tells which documents are wanted; the page reads them."""

    wanted = Signal()  # the list, or what the words find
    more_wanted = Signal()
    opened = Signal(object)  # a Listed or a Passage

    def __init__(self) -> None:
        super().__init__()
        self.where: Listing = ALL
        self._person = ""  # by which name the person is called
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search in what is stored"))
        self.field.setAccessibleName(self.tr("Search in what is stored"))
        self.field.setClearButtonEnabled(True)
        self.kind = ChoiceChip(self.tr("Kind"), self.tr("All kinds"))
        self.source = ChoiceChip(self.tr("Source"), self.tr("All sources"))
        self.person = self._chip(person=None)
        self.time = self._chip(time="", undated=False)
        self.chips = QWidget()
        self.chips.setLayout(Flow(self.kind, self.source, self.person, self.time))
        self.said = Words(role="quiet")
        self.notice = Notice()
        self.model = ListedModel(self)
        self.table = self._table()
        self.found = Sheet(self.tr("What was found"))
        self.more = Button(self.tr("Show more"), deed="quiet")
        self.more.clicked.connect(self.more_wanted)
        self.pages = QStackedWidget()
        for page in (self.table, self.found):
            self.pages.addWidget(page)
        self._lay_out()
        self._connect()
        self.narrow()

    def _chip(self, **without: object) -> Chip:
        """Make a chip that takes away what narrows the list."""
        chip = Chip("")
        chip.setChecked(True)
        chip.clicked.connect(lambda _on=False: self.narrow(**without))
        return chip

    def _table(self) -> Table:
        table = Table(self.tr("Documents"), Qt.TextElideMode.ElideRight)
        table.setModel(self.model)
        table.stretch(TITLE, {DATE: 144, PEOPLE: 170})
        table.activated.connect(self._open)
        table.clicked.connect(self._open)
        return table

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.field)
        box.addWidget(self.chips)
        box.addWidget(self.notice)
        box.addWidget(self.said)
        box.addWidget(self.pages, 1)
        box.addLayout(row(self.more, None))
        box.addStretch(0)

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.wanted)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self._now)
        self.kind.picked.connect(lambda kind: self.narrow(kind=kind))
        self.source.picked.connect(lambda name: self.narrow(source=name or ""))
        self.notice.acted.connect(self.wanted)
        kinds = (
            (self.tr("Mails"), Kind.MAIL),
            (self.tr("Chats"), Kind.CHAT),
            (self.tr("Documents"), Kind.DOCUMENT),
            (self.tr("Events"), Kind.EVENT),
        )
        self.kind.offer(kinds)

    @property
    def words(self) -> str:
        return self.field.text().strip()

    def offer_sources(self, names: Sequence[str]) -> None:
        self.source.offer([(name, name) for name in names])

    def show_only(self, where: Listing, person: str = "") -> None:
        """Show a part, whatever was looked for before."""
        self._person = person
        self.field.clear()
        self._timer.stop()
        self.where = ALL
        self.narrow(
            kind=where.kind,
            source=where.source,
            person=where.person,
            time=where.time,
            undated=where.undated,
        )

    def narrow(self, **wish: object) -> None:
        """Keep the list to what fits these too."""
        self.where = replace(self.where, **wish)  # type: ignore[arg-type]
        self.kind.show_value(self.where.kind)
        self.source.show_value(self.where.source or None)
        time = self.tr("Without a date") if self.where.undated else month(self.where.time or "    ")
        away = self.tr("{what} ✕")
        self.person.say(away.replace("{what}", one_line(self._person)))
        self.time.say(away.replace("{what}", time))
        for chip, on in (
            (self.person, self.where.person is not None),
            (self.time, bool(self.where.time) or self.where.undated),
        ):
            chip.setVisible(on)
            chip.setChecked(on)
        layout = self.chips.layout()
        if layout is not None:
            layout.invalidate()
        self.wanted.emit()

    # -- what is shown -----------------------------------------------------

    def show_listed(self, listed: Sequence[Listed], count: int, *, after: int = 0) -> None:
        if after:
            self.model.add_rows(listed)
        else:
            self.model.show_rows(listed)
            self.table.scrollToTop()
            if listed:
                self.table.selectRow(0)
        self.notice.hide()
        self.pages.setCurrentWidget(self.table)
        left = count - self.model.rowCount()
        said = counted(count, self.tr("1 document"), self.tr("{n} documents"))
        self.said.setText(
            said if count else self.tr("No document is like that. Take a filter away to see more.")
        )
        self.table.setVisible(bool(count))
        self.more.setVisible(left > 0)
        self.more.say(self.tr("Show more ({n} left)").replace("{n}", number(left)))

    def show_found(self, passages: Sequence[Passage]) -> None:
        words = words_of(self.words)
        cards = [PassageCard(passage, words) for passage in passages]
        for card in cards:
            card.clicked.connect(partial(self._open_passage, card.passage))
        self.found.fill(*cards)
        walk(self.found, *cards)
        self.notice.hide()
        self.pages.setCurrentWidget(self.found)
        one, many = (
            self.tr("1 passage, the nearest first"),
            self.tr("{n} passages, the nearest first"),
        )
        nothing = self.tr("Nothing was found. Try other words, or fewer filters.")
        self.said.setText(counted(len(cards), one, many) if cards else nothing)
        self.more.hide()

    def show_waiting(self) -> None:
        self.said.setText(self.tr("Searching …"))

    def show_problem(self, problem: Problem) -> None:
        self.said.setText("")
        self.notice.tell(problem, self.tr("Try again"))

    def focus(self) -> None:
        self.field.setFocus()

    def _now(self) -> None:
        self._timer.stop()
        self.wanted.emit()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.at(index.row()))

    def _open_passage(self, passage: Passage, _on: bool = False) -> None:
        self.opened.emit(passage)
