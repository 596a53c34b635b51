"""A provider's key lies in the keyring, or nowhere."""

from __future__ import annotations

import keyring
import pytest

from assistant.cloud.keys import key_of
from assistant.cloud.provider import Form, Provider
from memory.errors import Problem
from tests.assistant.cloud.speaking import KEY, OPENAI
from tests.memory.test_keys import Keyring, PlaintextKeyring


def test_a_keyring_that_does_not_let_a_key_go_is_told(providers, ring, monkeypatch):
    providers.set_up(OPENAI, KEY)
    monkeypatch.setattr(Keyring, "delete_password", lambda *_: None)
    with pytest.raises(Problem, match="does not let the key of openai go"):
        providers.remove("openai")

    assert providers.all() == [OPENAI]


@pytest.mark.parametrize("ring", [None, PlaintextKeyring()])
def test_without_a_keyring_that_can_be_trusted_no_key_is_kept(providers, monkeypatch, ring):
    if ring is not None:
        monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    with pytest.raises(Problem, match="keyring") as caught:
        providers.set_up(OPENAI, KEY)

    assert KEY not in f"{caught.value}{caught.value.remedy}"
    assert providers.all() == []


@pytest.mark.parametrize("key", ["a b", "a\nb", "é", "\0", "x" * 1001])
def test_what_cannot_stand_in_a_header_is_no_key(providers, ring, key):
    with pytest.raises(Problem, match="no key"):
        providers.set_up(OPENAI, key)


def test_a_key_is_that_of_one_address_alone(providers, ring):
    providers.set_up(OPENAI, KEY)
    elsewhere = Provider("openai", Form.OPENAI, "https://elsewhere.example.org/v1", "gpt-6-sol")

    assert key_of(OPENAI) == KEY
    assert key_of(elsewhere) is None
