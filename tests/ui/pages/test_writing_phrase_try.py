from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.fake_shorthand import HOME
from ui.pages.writing_phrase_try import PhraseTry


@pytest.fixture
def trial(qtbot, desk):
    made = PhraseTry(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    return made


def offered(trial, qtbot):
    candidates = trial.expanding.candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() > 0)
    return candidates


def test_the_key_and_the_button_do_the_same_and_nothing_is_learned(trial, qtbot, memory):
    assert not trial.button.isEnabled()
    QTest.keyClicks(trial.field, "iwbhb7")
    QTest.keyClick(trial.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(offered(trial, qtbot).list, Qt.Key.Key_Escape)
    trial.button.click()
    QTest.keyClick(offered(trial, qtbot).list, Qt.Key.Key_1)
    qtbot.wait(50)

    assert trial.field.toPlainText() == HOME
    assert memory.shorthand.learned() == []


def test_who_begins_to_type_finds_all_ready(trial, qtbot, memory):
    QTest.keyClicks(trial.field, "iw")
    qtbot.waitUntil(lambda: memory.shorthand.warmed == [("", "")])
    trial.clear()
    QTest.keyClicks(trial.field, "s")

    qtbot.waitUntil(lambda: memory.shorthand.warmed == [("", "")] * 2)


def test_cleared_it_holds_nothing_and_offers_nothing(trial, qtbot):
    QTest.keyClicks(trial.field, "iwbhb7")
    trial.button.click()
    candidates = offered(trial, qtbot)
    trial.clear()

    assert trial.field.toPlainText() == ""
    assert candidates.isHidden()
