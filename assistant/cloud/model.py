"""One cloud model, asked with what the gate has cleared and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.cloud import failures
from assistant.cloud.keys import needed_key
from assistant.cloud.provider import Form, Provider
from assistant.cloud.row import Row
from assistant.cloud.said import Reply, Said, Usage
from assistant.cloud.switch import Switch
from assistant.privacy.gate import ClearedPrompt, Recipient
from assistant.privacy.replacing.restoring import Restoring
from memory.errors import Problem
from memory.progress import Progress, TextDelta, Work
from memory.store import MemoryStore
from memory.types import Message

if TYPE_CHECKING:
    from assistant.cloud.transport import Line

Speak = Callable[[Provider, Sequence[Message], "Line"], Generator[Said, None, None]]


class CloudModel:
    """A model of a provider.  Its answers are others' text: nothing in them is followed."""

    def __init__(self, provider: Provider, store: MemoryStore, switch: Switch) -> None:
        self.provider = provider
        self._store, self._switch = store, switch

    def __repr__(self) -> str:
        return f"CloudModel({self.provider.name!r})"

    @property
    def name(self) -> str:
        return f"{self.provider.model} ({self.provider.name})"

    def complete(self, prompt: ClearedPrompt) -> Work[Progress | TextDelta, Reply]:
        """Send the words that were cleared, once, and yield the answer as it comes, restored.

        The ledger has the request before it is sent, and the answer as far as it came.  To
        stop it closes the connection.  Raises Problem: switched off, no key, not reached, refused.
        """
        if not isinstance(prompt, ClearedPrompt):
            raise TypeError("Only what the gate has cleared can be sent.")
        return self._completing(prompt)

    def _completing(self, prompt: ClearedPrompt) -> Work[Progress | TextDelta, Reply]:
        self._check(prompt)
        key = needed_key(self.provider)
        from assistant.cloud.transport import Line

        messages = joined([Message(one.role, one.text) for one in prompt.used()])
        row = Row(self._store, prompt)
        line = Line(self.provider, key, {one.text for one in messages}, row, self._switch)
        speaking = _speak(self.provider)(self.provider, messages, line)
        heard = Heard(prompt.restoring())
        try:
            with self._switch.running(line, self.provider.name), closing(speaking):
                yield Progress(0, None, f"Asking {self.name}")
                yield from pieces(speaking, heard)
            if not heard.text.strip():
                raise failures.not_understood(self.provider.name)
        except Problem as problem:
            row.failed(str(problem), bytes(line.heard))
            raise
        except (GeneratorExit, KeyboardInterrupt):
            row.failed(str(failures.stopped()), bytes(line.heard))
            raise
        finally:
            line.close()
        usage = heard.usage
        cost = self.provider.cost(usage.asked, usage.answered) if usage else None
        row.answered(bytes(line.heard), usage, cost)
        return Reply(heard.text, self.name, row.id, usage, cost)

    def _check(self, prompt: ClearedPrompt) -> None:
        """Raise Problem where it is off, or the words were cleared for somebody else."""
        self._switch.check()
        if prompt.recipient != recipient(self.provider):
            raise Problem(
                "These words were shown to you as meant for somebody else.",
                remedy="Look at them again before they are sent.",
            )


class Heard:
    """What was answered so far, with what its placeholders stand for."""

    def __init__(self, restoring: Restoring) -> None:
        self.text = ""
        self.usage: Usage | None = None
        self._restoring = restoring

    def told(self, said: Said) -> str:
        """Take the next of what is said; return what of it is sure."""
        if isinstance(said, Usage):
            self.usage = said
            return ""
        return self._add(self._restoring.feed(said))

    def rest(self) -> str:
        return self._add(self._restoring.rest())

    def _add(self, piece: str) -> str:
        self.text += piece
        return piece


def recipient(provider: Provider) -> Recipient:
    """Return a provider as the gate knows it."""
    return Recipient(provider.name, provider.model, provider.mine, provider.unrewritten)


def pieces(speaking: Iterator[Said], heard: Heard) -> Iterator[TextDelta]:
    """Yield what is sure of the answer, as it comes."""
    for said in speaking:
        if piece := heard.told(said):
            yield TextDelta(piece)
    if rest := heard.rest():
        yield TextDelta(rest)


def _speak(provider: Provider) -> Speak:
    """Return the client of the form that a provider speaks, imported as late as can be."""
    from assistant.cloud import anthropic_api, openai_api, plugins

    speaks: dict[Form, Speak] = {
        Form.OPENAI: openai_api.speak,
        Form.ANTHROPIC: anthropic_api.speak,
        Form.PLUGIN: plugins.speak,
    }
    return speaks[provider.form]


def joined(messages: Sequence[Message]) -> list[Message]:
    """Return the messages, those in a row of one speaker as one: most models want turns."""
    turns: list[Message] = []
    for one in messages:
        if turns and turns[-1].role == one.role:
            turns[-1] = Message(one.role, f"{turns[-1].text}\n\n{one.text}")
        else:
            turns.append(one)
    return turns
