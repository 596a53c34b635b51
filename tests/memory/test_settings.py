"""Settings that were chosen come back, the last choice of each."""

from __future__ import annotations

from memory import settings
from memory.types import Topic


def test_what_was_chosen_last_comes_back(store):
    settings.choose(store, {"passages": 3, "model": "a.gguf"})
    changes = settings.choose(store, {"passages": 5})

    assert settings.chosen(store) == {"passages": 5, "model": "a.gguf"}
    assert changes.topics == {Topic.SETTINGS}


def test_nothing_chosen_is_nothing(store):
    assert settings.chosen(store) == {}
