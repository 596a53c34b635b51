"""Another memory put in the place of the one that is there: the old or the new, never between.

The new one is made ready in a folder of its own.  Renaming that folder to
"ready" is the moment in which it counts; what remains to be moved then is
moved by whoever opens the memory next, if a kill comes in between.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from memory.cipher import blank
from memory.errors import Problem

STAGING, READY, ARRIVING = "staging", "ready", "arriving"
ASIDE = "aside"  # the file that names the folder for what was there before
KEPT = "before-"  # how the names of those folders begin …
REPLACED = "replaced-"  # … and of those that are not to be kept
FILES = ("memory.db", "memory.db-wal", "memory.db-shm", "memory.tally", "memory.ledger")
KEYS = ("keys.json", "key")


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """Give an empty folder in which another memory is made ready; gone afterwards."""
    folder = home / STAGING
    shutil.rmtree(folder, ignore_errors=True)  # what a kill has left
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as err:
        raise no_room(err) from err
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(home: Path, staged: Path, *, keep: bool = True) -> Path | None:
    """Let the staged memory be the one of this home; return where the one before is kept.

    The caller is the home's only user.
    """
    name = f"{KEPT if keep else REPLACED}{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    while (home / name).exists():
        name += "-"
    (staged / ASIDE).write_text(name)
    for path in staged.iterdir():
        sync(path)
    sync(staged)
    staged.rename(home / READY)
    sync(home)
    settle(home)
    return home / name if (home / name).exists() else None


def is_settled(home: Path) -> bool:
    return not (home / READY).exists() and not (home / ARRIVING).exists()


def settle(home: Path) -> None:
    """Finish what ``put_in_place`` had begun when it was killed; else do nothing."""
    ready, arriving = home / READY, home / ARRIVING
    if ready.exists():
        _set_aside(home, ready)
        ready.rename(arriving)
    if arriving.exists():
        (arriving / ASIDE).unlink(missing_ok=True)
        for path in list(arriving.iterdir()):
            path.replace(home / path.name)
        sync(home)
        for folder in home.glob(f"{REPLACED}*"):
            discard(folder)
        arriving.rmdir()


def discard(folder: Path) -> None:
    """Take away a memory that was set aside, its keys first."""
    for name in KEYS:
        with suppress(OSError):
            blank(folder / name)
            (folder / name).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def kept_aside(home: Path) -> list[Path]:
    """Return the folders of memories that were there before, the oldest first."""
    return sorted(path for path in home.glob(f"{KEPT}*") if path.is_dir())


def _set_aside(home: Path, ready: Path) -> None:
    """Move what is there away; the keys only where others come in their place."""
    aside = home / (ready / ASIDE).read_text()
    names = FILES + (KEYS if (ready / KEYS[0]).exists() else ())
    there = [home / name for name in names if (home / name).exists()]
    if there or aside.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
    for path in there:
        path.replace(aside / path.name)
    for index in home.glob("*.index"):  # caches of what was there
        index.unlink()
    if aside.exists():
        sync(aside)


def sync(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def no_room(error: OSError) -> Problem:
    """Return how to say that a file could not be written."""
    return Problem(
        f"There is no place for the new file ({os.strerror(error.errno or 0)}).",
        remedy="Free some space or choose another folder. What was there before is unharmed.",
    )
