"""Writes GGUF files that llama.cpp loads in milliseconds: 30,000 numbers, never trained.

The model says stretches of the alphabet: after each letter it likes the next one.  What
it was told before changes its liking, so that two prompts do not give the same text.

    write(path)                                a llama with a byte vocabulary and ChatML
    write(path, "qwen2", marks=..., pairs=...) another family, other facts in the header
    write_adapter(path)                        a LoRA for it
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

U8, I8, U16, I16, U32, I32, F32, BOOL, STRING, ARRAY, U64, I64, F64 = range(13)
PLAIN = {U8: "B", I8: "b", U16: "H", I16: "h", U32: "I", I32: "i", F32: "f", BOOL: "?"}
PLAIN |= {U64: "Q", I64: "q", F64: "d"}
ALIGNMENT = 32

WIDTH, INNER, HEADS, KV_HEADS, CONTEXT = 32, 64, 4, 2, 512
CHATML = ("<|im_start|>", "<|im_end|>")
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6  # kinds of tokens
WORDS = ("tea", "the", "and", "rent", "yes", "no")


@dataclass(frozen=True)
class Pair:
    """A key of the header; ``inner`` is the kind of the elements of an array."""

    key: str
    kind: int
    value: Any
    inner: int = 0


@dataclass(frozen=True)
class Tensor:
    """A tensor as llama.cpp counts its dimensions, the fastest first."""

    name: str
    shape: tuple[int, ...]
    data: bytes
    kind: int = 0  # of ggml: 0 is F32


def gguf(pairs: Sequence[Pair], tensors: Sequence[Tensor], version: int = 3) -> bytes:
    """Return the bytes of a file with this header and these tensors."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs))
    head += b"".join(_text(p.key) + struct.pack("<I", p.kind) + _value(p) for p in pairs)
    data = b""
    for tensor in tensors:
        shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
        head += _text(tensor.name) + shape + struct.pack("<IQ", tensor.kind, len(data))
        data += _padded(tensor.data)
    return _padded(head) + data


def write(
    path: Path,
    architecture: str = "llama",
    *,
    layers: int = 1,
    marks: Sequence[str] = CHATML,
    template: str | None = None,
    pairs: Sequence[Pair] = (),
    seed: int = 0,
) -> Path:
    """Write a whole model and return its path.  ``pairs`` replace or join those of the header."""
    path.write_bytes(model(architecture, layers, marks, template, pairs, seed))
    return path


def model(
    architecture: str = "llama",
    layers: int = 1,
    marks: Sequence[str] = CHATML,
    template: str | None = None,
    pairs: Sequence[Pair] = (),
    seed: int = 0,
) -> bytes:
    """Return the bytes of a model that says the alphabet."""
    tokens, said = _vocabulary(architecture, marks)
    facts = [*_facts(architecture, layers), *said, *pairs]
    if template is not None:
        facts.append(Pair("tokenizer.chat_template", STRING, template))
    return gguf(
        list({p.key: p for p in facts}.values()), _weights(tokens, architecture, layers, seed)
    )


def write_adapter(path: Path, architecture: str = "llama", rank: int = 4, seed: int = 1) -> Path:
    """Write a LoRA for the model of one layer and return its path."""
    shapes = {"attn_q": (WIDTH, WIDTH), "ffn_down": (INNER, WIDTH)}
    random = _random(seed)
    tensors = []
    for name, (inputs, outputs) in shapes.items():
        for part, shape in (("lora_a", (inputs, rank)), ("lora_b", (rank, outputs))):
            numbers = random.normal(0, 0.1, shape[::-1])
            tensors.append(_tensor(f"blk.0.{name}.weight.{part}", numbers))
    path.write_bytes(gguf(adapter_facts(architecture), tensors))
    return path


def adapter_facts(architecture: str = "llama") -> list[Pair]:
    """Return the header of a LoRA."""
    return [
        Pair("general.architecture", STRING, architecture),
        Pair("general.type", STRING, "adapter"),
        Pair("general.name", STRING, "Tiny adapter"),
        Pair("adapter.type", STRING, "lora"),
        Pair("adapter.lora.alpha", F32, 8.0),
    ]


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNMENT)


def _value(pair: Pair) -> bytes:
    if pair.kind == STRING:
        return _text(pair.value)
    if pair.kind != ARRAY:
        return struct.pack("<" + PLAIN[pair.kind], pair.value)
    head = struct.pack("<IQ", pair.inner, len(pair.value))
    if pair.inner == STRING:
        return head + b"".join(map(_text, pair.value))
    return head + struct.pack(f"<{len(pair.value)}{PLAIN[pair.inner]}", *pair.value)


def _facts(architecture: str, layers: int) -> list[Pair]:
    said = {
        "block_count": layers,
        "context_length": CONTEXT,
        "embedding_length": WIDTH,
        "feed_forward_length": INNER,
        "attention.head_count": HEADS,
        "attention.head_count_kv": KV_HEADS,
    }
    return [
        Pair("general.architecture", STRING, architecture),
        Pair("general.type", STRING, "model"),
        Pair("general.name", STRING, f"Tiny {architecture}"),
        Pair("general.license", STRING, "apache-2.0"),
        Pair("general.file_type", U32, 0),
        *(Pair(f"{architecture}.{key}", U32, value) for key, value in said.items()),
        Pair(f"{architecture}.rope.freq_base", F32, 10_000.0),
        Pair(f"{architecture}.attention.layer_norm_rms_epsilon", F32, 1e-5),
    ]


