from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import StoreTooNew, WrongKey
from ui.pages.unlock import Unlock


def page(qtbot):
    made = Unlock()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_locked_memory_is_no_failure_and_asks_for_its_key(qtbot):
    made = page(qtbot)
    made.tell(WrongKey("This memory is locked."))
    assert not made.notice.isVisible()

    QTest.keyClicks(made.field, "open sesame")
    with qtbot.waitSignal(made.given) as heard:
        QTest.keyClick(made.field, Qt.Key.Key_Return)
    assert heard.args == ["open sesame"]
    assert made.field.text() == ""


def test_a_wrong_key_is_said(qtbot):
    made = page(qtbot)
    made.tell(WrongKey("This memory is locked."))
    made.tell(WrongKey("Not the one."))

    assert made.notice.isVisible()
    assert made.field.isVisible()


def test_what_no_key_helps_against_can_be_tried_again(qtbot):
    made = page(qtbot)
    made.tell(StoreTooNew("Written by a newer version.", remedy="Update the program."))
    assert not made.field.isVisible()

    with qtbot.waitSignal(made.given) as heard:
        made.notice.button.click()
    assert heard.args == [""]
