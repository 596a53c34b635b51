from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.ledger_rows import sent
from ui.ledger_room import LedgerRoom, Sum


def test_only_the_last_search_is_told(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    memory.leaving.sent = [sent(1), sent(2, b"orange")]
    room, told = LedgerRoom(desk), []
    room.find(parent, "", lambda found: told.append(len(found)), print)
    room.find(parent, "orange", lambda found: told.append(len(found)), print)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(30)
    sums: list[Sum] = []
    room.count(parent, sums.append, print)
    qtbot.waitUntil(lambda: bool(sums))

    assert told == [1]
    assert sums == [Sum(2, 27)]
