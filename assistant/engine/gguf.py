"""The header of a GGUF file, read by our own strict reader before llama.cpp sees the file.

Only what is said about the model; a file whose header is not as it should be
never reaches the process that loads it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from memory.errors import Problem

# Caps far above any honest model, far below what hurts.
LONGEST_STRING = 1 << 20  # bytes; chat templates are the longest
LONGEST_ARRAY = 1 << 20  # elements; vocabularies are the longest
MOST_KEYS = 4096
MOST_TENSORS = 10_000
SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
STRING, ARRAY = 8, 9


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says it is."""

    name: str
    architecture: str
    parameters: int
    context: int  # tokens it was trained to hold
    markers: frozenset[str]  # the tokens that look like marks of a turn


def read_header(path: Path) -> Header:
    """Return the header of a model file.  Raises Problem if it is none, or is cut off."""
    try:
        with path.open("rb") as file:
            return _header(_Bytes(file, path.stat().st_size), path)
    except (OSError, struct.error, ValueError, KeyError, TypeError, OverflowError) as err:
        raise Problem(
            f"{path.name} is not a GGUF model, or is not whole.",
            remedy="Choose a file that ends in .gguf and download it again if it was cut off.",
        ) from err


def _header(source: _Bytes, path: Path) -> Header:
    if source.take(4) != b"GGUF":
        raise ValueError("magic")
    version, tensors, keys = source.numbers("<IQQ")
    if version not in (2, 3) or tensors > MOST_TENSORS or keys > MOST_KEYS:
        raise ValueError("counts")
    said: dict[str, Any] = {}
    for _ in range(keys):
        key = source.string()
        (kind,) = source.numbers("<I")
        said[key] = _value(source, kind)
    parameters = sum(_elements(source) for _ in range(tensors))
    architecture = str(said["general.architecture"])
    tokens = said.get("tokenizer.ggml.tokens", [])
    context = int(said.get(f"{architecture}.context_length", 2048))
    if context < 1:
        raise ValueError("context")
    return Header(
        name=str(said.get("general.name") or path.stem),
        architecture=architecture,
        parameters=parameters,
        context=context,
        markers=frozenset(t for t in tokens if t[:1] in "<[" and t[-1:] in ">]" and len(t) > 3),
    )


def _value(source: _Bytes, kind: int) -> Any:
    if kind == STRING:
        return source.string()
    if kind != ARRAY:
        return source.numbers("<" + SCALARS[kind])[0]
    inner, length = source.numbers("<IQ")
    if length > LONGEST_ARRAY:
        raise ValueError("array")
    if inner == STRING:
        return [source.string() for _ in range(length)]
    return source.numbers(f"<{length}{SCALARS[inner]}")


def _elements(source: _Bytes) -> int:
    """Pass over one tensor's description and return how many numbers it holds."""
    source.string()
    (dimensions,) = source.numbers("<I")
    if not 1 <= dimensions <= 4:
        raise ValueError("dimensions")
    shape = source.numbers(f"<{dimensions}Q")
    _kind, offset = source.numbers("<IQ")
    count = 1
    for length in shape:
        count *= length
    if offset > source.size or count > 16 * source.size:
        raise ValueError("offset")
    return count


class _Bytes:
    """A file read forward, never past its end."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.size = size

    def take(self, count: int) -> bytes:
        if count > self.size:
            raise ValueError("longer than the file")
        data = self._file.read(count)
        if len(data) != count:
            raise ValueError("cut off")
        return data

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def string(self) -> str:
        (length,) = self.numbers("<Q")
        if length > LONGEST_STRING:
            raise ValueError("string")
        return self.take(length).decode("utf-8", "replace")
