"""Models that plugins of the llm package bring, as far as they can speak through our connection.

Those can that are made on the package's own chat model and ask it for their client: they are
given ours.  A plugin that opens connections by itself is not offered, as nothing could be
written down of what it sends.  Asked while it registers its models, the network is closed to it.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.cloud.failures import told
from assistant.cloud.openai_api import NO_KEY
from assistant.cloud.provider import ADDRESS, Form, Provider
from assistant.cloud.said import Said, Usage
from assistant.cloud.transport import Line
from memory.errors import Problem
from memory.types import Message

ALONE = "It opens its connections by itself, so nothing could be written down of what it sends."
ELSEWHERE = "It speaks another form than that of chats."
HERE = "It runs on this computer; add its file as a model."


@dataclass(frozen=True, slots=True)
class Offered:
    """A model of a plugin: where it is reached, or why it is not offered."""

    id: str  # as the llm package calls it
    model: str  # as its provider calls it
    address: str
    why_not: str = ""


def offered() -> list[Offered]:
    """Return the models of the plugins that are installed.  Raises Problem without the package."""
    return [_described(model) for model in _models()]


def provider_of(name: str, id: str) -> Provider:
    """Return a plugin's model as a provider.  Raises Problem where it cannot be one."""
    one = next((each for each in offered() if each.id == id), None)
    if one is None:
        raise Problem(
            "No plugin brings a model of that name.", remedy="`famulus cloud plugins` lists them."
        )
    if one.why_not:
        raise Problem(f"This model is not offered. {one.why_not}")
    return Provider(name, Form.PLUGIN, one.address, one.model, plugin=id)


def speak(
    provider: Provider, messages: Sequence[Message], line: Line
) -> Generator[Said, None, None]:
    """Yield what the plugin's model answers, piece by piece.  Raises Problem."""
    import openai
    from llm.errors import ModelError
    from llm.parts import Message as Told
    from llm.parts import TextPart

    model = next(one for one in _models() if one.model_id == provider.plugin)
    said = [Told(role=one.role, parts=[TextPart(text=one.text)]) for one in messages]
    failures = (openai.OpenAIError, ModelError)
    with told(provider.name, *failures), line.client() as connection:
        client = openai.OpenAI(
            api_key=NO_KEY, base_url=provider.address, http_client=connection, max_retries=0
        )
        model.get_client = lambda _key, **_how: client
        try:
            response = model.prompt(messages=said, key=NO_KEY)
            yield from response
            counted = response.usage()
            yield Usage.of(counted.input, counted.output)
        finally:
            del model.get_client


def _models() -> list[Any]:
    try:
        import llm
    except ImportError as err:
        raise Problem(
            "The llm package is not installed.", remedy="`pip install famulus[llm]` brings it."
        ) from err
    models: list[Any] = llm.get_models()
    return models


def _described(model: Any) -> Offered:
    from llm.default_plugins import openai_models

    id = str(model.model_id)
    if not isinstance(model, openai_models.Chat):
        return Offered(id, id, "", _why_not(model))
    address = str(model.api_base or ADDRESS[Form.OPENAI]).rstrip("/")
    own = type(model)
    if isinstance(model, openai_models.Completion):
        return Offered(id, id, address, ELSEWHERE)
    asks = own.execute is openai_models.Chat.execute
    if not asks or own.get_client is not openai_models.Chat.get_client:
        return Offered(id, id, address, ALONE)
    return Offered(id, str(model.model_name or id), address)


def _why_not(model: Any) -> str:
    from llm.default_plugins import openai_models

    if isinstance(model, openai_models.Responses):
        return ELSEWHERE
    return ALONE if model.needs_key else HERE
