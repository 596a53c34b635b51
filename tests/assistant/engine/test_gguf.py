"""The header of a model file, and that no other file gets further than a sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.engine.gguf import read_header
from assistant.engine.local import embedded
from memory.errors import Problem

U32, F32, BOOL, STRING, ARRAY, U64, F64 = 4, 6, 7, 8, 9, 10, 12


def text(value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def pair(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def strings(*values: str) -> bytes:
    return struct.pack("<IQ", STRING, len(values)) + b"".join(map(text, values))


def tensor(name: str, *shape: int, offset: int = 0) -> bytes:
    return (
        text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        + struct.pack("<IQ", 0, offset)
    )  # fmt: skip


ARCHITECTURE = pair("general.architecture", STRING, text("llama"))
SMALL = [
    ARCHITECTURE,
    pair("general.name", STRING, text("Tiny")),
    pair("llama.context_length", U32, struct.pack("<I", 512)),
    pair("llama.rope", F32, struct.pack("<f", 1.5)),
    pair("llama.flag", BOOL, b"\1"),
    pair("scores", ARRAY, struct.pack("<IQ3f", F32, 3, 1, 2, 3)),
    pair("tokenizer.ggml.tokens", ARRAY, strings("<|im_start|>", "tea", "<s>", "[INST]", "<a", "")),
]


TENSORS = [tensor("a", 3, 4), tensor("b", 5)]


def a_file(pairs=SMALL, tensors=TENSORS, version=3, counts=None) -> bytes:
    count = counts or (len(tensors), len(pairs))
    head = b"GGUF" + struct.pack("<IQQ", version, *count)
    return bytes(head) + b"".join(pairs) + b"".join(tensors) + bytes(64)


@pytest.fixture
def read(tmp_path):
    def from_bytes(raw: bytes):
        path = tmp_path / "model.gguf"
        path.write_bytes(raw)
        return read_header(path)

    return from_bytes


def test_a_header_says_what_the_model_is(read):
    header = read(a_file())

    assert (header.name, header.architecture) == ("Tiny", "llama")
    assert (header.parameters, header.context) == (17, 512)
    assert header.markers == {"<|im_start|>", "[INST]"}


def test_the_embedded_model_can_be_read():
    header = read_header(embedded())

    assert "Smollm2" in header.name
    assert header.architecture == "llama"
    assert 130_000_000 < header.parameters < 140_000_000
    assert header.context == 8192
    assert "<|im_start|>" in header.markers


def test_a_model_without_a_name_is_called_after_its_file(read):
    header = read(a_file([ARCHITECTURE]))

    assert (header.name, header.context, header.markers) == ("model", 2048, frozenset())


def with_context(kind: int, value: bytes) -> bytes:
    return a_file([ARCHITECTURE, pair("llama.context_length", kind, value)])


def with_tokens(kind: int, value: bytes) -> bytes:
    return a_file([ARCHITECTURE, pair("tokenizer.ggml.tokens", kind, value)])


HARMFUL = {
    "empty": b"",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(5000),
    "magic alone": b"GGUF",
    "version 1": a_file(version=1),
    "version 4": a_file(version=4),
    "no architecture": a_file([]),
    "more keys than there are": a_file(counts=(2, 8)),
    "more tensors than there are": a_file(counts=(9999, 7)),
    "a million keys": a_file(counts=(2, 1_000_000)),
    "a million tensors": a_file(counts=(1_000_000, 7)),
    "a string longer than the file": a_file([text("a") + struct.pack("<IQ", STRING, 1 << 19)]),
    "a string of a terabyte": a_file([struct.pack("<Q", 1 << 40)]),
    "an array of a terabyte": a_file([pair("a", ARRAY, struct.pack("<IQ", U64, 1 << 37))]),
    "an array longer than the file": a_file([pair("a", ARRAY, struct.pack("<IQ", U64, 1 << 19))]),
    "an array of arrays": a_file([ARCHITECTURE, pair("a", ARRAY, struct.pack("<IQ", ARRAY, 1))]),
    "a kind that is none": a_file([ARCHITECTURE, pair("a", 99, b"")]),
    "no dimensions": a_file(tensors=[tensor("a")]),
    "nine dimensions": a_file(tensors=[tensor("a", *[1] * 9)]),
    "a tensor far outside": a_file(tensors=[tensor("a", 3, offset=1 << 40)]),
    "a tensor larger than the file": a_file(tensors=[tensor("a", 1 << 40, 1 << 20)]),
    "a context that is a text": with_context(STRING, text("many")),
    "a context that is a list": with_context(ARRAY, struct.pack("<IQI", U32, 1, 5)),
    "a context without end": with_context(F64, struct.pack("<d", float("inf"))),
    "a context that is no number": with_context(F64, struct.pack("<d", float("nan"))),
    "tokens that are a number": with_tokens(U32, struct.pack("<I", 5)),
    "tokens that are numbers": with_tokens(ARRAY, struct.pack("<IQI", U32, 1, 5)),
}  # fmt: skip


@pytest.mark.parametrize("raw", HARMFUL.values(), ids=HARMFUL)
def test_what_is_no_model_is_a_problem_with_a_remedy(read, raw):
    with pytest.raises(Problem) as refused:
        read(raw)

    assert "model.gguf" in str(refused.value)
    assert refused.value.remedy


def test_a_context_of_nothing_is_not_believed(read):
    with pytest.raises(Problem):
        read(with_context(U32, struct.pack("<I", 0)))


@pytest.mark.parametrize("path", [Path("/nowhere/model.gguf"), Path("/")])
def test_what_cannot_be_opened_is_a_problem(path):
    with pytest.raises(Problem):
        read_header(path)


def test_a_model_that_was_cut_off_anywhere_in_its_header_is_a_problem(read):
    raw = a_file()
    for end in range(len(raw) - 64):
        with pytest.raises(Problem):
            read(raw[:end])


def test_the_embedded_model_cut_off_in_its_header_is_a_problem(read):
    with embedded().open("rb") as file:
        raw = file.read(200_000)

    with pytest.raises(Problem):
        read(raw)


changes = st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=8)), max_size=5)


@settings(max_examples=300)
@given(changes=changes)
@example(changes=[(8, b"\xff" * 8)])
def test_whatever_was_changed_it_is_a_header_or_a_problem(read, changes):
    raw = bytearray(a_file())
    for position, bytes_ in changes:
        raw[position : position + len(bytes_)] = bytes_
    try:
        header = read(bytes(raw))
    except Problem:
        return

    assert isinstance(header.context, int)
    assert header.parameters >= 0
