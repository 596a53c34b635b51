"""The language models: what is on this computer, what could be got, and which one writes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.files import DropFrame, choose_one
from ui.models_room import ModelsRoom
from ui.operations import Operations
from ui.pages.models_here import ModelsHere
from ui.pages.models_offered import ModelsOffered
from ui.parts import Button, Elided, Notice, Words, row
from ui.phrases import counted, size
from ui.present import confirm
from ui.render import one_line
from ui.sure import Sure, sure
from ui.theme import XL, L, M

if TYPE_CHECKING:
    from assistant.models.installed import Installed
    from assistant.models.room import Offered, Room

HERE, OFFERED = range(2)
TOPICS = {Topic.MODELS, Topic.SETTINGS}


class ModelsPage(DropFrame):
    """Two lists, each with what there is to say of the chosen model below it."""

    name = "models"

    def __init__(self, operations: Operations) -> None:
        super().__init__("page")
        self.operations = operations
        self.room = ModelsRoom(operations)
        self.now: Room | None = None
        self._loading, self._again = False, False
        self._stale = False  # something changed that was not looked at
        self._going: set[str] = set()  # what was being got at the last look
        self.counts = Elided(role="quiet")
        self.add_button = Button(self.tr("Add a file…"), picture="file")
        self.look_button = Button(self.tr("Look again"), picture="again")
        self.notice = Notice()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which models"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.here = ModelsHere()
        self.offered = ModelsOffered(self.room)
        self.views = QStackedWidget()
        for name, view in (
            (self.tr("On this computer"), self.here),
            (self.tr("To get"), self.offered),
        ):
            self.tabs.addTab(name)
            self.views.addWidget(view)
        self.waiting = Words(self.tr("Looking which models there are …"), role="quiet")
        self._lay_out()
        self._connect()

    # -- how it is put together --------------------------------------------

    def _lay_out(self) -> None:
        title = Words(self.tr("Models"), role="title")
        head = row(title, self.counts, self.add_button, self.look_button, gap=M)
        head.setStretch(1, 1)
        self.pages = QStackedWidget()
        waits = QWidget()
        waits.setLayout(row(None, self.waiting, None))
        self.pages.addWidget(waits)
        self.pages.addWidget(self.views)
        box = QVBoxLayout(self)
        box.setContentsMargins(XL, M, XL, L)
        box.setSpacing(M)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addLayout(row(self.tabs, None))
        box.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.dropped.connect(self._add_dropped)
        self.add_button.clicked.connect(self.ask_file)
        self.look_button.clicked.connect(self.load)
        self.notice.acted.connect(self._retry)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self.here.use_wanted.connect(self.ask_use)
        self.here.test_wanted.connect(self._test)
        self.here.remove_wanted.connect(self.ask_remove)
        self.here.tier_wanted.connect(self._choose_tier)
        self.here.offers_wanted.connect(partial(self.show_view, OFFERED))
        self.offered.get_wanted.connect(self.get)
        self.offered.stop_wanted.connect(self.room.stop)
        self.offered.drop_wanted.connect(self._drop)
        self.offered.size_wanted.connect(self._ask_size)
        self.operations.changed.connect(self._heard)
        self.operations.runs.moved.connect(self._moved)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the models of the memory that was opened, once somebody looks."""
        self._want()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        super().showEvent(event)
        if self._stale:
            self._want()

    def focus(self) -> None:
        if self.now is not None:
            (self.here, self.offered)[self.tabs.currentIndex()].focus()

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.now = None
        self.room.runs.clear()
        self.here.clear()
        self.offered.clear()
        self.notice.hide()
        self.pages.setCurrentIndex(0)

    def show_view(self, view: int) -> None:
        self.tabs.setCurrentIndex(view)

    def load(self) -> None:
        """Look anew; asked for twice at once it is done once more after."""
        if self.operations.open is None:
            return
        if self._loading:
            self._again = True
            return
        self._loading = True
        self.room.look(self, self._show, self._fail)

    def _want(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.load()

    def _show(self, room: Room) -> None:
        self._loading = False
        first = self.now is None
        self.now = room
        self.pages.setCurrentWidget(self.views)
        self.here.show_room(room)
        self.offered.show_room(room)
        self.counts.setText(self._counted(room))
        if first and self.isVisible():
            self.focus()
        if self._again:
            self._again = False
            self.load()

    def _counted(self, room: Room) -> str:
        models = counted(len(room.models), self.tr("1 model"), self.tr("{n} models"))
        free = self.tr("{free} of {all} memory free").format(
            free=size(room.machine.free), all=size(room.machine.memory)
        )
        return f"{models} · {free}"

    def _fail(self, problem: Problem) -> None:
        self._loading = self._again = False
        self.pages.setCurrentWidget(self.views)
        self.notice.tell(problem, self.tr("Try again"))

    def _retry(self) -> None:
        self.notice.hide()
        self.load()

    def _tell(self, problem: Problem) -> None:
        self.notice.tell(problem)
        self._want()

    def _heard(self, changes: Changes) -> None:
        if changes.topics & TOPICS:
            self._want()

    def _moved(self) -> None:
        going = {name for name, run in self.room.runs.items() if run.under_way and not run.paused}
        self.offered.look_at_runs()
        if self._going - going:  # one came to its end, or was stopped: what is there of it now?
            self._want()
        self._going = going

    # -- what is done ------------------------------------------------------

    def ask_file(self) -> None:
        if self.operations.open is not None:
            choose_one(self, self.tr("Add a GGUF file"), self.add)

    def add(self, path: Path) -> None:
        self.notice.hide()
        self.room.add(self, path, self._added, self._tell)

    def _add_dropped(self, paths: list[Path]) -> None:
        for path in paths:
            self.add(path)

    def _added(self, one: Installed) -> None:
        self.show_view(HERE)
        self.here.want(one.path)

    def get(self, one: Offered) -> None:
        self.notice.hide()
        self.room.get(self, one, self._tell)

    def _drop(self, one: Offered) -> None:
        self.room.drop(self, one, self._tell)

    def _ask_size(self, one: Offered) -> None:
        self.notice.hide()
        self.room.size(self, one, partial(self.offered.show_size, one), self._tell)

    def _test(self, one: Installed) -> None:
        self.notice.hide()
        self.room.test(self, one, self._tell)

    def _choose_tier(self, one: Installed, tier: int | None) -> None:
        self.room.choose_tier(self, one, tier, self._tell)

    def ask_use(self, one: Installed) -> Sure | None:
        """Use it; for a file that nobody vouches for its name has to be written first."""
        self.notice.hide()
        if one.trusted:
            self.room.use(self, one, "", self._tell)
            return None
        file = one_line(one.path.name)
        return sure(
            self,
            self.tr("Use {file}?").format(file=file),
            [
                (
                    self.tr("Unknown"),
                    self.tr(
                        "Nobody says what this file should be, so it cannot be told from one that "
                        "somebody has altered. Use it if you know where it is from."
                    ),
                ),
                (
                    self.tr("What it can do"),
                    self.tr(
                        "It runs in a process of its own, which has no key of your memory. It can "
                        "still write what is not so; its sentences are held against your texts."
                    ),
                ),
            ],
            self.tr("Use it"),
            partial(self.room.use, self, one, one.path.name, self._tell),
            word=file,
        )

    def ask_remove(self, one: Installed) -> None:
        """Say what becomes of the file, and remove the model if that is meant."""
        deleted = one.origin == "downloaded"
        confirm(
            self,
            self.tr("Remove {name}?").format(name=one_line(one.name)),
            self.tr("The file is deleted: {size}. It can be got again.").format(size=size(one.size))
            if deleted
            else self.tr("It is taken off the list. The file stays where it lies."),
            self.tr("Remove"),
            partial(self.room.remove, self, one, self._tell),
        )
