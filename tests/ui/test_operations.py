from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from shiboken6 import delete

from assistant.jobs import Lane, State
from memory.errors import Problem
from memory.progress import Progress
from memory.types import Changes, Topic
from ui.itemmodels.jobs import Run
from ui.operations import UNUSED


def boxes():
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()
    ]


def test_a_change_is_heard_by_the_views(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    conversation = memory.start_conversation()
    desk.forget_conversation(parent, conversation)
    qtbot.waitUntil(lambda: len(heard) == 1)

    assert heard[0].topics == {Topic.CONVERSATIONS}
    assert memory.the_turns == {}


def test_what_was_read_is_told_to_the_views_when_it_ends(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    heard: list[Any] = []
    desk.changed.connect(lambda changes: heard.append(changes.topics))
    desk.read.connect(lambda report: heard.append(report.added))
    desk.read_paths(parent, [Path("/a/b.mbox")])
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert heard == [{Topic.SOURCES, Topic.DOCUMENTS}, 3]
    assert memory.read_paths == [Path("/a/b.mbox")]


def test_news_for_a_closed_widget_is_dropped(desk, qtbot):
    widget = QWidget()
    seen: list[int] = []

    def work():
        yield 1
        return 2

    job = desk.run(
        widget, Run("Work"), work(), Lane.ENGINE, on_step=seen.append, on_done=seen.append
    )
    delete(widget)
    qtbot.waitUntil(lambda: job.state is State.DONE)

    assert seen == []


def test_a_failure_is_shown_even_when_its_widget_is_gone(desk, qtbot):
    widget = QWidget()

    def deed():
        raise Problem("The disk is full.")

    desk.edit(widget, deed)
    delete(widget)
    qtbot.waitUntil(lambda: [b.text() for b in boxes()] == ["The disk is full."])
    for box in boxes():
        box.close()
        box.deleteLater()


def test_a_bug_is_shown_in_the_box_and_never_told_as_a_problem(desk, qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    told: list[Problem] = []

    def deed():
        raise KeyError("dear Ada")

    desk.edit(widget, deed, on_problem=told.append)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    shown = boxes()[0].text()
    boxes()[0].close()

    assert "inside the program" in shown
    assert told == []


def test_a_paused_reading_goes_on_from_the_list_of_jobs(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    memory.pace, memory.files = 0.02, 1000
    desk.read_paths(parent, [Path("/a")])
    run = desk.runs.runs[0]
    qtbot.waitUntil(lambda: run.progress is not None)
    desk.pause_run(run)
    qtbot.waitUntil(lambda: run.state is State.CANCELLED)
    assert run.paused
    assert memory.read_paths == []

    memory.pace, memory.files = 0.0, 2
    desk.resume_run(run)
    qtbot.waitUntil(lambda: memory.read_paths == [Path("/a")])
    assert not run.under_way


def test_a_stopped_job_ends_as_stopped(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    memory.pace, memory.files = 0.02, 1000
    desk.read_paths(parent, [Path("/a")])
    run = desk.runs.runs[0]
    desk.stop_run(run)
    qtbot.waitUntil(lambda: run.state is State.CANCELLED)

    assert not run.under_way
    assert desk.runs.in_bar() == []


def test_no_job_carries_a_name_into_the_log(desk, memory, qtbot, caplog):
    parent = QWidget()
    qtbot.addWidget(parent)

    def broken():
        yield Progress(0)
        raise Problem("No.")

    with caplog.at_level("DEBUG"):
        desk.run(parent, Run("Read secret.mbox"), broken(), Lane.INGEST)
        qtbot.waitUntil(lambda: len(boxes()) == 1)
    boxes()[0].close()

    assert "secret" not in caplog.text
    assert "secret" not in repr(desk.runs.runs[0])


def test_what_gives_something_back_tells_its_author_first_and_then_every_view(desk, qtbot):
    parent = QWidget()
    heard: list[Any] = []
    desk.changed.connect(heard.append)
    changes = Changes("Edit", frozenset({Topic.CLAIMS}))
    desk.put(parent, lambda: 7, changes, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [7, changes]

    desk.put(parent, lambda: 8, changes, heard.append)
    delete(parent)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[2] == changes


def test_what_gives_something_back_and_changes_nothing_is_no_news(desk, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    heard: list[Any] = []
    desk.changed.connect(heard.append)
    desk.put(parent, lambda: 7, None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [7]


def test_what_is_not_needed_is_given_back_while_the_window_is_open(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    desk.warm(parent)
    assert desk._clock.isActive()
    desk._clock.timeout.emit()
    qtbot.waitUntil(lambda: memory.rested == [UNUSED])

    desk.open = None
    desk._clock.timeout.emit()
    assert memory.rested == [UNUSED]
