"""What a GGUF file says it is, read by our own strict reader before llama.cpp sees the file.

Only what is said about the model; a file whose header is not as it should be, or
that would make llama.cpp stop its process (``GGML_ASSERT``), never reaches the
process that loads it.  The template inside is a program by whoever made the file:
it is counted among the facts by its digest and never compiled.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.engine.gguf_layout import (
    F32,
    I32,
    STRING,
    TOKENS,
    U32,
    WEIGHTS,
    Array,
    Layout,
    Tensor,
    Unsound,
    Value,
    read_layout,
)
from memory.errors import Problem

# What honest models stay below; llama.cpp keeps its own lists of layers and experts to 512.
MOST_LAYERS = 512
MOST_EXPERTS = 512
LONGEST_CONTEXT = 1 << 27  # tokens
WIDEST = 1 << 17  # numbers of an embedding
WIDEST_INNER = 1 << 21
MOST_HEADS = 1024
LARGEST_HEAD = 1 << 12
ROPE_SCALINGS = frozenset({"none", "linear", "yarn", "longrope"})
LONGEST_MARK = 40  # bytes
ONE = Value(U32, 1)


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says it is."""

    name: str
    architecture: str
    parameters: int
    context: int  # tokens it was trained to hold
    markers: frozenset[str]  # the tokens that look like marks of a turn
    layers: int = 0
    width: int = 0  # numbers of one token's embedding
    heads: int = 0
    kv_heads: int = 0  # of the layer that has most
    head_size: int = 0
    cache_numbers: int = 0  # keys and values kept for each token of context, all layers together
    vocabulary: int = 0  # tokens
    tokenizer: str = ""  # "gpt2", "llama", ...
    quantisation: str = ""  # the type that most of its weights are kept in
    licence: str = ""  # as the file says; empty if it does not
    template_digest: str = ""  # SHA-256 of its own chat template; empty if it has none
    size: int = 0  # bytes of the file
    layer_bytes: tuple[int, ...] = ()  # of the weights of each layer
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Adapter:
    """What a GGUF file of a LoRA says it is."""

    name: str
    architecture: str  # of the model it is for
    rank: int
    alpha: float
    size: int  # bytes of the file
    targets: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]] = field(repr=False, hash=False)


def read_header(path: Path) -> Header:
    """Return the header of a model file.  Raises Problem if it is none, or is cut off."""
    try:
        layout = read_layout(path)
        return _header(layout, path)
    except (OSError, Unsound) as err:
        raise _refused(path, "model", err) from err


def read_adapter(path: Path) -> Adapter:
    """Return the header of a LoRA file.  Raises Problem if it is none, or is cut off."""
    try:
        return _adapter(read_layout(path), path)
    except (OSError, Unsound) as err:
        raise _refused(path, "adapter", err) from err


def check_fits(adapter: Adapter, base: Header) -> None:
    """Raise Problem unless every part of the adapter has its place in the model."""
    fits = adapter.architecture == base.architecture and all(
        name in base.shapes and _fits(name, pair, base.shapes[name])
        for name, pair in adapter.targets.items()
    )
    if not fits:
        raise Problem(
            f"The adapter {adapter.name} was not made for the model {base.name}.",
            remedy="Use it with the model it was trained on.",
        )


def _refused(path: Path, kind: str, err: Exception) -> Problem:
    reason = str(err) if isinstance(err, Unsound) else "it cannot be read"
    return Problem(
        f"{path.name} is not a sound GGUF {kind}: {reason}.",
        remedy="Choose a file that ends in .gguf and download it again if it was cut off.",
    )


# A model.


def _header(layout: Layout, path: Path) -> Header:
    facts = _Facts(layout.said)
    kind = facts.text("general.type", "model")
    if kind != "model":
        raise Unsound("it is an adapter" if kind == "adapter" else "it is only a part of one")
    if layout.said.get("split.count", ONE).value not in (0, 1):
        raise Unsound("it is one of several parts; join them into one file first")
    facts.check()
    tokens = _vocabulary(layout)
    layers = facts.number("block_count", 0, 1, MOST_LAYERS)
    heads, kv_heads, key, value = _attention(facts, layers)
    template = facts.text("tokenizer.chat_template", "")
    return Header(
        name=facts.text("general.name", "").strip() or path.stem,
        architecture=facts.architecture,
        parameters=sum(t.numbers for t in layout.tensors.values()),
        context=facts.number("context_length", 0, 1, LONGEST_CONTEXT),
        markers=frozenset(filter(_looks_like_a_mark, tokens)),
        layers=layers,
        width=facts.number("embedding_length", 0, 1, WIDEST),
        heads=max(heads, default=0),
        kv_heads=max(kv_heads, default=0),
        head_size=key,
        cache_numbers=sum(kv_heads) * (key + value),
        vocabulary=len(tokens),
        tokenizer=facts.text("tokenizer.ggml.model", ""),
        quantisation=_quantisation(layout),
        licence=facts.text("general.license", ""),
        template_digest=hashlib.sha256(template.encode()).hexdigest() if template else "",
        size=layout.size,
        layer_bytes=_layer_bytes(layout, layers),
        shapes={t.name: t.shape for t in layout.tensors.values()},
    )


