"""Speaking to Anthropic by its own client, through our connection."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from assistant.cloud.failures import ended_early, told
from assistant.cloud.provider import Provider
from assistant.cloud.said import Said, Usage
from assistant.cloud.transport import Line
from memory.types import Message

NO_KEY = "none"  # the transport puts the key in; the client never has it
LONGEST = 4096  # tokens of an answer; this interface wants it said


def speak(
    provider: Provider, messages: Sequence[Message], line: Line
) -> Generator[Said, None, None]:
    """Yield what the model answers, piece by piece.  Raises Problem."""
    import anthropic

    system = "\n\n".join(one.text for one in messages if one.role == "system")
    said: Any = [
        {"role": one.role, "content": one.text} for one in messages if one.role != "system"
    ]
    with told(provider.name, anthropic.AnthropicError), line.client() as connection:
        client = anthropic.Anthropic(
            api_key=NO_KEY, base_url=provider.address, http_client=connection, max_retries=0
        )
        # Any: what it reads is not checked against the types that it declares.
        stream: Any = client.messages.create(
            model=provider.model,
            max_tokens=LONGEST,
            messages=said,
            system=system or anthropic.omit,
            stream=True,
        )
        asked, ended = 0, False
        with stream:
            for event in stream:
                if event.type == "message_start":
                    asked = event.message.usage.input_tokens
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    yield str(event.delta.text)
                elif event.type == "message_delta":
                    yield Usage.of(asked, event.usage.output_tokens)
                ended = ended or event.type == "message_stop"
        if not ended:
            raise ended_early(provider.name)
