"""The real encoder in its process: what it says, and that its death costs one call."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.engine import encoder as module
from assistant.engine.encoder import Encoder, embedded
from ingest.sandbox import Child
from memory.errors import ProcessDied


@pytest.fixture(scope="module")
def encoder():
    encoder = Encoder()
    yield encoder
    encoder.close()


def test_each_text_becomes_a_vector_of_length_one(encoder):
    vectors = encoder.encode(["Tea at noon.", "", "x" * 9000, "茶 \0"])

    assert vectors.shape == (4, encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_the_same_text_has_the_same_vector_and_a_like_one_is_near(encoder):
    tea, again, like, unlike = encoder.encode(
        ["We drink tea.", "We drink tea.", "We are having a cup of tea.", "The lease ends in May."]
    )

    assert tea @ again == pytest.approx(1, abs=1e-5)
    assert tea @ like > 0.6 > tea @ unlike


def test_a_text_means_the_same_alone_and_among_others(encoder):
    alone = encoder.encode(["We drink tea."])[0]
    among = encoder.encode(["A much longer sentence about the lease. " * 20, "We drink tea."])[1]

    assert alone @ among == pytest.approx(1, abs=1e-4)


def test_its_process_may_not_use_the_network_and_is_told_no_secret(encoder, monkeypatch):
    encoder.encode(["tea"])
    pid = encoder._child.pid
    status = Path(f"/proc/{pid}/status").read_text()

    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert b"FAMULUS_PASS" not in Path(f"/proc/{pid}/environ").read_bytes()
    assert b"HF_HUB_OFFLINE=1" in Path(f"/proc/{pid}/environ").read_bytes()


def test_after_its_process_was_killed_the_next_call_starts_another(encoder):
    before = encoder.encode(["tea"])
    pid = encoder._child.pid
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while encoder._child.alive and time.monotonic() < deadline:
        time.sleep(0.01)

    assert np.allclose(encoder.encode(["tea"]), before, atol=1e-5)
    assert encoder._child.pid != pid


class Mute:
    """A child that starts and then never answers."""

    alive = True
    pid = 0

    def __init__(self, *_said: object) -> None:
        self.closed = False
        self.heard = 0

    def send(self, line: object) -> None: ...

    def receive(self, seconds: float) -> dict[str, bool]:
        self.heard += 1
        if self.heard > 1:
            raise ProcessDied("It did not answer.")
        return {"ready": True}

    def close(self) -> None:
        self.closed = True


def test_a_process_that_falls_silent_is_ended_and_said_to_have_died(monkeypatch):
    children: list[Mute] = []

    def start(*said: object) -> Mute:
        children.append(Mute(*said))
        return children[-1]

    monkeypatch.setattr(module, "Child", start)
    encoder = Encoder()
    for _ in range(2):
        with pytest.raises(ProcessDied):
            encoder.encode(["tea"])

    assert [child.closed for child in children] == [True, True]


def test_closing_ends_the_process():
    encoder = Encoder()
    encoder._child = Child("ingest.worker")
    pid = encoder._child.pid
    encoder.close()
    encoder.close()

    assert not Path(f"/proc/{pid}").exists()


def test_the_encoder_comes_with_the_program():
    assert (embedded() / "modules.json").is_file()
