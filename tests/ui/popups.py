"""The popup, opened on a text, and hands that press keys in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.fake_writing import BEFORE
from ui import theme
from ui.writing_popup import WritingPopup

HERE = QPoint(100, 100)


@pytest.fixture
def popup(qtbot, qapp, desk):
    theme.wear(qapp, theme.LIGHT)
    made = WritingPopup(desk)
    qtbot.addWidget(made)
    made.begin()
    qtbot.waitUntil(lambda: bool(made.commands.model.verbs))
    return made


@pytest.fixture
def told(popup):
    """What the popup told, in order."""
    heard: list[str] = []
    popup.accepted.connect(lambda text: heard.append(text))
    popup.left.connect(lambda: heard.append("left"))
    return heard


def focus():
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys, held=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(focus(), key, held)


def write(text):
    QTest.keyClicks(focus(), text)


def opened(popup, qtbot, text=BEFORE, **how):
    popup.open(text, place=HERE, **how)
    popup.activateWindow()
    qtbot.waitUntil(popup.commands.field.hasFocus)


def run(popup, qtbot, command="Correct", **how):
    opened(popup, qtbot, **how)
    write(command)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.result.is_done)
