from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from assistant.settings import declared
from ui.pages.setting import Setting


def test_words_are_told_once_and_only_when_they_were_changed(qtbot):
    setting = Setting(next(f for f in declared() if f.name == "identity"))
    qtbot.addWidget(setting)
    heard: list[object] = []
    setting.changed.connect(lambda name, value: heard.append((name, value)))
    assert isinstance(setting.editor, QLineEdit)
    setting.editor.editingFinished.emit()
    QTest.keyClicks(setting.editor, " Ada ")
    setting.editor.editingFinished.emit()
    setting.editor.editingFinished.emit()

    assert heard == [("identity", "Ada")]
