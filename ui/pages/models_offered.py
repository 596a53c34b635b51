"""The models that could be got: whether each fits, under which licence, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from ui.itemmodels.models import FITS, GOT, LICENCE, NEEDS, OFFER, OfferedModel
from ui.itemmodels.rows import SORT
from ui.models_room import ModelsRoom
from ui.parts import Button, Words, column, let_cut, row
from ui.phrases import size
from ui.render import one_line
from ui.tables import Table, sorted_by
from ui.theme import XS, M, S

if TYPE_CHECKING:
    from assistant.engine.download import RemoteFile
    from assistant.models.room import Offered, Room
    from ui.itemmodels.jobs import Run


class ModelsOffered(QWidget):
    """Tells which deed is wanted; the page does it."""

    get_wanted = Signal(object)
    stop_wanted = Signal(object)
    drop_wanted = Signal(object)
    size_wanted = Signal(object)

    def __init__(self, room: ModelsRoom) -> None:
        super().__init__()
        self._room = room
        self._sizes: dict[str, int] = {}  # bytes, as far as a source was asked
        self.model = OfferedModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.table = self._table()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addWidget(self.table, 30)
        box.addWidget(self._about())
        box.addStretch(1)
        let_cut(self)
        self._choose()

    # -- how it is put together --------------------------------------------

    def _table(self) -> Table:
        table = Table(self.tr("Models that can be got"), Qt.TextElideMode.ElideRight)
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, OFFER)
        table.setModel(self.sorted)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(OFFER, Qt.SortOrder.AscendingOrder)
        table.stretch(OFFER, {NEEDS: 128, FITS: 104, LICENCE: 224, GOT: 108})
        table.selectionModel().selectionChanged.connect(self._choose)
        return table

    def _about(self) -> QFrame:
        self.title = Words(role="strong", wrap=True)
        self.fit = Words(wrap=True)
        self.licence = Words(wrap=True)
        self.source = Words(role="quiet", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("How much of the model is there"))
        self.far = Words(role="quiet", wrap=True)
        self.get_button = Button(self.tr("Get"), deed="primary")
        self.get_button.clicked.connect(lambda: self._tell(self.get_wanted))
        self.stop_button = Button(self.tr("Stop"), picture="pause")
        self.stop_button.clicked.connect(lambda: self._tell(self.stop_wanted))
        self.drop_button = Button(self.tr("Throw the part away"), picture="erase")
        self.drop_button.clicked.connect(lambda: self._tell(self.drop_wanted))
        self.size_button = Button(self.tr("How large is it?"))
        self.size_button.setAccessibleDescription(self.tr("Asks the source, over the network"))
        self.size_button.clicked.connect(lambda: self._tell(self.size_wanted))
        self.about = QFrame()
        self.about.setProperty("place", "calm")
        deeds = row(self.get_button, self.stop_button, self.size_button, self.drop_button, None)
        texts = (self.title, self.fit, self.licence, self.source, self.progress, self.far)
        self.about.setLayout(column(*texts, deeds, gap=XS, margin=M))
        layout = self.about.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, S)
        return self.about

    # -- what is shown -----------------------------------------------------

    def show_room(self, room: Room) -> None:
        kept = self.selected()
        self.model.show_offered(room.offered, self._room.runs)
        names = [self.at(n).offer.name for n in range(self.sorted.rowCount())]
        if names:
            name = kept.offer.name if kept else ""
            self.table.selectRow(names.index(name) if name in names else 0)
        self._choose()

    def show_size(self, one: Offered, file: RemoteFile) -> None:
        """Show what the source said."""
        self._sizes[one.offer.name] = file.size
        self._choose()

    def clear(self) -> None:
        self.model.show_rows([])

    def at(self, shown: int) -> Offered:
        return self.model.at(self.sorted.mapToSource(self.sorted.index(shown, OFFER)).row())

    def selected(self) -> Offered | None:
        rows = self.table.selectionModel().selectedRows()
        index = self.sorted.mapToSource(rows[0]) if rows else QModelIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def focus(self) -> None:
        self.table.setFocus()

    def look_at_runs(self) -> None:
        """Show how far the models that are being got are."""
        self.model.look()
        if one := self.selected():
            self._show_progress(one)

    def _choose(self) -> None:
        one = self.selected()
        self.about.setVisible(one is not None)
        if one is None:
            return
        self.title.setText(one_line(one.offer.title))
        self.fit.setText(one.fit.sentence)
        self.licence.setText(f"{one.offer.licence}: {one.offer.terms}")
        parts = [one.offer.repository, one.offer.file]
        if one.offer.name in self._sizes:
            parts.append(self.tr("{size} to get").format(size=size(self._sizes[one.offer.name])))
        self.source.setText(" · ".join(filter(None, parts)))
        self._show_progress(one)

    def _show_progress(self, one: Offered) -> None:
        run = self._room.runs.get(one.offer.name)
        going = run is not None and run.under_way and not run.paused
        begun = bool(one.begun) or (run is not None and run.paused)
        self.get_button.setVisible(not going)
        self.get_button.setEnabled(not one.installed)
        self.get_button.say(self.tr("Go on") if begun else self.tr("Get"))
        self.stop_button.setVisible(going)
        self.size_button.setVisible(not going and not one.installed)
        self.drop_button.setVisible(begun and not going)
        self.progress.setVisible(going)
        self.far.setVisible(going or begun or one.installed)
        if going and run is not None:
            self._show_run(run)
        elif one.installed:
            self.far.setText(self.tr("It is on this computer."))
        else:
            self.far.setText(self.tr("{size} of it are there.").format(size=size(one.begun)))

    def _show_run(self, run: Run) -> None:
        at = run.progress
        known = at is not None and bool(at.total)
        self.far.setText(run.says() if known else run.note() or run.says())
        # In thousandths: counts of bytes are more than Qt's numbers hold.
        self.progress.setRange(0, 1000 if known else 0)
        if at is not None and at.total:
            self.progress.setValue(round(1000 * at.done / at.total))

    def _tell(self, signal: SignalInstance) -> None:
        if one := self.selected():
            signal.emit(one)
