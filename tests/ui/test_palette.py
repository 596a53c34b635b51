from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.palette import Palette, Verb, matching


def verbs(done):
    names = ["Add files…", "Go to Sources", "New conversation", "Sources of the Nile"]
    return [Verb(name, partial(done.append, name), "Ctrl+X") for name in names]


def palette(qtbot, done):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    made = Palette(window)
    made.show_verbs(verbs(done))
    return made


def test_what_begins_with_the_words_comes_first():
    assert [v.name for v in matching(verbs([]), "sour")] == ["Sources of the Nile", "Go to Sources"]
    assert [v.name for v in matching(verbs([]), "go sou")] == ["Go to Sources"]


def test_type_walk_and_enter(qtbot):
    done: list[str] = []
    made = palette(qtbot, done)
    QTest.keyClicks(made.field, "sour")
    QTest.keyClick(made.field, Qt.Key.Key_Down)
    QTest.keyClick(made.field, Qt.Key.Key_Return)

    assert done == ["Go to Sources"]
    assert not made.isVisible()


def test_the_arrows_go_round(qtbot):
    made = palette(qtbot, [])
    QTest.keyClick(made.field, Qt.Key.Key_Up)

    assert made.list.currentIndex().row() == 3


def test_nothing_fits_and_it_says_so(qtbot):
    done: list[str] = []
    made = palette(qtbot, done)
    QTest.keyClicks(made.field, "xyz")
    assert not made.nothing.isHidden()
    assert made.list.isHidden()

    QTest.keyClick(made.field, Qt.Key.Key_Return)
    assert done == []


def test_it_is_painted_with_long_names(qtbot):
    made = palette(qtbot, [])
    made.show_verbs([Verb("A conversation " * 40, lambda: None)])

    assert not made.grab().isNull()
