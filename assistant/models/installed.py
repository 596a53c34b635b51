"""What is installed: the model that comes along, those got or added here, those found.

What a file says of itself is read once and kept, and read again when the file
is another: then nobody vouches for it any more, and what was measured is void.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from os import stat_result
from pathlib import Path
from typing import Any

from assistant.engine.gguf import read_header
from assistant.engine.hardware import Machine
from assistant.engine.local import SMALLEST_WRITER, embedded
from assistant.models.catalogue import licence_in_words, quantisation
from assistant.models.fits import Fit, fits
from assistant.models.found import Found, Skipped, look
from assistant.models.probes import built_in
from assistant.models.selftest import Standing
from memory.errors import Problem
from memory.models import KnownModel, forget_model, known_models, put_model
from memory.store import MemoryStore

EMBEDDED, DOWNLOADED, ADDED = "embedded", "downloaded", "added"
OURS = {EMBEDDED, DOWNLOADED, ADDED}
FOLDER = "models"  # in the home
COMPARES = {"bert", "nomic-bert", "jina-bert-v2", "t5encoder"}  # architectures that write nothing


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be used here."""

    name: str
    path: Path = field(repr=False)
    origin: str  # "embedded", "downloaded", "added", or the program that has it
    size: int  # bytes
    title: str
    architecture: str
    parameters: int
    context: int  # tokens it was made for
    quantisation: str
    licence: str  # "" where the file does not say it
    cache: int  # numbers kept for each token of context
    vouched: bool  # its digest is the one that a source gave for it
    trusted: bool  # it may be used: vouched for, or the user said so
    repository: str
    sha256: str
    tier: int
    reason: str  # of the tier
    chosen: bool  # the tier is the user's
    measured: int  # the tier that it would have without that
    test: dict[str, Any] | None = field(repr=False)

    @property
    def speed(self) -> float:
        """Tokens written in a second, measured here; 0 where it was not."""
        return float((self.test or {}).get("tokens_per_second", 0.0))

    def fit(self, machine: Machine) -> Fit:
        return fits(self.size, self.cache, machine)


def installed(store: MemoryStore) -> tuple[list[Installed], list[Skipped]]:
    """Return what can be used, what comes along first, and what was found and cannot be."""
    rows = {row.path: row for row in known_models(store)}
    found, skipped = look()
    models: dict[Path, Installed] = {}
    for one in [*_ours(store.home, rows), *found]:
        if one.path in models:
            continue
        try:
            models[one.path] = _described(one, learn(store, one.path, one.program, rows))
        except Problem as problem:
            skipped.append(Skipped(one.path, str(problem)))
    _forget_gone(store, rows, models)
    return list(models.values()), skipped


def learn(
    store: MemoryStore, path: Path, origin: str, rows: dict[Path, KnownModel], **new: Any
) -> KnownModel:
    """Return what is known of a file, read and kept if it is new or another than it was.

    Raises Problem if it is no language model, or not there any more.
    """
    now = _stat(path)
    row = rows.get(path)
    if row and (row.size, row.mtime_ns) == (now.st_size, now.st_mtime_ns) and not new:
        return row
    row = KnownModel(path, origin, now.st_size, now.st_mtime_ns, known=_said(path), **new)
    put_model(store, row)
    return row


def _ours(home: Path, rows: dict[Path, KnownModel]) -> list[Found]:
    got = sorted((home / FOLDER).glob("*.gguf"))
    kept = [path for path, row in rows.items() if row.origin in {ADDED, DOWNLOADED}]
    return [
        Found(embedded(), EMBEDDED, embedded().stem),
        *(Found(path, DOWNLOADED, path.stem) for path in got),
        *(Found(path, rows[path].origin, path.stem) for path in kept),
    ]


def _stat(path: Path) -> stat_result:
    try:
        return path.stat()
    except OSError as err:
        raise Problem(
            f"{path.name} is not there any more. `famulus models remove {path.stem}` forgets it."
        ) from err


def _said(path: Path) -> dict[str, Any]:
    """Return what the header says, as it is kept.  Raises Problem if it is no language model's."""
    header = read_header(path)
    if header.architecture in COMPARES:
        raise Problem(f"{path.name} compares texts; it does not write.")
    return {
        "title": header.name,
        "architecture": header.architecture,
        "parameters": header.parameters,
        "context": header.context,
        "quantisation": quantisation(path.name) or header.quantisation,
        "licence": header.licence,
        "cache": header.cache_numbers,
    }


def _described(one: Found, row: KnownModel) -> Installed:
    known = row.known
    tier, reason = tier_of(row)
    return Installed(
        name=one.name,
        path=row.path,
        origin=row.origin,
        size=row.size,
        title=known["title"],
        architecture=known["architecture"],
        parameters=known["parameters"],
        context=known["context"],
        quantisation=known["quantisation"],
        licence=licence_in_words(known["licence"]),
        cache=known["cache"],
        vouched=is_vouched(row),
        trusted=is_trusted(row),
        repository=row.repository,
        sha256=row.sha256,
        tier=tier,
        reason=reason,
        chosen=row.tier is not None,
        measured=_measured(row)[0],
        test=test_of(row),
    )


def is_vouched(row: KnownModel) -> bool:
    """Whether its digest is the one that a source gave for it."""
    return row.origin == EMBEDDED or bool(row.sha256)


def is_trusted(row: KnownModel) -> bool:
    """Whether it may be used: it is vouched for, or the user said so."""
    return is_vouched(row) or row.trusted


def tier_of(row: KnownModel) -> tuple[int, str]:
    """Return what a model may do, and why."""
    measured, reason = _measured(row)
    if row.tier is not None:
        tested = measured if test_of(row) else None
        return row.tier, f"You chose it. {Standing(tested, row.tier).warning}".strip()
    return measured, reason


def test_of(row: KnownModel) -> dict[str, Any] | None:
    """Return what it did in the tasks of today; what it did in others says nothing any more."""
    now = built_in().edition
    return row.test if row.test and row.test.get("edition", now) == now else None


def _measured(row: KnownModel) -> tuple[int, str]:
    """Return what it may do by what it did here, and why."""
    if test := test_of(row):
        return int(test["tier"]), str(test.get("reason", "Tested here."))
    small = row.known["parameters"] < SMALLEST_WRITER
    return int(not small), "By its size alone: it was not tested here yet."


def _forget_gone(
    store: MemoryStore, rows: dict[Path, KnownModel], models: dict[Path, Installed]
) -> None:
    """Forget what another program has no more; of what is the user's they hear that it is gone."""
    for path, row in rows.items():
        if path not in models and row.origin not in OURS:
            forget_model(store, path)
