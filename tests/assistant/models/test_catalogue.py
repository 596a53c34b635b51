"""The list of models that may be got: whole, in order, and with nothing that only the hub knows."""

from __future__ import annotations

import tomllib

import pytest

import resources
from assistant.engine.download import FILE, NOT_ALONE, REPOSITORY
from assistant.models.catalogue import licence_in_words, offer, offers, quantisation

RAW = tomllib.loads(resources.text("models.toml"))


def test_there_is_something_for_every_memory():
    sizes = [one.parameters for one in offers()]

    assert (sizes[0], sizes[-1]) == (600_000_000, 33_000_000_000)
    assert sizes == sorted(sizes)
    titles = " ".join(one.title for one in offers())
    for family in ("Qwen3 0.6B", "Qwen3 1.7B", "Qwen3 4B", "Qwen3 8B", "SmolLM3", "Gemma 3",
                   "Llama 3.2", "Mistral Small"):  # fmt: skip
        assert family in titles


@pytest.mark.parametrize("one", offers(), ids=lambda one: one.name)
def test_an_offer_can_be_asked_for(one):
    assert REPOSITORY.fullmatch(one.repository)
    assert not one.file or (FILE.fullmatch(one.file) and not NOT_ALONE.search(one.file))
    assert one.terms.endswith(".")
    assert 0.5e9 < one.about < 25e9
    assert offer(one.name) == one
    assert offer(one.repository.upper()) == one


def test_names_are_each_of_one_model():
    assert len({one.name for one in offers()}) == len(offers())
    assert offer("qwen") is None


def test_no_size_and_no_digest_is_known_by_heart():
    assert {key for one in RAW["model"] for key in one} <= {
        "name", "title", "repository", "file", "licence", "parameters", "context"
    }  # fmt: skip


def test_every_entry_says_where_it_was_read():
    text = resources.text("models.toml")
    for part in text.split("[[model]]")[:-1]:
        assert part.rstrip().splitlines()[-1].startswith("#")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Qwen3-4B-Q4_K_M.gguf", "Q4_K_M"),
        ("qwen3-4b-q4_k_m.gguf", "Q4_K_M"),
        ("Qwen3-0.6B-Q8_0.gguf", "Q8_0"),
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "Q4_1"),
        ("a-IQ4_XS.gguf", "IQ4_XS"),
        ("a-BF16.gguf", "BF16"),
        ("FAQ4U.gguf", ""),
        ("tiny.gguf", ""),
    ],
)
def test_a_name_says_how_the_numbers_are_kept(file, said):
    assert quantisation(file) == said


def test_a_licence_is_said_in_words_if_it_is_known():
    assert licence_in_words("Apache-2.0") == "Apache 2.0"
    assert licence_in_words("mit") == "mit"
    assert licence_in_words("") == ""
