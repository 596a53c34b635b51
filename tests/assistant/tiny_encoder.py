"""Makes folders of sentence-transformers: a BERT of one layer that was never trained.

    python tests/assistant/tiny_encoder.py FOLDER DIMENSIONS [PROMPT FOR QUESTIONS, FOR TEXTS]

In a process of its own: what these libraries say on the way is no concern of the tests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ingest.sandbox import environment


def make(folder: Path, dimensions: int, *prompts: str) -> Path:
    """Return the folder, made."""
    command = [sys.executable, __file__, str(folder), str(dimensions), *prompts]
    root = Path(__file__).parents[2]
    env = environment() | {"PYTHONPATH": str(root)}
    subprocess.run(command, check=True, capture_output=True, env=env)
    return folder


def main(folder: str, dimensions: str, *prompts: str) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel
    from transformers.models.bert.tokenization_bert import BertTokenizer as BertTokenizerFast

    torch.manual_seed(1)
    letters = [*"abcdefghijklmnopqrstuvwxyz0123456789.,:-"]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    words += [f"##{letter}" for letter in letters]
    base, size = f"{folder}-base", int(dimensions)
    BertTokenizerFast(vocab={word: n for n, word in enumerate(words)}).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=size,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=size,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(base)
    named = dict(zip(("query", "passage"), prompts, strict=False))
    modules = [Transformer(base, max_seq_length=64), Pooling(size)]
    SentenceTransformer(modules=modules, prompts=named, device="cpu").save(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
