"""The process that writes a model file anew in another quantisation."""

from __future__ import annotations

import os
import sys

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from assistant.engine.worker import weights
from ingest.sandbox import Parent, confine


def main(source: str, target: str, kind: str, threads: str) -> None:
    confine()
    os.nice(5)  # it can wait
    parent = Parent()
    weights.begin()
    how = native.llama_model_quantize_default_params()
    how.ftype = getattr(native, f"LLAMA_FTYPE_MOSTLY_{kind}")
    how.nthread = int(threads)
    how.allow_requantize = True  # from what is quantised already: that is what there is
    failed = native.llama_model_quantize(os.fsencode(source), os.fsencode(target), how)
    parent.send({"failed": bool(failed)})


if __name__ == "__main__":
    main(*sys.argv[1:])
