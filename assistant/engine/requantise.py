"""Another quantisation of a model, beside it, and what both can do here: speed and perplexity.

Which of two is better hangs on this computer and on the model: a format may be
twice as fast in reading and forget a quarter.  So none is made without both
being measured, and the user sees the figures before choosing.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources
from assistant.engine import hardware
from assistant.engine.exchange import TICK
from assistant.engine.local import LlamaModel
from assistant.engine.plan import Sampling
from ingest.sandbox import Child
from memory.errors import Problem, ProcessDied
from memory.progress import Progress, Work
from memory.types import Message

# llama.cpp's names, from the smallest to the largest.
KINDS = ("Q4_0", "Q4_1", "Q4_K_M", "Q5_0", "Q5_K_M", "Q6_K", "Q8_0", "F16")
LARGEST = 4  # times the file a model may grow to: from four bits to sixteen
LETTERS = 4000  # of text whose perplexity is told
WRITTEN = 32  # tokens whose writing is timed
FEW = Sampling(temperature=0, max_tokens=WRITTEN)
ASKED = "Tell a long story about a kiln, a garden and the people who live beside it."


@dataclass(frozen=True, slots=True)
class Measured:
    """What a model file does here.  Speeds in tokens a second."""

    size: int  # bytes
    reading: float
    writing: float
    perplexity: float  # of a fixed English text; less is better


@dataclass(frozen=True, slots=True)
class Compared:
    """A file, and another quantisation of it."""

    path: Path
    before: Measured
    after: Measured

    @property
    def loss(self) -> float:
        """By what share the perplexity has grown."""
        return self.after.perplexity / self.before.perplexity - 1


def requantising(source: Path, kind: str, target: Path) -> Work[Progress, Compared]:
    """Write a model in another quantisation to ``target``, and measure both.

    Stopped or failed, it leaves nothing.  Raises Problem for a kind that is
    none, without space, and if llama.cpp cannot do it.
    """
    if kind not in KINDS:
        raise Problem(f"There is no quantisation {kind}.", remedy=f"There are {', '.join(KINDS)}.")
    unfinished = target.with_name(target.name + ".part")
    size = source.stat().st_size
    if shutil.disk_usage(target.parent).free < LARGEST * size:
        raise Problem("There is not enough space for another copy of this model.")
    try:
        before = yield from measuring(source, "as it is")
        yield from _writing(source, unfinished, kind)
        after = yield from measuring(unfinished, f"as {kind}")
        unfinished.replace(target)
        return Compared(target, before, after)
    finally:
        unfinished.unlink(missing_ok=True)


def measuring(path: Path, how: str = "") -> Work[Progress, Measured]:
    """Measure a model file here: a text read and judged, a text written."""
    model = LlamaModel(path)
    try:
        note = f"Measuring {model.name} {how}".strip()
        nats = yield from _noting(model.surprise(text()), note)
        asked = [Message("system", text()), Message("user", ASKED)]
        yield from _noting(model.generate(asked, FEW), note)
        spent = model.spent
    finally:
        model.close()
    return Measured(
        size=path.stat().st_size,
        reading=spent.read / max(spent.reading, 1e-9),
        writing=spent.written / max(spent.writing, 1e-9),
        perplexity=math.exp(nats),
    )


def text() -> str:
    """Return the text by which models are judged: of the invented life that comes along."""
    sample = resources.folder("sample")
    chats = sorted(sample.glob("chats/*.txt"))
    return "\n\n".join(path.read_text("utf-8") for path in chats)[:LETTERS]


def _writing(source: Path, target: Path, kind: str) -> Work[Progress, None]:
    threads = str(hardware.threads(hardware.machine(), beside=True))
    child = Child(
        "assistant.engine.requantise_child",
        [str(source.absolute()), str(target.absolute()), kind, threads],
    )
    try:
        while (line := child.heard(TICK)) is None:
            done = target.stat().st_size if target.exists() else 0
            yield Progress(done >> 20, None, f"Writing it as {kind}, {done >> 20} MB so far")
    except ProcessDied as death:
        raise _refused(kind) from death
    finally:
        child.close()
    if line["failed"]:
        raise _refused(kind)


def _refused(kind: str) -> Problem:
    return Problem(
        f"This model cannot be written as {kind}.", remedy="Nothing was changed. Try another kind."
    )


def _noting(work: Iterator[str], note: str) -> Work[Progress, Any]:
    """Follow a model's work, and tell what is being done at each of its steps."""
    steps = _counted(work)
    try:
        while True:
            next(steps)
            yield Progress(0, None, note)
    except StopIteration as stop:
        return stop.value
    finally:
        steps.close()


def _counted(work: Iterator[str]) -> Generator[str, None, Any]:
    return (yield from work)
