"""Setting up providers: what is one, where its key lies, and what the memory keeps of it."""

from __future__ import annotations

from contextlib import nullcontext

import keyring
import pytest

from assistant.cloud import keys
from assistant.cloud.provider import Form, Provider, is_near
from assistant.cloud.providers import Providers
from memory.errors import Problem
from tests.memory.test_keys import Keyring, PlaintextKeyring

KEY = "sk-very-secret-1234567890"
OPENAI = Provider("openai", Form.OPENAI, "https://api.openai.com/v1", "gpt-6-sol")


@pytest.fixture
def ring(monkeypatch):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    return ring


@pytest.fixture
def providers(store):
    return Providers(store)


@pytest.mark.parametrize(
    ("address", "mine", "may"),
    [
        ("https://api.example.org/v1", False, True),
        ("https://192.168.1.4:8000/v1", False, True),
        ("http://192.168.1.4:8000/v1", True, True),
        ("http://127.0.0.1:11434/v1", True, True),
        ("http://[::1]:11434/v1", True, True),
        ("http://[fd00::1]/v1", True, True),
        ("http://house.local:8000/v1", True, True),
        ("http://127.0.0.1:11434/v1", False, False),
        ("http://93.184.216.34/v1", True, False),
        ("http://0.0.0.0/v1", True, False),
        ("http://house.local/v1", False, False),
        ("ftp://example.org", True, False),
        ("https://", False, False),
        ("https://a:b@example.org", False, False),
        ("https://example.org/?q=1", False, False),
        ("https://example.org/#a", False, False),
        ("https://example.org:99999", False, False),
        ("https://exämple.org", False, False),
        ("https://example.org\n", False, False),
        ("https://[", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_may_be_a_providers(address, mine, may):
    with nullcontext() if may else pytest.raises(Problem) as caught:
        Provider("test", Form.OPENAI, address, "tiny", mine=mine)

    assert caught is None or caught.value.remedy


@pytest.mark.parametrize("name", ["", "a b", "-a", "a" * 41, "é", "a\n"])
def test_what_is_no_name_is_said(name):
    with pytest.raises(Problem, match="name"):
        Provider(name, Form.OPENAI, "https://example.org", "tiny")


@pytest.mark.parametrize("model", ["", "a b", "../x", "a\n", "x" * 201])
def test_what_is_no_model_is_said(model):
    with pytest.raises(Problem, match="no name of a model"):
        Provider("test", Form.OPENAI, "https://example.org", model)


def test_unrewritten_words_go_to_ones_own_server_alone():
    with pytest.raises(Problem, match="your own server"):
        Provider("test", Form.OPENAI, "https://example.org", "tiny", unrewritten=True)


@pytest.mark.parametrize(
    ("host", "near"),
    [("10.0.0.1", True), ("::ffff:192.168.1.1", True), ("::ffff:8.8.8.8", False),
     ("8.8.8.8", False), ("255.255.255.255", False), ("fe80::1", True), ("::", False)],
)  # fmt: skip
def test_what_lies_near(host, near):
    assert is_near(host) is near


def test_what_it_costs():
    priced = Provider("test", Form.OPENAI, "https://example.org", "tiny", price=(3, 15))

    assert priced.cost(1000, 200) == pytest.approx(0.006)
    assert OPENAI.cost(1000, 200) is None


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


def test_a_keyring_that_does_not_let_a_key_go_is_told(providers, ring, monkeypatch):
    providers.set_up(OPENAI, KEY)
    monkeypatch.setattr(Keyring, "delete_password", lambda *_: None)
    with pytest.raises(Problem, match="does not let the key of openai go"):
        providers.remove("openai")

    assert providers.all() == [OPENAI]


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
