"""What is done for a program ends when the program goes away."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import ClientDisconnect, Request

from assistant.serving.leaving import unless_gone


def request(*messages: str, gone: asyncio.Event) -> Request:
    told = list(messages)

    async def receive():
        if told:
            return {"type": told.pop(0)}
        await gone.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


def run(deed):
    return asyncio.run(asyncio.wait_for(deed(), 10))


def test_as_long_as_it_waits_it_is_done():
    async def deed():
        async def work():
            await asyncio.sleep(0.01)
            return "done"

        return await unless_gone(request("http.request", gone=asyncio.Event()), work())

    assert run(deed) == "done"


def test_a_failure_is_raised():
    async def deed():
        async def work():
            raise KeyError("x")

        await unless_gone(request(gone=asyncio.Event()), work())

    with pytest.raises(KeyError):
        run(deed)


def test_when_it_goes_away_the_work_is_stopped_before_anything_else_is_done():
    stopped = []

    async def deed():
        gone = asyncio.Event()

        async def work():
            gone.set()
            try:
                await asyncio.sleep(60)
            finally:
                await asyncio.sleep(0.01)
                stopped.append(True)

        with pytest.raises(ClientDisconnect):
            await unless_gone(request("http.request", gone=gone), work())
        return list(stopped)

    assert run(deed) == [True]
