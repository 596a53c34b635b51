"""A model file in memory: its weights, its vocabulary, and the adapters made for it.

llama.cpp's own functions, not the binding's ``Llama``: that one compiles the
template in the file, reads the whole file for an adapter, and takes a null
pointer for an adapter that was loaded.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

Tokens = list[int]


class CannotLoad(Exception):
    """llama.cpp does not take this file, or this file in this memory."""


@native.llama_log_callback  # type: ignore[untyped-decorator]
def _in_silence(level: int, text: bytes, data: int) -> None:
    """Say nothing: what a library says may hold what it read."""


def begin() -> None:
    """Set llama.cpp up, before anything else is asked of it."""
    native.llama_log_set(_in_silence, None)
    native.llama_backend_init()


class Weights:
    """The weights of one model, shared by every context that reads with them."""

    def __init__(self, path: Path, layers: int = 0) -> None:
        """Load a file; ``layers`` of it go to a graphics card.  Raises CannotLoad."""
        begin()
        how = native.llama_model_default_params()
        how.n_gpu_layers = layers
        self.model = native.llama_model_load_from_file(os.fsencode(path), how)
        if not self.model:
            raise CannotLoad("model")
        self.vocabulary = native.llama_model_get_vocab(self.model)
        self.size: int = native.llama_vocab_n_tokens(self.vocabulary)
        self._adapters: dict[str, Any] = {}
        self._piece = ctypes.create_string_buffer(256)

    def tokens(self, text: str, *, special: bool = False) -> Tokens:
        """Return the tokens of a text; only ``special`` makes marks of what looks like them."""
        raw = text.encode("utf-8", "replace")
        found = (native.llama_token * (len(raw) + 2))()
        count = native.llama_tokenize(
            self.vocabulary, raw, len(raw), found, len(found), False, special
        )
        if count < 0:
            raise ValueError("more tokens than bytes")
        return found[:count]

    def opening(self) -> Tokens:
        """Return the token that begins a text, for the models that were trained with one."""
        if not native.llama_vocab_get_add_bos(self.vocabulary):
            return []
        return [native.llama_vocab_bos(self.vocabulary)]

    def piece(self, token: int) -> bytes:
        """Return the bytes a token stands for, maybe a part of a character; of a mark none."""
        length = native.llama_token_to_piece(
            self.vocabulary, token, self._piece, len(self._piece), 0, False
        )
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            return self.piece(token)
        return self._piece.raw[:length]

    def ends(self, token: int) -> bool:
        """Whether a token ends what is said."""
        return bool(native.llama_vocab_is_eog(self.vocabulary, token))

    def adapter(self, path: str) -> Any:
        """Return an adapter of this file.  Raises CannotLoad where the binding would crash."""
        if path not in self._adapters:
            adapter = native.llama_adapter_lora_init(self.model, os.fsencode(path))
            if not adapter:
                raise CannotLoad("adapter")
            self._adapters[path] = adapter
        return self._adapters[path]
