from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from memory.types import Conversation, ConversationId
from tests.ui.fakes import NOW
from ui.pages.history import History


def history(qtbot, *titles):
    made = History()
    qtbot.addWidget(made)
    made.resize(220, 500)
    made.show()
    made.model.show_conversations(
        [Conversation(ConversationId(n), title, NOW) for n, title in enumerate(titles)]
    )
    return made


def test_one_is_opened_by_a_click(qtbot):
    made = history(qtbot, "Lease", "Boiler")
    with qtbot.waitSignal(made.chosen) as heard:
        made.list.clicked.emit(made.model.index(1))

    assert heard.args == [1]


def test_it_says_why_it_is_empty(qtbot):
    made = history(qtbot)
    assert made.nothing.text() == "No conversations yet."

    made = history(qtbot, "Lease")
    assert not made.nothing.isVisible()
    made.search.setText("xyz")
    assert made.nothing.text() == "None has these words."


def test_nothing_is_deleted_before_it_is_meant(qtbot):
    made = history(qtbot, "Lease")
    made.ask_delete()
    assert made.findChildren(QMessageBox) == []

    made.select(ConversationId(0))
    with qtbot.assertNotEmitted(made.forgotten):
        made.ask_delete()
    box = made.findChild(QMessageBox)
    assert "Lease" in box.text()
    with qtbot.waitSignal(made.forgotten) as heard:
        next(b for b in box.buttons() if b.text() == "Delete").click()
    assert heard.args == [0]
