from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.snippets import Snippet
from ui.pages.writing_snippet_form import SnippetForm, blanks

SIG = Snippet(";sig", "Best,\nAda", 3)


@pytest.fixture
def form(qtbot):
    made = SnippetForm()
    qtbot.addWidget(made)
    made.show_snippet(SIG)
    made.show()
    return made


@pytest.fixture
def told(form):
    heard: list[tuple[str, ...]] = []
    form.kept.connect(lambda *words: heard.append(words))
    form.removed.connect(lambda name: heard.append(("removed", name)))
    form.left.connect(lambda: heard.append(("left",)))
    return heard


def test_what_is_kept_can_only_be_removed(form, told):
    assert not form.is_writing
    assert not form.save.isEnabled()
    assert form.cancel.isHidden()
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    form.remove.click()

    assert told == [("removed", ";sig")]


def test_a_change_is_told_with_the_name_before(form, told):
    form.name.setText(" ;bye ")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert form.is_writing
    form.settle()

    assert told == [(";bye", "Best,\nAda", ";sig")]
    assert form.called == ";bye"
    assert not form.is_writing


def test_enter_in_the_text_is_a_line_and_with_ctrl_it_saves(form, told):
    form.text.moveCursor(form.text.textCursor().MoveOperation.End)
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    assert told == []
    QTest.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert told == [(";sig", "Best,\nAda\n", ";sig")]


def test_a_new_one_needs_a_name_and_words(form, told):
    form.begin_new()
    assert form.is_writing
    assert form.remove.isHidden()
    form.name.setText(";new")
    form.text.setPlainText("  \n")
    assert not form.save.isEnabled()
    form.text.setPlainText("Text")
    form.save.click()
    QTest.keyClick(form.text, Qt.Key.Key_Escape)

    assert told == [(";new", "Text", ""), ("left",)]


def test_cleared_it_holds_nothing(form):
    form.begin_new()
    form.name.setText(";new")
    form.clear()

    assert form.name.text() == form.text.toPlainText() == form.called == ""
    assert not form.is_writing


def test_the_blanks_are_those_that_are_filled():
    assert set(blanks()) == {"{date}", "{time}", "{name}"}
