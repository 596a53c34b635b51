"""The page of commands on a made-up memory, and one command of the user's own on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.writing_commands import WritingCommands

ASK = "Write this as a pirate. It is to {to}."


@pytest.fixture
def page(qtbot, desk):
    made = WritingCommands(desk)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def own(memory):
    return [one for one in memory.writing.the_commands if one.own]


def write(page, title="Pirate", ask=ASK, keys=""):
    page.add_button.click()
    page.form.title.setText(title)
    page.form.ask.setPlainText(ask)
    page.form.keys.setText(keys)
    QTest.keyClick(page.form.ask, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def pirate(page, memory, qtbot):
    write(page)
    qtbot.waitUntil(lambda: page.selected() is not None and page.selected().title == "Pirate")
    return page
