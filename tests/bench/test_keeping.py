"""What erasing and another key cost on a store of a hundred megabytes: `make bench` prints it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.index.encoding import encode_waiting
from memory.keys import Lock
from memory.progress import finish
from memory.safekeeping.rekey import rekeying
from memory.store import MemoryStore
from memory.types import Document, Participant
from tests.fakes import a_mail, put

Floats = NDArray[np.float32]

MAILS = 20_000
WORDS = 120  # of a mail
FEW = 200  # mails of one person


class Quick:
    """An embedder that takes no time: vectors of length 1 drawn at random."""

    name, dimensions = "quick", 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> Floats:
        drawn = self._random.standard_normal((len(texts), self.dimensions)).astype("<f4")
        unit: Floats = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        return unit


def mail(n: int, words: np.ndarray) -> Document:
    name = "Ida Gone" if n % (MAILS // FEW) == 0 else f"Person {n % 500}"
    people = (Participant("from", name, f"{name.replace(' ', '.')}@example.org"),)
    answers = [f"mail{n - 1}"] if n % 5 else []
    return a_mail(f"mail{n}", " ".join(words), *answers, people=people)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home: Path = tmp_path_factory.mktemp("bench") / "home"
    home.mkdir()
    store = MemoryStore(home, Lock(home).create().key)
    random = np.random.default_rng(2)
    known = np.array([f"word{n}" for n in range(60_000)])
    for start in range(0, MAILS, 1000):
        drawn = random.zipf(1.2, (1000, WORDS)) % len(known)
        mails = [mail(start + n, known[drawn[n]]) for n in range(1000)]
        put(store, *mails, source=f"{start % 2}", path=f"/{start}")
    finish(encode_waiting(store, Quick()))
    store.tidy()
    store.close()
    return home


def timed(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def test_what_keeping_costs(home):
    size = (home / "memory.db").stat().st_size / 1e6
    key = Lock(home).open()
    seconds = timed(lambda: finish(rekeying(home, key)))
    print(f"\na store of {size:.0f} MB, {MAILS} mails")
    print(f"another key              {seconds:6.2f} s, {seconds / size * 100:.2f} s for 100 MB")
    assert seconds / size * 100 < 5  # the bar B-KEY-3
    store = MemoryStore(home, Lock(home).open())
    one = a_mail("mail7", "x").external_id
    (id,) = store.db.execute("select id from documents where external_id = ?", [one]).fetchone()
    for what, target in (
        ("one mail", Target(document=id)),
        (f"a person in {FEW} mails", Target(person="Ida Gone")),
        (f"a source of {MAILS // 2} mails", Target(source="0")),
    ):
        seconds = timed(partial(finish, erasing(store, target)))
        print(f"erasing {what:24} {seconds:6.2f} s")
    store.close()
