"""A memory opens without what nobody asked for yet; each room is made once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.app import Assistant

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
