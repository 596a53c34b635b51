"""A context: a stretch of tokens that the model has read, and goes on from."""

from __future__ import annotations

import ctypes
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from assistant.engine.worker.weights import CannotLoad, Tokens, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 512  # tokens read in one go; llama.cpp is slower with fewer
ABORTED = 2  # what llama_decode answers when it was told to stop


class Stopped(Exception):
    """It was told to stop."""


class Brake:
    """A flag at which llama.cpp looks between two operations of its graph: a stop in milliseconds.

    llama.cpp asks a function with a pointer whether to stop.  Ours is the C
    library's ``strlen`` over a string that is empty or one letter long: asked a
    thousand times for each token, it must not cost the interpreter's lock.
    """

    def __init__(self) -> None:
        self._said = ctypes.create_string_buffer(2)
        self.asks = ctypes.cast(ctypes.CDLL(None).strlen, native.ggml_abort_callback)
        self.place = ctypes.addressof(self._said)

    def pull(self) -> None:
        self._said[0] = b"!"

    def release(self) -> None:
        self._said[0] = b"\0"


class Context:
    """What a model has read: tokens, and the keys and values that came of them."""

    def __init__(self, weights: Weights, length: int, brake: Brake, **more: Any) -> None:
        """Make room for so many tokens.  Raises CannotLoad if there is no memory for it."""
        how = native.llama_context_default_params()
        how.n_ctx, how.n_batch, how.n_ubatch = length, min(BATCH, length), min(BATCH, length)
        how.abort_callback, how.abort_callback_data = brake.asks, brake.place
        for name, value in more.items():
            setattr(how, name, value)
        self._brake = brake  # llama.cpp looks at its place for as long as this lives
        self.weights = weights
        self.room = length
        self.held: Tokens = []
        self._pointer = native.llama_init_from_model(weights.model, how)
        if not self._pointer:
            raise CannotLoad("no memory")
        self._memory = native.llama_get_memory(self._pointer)
        self._adapted: dict[str, float] = {}

    @property
    def pointer(self) -> Any:
        """What llama.cpp calls this context."""
        return self._pointer

    def use(self, threads: int, adapters: Mapping[str, float]) -> None:
        """Read from now on by so many threads, with these adapters and scales and no others.

        What was read with others is forgotten: the cache does not know of them.
        Raises CannotLoad.
        """
        native.llama_set_n_threads(self._pointer, threads, threads)
        if adapters == self._adapted:
            return
        loaded = [self.weights.adapter(path) for path in adapters]
        self.forget()
        pointers = (native.llama_adapter_lora_p_ctypes * len(loaded))(*loaded)
        scales = (ctypes.c_float * len(loaded))(*adapters.values())
        if native.llama_set_adapters_lora(self._pointer, pointers, len(loaded), scales):
            raise CannotLoad("adapter")
        self._adapted = dict(adapters)

    def read(self, tokens: Sequence[int]) -> Iterator[int]:
        """Read up to the last of these tokens, and yield after each batch how many are read.

        What is held of them already is not read again.  Raises Stopped.
        """
        same = min(_alike(self.held, tokens), len(tokens) - 1)
        self._back_to(same)
        yield len(self.held)
        while len(self.held) < len(tokens):
            self._decode(tokens[len(self.held) : len(self.held) + BATCH])
            yield len(self.held)

    def take(self, tokens: Sequence[int]) -> None:
        """Read these tokens behind what is held.  Raises Stopped."""
        for start in range(0, len(tokens), BATCH):
            self._decode(tokens[start : start + BATCH])

    def go_on(self, token: int) -> None:
        """Read one token more.  Raises Stopped."""
        self._decode([token])

    def back_to(self, count: int) -> bool:
        """Forget all but the first so many tokens; False where this kind of model cannot."""
        self._back_to(count)
        return len(self.held) == count

    def likely(self) -> NDArray[np.float32]:
        """Return the logits after the last token, as llama.cpp holds them: copy what you keep."""
        import numpy as np

        logits = native.llama_get_logits_ith(self._pointer, -1)
        return np.ctypeslib.as_array(logits, (self.weights.size,))

    def all_likely(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """Read these tokens and return the logits after each: (tokens, vocabulary).

        For a few tokens at a time; a row of a large vocabulary has half a megabyte.
        Raises Stopped.
        """
        import numpy as np

        count = len(tokens)
        batch = native.llama_batch_init(count, 0, 1)
        try:
            batch.n_tokens = count
            for n, token in enumerate(tokens):
                batch.token[n], batch.pos[n], batch.logits[n] = token, len(self.held) + n, 1
                batch.n_seq_id[n], batch.seq_id[n][0] = 1, 0
            self._run(batch, tokens)
        finally:
            native.llama_batch_free(batch)
        first = native.llama_get_logits_ith(self._pointer, 0)
        return np.ctypeslib.as_array(first, (count, self.weights.size))

    def branch(self, of: int, line: int) -> None:
        """Let a line of its own begin with what another one holds; line 0 is what was read."""
        native.llama_memory_seq_cp(self._memory, of, line, -1, -1)

    def drop(self, line: int) -> None:
        native.llama_memory_seq_rm(self._memory, line, -1, -1)

    def together(self, places: Sequence[tuple[int, int, int]]) -> NDArray[np.float32]:
        """Read one token on each of some lines (line, place in it, token); return the logits.

        They hold until the next reading.  Raises Stopped.
        """
        import numpy as np

        count = len(places)
        batch = native.llama_batch_init(count, 0, 1)
        try:
            batch.n_tokens = count
            for n, (line, place, token) in enumerate(places):
                batch.token[n], batch.pos[n], batch.logits[n] = token, place, 1
                batch.n_seq_id[n], batch.seq_id[n][0] = 1, line
            self._run(batch, ())
        finally:
            native.llama_batch_free(batch)
        first = native.llama_get_logits_ith(self._pointer, 0)
        return np.ctypeslib.as_array(first, (count, self.weights.size))

    def forget(self) -> None:
        native.llama_memory_clear(self._memory, True)
        self.held = []

    def state(self) -> bytes:
        """Return what is held, tokens and all, to be given back to ``resume``."""
        size = native.llama_state_seq_get_size(self._pointer, 0)
        data = (ctypes.c_uint8 * size)()
        written = native.llama_state_seq_get_data(self._pointer, data, size, 0)
        head = json.dumps(self.held).encode()
        return struct.pack("<Q", len(head)) + head + bytes(memoryview(data)[:written])

    def resume(self, state: bytes) -> bool:
        """Hold what was held then; False, and nothing is held, if it is of another kind."""
        (length,) = struct.unpack_from("<Q", state)
        held = json.loads(state[8 : 8 + length])
        self.forget()
        whole = ctypes.cast(
            ctypes.c_char_p(state), ctypes.c_void_p
        )  # tens of megabytes: not copied
        data = ctypes.cast((whole.value or 0) + 8 + length, ctypes.POINTER(ctypes.c_uint8))
        size = len(state) - 8 - length
        if not native.llama_state_seq_set_data(self._pointer, data, size, 0):
            self.forget()
            return False
        self.held = held
        return True

    def close(self) -> None:
        native.llama_free(self._pointer)

    def _back_to(self, count: int) -> None:
        if count >= len(self.held):
            return
        if native.llama_memory_seq_rm(self._memory, 0, count, -1):
            self.held = self.held[:count]
        else:  # models with a running state cannot take a part of it back
            self.forget()

    def _decode(self, tokens: Sequence[int]) -> None:
        those = (native.llama_token * len(tokens))(*tokens)  # the batch only points to them
        self._run(native.llama_batch_get_one(those, len(tokens)), tokens)

    def _run(self, batch: Any, tokens: Sequence[int]) -> None:
        answer = native.llama_decode(self._pointer, batch)
        if answer:
            native.llama_memory_seq_rm(self._memory, 0, len(self.held), -1)
            if answer == ABORTED:
                raise Stopped
            raise CannotLoad("no memory")
        self.held += tokens


def _alike(left: Sequence[int], right: Sequence[int]) -> int:
    """Return how many tokens two texts have in common at their beginning."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )
