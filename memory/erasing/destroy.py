"""Erasing everything: the keys first, then every file of ours, and none of anybody else's.

Once it is begun nothing brings the memory back; a file says so until it is
finished, and who opens the memory next finishes it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from memory.keys import Lock
from memory.store import alone, only_user, unusable
from memory.swap import ARRIVING, KEPT, READY, REPLACED, STAGING

BEGUN = "erasing"  # the name of that file
FILES = re.compile(
    r"memory\.(?:db|db-wal|db-shm|db-journal|tally|ledger)|(?:vectors|read\.).*\.index|keys\.json|keys\.new|key|code\.unseen"
    r"|window\.(?:json|lock|called)"
    r"|tmp[a-z0-9_]{8}"  # what a kill has left half written
)
FOLDERS = re.compile(rf"(?:{KEPT}|{REPLACED}).*|{STAGING}|{READY}|{ARRIVING}|models")
LAST = ("users", "lock", BEGUN)
SAMPLE = "sample"  # the folder of the tour's own memory


def destroy(home: Path) -> int:
    """Erase the memory in this home and the tour's in it; return how many files went.

    Needs no key.  Raises Problem if the memory is open somewhere.
    """
    if not _is_ours(home):
        return 0
    gone = destroy(home / SAMPLE) if _is_ours(home / SAMPLE) else 0
    try:
        with alone(home), only_user(home):
            (home / BEGUN).touch(0o600)
            ours = [path for path in sorted(home.iterdir()) if _is_of_ours(path)]
            gone += sum(map(_files, ours))
            Lock(home).destroy()
            for path in ours:
                _remove(path)
            for name in LAST:
                (home / name).unlink(missing_ok=True)
        if not any(home.iterdir()):
            home.rmdir()
    except OSError as err:
        raise unusable(home, err) from err
    return gone


def finish_destroying(home: Path) -> None:
    """Finish what was begun; else do nothing."""
    if (home / BEGUN).exists():
        destroy(home)


def _is_ours(folder: Path) -> bool:
    return Lock(folder).exists or any((folder / name).exists() for name in (BEGUN, "memory.db"))


def _is_of_ours(path: Path) -> bool:
    is_file = path.is_symlink() or path.is_file()
    return bool((FILES if is_file else FOLDERS).fullmatch(path.name))


def _files(path: Path) -> int:
    return sum(one.is_file() for one in path.rglob("*")) if path.is_dir() else 1


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
