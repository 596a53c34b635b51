"""Erasing that is killed at any write is taken up and ends exact."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from memory.cipher import DataKey
from memory.erasing.erase import carrying_out, is_due
from memory.progress import finish
from memory.sources import all_sources
from memory.store import MemoryStore
from tests.fakes import a_mail
from tests.memory.canaries import fill, the_chat, the_mail, what_came_with_it
from tests.memory.laid_open import CANARY, TAIL, where

ROOT = Path(__file__).parents[3]

CHILD = """
import os, signal, sys
from pathlib import Path
from memory import forgetting, store as stores
from memory.erasing import erase
from memory.cipher import DataKey
from memory.progress import finish
from memory.erasing.targets import Target
home, key, deaths, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
erase.SLICE, forgetting.SLICE, forgetting.FEW = 4, 4, 3
store = stores.MemoryStore(home, DataKey(bytes.fromhex(key)))
write, left = stores.MemoryStore.write, deaths
from contextlib import contextmanager
@contextmanager
def mortal(self):
    global left
    left -= 1
    with write(self) as db:
        yield db
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
stores.MemoryStore.write = mortal
finish(erase.erasing(store, Target(source="Gone")))
"""


def test_killed_at_any_write_it_ends_exact(tmp_path, embedder):
    key, home = DataKey.new(), tmp_path / "full"
    home.mkdir()
    store = MemoryStore(home, key)
    more = (a_mail(f"{CANARY}{n}", f"{CANARY} no. {n} of many.") for n in range(9))
    fill(store, embedder, the_mail(), what_came_with_it(), the_chat(), *more)
    store.close()
    died = 0
    while True:
        died += 1 if died < 4 else 2
        when = "before" if died % 4 in (1, 2) else "after"  # it is committed
        copy = tmp_path / f"{died}"
        shutil.copytree(home, copy)
        words = [sys.executable, "-c", CHILD, copy, key.secret.hex(), str(died), when]
        child = subprocess.run(list(map(str, words)), cwd=ROOT, capture_output=True, text=True)
        assert child.returncode in (0, -9), child.stderr
        found = MemoryStore(copy, key)
        try:
            if is_due(found) or died > 1:
                finish(carrying_out(found))
                assert where(found, TAIL) == [], died
                assert len(found.db.execute("select id from documents").fetchall()) == 21
                assert [source.name for source in all_sources(found)] == ["Other", "Notes"]
            elif when == "before":  # undecided: nothing at all had happened
                assert len(found.db.execute("select id from documents").fetchall()) == 33
            assert found.db.execute("pragma cipher_integrity_check").fetchall() == []
        finally:
            found.close()
        if child.returncode == 0:
            break
    assert died > 6
