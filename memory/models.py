"""What is known of model files on this computer: where they lie and came from, how they did."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memory.store import MemoryStore


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One file.  ``size`` and ``mtime_ns`` say of which state of it all the rest is true."""

    path: Path = field(repr=False)
    origin: str  # "downloaded", "added", or the program with which it was found
    size: int  # bytes
    mtime_ns: int
    sha256: str = ""  # of a file that was got here; else not known
    repository: str = ""
    trusted: bool = False  # the user said that it may be used, though nobody vouches for it
    tier: int | None = None  # the user's own choice
    known: dict[str, Any] = field(default_factory=dict)  # what its header says
    test: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """What a file of a repository was when it was got first."""

    sha256: str
    size: int


def known_models(store: MemoryStore) -> list[KnownModel]:
    rows = store.db.execute("""
        select path, origin, size, mtime_ns, sha256, repository, trusted, tier, known, test
        from models order by path""")
    return [
        KnownModel(
            Path(path),
            origin,
            size,
            mtime_ns,
            sha256,
            repository,
            bool(trusted),
            tier,
            json.loads(known),
            json.loads(test) if test else None,
        )
        for path, origin, size, mtime_ns, sha256, repository, trusted, tier, known, test in rows
    ]


def put_model(store: MemoryStore, model: KnownModel) -> None:
    """Keep what is known of a file, in place of what was known of it before."""
    row = [
        str(model.path),
        model.origin,
        model.size,
        model.mtime_ns,
        model.sha256,
        model.repository,
        model.trusted,
        model.tier,
        json.dumps(model.known),
        json.dumps(model.test) if model.test is not None else None,
    ]
    with store.write() as db:
        db.execute("insert or replace into models values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def forget_model(store: MemoryStore, path: Path) -> None:
    with store.write() as db:
        db.execute("delete from models where path = ?", [str(path)])


def pin(store: MemoryStore, repository: str, file: str, pin: Pin) -> None:
    """Keep what the file is; the first time counts."""
    with store.write() as db:
        db.execute(
            "insert or ignore into model_pins values (?, ?, ?, ?)",
            [repository, file, pin.sha256, pin.size],
        )


def pinned(store: MemoryStore, repository: str, file: str) -> Pin | None:
    """Return what the file was when it was got first."""
    row = store.db.execute(
        "select sha256, size from model_pins where repository = ? and file = ?", [repository, file]
    ).fetchone()
    return Pin(*row) if row else None
