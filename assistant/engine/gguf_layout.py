"""The layout of a GGUF file: its keys and its tensors, read strictly, and nothing of the weights.

Every length is held against a cap and against the file before anything is read by
it; a file that breaks a rule is Unsound, whatever llama.cpp would make of it.  Little
endian, versions 2 and 3, after the specification at ggml-org/ggml docs/gguf.md and
what ``gguf.cpp`` demands.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

# Caps far above any honest model, far below what hurts.
LONGEST_HEADER = 1 << 27  # bytes
LONGEST_STRING = 1 << 20  # bytes; chat templates are the longest
LONGEST_ARRAY = 1 << 20  # elements; vocabularies are the longest
LONGEST_KEY = 256  # bytes
LONGEST_NAME = 63  # bytes; GGML_MAX_NAME less its end
MOST_KEYS = 4096
MOST_TENSORS = 10_000
LARGEST_ALIGNMENT = 1 << 16
LARGEST_TENSOR = 1 << 48  # numbers
KEPT = 1024  # elements of an array whose values are kept; longer ones are only counted

U32, I32, F32, BOOL, STRING, ARRAY, U64 = 4, 5, 6, 7, 8, 9, 10
LETTERS = {0: "B", 1: "b", 2: "H", 3: "h", U32: "I", I32: "i", F32: "f", BOOL: "?"}
LETTERS |= {U64: "Q", 11: "q", 12: "d"}
TOKENS = "tokenizer.ggml.tokens"  # the only long array whose words are kept

# Of each type of ggml in which weights are kept: its name, numbers a block, bytes a block.
WEIGHTS = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    16: ("IQ2_XXS", 256, 66),
    17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136),
    29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2),
    34: ("TQ1_0", 256, 54),
    35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17),
}


class Unsound(ValueError):
    """The file is not what it should be; the reason completes a sentence."""


@dataclass(frozen=True, slots=True)
class Array:
    """An array of the header; the values of a long one are not kept."""

    kind: int
    length: int
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """What the header says under a key."""

    kind: int
    value: Any


@dataclass(frozen=True, slots=True)
class Tensor:
    """The description of one tensor; the first dimension is that of a row."""

    name: str
    shape: tuple[int, ...]
    kind: int
    numbers: int
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole header: every tensor it names lies inside the file."""

    said: dict[str, Value]
    tensors: dict[str, Tensor]
    size: int  # bytes of the file


def read_layout(path: Path) -> Layout:
    """Return the layout of a file.  Raises Unsound if it has none, or OSError."""
    with path.open("rb") as file:
        source = _Source(file, path.stat().st_size)
        try:
            return _layout(source)
        except (struct.error, UnicodeDecodeError) as err:
            raise Unsound("a text in it is not UTF-8") from err


def _layout(source: _Source) -> Layout:
    if source.take(4) != b"GGUF":
        raise Unsound("it does not begin as one")
    version, tensors, keys = source.numbers("<IQQ")
    if version not in (2, 3):
        raise Unsound("its version is not known")
    if tensors > MOST_TENSORS or keys > MOST_KEYS:
        raise Unsound("it names more things than any model has")
    said: dict[str, Value] = {}
    for _ in range(keys):
        key = source.string(LONGEST_KEY)
        if not key or "\0" in key or key in said:
            raise Unsound("a key in it is none, or said twice")
        said[key] = _value(source, key)
    return Layout(said, _tensors(source, tensors, _alignment(said)), source.size)


def _tensors(source: _Source, count: int, alignment: int) -> dict[str, Tensor]:
    """Read the descriptions; the data follow them, one after another without a gap."""
    found: dict[str, Tensor] = {}
    end = 0  # of the data so far
    for _ in range(count):
        tensor = _tensor(source, _padded(end, alignment))
        if tensor.name in found:
            raise Unsound("a tensor in it is named twice")
        found[tensor.name] = tensor
        end = _padded(end, alignment) + tensor.size
    if _padded(source.at, alignment) + end > source.size:
        raise Unsound("it is cut off: some of its weights are missing")
    return found


def _padded(size: int, alignment: int) -> int:
    return size + -size % alignment


