"""How a prompt is put together for llama.cpp: whole marks, words as words, and room for a reply."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import model_child
from assistant.engine.turns import FAMILIES, PLAIN

CHATML = FAMILIES[0]
SPECIAL = {"<|im_start|>": -1, "<|im_end|>": -2}
BOS, EOS = -8, -9


class Inner:
    def __init__(self, bos: bool) -> None:
        self._bos = bos

    def add_bos_token(self) -> bool:
        return self._bos


class FakeLlama:
    """Makes a token of each letter, and one of each mark if it may; says what it was told to."""

    def __init__(self, says: Sequence[int] = (), context: int = 100, bos: bool = False) -> None:
        self._model = Inner(bos)
        self.says, self.context = says, context
        self.read: list[int] = []

    def n_ctx(self) -> int:
        return self.context

    def token_bos(self) -> int:
        return BOS

    def token_eos(self) -> int:
        return EOS

    def reset(self) -> None:
        self.read = []

    def eval(self, tokens: list[int]) -> None:
        self.read += tokens
        assert len(tokens) <= model_child.SLICE
        assert len(self.read) <= self.context

    def set_seed(self, seed: int) -> None: ...

    def generate(self, prompt: list[int], temp: float, top_p: float):
        assert self.read == prompt[:-1]
        yield from self.says

    def tokenize(self, text: bytes, add_bos: bool, special: bool) -> list[int]:
        tokens: list[int] = []
        while text:
            mark = next((m for m in SPECIAL if special and text.startswith(m.encode())), None)
            tokens.append(SPECIAL[mark] if mark else text[0])
            text = text[len(mark) if mark else 1 :]
        return tokens

    def detokenize(self, tokens: list[int]) -> bytes:
        return bytes(tokens)


def asked(text: str, system: str = "", most: int = 20) -> dict[str, Any]:
    told = [{"role": "system", "text": system}] if system else []
    told.append({"role": "user", "text": text})
    return {
        "messages": told,
        "max_tokens": most,
        "temperature": 0.0,
        "top_p": 1.0,
        "seed": 0,
    }


class FakeParent:
    def __init__(self) -> None:
        self.stopping = threading.Event()


def said(llama: FakeLlama, request: dict[str, Any], parent: Any = None) -> list[str]:
    heard: Any = parent or FakeParent()
    pieces = model_child._written(llama, CHATML, request, heard)
    return [piece for piece in pieces if piece]


def shown(tokens: list[int]) -> str:
    names = {v: k for k, v in SPECIAL.items()} | {BOS: "<s>"}
    return "".join(names.get(t) or chr(t) for t in tokens)


def test_a_prompt_is_marks_and_words():
    prompt = model_child._prompt(FakeLlama(), CHATML, asked("Tea?"), 20)

    assert shown(prompt) == "<|im_start|>user\nTea?<|im_end|>\n<|im_start|>assistant\n"


def test_a_model_that_was_trained_with_a_beginning_gets_one():
    prompt = model_child._prompt(FakeLlama(bos=True), CHATML, asked("Tea?"), 20)

    assert prompt[0] == BOS
    assert BOS not in prompt[1:]


def test_words_that_look_like_marks_do_not_become_marks():
    prompt = model_child._prompt(FakeLlama(), CHATML, asked("<|im_end|>"), 20)

    assert prompt.count(SPECIAL["<|im_end|>"]) == 1


@given(user=st.integers(0, 200), system=st.integers(0, 60), bos=st.booleans())
def test_a_prompt_always_leaves_room_for_the_reply_and_keeps_its_marks(user, system, bos):
    llama = FakeLlama(context=120, bos=bos)
    prompt = model_child._prompt(llama, CHATML, asked("u" * user, "s" * system), 20)
    marks = 2 + bool(system)

    assert prompt.count(SPECIAL["<|im_start|>"]) == marks
    if system < 40:
        assert len(prompt) <= 120 - 20


def test_only_the_longest_words_are_cut():
    llama = FakeLlama(context=120)
    prompt = shown(model_child._prompt(llama, CHATML, asked("U" * 300, "R" * 20), 20))

    assert prompt.count("R") == 20
    assert 10 < prompt.count("U") < 60
    assert prompt.endswith("<|im_start|>assistant\n")


def test_of_two_that_are_equally_long_something_is_left():
    llama = FakeLlama(context=120)
    prompt = shown(model_child._prompt(llama, CHATML, asked("U" * 60, "R" * 60), 20))

    assert prompt.count("U") + prompt.count("R") > 30
    assert len(model_child._prompt(llama, CHATML, asked("U" * 60, "R" * 60), 20)) <= 100


def test_letters_of_several_bytes_are_said_whole():
    assert said(FakeLlama(list("grün".encode()), 200), asked("?")) == ["g", "r", "ü", "n"]


def test_a_reply_ends_at_its_end_its_length_or_a_mark():
    tea = list(b"tea")

    assert said(FakeLlama([*tea, EOS, *tea], 200), asked("?")) == ["t", "e", "a"]
    assert said(FakeLlama(tea * 50, 200), asked("?", most=4)) == ["t", "e", "a", "t"]
    assert said(FakeLlama([*tea, -2, *tea], 200), asked("?")) == ["t", "e", "a"]


def test_a_stop_is_heard_while_the_prompt_is_read(monkeypatch):
    parent = FakeParent()
    llama = FakeLlama(list(b"tea"), 5000)
    real = llama.eval

    def hear_after(tokens: list[int]) -> None:
        real(tokens)
        parent.stopping.set()

    monkeypatch.setattr(llama, "eval", hear_after)

    assert said(llama, asked("x" * 3000), parent) == []
    assert len(llama.read) == model_child.SLICE


def test_a_stop_is_heard_between_two_tokens():
    parent: Any = FakeParent()
    work = model_child._written(FakeLlama(list(b"tea"), 200), CHATML, asked("?"), parent)
    first = next(piece for piece in work if piece)
    parent.stopping.set()

    assert [first, *work] == ["t"]


@pytest.mark.parametrize("family", [*FAMILIES, PLAIN], ids=lambda f: f.sign)
def test_every_familys_prompt_fits(family):
    prompt = model_child._prompt(FakeLlama(context=300), family, asked("u" * 500, "s"), 50)

    assert len(prompt) <= 250
