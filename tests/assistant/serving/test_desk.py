"""Work in its turn: its steps, its end, its failures, and what happens when nobody waits."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing

import pytest

from assistant.jobs import Lane
from assistant.serving import desk as module
from assistant.serving.desk import IN_LINE, Desk, Done
from assistant.serving.refusals import Refused
from memory.errors import Problem

ENGINE, INGEST = Lane.ENGINE, Lane.INGEST


def counting(to, ended=None):
    try:
        yield from range(to)
        return "done"
    finally:
        if ended is not None:
            ended.set()


def failing():
    yield 1
    raise Problem("It failed.")


def at_a_desk(deed):
    async def run():
        desk = Desk()
        try:
            return await asyncio.wait_for(deed(desk), 20)
        finally:
            desk.close()

    return asyncio.run(run())


async def all_of(desk, work, lane=ENGINE):
    return [step async for step in desk.steps("count", work, lane)]


def test_steps_come_in_order_and_the_result_last():
    *steps, last = at_a_desk(lambda desk: all_of(desk, counting(100)))

    assert steps == list(range(100))
    assert last == Done("done")
    assert at_a_desk(lambda desk: desk.result("count", counting(3), ENGINE)) == "done"


def test_a_failure_is_raised_to_who_waits():
    with pytest.raises(Problem, match="It failed"):
        at_a_desk(lambda desk: all_of(desk, failing()))


def test_who_goes_away_stops_the_work():
    ended = threading.Event()

    async def deed(desk):
        async with aclosing(desk.steps("count", counting(10**12, ended), ENGINE)) as steps:
            await anext(steps)
        return await asyncio.to_thread(ended.wait, 10)

    assert at_a_desk(deed)


def test_a_lane_does_one_thing_at_a_time_and_two_lanes_two():
    going, more = threading.Event(), threading.Event()

    def first():
        yield "begun"
        going.wait(10)
        yield "on"

    def second():
        more.set()
        yield "second"

    async def deed(desk):
        one = desk.steps("first", first(), ENGINE)
        assert await anext(one) == "begun"
        two = asyncio.ensure_future(desk.result("second", second(), ENGINE))
        assert await all_of(desk, counting(1), INGEST) == [0, Done("done")]
        assert not more.is_set()
        going.set()
        await two
        await one.aclose()

    at_a_desk(deed)
    assert more.is_set()


def test_too_many_in_line_are_told_at_once_and_make_room_again():
    going, refused = threading.Event(), threading.Event()

    def waits():
        going.wait(10)
        yield 1

    async def deed(desk):
        waiting = [
            asyncio.ensure_future(desk.result("wait", waits(), ENGINE)) for _ in range(IN_LINE)
        ]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as told:
            work = counting(1, refused)
            await desk.result("one more", work, ENGINE)
        assert (told.value.status, told.value.code) == (429, "busy")
        with pytest.raises(StopIteration):
            next(work)  # it was closed
        going.set()
        await asyncio.gather(*waiting)
        assert await desk.result("count", counting(1), ENGINE) == "done"

    at_a_desk(deed)


def test_what_nobody_used_is_given_back_again_and_again(monkeypatch):
    monkeypatch.setattr(module, "LOOKING", 0.01)
    rested: list[float] = []

    def rest(unused):
        rested.append(unused)
        if len(rested) == 2:
            raise Problem("It is in use.")

    async def deed(desk):
        resting = asyncio.ensure_future(desk.resting(rest))
        while len(rested) < 4:
            await asyncio.sleep(0.01)
        resting.cancel()

    at_a_desk(deed)
    assert set(rested) == {module.UNUSED}


def test_after_it_is_closed_nothing_is_waited_for():
    async def deed(desk):
        desk.close()
        with pytest.raises(Problem, match="just closing"):
            await desk.result("count", counting(1), ENGINE)

    at_a_desk(deed)
