"""llama.cpp as barely as can be: one loop, greedy, in a process of its own; what ours is held to.

Run as a program it takes requests as JSON lines, because two models in one
process would share its threads, and because a process's memory is measured.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native

BATCH = 512


class Bare:
    """One model, one context, nothing else."""

    def __init__(self, path: Path, context: int, threads: int) -> None:
        how = native.llama_context_default_params()
        how.n_ctx, how.n_batch, how.n_ubatch = context, BATCH, BATCH
        how.n_threads = how.n_threads_batch = threads
        self.model = native.llama_model_load_from_file(
            str(path).encode(), native.llama_model_default_params()
        )
        self.context = native.llama_init_from_model(self.model, how)
        self.vocabulary = native.llama_model_get_vocab(self.model)
        self.memory = native.llama_get_memory(self.context)
        self.greedy = native.llama_sampler_init_greedy()

    def tokens(self, text: str) -> list[int]:
        raw = text.encode()
        found = (native.llama_token * (len(raw) + 2))()
        count = native.llama_tokenize(
            self.vocabulary, raw, len(raw), found, len(found), False, True
        )
        return found[:count]

    def read(self, text: str) -> tuple[int, float]:
        """Return how many tokens were read from nothing, and the seconds it took."""
        native.llama_memory_clear(self.memory, True)
        tokens = self.tokens(text)
        began = time.perf_counter()
        for start in range(0, len(tokens), BATCH):
            self._decode(tokens[start : start + BATCH])
        native.llama_synchronize(self.context)
        return len(tokens), time.perf_counter() - began

    def write(self, count: int) -> tuple[int, float]:
        """Return how many tokens were written behind what was read, and the seconds."""
        began = time.perf_counter()
        for _ in range(count):
            token = native.llama_sampler_sample(self.greedy, self.context, -1)
            self._decode([token])
        native.llama_synchronize(self.context)
        return count, time.perf_counter() - began

    def _decode(self, tokens: list[int]) -> None:
        those = (native.llama_token * len(tokens))(*tokens)
        assert not native.llama_decode(self.context, native.llama_batch_get_one(those, len(tokens)))


def main(path: str, context: str, threads: str) -> None:
    bare = Bare(Path(path), int(context), int(threads))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        read = bare.read(request["text"])
        written = bare.write(request["count"])
        print(json.dumps({"read": read, "written": written}), flush=True)


if __name__ == "__main__":

    @native.llama_log_callback  # type: ignore[untyped-decorator]
    def _silent(level: int, text: bytes, data: int) -> None: ...

    native.llama_log_set(_silent, None)
    main(*sys.argv[1:])
