"""What the server answers: models, chat, completions and embeddings, as the OpenAI API has them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING

from assistant.app import Assistant
from assistant.jobs import Lane
from assistant.serving import asked as read
from assistant.serving import replies
from assistant.serving.asked import MEMORY, OURS, Asked, Encode
from assistant.serving.desk import Desk, Done
from assistant.serving.given import Given, parsed
from assistant.serving.guard import Guard, answer, body, caller
from assistant.serving.leaving import unless_gone
from assistant.serving.refusals import Refused, as_object, refusal
from assistant.serving.replies import CHAT, PROMPT, Form, Reply, Writer
from assistant.serving.visit import Visit
from assistant.serving.writing import Ended, answered, written_by_model
from memory.clients import Client, May
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.sizes import estimated_tokens

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from memory.index.vectors import Vectors

AT_ONCE = 16  # texts that are encoded between two chances to stop
Steps = AsyncGenerator[str | Done[Ended], None]


def application(famulus: Assistant, *, port: int, origins: Collection[str] = ()) -> Guard:
    """Return all that is served, behind its guard."""
    return Guard(Doors(famulus).open(), port=port, origins=origins)


class Doors:
    """The addresses that a program can ask, of one opened memory."""

    def __init__(self, famulus: Assistant) -> None:
        self._famulus = famulus
        self._desk: Desk

    def open(self) -> Starlette:
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/v1/models", self.models),
                Route("/v1/models/{name:path}", self.model),
                Route("/v1/chat/completions", self.chat, methods=["POST"]),
                Route("/v1/completions", self.completions, methods=["POST"]),
                Route("/v1/embeddings", self.embeddings, methods=["POST"]),
            ],
            exception_handlers={
                Problem: refused,
                404: no_such_address,
                405: no_such_address,
                Exception: failed,
            },
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self._desk = Desk()
        resting = asyncio.ensure_future(self._desk.resting(self._famulus.rest))
        try:
            yield
        finally:
            resting.cancel()
            self._desk.close()

    async def models(self, request: Request) -> Response:
        return _json(replies.models(self._names(self._caller(request))))

    async def model(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._names(self._caller(request)):
            raise _no_model(name)
        return _json(replies.model(name))

    async def chat(self, request: Request) -> Response:
        return await self._text(request, CHAT, read.chat)

    async def completions(self, request: Request) -> Response:
        return await self._text(request, PROMPT, read.completion)

    async def embeddings(self, request: Request) -> Response:
        client = self._caller(request)
        asked = read.encode(parsed(await body(request)))
        Visit(self._famulus, client).need(May.EMBEDDINGS)
        encoder = self._famulus.meaning.encoder
        if asked.model not in (encoder.name, OURS):
            raise _no_model(asked.model)
        if asked.dimensions not in (0, encoder.dimensions):
            raise Refused(f"Its vectors have {encoder.dimensions} dimensions.", param="dimensions")
        work = self._desk.result(
            "Encode for a program", encoding(self._famulus, asked), Lane.INGEST
        )
        found = await unless_gone(request, work)
        return _json(replies.vectors(asked, encoder.name, found))

    async def _text(
        self, request: Request, form: Form, reading: Callable[[Given], Asked]
    ) -> Response:
        client = self._caller(request)
        asked = reading(parsed(await body(request)))
        work = self._work(Visit(self._famulus, client, _program(request)), asked)
        name = _model_name(self._famulus) + MEMORY * asked.memory
        told = sum(estimated_tokens(message.text) for message in asked.messages)
        writer = Writer(form, name, read=told)
        steps = self._desk.steps("Write for a program", work, Lane.ENGINE)
        if not asked.stream:
            return _json(await unless_gone(request, whole(steps, writer, asked)))
        begun = await unless_gone(request, beginning(steps))
        return _events(streamed(begun, steps, writer, asked))

    def _work(self, visit: Visit, asked: Asked) -> Work[str, Ended]:
        """Return what has to be done for it.  Raises Refused, before anything is begun."""
        visit.need(May.MEMORY if asked.memory else May.MODELS)
        if asked.model not in (_model_name(self._famulus), OURS):
            raise _no_model(asked.model)
        if not asked.memory:
            return written_by_model(self._famulus, asked)
        assert asked.question
        return answered(visit, asked)

    def _caller(self, request: Request) -> Client:
        return caller(request, self._famulus.clients)

    def _names(self, client: Client) -> list[str]:
        """Return the models that a client can ask."""
        name = _model_name(self._famulus)
        known = (
            (May.MODELS, name),
            (May.MEMORY, name + MEMORY),
            (May.EMBEDDINGS, self._famulus.meaning.encoder.name),
        )
        return [name for scope, name in known if scope in client.may]


def encoding(famulus: Assistant, asked: Encode) -> Work[Progress, Vectors]:
    """Return the vectors of the texts, by the encoder of this memory."""
    import numpy as np

    famulus.meaning.follow()
    parts = []
    for n in range(0, len(asked.texts), AT_ONCE):
        yield Progress(n, len(asked.texts))
        parts.append(famulus.meaning.encoder.encode(asked.texts[n : n + AT_ONCE]))
    return np.concatenate(parts)


async def whole(steps: Steps, writer: Writer, asked: Asked) -> Reply:
    """Return the reply once all of it is there."""
    text = ""
    async with aclosing(steps):
        async for step in steps:
            if isinstance(step, Done):
                ended: Ended = step.result
                text = ended.answer.text if ended.answer else text
                ours = replies.ours(ended.answer, asked.ignored)
                return writer.whole(text, ended.why, ended.tokens, ours)
            text += step
    raise Problem("The text ended unexpectedly.")


async def beginning(steps: Steps) -> str | Done[Ended]:
    """Wait for the first words: until then a failure can be told as one."""
    try:
        async for step in steps:
            if step:
                return step
    except BaseException:
        await steps.aclose()
        raise
    raise Problem("The text ended unexpectedly.")


async def streamed(
    begun: str | Done[Ended], steps: Steps, writer: Writer, asked: Asked
) -> AsyncGenerator[bytes, None]:
    """Yield the events of a reply, from what it began with on."""
    step, first = begun, True
    async with aclosing(steps):
        try:
            while not isinstance(step, Done):
                if step or first:
                    yield writer.piece(step, first=first)
                first = False
                step = await anext(steps)
        except Problem as problem:
            yield replies.event(as_object(refusal(problem)))
            return
    yield writer.last(step.result.why, replies.ours(step.result.answer, asked.ignored))
    if asked.with_usage:
        yield writer.used(step.result.tokens)
    yield replies.END


async def refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return answer(error)


async def no_such_address(_request: Request, error: Exception) -> Response:
    status: int = getattr(error, "status_code", 404)
    return answer(
        Refused(
            "There is nothing at this address.",
            remedy="There are /v1/models, /v1/chat/completions, /v1/completions, /v1/embeddings.",
            status=status,
            code="not_found",
        )
    )


async def failed(_request: Request, _error: Exception) -> Response:
    """Say that the mistake is ours, and nothing of what it came up on."""
    return answer(Refused("Something went wrong inside the program.", status=500, code="bug"))


def _model_name(famulus: Assistant) -> str:
    """Return what the model that writes is called: as its file, without its ending."""
    return famulus.writers.plain().path.stem


def _program(request: Request) -> str:
    """Return what a program calls itself."""
    return request.headers.get("user-agent", "")


def _no_model(name: str) -> Refused:
    return Refused(
        f"There is no model “{name[:60]}” here.",
        remedy="/v1/models lists what there is.",
        status=404,
        code="model_not_found",
        param="model",
    )


def _json(reply: Reply) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(reply)


def _events(events: AsyncGenerator[bytes, None]) -> Response:
    from starlette.responses import StreamingResponse

    return StreamingResponse(
        events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )
