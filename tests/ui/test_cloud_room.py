from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.cloud_room import CloudRoom
from ui.itemmodels.providers import Wanted


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_provider_is_made_and_its_key_goes_along(desk, memory, parent, qtbot):
    room = CloudRoom(desk)
    done: list[object] = []
    failed: list[object] = []
    wanted = Wanted("example", "openai", "https://api.example.org/v1", "large-1")
    room.set_up(parent, wanted, "sk-1", done.append, failed.append)
    qtbot.waitUntil(lambda: bool(done))

    assert memory.cloud.the_keys == {"example": "sk-1"}
    assert failed == []


def test_what_does_not_clear_is_told_and_nothing_is_started(desk, memory, parent, monkeypatch):
    def refuse(_proposal):
        raise Problem("It is blocked.", remedy="Ask here.")

    monkeypatch.setattr(memory.gate, "cleared", refuse)
    failed: list[Problem] = []
    job = CloudRoom(desk)._send(
        parent, "example", cast("Any", "a proposal"), "Ask", print, failed.append
    )

    assert job is None
    assert [str(one) for one in failed] == ["It is blocked."]
    assert memory.cloud.tried == []