def _vocabulary(architecture: str, marks: Sequence[str]) -> tuple[list[str], list[Pair]]:
    """Return the tokens and what the header says of them.

    llama gets the tokenizer of SentencePiece, every other one that of byte pairs.
    """
    pieces = architecture == "llama"
    letters = [f"<0x{n:02X}>" for n in range(256)] if pieces else _byte_letters()
    kinds = [BYTE if pieces else NORMAL] * 256
    specials = ["<unk>", "<s>", "</s>", *marks]
    words = [*(map(chr, range(32, 127)) if pieces else ())]
    words = [word.replace(" ", "▁") for word in words]
    steps = [] if pieces else [word[:n] for word in WORDS for n in range(2, len(word) + 1)]
    words += WORDS if pieces else dict.fromkeys(steps)
    tokens = [*specials, *letters, *words]
    kinds = [UNKNOWN, *[CONTROL] * (len(specials) - 1), *kinds, *[NORMAL] * len(words)]
    said = [
        Pair("tokenizer.ggml.tokens", ARRAY, tokens, STRING),
        Pair("tokenizer.ggml.token_type", ARRAY, kinds, I32),
        Pair("tokenizer.ggml.bos_token_id", U32, 1),
        Pair("tokenizer.ggml.eos_token_id", U32, 2),
        Pair("tokenizer.ggml.unknown_token_id", U32, 0),
        Pair("tokenizer.ggml.add_bos_token", BOOL, pieces),
    ]
    if pieces:
        said.append(Pair("tokenizer.ggml.model", STRING, "llama"))
        said.append(Pair("tokenizer.ggml.scores", ARRAY, [0.0] * len(tokens), F32))
        said.append(Pair("tokenizer.ggml.add_space_prefix", BOOL, False))
    else:
        merges = dict.fromkeys(f"{step[:-1]} {step[-1]}" for step in steps)
        said.append(Pair("tokenizer.ggml.model", STRING, "gpt2"))
        said.append(Pair("tokenizer.ggml.pre", STRING, "qwen2"))
        said.append(Pair("tokenizer.ggml.merges", ARRAY, [*merges], STRING))
    return tokens, said


def _byte_letters() -> list[str]:
    """Return the letter that byte-pair vocabularies write for each byte."""
    shown = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return [chr(n) if n in shown else chr(next(others)) for n in range(256)]


def _weights(tokens: Sequence[str], architecture: str, layers: int, seed: int) -> list[Tensor]:
    random = _random(seed)
    kv = WIDTH // HEADS * KV_HEADS

    def noise(name: str, *shape: int) -> Tensor:
        return _tensor(name, random.normal(0, 0.2, shape))

    def ones(name: str) -> Tensor:
        return _tensor(name, random.normal(1, 0.01, (WIDTH,)))

    meaning = random.normal(0, 1, (len(tokens), WIDTH))
    weights = [
        _tensor("token_embd.weight", meaning),
        _tensor("output.weight", _likes(tokens, meaning, random)),
        ones("output_norm.weight"),
    ]
    for layer in (f"blk.{n}" for n in range(layers)):
        weights += [ones(f"{layer}.attn_norm.weight"), ones(f"{layer}.ffn_norm.weight")]
        weights += [
            noise(f"{layer}.attn_q.weight", WIDTH, WIDTH),
            noise(f"{layer}.attn_k.weight", kv, WIDTH),
            noise(f"{layer}.attn_v.weight", kv, WIDTH),
            noise(f"{layer}.attn_output.weight", WIDTH, WIDTH),
            noise(f"{layer}.ffn_gate.weight", INNER, WIDTH),
            noise(f"{layer}.ffn_up.weight", INNER, WIDTH),
            noise(f"{layer}.ffn_down.weight", WIDTH, INNER),
        ]
        if architecture == "qwen2":
            sizes = {"attn_q": WIDTH, "attn_k": kv, "attn_v": kv}
            weights += [noise(f"{layer}.{name}.bias", size) for name, size in sizes.items()]
    return weights


def _likes(tokens: Sequence[str], meaning: numpy.ndarray, random: Any) -> numpy.ndarray:
    """Return the output layer: the row of a letter is the meaning of the letter before it."""
    rows: numpy.ndarray = random.normal(0, 0.02, meaning.shape)
    place = {token: n for n, token in enumerate(tokens)}
    letters = [place[chr(n)] for n in range(ord("a"), ord("z") + 1)]
    for before, after in itertools.pairwise(letters):
        rows[after] += meaning[before] / math.sqrt(WIDTH)
    return rows


def _random(seed: int) -> numpy.random.Generator:
    import numpy

    return numpy.random.default_rng(seed)


def _tensor(name: str, numbers: numpy.ndarray) -> Tensor:
    return Tensor(name, numbers.shape[::-1], numbers.astype("<f4").tobytes())
