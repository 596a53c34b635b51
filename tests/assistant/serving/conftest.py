"""A memory that is served on a real port of this computer, and clients that ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openai
import pytest

from assistant import app
from assistant.app import Assistant
from assistant.engine.local import embedded
from assistant.serving.listen import Server
from assistant.writers import Writers
from memory.clients import Client, May
from memory.progress import finish
from tests.fakes import ScriptedModel, WordEmbedder, a_mail, a_note, day, put

RENT = "The rent of the flat in Leith is 850 pounds a month from January."
SECRET = "The password of the safe is marzipan."


@pytest.fixture
def famulus(tmp_path, monkeypatch) -> Iterator[Assistant]:
    """A memory of a mail, a note and nothing else."""
    monkeypatch.setattr(app, "Encoder", WordEmbedder)
    with Assistant.open(tmp_path / "home") as opened:
        rent = a_mail("rent@x", RENT, title="Rent", date=day(3))
        put(opened._store, rent, source="Mail", path="/mail/archive.mbox")
        put(opened._store, a_note(SECRET, title="Safe"), source="Notes", path="/notes/safe.txt")
        finish(opened.meaning.learning())
        yield opened


@pytest.fixture
def token(famulus: Assistant) -> str:
    return famulus.clients.add(Client("everything", frozenset(May)))


class Scripted(ScriptedModel):
    """Says its pieces for as long as it is let, and waits before each."""

    path = embedded()

    def __init__(self, *pieces: str | Exception, pause: float = 0.0) -> None:
        super().__init__(*pieces)
        self.sampled: list[object] = []
        self._pause = pause

    def generate(self, messages, sampling, schema="", *, keep=""):
        self.sampled.append(sampling)
        self.closed = False
        self.asked.append(messages)
        try:
            for piece in self._pieces:
                time.sleep(self._pause)
                if isinstance(piece, Exception):
                    raise piece
                self.said.append(piece)
                yield piece
        finally:
            self.closed = True


@pytest.fixture
def writes(monkeypatch) -> Callable[..., Scripted]:
    """Let what is served be written by a script."""

    def by(*pieces: str | Exception, pause: float = 0.0) -> Scripted:
        model = Scripted(*pieces, pause=pause)
        monkeypatch.setattr(Writers, "plain", lambda _writers: model)
        return model

    return by


@pytest.fixture
def serving(famulus, socket_enabled) -> Iterator[Callable[..., Server]]:
    """Serve in a thread beside the test, and end it after."""
    begun: list[tuple[Server, threading.Thread]] = []

    def begin(**how) -> Server:
        server = Server(famulus, port=0, **how)
        thread = threading.Thread(target=lambda: finish(server.running()))
        thread.start()
        begun.append((server, thread))
        return server

    yield begin
    for server, thread in begun:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()
        server.close()


@pytest.fixture
def server(serving: Callable[..., Server]) -> Server:
    return serving()


@pytest.fixture
def client(server, token) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.url, api_key=token, max_retries=0) as opened:
        yield opened


def wait_until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def stored_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
