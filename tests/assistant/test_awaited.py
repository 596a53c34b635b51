"""What runs on a loop, driven step by step: its end, its failure, and how it is stopped."""

from __future__ import annotations

import asyncio

import pytest

from assistant import awaited as module
from assistant.awaited import awaited
from memory.progress import Progress, finish


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(module, "TICK", 0.01)


def test_it_goes_on_in_steps_to_its_result():
    async def deed():
        await asyncio.sleep(0.05)
        return "done"

    work = awaited(deed, "Waiting")

    assert next(work) == Progress(0, None, "Waiting")
    assert finish(work) == "done"


def test_a_failure_is_raised():
    async def deed():
        raise KeyError("x")

    with pytest.raises(KeyError):
        finish(awaited(deed, ""))


def test_stopped_it_is_cancelled_and_waited_for():
    ended = []

    async def deed():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.02)
            ended.append(True)

    work = awaited(deed, "")
    next(work)
    next(work)
    work.close()

    assert ended == [True]


def test_what_knows_how_to_stop_is_asked_to():
    told: list[bool] = []
    ended: list[bool] = []

    async def deed():
        while not told:
            await asyncio.sleep(0.01)
        ended.append(True)

    work = awaited(deed, "", lambda: told.append(True))
    next(work)
    work.close()

    assert ended == [True]
