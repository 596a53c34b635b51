"""The verbs of reading help as jobs: what comes back, and that what is known is noted."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from assistant.explaining.terms import Term
from memory.types import DocumentId
from ui.explaining_room import ExplainingRoom

TERM = Term("QKD", 0, 3, 0.9)


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_each_verb_gives_back_what_the_memory_says(desk, memory, parent, qtbot):
    memory.explaining.the_terms = (TERM,)
    room, got = ExplainingRoom(desk), list[Any]()
    room.terms(parent, DocumentId("d"), got.append)
    room.explain(parent, "QKD", got.append)
    room.summary(parent, DocumentId("d"), got.append)
    qtbot.waitUntil(lambda: len(got) == 3)

    assert got == [(TERM,), None, memory.explaining.the_summary]


def test_what_is_known_is_noted_and_told_to_all(desk, memory, parent, qtbot):
    with qtbot.waitSignal(desk.changed):
        ExplainingRoom(desk).know(parent, "QKD")

    assert memory.explaining.known == ["QKD"]
