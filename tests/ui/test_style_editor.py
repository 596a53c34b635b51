from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.voice.card import EVERYWHERE, Line, State
from tests.ui.fake_voice import LINES
from ui.style_editor import StyleEditor


@pytest.fixture
def editor(qtbot):
    made = StyleEditor()
    qtbot.addWidget(made)
    return made


def line(trait: str) -> Line:
    return next(one for one in LINES if one.trait == trait)


def test_a_form_is_typed(editor, qtbot):
    editor.open(line("greeting"))
    assert editor.field.text() == "Hi [first name]"
    assert "[first name] stands for the name" in editor.help.text()
    editor.field.setText("Hello [first name]")
    with qtbot.waitSignal(editor.saved) as saved:
        QTest.keyClick(editor.field, Qt.Key.Key_Return)

    assert saved.args == ["Hello [first name]"]


def test_how_often_is_chosen_among_sentences(editor, qtbot):
    editor.open(line("exclamation"))
    assert editor.choice.currentText() == "Seldom uses exclamation marks."
    editor.choice.setCurrentIndex(editor.choice.findData("never"))
    with qtbot.waitSignal(editor.saved) as saved:
        editor.keep.click()

    assert saved.args == ["never"]
    assert editor.field.isHidden()


def test_a_number_and_own_words_are_typed(editor):
    editor.open(line("length"))
    assert editor.field.text() == "40"
    editor.open(Line("own", EVERYWHERE, "", "Never before noon.", state=State.OWN))
    assert editor.field.text() == "Never before noon."
    editor.begin()
    assert editor.field.text() == ""
