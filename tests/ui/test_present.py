from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from memory.errors import Problem
from ui.present import confirm, present


def test_a_problem_is_shown_in_its_own_words(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    box = present(parent, Problem("The disk is full.", remedy="Free some space."))

    assert box.text() == "The disk is full."
    assert box.informativeText() == "Free some space."
    box.close()


def test_a_bug_is_shown_without_the_users_words(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    try:
        raise KeyError("dear Alice")
    except KeyError as error:
        box = present(parent, error)

    assert box.icon() is QMessageBox.Icon.Critical
    assert "dear Alice" not in box.text() + box.detailedText() + box.informativeText()
    box.close()


def test_no_text_of_a_box_is_read_as_rich(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    hostile = '<img src="file:///etc/hostname">'
    box = present(parent, Problem(hostile, remedy=hostile))

    texts = [label for label in box.findChildren(QLabel) if "img" in label.text()]
    assert len(texts) == 2
    assert {label.textFormat() for label in texts} == {Qt.TextFormat.PlainText}
    box.close()


def test_a_question_does_nothing_until_it_is_meant(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    done: list[str] = []
    box = confirm(parent, "Remove?", "All of it.", "Remove", lambda: done.append("removed"))

    assert box.defaultButton().text() != "Remove"
    box.defaultButton().click()
    assert done == []

    box = confirm(parent, "Remove?", "All of it.", "Remove", lambda: done.append("removed"))
    next(b for b in box.buttons() if b.text() == "Remove").click()
    assert done == ["removed"]
