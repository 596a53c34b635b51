from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.writing.commands import Command
from tests.ui.fake_writing import BEFORE, COMMANDS
from ui.popup_commands import PopupCommands

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot):
    made = PopupCommands()
    qtbot.addWidget(made)
    made.show_commands(COMMANDS)
    made.begin(BEFORE, "")
    made.resize(500, 500)
    made.show()
    return made


@pytest.fixture
def told(view):
    heard: list[tuple[str, str]] = []
    view.wanted.connect(lambda command, words: heard.append((command.id, words)))
    return heard


def names(view):
    return [verb.name for verb in view.model.verbs]


def test_every_command_is_there_with_its_letter(view):
    assert names(view) == [one.title for one in COMMANDS[:-1]]
    assert [verb.key for verb in view.model.verbs[:3]] == ["Alt+R", "Alt+S", "Alt+L"]


def test_typing_filters_and_offers_what_was_typed(view, told):
    view.field.setText("sho")
    assert names(view) == ["Shorten", "“sho”"]
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert told == [("shorten", "")]


def test_an_instruction_is_taken_as_it_was_written(view, told):
    view.field.setText("say that I am ill")
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert told == [("instruct", "say that I am ill")]


def test_a_letter_brings_its_command_to_the_top(view, told):
    view.field.setText("l")
    assert names(view)[0] == "Lengthen"


def test_alt_and_the_letter_do_it_at_once(view, told):
    QTest.keyClick(view.field, Qt.Key.Key_S, ALT)
    QTest.keyClick(view.to, Qt.Key.Key_C, ALT)
    QTest.keyClick(view.field, Qt.Key.Key_Z, ALT)

    assert [words[0] for words in told] == ["shorten", "correct"]


def test_a_command_of_ones_own_has_keys_of_its_own(view, told):
    own = Command("council", "For the council", "Ctrl+Alt+G", own=True)
    view.show_commands([*COMMANDS, own])
    assert view.model.verbs[-1].key == "Ctrl+Alt+G"
    QTest.keyClick(view.field, Qt.Key.Key_G, ALT | Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert told == [("council", "")]


@pytest.fixture
def short(view):
    """The short forms that were to be written out."""
    heard: list[str] = []
    view.short.connect(heard.append)
    return heard


def test_one_marked_word_may_be_written_out_before_all_else(view, told, short):
    assert "Write it out" not in names(view)
    view.show_text(" iwbhb7\n", "")
    assert (view.model.verbs[0].name, view.model.verbs[0].key) == ("Write it out", "Ctrl+Space")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    QTest.keyClick(view.field, Qt.Key.Key_Space, CONTROL)
    view.field.setText("write i")
    assert names(view)[0] == "Write it out"
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert short == [" iwbhb7\n"] * 3
    assert told == []


@pytest.mark.parametrize("text", ["two words", "a", "x" * 32])
def test_what_is_no_short_form_is_not_written_out(view, short, text):
    view.show_text(text, "")
    QTest.keyClick(view.field, Qt.Key.Key_Space, CONTROL)

    assert "Write it out" not in names(view)
    assert short == []


def test_what_alone_was_typed_may_be_written_out_where_nothing_is_marked(view, told, short):
    view.show_text("", "")
    view.field.setText("iwbh")
    assert names(view) == ["“iwbh”", "Write “iwbh” out"]
    QTest.keyClick(view.field, Qt.Key.Key_Space, CONTROL)
    view.field.setText("iwbhb7")
    assert names(view) == ["Write “iwbhb7” out", "“iwbhb7”"]
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    view.field.setText(";sig ")
    assert names(view) == ["Write “;sig” out", "“;sig”"]
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    view.field.setText("decline politely")
    assert names(view) == ["“decline politely”"]

    assert short == ["iwbh", "iwbhb7", ";sig"]
    assert told == []


def test_a_word_of_an_instruction_or_of_an_answer_is_the_fields(view, short):
    view.show_text("iwbhb7", "")
    view.field.setText("say it as")
    QTest.keyClick(view.field, Qt.Key.Key_Space, CONTROL)
    view.field.setText("Transl")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    assert view.is_asking
    QTest.keyClick(view.field, Qt.Key.Key_Space, CONTROL)

    assert short == []


def test_the_arrows_walk_and_come_round(view, told):
    QTest.keyClick(view.field, Qt.Key.Key_Up)
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    QTest.keyClick(view.field, Qt.Key.Key_Down)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert [words[0] for words in told] == ["write", "rewrite"]


def test_a_command_asks_for_what_it_needs(view, told):
    view.field.setText("Transl")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    assert view.is_asking
    assert view.field.placeholderText() == "Into which language?"
    assert view.field.accessibleName() == "Into which language?"
    assert "German" in names(view)
    view.field.setText("Por")
    assert names(view) == ["“Por”"]
    view.field.setText("germ")
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert told == [("translate", "German")]


def test_what_it_asked_for_can_be_left(view):
    view.field.setText("Transl")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    view.go_back()

    assert not view.is_asking
    assert names(view)[0] == "Rewrite"


def test_who_it_is_to_is_guessed_and_can_be_given(view):
    view.show_people(["Ana Souza", "Bo Ek"])
    assert view.to.text() == ""
    view.begin("Hi Ana, no.", "")
    assert view.to.text() == "Ana Souza"
    view.to.setText("Bo")
    view.show_text("Hi Ana, yes.", "")

    assert view.to.text() == "Bo"
    assert view.to.completer().completionCount() >= 0
    view.to.completer().setCompletionPrefix("ek")
    assert view.to.completer().currentCompletion() == "Bo Ek"


def test_before_the_commands_are_there_it_says_so(qtbot):
    view = PopupCommands()
    qtbot.addWidget(view)
    view.begin(None, "")
    view.show()

    assert view.nothing.isVisible()
    assert view.list.isHidden()
    assert view.about.text() == "Looking at what is selected …"


def test_without_a_text_there_is_only_the_instruction(view, told):
    view.begin("", "")
    QTest.keyClick(view.field, Qt.Key.Key_S, ALT)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert told == []
    assert view.list.isHidden()
    assert view.hint.text() == "Enter writes it, Esc closes"


def test_many_commands_scroll(view):
    before = view.list.height()
    view.show_commands([Command(f"own{n}", f"My command {n}") for n in range(40)])

    assert view.list.height() == before
    view.show_commands([])
    assert view.list.isHidden()


def test_nothing_is_held_once_it_is_cleared(view):
    view.show_people(["Ana Souza"])
    view.clear()

    assert names(view) == []
    assert view.to.text() == ""
    assert "monday" not in view.about.text()
