"""Getting a model: which file of a repository, whether it is the one of before, where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.engine.download import RemoteFile, Source
from assistant.engine.gguf import read_header
from assistant.models.installed import DOWNLOADED, FOLDER, learn
from memory.errors import Problem
from memory.models import KnownModel, Pin, known_models, pin, pinned
from memory.progress import Progress, Work
from memory.store import MemoryStore, private_folder

USUAL = "Q4_K_M"  # what is taken where nobody said which
LISTED = 12


def getting(
    store: MemoryStore, source: Source, repository: str, file: str = ""
) -> Work[Progress, KnownModel]:
    """Get a model file into the home, checked by its digest and read by its header."""
    yield Progress(0, None, "Asking the source")
    wanted = chosen(source.files(repository), file)
    _check_pin(store, repository, wanted)
    target = private_folder(store.home / FOLDER) / wanted.name
    known = {row.path: row for row in known_models(store)}
    if target.exists():
        row = known.get(target)
        if row is not None and row.sha256 == wanted.sha256:
            return row
        raise Problem(
            f"There is another {wanted.name} already.",
            remedy=f"`famulus models remove {target.stem}` makes room for it.",
        )
    yield from source.getting(repository, wanted, target)
    try:
        read_header(target)
    except Problem:
        target.unlink()
        raise
    pin(store, repository, wanted.path, Pin(wanted.sha256, wanted.size))
    new: dict[str, Any] = {"sha256": wanted.sha256, "repository": repository}
    return learn(store, target, DOWNLOADED, known, **new)


def chosen(files: Sequence[RemoteFile], wanted: str = "") -> RemoteFile:
    """Return the file that is wanted, or the usual one.  Raises Problem if that is not clear."""
    asked = wanted.casefold()
    if asked:
        fitting = [one for one in files if asked in {one.path.casefold(), one.name.casefold()}]
    elif len(files) == 1:
        fitting = list(files)
    else:
        fitting = [one for one in files if USUAL in one.name.upper()]
    if fitting:
        return fitting[0]
    if not files:
        raise Problem(
            "This repository has no model file that can be used.",
            remedy="Look for one whose name ends in GGUF.",
        )
    names = ", ".join(one.path for one in files[:LISTED])
    raise Problem(
        "This repository has several files." if not asked else f"It has no file {wanted}.",
        remedy=f"Say which, with --file: {names}.",
    )


def unfinished(home: Path) -> dict[str, int]:
    """Return the files of which a part was got, and how many bytes of each."""
    parts = (home / FOLDER).glob("*.gguf.part")
    return {path.name.removesuffix(".part"): path.stat().st_size for path in parts}


def drop_part(home: Path, file: str) -> None:
    """Delete what was got of a file so far."""
    for ending in (".part", ".part.json"):
        (home / FOLDER / f"{file}{ending}").unlink(missing_ok=True)


def _check_pin(store: MemoryStore, repository: str, file: RemoteFile) -> None:
    before = pinned(store, repository, file.path)
    if before is not None and before.sha256 != file.sha256:
        raise Problem(
            f"{file.name} is not the file any more that was got from there before.",
            remedy="If its makers say that they have changed it, get it in a browser and add it.",
        )
