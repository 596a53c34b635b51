"""Passwords of other places are in the system's keyring or nowhere."""

from __future__ import annotations

import keyring
import pytest

from memory import passwords
from tests.memory.test_keys import Keyring, PlaintextKeyring


@pytest.fixture
def kept(monkeypatch):
    backend = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend.kept


def test_a_password_comes_back_for_its_place_alone(kept):
    assert passwords.keep("ada@mail.example.org:993", "pässword")

    assert passwords.password_of("ada@mail.example.org:993") == "pässword"
    assert passwords.password_of("ada@other.example.org:993") is None


def test_it_shares_no_name_with_the_keys_of_the_memory(kept):
    passwords.keep("place", "word")

    assert list(kept) == [("famulus", "password of place")]


def test_where_no_keyring_can_be_trusted_nothing_is_kept(monkeypatch):
    backend = PlaintextKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    assert not passwords.keep("place", "word")
    assert passwords.password_of("place") is None
    assert backend.kept == {}


def test_a_password_is_forgotten(kept, monkeypatch):
    monkeypatch.setattr(
        Keyring, "delete_password", lambda self, *name: self.kept.pop(name), raising=False
    )
    passwords.keep("place", "word")
    passwords.forget("place")

    assert passwords.password_of("place") is None
