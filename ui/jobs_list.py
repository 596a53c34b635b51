"""The list of jobs: what runs, what ran, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget

from ui.itemmodels.jobs import JobsModel
from ui.overlay import Overlay
from ui.parts import IconButton, Words, row


class JobsList(Overlay):
    """Opened by a click on the running bar."""

    def __init__(self, window: QWidget, jobs: JobsModel) -> None:
        super().__init__(window)
        self.jobs = jobs
        self.list = QListView()
        self.list.setProperty("place", "plain")
        self.list.setAccessibleName(self.tr("Jobs"))
        self.list.setModel(jobs)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setMinimumHeight(240)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Words(self.tr("Nothing has run since the window opened."), role="quiet")
        close = IconButton("close", self.tr("Shut the list"), key="Esc")
        close.clicked.connect(self.shut)
        self.box.addLayout(row(Words(self.tr("Jobs"), role="title"), None, close))
        self.box.addWidget(self.nothing)
        self.box.addWidget(self.list)

    def take_focus(self) -> None:
        self.nothing.setVisible(self.jobs.rowCount() == 0)
        self.list.setFocus()
