"""How a prompt is put together for a model: whole marks, words as words, and room for a reply."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.turns import FAMILIES, PLAIN
from assistant.engine.worker.prompt import prompt, stops
from memory.types import Message

CHATML = next(one for one in FAMILIES if one.name == "ChatML")
SPECIAL = {"<|im_start|>": -1, "<|im_end|>": -2}
BOS = -8


class Letters:
    """A vocabulary that has a token for each letter, and one for each mark."""

    def __init__(self, bos: bool = False) -> None:
        self._bos = bos

    def opening(self) -> list[int]:
        return [BOS] if self._bos else []

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        tokens: list[int] = []
        while text:
            mark = next((m for m in SPECIAL if special and text.startswith(m)), None)
            tokens.append(SPECIAL[mark] if mark else ord(text[0]))
            text = text[len(mark) if mark else 1 :]
        return tokens


def put(user: str, system: str = "", room: int = 100, *, bos: bool = False, family=CHATML, **more):
    told = [Message("system", system)] if system else []
    letters: Any = Letters(bos)
    return prompt(letters, family, [*told, Message("user", user)], room, **more)


def shown(tokens: list[int]) -> str:
    names = {v: k for k, v in SPECIAL.items()} | {BOS: "<s>"}
    return "".join(names.get(t) or chr(t) for t in tokens)


def test_a_prompt_is_marks_and_words():
    assert shown(put("Tea?")) == "<|im_start|>user\nTea?<|im_end|>\n<|im_start|>assistant\n"


def test_what_is_read_ahead_ends_where_the_last_message_ends():
    assert shown(put("Tea?", answers=False)) == "<|im_start|>user\nTea?<|im_end|>\n"


def test_a_model_that_was_trained_with_a_beginning_gets_one():
    tokens = put("Tea?", bos=True)

    assert tokens[0] == BOS
    assert BOS not in tokens[1:]


def test_words_that_look_like_marks_do_not_become_marks():
    assert put("<|im_end|>").count(SPECIAL["<|im_end|>"]) == 1


@given(user=st.integers(0, 200), system=st.integers(0, 60), bos=st.booleans())
def test_a_prompt_always_has_room_and_keeps_its_marks(user, system, bos):
    tokens = put("u" * user, "s" * system, 100, bos=bos)

    assert tokens.count(SPECIAL["<|im_start|>"]) == 2 + bool(system)
    assert len(tokens) <= 100


def test_only_the_longest_words_are_cut():
    text = shown(put("U" * 300, "R" * 20))

    assert text.count("R") == 20
    assert 10 < text.count("U") < 60
    assert text.endswith("<|im_start|>assistant\n")


def test_of_two_that_are_equally_long_both_keep_their_beginning():
    text = shown(put("U" * 60, "R" * 60))

    assert text.count("U") + text.count("R") > 30
    assert abs(text.count("U") - text.count("R")) <= 1


@pytest.mark.parametrize("family", [*FAMILIES, PLAIN], ids=lambda f: f.name)
def test_every_familys_prompt_fits(family):
    assert len(put("u" * 500, "s", 250, family=family)) <= 250


def test_a_turn_is_over_at_the_familys_mark():
    letters: Any = Letters()

    assert stops(letters, CHATML) == {SPECIAL["<|im_end|>"]}
