"""Spoils the headers of GGUF files: bits, lengths, kinds and ends, the same for the same seed."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

WORDS = (0, 1, 2, 3, 8, 9, 12, 255, 1 << 16, 1 << 30, 1 << 31, (1 << 32) - 1)
LENGTHS = (0, 1, 64, 1 << 20, 1 << 31, 1 << 40, 1 << 62, 1 << 63, (1 << 64) - 1)
NUMBERS = (float("inf"), float("-inf"), float("nan"), -1e30, 0.0, 1e-45)


def spoiled(sound: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield so many files that were whole: facts, words and tensors are spoiled equally often."""
    parts = _parts(sound)
    chance = random.Random(seed)
    for _ in range(count):
        if chance.random() < 0.1:
            yield sound[: chance.randrange(len(sound))]
            continue
        file = bytearray(sound)
        for _ in range(chance.choice([1, 1, 2, 4])):
            _spoil(file, chance.choice(chance.choice(parts)), chance)
        yield bytes(file[: len(sound)])


def _parts(sound: bytes) -> list[range]:
    """Return the parts of its header; what is one long fact is not all that is spoiled."""
    words, tensors = (sound.find(mark) for mark in (b"tokenizer.ggml.tokens", b".weight"))
    middle = words if words > 0 else tensors
    return [range(middle), range(middle, tensors + 1), range(tensors, tensors + 300)]


def _spoil(file: bytearray, place: int, chance: random.Random) -> None:
    match chance.randrange(6):
        case 0:
            file[place] ^= 1 << chance.randrange(8)
        case 1:
            file[place] = chance.randrange(256)
        case 2:
            file[place : place + 8] = struct.pack("<Q", chance.choice(LENGTHS))
        case 3:
            file[place : place + 4] = struct.pack("<I", chance.choice(WORDS))
        case 4:
            file[place : place + 4] = struct.pack("<f", chance.choice(NUMBERS))
        case _:  # what stands here twice, and something less in its place
            piece = file[place : place + chance.randrange(1, 64)]
            other = chance.randrange(len(file) - 64)
            file[other : other + len(piece)] = piece
