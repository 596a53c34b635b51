"""What is known of model files comes back; the digest that was first stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from memory.models import (
    KnownModel,
    Pin,
    forget_model,
    known_models,
    pin,
    pinned,
    put_model,
)

TINY = KnownModel(
    Path("/models/tiny.gguf"),
    "downloaded",
    5,
    7,
    "ab" * 32,
    "ada/Tiny-GGUF",
    trusted=True,
    tier=2,
    known={"title": "Tiny", "parameters": 12},
    test={"tier": 1, "tokens_per_second": 9.5},
)


def test_what_is_known_comes_back_as_it_was_last(store):
    plain = KnownModel(Path("/a.gguf"), "Ollama", 1, 2)
    put_model(store, TINY)
    put_model(store, plain)
    assert known_models(store) == [plain, TINY]

    put_model(store, replace(TINY, tier=None, test=None))
    assert known_models(store)[1] == replace(TINY, tier=None, test=None)


def test_what_is_forgotten_is_gone(store):
    put_model(store, TINY)
    forget_model(store, TINY.path)
    forget_model(store, TINY.path)

    assert known_models(store) == []


def test_the_first_digest_of_a_file_stays(store):
    first, second = Pin("ab" * 32, 5), Pin("cd" * 32, 6)
    assert pinned(store, "ada/Tiny-GGUF", "tiny.gguf") is None

    pin(store, "ada/Tiny-GGUF", "tiny.gguf", first)
    pin(store, "ada/Tiny-GGUF", "tiny.gguf", second)
    pin(store, "ada/Tiny-GGUF", "other.gguf", second)

    assert pinned(store, "ada/Tiny-GGUF", "tiny.gguf") == first
    assert pinned(store, "ada/Tiny-GGUF", "other.gguf") == second


def test_where_files_lie_is_not_shown_in_passing():
    assert "/models" not in repr(TINY)
