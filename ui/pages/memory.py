"""The memory: what is stored, the documents themselves, the people in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.held import Listed, Listing, PersonId
from memory.types import Changes, Passage, Topic
from ui.erasing import ask_erase_person, ask_erase_source_named
from ui.exposed import Exposed
from ui.holding import Held, Holding
from ui.itemmodels.held import Grouped
from ui.joining import Join, Split
from ui.operations import Operations
from ui.pages.memory_documents import Documents
from ui.pages.memory_people import PeopleList
from ui.pages.memory_side import MemorySide
from ui.pages.memory_stored import Stored
from ui.parts import Button, Elided, Empty, Notice, Words, row
from ui.person_card import PersonCard
from ui.phrases import counted
from ui.render import one_line
from ui.theme import L, M

if TYPE_CHECKING:
    from assistant.profile.exposure import Exposure
    from assistant.profile.people import Card, Known

STORED, DOCUMENTS, PEOPLE = range(3)
TOPICS = {Topic.DOCUMENTS, Topic.SOURCES, Topic.PEOPLE, Topic.CLAIMS}


class MemoryPage(QFrame):
    """Three lists on the left, what is chosen in them on the right."""

    name = "memory"
    add_source = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.operations = operations
        self.holding = Holding(operations)
        self.held: Held | None = None
        self._loading, self._again = False, False
        self._stale = False  # something changed that was not looked at
        self._asked = 0  # the newest search or list: an older one comes too late
        self._card_asked = 0
        self._make_parts()
        self._lay_out()
        self._connect()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.counts = Elided(role="quiet")
        self.all_button = Button(self.tr("What it tells about me"), picture="shield")
        self.all_button.setAccessibleDescription(
            self.tr("What someone would learn about you from all that is stored")
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Views of the memory"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (self.tr("What is stored"), self.tr("Documents"), self.tr("People")):
            self.tabs.addTab(name)
        self.stored = Stored()
        self.documents = Documents()
        self.people = PeopleList()
        self.views = QStackedWidget()
        for view in (self.stored, self.documents, self.people):
            self.views.addWidget(view)
        self.side = MemorySide(self.operations)
        self.notice = Notice()
        self.empty = Empty(
            "memory",
            self.tr("Nothing is stored yet"),
            self.tr(
                "What you have had read is shown here by month, source and person, "
                "to be searched, looked through and erased."
            ),
            self.tr("Add something to read"),
        )
        self.waiting = Words(self.tr("Looking what is stored …"), role="quiet")

    def _lay_out(self) -> None:
        head = row(Words(self.tr("Memory"), role="title"), self.counts, self.all_button, gap=M)
        head.setStretch(1, 1)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(L, M, L, L)
        box.setSpacing(M)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addLayout(row(self.tabs, None))
        box.addWidget(self.views, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(4)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 4)
        self.pages = QStackedWidget()
        waits = QWidget()
        waits.setLayout(row(None, self.waiting, None))
        for page in (waits, self.empty, self.split):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _connect(self) -> None:
        self.empty.acted.connect(self.add_source)
        self.notice.acted.connect(self.load)
        self.tabs.currentChanged.connect(self._turned)
        self.all_button.clicked.connect(self._expose_all)
        self.stored.month_wanted.connect(lambda key: self.show_documents(Listing(time=key)))
        self.stored.undated_wanted.connect(lambda: self.show_documents(Listing(undated=True)))
        self.stored.documents_wanted.connect(self._show_group)
        self.stored.exposure_wanted.connect(self._expose_group)
        self.stored.erase_wanted.connect(self._erase_group)
        self.documents.wanted.connect(self._list)
        self.documents.more_wanted.connect(self._list_more)
        self.documents.opened.connect(self._open)
        self.people.chosen.connect(self._read_card)
        self.people.undo_wanted.connect(self._undo)
        self.side.shown.connect(self._make_room)
        self.operations.changed.connect(self._heard)

    def _make_room(self) -> None:
        """Give what is beside its share, when it comes."""
        whole = self.split.width()
        self.split.setSizes([whole * 3 // 5, whole - whole * 3 // 5])

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the memory that was opened, once somebody looks."""
        self._want()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        super().showEvent(event)
        if self._stale:
            self._want()

    def _want(self) -> None:
        """Read anew what is looked at; what is not waits until it is."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.load()

    def focus(self) -> None:
        if self.pages.currentWidget() is self.empty:
            self.empty.button.setFocus()
        elif self.pages.currentWidget() is self.split:
            (self.stored, self.documents, self.people)[self.tabs.currentIndex()].focus()

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.side.clear()
        self.held = None
        self.stored.model.show_rows([])
        self.documents.model.show_rows([])
        self.documents.found.fill()
        self.people.model.show_rows([])
        self.pages.setCurrentIndex(0)

    def leave(self) -> None:
        """Leave what was opened last beside the lists."""
        self.side.leave()

    def load(self) -> None:
        """Read what is held anew; asked for twice at once it is read once more after."""
        if self.operations.open is None:
            return
        if self._loading:
            self._again = True
            return
        self._loading = True
        self.holding.held(self, self._show, self._fail)

    def _show(self, held: Held) -> None:
        self._loading = False
        self.held = held
        self.notice.hide()
        self.pages.setCurrentWidget(self.split if held.holdings.documents else self.empty)
        self.counts.setText(self._counted(held))
        self.stored.show_held(held.holdings, held.people)
        self.documents.offer_sources([one.name for one in held.holdings.sources])
        self.people.show_people(held.people)
        if self.tabs.currentIndex() == DOCUMENTS:
            self._list()
        if self._again:
            self._again = False
            self.load()

    def _fail(self, problem: Problem) -> None:
        self._loading = self._again = False
        self.pages.setCurrentWidget(self.split)
        self.notice.tell(problem, self.tr("Try again"))

    def _counted(self, held: Held) -> str:
        holdings = held.holdings
        return " · ".join(
            [
                counted(holdings.documents, self.tr("1 document"), self.tr("{n} documents")),
                counted(len(held.people), self.tr("1 person"), self.tr("{n} people")),
                counted(holdings.claims, self.tr("1 belief"), self.tr("{n} beliefs")),
            ]
        )

    def _heard(self, changes: Changes) -> None:
        if changes.topics & TOPICS:
            if Topic.DOCUMENTS in changes.topics and self.side.document.isVisible():
                self.side.clear()  # it may be what was erased
            self._want()

    def show_view(self, view: int) -> None:
        self.tabs.setCurrentIndex(view)

    def _turned(self, view: int) -> None:
        self.views.setCurrentIndex(view)
        self.side.clear()
        if view == DOCUMENTS:
            self._list()
        elif view == PEOPLE:
            self.people.select(None if (one := self.people.current()) is None else one.person.id)

    # -- documents ---------------------------------------------------------

    def show_documents(self, where: Listing, person: str = "") -> None:
        """Turn to the documents of a month, a source, a person."""
        self.documents.show_only(where, person)
        self.show_view(DOCUMENTS)
        self.documents.table.setFocus()

    def _list(self) -> None:
        """Show the list, or what the words find."""
        if self.operations.open is None or self.held is None:
            return
        self._asked += 1
        if self.documents.words:
            self._search(self._asked)
        else:
            self._read_list(self._asked, 0)

    def _list_more(self) -> None:
        self._read_list(self._asked, self.documents.model.rowCount())

    def _read_list(self, asked: int, after: int) -> None:
        def show(found: list[Listed], count: int) -> None:
            if asked == self._asked:
                self.documents.show_listed(found, count, after=after)

        where = self.documents.where
        self.holding.listed(self, where, after, show, self.documents.show_problem)

    def _search(self, asked: int) -> None:
        def show(found: list[Passage]) -> None:
            if asked == self._asked:
                self.documents.show_found(found)

        self.documents.show_waiting()
        people = self.held.people if self.held else []
        words, where = self.documents.words, self.documents.where
        self.holding.search(self, words, where, people, show, self.documents.show_problem)

    def _open(self, one: Listed | Passage) -> None:
        if isinstance(one, Passage):
            self.side.open_document(one.document, one.path, one.start, one.end)
        else:
            self.side.open_document(one.id, one.path)

    # -- groups ------------------------------------------------------------

    def _show_group(self, one: Grouped) -> None:
        where = Listing(kind=one.kind, source=one.source, person=one.person)
        self.show_documents(where, one.name if one.person is not None else "")

    def _expose_group(self, one: Grouped) -> None:
        target = {"source": one.source} if one.source else {"person": one.person}
        self.expose(one.name, **target)

    def _expose_all(self) -> None:
        self.expose(self.tr("All that is stored"))

    def expose(self, name: str, **target: Any) -> None:
        """Look what somebody would learn from a part, else from all, and show it beside."""

        def show(exposure: Exposure) -> None:
            self.side.show_report(Exposed(name, exposure))

        self.holding.expose(self, target, show)

    def _erase_group(self, one: Grouped) -> None:
        if one.source:
            ask_erase_source_named(self.operations, self, one.source, self._say)
        elif one.person is not None:
            ask_erase_person(self.operations, self, one.person, one.name, self._say)

    def _say(self, words: str) -> None:
        self.people.say(words)

    # -- people ------------------------------------------------------------

    def show_person(self, id: PersonId) -> None:
        self.show_view(PEOPLE)
        self.people.select(id)

    def _read_card(self, id: PersonId | None) -> None:
        if self.operations.open is None or self.tabs.currentIndex() != PEOPLE:
            return
        if id is None:
            self.side.clear()
            return
        self._card_asked += 1
        asked = self._card_asked

        def show(card: Card) -> None:
            if asked == self._card_asked and self.tabs.currentIndex() == PEOPLE:
                self._show_card(card)

        self.holding.card(self, id, show, self._fail_card)

    def _fail_card(self, _problem: Problem) -> None:
        self.side.clear()  # they went meanwhile: the list is read anew

    def _show_card(self, card: Card) -> None:
        shown = PersonCard(card)
        person = card.person
        shown.documents_wanted.connect(
            lambda: self.show_documents(Listing(person=person.id), person.name)
        )
        shown.join_wanted.connect(partial(self._ask_join, card))
        shown.split_wanted.connect(partial(self._ask_split, card))
        shown.exposure_wanted.connect(lambda: self.expose(person.name, person=person.id))
        shown.erase_wanted.connect(
            lambda: ask_erase_person(self.operations, self, person.id, person.name, self._say)
        )
        self.side.show_card(shown)

    def _ask_join(self, card: Card) -> None:
        others: Sequence[Known] = self.held.people if self.held else []
        says = self.tr("Joined with {name}.")

        def join(other: PersonId) -> None:
            self.holding.join(self, card.person.id, other, partial(self._told, says, card))

        Join(self, card.known, others, join).show_over()

    def _ask_split(self, card: Card) -> None:
        says = self.tr("Split from {name}.")

        def split(chosen: list[str]) -> None:
            self.holding.split(self, card.person.id, chosen, partial(self._told, says, card))

        Split(self, card, split).show_over()

    def _told(self, says: str, card: Card) -> None:
        self.people.say(says.replace("{name}", one_line(card.person.name)), undo=True)

    def _undo(self) -> None:
        self.holding.undo(self, lambda: self.people.say(self.tr("Undone.")))
