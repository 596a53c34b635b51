"""The header of a model file, and that no other file gets further than a sentence."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.engine import gguf_layout
from assistant.engine.gguf import Adapter, Header, check_fits, read_adapter, read_header
from assistant.engine.local import embedded
from memory.errors import Problem
from tests.assistant.engine import tiny_model
from tests.assistant.engine.tiny_model import (
    ARRAY,
    BOOL,
    F32,
    F64,
    I32,
    STRING,
    U16,
    U32,
    U64,
    Pair,
    Tensor,
    gguf,
)


def said(*pairs: Pair, without: str | None = None) -> bytes:
    """Return a model that says these things too, or instead."""
    tokens = ["<|im_start|>", "tea", "<s>", "[INST]", "<a", ""]
    facts = [
        Pair("general.architecture", STRING, "llama"),
        Pair("general.name", STRING, "Tiny"),
        Pair("llama.context_length", U32, 512),
        Pair("llama.block_count", U32, 2),
        Pair("llama.embedding_length", U32, 32),
        Pair("llama.attention.head_count", U32, 4),
        Pair("llama.attention.head_count_kv", U32, 2),
        Pair("llama.attention.layer_norm_rms_epsilon", F32, 1e-5),
        Pair("tokenizer.ggml.model", STRING, "gpt2"),
        Pair("tokenizer.ggml.tokens", ARRAY, tokens, STRING),
        Pair("tokenizer.ggml.scores", ARRAY, [1.0, 2, 3, 4, 5, 6], F32),
        *pairs,
    ]
    kept = {pair.key: pair for pair in facts if pair.key != without}
    return gguf(list(kept.values()), TENSORS)


def matrix(name: str, *shape: int, kind: int = 0, size: int | None = None) -> Tensor:
    count = 1
    for length in shape:
        count *= length
    return Tensor(name, shape, bytes(4 * count if size is None else size), kind)


TENSORS = [
    matrix("token_embd.weight", 32, 6),
    matrix("blk.0.ffn_up.weight", 32, 64, kind=3, size=64 * 20),
    matrix("blk.1.ffn_norm.weight", 32),
]
SMALL = said()


def with_tensors(*tensors: Tensor) -> bytes:
    facts = [
        Pair("general.architecture", STRING, "llama"),
        Pair("llama.context_length", U32, 512),
        Pair("llama.block_count", U32, 1),
        Pair("llama.embedding_length", U32, 32),
    ]
    return gguf(facts, tensors)


def changed(before: bytes, after: bytes, raw: bytes = SMALL) -> bytes:
    assert before in raw
    return raw.replace(before, after, 1)


@pytest.fixture
def read(tmp_path):
    def from_bytes(raw: bytes):
        path = tmp_path / "model.gguf"
        path.write_bytes(raw)
        return read_header(path)

    return from_bytes


def test_a_header_says_what_the_model_is(read):
    header = read(said(Pair("general.license", STRING, "apache-2.0")))

    assert (header.name, header.architecture, header.licence) == ("Tiny", "llama", "apache-2.0")
    assert (header.parameters, header.context) == (32 * 6 + 32 * 64 + 32, 512)
    assert header.markers == {"<|im_start|>", "[INST]"}
    assert (header.layers, header.width, header.heads, header.kv_heads) == (2, 32, 4, 2)
    assert (header.head_size, header.cache_numbers) == (8, 2 * 2 * (8 + 8))
    assert (header.vocabulary, header.tokenizer) == (6, "gpt2")
    assert header.quantisation == "Q4_1"
    assert header.layer_bytes == (64 * 20, 32 * 4)
    assert header.template_digest == ""


def test_the_embedded_model_can_be_read():
    header = read_header(embedded())

    assert "Smollm2" in header.name
    assert (header.architecture, header.tokenizer) == ("llama", "gpt2")
    assert 130_000_000 < header.parameters < 140_000_000
    assert (header.context, header.layers, header.width) == (8192, 30, 576)
    assert (header.heads, header.kv_heads, header.head_size) == (9, 3, 64)
    assert header.quantisation == "Q4_1"
    assert header.licence == "apache-2.0"
    assert header.size == embedded().stat().st_size
    assert "<|im_start|>" in header.markers
    assert len(header.template_digest) == 64


def test_its_template_is_known_by_its_digest_alone(read):
    header = read(said(Pair("tokenizer.chat_template", STRING, "{{ 7 * 7 }}")))

    assert header.template_digest == sha256(b"{{ 7 * 7 }}").hexdigest()
    assert "7 * 7" not in repr(header)


def test_a_model_without_a_name_is_called_after_its_file(read):
    assert read(said(without="general.name")).name == "model"


def test_heads_may_differ_from_layer_to_layer(read):
    header = read(
        said(
            Pair("llama.attention.head_count", ARRAY, [4, 8], I32),
            Pair("llama.attention.head_count_kv", ARRAY, [4, 1], U32),
            Pair("llama.attention.key_length", U32, 16),
        )
    )

    assert (header.heads, header.kv_heads) == (8, 4)
    assert header.cache_numbers == (4 + 1) * (16 + 4)


def test_the_types_of_weights_are_those_of_the_library():
    import ctypes

    import llama_cpp

    folder = Path(llama_cpp.__file__).parent / "lib"
    library = ctypes.CDLL(str(next(folder.glob("*ggml-base*"))))
    library.ggml_type_size.restype = ctypes.c_size_t
    library.ggml_blck_size.restype = ctypes.c_int64
    library.ggml_type_name.restype = ctypes.c_char_p
    theirs = {
        kind: (
            library.ggml_type_name(kind).decode().upper(),
            library.ggml_blck_size(kind),
            library.ggml_type_size(kind),
        )
        for kind in gguf_layout.WEIGHTS
    }

    assert theirs == gguf_layout.WEIGHTS


def own(key: str, kind: int, value: object, inner: int = 0) -> bytes:
    return said(Pair(f"llama.{key}", kind, value, inner))


def experts(count: int, used: int, groups: int = 0, of: int = 0) -> bytes:
    return said(
        Pair("llama.expert_count", U32, count),
        Pair("llama.expert_used_count", U32, used),
        Pair("llama.expert_group_count", U32, groups),
        Pair("llama.expert_group_used_count", U32, of),
    )


def counts(tensors: int, keys: int) -> bytes:
    return SMALL[:8] + struct.pack("<QQ", tensors, keys) + SMALL[24:]


def text(raw: bytes) -> bytes:
    return struct.pack("<Q", len(raw)) + raw


NAME = text(b"general.name") + struct.pack("<I", STRING) + text(b"Tiny")
NO_TEXT = text(b"general.name") + struct.pack("<I", STRING)
NO_LIST = text(b"general.name") + struct.pack("<I", ARRAY)
LAST = TENSORS[-1].name.encode()

HARMFUL = {
    "empty": b"",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(5000),
    "magic alone": b"GGUF",
    "version 1": SMALL[:4] + struct.pack("<I", 1) + SMALL[8:],
    "version 4": SMALL[:4] + struct.pack("<I", 4) + SMALL[8:],
    "big endian": SMALL[:4] + struct.pack(">I", 3) + SMALL[8:],
    "no architecture": said(without="general.architecture"),
    "no layers said": said(without="llama.block_count"),
    "no width said": said(without="llama.embedding_length"),
    "no context said": said(without="llama.context_length"),
    "more keys than there are": counts(3, 40),
    "more tensors than there are": counts(9999, 11),
    "a million keys": counts(3, 1_000_000),
    "a million tensors": counts(1_000_000, 11),
    "a text longer than the file": changed(NAME, NO_TEXT + struct.pack("<Q", 1 << 19)),
    "a text of a terabyte": changed(NAME, NO_TEXT + struct.pack("<Q", 1 << 40)),
    "a text of two megabytes": said(Pair("a", STRING, "a" * (2 << 20))),
    "a text that is not UTF-8": changed(text(b"Tiny"), text(b"T\xffny")),
    "a token that is not UTF-8": changed(text(b"tea"), text(b"t\xffa")),
    "a list of a terabyte": changed(NAME, NO_LIST + struct.pack("<IQ", U64, 1 << 37)),
    "a list longer than the file": changed(NAME, NO_LIST + struct.pack("<IQ", U64, 1 << 19)),
    "a list of lists": changed(NAME, NO_LIST + struct.pack("<IQ", ARRAY, 1)),
    "a kind that is none": changed(NAME, text(b"general.name") + struct.pack("<I", 99)),
    "a key said twice": gguf([Pair("general.architecture", STRING, "llama")] * 2, TENSORS),
    "a key without letters": said(Pair("", U32, 1)),
    "a key of a kilobyte": said(Pair("k" * 1024, U32, 1)),
    "a name that is a number": said(Pair("general.name", U32, 1)),
    "an alignment of nothing": said(Pair("general.alignment", U32, 0)),
    "an alignment of three": said(Pair("general.alignment", U32, 3)),
    "an alignment of a gigabyte": said(Pair("general.alignment", U32, 1 << 30)),
    "an alignment in another kind": said(Pair("general.alignment", U64, 32)),
    "no tensors": with_tensors(),
    "no dimensions": with_tensors(Tensor("a", (), bytes(4))),
    "nine dimensions": with_tensors(matrix("a", *[1] * 9)),
    "a dimension of nothing": with_tensors(matrix("a", 32, 0)),
    "a tensor named twice": with_tensors(matrix("a", 32, 2), matrix("a", 32, 2)),
    "a tensor of a long name": with_tensors(matrix("a" * 64, 32, 2)),
    "a tensor of whole numbers": with_tensors(matrix("a", 32, 2, kind=26)),
    "a tensor of a removed kind": with_tensors(matrix("a", 32, 2, kind=4)),
    "a tensor of no kind": with_tensors(matrix("a", 32, 2, kind=77)),
    "a row of no whole blocks": with_tensors(matrix("a", 33, 2, kind=2, size=36)),
    "a norm that is quantised": with_tensors(matrix("a", 32, 2), matrix("b", 32, kind=8, size=34)),
    "a tensor far outside": changed(
        LAST + struct.pack("<IQIQ", 1, 32, 0, 2048), LAST + struct.pack("<IQIQ", 1, 32, 0, 1 << 40)
    ),
    "two tensors in one place": changed(
        LAST + struct.pack("<IQIQ", 1, 32, 0, 2048), LAST + struct.pack("<IQIQ", 1, 32, 0, 0)
    ),
    "a tensor larger than the file": changed(
        LAST + struct.pack("<IQ", 1, 32), LAST + struct.pack("<IQ", 1, 1 << 40)
    ),
    "a tensor larger than any": changed(
        LAST + struct.pack("<IQ", 1, 32), LAST + struct.pack("<IQ", 1, 1 << 63)
    ),
    "a layer that it has not": with_tensors(matrix("blk.1.a.weight", 32, 2)),
    "a context that is a text": own("context_length", STRING, "many"),
    "a context that is a list": own("context_length", ARRAY, [5], U32),
    "a context that is true": own("context_length", BOOL, value=True),
    "a context without end": own("context_length", F64, float("inf")),
    "a context that is no number": own("context_length", F64, float("nan")),
    "a context of nothing": own("context_length", U32, 0),
    "a thousand layers": own("block_count", U32, 1000),
    "no layers": own("block_count", U32, 0),
    "a width of nothing": own("embedding_length", U32, 0),
    "a width of billions": own("embedding_length", U32, 1 << 31),
    "more heads than there are numbers": own("attention.head_count", U32, 64),
    "heads for another number of layers": own("attention.head_count", ARRAY, [4], I32),
    "fewer heads than none": own("attention.head_count", ARRAY, [4, -4], I32),
    "heads that cannot be shared out": own("attention.head_count_kv", U32, 3),
    "more heads kept than there are": own("attention.head_count_kv", U32, 8),
    "heads of odd size": own("rope.dimension_count", U32, 3),
    "heads turned beyond their size": own("rope.dimension_count", U32, 64),
    "heads of a million": own("attention.key_length", U32, 1 << 20),
    "positions scaled by an unknown rule": own("rope.scaling.type", STRING, "twice"),
    "an epsilon below nothing": own("attention.layer_norm_rms_epsilon", F32, -1.0),
    "an epsilon that is a whole number": own("attention.layer_norm_rms_epsilon", U32, 0),
    "a base of positions that is no number": own("rope.freq_base", F32, float("nan")),
    "more experts than llama.cpp knows": experts(513, 2),
    "more experts used than there are": experts(8, 9),
    "experts of whom none is used": experts(8, 0),
    "no experts of whom one is used": experts(0, 1),
    "groups that do not divide experts": experts(8, 2, groups=3, of=1),
    "as many groups as experts": experts(8, 2, groups=8, of=1),
    "more groups used than there are": experts(8, 2, groups=4, of=4),
    "tokens that are a number": said(Pair("tokenizer.ggml.tokens", U32, 5)),
    "tokens that are numbers": said(Pair("tokenizer.ggml.tokens", ARRAY, [5], U32)),
    "no tokens": said(Pair("tokenizer.ggml.tokens", ARRAY, [], STRING)),
    "fewer scores than tokens": said(Pair("tokenizer.ggml.scores", ARRAY, [1.0], F32)),
    "scores of another kind": said(Pair("tokenizer.ggml.scores", ARRAY, [1] * 6, tiny_model.U8)),
    "fewer kinds than tokens": said(Pair("tokenizer.ggml.token_type", ARRAY, [1], I32)),
    "a token twice": said(Pair("tokenizer.ggml.tokens", ARRAY, [*"abcded"], STRING)),
    "a token twice for who stops at nothing": said(
        Pair("tokenizer.ggml.tokens", ARRAY, [*"abcd", "e\0f", "e\0g"], STRING)
    ),
    "pieces of sentences that lack letters": said(Pair("tokenizer.ggml.model", STRING, "llama")),
    "a key with a hidden end": said(Pair("a\0b", U32, 1)),
    "a tensor with a hidden end": with_tensors(matrix("a\0b", 32, 2)),
    "a template that is a number": said(Pair("tokenizer.chat_template", U32, 1)),
    "an adapter": said(Pair("general.type", STRING, "adapter")),
    "the eyes of a model": said(Pair("general.type", STRING, "mmproj")),
    "one of several parts": said(Pair("split.count", U16, 3)),
}  # fmt: skip


@pytest.mark.parametrize("raw", HARMFUL.values(), ids=HARMFUL)
def test_what_is_no_model_is_a_problem_with_a_remedy(read, raw):
    with pytest.raises(Problem) as refused:
        read(raw)

    assert "model.gguf" in str(refused.value)
    assert refused.value.remedy


# What another guard would stop too, later or by chance: here the reason counts.
FOR_A_REASON = {
    "another magic": (b"GGML" + SMALL[4:], "does not begin as one"),
    "no architecture": (said(without="general.architecture"), "of what architecture"),
    "an alignment of three": (said(Pair("general.alignment", U32, 3)), "power of two"),
    "five thousand keys": (
        said(*[Pair(f"key{n}", BOOL, value=True) for n in range(5000)]), "more things"
    ),
    "ten thousand and one tensors": (
        with_tensors(*[matrix(f"t{n}", 1, 1) for n in range(10_001)]), "more things"
    ),
    "a long list of truths": (
        said(Pair("a", ARRAY, [True] * (1 + (1 << 20)), BOOL)), "list in it is longer"
    ),
    "a token of two megabytes": (
        said(Pair("a", ARRAY, ["tea" * (1 << 20)], STRING)), "text in it is longer"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "reason"), FOR_A_REASON.values(), ids=FOR_A_REASON)
def test_each_rule_is_kept_for_itself(read, raw, reason):
    with pytest.raises(Problem, match=reason):
        read(raw)


def test_a_header_is_not_read_for_ever(read, monkeypatch):
    monkeypatch.setattr(gguf_layout, "LONGEST_HEADER", 300)
    monkeypatch.setattr(gguf_layout._Source, "PIECE", 64)

    with pytest.raises(Problem, match="header is longer"):
        read(SMALL)


def test_a_file_that_is_cut_off_while_it_is_read_is_unsound():
    source = gguf_layout._Source(io.BytesIO(b"GGUF"), 100)

    with pytest.raises(gguf_layout.Unsound, match="cut off"):
        source.take(50)


@pytest.mark.parametrize("path", [Path("/nowhere/model.gguf"), Path("/")])
def test_what_cannot_be_opened_is_a_problem(path):
    with pytest.raises(Problem):
        read_header(path)


def test_a_model_that_was_cut_off_anywhere_is_a_problem(read):
    padding = -(32 * 4) % 32
    for end in range(0, len(SMALL) - padding, 7):
        with pytest.raises(Problem):
            read(SMALL[:end])


def test_the_embedded_model_cut_off_in_its_weights_is_a_problem(read):
    with embedded().open("rb") as file:
        raw = file.read(8_000_000)

    with pytest.raises(Problem, match="cut off"):
        read(raw)


def test_what_lies_between_two_pieces_of_a_long_header_is_read_whole(read, monkeypatch):
    for piece in (1, 7, 64, 333):
        monkeypatch.setattr(gguf_layout._Source, "PIECE", piece)

        assert read(SMALL) == replace(read(SMALL), name="Tiny")
        assert read(SMALL).markers == {"<|im_start|>", "[INST]"}


def test_only_the_header_of_a_large_file_is_read(tmp_path, monkeypatch):
    large = tmp_path / "large.gguf"
    numbers = 1 << 32  # sixteen gigabytes, of which the disk holds nothing
    raw = with_tensors(Tensor("a", (1 << 16, 1 << 16), b""))
    with large.open("wb") as file:
        file.write(raw)
        file.truncate(len(raw) + 4 * numbers)
    read: list[int] = []
    real = gguf_layout._Source._fill

    def counted(source: gguf_layout._Source, count: int) -> None:
        real(source, count)
        read.append(len(source._buffer))

    monkeypatch.setattr(gguf_layout._Source, "_fill", counted)

    assert read_header(large).parameters == numbers
    assert sum(read) <= 2 * gguf_layout._Source.PIECE


changes = st.lists(st.tuples(st.integers(0, 1000), st.binary(min_size=1, max_size=8)), max_size=5)


@settings(max_examples=300)
@given(changes=changes)
@example(changes=[(8, b"\xff" * 8)])
def test_whatever_was_changed_it_is_a_header_or_a_problem(read, changes):
    raw = bytearray(SMALL)
    for position, bytes_ in changes:
        raw[position : position + len(bytes_)] = bytes_
    try:
        header = read(bytes(raw))
    except Problem:
        return

    assert header.context >= 1
    assert header.parameters >= 1


# Adapters.


@pytest.fixture
def base(tmp_path) -> Header:
    return read_header(tiny_model.write(tmp_path / "base.gguf"))


@pytest.fixture
def lora(tmp_path):
    def write(*tensors: Tensor, facts: tuple[Pair, ...] = (), without: str = "") -> Adapter:
        path = tmp_path / "lora.gguf"
        told = {pair.key: pair for pair in (*tiny_model.adapter_facts(), *facts)}
        told.pop(without, None)
        path.write_bytes(gguf(list(told.values()), tensors or HALVES))
        return read_adapter(path)

    return write


Q = "blk.0.attn_q.weight"
HALVES = [matrix(f"{Q}.lora_a", 32, 4), matrix(f"{Q}.lora_b", 4, 32)]


def test_an_adapter_says_what_it_is_for(tmp_path, base):
    adapter = read_adapter(tiny_model.write_adapter(tmp_path / "lora.gguf"))

    assert (adapter.name, adapter.architecture) == ("Tiny adapter", "llama")
    assert (adapter.rank, adapter.alpha) == (4, 8.0)
    assert set(adapter.targets) == {Q, "blk.0.ffn_down.weight"}
    check_fits(adapter, base)


def test_an_adapter_of_the_embedding_is_turned_round(lora, base):
    name = "token_embd.weight"
    turned = lora(
        matrix(f"{name}.lora_a", 4, base.vocabulary), matrix(f"{name}.lora_b", 4, base.width)
    )

    check_fits(turned, base)


NO_ADAPTERS = {
    "a model": {"facts": [Pair("general.type", STRING, "model")]},
    "no type": {"without": "general.type"},
    "another method": {"facts": [Pair("adapter.type", STRING, "ia3")]},
    "an alpha that is a text": {"facts": [Pair("adapter.lora.alpha", STRING, "8")]},
    "an alpha below nothing": {"facts": [Pair("adapter.lora.alpha", F32, -8.0)]},
    "an alpha that is no number": {"facts": [Pair("adapter.lora.alpha", F32, float("nan"))]},
    "a half alone": {"tensors": HALVES[:1]},
    "the other half alone": {"tensors": HALVES[1:]},
    "a tensor of no adapter": {"tensors": [*HALVES, matrix("blk.0.attn_norm.weight", 32)]},
    "an adapter of an adapter": {
        "tensors": [matrix(f"a.lora_a.{half}", 2, 2) for half in ("lora_a", "lora_b")]
    },
    "three halves": {"tensors": [*HALVES, matrix(f"{Q}.lora_c", 4, 4)]},
    "halves that do not fit": {"tensors": [HALVES[0], matrix(f"{Q}.lora_b", 5, 32)]},
    "a half that is a list": {"tensors": [matrix(f"{Q}.lora_a", 32), HALVES[1]]},
}


@pytest.mark.parametrize("wrong", NO_ADAPTERS.values(), ids=NO_ADAPTERS)
def test_what_is_no_adapter_is_a_problem_with_a_remedy(lora, wrong):
    with pytest.raises(Problem, match=r"lora\.gguf") as refused:
        lora(
            *wrong.get("tensors", ()),
            facts=tuple(wrong.get("facts", ())),
            without=wrong.get("without", ""),
        )

    assert refused.value.remedy


FOREIGN = {
    "of another architecture": {"facts": (Pair("general.architecture", STRING, "qwen2"),)},
    "for a layer that is not there": {
        "tensors": [matrix(h.name.replace("0", "7"), *h.shape) for h in HALVES]
    },
    "for another width": {"tensors": [matrix(f"{Q}.lora_a", 64, 4), HALVES[1]]},
    "for another height": {"tensors": [HALVES[0], matrix(f"{Q}.lora_b", 4, 64)]},
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_an_adapter_that_does_not_fit_is_a_problem(lora, base, foreign):
    adapter = lora(*foreign.get("tensors", ()), facts=foreign.get("facts", ()))

    with pytest.raises(Problem, match="was not made for"):
        check_fits(adapter, base)
