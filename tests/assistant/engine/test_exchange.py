"""Several talks at once with one process: a chat goes first, and each hears its own."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from assistant.engine import exchange
from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Sampling
from memory.errors import Problem
from memory.progress import finish
from memory.types import Message

TEXT = "The kiln was fired on Tuesday, and the lease of the flat ends in June. " * 60
HI = [Message("user", "Say hi.")]


@pytest.fixture
def model():
    model = LlamaModel(embedded(), threads=2)
    yield model
    model.close()


def test_a_chat_goes_before_work_that_has_begun(model):
    "".join(model.generate(HI, Sampling(max_tokens=1)))
    order: list[str] = []

    def work() -> None:
        finish(model.surprise(TEXT))
        order.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.05)  # it has begun
    reply = "".join(model.generate(HI, Sampling(max_tokens=5)))
    order.append("chat")
    thread.join()

    assert reply
    assert order == ["chat", "work"]


def test_each_hears_its_own(model):
    alone = "".join(model.generate(HI, Sampling(max_tokens=20)))
    scores = finish(model.score(HI, ["tea", "rain"]))
    heard: list[object] = []
    threads = [
        threading.Thread(target=lambda: heard.append(finish(model.score(HI, ["tea", "rain"])))),
        threading.Thread(target=lambda: heard.append(finish(model.tokens("one two")))),
    ]
    for thread in threads:
        thread.start()
    together = "".join(model.generate(HI, Sampling(max_tokens=20)))
    for thread in threads:
        thread.join()

    assert together == alone
    assert sorted(map(str, heard)) == sorted([str(scores), "2"])


def test_two_chats_wait_for_each_other(model):
    alone = "".join(model.generate(HI, Sampling(max_tokens=30)))
    texts: list[str] = []

    def chat() -> None:
        texts.append("".join(model.generate(HI, Sampling(max_tokens=30))))

    threads = [threading.Thread(target=chat) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts == [alone] * 3


def test_a_process_that_hangs_is_ended_and_said(model, monkeypatch):
    work = model.generate(HI, Sampling(max_tokens=400))
    assert any(work)  # up to its first word
    pid = model.pid
    os.kill(pid, signal.SIGSTOP)

    with monkeypatch.context() as sooner, pytest.raises(Problem, match="ended unexpectedly"):
        sooner.setattr(exchange, "SILENCE", 0.5)
        sooner.setattr(exchange, "STOPPING", 0.3)
        list(work)
    assert "".join(model.generate(HI, Sampling(max_tokens=2)))
    assert model.pid != pid


def test_one_that_does_not_stop_is_ended(model, monkeypatch):
    monkeypatch.setattr(exchange, "STOPPING", 0.3)
    work = model.generate(HI, Sampling(max_tokens=400))
    assert any(work)
    pid = model.pid
    os.kill(pid, signal.SIGSTOP)
    work.close()

    assert "".join(model.generate(HI, Sampling(max_tokens=2)))
    assert model.pid != pid
