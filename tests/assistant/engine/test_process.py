"""A model's process begins with all it may have, and with less after it was too much."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest

from assistant.engine import process
from assistant.engine.gguf import read_header
from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Sampling
from assistant.engine.process import SMALLEST, STEPS, ModelProcess
from memory.errors import Problem, ProcessDied
from memory.progress import finish
from memory.types import Message

HI = [Message("user", "Say hi.")]
FEW = Sampling(max_tokens=2, temperature=0)


@pytest.fixture
def running():
    one = ModelProcess(embedded(), read_header(embedded()), 2)
    yield one
    one.close()


def test_each_death_takes_something_away_down_to_the_least(running):
    setups = [running._setup()]
    for _ in range(STEPS + 1):
        with pytest.raises(Problem, match="ended unexpectedly"), running.failing():
            raise ProcessDied("It stopped.")
        setups.append(running._setup())

    rooms = [one["room"] for one in setups]
    assert rooms == sorted(rooms, reverse=True)
    assert rooms[0] > rooms[1] > rooms[2] == rooms[3] >= SMALLEST
    assert [one["layers"] for one in setups[:2]] == [None, 0]
    assert running.by_threads("chat") == 1
    running.rest()
    assert running._setup() == setups[0]


def test_a_context_that_has_no_room_is_tried_smaller(monkeypatch):
    """Of 32,000 tokens it does not fit into a gigabyte beside the weights, of 8,000 it does."""
    monkeypatch.setattr(process, "CONTEXT", 1 << 15)
    monkeypatch.setattr(process, "SPARE", 800 << 20)
    monkeypatch.setattr(process, "FLOAT", 0)  # no room is reckoned for the cache
    header = replace(read_header(embedded()), context=1 << 15)
    wide = ModelProcess(embedded(), header, 1)
    try:
        exchange = finish(wide.turn("chat"))
        assert exchange.child.alive
        assert wide._less > 0
    finally:
        wide.close()


def test_with_no_memory_at_all_it_is_said_and_the_next_with_memory_works(monkeypatch):
    monkeypatch.setattr(process, "SPARE", -embedded().stat().st_size)
    model = LlamaModel(embedded(), threads=1)
    with pytest.raises(Problem) as told:
        list(model.generate(HI, FEW))
    monkeypatch.undo()

    assert told.value.remedy
    assert "".join(model.generate(HI, FEW))
    model.close()


def test_a_turn_is_waited_for_and_given_back_when_the_process_ends(running):
    exchange = finish(running.turn("chat"))
    waiting = running.turn("chat")
    assert next(waiting) == ""
    os.kill(exchange.child.pid, signal.SIGKILL)
    running.over("chat")

    assert running.free("work")
    with pytest.raises(StopIteration) as stop:
        while True:
            next(waiting)
    assert stop.value.value.child.alive
    running.over("chat")
    running.over("work")


def test_closed_it_does_not_begin_again(running):
    running.close()
    with pytest.raises(ProcessDied):
        finish(running.turn("chat"))

    assert running.free("chat"), "the turn was given back"
