"""A system made up, whose one program copies and pastes through the real clipboard of Qt."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from ui.desktop import by_keys
from ui.desktop.by_keys import ByKeys
from ui.desktop.selection import Front, How, Taken


class Fake:
    """A window with a text in it, part of which is selected."""

    def __init__(self) -> None:
        self.selected, self.written = "the old text", ""
        self.count, self.there, self.comes, self.takes = 0, True, True, True
        self.window: int | None = 7
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def _changed(self) -> None:
        self.count += 1

    def front(self) -> Front | None:
        return None if self.window is None else Front(self.window)

    def bring(self, window: Any) -> None:
        if self.comes:
            self.window = window

    def exists(self, window: Any) -> bool:
        return self.there

    def is_held(self) -> bool:
        return False

    def copy(self) -> None:
        if self.selected:
            QGuiApplication.clipboard().setText(self.selected)

    def paste(self) -> None:
        if self.takes:
            self.written = QGuiApplication.clipboard().text()

    def changes(self) -> int:
        return self.count


@pytest.fixture
def system(qapp, monkeypatch):
    for name in ("COPIES", "COMES", "FETCHES", "QUIET"):
        monkeypatch.setattr(by_keys, name, 0.05)
    data = QMimeData()
    data.setText("before")
    data.setHtml("<b>before</b>")
    data.setData("application/x-own", b"\x00\x01")
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    return Fake()


def is_as_before() -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return (
        (data.text(), data.html()) == ("before", "<b>before</b>")
        and data.data("application/x-own").data() == b"\x00\x01"
        and data.hasImage()
    )


def taken(system, qtbot) -> Taken:
    told: list[Taken] = []
    front = system.front()
    ByKeys(system).take(front, told.append)
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


def put(system, qtbot, text: str, of: Taken) -> str:
    told: list[Any] = []
    ByKeys(system).put(text, of, told.append)
    qtbot.waitUntil(lambda: bool(told))
    return str(told[0] or "")


def test_it_is_copied_and_pasted_and_the_clipboard_is_as_before(system, qtbot):
    of = taken(system, qtbot)
    assert (of.text, of.how) == ("the old text", How.COPIED)
    assert is_as_before()
    assert put(system, qtbot, "a new one\x00", of) == ""
    assert system.written == "a new one"
    assert is_as_before()


def test_nothing_selected_is_nothing(system, qtbot):
    system.selected = ""

    assert taken(system, qtbot).how is How.NOTHING
    assert is_as_before()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("there", False, "no longer there"),
        ("selected", "", "not selected any more"),
        ("takes", False, "did not take the text"),
    ],
)
def test_what_cannot_be_put_is_said(system, qtbot, name, value, said):
    of = taken(system, qtbot)
    setattr(system, name, value)

    assert said in put(system, qtbot, "a new one", of)
    assert system.written == ""
    assert is_as_before()


def test_no_other_window_gets_it(system, qtbot):
    of = taken(system, qtbot)
    system.window, system.comes = 8, False

    assert "did not come to the front" in put(system, qtbot, "a new one", of)
    assert system.written == ""
    assert is_as_before()
