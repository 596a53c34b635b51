from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.sure import sure


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_one_click_is_not_enough(window, qtbot):
    done: list[bool] = []
    dialog = sure(window, "Erase?", [("Goes", "All of it.")], "Erase", lambda: done.append(True))
    assert not dialog.yes.isEnabled()
    dialog.check.click()
    dialog.yes.click()

    assert done == [True]


def test_the_way_out_changes_nothing_and_is_at_hand(window, qtbot):
    done: list[bool] = []
    dialog = sure(window, "Erase?", [], "Erase", lambda: done.append(True))
    qtbot.waitUntil(dialog.no.hasFocus)
    dialog.check.click()
    dialog.no.click()

    assert done == []


def test_for_the_worst_the_word_has_to_be_written(window, qtbot):
    done: list[bool] = []
    points = [("Goes", "Everything.")]
    dialog = sure(window, "All?", points, "Erase", lambda: done.append(True), word="erase")
    QTest.keyClicks(dialog.field, "eras")
    dialog.field.returnPressed.emit()
    assert done == []
    QTest.keyClicks(dialog.field, "e")
    dialog.field.returnPressed.emit()

    assert done == [True]


def test_no_sentence_is_cut_off(window, qtbot):
    long = "Everything that was ever read goes, and what was made of it. " * 9
    dialog = sure(window, long, [("Goes", long), ("Stays", long)], "Erase", lambda: None)
    qtbot.waitUntil(dialog.isVisible)
    layout = dialog.layout()
    assert layout is not None

    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
