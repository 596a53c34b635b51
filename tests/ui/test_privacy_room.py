from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from assistant.privacy.rules import Action, compiled
from tests.ui.leaving_texts import TEXT, preview
from ui.itemmodels.hidden import marks_of
from ui.privacy_room import PrivacyRoom, sentence_of
from ui.side_by_side import Deed


@pytest.mark.parametrize(
    ("deed", "action"), [(Deed.ALWAYS, Action.ALLOW), (Deed.NEVER, Action.PSEUDONYMISE)]
)
def test_the_sentence_of_a_deed_is_understood_as_it_is_meant(deed, action):
    mark = marks_of(TEXT, preview())[1]
    rule = compiled(sentence_of(deed, mark))

    assert (rule.names, rule.action) == (("Ada Quill",), action)


def test_only_the_last_look_is_told(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    room, told = PrivacyRoom(desk), []
    for text in ("Cleo", "Ada Quill came"):
        room.preview(parent, text, "", lambda found: told.append(found.outgoing), print)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(30)

    assert told == ["[PERSON_1] came"]


def test_a_rule_is_dropped_wherever_it_stands(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    memory.privacy.sentences = ["never my health", "“Ben” may leave"]
    done: list[str] = []
    PrivacyRoom(desk).drop(parent, "“Ben” may leave", done.append, print)
    qtbot.waitUntil(lambda: bool(done))

    assert memory.privacy.sentences == ["never my health"]
