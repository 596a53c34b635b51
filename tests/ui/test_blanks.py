from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from ui.blanks import Blanks

MEANINGS = {"{date}": "the date", "{name}": "whom it is to"}


def test_a_blank_is_put_in_where_the_cursor_is_and_its_meaning_is_said(qtbot):
    box = QPlainTextEdit("To , dear")
    made = Blanks(box, MEANINGS)
    for widget in (box, made):
        qtbot.addWidget(widget)
    cursor = box.textCursor()
    cursor.setPosition(3)
    box.setTextCursor(cursor)
    made.buttons[1].click()

    assert box.toPlainText() == "To {name}, dear"
    assert [button.text() for button in made.buttons] == list(MEANINGS)
    assert [button.accessibleDescription() for button in made.buttons] == list(MEANINGS.values())
