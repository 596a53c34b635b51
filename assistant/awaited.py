"""What runs on a loop of asyncio, as work with steps: it can be driven, shown and stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from memory.progress import Progress, Work

T = TypeVar("T")

TICK = 0.2  # seconds between two chances to stop


def awaited(
    deed: Callable[[], Coroutine[Any, Any, T]], note: str, stop: Callable[[], object] | None = None
) -> Work[Progress, T]:
    """Do it on a loop of its own, with a step at every tick, and return what comes of it.

    Closed, it calls ``stop`` and waits for the end; without ``stop`` it cancels the deed.
    """
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        task = loop.create_task(deed())
        try:
            while not task.done():
                yield Progress(0, None, note)
                loop.run_until_complete(asyncio.wait([task], timeout=TICK))
        finally:
            (stop or task.cancel)()
            loop.run_until_complete(asyncio.wait([task]))
            if not task.cancelled():
                task.exception()  # raised below, or by the loop itself: an interrupt
        return task.result()
