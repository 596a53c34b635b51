"""The encoder's process: loads a sentence-transformers folder and encodes what it is given."""

from __future__ import annotations

import base64
import os
import sys

from ingest.sandbox import Parent, confine


def main(folder: str) -> None:
    os.nice(5)  # the window comes first
    parent = Parent()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    confine()  # after loading: torch asks other programs about the machine
    model.encode(["warm"])
    parent.send({"ready": True})
    for request in parent.requests():
        vectors = model.encode(request["texts"], normalize_embeddings=True, show_progress_bar=False)
        parent.send({"vectors": base64.b64encode(vectors.astype("<f4").tobytes()).decode()})


if __name__ == "__main__":
    main(sys.argv[1])
