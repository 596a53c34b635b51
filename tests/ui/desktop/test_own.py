from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QTextEdit

from ui.desktop.own import OwnWindow
from ui.desktop.selection import Front, How


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        return widget

    return show


def known(own: OwnWindow) -> Front:
    front = own.front()
    assert front is not None
    return front


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_is_selected_is_replaced_and_can_be_undone(shown, kind):
    field = shown(kind("the old text"))
    field.selectAll()
    own = OwnWindow()
    told: list[Any] = []
    own.take(known(own), told.append)
    assert (told[0].text, told[0].how) == ("the old text", How.SELECTION)
    own.put("a new one", told[0], told.append)
    text = field.text if kind is QLineEdit else field.toPlainText
    assert told[1] is None
    assert text() == "a new one"
    field.undo()
    assert text() == "the old text"


def test_lines_are_lines(shown):
    field = shown(QPlainTextEdit("one\ntwo"))
    field.selectAll()
    told: list[Any] = []
    own = OwnWindow()
    own.take(known(own), told.append)

    assert told[0].text == "one\ntwo"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
@pytest.mark.parametrize(("start", "end"), [(8, 12), (8, 8), (0, 12)])
def test_what_stands_before_is_told(shown, kind, start, end):
    field = shown(kind("Dear Bo, gladly."))
    if kind is QLineEdit:
        field.setCursorPosition(start)
        field.setSelection(start, end - start) if end > start else field.deselect()
    else:
        cursor = field.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
    told: list[Any] = []
    own = OwnWindow()
    own.take(known(own), told.append)

    assert told[0].before == "Dear Bo, gladly."[:start]
    assert told[0].text == "Dear Bo, gladly."[start:end]


def test_a_password_is_nobodys_text(shown):
    field = shown(QLineEdit("secret"))
    field.setEchoMode(QLineEdit.EchoMode.Password)

    assert OwnWindow().front() is None


def test_where_one_cannot_write_nothing_of_ours_is_in_front(shown):
    shown(QPushButton("a button"))

    assert OwnWindow().front() is None


def test_a_field_that_is_gone_is_said_so(shown):
    import shiboken6

    field = shown(QLineEdit("x"))
    told: list[Any] = []
    own = OwnWindow()
    own.take(known(own), told.append)
    shiboken6.delete(field)
    own.put("y", told[0], told.append)

    assert "no longer there" in str(told[1])
