"""A text written for another program, piece by piece: by a model, or from the memory."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal, cast

from assistant.app import Assistant
from assistant.engine.local import LocalModel
from assistant.serving.asked import Asked
from assistant.serving.visit import Visit
from memory.progress import Progress, TextDelta, Work
from memory.sizes import estimated_tokens
from memory.types import Answer

SECONDS = 600.0  # that one text may take; then it ends as if it were long enough


@dataclass(frozen=True, slots=True)
class Ended:
    """How a text came to its end, of about how many tokens it is, and the answer it was."""

    why: Literal["stop", "length"]
    tokens: int
    answer: Answer | None = field(default=None, repr=False)


def written_by_model(famulus: Assistant, asked: Asked) -> Work[str, Ended]:
    """Let the model that was chosen write; see ``writing``."""
    return (yield from writing(famulus.writers.plain(), asked))


def writing(model: LocalModel, asked: Asked) -> Work[str, Ended]:
    """Yield the text as it is written, "" while there is none yet; return how it ended.

    Nothing of a stop is ever yielded, however it was cut into pieces.
    """
    deadline = time.monotonic() + SECONDS
    until, tokens, most = Until(asked.stops), 0, asked.sampling.max_tokens
    written = model.generate(asked.messages, asked.sampling, asked.schema)
    with closing(cast("Generator[str, None, None]", written)) as pieces:
        for piece in pieces:
            tokens += bool(piece)
            yield until.hear(piece)
            if until.met:
                return Ended("stop", tokens)
            if time.monotonic() > deadline:
                return Ended("length", tokens)
    yield until.rest()
    return Ended("length" if tokens >= most else "stop", tokens)


def answered(visit: Visit, asked: Asked) -> Work[str, Ended]:
    """Yield the answer of the memory as it comes, "" while there is none yet."""
    heard: list[str] = []
    answer = yield from _texts(visit.answering(asked.question, asked.before), heard)
    if not any(heard):
        yield answer.text
    return Ended("stop", estimated_tokens(answer.text), answer)


def _texts(work: Work[Progress | TextDelta, Answer], heard: list[str]) -> Work[str, Answer]:
    """Pass on what an answer says, and note it."""
    try:
        while True:
            step = next(work)
            heard.append(step.text if isinstance(step, TextDelta) else "")
            yield heard[-1]
    except StopIteration as stop:
        answer: Answer = stop.value
        return answer
    finally:
        work.close()


class Until:
    """Holds back what may be the beginning of a stop, and lets go of what is not."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = stops
        self._held = ""
        self.met = False

    def hear(self, piece: str) -> str:
        """Return what may be said once this was heard, too."""
        text = self._held + piece
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if found:
            self.met, self._held = True, ""
            return text[: min(found)]
        keep = max((_begun(text, stop) for stop in self._stops), default=0)
        said, self._held = text[: len(text) - keep], text[len(text) - keep :]
        return said

    def rest(self) -> str:
        """Return what was held back and was no stop."""
        held, self._held = self._held, ""
        return held


def _begun(text: str, stop: str) -> int:
    """Return how much of the stop the text ends with."""
    longest = min(len(text), len(stop) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(stop[:n])), 0)
