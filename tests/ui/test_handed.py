from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from memory.errors import Problem
from ui.handed import Handed

WHY = Problem("The window is no longer there.", remedy="Copy the text.")


def test_the_text_is_copied_by_a_key_and_shut_by_another(qtbot):
    handed = Handed("the text\nof two lines", WHY)
    handed.show()
    handed.activateWindow()
    qtbot.waitUntil(handed.copy_button.hasFocus)
    QTest.keyClick(handed.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "the text\nof two lines"
    assert handed.copied.text() == "Copied"
    with qtbot.waitSignal(handed.destroyed):
        QTest.keyClick(handed, Qt.Key.Key_Escape)


def test_why_is_said_and_the_title_tells_nobody(qtbot):
    handed = Handed("the text", WHY)
    qtbot.addWidget(handed)

    assert handed.why.text() == str(WHY)
    assert handed.remedy.text() == WHY.remedy
    assert handed.windowTitle() == "Famulus"
    assert WHY.remedy in handed.accessibleName()
