from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSpinBox

from assistant.settings import declared
from ui.pages.settings import SettingsPage


@pytest.fixture
def page(qtbot, desk):
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.begin()
    return made


def editor(page, name, kind):
    found = page.settings[name].editor
    assert isinstance(found, kind)
    return found


def test_every_declared_setting_is_shown_with_its_sentence(page):
    assert list(page.settings) == [field.name for field in declared()]
    for field in declared():
        shown = page.settings[field.name].editor
        assert shown.accessibleName() == field.metadata["title"]
        assert shown.accessibleDescription() == field.metadata["help"]


def test_a_number_counts_once_it_rests(page, memory, qtbot):
    spin = editor(page, "passages", QSpinBox)
    for value in (9, 10, 11):
        spin.setValue(value)
    assert memory.settings.passages == 8
    qtbot.waitUntil(lambda: memory.settings.passages == 11)

    qtbot.waitUntil(lambda: page.saved.text() == "Saved")


def test_words_count_when_they_are_finished(page, memory, qtbot):
    edit = editor(page, "identity", QLineEdit)
    QTest.keyClicks(edit, "Ada")
    edit.editingFinished.emit()
    qtbot.waitUntil(lambda: memory.settings.identity == "Ada")


def test_what_cannot_be_is_said_beside_it(page, memory, qtbot):
    edit = editor(page, "model", QLineEdit)
    QTest.keyClicks(edit, "/a/notes.txt")
    edit.editingFinished.emit()
    notice = page.settings["model"].notice
    qtbot.waitUntil(notice.isVisible)

    assert "GGUF" in notice.accessibleName()
    assert memory.settings.model == ""


def test_one_setting_can_be_led_to(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_safekeeping()
    page.show_setting("identity")

    assert page.tabs.currentIndex() == 0
    assert page.settings["identity"].editor.hasFocus()
