from __future__ import annotations

import pytest

from memory.errors import Problem
from ui.likeness_box import LikenessBox
from ui.voice_room import VoiceRoom


@pytest.fixture
def box(desk, qtbot):
    made = LikenessBox(VoiceRoom(desk))
    qtbot.addWidget(made)
    made.show()
    made.begin()
    qtbot.waitUntil(made.plot.isVisible)
    return made


def test_a_text_gets_a_number_and_a_word(box, qtbot):
    assert box.result.text() == ""
    box.field.setPlainText("I’d rather come at four, if that’s alright.")
    qtbot.waitUntil(lambda: box.result.text() == "82 %: sounds like you")
    box.field.setPlainText("The committee has resolved to postpone it.")
    qtbot.waitUntil(lambda: box.result.text() == "12 %: hardly sounds like you")
    box.field.setPlainText("Yes.")
    qtbot.waitUntil(lambda: box.result.text() == "The text is too short to tell.")


def test_where_too_little_was_read_that_is_said(box, memory, qtbot):
    memory.voice.heard_of = None
    box.begin()
    qtbot.waitUntil(lambda: box.plot.isHidden())

    assert box.result.text().startswith("Too little")


def test_a_failure_is_told_and_nothing_is_held_of_a_closed_memory(box, memory, qtbot):
    memory.voice.problem = Problem("It stopped.")
    with qtbot.waitSignal(box.failed):
        box.begin()
    box.field.setPlainText("I’d rather come at four.")
    box.clear()

    assert box.field.toPlainText() == ""
    assert box.plot.isHidden()
