from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assistant.jobs import JobRunner
from tests.ui.fakes import FakeAssistant
from ui.bridge import MainThread
from ui.opening import Opening


@pytest.fixture
def opening(qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    main = MainThread(parent)
    runner = JobRunner(main.post)
    yield Opening(parent, runner, tmp_path / "memory", cast("Any", lambda: FakeAssistant))
    runner.close()
    FakeAssistant.homes.clear()


def test_where_there_is_no_memory_nothing_is_made(opening, qtbot, tmp_path):
    with qtbot.waitSignal(opening.new) as heard:
        opening.look()

    assert "keyring" in heard.args[0]
    assert not (tmp_path / "memory").exists()


def test_it_opens_what_is_there(opening, qtbot, tmp_path):
    FakeAssistant.homes[tmp_path / "memory"] = ""
    with qtbot.waitSignal(opening.opened) as heard:
        opening.look()

    assert heard.args[0].home == tmp_path / "memory"


def test_a_wrong_key_is_told(opening, qtbot, tmp_path):
    FakeAssistant.homes[tmp_path / "memory"] = "right"
    with qtbot.waitSignal(opening.refused):
        opening.look()
    with qtbot.waitSignal(opening.refused):
        opening.open("wrong")
    with qtbot.waitSignal(opening.opened):
        opening.open("right")


def test_a_bug_on_the_way_is_shown(opening, qtbot, monkeypatch):
    def broken(home):
        raise KeyError("x")

    monkeypatch.setattr(FakeAssistant, "is_new", broken)
    opening.look()

    def boxes():
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, QMessageBox) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(boxes()))
    boxes()[0].close()
