"""What compares meanings: what comes with the program, or a folder; and how far it has learned."""

from __future__ import annotations

from dataclasses import Field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from memory.errors import Problem
from ui.choice import Choice
from ui.files import choose_folder
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.pages.setting import Setting
from ui.parts import Button, Words, column, row
from ui.render import one_line
from ui.theme import HIT, XS


class EncoderSetting(Setting):
    """A choice of two, or of three once a folder was chosen."""

    def __init__(self, field: Field[Any], operations: Operations) -> None:
        super().__init__(field)
        self._operations = operations
        self._folder = ""
        box = self.layout()
        assert box is not None
        box.addWidget(self._learning())
        operations.runs.moved.connect(self._moved)

    def _editor(self, _field: Field[Any]) -> QHBoxLayout:
        self.choice = Choice()
        self.choice.setMinimumSize(280, HIT)
        self.choice.activated.connect(self._picked)
        self.set_value = self._show
        self._named(self.choice)
        self.choice.view().setAccessibleName(self.choice.accessibleName())
        return row(self.choice, None)

    def _learning(self) -> QWidget:
        self.said = Words(wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("How far the texts are learned anew"))
        self.stop = Button(self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        part = QWidget()
        part.setLayout(column(self.said, self.progress, row(self.stop, None), gap=XS + 2))
        part.hide()
        self.learning = part
        return part

    def _show(self, folder: str) -> None:
        """Offer what there is to choose, this folder chosen."""
        self._folder = folder
        self.choice.clear()
        self.choice.addItem(self.tr("English (comes with the program)"), "")
        if folder:
            self.choice.addItem(one_line(Path(folder).name), folder)
            self.choice.setCurrentIndex(1)
        self.choice.addItem(self.tr("Another folder…"), None)
        self.choice.setToolTip("")

    def _picked(self, at: int) -> None:
        folder = self.choice.itemData(at)
        if folder is None:
            choose_folder(self, lambda paths: self.choose(str(paths[0]))).setWindowTitle(
                self.tr("A folder in which sentence-transformers has saved a model")
            )
            self._show(self._folder)  # until there is one
        elif folder != self._folder:
            self.choose(folder)

    def choose(self, folder: str) -> None:
        """Look at the folder and learn anew with it, or say what is wrong with it."""
        self.notice.hide()
        self.choice.setEnabled(False)
        self._operations.change_encoder(self, folder, self._done, self._refused)

    def _done(self) -> None:
        self.choice.setEnabled(True)

    def _refused(self, problem: Problem) -> None:
        self.choice.setEnabled(True)
        self._show(self._folder)
        self.notice.tell(problem)

    # -- how far it is -----------------------------------------------------

    def _moved(self) -> None:
        run = self._operations.relearning
        self.learning.setVisible(run is not None)
        if run is None:
            return
        at = run.progress
        if run.under_way and not run.paused:
            self.stop.say(self.tr("Stop"))
            self.stop.show()
            said = self.tr("All texts are being learned anew: {far}.").format(far=run.says())
            self.said.setText(f"{said} {self._meanwhile()}")
            self.progress.setVisible(at is not None and bool(at.total))
            if at is not None and at.total:
                self.progress.setValue(round(1000 * at.done / at.total))
        elif run.is_done:
            self.said.setText(self.tr("All texts are learned."))
            self.stop.hide()
            self.progress.hide()
        else:
            self.stop.say(self.tr("Go on"))
            self.stop.show()
            self.said.setText(f"{self.tr('Not all texts are learned yet.')} {self._meanwhile()}")

    def _meanwhile(self) -> str:
        return self.tr("Until then the search goes on as before.")

    def _stop(self) -> None:
        run = self._operations.relearning
        if isinstance(run, Run) and run.under_way and not run.paused:
            self._operations.pause_run(run)
        else:
            self._operations.relearn(self)
