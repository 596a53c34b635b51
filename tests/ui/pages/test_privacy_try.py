from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem
from ui.pages.privacy_try import TryIt


@pytest.fixture
def bench(desk, shown):
    return shown(TryIt(desk))


def write(bench, qtbot, text):
    bench.sides.left.selectAll()
    QTest.keyClicks(bench.sides.left, text)
    qtbot.waitUntil(lambda: bench.sides.is_settled)


def test_what_is_typed_is_shown_as_it_would_leave(bench, memory, qtbot):
    write(bench, qtbot, "I am Ada Quill, write to ada@quill.org.")

    assert bench.sides.right.words == "I am [PERSON_1], write to [EMAIL_1]."
    assert bench.meter.said.text().startswith("Not audited")
    assert len(memory.privacy.asked) == 1  # not for every key


def test_what_leaves_is_only_read_here(bench):
    assert bench.sides.right.isReadOnly()


def test_the_purpose_counts(bench, memory, qtbot):
    write(bench, qtbot, "Ada came.")
    bench.purpose._pick("translation")
    qtbot.waitUntil(lambda: len(memory.privacy.asked) == 2)

    assert memory.privacy.asked[-1] == ("Ada came.", "translation")


def test_a_rule_is_made_of_a_mark_and_undone(bench, memory, qtbot):
    write(bench, qtbot, "I am Ada Quill.")
    bench.sides.focus()
    QTest.keyClicks(bench.sides.table, "a")
    qtbot.waitUntil(lambda: bench.sides.right.words == "I am Ada Quill.")
    assert memory.privacy.sentences == ["“Ada Quill” may leave"]
    assert bench.said.text() == "New rule: “Ada Quill” may leave"
    QTest.keyClick(bench.undo_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.sides.right.words == "I am [PERSON_1].")

    assert memory.privacy.sentences == []


def test_words_that_were_missed_are_hidden_by_a_rule(bench, memory, qtbot):
    write(bench, qtbot, "The heron is at home.")
    bench.sides.left.find("home", bench.sides.left.document().FindFlag.FindBackward)
    bench.sides.buttons[next(d for d in bench.sides.buttons if d.value == "N")].click()
    qtbot.waitUntil(lambda: memory.privacy.sentences == ["Never “home”"])


def test_what_is_blocked_says_why(bench, memory, qtbot):
    memory.privacy.sentences = ["ask me before names leave"]
    write(bench, qtbot, "I am Ada Quill.")

    assert bench.notice.accessibleName().startswith("Your rule asks you first")
    assert bench.sides.right.words == ""


def test_a_failure_is_said(bench, memory, qtbot):
    memory.privacy.problem = Problem("The disk is full.", remedy="Make room.")
    bench.sides.left.setPlainText("Ada")
    qtbot.waitUntil(bench.notice.isVisible)

    assert bench.notice.accessibleName() == "The disk is full. Make room."


def test_an_emptied_box_can_be_undone(bench, qtbot):
    write(bench, qtbot, "I am Ada Quill.")
    bench.sides.left.selectAll()
    QTest.keyClick(bench.sides.left, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bench.sides.right.words == "")
    QTest.keyClick(bench.sides.left, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert bench.sides.left.words == "I am Ada Quill."


def test_a_memory_that_is_closed_leaves_no_words(bench, qtbot):
    write(bench, qtbot, "I am Ada Quill.")
    bench.leave_memory()

    assert bench.sides.left.words == bench.sides.right.words == ""
    assert not bench.sides.left.document().isUndoAvailable()
