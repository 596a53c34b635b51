from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.overlay import Overlay


def window_with_field(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    return window, field


def test_the_focus_comes_back_to_where_it_was(qtbot):
    window, field = window_with_field(qtbot)
    sheet = Overlay(window)
    inside = QLineEdit()
    sheet.box.addWidget(inside)
    sheet.open()
    inside.setFocus()
    with qtbot.waitSignal(sheet.gone):
        sheet.shut()

    assert field.hasFocus()


def test_it_goes_when_the_focus_goes(qtbot):
    window, field = window_with_field(qtbot)
    sheet = Overlay(window)
    inside = QLineEdit()
    sheet.box.addWidget(inside)
    sheet.open()
    inside.setFocus()
    field.setFocus()

    assert not sheet.isVisible()


def test_it_stays_inside_a_small_window(qtbot):
    window, _ = window_with_field(qtbot)
    sheet = Overlay(window)
    window.resize(400, 300)
    sheet.open()

    assert window.rect().contains(sheet.geometry())
