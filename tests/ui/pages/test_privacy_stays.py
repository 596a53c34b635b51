from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from memory.errors import Problem
from memory.labels import Origin
from memory.types import ConversationId, Label, Source, Turn
from tests.ui.fakes import NOW
from ui.pages.privacy_stays import StaysHere


def known(id, name):
    return SimpleNamespace(person=SimpleNamespace(id=id, name=name))


@pytest.fixture
def page(desk, memory, qtbot):
    memory.the_sources = [Source("Mail", Path("/home/ada/mail.mbox"), False, 3, 0, NOW)]
    memory.people = SimpleNamespace(everybody=lambda: [known(1, "Ada Quill"), known(2, "Ben Oak")])
    memory.the_turns = {ConversationId(7): [Turn("user", "When does the lease end?", NOW)]}
    memory.labels.borne = {Origin("person", 1): Label.STAYS}
    made = StaysHere(desk)
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show()
    made.begin()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made.model.rowCount() == 4)
    return made


def rows(page):
    return [
        tuple(page.found.index(row, column).data() for column in range(3))
        for row in range(page.found.rowCount())
    ]


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def test_all_that_can_bear_a_label_is_listed(page):
    assert rows(page) == [
        ("Mail", "source", "–"),
        ("Ada Quill", "person", "stays here"),
        ("Ben Oak", "person", "–"),
        ("When does the lease end?", "conversation", "–"),
    ]


def test_a_label_is_put_on_by_key_and_undone(page, memory, qtbot):
    page.table.setFocus()
    page.table.selectRow(2)
    press(Qt.Key.Key_S)
    qtbot.waitUntil(lambda: rows(page)[2][2] == "stays here")
    assert page.told_words.text() == "“stays here”: person “Ben Oak”"
    assert page.selected().name == "Ben Oak"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(page)[2][2] == "–")

    assert page.told_words.text() == "Undone."


def test_a_label_is_taken_off(page, memory, qtbot):
    page.table.setFocus()
    page.table.selectRow(1)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(page)[1][2] == "–")


def test_by_button_too_and_not_twice(page, qtbot):
    page.table.selectRow(0)
    page.buttons["may leave"].click()
    qtbot.waitUntil(lambda: rows(page)[0][2] == "may leave")

    assert not page.buttons["may leave"].isEnabled()


def test_it_is_found_by_name_and_sort(page, qtbot):
    page.field.setFocus()
    QTest.keyClicks(page.field, "oak")
    assert [name for name, _, _ in rows(page)] == ["Ben Oak"]
    page.field.clear()
    page.what._pick("labelled")
    assert [name for name, _, _ in rows(page)] == ["Ada Quill"]
    page.what._pick("conversation")
    assert len(rows(page)) == 1
    QTest.keyClicks(page.field, "xyz")

    assert page.nothing.text() == "Nothing is called so."
    assert not page.table.isVisible()


def test_strictest_comes_first_when_sorted_by_label(page):
    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    assert rows(page)[0][0] == "Ada Quill"


def test_a_failure_is_said(page, memory, qtbot):
    memory.labels.problem = Problem("There is no such person.", remedy="Look again.")
    page.table.selectRow(2)
    page.buttons["stays here"].click()
    qtbot.waitUntil(page.notice.isVisible)


def test_a_memory_that_is_closed_leaves_no_names(page):
    page.leave_memory()

    assert page.model.rowCount() == 0
