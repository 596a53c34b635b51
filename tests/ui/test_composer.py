from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.composer import LINES, Composer


def composer(qtbot):
    made = Composer()
    qtbot.addWidget(made)
    made.resize(400, 50)
    made.show()
    return made


def test_enter_asks_and_shift_enter_makes_a_line(qtbot):
    made = composer(qtbot)
    asked: list[str] = []
    made.asked.connect(asked.append)
    QTest.keyClicks(made.field, "When")
    QTest.keyClick(made.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(made.field, "ends it?")
    assert asked == []

    QTest.keyClick(made.field, Qt.Key.Key_Return)
    assert asked == ["When\nends it?"]
    assert made.field.toPlainText() == ""


def test_nothing_is_not_asked(qtbot):
    made = composer(qtbot)
    with qtbot.assertNotEmitted(made.asked):
        made.field.setPlainText("  \n ")
        QTest.keyClick(made.field, Qt.Key.Key_Return)

    assert not made.button.isEnabled()


def test_before_the_memory_is_open_one_can_write_and_not_ask(qtbot):
    made = composer(qtbot)
    made.set_ready(False)
    made.field.setPlainText("When?")
    with qtbot.assertNotEmitted(made.asked):
        QTest.keyClick(made.field, Qt.Key.Key_Return)

    assert made.field.toPlainText() == "When?"
    made.set_ready(True)
    assert made.button.isEnabled()


def test_the_button_stops_while_an_answer_comes(qtbot):
    made = composer(qtbot)
    made.set_busy(True)
    with qtbot.waitSignal(made.stopped):
        made.button.click()

    assert made.button.accessibleName() == "Stop"


def test_it_grows_with_its_lines_and_not_for_ever(qtbot):
    made = composer(qtbot)
    one = made.field.height()
    made.field.setPlainText("a\nb\nc")
    three = made.field.height()
    made.field.setPlainText("a\n" * 10_000)

    assert one < three < made.field.height() < (LINES + 2) * made.field.fontMetrics().lineSpacing()


def test_ten_thousand_words_fit(qtbot):
    made = composer(qtbot)
    asked: list[str] = []
    made.asked.connect(asked.append)
    made.field.setPlainText("word " * 10_000)
    made.button.click()

    assert len(asked[0].split()) == 10_000
