from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ui.desktop.clipped import Clipped
from ui.desktop.selection import How


def test_what_was_copied_is_taken_once_our_window_may_look(qtbot):
    QGuiApplication.clipboard().setText("what was copied")
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    clipped = Clipped()
    told: list[Any] = []
    front = clipped.front()
    assert front is not None
    clipped.take(front, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert (told[0].text, told[0].how) == ("what was copied", How.SELECTION)
    clipped.put("another", told[0], told.append)
    assert "paste" in str(told[1])
    assert QGuiApplication.clipboard().text() == "what was copied"


def test_a_window_that_does_not_come_may_not_look(qapp, qtbot, monkeypatch):
    monkeypatch.setattr("ui.desktop.clipped.PATIENCE", 0.01)
    monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: None)
    clipped = Clipped()
    told: list[Any] = []
    front = clipped.front()
    assert front is not None
    clipped.take(front, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert told[0].problem is not None
