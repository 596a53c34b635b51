"""What a model makes of a text: its vectors, for comparing meanings and for probes."""

from __future__ import annotations

import base64
import ctypes
from collections.abc import Iterator
from typing import Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from assistant.engine.worker.context import Brake, Context
from assistant.engine.worker.weights import CannotLoad, Weights
from ingest.sandbox import Line

OUTPUT = b"l_out-"  # what llama.cpp calls the output of a block; its number follows


def embedded(weights: Weights, brake: Brake, request: Line) -> Iterator[Line]:
    """Tell a vector for each text: the mean over its tokens, of length 1, little-endian floats."""
    import numpy as np

    context = Context(
        weights,
        request["room"],
        brake,
        embeddings=True,
        pooling_type=native.LLAMA_POOLING_TYPE_MEAN,
    )
    try:
        context.use(request["threads"], {})
        width = native.llama_model_n_embd(weights.model)
        for text in request["texts"]:
            tokens = (weights.opening() + weights.tokens(text))[: context.room] or [0]
            context.forget()
            context.take(tokens)
            mean = native.llama_get_embeddings_seq(context.pointer, 0)
            vector = np.ctypeslib.as_array(mean, (width,)).astype("<f4")
            vector = vector / max(float(np.linalg.norm(vector)), 1e-12)
            yield {"vector": base64.b64encode(vector.astype("<f4").tobytes()).decode()}
        yield {"end": True, "width": width}
    finally:
        context.close()


def hidden(weights: Weights, brake: Brake, request: Line) -> Iterator[Line]:
    """Tell what a block makes of the last token of each text.

    ``layer`` counts llama.cpp's blocks from 0; transformers calls the output of
    block n ``hidden_states[n + 1]``.
    """
    import numpy as np

    caught: list[Any] = []
    wanted = OUTPUT + str(request["layer"]).encode()
    width = native.llama_model_n_embd(weights.model)
    ggml = _Ggml()

    @native.ggml_backend_sched_eval_callback  # type: ignore[untyped-decorator]
    def look(tensor: int, asks: bool, _: int) -> bool:
        name = ggml.name(tensor)
        if name != wanted:
            return not asks
        if not asks:
            caught.append(ggml.last(tensor, width))
        return True

    context = Context(weights, request["room"], brake, cb_eval=look)
    try:
        context.use(request["threads"], {})
        for text in request["texts"]:
            caught.clear()
            context.forget()
            context.take((weights.opening() + weights.tokens(text))[: context.room] or [0])
            if not caught:
                raise CannotLoad("layer")
            row = np.asarray(caught[-1], dtype="<f4")
            yield {"vector": base64.b64encode(row.tobytes()).decode()}
        yield {"end": True, "width": width}
    finally:
        context.close()


class _Ggml:
    """The two functions of ggml that the binding leaves out."""

    def __init__(self) -> None:
        library = native._lib  # noqa: SLF001 - llama.cpp's own library; ggml's is linked to it
        self._name = library.ggml_get_name
        self._name.argtypes, self._name.restype = [ctypes.c_void_p], ctypes.c_char_p
        self._bytes = library.ggml_nbytes
        self._bytes.argtypes, self._bytes.restype = [ctypes.c_void_p], ctypes.c_size_t
        self._get = library.ggml_backend_tensor_get
        size = ctypes.c_size_t
        self._get.argtypes = [ctypes.c_void_p, ctypes.c_void_p, size, size]
        self._get.restype = None

    def name(self, tensor: int) -> bytes:
        return bytes(self._name(tensor) or b"")

    def last(self, tensor: int, count: int) -> Any:
        """Return the last so many numbers of a tensor of floats."""
        import numpy as np

        data = np.empty(count, dtype="<f4")
        start = self._bytes(tensor) - data.nbytes
        self._get(tensor, data.ctypes.data, start, data.nbytes)
        return data
