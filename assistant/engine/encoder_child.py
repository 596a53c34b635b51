"""The encoder's process: loads a sentence-transformers folder and encodes what it is given."""

from __future__ import annotations

import base64
import os
import sys
from typing import TYPE_CHECKING

from ingest.sandbox import Parent, confine

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

LONGEST = 512  # tokens, for a model that does not say how many it was made for
TEXT_PROMPTS = ("document", "passage", "corpus")  # what models call the words before a text


def main(folder: str) -> None:
    os.nice(5)  # the window comes first
    parent = Parent()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        folder, device="cpu", local_files_only=True, trust_remote_code=False
    )
    confine()  # after loading: torch asks other programs about the machine
    if not model.max_seq_length or model.max_seq_length > 1 << 20:
        model.max_seq_length = LONGEST
    before_texts = next((name for name in TEXT_PROMPTS if model.prompts.get(name)), None)
    before_questions = "query" if model.prompts.get("query") else None

    def encode(texts: list[str], *, question: bool) -> Vectors:
        way = model.encode_query if question else model.encode_document
        before = before_questions if question else before_texts
        vectors: Vectors = way(
            texts, prompt_name=before, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.astype("<f4")

    (first,) = encode(["ready"], question=True)
    if not 0.9 < float((first * first).sum()) < 1.1:  # no vector at all, or none of numbers
        sys.exit(1)
    parent.send({"ready": True, "dimensions": len(first)})
    for request in parent.requests():
        vectors = encode(request["texts"], question=request["question"])
        parent.send({"vectors": base64.b64encode(vectors.tobytes()).decode()})


if __name__ == "__main__":
    main(sys.argv[1])
