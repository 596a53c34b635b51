"""Model files of a few hundred bytes: a header that can be read, and nothing behind it."""

from __future__ import annotations

import struct
from pathlib import Path

U32, STRING, ARRAY = 4, 8, 9


def gguf(
    name: str = "Tiny",
    architecture: str = "llama",
    *,
    parameters: int = 12,
    context: int = 512,
    licence: str = "",
) -> bytes:
    """Return a model of one tensor; its numbers need not be there for its header to be read."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    def pair(key: str, kind: int, value: bytes) -> bytes:
        return text(key) + struct.pack("<I", kind) + value

    pairs = [
        pair("general.architecture", STRING, text(architecture)),
        pair("general.name", STRING, text(name)),
        pair(f"{architecture}.context_length", U32, struct.pack("<I", context)),
        pair(f"{architecture}.block_count", U32, struct.pack("<I", 1)),
        pair(f"{architecture}.embedding_length", U32, struct.pack("<I", 4)),
        pair(f"{architecture}.attention.head_count", U32, struct.pack("<I", 1)),
        pair(
            "tokenizer.ggml.tokens",
            ARRAY,
            struct.pack("<IQ", STRING, 2) + text("<s>") + text("tea"),
        ),
    ]
    if licence:
        pairs.append(pair("general.license", STRING, text(licence)))
    tensor = text("token_embd.weight") + struct.pack("<IQIQ", 1, parameters, 0, 0)
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(pairs))
    raw = head + b"".join(pairs) + tensor
    return raw + bytes(-len(raw) % 32) + bytes(4 * parameters)


def a_model(path: Path, **new: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gguf(**new))  # type: ignore[arg-type]
    return path
