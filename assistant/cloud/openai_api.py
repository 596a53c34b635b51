"""Speaking to an endpoint in the form of OpenAI, by its own client, through our connection."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from assistant.cloud.failures import ended_early, told
from assistant.cloud.provider import Provider
from assistant.cloud.said import Said, Usage
from assistant.cloud.transport import Line
from memory.types import Message

NO_KEY = "none"  # the transport puts the key in; the client never has it


def speak(
    provider: Provider, messages: Sequence[Message], line: Line
) -> Generator[Said, None, None]:
    """Yield what the model answers, piece by piece.  Raises Problem."""
    import openai

    said: Any = [{"role": one.role, "content": one.text} for one in messages]
    with told(provider.name, openai.OpenAIError), line.client() as connection:
        client = openai.OpenAI(
            api_key=NO_KEY, base_url=provider.address, http_client=connection, max_retries=0
        )
        # Any: what it reads is not checked against the types that it declares.
        stream: Any = client.chat.completions.create(
            model=provider.model,
            messages=said,
            stream=True,
            stream_options={"include_usage": True},
        )
        ended = False
        with stream:
            for chunk in stream:
                if chunk.usage is not None:
                    yield Usage.of(chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
                for choice in chunk.choices[:1]:
                    if isinstance(choice.delta.content, str):
                        yield choice.delta.content
                    ended = ended or choice.finish_reason is not None
        if not ended:
            raise ended_early(provider.name)
