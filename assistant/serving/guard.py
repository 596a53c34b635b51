"""Guard: who may come in at all, before anything is read of what they want.

A page in a browser can reach this computer's own ports, and a name that leads
here today may have led elsewhere a moment ago.  So: only by a name of this
computer with its port, from no page that the user has not allowed, with a
token that somebody was given; a body of bounded size, in bounded time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.serving.refusals import Refused, as_object, refusal
from memory.clients import Client, Clients
from memory.errors import Problem, whereabouts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

LARGEST = 2 << 20  # bytes of a body
READING = 10.0  # seconds that a body may take to come
NAMES = ("localhost", "127.0.0.1", "[::1]")
METHODS = "GET, POST, OPTIONS"
HEADERS = "authorization, content-type"
Pairs = list[tuple[bytes, bytes]]


class Guard:
    """Stands before an application of ASGI, and answers whom it does not let in."""

    def __init__(self, app: ASGIApp, *, port: int, origins: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in NAMES}
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        origin = _origin(scope)
        if origin in self._origins:
            send = _for_page(send, origin)
        try:
            self._admit(scope, origin)
        except Refused as refused:
            await answer(refused)(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and origin:  # a browser asks before it asks
            await _answer_browser(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - told already; what it says may be somebody's
            log.debug("a request failed\n%s", whereabouts(error))

    def _admit(self, scope: Scope, origin: str) -> None:
        """Raise Refused for who comes by another name, or from a page of the web."""
        if scope["type"] != "http":
            raise Refused("Only HTTP is spoken here.", status=400)
        hosts = [value.decode("latin-1").lower() for value in _headers(scope, b"host")]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise Refused(
                "This server is asked by the name of this computer only.",
                remedy=f"Use http://{min(self._hosts)}.",
                status=403,
                code="wrong_host",
            )
        if origin and origin not in self._origins:
            raise Refused(
                "Pages of a browser may not ask this server.",
                remedy="`famulus serve --origin` lets a page in.",
                status=403,
                code="wrong_origin",
            )


def caller(request: Request, clients: Clients) -> Client:
    """Return who asks, by their token.  Raises Refused."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    client = clients.holder(token.strip()) if kind.lower() == "bearer" else None
    if client is None:
        raise Refused(
            "This token is not known here.",
            remedy="`famulus serve --client NAME` makes one.",
            status=401,
            code="invalid_api_key",
        )
    return client


async def body(request: Request) -> bytes:
    """Return the body.  Raises Refused if it is too large, or comes too slowly."""
    told = request.headers.get("content-length", "0")
    data = bytearray()
    if not told.isdecimal() or int(told) > LARGEST:
        raise _too_large()
    try:
        async with asyncio.timeout(READING):
            async for piece in request.stream():
                data += piece
                if len(data) > LARGEST:
                    raise _too_large()
    except TimeoutError as err:
        raise Refused("The request came too slowly.", status=408, code="too_slow") from err
    return bytes(data)


def answer(problem: Problem) -> Response:
    """Return the answer that tells a problem."""
    from starlette.responses import JSONResponse

    refused = refusal(problem)
    more = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
    # What is left of a body is not read: the connection ends with the answer.
    more |= {"Connection": "close"} if refused.status in (408, 413) else {}
    return JSONResponse(as_object(refused), refused.status, more)


async def _answer_browser(scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import Response

    allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": HEADERS}
    await Response(status_code=204, headers=allowed)(scope, receive, send)


def _for_page(send: Send, origin: str) -> Send:
    """Let the page read the answer, and no other page."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            allowed = (b"access-control-allow-origin", origin.encode("latin-1"))
            message["headers"] = [*message["headers"], allowed, (b"vary", b"origin")]
        await send(message)

    return sending


def _origin(scope: Scope) -> str:
    """Return the page that asks, "" if it is none; several at once are none that is allowed."""
    return ", ".join(value.decode("latin-1") for value in _headers(scope, b"origin"))


def _headers(scope: Scope, name: bytes) -> list[bytes]:
    pairs: Pairs = scope.get("headers", [])
    return [value for key, value in pairs if key == name]


def _too_large() -> Refused:
    return Refused(f"A request has at most {LARGEST >> 20} MB.", status=413, code="too_large")
