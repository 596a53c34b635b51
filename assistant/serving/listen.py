"""The one file that listens: on this computer's own addresses, for programs of this computer."""

from __future__ import annotations

import errno
import os
import socket  # noqa: TID251 - the one place that listens; nothing here connects
from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant import egress
from assistant.app import Assistant
from assistant.awaited import awaited
from assistant.serving.guard import Guard
from assistant.serving.patience import protocol
from assistant.serving.web import application
from memory.errors import Problem
from memory.progress import Progress, Work

if TYPE_CHECKING:
    from uvicorn import Server as Uvicorn

PORT = 8462
CONNECTIONS = 32  # at a time
IDLE = 5  # seconds that a connection is kept without a request
FAREWELL = 2  # seconds that requests are given to end
WITHOUT = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)  # what a computer without IPv6 says
ELSEWHERE = "Choose another with `famulus serve --port`."


class Server:
    """A server that listens from when it is made, and answers while its work runs."""

    def __init__(
        self, famulus: Assistant, *, port: int = PORT, origins: Collection[str] = ()
    ) -> None:
        """Listen on this port; 0 is any that is free.  Raises Problem where it is taken."""
        with egress.listening():
            self._sockets = bound(port)
        self.port: int = self._sockets[0].getsockname()[1]
        self._uvicorn = _uvicorn(application(famulus, port=self.port, origins=origins))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def running(self) -> Work[Progress, None]:
        """Answer until it is stopped."""
        return (yield from awaited(self._run, f"Listening at {self.url}", self.stop))

    def stop(self) -> None:
        """End it soon; from any thread."""
        self._uvicorn.should_exit = True

    def close(self) -> None:
        """Listen no more."""
        for one in self._sockets:
            one.close()

    async def _run(self) -> None:
        with egress.listening():
            await self._uvicorn.serve(self._sockets)


def _uvicorn(app: Guard) -> Uvicorn:
    from uvicorn import Config
    from uvicorn import Server as Uvicorn

    return Uvicorn(
        Config(
            app,
            loop="asyncio",
            http=protocol(),
            ws="none",
            lifespan="on",
            log_config=None,  # nobody's words in a log: it keeps none
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=FAREWELL,
        )
    )


def bound(port: int) -> list[socket.socket]:
    """Return sockets on the same port of both addresses of this computer.

    Both, because "localhost" is either: on the other one somebody else could
    wait for tokens that are meant for us.  Raises Problem.
    """
    first = _bound(socket.AF_INET, "127.0.0.1", port)
    assert first is not None
    try:
        second = _bound(socket.AF_INET6, "::1", first.getsockname()[1])
    except Problem:
        first.close()
        raise
    return [first] if second is None else [first, second]


def _bound(family: int, address: str, port: int) -> socket.socket | None:
    """Return a socket that listens, or None if this computer has no such address."""
    one: socket.socket | None = None
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
        one.listen()  # at once, or another could do so on the same port
    except (OSError, OverflowError) as error:
        if one is not None:
            one.close()
        if family == socket.AF_INET6 and getattr(error, "errno", None) in WITHOUT:
            return None
        raise _unusable(error, port) from error
    return one


def _unusable(error: OSError | OverflowError, port: int) -> Problem:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return Problem(f"Another program listens on port {port} already.", remedy=ELSEWHERE)
    why = os.strerror(number) if number else "there is none of that number"
    return Problem(f"Famulus cannot listen on port {port} ({why}).", remedy=ELSEWHERE)
