"""MainWindow: the rail, the page, what stands beside it, the bar of what runs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assistant.jobs import JobRunner
from memory.errors import Problem
from memory.types import ConversationId, Source
from ui.beside import Beside
from ui.bridge import MainThread
from ui.closed import ClosedMemory
from ui.files import dropped
from ui.help import Help
from ui.jobs_list import JobsList
from ui.opening import Opening, Program, program
from ui.operations import Operations
from ui.overlay import Overlay
from ui.pages.chat import ChatPage
from ui.pages.first_run import FirstRun
from ui.pages.memory import MemoryPage
from ui.pages.models import ModelsPage
from ui.pages.privacy import PrivacyPage
from ui.pages.profile import ProfilePage
from ui.pages.settings import SettingsPage
from ui.pages.sources import SourcesPage
from ui.pages.unlock import Unlock
from ui.pages.writing import WritingPage
from ui.palette import Palette, Verb
from ui.phrases import here
from ui.present import tell
from ui.rail import PAGES, Rail, named_pages
from ui.running_bar import RunningBar
from ui.tray import end
from ui.verbs import Deed, Keys
from ui.window_state import WindowState, geometry, load, put_back, save

if TYPE_CHECKING:
    from assistant.app import Assistant

SMALLEST = (816, 520)
USUAL = (1240, 820)


class MainWindow(QMainWindow):
    """One memory in one window."""

    leaving = Signal()

    def __init__(self, home: Path, program: Program = program) -> None:
        super().__init__()
        self.setWindowTitle("Famulus")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.home = home
        self._left = load(home)
        self.runner = JobRunner(MainThread(self).post)
        self.operations = Operations(self.runner, self)
        self.opening = Opening(self, self.runner, home, program)
        self.unlock = Unlock()
        self.closed = ClosedMemory(self.unlock, self.runner, self.opening, home, program)
        self._stack: list[object] = []  # what was opened, the last on top
        self._make_parts()
        self._lay_out()
        self._connect()
        self.keys = Keys(self, self._deeds())
        self._place()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.beside = Beside(self.operations)
        self.chat = ChatPage(self.operations, self.beside)
        self.profile = ProfilePage(self.operations)
        self.memory = MemoryPage(self.operations)
        self.sources = SourcesPage(self.operations)
        self.writing = WritingPage(self.operations)
        self.models = ModelsPage(self.operations)
        self.privacy = PrivacyPage(self.operations)
        self.settings = SettingsPage(self.operations)
        self.first_run = FirstRun(self.operations)
        self.bar = RunningBar(self.operations)
        self.rail = Rail(named_pages())
        self.pages = QStackedWidget()
        self._of_memory = (
            self.profile, self.memory, self.sources,
            self.writing, self.models, self.privacy, self.settings,
        )  # fmt: skip
        pages = (self.unlock, self.chat, *self._of_memory, self.first_run)
        self._named = {page.name: page for page in pages}
        for page in self._named.values():
            self.pages.addWidget(page)

    def _lay_out(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(4)
        self.pages.setMinimumWidth(440)
        self.split.addWidget(self.pages)
        self.split.addWidget(self.beside)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.beside.hide()
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.rail)
        top.addWidget(self.split, 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top, 1)
        box.addWidget(self.bar)
        self.setCentralWidget(whole)
        self.palette_sheet = Palette(self)
        self.help_sheet = Help(self)
        self.jobs_sheet = JobsList(self, self.operations.runs)

    def _connect(self) -> None:
        self.opening.new.connect(self._is_new)
        self.opening.opened.connect(self._opened)
        self.opening.refused.connect(self._refused)
        self.unlock.given.connect(self._unlock)
        self.closed.closing.connect(self._let_go)
        self.closed.listen_to(self.settings.keeping)
        self.first_run.locked.connect(self.opening.open)
        self.first_run.finished.connect(self._begin)
        self.rail.wanted.connect(self.show_page)
        self.beside.shut.connect(self.shut_beside)
        self.beside.wanted.connect(self.open_beside)
        self.chat.answering.connect(self._answering)
        for page in (self.chat, self.profile, self.memory, self.writing):
            page.add_source.connect(partial(self.show_page, "sources"))
        self.chat.room_wanted.connect(self.shut_beside)
        self.profile.waiting.connect(partial(self.rail.count, "profile"))
        self.profile.say_who.connect(self.show_identity)
        self.bar.jobs_wanted.connect(self.show_jobs)
        self.bar.ledger_wanted.connect(self.privacy.show_ledger)
        self.chat.elsewhere.ledger_wanted.connect(self.privacy.show_ledger)
        self.privacy.wanted.connect(partial(self.show_page, "privacy"))
        for sheet in (self.palette_sheet, self.help_sheet, self.jobs_sheet):
            sheet.gone.connect(partial(self._forget, sheet))

    def _let_go(self) -> None:
        self._left = self.state()
        for page in (self.chat, self.profile, self.memory, self.writing, self.models, self.privacy):
            page.leave_memory()
        self.shut_beside()
        self.operations.open = None
        self.operations.runs.end_all()
        self.rail.hide()
        self._turn_to("unlock")

    def _place(self) -> None:
        self.resize(*USUAL)
        put_back(self, self._left)
        self.chat.want_history(self._left.history)

    def _deeds(self) -> dict[str, Deed]:
        pages = {name: partial(self.show_page, name) for name in PAGES}
        return pages | {
            "palette": self.show_palette,
            "leave": self.leave,
            "new": self.new_conversation,
            "files": self.add_files,
            "folder": self.add_folder,
            "review": self.show_review,
            "safekeeping": self.show_safekeeping,
            "history": self.chat.toggle_history,
            "beside": self.toggle_beside,
            "jobs": self.show_jobs,
            "help": self.show_help,
            "quit": partial(end, self),
        }

    # -- opening -----------------------------------------------------------

    def start(self) -> None:
        """Look what is in the home, while one can already write."""
        self.rail.hide()  # before a memory is open there is one page to be on
        self.chat.composer.set_ready(False)
        # Most starts open by themselves in a moment: that moment belongs to the chat.
        self._turn_to("chat")
        self.opening.look()

    def _is_new(self, locks: tuple[str, ...]) -> None:
        self.first_run.offer(locks)
        self._turn_to("first")

    def _opened(self, assistant: Assistant) -> None:
        self.operations.open = assistant
        if assistant.recovery_code is not None:
            self.first_run.made(assistant)  # with its warnings
            return
        for warning in assistant.warnings:
            tell(self, here(warning))
        self._begin()

    def _begin(self) -> None:
        if self.closed.has_mended:
            self.closed.has_mended = False
            self.settings.keeping.verbs.renew(self)
        self.rail.show()
        last = self._left.conversation
        self.chat.begin(
            ConversationId(last) if last is not None else None, beside=self._left.beside
        )
        for page in self._of_memory:
            page.begin()
        self.show_page(self._left.page)
        self.operations.warm(self)
        self.operations.relearn_if_begun(self)

    def _refused(self, problem: Problem) -> None:
        if self.pages.currentWidget() is self.first_run:
            self.first_run.refused(problem)
        else:
            self._turn_to("unlock")
            self.unlock.tell(problem)

    def _unlock(self, passphrase: str) -> None:
        if self.closed.is_busy:
            self.closed.give(passphrase)
            return
        self.unlock.wait()
        self.opening.open(passphrase)

    # -- pages and what is over and beside them ----------------------------

    @property
    def page(self) -> str:
        return str(getattr(self.pages.currentWidget(), "name", ""))

    def show_page(self, name: str) -> None:
        """Turn to a page of the rail; before a memory is open there is none to turn to."""
        if self.operations.open is not None:
            self._turn_to(name)

    def show_safekeeping(self) -> None:
        self.settings.show_safekeeping()
        self.show_page("settings")

    def show_review(self) -> None:
        self.show_page("profile")
        self.profile.show_review()

    def show_identity(self) -> None:
        self.show_page("settings")
        self.settings.show_setting("identity")

    def _turn_to(self, name: str) -> None:
        page = self._named.get(name, self.chat)
        self.pages.setCurrentWidget(page)
        self.rail.show_page(page.name)
        self.beside.setVisible(page is self.chat and self.beside in self._stack)
        page.focus()

    def open_beside(self) -> None:
        if self.beside not in self._stack:
            self._stack.append(self.beside)
        if self.page == "chat" and self.beside.isHidden():
            self.beside.show()
            self.split.setSizes(self._left.split or [3 * self.width() // 5, 2 * self.width() // 5])

    def shut_beside(self) -> None:
        if not self.beside.isHidden():
            self._left.split = self.split.sizes()
        self.beside.hide()
        self._forget(self.beside)

    def toggle_beside(self) -> None:
        (self.shut_beside if self.beside.isVisible() else self.open_beside)()

    def _answering(self, going: bool) -> None:
        self._forget(self.chat)
        if going:
            self._stack.append(self.chat)

    def _forget(self, opened: object) -> None:
        if opened in self._stack:
            self._stack.remove(opened)

    def leave(self) -> None:
        """Leave what was opened last: a sheet, a coming answer, the pane beside."""
        last = self._stack[-1] if self._stack else None
        if isinstance(last, Overlay):
            last.shut()
        elif self.page in {"profile", "memory"} or last is None:
            (self.memory if self.page == "memory" else self.profile).leave()
        elif last is self.chat:
            self.chat.stop()
        else:
            self.shut_beside()

    def _show_sheet(self, sheet: Overlay) -> None:
        self._forget(sheet)
        self._stack.append(sheet)

    def show_palette(self) -> None:
        self._show_sheet(self.palette_sheet)
        self.palette_sheet.show_verbs([*self.keys.verbs(), *self._places()])

    def _places(self) -> list[Verb]:
        """Every source and conversation by name."""
        if self.operations.open is None:
            return []
        found = [
            Verb(source.name, partial(self.show_source, source), picture="sources")
            for source in self.sources.model.rows
        ]
        found += [
            Verb(one.title, partial(self.show_conversation, one.id), picture="chat")
            for one in self.chat.history.model.all
        ]
        return found

    def show_source(self, source: Source) -> None:
        self.show_page("sources")
        self.sources.select(source.name)

    def show_conversation(self, id: ConversationId) -> None:
        self.show_page("chat")
        self.chat.open_conversation(id)

    def new_conversation(self) -> None:
        if self.operations.open is not None:
            self.show_page("chat")
            self.chat.new_conversation()

    def add_files(self) -> None:
        self.show_page("sources")
        self.sources.ask_files()

    def add_folder(self) -> None:
        self.show_page("sources")
        self.sources.ask_folder()

    def show_help(self) -> None:
        self._show_sheet(self.help_sheet)
        self.help_sheet.show_help(self.page, self.keys.named())

    def show_jobs(self) -> None:
        self._show_sheet(self.jobs_sheet)
        self.jobs_sheet.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's
        if self.operations.open is not None and dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's
        """Read what is dropped anywhere, where one sees it being read."""
        event.acceptProposedAction()
        self.show_page("sources")
        self.sources.read(dropped(event))

    # -- the end -----------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        for sheet in (self.palette_sheet, self.help_sheet, self.jobs_sheet):
            if sheet.isVisible():
                sheet.place()

    def state(self) -> WindowState:
        """How the window stands now."""
        return WindowState(
            geometry=geometry(self),
            maximized=self.isMaximized(),
            split=self.split.sizes() if self.beside.isVisible() else self._left.split,
            beside=self.beside.isVisible(),
            history=self.chat.history_wanted,
            page=self.page if self.operations.open else self._left.page,
            conversation=self.chat.conversation,
        )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's
        """Stop what runs and keep what there is of it."""
        self.leaving.emit()
        save(self.home, self.state())
        self.hide()  # gone at once, though the lanes may take a moment
        self.chat.stop()
        self.runner.cancel()  # first, or what is interrupted would count as a failure
        self.opening.interrupt()
        self.runner.close()
        self.opening.close()
        super().closeEvent(event)
