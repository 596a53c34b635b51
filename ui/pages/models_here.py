"""The models on this computer: a table, what there is to say of the chosen one, what it can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.choice import Choice
from ui.itemmodels.models import (
    CONTEXT,
    NAME,
    PARAMETERS,
    SIZE,
    SPEED,
    STATE,
    TIER,
    InstalledModel,
    SkippedModel,
    billions,
    may_do,
)
from ui.itemmodels.rows import SORT
from ui.parts import Button, Elided, Words, column, let_cut, row
from ui.phrases import counted, number, size
from ui.render import one_line
from ui.tables import Table, sorted_by
from ui.theme import HIT, XS, M, S

if TYPE_CHECKING:
    from assistant.models.found import Skipped
    from assistant.models.installed import Installed
    from assistant.models.room import Room

TIERS = 4


class ModelsHere(QWidget):
    """Tells which deed is wanted; the page does it."""

    use_wanted = Signal(object)
    test_wanted = Signal(object)
    remove_wanted = Signal(object)
    tier_wanted = Signal(object, object)  # the model; a tier, or None for that of its test
    offers_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._room: Room | None = None
        self._wanted: Path | None = None  # the file that is to be chosen when it comes
        self.model = InstalledModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.table = self._table()
        self.skipped = SkippedModel(self)
        self.bad_title = Words(role="strong")
        self.bad = Table(self.tr("Files that are not used"))
        self.bad.setModel(self.skipped)
        self.bad.share()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addWidget(self._hint())
        box.addWidget(self.table, 30)
        box.addWidget(self._about())
        box.addWidget(self.bad_title)
        box.addWidget(self.bad, 15)
        box.addStretch(1)
        let_cut(self)
        self._show_bad(())
        self._choose()

    # -- how it is put together --------------------------------------------

    def _hint(self) -> QFrame:
        self.hint = QFrame()
        self.hint.setProperty("place", "calm")
        words = Words(
            self.tr(
                "No model writes yet: answers are quotes from your own texts. One that is large "
                "enough writes them, each sentence held against your texts."
            ),
            wrap=True,
        )
        self.offers_button = Button(self.tr("See what fits"))
        self.offers_button.clicked.connect(self.offers_wanted)
        inner = row(words, self.offers_button, gap=M, margin=M)
        inner.setStretch(0, 1)
        self.hint.setLayout(inner)
        self.hint.hide()
        return self.hint

    def _table(self) -> Table:
        table = Table(self.tr("Models on this computer"))
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, PARAMETERS)
        table.setModel(self.sorted)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(PARAMETERS, Qt.SortOrder.AscendingOrder)
        widths = {SIZE: 84, PARAMETERS: 112, CONTEXT: 84, SPEED: 84, TIER: 124, STATE: 116}
        table.stretch(NAME, widths)
        table.selectionModel().selectionChanged.connect(self._choose)
        table.doubleClicked.connect(lambda _index: self.use_button.click())
        return table

    def _about(self) -> QFrame:
        self.title = Words(role="strong", wrap=True)
        self.facts = Words(role="quiet", wrap=True)
        self.reason = Words(wrap=True)
        self.warned = Words(
            self.tr("That is more than it was found able to do: expect sentences that are wrong."),
            role="doubtful",
            wrap=True,
        )
        self.fit = Words(wrap=True)
        self.unknown = Words(
            self.tr("Not from a known place: nobody says what this file should be."),
            role="doubtful",
            wrap=True,
        )
        self.place = Elided(role="quiet", mode=Qt.TextElideMode.ElideMiddle)
        self.use_button = Button(self.tr("Use"), picture="check")
        self.use_button.clicked.connect(lambda: self._tell(self.use_wanted))
        self.test_button = Button(self.tr("Test"), picture="again")
        self.test_button.clicked.connect(lambda: self._tell(self.test_wanted))
        self.remove_button = Button(self.tr("Remove…"), picture="remove")
        self.remove_button.clicked.connect(lambda: self._tell(self.remove_wanted))
        self.tier = Choice()
        self.tier.setMinimumSize(210, HIT)
        self.tier.setAccessibleName(self.tr("What this model may do"))
        self.tier.view().setAccessibleName(self.tr("What this model may do"))
        self.tier.activated.connect(self._pick_tier)
        self.about = QFrame()
        self.about.setProperty("place", "calm")
        deeds = row(self.use_button, self.test_button, self.remove_button, None, self.tier)
        texts = (
            self.title,
            self.facts,
            self.reason,
            self.warned,
            self.fit,
            self.unknown,
            self.place,
        )
        self.about.setLayout(column(*texts, deeds, gap=XS, margin=M))
        layout = self.about.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, S)
        return self.about

    # -- what is shown -----------------------------------------------------

    def show_room(self, room: Room) -> None:
        kept, wanted = self.selected(), self._wanted
        self._room, self._wanted = room, None
        self.model.show_models(room.models, room.in_use)
        self._show_bad(room.skipped)
        self.hint.setVisible(room.in_use is None)
        self.select(wanted or (kept.path if kept else room.in_use))

    def clear(self) -> None:
        self._room = None
        self.model.show_rows([])
        self._show_bad(())

    def want(self, path: Path) -> None:
        """Choose the model of this file once it is shown."""
        self._wanted = path

    def select(self, path: Path | None) -> None:
        """Choose the model of this file, else the first."""
        rows = [self.at(n).path for n in range(self.sorted.rowCount())]
        if rows:
            self.table.selectRow(rows.index(path) if path in rows else 0)
        self._choose()

    def at(self, shown: int) -> Installed:
        return self.model.at(self.sorted.mapToSource(self.sorted.index(shown, NAME)).row())

    def selected(self) -> Installed | None:
        rows = self.table.selectionModel().selectedRows()
        index = self.sorted.mapToSource(rows[0]) if rows else QModelIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def focus(self) -> None:
        self.table.setFocus()

    def _show_bad(self, skipped: Sequence[Skipped]) -> None:
        self.skipped.show_rows(list(skipped))
        self.bad.setVisible(bool(skipped))
        self.bad_title.setVisible(bool(skipped))
        self.bad_title.setText(
            counted(
                len(skipped),
                self.tr("1 file was found that cannot be used"),
                self.tr("{n} files were found that cannot be used"),
            )
        )

    def _choose(self) -> None:
        one = self.selected()
        self.about.setVisible(one is not None)
        if one is None or self._room is None:
            return
        self.title.setText(one_line(one.title))
        self.facts.setText(" · ".join(self._facts(one)))
        self.reason.setText(
            self.tr("It may do: {what}. {reason}").format(what=may_do(one.tier), reason=one.reason)
        )
        self.warned.setVisible(one.tier > one.measured)
        self.fit.setText(one.fit(self._room.machine).sentence)
        self.unknown.setVisible(not one.vouched)
        self.place.setText(str(one.path))
        self.use_button.setEnabled(not self.model.is_used(one))
        self.remove_button.setEnabled(one.origin in {"downloaded", "added"})
        self._show_tiers(one)

    def _facts(self, one: Installed) -> list[str]:
        origins = {
            "embedded": self.tr("comes with Famulus"),
            "downloaded": self.tr("got here"),
            "added": self.tr("added by you"),
        }
        return [
            size(one.size),
            self.tr("{n} parameters").format(n=billions(one.parameters)),
            *([one.quantisation] if one.quantisation else []),
            self.tr("{n} tokens").format(n=number(one.context)),
            one_line(one.licence) or self.tr("licence not said"),
            origins.get(one.origin, self.tr("in {program}").format(program=one.origin)),
        ]

    def _show_tiers(self, one: Installed) -> None:
        self.tier.clear()
        self.tier.addItem(self.tr("What its test says"), None)
        for tier in range(TIERS):
            self.tier.addItem(self.tr("Always: {what}").format(what=may_do(tier)), tier)
        self.tier.setCurrentIndex(one.tier + 1 if one.chosen else 0)

    def _pick_tier(self, at: int) -> None:
        if one := self.selected():
            self.tier_wanted.emit(one, self.tier.itemData(at))

    def _tell(self, signal: SignalInstance) -> None:
        if one := self.selected():
            signal.emit(one)
