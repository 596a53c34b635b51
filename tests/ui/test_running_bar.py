from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from assistant import egress
from tests.ui.ledger_rows import sent
from ui.itemmodels.jobs import Run
from ui.running_bar import RunningBar


def bar(qtbot, desk):
    made = RunningBar(desk)
    qtbot.addWidget(made)
    made.resize(1000, 36)
    made.show()
    return made


def test_it_tells_what_runs_and_is_quiet_otherwise(qtbot, desk, memory):
    made = bar(qtbot, desk)
    assert not made.work.isVisible()
    memory.pace, memory.files = 0.01, 500
    parent = QWidget()
    qtbot.addWidget(parent)
    desk.read_paths(parent, [Path("/a/Archive & more.mbox")])
    qtbot.waitUntil(lambda: made.far.text().endswith("left"), timeout=5000)
    assert made.title.accessibleName() == "Read Archive & more.mbox"
    assert " of 500 · " in made.far.text()

    made.pause.click()
    assert made.far.text() == "paused"
    assert made.pause.accessibleName() == "Resume"
    made.stop.click()
    qtbot.waitUntil(lambda: not made.work.isVisible())


def test_several_jobs_are_counted(qtbot, desk, memory):
    made = bar(qtbot, desk)
    memory.pace, memory.files = 0.01, 500
    parent = QWidget()
    qtbot.addWidget(parent)
    for name in ("a", "b", "c"):
        desk.read_paths(parent, [Path(name)])

    assert made.title.accessibleName() == "Read a +2"


def test_it_says_how_much_was_ever_sent(qtbot, desk, memory):
    made = bar(qtbot, desk)
    assert made.sent.text() == "0 requests ever sent"
    memory.leaving.sent = [sent(1), sent(2, b"0123456789")]
    with egress.allowed("a test"):
        made._look()

    qtbot.waitUntil(lambda: made.sent.text() == "2 requests ever sent, 31 bytes")


def test_a_click_on_what_was_sent_opens_the_ledger(qtbot, desk):
    made = bar(qtbot, desk)
    with qtbot.waitSignal(made.ledger_wanted):
        made.sent.click()


def test_a_click_opens_the_list_of_jobs(qtbot, desk):
    made = bar(qtbot, desk)
    with qtbot.waitSignal(made.jobs_wanted):
        made.title.click()


def test_what_may_not_be_stopped_offers_no_stop(qtbot, desk):
    made = bar(qtbot, desk)
    desk.runs.start(Run("Erase a source", stoppable=False))

    assert made.work.isVisible()
    assert not made.stop.isVisible()
