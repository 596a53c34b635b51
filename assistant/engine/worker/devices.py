"""The processors that llama.cpp found here, and how much of a model goes to a graphics card."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from ingest.sandbox import Line

SPARE = 1 << 29  # bytes of a card that are left to the screen, and to what is not weights
KINDS = ("processor", "graphics card", "graphics on the processor", "accelerator")


@dataclass(frozen=True, slots=True)
class Device:
    """A processor: "CUDA0", its kind, and its memory in bytes."""

    name: str
    kind: str
    free: int
    total: int


def devices() -> list[Device]:
    """Return what this build of llama.cpp can compute with: CUDA, Metal, Vulkan, the processor."""
    library = native._lib  # noqa: SLF001 - the binding leaves ggml's devices out
    size, pointer = ctypes.c_size_t, ctypes.c_void_p
    get, name = library.ggml_backend_dev_get, library.ggml_backend_dev_name
    count, kind = library.ggml_backend_dev_count, library.ggml_backend_dev_type
    memory = library.ggml_backend_dev_memory
    count.restype = size
    get.argtypes, get.restype = [size], pointer
    name.argtypes, name.restype = [pointer], ctypes.c_char_p
    kind.argtypes, kind.restype = [pointer], ctypes.c_int
    memory.argtypes, memory.restype = [pointer, ctypes.POINTER(size), ctypes.POINTER(size)], None
    found = []
    for n in range(count()):
        device: Any = get(n)
        free, total = size(), size()
        memory(device, ctypes.byref(free), ctypes.byref(total))
        sort = kind(device)
        word = KINDS[sort] if 0 <= sort < len(KINDS) else "other"
        found.append(Device(name(device).decode(errors="replace"), word, free.value, total.value))
    return found


def layers_for(how: Line) -> int:
    """Return how many layers go to the card: as many as were asked for, or as fit."""
    if how["layers"] is not None:
        return int(how["layers"])
    if not native.llama_supports_gpu_offload():
        return 0
    free = max((d.free for d in devices() if d.kind == KINDS[1]), default=0)
    return that_fit(free, how["size"], how["blocks"], how["cache"])


def that_fit(free: int, size: int, blocks: int, cache: int) -> int:
    """Return how many of so many blocks fit into a card's free bytes, weights and cache alike.

    All of them count one more: llama.cpp's output layer.
    """
    each = max(1, (size + cache) // max(1, blocks))
    fit = max(0, free - SPARE) // each
    return blocks + 1 if fit > blocks else fit
