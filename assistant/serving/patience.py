"""A connection on which nothing is asked, or never to its end, is not kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

ASKING = 10.0  # seconds that the head of a request may take to come


class Patience:
    """Does something once it was waited for too long."""

    def __init__(self, lost: Callable[[], object]) -> None:
        self._lost = lost
        self._timer: asyncio.TimerHandle | None = None

    def wait(self) -> None:
        """Count the time from now on, if it is not counted already."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(ASKING, self._lost)

    def rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def protocol() -> type[H11Protocol]:
    """Return the protocol of connections, with that patience and no more."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Patient(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.patience = Patience(transport.close)
            self.patience.wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            asked: RequestResponseCycle | None = self.cycle
            if asked is None or asked.response_complete:  # came a part of a request at most
                self.patience.wait()
            else:
                self.patience.rest()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self.patience.rest()

    return Patient