def _looks_like_a_mark(token: str) -> bool:
    """Whether a token is written as marks of turns are, some of them in full-width bars."""
    bracketed = token[:1] in ("<", "[") and token[-1:] in (">", "]")
    return bracketed and len(token) > 3 and len(token.encode()) < LONGEST_MARK


def _vocabulary(layout: Layout) -> tuple[str, ...]:
    """Return the tokens; what is said of each must be said of every one."""
    told = layout.said.get(TOKENS)
    if told is None:
        return ()
    if not isinstance(told.value, Array) or told.value.kind != STRING or not told.value.length:
        raise Unsound("its vocabulary is not a list of words")
    for key, kinds in (("scores", {F32}), ("token_type", {U32, I32})):
        other = layout.said.get(f"tokenizer.ggml.{key}", Value(0, told.value)).value
        if not isinstance(other, Array) or other.length != told.value.length:
            raise Unsound("its vocabulary is told in lists of different lengths")
        if other is not told.value and other.kind not in kinds:
            raise Unsound("its vocabulary is told in numbers of the wrong kind")
    words: tuple[str, ...] = told.value.values
    _check_words([word.partition("\0")[0] for word in words], layout)
    return words


def _check_words(words: Sequence[str], layout: Layout) -> None:
    """Raise Unsound for a vocabulary at which llama.cpp stops: now, or at a letter it has not."""
    once = set(words) - {""}
    if len(once) != len(words) - words.count(""):
        raise Unsound("a word of its vocabulary is in it twice")
    model = layout.said.get("tokenizer.ggml.model")
    if model and model.value == "llama":
        bytes_ = [{f"<0x{n:02X}>", chr(n) if 0 < n < 128 else ""} for n in range(256)]
        if not all(names & once for names in bytes_):
            raise Unsound("its vocabulary cannot write every letter")


def _attention(facts: _Facts, layers: int) -> tuple[list[int], list[int], int, int]:
    """Return the heads and the key-and-value heads of each layer, and the sizes of both."""
    heads = facts.each("attention.head_count", layers, 0, MOST_HEADS)
    kv_heads = facts.each("attention.head_count_kv", layers, 0, MOST_HEADS) or heads
    for several, shared in zip(heads, kv_heads, strict=False):
        if shared > several or (shared and several % shared):
            raise Unsound("its heads cannot be shared out evenly")
    facts.each("feed_forward_length", layers, 0, WIDEST_INNER)
    if not any(heads):
        return heads, kv_heads, 0, 0
    usual = facts.number("embedding_length", 0, 1, WIDEST) // max(heads)
    key = facts.number("attention.key_length", usual, 1, LARGEST_HEAD)
    value = facts.number("attention.value_length", usual, 1, LARGEST_HEAD)
    turned = facts.number("rope.dimension_count", key - key % 2, 1, LARGEST_HEAD)
    if turned > key or turned % 2:
        raise Unsound("the size of its heads is impossible")
    return heads, kv_heads, key, value


def _quantisation(layout: Layout) -> str:
    """Return the name of the type in which most numbers of its matrices are kept."""
    numbers: Counter[int] = Counter()
    for tensor in layout.tensors.values():
        if len(tensor.shape) == 1 and tensor.kind != 0:
            raise Unsound("one of its norms is not kept in full")
        numbers[tensor.kind] += tensor.numbers * (len(tensor.shape) > 1)
    if not numbers:
        raise Unsound("it has no weights")
    return WEIGHTS[numbers.most_common(1)[0][0]][0]


def _layer_bytes(layout: Layout, layers: int) -> tuple[int, ...]:
    sizes = [0] * layers
    for tensor in layout.tensors.values():
        kind, _, rest = tensor.name.partition(".")
        number = rest.partition(".")[0]
        if kind == "blk" and number.isdecimal() and number.isascii():
            if int(number) >= layers:
                raise Unsound("it has weights of a layer that it has not")
            sizes[int(number)] += tensor.size
    return tuple(sizes)


