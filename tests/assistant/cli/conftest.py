"""A cloud provider for the command line, and somebody who types."""

from __future__ import annotations

import io
import sys

import keyring
import pytest

from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.cloud.speaking import KEY
from tests.assistant.hub import certified
from tests.memory.test_keys import Keyring


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def proved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    secured, _ = certified(folder)
    with provider_server(secured) as server:
        yield server, folder / "hub.pem"


@pytest.fixture
def server(proved):
    return proved[0]


@pytest.fixture
def types(monkeypatch):
    """Return what puts words on the input: of a person at a terminal, or of a program."""

    def types(words, *, person=False):
        monkeypatch.setattr(sys, "stdin", (Terminal if person else io.StringIO)(words))

    types("")
    return types


@pytest.fixture
def ring(monkeypatch):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    return ring


@pytest.fixture
def house(filled, proved, ring, types):
    """Set a provider up, and switch the cloud on."""
    server, certificate = proved
    types(f"{KEY}\n")
    code, out, err = filled(
        "cloud", "add", "house", "--address", f"{server.url}/v1/", "--model", "tiny",
        "--certificate", certificate,
    )  # fmt: skip
    assert code == 0, err
    assert "Nothing was sent" in out
    assert filled("cloud", "on")[0] == 0
    types("")
    return filled
