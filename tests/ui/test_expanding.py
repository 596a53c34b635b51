"""Ctrl+Space in a field of ours: what is offered, what the keys do, and that it is one step."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.snippets import Snippet
from tests.ui.fake_shorthand import HOME, OFFERED
from ui.expanding import Expanding

CONTROL = Qt.KeyboardModifier.ControlModifier
BEFORE = "See 👋 you.\nI know: "


class Desk:
    """A field with shorthand on it, and the hands."""

    def __init__(self, qtbot: Any, field: Any, operations: Any, **how: Any) -> None:
        self.qtbot, self.field = qtbot, field
        self.expanding = Expanding(field, operations, **how)
        self.popup = self.expanding.candidates

    @property
    def text(self) -> str:
        field = self.field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def ask(self, typed: str = "iwbhb7") -> None:
        if typed:
            QTest.keyClicks(self.field, typed)
        QTest.keyClick(self.field, Qt.Key.Key_Space, CONTROL)

    def offer(self, typed: str = "iwbhb7") -> None:
        self.ask(typed)
        self.qtbot.waitUntil(lambda: self.popup.model.rowCount() > 0)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.popup.list, key)

    def rows(self) -> list[str]:
        model = self.popup.model
        return [model.index(n).data() for n in range(model.rowCount())]


def window(qtbot, field):
    """Show a field in a window of its own."""
    made = QWidget()
    QVBoxLayout(made).addWidget(field)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    field.setFocus()
    return made


@pytest.fixture(params=[QPlainTextEdit, QLineEdit])
def written(request, qtbot, desk):
    field = request.param()
    shown = window(qtbot, field)
    made = Desk(qtbot, field, desk, to=lambda: "Bo")
    yield made
    shown.close()


def begin(written, text=BEFORE):
    """Begin with a text, of one line where the field has one."""
    if isinstance(written.field, QLineEdit):
        text = text.replace("\n", " ")
        written.field.setText(text)
    else:
        written.field.setPlainText(text)
        written.field.moveCursor(written.field.textCursor().MoveOperation.End)
    return text


def test_the_first_is_taken_by_enter_and_learned(written, memory, qtbot):
    before = begin(written)
    written.offer()
    assert written.rows() == [one.text for one in OFFERED]
    assert written.popup.hint.text().startswith("yours, 3 times")
    written.press(Qt.Key.Key_Return)

    assert written.text == before + HOME
    assert written.popup.isHidden()
    assert memory.shorthand.asked == [("iwbhb7", before, "Bo")]
    qtbot.waitUntil(lambda: [one.text for one in memory.shorthand.learned()] == [HOME])
    assert memory.shorthand.passed == [[]]


def test_a_number_takes_its_line_and_the_others_were_passed_over(written, memory, qtbot):
    begin(written)
    written.offer()
    written.press(Qt.Key.Key_3)

    assert written.text.endswith(OFFERED[2].text)
    qtbot.waitUntil(lambda: memory.shorthand.passed == [[HOME, OFFERED[1].text]])


def test_the_arrows_walk_and_it_is_said_where_a_line_is_from(written):
    begin(written)
    written.offer()
    written.press(Qt.Key.Key_Down)
    assert written.popup.hint.text().startswith("yours, once")
    written.press(Qt.Key.Key_Down)
    assert written.popup.hint.text().startswith("put together")
    written.press(Qt.Key.Key_Return)

    assert written.text.endswith(OFFERED[2].text)


def test_one_step_takes_it_back(written):
    before = begin(written)
    written.offer()
    written.press(Qt.Key.Key_1)
    written.field.undo()

    assert written.text == before + "iwbhb7"


def test_esc_leaves_the_text_as_it_was(written, memory):
    before = begin(written)
    written.offer()
    written.press(Qt.Key.Key_Escape)

    assert written.popup.isHidden()
    assert written.text == before + "iwbhb7"
    assert memory.shorthand.learned() == []


def test_del_refuses_for_good_and_the_next_moves_up(written, memory, qtbot):
    begin(written)
    written.offer()
    written.press(Qt.Key.Key_Delete)
    assert written.rows()[0] == OFFERED[1].text
    assert HOME in written.popup.said.text()
    qtbot.waitUntil(lambda: [one.never for one in memory.shorthand.learned()] == [True])
    written.press(Qt.Key.Key_1)

    assert written.text.endswith(OFFERED[1].text)


def test_who_types_on_is_not_held_up(written):
    before = begin(written)
    written.offer()
    written.press(Qt.Key.Key_X)
    written.press(Qt.Key.Key_Y)  # on its way to the list when that went
    written.press(Qt.Key.Key_1)

    assert written.popup.isHidden()
    assert written.text == before + "iwbhb7xy1"


def test_the_name_of_a_snippet_becomes_its_text_at_once(written, memory, qtbot):
    memory.shorthand.snippets.kept[";sig"] = Snippet(";sig", "Yours,\n{name}")
    begin(written)
    written.ask(";sig")
    gap = " " if isinstance(written.field, QLineEdit) else "\n"
    qtbot.waitUntil(lambda: written.text.endswith(f"Yours,{gap}Bo"))

    assert memory.shorthand.asked == []
    assert written.popup.isHidden()
    written.field.undo()
    assert written.text.endswith(";sig")


def test_what_was_written_meanwhile_is_left_alone(written):
    begin(written)
    written.offer()
    written.field.clear()
    written.popup.taken.emit(HOME)

    assert written.text == ""


def test_a_refusal_and_a_note_are_told_in_the_list(written, memory, qtbot):
    memory.shorthand.problem = Problem("No abbreviation.", remedy="Write one.")
    begin(written)
    written.ask("7")
    qtbot.waitUntil(lambda: written.popup.said.text() == "No abbreviation. Write one.")
    QTest.keyClick(written.popup, Qt.Key.Key_Escape)
    assert written.popup.isHidden()

    memory.shorthand.note = "Only your own phrases were looked at."
    written.offer("i")
    assert written.popup.said.text() == memory.shorthand.note


def test_where_nothing_is_found_it_is_said(written, memory, qtbot):
    memory.shorthand.offered = ()
    begin(written)
    written.ask()
    qtbot.waitUntil(lambda: written.popup.said.text().startswith("Nothing you wrote"))

    assert not written.popup.list.isVisible()


def test_to_leave_stops_the_search(written, memory, qtbot):
    memory.shorthand.holds = True
    begin(written)
    written.ask()
    qtbot.waitUntil(lambda: written.popup.said.text().startswith("Looking"))
    qtbot.waitUntil(lambda: bool(memory.shorthand.asked))  # what has not begun is not stopped
    QTest.keyClick(written.popup, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: memory.shorthand.stopped == 1)


def test_a_locked_memory_is_said(written, desk):
    desk.open = None
    written.ask()

    assert written.popup.said.text() == "The memory is locked."


def test_what_is_not_to_be_kept_is_not_learned(qtbot, desk, memory):
    field = QPlainTextEdit()
    shown = window(qtbot, field)
    made = Desk(qtbot, field, desk, learns=lambda: False)
    made.offer()
    assert "never" not in made.popup.hint.text()
    made.press(Qt.Key.Key_Delete)
    made.press(Qt.Key.Key_1)
    qtbot.wait(50)

    assert made.text == HOME
    assert memory.shorthand.learned() == []
    shown.close()


def test_no_password_and_nothing_fixed_is_written_out(qtbot, desk, memory):
    for closed in (QLineEdit.EchoMode.Password, None):
        field = QLineEdit("iwbhb7")
        if closed is None:
            field.setReadOnly(True)
        else:
            field.setEchoMode(closed)
        shown = window(qtbot, field)
        Desk(qtbot, field, desk).ask("")
        qtbot.wait(50)
        shown.close()

    assert memory.shorthand.asked == []


def test_the_list_stands_whole_on_the_screen(written):
    begin(written)
    written.field.window().move(0, written.field.screen().availableGeometry().bottom() - 40)
    written.offer()
    area = written.field.screen().availableGeometry()

    assert area.contains(written.popup.geometry())
    assert written.popup.width() > written.popup.list.width() > 300
