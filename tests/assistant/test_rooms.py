"""A memory opens without what nobody asked for yet; each room is made once."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

from assistant.app import Assistant
from assistant.engine.local import LlamaModel
from memory.progress import finish

ROOMS = ("voice", "writing", "replying", "explaining", "privacy", "shorthand")
LOADED = f"""
import sys
import assistant.app
print([room for room in {ROOMS} if f"assistant.{{room}}.{{room}}" in sys.modules])
"""


def test_none_is_loaded_before_somebody_goes_in():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ROOMS)
def test_each_is_made_once(tmp_path, room):
    with Assistant.open(tmp_path / "home") as famulus:
        assert room not in vars(famulus)
        assert getattr(famulus, room) is getattr(famulus, room)


def test_a_memory_that_is_closed_ends_what_works_for_its_rooms(tmp_path, monkeypatch):
    ended = []
    with Assistant.open(tmp_path / "home") as famulus:
        monkeypatch.setattr(famulus.shorthand, "close", lambda: ended.append(True))

    assert ended


def test_to_rest_makes_no_room(tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        famulus.rest()

        assert not set(ROOMS) & set(vars(famulus))


def test_a_model_of_shorthand_nobody_needs_is_gone_and_comes_back(tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        shorthand = famulus.shorthand
        famulus.rest()  # before there is one
        finish(shorthand.warming())
        model = shorthand._model
        assert isinstance(model, LlamaModel)
        offered = finish(shorthand.expanding("iwbh")).candidates
        running = psutil.Process(model.pid)
        famulus.rest(unused=3600)
        assert running.is_running()

        famulus.rest()
        assert model.pid is None
        assert not running.is_running()
        assert finish(shorthand.expanding("iwbh")).candidates == offered
        assert model.pid not in {None, running.pid}