class _Facts:
    """What a header says, each fact of the kind and within the bounds it should have."""

    def __init__(self, said: Mapping[str, Value]) -> None:
        self._said = said
        self.architecture = self.text("general.architecture", "")
        if not self.architecture:
            raise Unsound("it does not say of what architecture it is")

    def text(self, key: str, default: str) -> str:
        told = self._said.get(key, Value(STRING, default))
        if told.kind != STRING:
            raise Unsound("a fact in it that should be a text is none")
        return str(told.value)

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """Return a whole number of the architecture; a default out of bounds makes it a must."""
        told = self._told(key)
        number = default if told is None else told.value
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise Unsound(f"its {_spoken(key)} is impossible, or missing")
        return number

    def each(self, key: str, layers: int, least: int, most: int) -> list[int]:
        """Return a number for each layer, said once for all or one by one; none if not said."""
        told = self._told(key)
        if told is None:
            return []
        if not isinstance(told.value, Array):
            return [self.number(key, 0, least, most)] * layers
        numbers = list(told.value.values)
        sound = told.value.kind in (U32, I32) and len(numbers) == layers
        if not sound or not all(least <= number <= most for number in numbers):
            raise Unsound(f"its {_spoken(key)} is impossible")
        return numbers

    def check(self) -> None:
        """Raise Unsound for what makes llama.cpp stop, or divide by nothing."""
        for key, told in self._said.items():
            if isinstance(told.value, float) and not math.isfinite(told.value):
                raise Unsound("a number in it is infinite, or none")
            if key.endswith("epsilon") and not (told.kind == F32 and told.value >= 0):
                raise Unsound("a number in it that should be small and positive is not")
        self._check_experts()
        scaling = f"{self.architecture}.rope.scaling.type"
        if self.text(scaling, "none") not in ROPE_SCALINGS:
            raise Unsound("the scaling of its positions is not known")

    def _check_experts(self) -> None:
        experts = self.number("expert_count", 0, 0, MOST_EXPERTS)
        self.number("expert_used_count", min(1, experts), min(1, experts), experts)
        groups = self.number("expert_group_count", 0, 0, max(0, experts - 1))
        if groups > 1:
            self.number("expert_group_used_count", 0, 1, groups - 1)
            if experts % groups:
                raise Unsound("its experts cannot be shared out evenly")

    def _told(self, key: str) -> Value | None:
        return self._said.get(f"{self.architecture}.{key}")


def _spoken(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ")


# An adapter.


def _adapter(layout: Layout, path: Path) -> Adapter:
    facts = _Facts(layout.said)
    if facts.text("general.type", "model") != "adapter":
        raise Unsound("it is not an adapter")
    if facts.text("adapter.type", "") != "lora":
        raise Unsound("it is an adapter of another kind than LoRA")
    facts.check()
    alpha = layout.said.get("adapter.lora.alpha", Value(F32, 0.0))
    if alpha.kind != F32 or alpha.value < 0:
        raise Unsound("its alpha is impossible")
    targets = _pairs(layout)
    ranks = {_rank(name, pair) for name, pair in targets.items()}
    return Adapter(
        name=facts.text("general.name", "").strip() or path.stem,
        architecture=facts.architecture,
        rank=max(ranks),
        alpha=float(alpha.value),
        size=layout.size,
        targets=targets,
    )


def _pairs(layout: Layout) -> dict[str, tuple[Any, Any]]:
    """Return the shapes of both halves for each tensor that is adapted."""
    halves: dict[str, dict[str, Tensor]] = {}
    for tensor in layout.tensors.values():
        target, _, half = tensor.name.rpartition(".")
        if half not in ("lora_a", "lora_b") or ".lora_" in target:
            raise Unsound("a tensor in it belongs to no adapter")
        halves.setdefault(target, {})[half] = tensor
    if not halves or any(len(both) < 2 for both in halves.values()):
        raise Unsound("a half of it is missing")
    return {name: (b["lora_a"].shape, b["lora_b"].shape) for name, b in halves.items()}


def _rank(name: str, pair: tuple[Any, Any]) -> int:
    a, b = pair
    inner = (a[0], b[0]) if _is_embedding(name) else (a[1:2], b[:1])
    if len(a) < 2 or len(a) != len(b) or inner[0] != inner[1]:
        raise Unsound("the halves of it do not fit each other")
    return int(b[0])


def _fits(name: str, pair: tuple[Any, Any], target: tuple[int, ...]) -> bool:
    a, b = pair
    if len(target) != len(a):
        return False
    outer = (b[1], a[1]) if _is_embedding(name) else (a[0], b[1])
    return outer == target[:2] and a[2:] == b[2:] == target[2:]


def _is_embedding(name: str) -> bool:
    """Whether llama.cpp looks rows of it up instead of multiplying with it."""
    return name.endswith("token_embd.weight")
