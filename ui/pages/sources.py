"""Which folders and mailboxes are read, how far, and what of them could not be."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from memory.types import Changes, Source, Unread
from ui.erasing import ask_erase_source
from ui.files import DropFrame, choose_files, choose_folder
from ui.itemmodels.rows import SORT
from ui.itemmodels.sources import DOCUMENTS, NAME, PLACE, READ, STATE, UNREAD, SourcesModel
from ui.itemmodels.unread import UnreadModel
from ui.operations import Operations
from ui.parts import Button, Empty, Words, row
from ui.phrases import counted
from ui.present import confirm
from ui.render import one_line, tooltip
from ui.tables import Table, sorted_by
from ui.theme import XL, L, M, S

if TYPE_CHECKING:
    from ingest.pipeline import ReadReport

SOON = 250  # milliseconds: a source that was added is there by then
LOOK = 1500  # milliseconds between two looks at the numbers while something is read


class SourcesPage(DropFrame):
    """A table of sources and, below it, what could not be read of the chosen one."""

    name = "sources"

    def __init__(self, operations: Operations) -> None:
        super().__init__("page")
        self.operations = operations
        self.dropped.connect(self.read)
        self.model = SourcesModel(self)
        self.unread = UnreadModel(self)
        self.table = self._table()
        self.missing = Table(self.tr("What could not be read"), Qt.TextElideMode.ElideRight)
        self.missing.setModel(self.unread)
        self.missing.share()
        self.counts = Words(role="quiet")
        self.said = Words(role="quiet", wrap=True)
        self.said.hide()
        self.missing_title = Words(role="strong")
        self.empty = self._empty()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._filled())
        box = QVBoxLayout(self)
        box.setContentsMargins(XL, M, XL, L)
        box.setSpacing(M)
        box.addLayout(self._head())
        box.addWidget(self.pages, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._load)
        operations.changed.connect(self._heard)
        operations.read.connect(self._report)
        operations.runs.moved.connect(self._moved)
        self._choose()

    # -- how it is put together --------------------------------------------

    def _head(self) -> QHBoxLayout:
        self.add_file = Button(self.tr("Add files…"), picture="file")
        self.add_file.clicked.connect(self.ask_files)
        self.add_folder = Button(self.tr("Add a folder…"), picture="folder")
        self.add_folder.clicked.connect(self.ask_folder)
        self.add_sample = Button(self.tr("Add the sample"), picture="sample")
        self.add_sample.clicked.connect(self.read_sample)
        title = Words(self.tr("Sources"), role="title")
        return row(title, self.counts, None, self.add_file, self.add_folder, self.add_sample)

    def _table(self) -> Table:
        table = Table(self.tr("Sources"))
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, NAME)
        table.setModel(self.sorted)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        widths = {NAME: 150, DOCUMENTS: 96, UNREAD: 80, READ: 132, STATE: 100}
        table.stretch(PLACE, widths)
        table.selectionModel().selectionChanged.connect(self._choose)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda at: self._menu().popup(table.viewport().mapToGlobal(at))
        )
        return table

    def _filled(self) -> QWidget:
        self.again_button = Button(self.tr("Read again"), picture="again")
        self.again_button.clicked.connect(self.read_again)
        self.pause_button = Button(self.tr("Pause"), picture="pause")
        self.pause_button.clicked.connect(self.pause)
        self.remove_button = Button(self.tr("Remove…"), picture="remove")
        self.remove_button.clicked.connect(self.ask_remove)
        self.erase_button = Button(self.tr("Erase…"), picture="erase")
        self.erase_button.clicked.connect(self.ask_erase)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.table, 30)  # tables first; what they leave stays empty
        box.addLayout(row(*self._deeds(), None))
        box.addWidget(self.said)
        box.addSpacing(S)
        box.addWidget(self.missing_title)
        box.addWidget(self.missing, 20)
        box.addStretch(1)
        return page

    def _deeds(self) -> tuple[Button, ...]:
        """What can be done with the chosen source."""
        return (self.again_button, self.pause_button, self.remove_button, self.erase_button)

    def _empty(self) -> Empty:
        empty = Empty(
            "sources",
            self.tr("Nothing has been read yet"),
            self.tr(
                "Add a mailbox, a chat export or a folder of documents, or drop them here. "
                "They are read on this computer and stay where they are."
            ),
            self.tr("Add a folder…"),
        )
        empty.acted.connect(self.ask_folder)
        return empty

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for button in self._deeds():
            action = QAction(button.text(), menu)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
            menu.addAction(action)
        return menu

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the memory that was opened."""
        self._load()

    def focus(self) -> None:
        filled = self.pages.currentWidget() is not self.empty
        (self.table if filled else self.empty.button).setFocus()

    def _load(self) -> None:
        if self.operations.open is not None:
            self.operations.sources(self, self._show)

    def _show(self, sources: list[Source]) -> None:
        self.model.show_rows(sources)
        self.pages.setCurrentIndex(1 if sources else 0)
        self.counts.setText(self._counted(sources) if sources else "")
        if sources and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._choose()

    def _counted(self, sources: list[Source]) -> str:
        documents = sum(source.documents for source in sources)
        return " · ".join(
            [
                counted(len(sources), self.tr("1 source"), self.tr("{n} sources")),
                counted(documents, self.tr("1 document"), self.tr("{n} documents")),
            ]
        )

    def selected(self) -> Source | None:
        rows = self.table.selectionModel().selectedRows()
        index = self.sorted.mapToSource(rows[0]) if rows else QModelIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def select(self, name: str) -> None:
        for row_number in range(self.sorted.rowCount()):
            if self.sorted.index(row_number, NAME).data() == one_line(name):
                self.table.selectRow(row_number)

    def _choose(self) -> None:
        source = self.selected()
        for button in self._deeds():
            button.setEnabled(source is not None)
        paused = source is not None and source.paused
        self.again_button.setEnabled(source is not None and not paused)
        self.again_button.setToolTip(
            tooltip(self.tr("A paused source is not read. Resume it first.") if paused else "")
        )
        self.pause_button.say(self.tr("Resume") if paused else self.tr("Pause"))
        self.missing.setVisible(bool(source and source.unreadable))
        self.missing_title.setVisible(bool(source and source.unreadable))
        if source is not None and source.unreadable:
            self.operations.unread(self, source.name, partial(self._show_unread, source))

    def _show_unread(self, source: Source, rows: list[Unread]) -> None:
        self.unread.show_unread(rows)
        self.missing_title.setText(
            counted(
                len(rows),
                self.tr("1 could not be read in {name}"),
                self.tr("{n} could not be read in {name}"),
            ).replace("{name}", one_line(source.name))
        )

    def _heard(self, changes: Changes) -> None:
        if self.model.wants(changes):
            self._load()

    def _report(self, report: ReadReport) -> None:
        parts = [counted(report.added, self.tr("1 document read"), self.tr("{n} documents read"))]
        if report.unchanged:
            parts.append(
                counted(report.unchanged, self.tr("1 unchanged"), self.tr("{n} unchanged"))
            )
        self._say(", ".join(parts) + ".")

    def _moved(self) -> None:
        """Look at the numbers from time to time while something runs, and no longer."""
        going = [run for run in self.operations.runs.in_bar() if not run.paused]
        self.model.set_reading(any(run.again for run in going))  # only a reading can go on later
        if bool(going) != self._timer.isActive():
            (self._timer.start if going else self._timer.stop)()
            QTimer.singleShot(SOON, self, self._load)

    # -- what is done ------------------------------------------------------

    def ask_files(self) -> None:
        if self.operations.open is not None:
            choose_files(self, self.read)

    def ask_folder(self) -> None:
        if self.operations.open is not None:
            choose_folder(self, self.read)

    def read(self, paths: list[Path]) -> None:
        if paths and self.operations.open is not None:
            self.said.hide()
            self.operations.read_paths(self, paths)

    def read_sample(self) -> None:
        self.said.hide()
        self.operations.read_sample(self)

    def read_again(self) -> None:
        if source := self.selected():
            self.operations.read_again(self, source.name)

    def pause(self) -> None:
        if source := self.selected():
            deed = self.operations.resume_source if source.paused else self.operations.pause_source
            deed(self, source.name)

    def ask_remove(self) -> None:
        """Say what falls with the source, and remove it if that is meant."""
        source = self.selected()
        if source is None:
            return
        falls = counted(
            source.documents,
            self.tr("1 document read from it leaves the memory, unless another source has it."),
            self.tr("{n} documents read from it leave the memory, unless another source has them."),
        )
        confirm(
            self,
            self.tr("Remove “{name}”?").format(name=one_line(source.name)),
            falls + " " + self.tr("The files themselves stay where they are."),
            self.tr("Remove"),
            partial(self.operations.remove_source, self, source.name),
        )

    def ask_erase(self) -> None:
        """Say what would be erased with the source, and erase it if that is meant."""
        if source := self.selected():
            ask_erase_source(self.operations, self, source, self._say)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
