"""A real model in a process of its own: it streams, it stops, and its death is a sentence."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.engine.gguf import Header
from assistant.engine.local import LlamaModel, embedded, tier_of
from assistant.engine.plan import Sampling
from memory.errors import Problem
from memory.types import Message

COUNT = [Message("user", "Count from one to one hundred.")]
LONG = [Message("user", "tea rain lease kiln bread " * 600)]  # some thousand tokens


@pytest.fixture(scope="module")
def model():
    model = LlamaModel(embedded(), threads=2)
    yield model
    model.close()


def seccomp_of(pid: int) -> str:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(line.split()[1] for line in status.splitlines() if line.startswith("Seccomp:"))


def ends(pid: int, seconds: float = 3) -> bool:
    """Whether the process is gone within so many seconds."""
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


def test_text_comes_as_it_is_written_and_the_same_seed_writes_the_same(model):
    first = [piece for piece in model.generate(COUNT, Sampling(max_tokens=12)) if piece]
    again = [piece for piece in model.generate(COUNT, Sampling(max_tokens=12)) if piece]

    assert 2 < len(first) <= 12
    assert "".join(first).strip()
    assert first == again


def test_its_process_may_not_use_the_network(model):
    list(model.generate(COUNT, Sampling(max_tokens=1)))

    assert seccomp_of(model.pid) == "2"


def test_closing_the_iterator_stops_the_model_and_it_goes_on_afterwards(model):
    work = model.generate(COUNT, Sampling(max_tokens=4000))
    assert any(work)  # up to its first word
    pid = model.pid
    began = time.monotonic()
    work.close()

    assert time.monotonic() - began < 1
    assert "".join(model.generate(COUNT, Sampling(max_tokens=3)))
    assert model.pid == pid


def test_it_stops_at_once_while_it_still_reads_a_long_prompt(model):
    list(model.generate(COUNT, Sampling(max_tokens=1)))
    work = model.generate(LONG, Sampling())

    def ask_and_stop() -> None:
        with suppress(Problem):
            next(work)  # gives the reins back before a word is written
            work.close()

    thread = threading.Thread(target=ask_and_stop)
    thread.start()
    thread.join(6)
    stopped = not thread.is_alive()
    if not stopped and model.pid:
        os.kill(model.pid, signal.SIGKILL)  # ends a thread that still waits
    thread.join()

    assert stopped
    assert "".join(model.generate(COUNT, Sampling(max_tokens=3)))


def test_a_process_that_is_killed_is_a_problem_and_the_next_question_starts_another(model):
    work = model.generate(COUNT, Sampling(max_tokens=4000))
    assert any(work)  # up to its first word
    os.kill(model.pid, signal.SIGKILL)

    with pytest.raises(Problem, match="ended unexpectedly") as death:
        list(work)
    assert death.value.remedy
    assert "".join(model.generate(COUNT, Sampling(max_tokens=3)))


def test_closing_ends_its_process_for_good():
    model = LlamaModel(embedded(), threads=1)
    list(model.generate(COUNT, Sampling(max_tokens=1)))
    pid = model.pid
    model.close()
    model.close()

    assert pid
    assert ends(pid)
    assert model.pid is None
    with pytest.raises(Problem):
        list(model.generate(COUNT, Sampling(max_tokens=1)))


def test_a_file_that_looks_like_a_model_and_is_none_is_a_problem(tmp_path):
    cut = tmp_path / "cut.gguf"
    with embedded().open("rb") as file:
        cut.write_bytes(file.read(8_000_000))
    models: list[LlamaModel] = []

    def ask() -> None:
        models.append(LlamaModel(cut))
        list(models[0].generate(COUNT, Sampling(max_tokens=1)))

    with pytest.raises(Problem) as refused:
        ask()
    assert refused.value.remedy
    for one in models:
        one.close()


def test_what_is_no_model_is_refused_before_any_process_is_started(tmp_path):
    path = tmp_path / "notes.gguf"
    path.write_text("Tea at noon.")

    with pytest.raises(Problem, match=r"notes\.gguf"):
        LlamaModel(path)


@pytest.mark.parametrize(("parameters", "tier"), [(135_000_000, 0), (500_000_000, 1)])
def test_a_small_model_may_not_write_answers(parameters, tier):
    assert tier_of(Header("a", "llama", parameters, 2048, frozenset())) == tier
