from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.parts import (
    Button,
    Check,
    Elided,
    Empty,
    IconButton,
    Notice,
    Sentence,
    Words,
    empty_out,
    scrolled,
)
from ui.theme import HIT


def test_words_are_never_rich(qtbot):
    words = Words("<b>bold</b>\u202e")
    qtbot.addWidget(words)

    assert words.textFormat() is Qt.TextFormat.PlainText
    assert words.text() == "<b>bold</b>"


def test_a_long_line_is_cut_and_told_when_pointed_at(qtbot):
    line = Elided("A very long name <of> a folder " * 5)
    qtbot.addWidget(line)
    line.resize(80, 20)
    line.show()
    line.grab()
    assert "&lt;of&gt;" in line.toolTip()

    line.setText("short")
    assert line.toolTip() == ""


def test_what_is_clicked_is_large_enough(qtbot):
    for widget in (Button("Go"), IconButton("copy", "Copy"), Check("On"), Sentence("Ask this")):
        qtbot.addWidget(widget)
        widget.show()

        assert widget.height() >= HIT
        assert widget.width() >= HIT
        assert widget.accessibleName()


def test_an_ampersand_is_an_ampersand(qtbot):
    button = Button("Strand & Sons")
    qtbot.addWidget(button)

    assert button.text() == "Strand && Sons"
    assert button.accessibleName() == "Strand & Sons"


def test_a_choice_is_made_anywhere_on_it(qtbot):
    check = Check("I have written it down")
    qtbot.addWidget(check)
    check.show()
    check.setFocus()
    check.grab()
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())

    assert check.isChecked()
    check.grab()


def test_a_notice_says_what_and_what_to_do(qtbot):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.tell(Problem("The disk is full.", remedy="Free some space."), "Try again")
    with qtbot.waitSignal(notice.acted):
        notice.button.click()

    assert notice.accessibleName() == "The disk is full. Free some space."
    notice.tell(Problem("Gone."))
    assert not notice.button.isVisible()


def test_an_empty_page_has_one_button(qtbot):
    empty = Empty("sources", "Nothing yet", "A long sentence " * 10, "Add")
    qtbot.addWidget(empty)
    empty.resize(600, 400)
    empty.show()
    with qtbot.waitSignal(empty.acted):
        empty.button.click()

    assert empty.sentence.height() > 2 * empty.fontMetrics().height()


def test_a_sentence_grows_with_its_words(qtbot):
    sentence = Sentence("What was said about the boiler? " * 6)
    qtbot.addWidget(sentence)

    assert sentence.heightForWidth(200) > sentence.heightForWidth(600)


def test_a_layout_is_emptied(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    box.addWidget(QLabel("a"))
    box.addStretch(1)
    empty_out(box)

    assert box.count() == 0


def test_what_is_scrolled_takes_no_focus_of_its_own(qtbot):
    first, second = QPushButton("a"), QPushButton("b")
    area = scrolled("Both", first, second)
    qtbot.addWidget(area)
    area.resize(200, 30)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)

    assert second.hasFocus()
    assert area.accessibleName() == "Both"
    assert area.verticalScrollBar().maximum() > 0
