"""Another key for the same memory: every page is written anew, and every slot.

The new store is made beside the old one and put in its place as a whole
(memory.swap): the old or the new, never between.  Backups that were made
before go on opening with what opened the memory then.
"""

from __future__ import annotations

import os
from pathlib import Path

from memory.cipher import DataKey, connect
from memory.errors import Problem, WrongKey
from memory.keys import Lock, NewLock, unlocked
from memory.progress import Progress, Work
from memory.store import alone, only_user
from memory.swap import put_in_place, staging
from memory.tally import Tally

NOTE = "Writing everything under the new key"
UNSEEN = "code.unseen"  # a file: the recovery code in force has not been shown to anybody
MARGIN = 50_000_000  # bytes of the disk that are left free


def rekeying(home: Path, key: DataKey, passphrase: str | None = None) -> Work[Progress, NewLock]:
    """Give the memory in this home another key, and return it with its new recovery code.

    If a passphrase opens the memory, it has to be given: the new key is locked
    with it.  The memory may be open nowhere.  ``seen`` has to be called when the
    code has been shown.  Raises Problem.
    """
    _check_passphrase(home, passphrase)
    with alone(home), only_user(home), staging(home) as folder:
        _check_room(home)
        new = Lock(folder).create(passphrase)
        yield Progress(0, 1, NOTE)
        _write_anew(home, key, folder, new.key)
        (folder / UNSEEN).touch(0o600)
        old = Lock(home).accounts()
        yield Progress(1, 1, NOTE)
        put_in_place(home, folder, keep=False)
    Lock(home).leave(old)
    return new


def unseen(home: Path, key: DataKey) -> str | None:
    """Return a new recovery code if nobody was shown the one in force; else None."""
    return Lock(home).renew_code(key) if (home / UNSEEN).exists() else None


def seen(home: Path) -> None:
    """Note that the recovery code in force has been shown."""
    (home / UNSEEN).unlink(missing_ok=True)


def _check_passphrase(home: Path, passphrase: str | None) -> None:
    slots = [slot for slot in Lock(home).travelling() if slot["kind"] == "passphrase"]
    if not slots:
        return
    if passphrase is None:
        raise Problem(
            "This memory has a passphrase, and the new key is to be locked with it too.",
            remedy="Give it as FAMULUS_PASSPHRASE, or when you are asked.",
        )
    try:
        unlocked(slots, passphrase)
    except WrongKey as err:
        raise WrongKey(
            "This is not the passphrase of this memory.",
            remedy="Nothing was changed. Try again; capital letters matter in a passphrase.",
        ) from err


def _check_room(home: Path) -> None:
    needed = (home / "memory.db").stat().st_size + MARGIN
    space = os.statvfs(home)
    if space.f_bavail * space.f_frsize < needed:
        raise Problem(
            "There is not enough space on the disk to write the memory a second time.",
            remedy=f"Free {needed // 1_000_000} MB and try again. Nothing was changed.",
        )


def _write_anew(home: Path, key: DataKey, folder: Path, new: DataKey) -> None:
    """Copy the store page by page, each encrypted with the new key."""
    old = connect(home / "memory.db", key)
    try:
        copy = connect(folder / "memory.db", new)
        try:
            copy.execute("pragma journal_mode = off")  # it counts only when it is whole
            copy.execute("pragma synchronous = off")  # and synced, in memory.swap
            old.conn.backup(copy.conn)
            row = copy.execute("select n from counters where name = 'commits'").fetchone()
        finally:
            copy.close()
    finally:
        old.close()
    (folder / "memory.db").chmod(0o600)
    Tally(folder, new).note(row[0] if row else 0)
