from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from ui.pages.writing_desktop import InOtherPrograms


@pytest.fixture
def section(qtbot, desk):
    made = InOtherPrograms(desk)
    qtbot.addWidget(made)
    made.show()
    made.begin()
    assert made.reach is not None
    assert made.reach.popup is not None
    qtbot.addWidget(made.reach.popup)
    qtbot.waitUntil(lambda: made.found.count() > 0)
    return made


def test_another_key_is_kept(section, memory, qtbot):
    section.key.setKeySequence(QKeySequence("Ctrl+Alt+W"))
    section.key.editingFinished.emit()
    qtbot.waitUntil(lambda: memory.settings.shortcut == "Ctrl+Alt+W")
    section.none_button.click()
    qtbot.waitUntil(lambda: memory.settings.shortcut == "")
    qtbot.waitUntil(lambda: section.key.keySequence().isEmpty())


def test_a_key_that_writes_is_refused_and_the_one_before_stays(section, memory, qtbot):
    before = memory.settings.shortcut
    section.key.setKeySequence(QKeySequence("Shift+W"))
    section.key.editingFinished.emit()

    assert section.notice.isVisible()
    assert section.key.keySequence().toString() == before
    assert memory.settings.shortcut == before


def test_the_tray_is_chosen(section, memory, qtbot):
    section.tray.click()
    qtbot.waitUntil(lambda: memory.settings.tray)


def test_it_can_be_tried_where_it_stands(section, qtbot, memory):
    section.window().activateWindow()
    section.try_button.click()
    popup = section.reach.popup
    qtbot.waitUntil(popup.isVisible)
    text = section.box.toPlainText()
    assert text[:20] in popup.commands.about.text()
    popup.accepted.emit("These words are right now.")
    assert section.box.toPlainText() == "These words are right now."
    section.box.undo()
    assert section.box.toPlainText() == text


def test_each_check_is_a_mark_a_word_and_a_sentence(section):
    words = {label.text() for label in section.findChildren(QLabel)}

    assert {"Desktop", "Key", "Command", "Reading", "Pasting", "Tray", "At the start"} <= words
    assert {"yes", "no"} <= words
