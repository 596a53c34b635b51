from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem, StoreDamaged, StoreTooNew, WrongKey
from memory.progress import Progress
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


def test_help_is_offered_where_it_helps(qtbot):
    made = page(qtbot)
    made.tell(StoreDamaged("Damaged."))
    assert made.repair_button.isVisible()
    assert made.restore_button.isVisible()
    made.tell(Problem("The keys are missing.", remedy="`famulus repair --from FILE` helps."))
    assert not made.repair_button.isVisible()
    assert made.repair_with_button.isVisible()
    made.tell(Problem("There is no space.", remedy="Make some."))
    assert not made.helps.isVisible()
    made.tell(StoreDamaged("Damaged."))
    made.tell(WrongKey("Locked."))
    assert not made.helps.isVisible()


def test_how_far_it_is_is_said_and_drawn_where_it_is_known(qtbot):
    made = page(qtbot)
    made.wait("Repairing your memory")
    made.step(Progress(0, None, "Checking the file"))
    assert made.what.text() == "Checking the file"
    assert not made.progress.isVisible()
    made.step(Progress(1, 4, "Checking the documents"))
    assert made.what.text() == "Checking the documents · 1 of 4"
    assert made.progress.value() == 250
