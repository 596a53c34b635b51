"""A provider on loopback over https, and how it is set up."""

from __future__ import annotations

import pytest

from assistant.cloud.provider import Form, Provider
from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.hub import certified


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
