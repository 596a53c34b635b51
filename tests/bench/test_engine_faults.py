"""What happens to a model's process happens to nothing else: the program and store are whole."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.app import Assistant
from assistant.engine import process
from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Sampling
from assistant.models.router import Task
from memory.errors import Problem
from memory.progress import Work, finish
from memory.types import Answer, Message
from tests.bench.test_engine import mails

KILLS = 40
DAMAGED = 20
HI = [Message("user", "Count to a hundred.")]


@pytest.fixture(scope="module")
def famulus(tmp_path_factory):
    root = tmp_path_factory.mktemp("faults")
    with Assistant.open(root / "home", passphrase="tea") as famulus:
        famulus.read([mails(root / "mails", 40)])
        famulus.change_settings(model=str(embedded()), threads=2)
        famulus.models.choose_tier(str(embedded()), 1)  # it is to write, however badly
        yield famulus


def test_killed_at_any_token(famulus):
    """A question is answered all the same, from the texts themselves, and both turns are kept."""
    chance = random.Random(5)
    model = famulus.writers.model(Task.ANSWER).model
    conversation = famulus.start_conversation()
    killed = 0
    for _ in range(KILLS):
        steps = chance.randrange(1, 60)
        work = famulus.answering("When was the kiln fired?", conversation=conversation)
        answers: list[Answer] = []
        for _ in told_to(work, answers):
            steps -= 1
            if steps == 0 and model.pid:
                os.kill(model.pid, signal.SIGKILL)
                killed += 1
        assert answers[0].found
    turns = famulus.turns(conversation)
    print(f"\n{killed} kills while a model wrote: {len(turns)} turns kept of {2 * KILLS}")

    assert killed >= KILLS // 2
    assert len(turns) == 2 * KILLS
    assert finish(famulus.keeping.checking()).sound


def told_to(work: Work[Any, Answer], answers: list[Answer]) -> Iterator[object]:
    """Yield the steps of the work, and put its result into the list."""
    answers.append((yield from work))


def outcome(path: Path) -> str:
    """Return what comes of a file: text, or the sentence that is said of it."""
    try:
        model = LlamaModel(path, threads=2)
    except Problem as problem:
        return "refused" if problem.remedy else "no remedy"
    try:
        text = "".join(model.generate(HI, Sampling(max_tokens=4, temperature=0)))
    except Problem as problem:
        return "a sentence" if problem.remedy else "no remedy"
    finally:
        model.close()
    return "text" if text else "nothing"


def test_damaged_files(tmp_path):
    """Cut off, or with bits turned all over: a sentence, or what a few wrong weights say."""
    chance = random.Random(6)
    whole = embedded().read_bytes()
    told: dict[str, int] = {}
    for n in range(DAMAGED):
        raw = bytearray(whole)
        if n % 2:
            del raw[chance.randrange(1, len(raw)) :]
        else:
            for _ in range(64):
                raw[chance.randrange(len(raw) if n % 4 else 4096)] ^= 1 << chance.randrange(8)
        path = tmp_path / "damaged.gguf"
        path.write_bytes(raw)
        how = outcome(path)
        told[how] = told.get(how, 0) + 1
    print(f"\n{DAMAGED} damaged files: {told}")

    assert told.keys() <= {"refused", "a sentence", "text", "nothing"}
    assert told.get("refused", 0) + told.get("a sentence", 0) >= DAMAGED // 2


def test_too_little_memory(monkeypatch):
    """From far too little to enough: a sentence, or an answer in a smaller context."""
    told = []
    for spare in range(50, 850, 50):
        monkeypatch.setattr(process, "SPARE", spare << 20)
        told.append(outcome(embedded()))
    print(f"\naddress space from 50 to 800 MB: {told}")

    assert set(told) <= {"a sentence", "text"}
    assert told[0] == "a sentence"
    assert told[-1] == "text"
