from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.types import Topic
from tests.ui.fake_models import QWEN
from ui.models_room import ModelsRoom


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_download_outlives_the_page_that_asked_for_it(desk, memory, qtbot):
    window = QWidget()
    page = QWidget(window)
    qtbot.addWidget(window)
    memory.models.pace = 0.02
    room = ModelsRoom(desk)
    room.get(page, memory.models.look().offered[0], lambda problem: None)
    page.deleteLater()
    with qtbot.waitSignal(desk.changed) as told:
        pass

    assert told.args[0].topics == {Topic.MODELS}
    assert len(memory.models.here) == 2


def test_two_are_got_one_after_the_other(desk, memory, parent, qtbot):
    room = ModelsRoom(desk)
    for one in memory.models.look().offered[:2]:
        room.get(parent, one, lambda problem: None)
    qtbot.waitUntil(lambda: len(memory.models.here) == 3)

    assert set(room.runs) == {"qwen3-0.6b", "gemma-3-1b"}
    assert [run.title for run in desk.runs.runs] == ["Get Gemma 3 1B", "Get Qwen3 0.6B"]


def test_stopping_what_does_not_run_does_nothing(desk, memory):
    ModelsRoom(desk).stop(memory.models.look().offered[0])

    assert desk.runs.runs == ()


def test_a_refusal_goes_to_who_asked(desk, memory, parent, qtbot):
    told: list[Problem] = []
    memory.models.here = [QWEN]
    room = ModelsRoom(desk)
    memory.models.problem = Problem("No.")
    room.use(parent, QWEN, "", told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert str(told[0]) == "No."
