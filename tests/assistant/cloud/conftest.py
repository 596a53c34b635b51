"""A provider on loopback over https, and how it is set up."""

from __future__ import annotations

import keyring
import pytest

from assistant.agent.answer import Resources
from assistant.cloud.cloud import Cloud
from assistant.cloud.model import recipient
from assistant.cloud.provider import Form, Provider
from assistant.cloud.providers import Providers
from assistant.cloud.switch import Switch
from assistant.cloud.transport import Line
from assistant.privacy.gate import Part, PrivacyGate, Task
from assistant.privacy.privacy import Privacy
from memory.progress import finish
from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.cloud.speaking import KEY, TEXT, WORDS, Book
from tests.assistant.hub import certified
from tests.memory.test_keys import Keyring


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Return how a server proves itself, and the certificate by which it is believed."""
    folder = tmp_path_factory.mktemp("authority")
    secured, _ = certified(folder)
    return secured, (folder / "hub.pem").read_text()


@pytest.fixture
def server(authority):
    with provider_server(authority[0]) as running:
        yield running


@pytest.fixture(params=[Form.OPENAI, Form.ANTHROPIC])
def form(request):
    return request.param


@pytest.fixture
def provider(server, authority, form):
    address = server.url if form is Form.ANTHROPIC else f"{server.url}/v1"
    return Provider("test", form, address, "tiny", certificate=authority[1])


@pytest.fixture
def book():
    return Book()


@pytest.fixture
def switch(store):
    switch = Switch(store)
    switch.turn(on=True)
    return switch


@pytest.fixture
def connect(book, switch):
    lines = []

    def connect(provider, *, words=WORDS, key=KEY):
        lines.append(Line(provider, key, words, book, switch))
        return lines[-1]

    yield connect
    for line in lines:
        line.close()


@pytest.fixture
def ring(monkeypatch):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    return ring


@pytest.fixture
def providers(store):
    return Providers(store)


@pytest.fixture
def privacy(store):
    return Privacy(store, lambda: "")


@pytest.fixture
def gate(store, privacy):
    return PrivacyGate(store, privacy)


@pytest.fixture
def cloud(store, gate, retriever, embedder, provider, ring):
    cloud = Cloud(store, lambda: gate, lambda: Resources(retriever, embedder))
    cloud.set_up(provider, KEY)
    cloud.turn(on=True)
    return cloud


@pytest.fixture
def clear(gate, provider):
    """Return what has a text cleared for the provider."""

    def clear(text=TEXT, to=provider, **more):
        task = Task((Part("user", text),), "chat", recipient(to), **more)
        return gate.cleared(finish(gate.proposed(task)))

    return clear
