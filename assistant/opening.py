"""Opening a memory, or making one: with its keys, and nothing half made left behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from memory.erasing.destroy import finish_destroying
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.keys import NO_KEYS, Lock
from memory.store import MemoryStore, alone, must_be_there, private_folder, settled, unmade

PASSPHRASE = "FAMULUS_PASSPHRASE"  # noqa: S105 - the name of a variable


class Keeper(Protocol):
    """What can finish what was begun with the memory as a whole."""

    def finish_begun(self) -> tuple[str, ...]: ...


class Opened(Protocol):
    """Whoever works with an opened memory."""

    recovery_code: str | None
    warnings: tuple[str, ...]

    @property
    def keeping(self) -> Keeper: ...


T = TypeVar("T", bound=Opened)


def opened(make: Callable[[MemoryStore], T], home: Path, passphrase: str | None) -> T:
    """Open the memory in this folder, or make one; ``make`` does the rest with it."""
    finish_destroying(home)
    home = private_folder(home)
    passphrase = passphrase or os.environ.get(PASSPHRASE) or None
    with alone(home):
        settled(home)
        way = _opened if Lock(home).exists else _made
        found = way(make, home, passphrase)
    found.warnings += found.keeping.finish_begun()
    return found


def _opened(make: Callable[[MemoryStore], T], home: Path, passphrase: str | None) -> T:
    key = Lock(home).open(passphrase)
    must_be_there(home)
    try:
        return make(MemoryStore(home, key))
    except WrongKey as err:  # the key was authenticated: it is the file that is wrong
        raise StoreDamaged(
            "The file of the memory is damaged at its beginning.",
            remedy="`famulus repair` saves what can be saved. Nothing was changed.",
        ) from err


def _made(make: Callable[[MemoryStore], T], home: Path, passphrase: str | None) -> T:
    lock = Lock(home)
    if lock.is_begun:  # killed before anybody saw its recovery code: nothing lies in it
        unmade(home)
    if (home / "memory.db").exists():
        raise Problem("The keys of this memory (keys.json) are missing.", remedy=NO_KEYS)
    new = lock.begin(passphrase)
    try:
        made = make(MemoryStore(home, new.key))
        lock.settle()
    except BaseException:
        lock.discard()  # else its recovery code would be lost unseen
        unmade(home)
        raise
    made.recovery_code, made.warnings = new.recovery_code, (*new.warnings, *made.warnings)
    return made
