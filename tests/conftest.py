"""Fixtures for every test: a store on a scratch disk, a runner without Qt, no keyring."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from assistant.jobs import Job, JobRunner, State
from memory.cipher import DataKey
from memory.index.vectors import VectorIndex
from memory.search import Retriever
from memory.store import MemoryStore
from tests.fakes import WordEmbedder

# Before anything imports keyring, and for the processes that tests start: nobody's own keyring.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.pop("FAMULUS_PASSPHRASE", None)
os.environ.pop("FAMULUS_HOME", None)

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("ci", settings.get_profile("default"), max_examples=500)
settings.load_profile("ci" if "CI" in os.environ else "default")

ENDED = {State.DONE, State.FAILED, State.CANCELLED}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    home = tmp_path / "home"
    home.mkdir()
    store = MemoryStore(home, DataKey.new())
    yield store
    store.close()


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def index(store: MemoryStore, embedder: WordEmbedder) -> VectorIndex:
    return VectorIndex(store, embedder.name, embedder.dimensions)


@pytest.fixture
def retriever(store: MemoryStore, index: VectorIndex, embedder: WordEmbedder) -> Retriever:
    return Retriever(store, index, embedder)


class Owner:
    """The owner's thread of a program without a window."""

    def __init__(self) -> None:
        self._closures: queue.Queue[Callable[[], object]] = queue.Queue()

    def post(self, closure: Callable[[], object]) -> None:
        self._closures.put(closure)

    def run_until_ended(self, *jobs: Job[Any, Any]) -> None:
        while not all(job.state in ENDED for job in jobs):
            self._closures.get(timeout=10)()
        while not self._closures.empty():
            self._closures.get()()


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def runner(owner: Owner) -> Iterator[JobRunner]:
    runner = JobRunner(owner.post)
    yield runner
    runner.close()
