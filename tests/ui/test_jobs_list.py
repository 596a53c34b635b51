from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.itemmodels.jobs import JobsModel, Run
from ui.jobs_list import JobsList


def test_it_says_when_nothing_has_run(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    model = JobsModel()
    jobs = JobsList(window, model)
    jobs.open()
    assert not jobs.nothing.isHidden()

    jobs.shut()
    model.start(Run("Read"))
    jobs.open()
    assert jobs.nothing.isHidden()
