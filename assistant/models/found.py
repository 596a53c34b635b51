"""Models that other programs have got on this computer: looked for where they keep them.

They are used where they lie; nothing is copied, moved or written.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST = 500  # files of one program
DEEPEST = 4  # folders below theirs
LONGEST = 1 << 20  # bytes of a file in which a program says what it has
BLOB = re.compile(r"sha256:([0-9a-f]{64})")
WEIGHTS = "application/vnd.ollama.image.model"
LIBRARY = ("registry.ollama.ai", "library")
# Eyes, and later parts of a model that its first part brings along.
NOT_ALONE = re.compile(r"^mmproj|-(?!00001)\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a program has, by the name that it gives it."""

    path: Path = field(repr=False)
    program: str
    name: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was found and is not used, and why."""

    path: Path = field(repr=False)
    reason: str


Looked = Iterator[Found | Skipped]


def look() -> tuple[list[Found], list[Skipped]]:
    """Look in the folders of Ollama, LM Studio, GPT4All and Jan."""
    found: dict[Path, Found] = {}
    skipped = []
    for one in _everything():
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            found.setdefault(one.path, one)
    return list(found.values()), skipped


def _everything() -> Looked:
    for folder in _ollama():
        yield from _manifests(folder)
    for program, folders, named in (
        ("LM Studio", _lm_studio(), _by_file),
        ("GPT4All", _gpt4all(), _by_file),
        ("Jan", _jan(), _by_folder),
    ):
        for folder in folders:
            yield from _files(folder, program, named)


# Where they lie.  Each program's own documentation or source says so.


def _ollama() -> list[Path]:
    """docs/faq.mdx and envconfig/config.go of ollama/ollama."""
    if chosen := os.environ.get("OLLAMA_MODELS"):
        return [Path(chosen)]
    return [Path.home() / ".ollama/models", Path("/usr/share/ollama/.ollama/models")]


def _lm_studio() -> list[Path]:
    """lmstudio.ai/docs: the second is where older versions kept them."""
    return [Path.home() / ".lmstudio/models", Path.home() / ".cache/lm-studio/models"]


def _gpt4all() -> list[Path]:
    """gpt4all-chat/src/mysettings.cpp: Qt's local data folder of nomic.ai, GPT4All."""
    return [_data(local=True) / "nomic.ai/GPT4All"]


def _jan() -> list[Path]:
    """src-tauri/src/core/app/commands.rs of janhq/jan; ~/jan is of versions before."""
    chosen = os.environ.get("JAN_DATA_FOLDER") or _said(_data() / "Jan/settings.json").get(
        "data_folder"
    )
    data = Path(chosen) if isinstance(chosen, str) and chosen else _data() / "Jan/data"
    return [data / "llamacpp/models", data / "models", Path.home() / "jan/models"]


def _data(*, local: bool = False) -> Path:
    """Return the folder in which programs of this platform keep their data."""
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA" if local else "APPDATA") or Path.home())
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")


# What lies there


def _manifests(folder: Path) -> Looked:
    """Ollama: a manifest for each name, and the weights by their digest."""
    manifests = folder / "manifests"
    for path in _below(manifests, "*"):
        name = path.relative_to(manifests).parts
        if len(name) != 4 or path.name.startswith("."):
            continue
        blob = _weights(path)
        if blob is None:
            yield Skipped(path, "Ollama's list does not say which file this model is.")
            continue
        yield Found(folder / "blobs" / blob, "Ollama", _called(name))


def _called(parts: tuple[str, ...]) -> str:
    """Return a model as Ollama calls it: host and owner are left out where they are the usual."""
    *where, model, tag = parts
    usual = sum(one == other for one, other in zip(where, LIBRARY, strict=True))
    unusual = [] if usual == 2 else where[1:] if where[0] == LIBRARY[0] else where
    return "/".join([*unusual, f"{model}:{tag}"])


def _weights(manifest: Path) -> str | None:
    layers = _said(manifest).get("layers")
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict) and layer.get("mediaType") == WEIGHTS:
            # Nothing but a digest: it becomes part of a path.
            digest = BLOB.fullmatch(str(layer.get("digest")))
            return f"sha256-{digest[1]}" if digest else None
    return None


def _files(folder: Path, program: str, named: Callable[[Path, Path], str]) -> Looked:
    for path in _below(folder, "*.gguf"):
        if not NOT_ALONE.search(path.name):
            yield Found(path, program, named(folder, path))


def _by_file(_folder: Path, path: Path) -> str:
    return path.stem


def _by_folder(folder: Path, path: Path) -> str:
    """Jan calls every file model.gguf, in a folder that bears the name."""
    plain = path.stem.casefold() == "model" and path.parent != folder
    return path.parent.relative_to(folder).as_posix() if plain else path.stem


def _below(folder: Path, pattern: str) -> list[Path]:
    """Return the files below a folder, not too deep nor too many; none if it may not be read."""
    found: list[Path] = []
    with suppress(OSError):
        for depth in range(DEEPEST + 1):
            found += folder.glob("*/" * depth + pattern)
    return sorted(path for path in found if _is_file(path))[:MOST]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _said(path: Path) -> dict[str, Any]:
    """Return what a program wrote into a small JSON file; nothing if it is none."""
    with suppress(OSError, ValueError, RecursionError):
        with path.open("rb") as file:
            said = json.loads(file.read(LONGEST))
        if isinstance(said, dict):
            return said
    return {}