def _alignment(said: dict[str, Value]) -> int:
    told = said.get("general.alignment", Value(U32, 32))
    if told.kind != U32 or not 1 <= told.value <= LARGEST_ALIGNMENT:
        raise Unsound("its alignment is not one")
    alignment = int(told.value)
    if alignment & (alignment - 1):
        raise Unsound("its alignment is not a power of two")
    return alignment


def _value(source: _Source, key: str) -> Value:
    (kind,) = source.numbers("<I")
    if kind == STRING:
        return Value(kind, source.string(LONGEST_STRING))
    if kind == ARRAY:
        return Value(kind, _array(source, key))
    return Value(kind, source.numbers("<" + _letter(kind))[0])


def _array(source: _Source, key: str) -> Array:
    kind, length = source.numbers("<IQ")
    if length > LONGEST_ARRAY:
        raise Unsound("a list in it is longer than any should be")
    kept = length <= KEPT or key == TOKENS
    if kind == STRING:
        words = tuple(word.decode() for word in source.strings(length))
        return Array(kind, length, words if kept else ())
    raw = source.take(length * struct.calcsize("<" + _letter(kind)))
    return Array(kind, length, struct.unpack(f"<{length}{LETTERS[kind]}", raw) if kept else ())


def _letter(kind: int) -> str:
    if kind not in LETTERS:  # an array of arrays among them
        raise Unsound("a value in it is of an unknown kind")
    return LETTERS[kind]


def _tensor(source: _Source, expected: int) -> Tensor:
    """Read one tensor's description; its data must begin where that of the last one ended."""
    name = source.string(LONGEST_NAME)
    if "\0" in name:
        raise Unsound("a tensor in it hides its name")
    (dimensions,) = source.numbers("<I")
    if not 1 <= dimensions <= 4:
        raise Unsound("a tensor in it has no shape")
    shape = source.numbers(f"<{dimensions}Q")
    kind, offset = source.numbers("<IQ")
    if kind not in WEIGHTS:
        raise Unsound("a tensor in it is of a kind that no weights are kept in")
    _, block, size = WEIGHTS[kind]
    numbers = 1
    for length in shape:
        numbers *= length
        if not 1 <= numbers <= LARGEST_TENSOR:
            raise Unsound("a tensor in it has an impossible shape")
    if shape[0] % block:
        raise Unsound("a row of a tensor in it is no whole number of blocks")
    if offset != expected:
        raise Unsound("a tensor in it is not where it should be")
    return Tensor(name, shape, kind, numbers, numbers // block * size)


class _Source:
    """A file read forward in large pieces, never past its end."""

    PIECE = 1 << 20  # bytes

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._buffer = b""
        self._place = 0  # in the buffer
        self._before = 0  # bytes of the file that lie before the buffer
        self.size = size

    @property
    def at(self) -> int:
        """Where in the file the next byte is read."""
        return self._before + self._place

    def take(self, count: int) -> bytes:
        if self._place + count > len(self._buffer):
            self._fill(count)
        self._place += count
        return self._buffer[self._place - count : self._place]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def string(self, longest: int) -> str:
        (length,) = self.numbers("<Q")
        if length > longest:
            raise Unsound("a text in it is longer than any should be")
        return self.take(length).decode()

    def strings(self, count: int) -> list[bytes]:
        """Return so many strings; vocabularies are long, so this does little for each."""
        length_of = struct.Struct("<Q").unpack_from
        found: list[bytes] = []
        place, buffer = self._place, self._buffer
        while len(found) < count:
            needed = 8
            if place + 8 <= len(buffer):
                (length,) = length_of(buffer, place)
                if length > LONGEST_STRING:
                    raise Unsound("a text in it is longer than any should be")
                needed = 8 + length
                if place + needed <= len(buffer):
                    found.append(buffer[place + 8 : place + needed])
                    place += needed
                    continue
            self._place = place
            self._fill(needed)
            place, buffer = self._place, self._buffer
        self._place = place
        return found

    def _fill(self, count: int) -> None:
        """Have at least so many bytes in the buffer, from its beginning."""
        if self.at + count > min(self.size, LONGEST_HEADER):
            raise Unsound("it is cut off, or its header is longer than any should be")
        self._before += self._place
        self._buffer = self._buffer[self._place :]
        self._place = 0
        self._buffer += self._file.read(max(count, self.PIECE))
        if len(self._buffer) < count:
            raise Unsound("it is cut off")
