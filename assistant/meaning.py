"""Meaning: the encoder that serves, its index, and how another takes their place."""

from __future__ import annotations

from pathlib import Path

from assistant.engine.encoder import Encoder
from memory.index.cache import take_place
from memory.index.encoding import (
    SERVING,
    WANTED,
    clearing,
    encode_waiting,
    encoder_in,
    encoders,
    serve,
    want,
)
from memory.index.vectors import VectorIndex
from memory.progress import Progress, Work
from memory.store import MemoryStore


class Meaning:
    """Keeps the two together.  Who holds the encoder or the index need not know of a change."""

    def __init__(self, store: MemoryStore, encoder: Encoder) -> None:
        self._store = store
        self.encoder = encoder
        self.index = VectorIndex(store, encoder.name, encoder.dimensions)
        self._other: Encoder | None = None  # one that is taking over
        self.follow()

    def follow(self) -> None:
        """Use the encoder that serves, should another process have changed it."""
        known = encoder_in(self._store, SERVING)
        if known is not None and known.name != self.encoder.name:
            other = Encoder.known(known.name, known.folder, known.dimensions)
            self.encoder.become(other)
            self.index.become(VectorIndex(self._store, known.name, known.dimensions))

    def choose(self, folder: str) -> None:
        """Ask for the encoder of this folder, "" for the one that comes with the program.

        ``relearning`` makes it serve.  Raises Problem if it is none.
        """
        chosen = Encoder(Path(folder)) if folder else Encoder()
        known = encoder_in(self._store, SERVING)
        try:
            if known is None or chosen.name != known.name:
                chosen.load()
            want(self._store, chosen.name, folder, chosen.dimensions)
        finally:
            chosen.close()
        self.follow()

    @property
    def is_changing(self) -> bool:
        """Whether another encoder was chosen and there is something left of the change to do."""
        return any(one.state != SERVING for one in encoders(self._store))

    def learning(self) -> Work[Progress, None]:
        """Give what is new its vectors, and bring them into the index."""
        self.follow()
        yield from encode_waiting(self._store, self.encoder)
        yield from self.index.catching_up()

    def relearning(self) -> Work[Progress, None]:
        """Let the encoder that was chosen learn everything, and serve; until then the old one does.

        Stopped, it goes on from there the next time.
        """
        while (known := encoder_in(self._store, WANTED)) is not None:
            other = Encoder.known(known.name, known.folder, known.dimensions)
            self._other = other
            index = VectorIndex(self._store, known.name, known.dimensions)
            try:
                yield from encode_waiting(self._store, other)
                yield from index.catching_up()
                if serve(self._store, known.name):
                    take_place(self._store)
                    self.encoder.become(other)
                    self.index.become(index)
            finally:
                self._other = None
                other.close()
                index.close()
        yield from clearing(self._store)

    def interrupt(self) -> None:
        """End the processes; who waits for one is told at once."""
        self.encoder.close()
        if self._other is not None:
            self._other.close()

    def close(self) -> None:
        self.interrupt()
        self.index.close()
