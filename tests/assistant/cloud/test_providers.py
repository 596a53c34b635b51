"""Setting up providers: what is one, where its key lies, and what the memory keeps of it."""

from __future__ import annotations

import pytest

from assistant.cloud import keys
from assistant.cloud.provider import Form, Provider
from assistant.cloud.providers import Providers
from memory.errors import Problem
from tests.assistant.cloud.speaking import KEY, OPENAI


def test_a_provider_is_kept_as_it_was_set_up(store, providers):
    mine = Provider("mine", Form.OPENAI, "http://10.0.0.2:8000/v1", "qwen", mine=True,
                    unrewritten=True, certificate="PEM", price=(0.5, 1.5))  # fmt: skip
    providers.set_up(OPENAI)
    providers.set_up(mine)

    assert Providers(store).all() == [OPENAI, mine]
    assert providers.named("mine") == mine
    with pytest.raises(Problem, match="No provider"):
        providers.named("other")


def test_the_key_lies_in_the_keyring_and_nowhere_else(store, providers, ring):
    providers.set_up(OPENAI, KEY)

    assert keys.key_of(OPENAI) == KEY
    store.tidy()
    assert KEY not in repr(list(store.db.execute("select * from settings")))
    assert KEY not in repr(providers.all())
    providers.remove("openai")
    assert (keys.key_of(OPENAI), providers.all()) == (None, [])


def test_a_key_does_not_follow_its_provider_to_another_address(providers, ring):
    providers.set_up(OPENAI, KEY)
    moved = Provider("openai", Form.OPENAI, "https://elsewhere.example.org/v1", "gpt-6-sol")
    providers.set_up(moved)

    assert (keys.key_of(moved), keys.key_of(OPENAI)) == (None, None)


def test_a_key_stays_while_its_model_changes(providers, ring):
    providers.set_up(OPENAI, KEY)
    other = Provider("openai", Form.OPENAI, "https://api.openai.com/v1", "gpt-6-luna")
    providers.set_up(other)

    assert keys.key_of(other) == KEY
