from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem
from memory.ledger import Broken
from tests.ui.ledger_rows import sent
from ui.pages.privacy_left import WhatLeft

MAIL = '{"messages":["Is Bülow\u202e ill?\\n[PERSON_1]"]}'.encode()


@pytest.fixture
def page(desk, memory, qtbot):
    memory.leaving.sent = [
        sent(3, MAIL),
        sent(2, b"\xff\x00raw", provider="home", mine=True, state="failed", failure="It died."),
        sent(1, None, size=12, answer=None),
    ]
    made = WhatLeft(desk)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    made.begin()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made.model.rowCount() == 3)
    return made


def cells(page, row):
    return [page.sorted.index(row, column).data() for column in range(5)]


def tab(page, at):
    page.one.tabs.setFocus()
    while page.one.tabs.currentIndex() != at:
        QTest.keyClick(page.one.tabs, Qt.Key.Key_Right)
    return page.one.text.toPlainText()


def test_every_request_has_a_row(page):
    assert cells(page, 0)[1:] == ["example", "chat", "46 bytes", "answered"]
    assert cells(page, 1)[1:] == ["home, your own server", "chat", "5 bytes", "failed"]
    assert cells(page, 2)[4] == "erased"
    assert page.sum.text() == "3 requests since the beginning, 63 bytes in all."


def test_the_chosen_one_is_shown_to_the_letter(page):
    assert "Is Bülow" in page.one.text.toPlainText()
    assert tab(page, 1).startswith('{"messages":["Is Bülow')
    assert "\\n" in tab(page, 1)  # as it stands in the bytes
    assert "Bülow\\u202e" in tab(page, 1)  # what cannot be seen is named
    assert tab(page, 2) == "No."
    assert tab(page, 3) == "[PERSON_1] stood for: person"


def test_bytes_that_are_no_text_are_shown_as_such(page):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)

    assert tab(page, 1).startswith("\\xff")
    assert "It died." in page.one.about.text()


def test_what_was_erased_says_so(page):
    page.table.setFocus()
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Down)

    assert "erased" in tab(page, 0)


def test_words_are_found(page, qtbot):
    page.field.setFocus()
    QTest.keyClicks(page.field, "messages")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    QTest.keyClicks(page.field, "x")
    qtbot.waitUntil(page.nothing.isVisible)

    assert page.nothing.text() == "Nothing that left holds these words."
    assert not page.one.isVisible()


def test_a_row_is_chosen_from_elsewhere(page, qtbot):
    page.show_row(2)
    qtbot.waitUntil(lambda: page.selected().id == 2)


def test_the_chain_is_checked(page, memory, qtbot):
    page.check_button.click()
    qtbot.waitUntil(page.whole.isVisible)
    assert page.whole_words.text().startswith("The chain holds")
    memory.leaving.broken = Broken(2, "Its bytes are other than they were.")
    page.check_button.click()
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == (
        "The chain is broken at row 2. Its bytes are other than they were."
    )
    assert not page.whole.isVisible()


def test_it_is_exported(page, memory, qtbot):
    page.export(Path("/somewhere/ledger.jsonl"))
    qtbot.waitUntil(page.whole.isVisible)

    assert memory.leaving.exported == [Path("/somewhere/ledger.jsonl")]
    assert page.whole_words.text() == "3 rows were written."


def test_an_export_that_fails_says_so(page, memory, qtbot):
    memory.leaving.problem = Problem("The disk is full.", remedy="Make room.")
    page.export(Path("/somewhere/ledger.jsonl"))
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "The disk is full. Make room."


def test_nothing_ever_left(desk, qtbot):
    made = WhatLeft(desk)
    qtbot.addWidget(made)
    made.show()
    made.begin()
    qtbot.wait(50)

    assert made.nothing.text().startswith("Nothing has ever left")
    assert not made.export_button.isEnabled()


def test_a_memory_that_is_closed_leaves_nothing(page):
    page.leave_memory()

    assert page.model.rowCount() == 0
    assert page.one.text.toPlainText() == ""
