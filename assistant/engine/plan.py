"""GenerationPlan: one value for all that decides what a model writes after a prompt."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen, and when to stop.  The defaults answer; they do not amuse."""

    temperature: float = 0.2
    top_p: float = 0.95
    max_tokens: int = 512
    seed: int = 0
    seconds: float = 0  # of writing, without the reading of the prompt; 0 is without limit


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter in a file, and how strongly it speaks.  Known by its digest."""

    path: Path
    digest: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Spelling:
    """What words are sought for: one for each slot, behind a text; see worker.spelling."""

    text: str = field(repr=False)
    said: tuple[str, ...] = field(repr=False)  # the last words of the sentence, in lower case
    slots: tuple[dict[str, Any], ...] = field(repr=False)
    lexicon: str  # the name of the words that may be written
    share: float = 0.2  # what the writer's own sequences of words count, beside the model
    most: int = 14  # lines of words that are followed at once


@dataclass(frozen=True, slots=True)
class GenerationPlan:
    """What a model, adapters and all, is asked to do with a prompt."""

    model: str  # its digest
    sampling: Sampling = Sampling()
    schema: str = ""  # JSON schema that the text keeps to; empty for free text
    adapters: tuple[Adapter, ...] = ()

    @property
    def state(self) -> str:
        """Return the key of what is kept of a prompt that was read.

        It changes with all on which the keys and values in a cache hang: the model,
        its adapters and their scales, the library that laid them out.  Sampling
        and schema act after them and are not in it.
        """
        return _digest(
            [
                self.model,
                [(one.digest, one.scale) for one in self.adapters],
                version("llama-cpp-python"),
            ]
        )

    @property
    def digest(self) -> str:
        """Return the key of what is written: the same plan writes the same after the same words."""
        return _digest([self.state, asdict(self.sampling), self.schema])


def _digest(value: Any) -> str:
    return hashlib.blake2b(json.dumps(value).encode(), digest_size=16).hexdigest()
