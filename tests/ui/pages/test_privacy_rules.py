from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.pages.privacy_rules import YourRules

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk, shown):
    return shown(YourRules(desk))


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def keep(page, qtbot, sentence):
    count = len(page.model.rows)
    QTest.keyClicks(page.field, sentence)
    qtbot.waitUntil(page.keep_button.isEnabled)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.model.rows) == count + 1)


def test_a_sentence_is_kept_after_it_was_said_how_it_is_understood(page, memory, qtbot):
    QTest.keyClicks(page.field, "never my health")
    press(Qt.Key.Key_Return)
    assert memory.privacy.sentences == []  # not before that
    qtbot.waitUntil(page.keep_button.isEnabled)
    assert page.meaning.text().startswith("Understood as: health: never leave")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert memory.privacy.sentences == ["never my health"]
    assert page.field.text() == ""
    assert [page.model.index(0, n).data() for n in range(2)] == [
        "never my health",
        "health: never leave, nor the sentence they stand in",
    ]


def test_an_unclear_sentence_says_what_is_missing_and_is_not_kept(page, memory, qtbot):
    QTest.keyClicks(page.field, "be careful")
    qtbot.waitUntil(page.doubt.isVisible)
    press(Qt.Key.Key_Return)

    assert "not clear" in page.doubt.text()
    assert memory.privacy.sentences == []


def test_an_example_is_taken_into_the_field(page, qtbot):
    button = page.examples.layout().itemAt(1).widget()
    button.click()
    qtbot.waitUntil(page.keep_button.isEnabled)

    assert page.field.text() == "my employer may be named to nobody"
    assert page.field.hasFocus()


def test_a_rule_is_removed_by_key_and_that_is_undone(page, memory, qtbot):
    keep(page, qtbot, "never my health")
    page.table.setFocus()
    page.table.selectRow(0)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.said.text() == "Removed: never my health"
    page.undo_button.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert memory.privacy.sentences == ["never my health"]


def test_what_was_kept_is_undone_by_key(page, memory, qtbot):
    keep(page, qtbot, "never my health")
    page.table.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)

    assert memory.privacy.sentences == []


def test_enter_takes_a_rule_into_the_field(page, qtbot):
    keep(page, qtbot, "never my health")
    page.table.setFocus()
    page.table.selectRow(0)
    press(Qt.Key.Key_Return)

    assert page.field.text() == "never my health"


def test_a_rule_made_elsewhere_is_shown(page, desk, memory, qtbot):
    memory.privacy.sentences = ["“Ben” may leave"]
    desk.edit(page, lambda: memory.change_settings())
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_memory_that_is_closed_leaves_no_rule(page, qtbot):
    keep(page, qtbot, "never my health")
    page.leave_memory()

    assert page.model.rowCount() == 0
    assert not page.told.isVisible()


def test_what_nobody_confirmed_waits_and_is_confirmed(page, desk, memory, qtbot):
    memory.privacy.sentences = ["“Ben” may leave"]
    memory.privacy.drafts = {"“Ben” may leave"}
    page.begin()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.index(0, 1).data().startswith("not confirmed: ")
    page.table.selectRow(0)
    page.confirm_button.click()
    qtbot.waitUntil(lambda: not page.model.index(0, 1).data().startswith("not"))

    assert not page.confirm_button.isVisible()


def test_it_says_what_is_done_without_a_rule(page, qtbot):
    qtbot.waitUntil(lambda: "Names leave as placeholders." in page.default.text())
