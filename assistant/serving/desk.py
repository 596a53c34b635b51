"""Desk: work of the lanes for those who wait on an event loop, one after the other.

A lane does one thing at a time (assistant.jobs); a few wait in line, and who
comes after them is told so at once.  Who goes away stops what was done for them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, NoReturn, TypeVar

from assistant.jobs import Job, JobRunner, Lane, State, ignore
from assistant.serving.refusals import Refused
from memory.errors import Problem
from memory.progress import Work, once

S = TypeVar("S")
T = TypeVar("T")

UNUSED = 600.0  # seconds after which a model's memory is given back
LOOKING = 60.0  # seconds between two looks at that
IN_LINE = 5  # at one lane: whose turn it is, and those who wait


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The last step of all: what came of the work."""

    result: T = field(repr=False)


News = asyncio.Queue[S | Done[T] | Exception | None]


class Desk:
    """Where work is handed in.  Made, used and closed on the thread of the running loop."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._runner = JobRunner(lambda news: ignore(loop.call_soon_threadsafe(news)))
        self._in_line: Counter[Lane] = Counter()

    async def steps(
        self, title: str, work: Work[S, T], lane: Lane
    ) -> AsyncGenerator[S | Done[T], None]:
        """Do the work in its turn; yield its steps, and its result as the last.

        Closed, the work stops at its next step.  Raises what the work raised, and
        Refused where too many wait.
        """
        news: News[S, T] = asyncio.Queue()
        job = self._begun(title, work, lane, news)
        try:
            while (step := await news.get()) is not None:
                if isinstance(step, Exception):
                    raise step
                yield step
                if isinstance(step, Done):
                    return
            raise Problem("Famulus is just closing.", remedy="Start it again.")
        finally:
            job.cancel()

    async def result(self, title: str, work: Work[S, T], lane: Lane) -> T:
        """Do the work in its turn, and return what came of it."""
        async with aclosing(self.steps(title, work, lane)) as steps:
            async for step in steps:
                if isinstance(step, Done):
                    return step.result
        raise Problem("Famulus is just closing.", remedy="Start it again.")

    async def resting(self, rest: Callable[[float], object]) -> NoReturn:
        """Give back again and again, in its turn, the memory of what nobody used for long."""
        while True:
            await asyncio.sleep(LOOKING)
            with suppress(Problem):  # many wait for their turn: it is in use
                await self.result("Rest", once(partial(rest, UNUSED)), Lane.ENGINE)

    def close(self) -> None:
        """Stop everything, and return when its threads are gone."""
        self._runner.close()

    def _begun(self, title: str, work: Work[S, T], lane: Lane, news: News[S, T]) -> Job[S, T]:
        if self._in_line[lane] >= IN_LINE:
            work.close()
            raise Refused(
                "Too many others wait for their turn just now.",
                remedy="Ask again in a moment.",
                status=429,
                code="busy",
            )
        self._in_line[lane] += 1

        def ended(_job: Job[S, T]) -> None:
            self._in_line[lane] -= 1
            news.put_nowait(None)

        job = self._runner.start(
            title,
            work,
            lane,
            on_step=news.put_nowait,
            on_done=lambda result: news.put_nowait(Done(result)),
            on_failed=news.put_nowait,
            on_ended=ended,
        )
        if job.state is State.CANCELLED:  # the runner was closed before: no news will come
            ended(job)
        return job
