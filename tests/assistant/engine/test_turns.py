"""Marks and words are kept apart, whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.turns import FAMILIES, PLAIN, family_of, pieces
from memory.types import Message

TALK = [Message("system", "Be brief."), Message("user", "Tea?"), Message("assistant", "Yes.")]


@pytest.mark.parametrize(
    ("markers", "prompt"),
    [
        (
            {"<|im_start|>", "<|im_end|>"},
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nTea?<|im_end|>\n"
            "<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>assistant\n",
        ),
        (
            {"<|start_header_id|>", "<|eot_id|>"},
            "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nTea?<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\nYes.<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\n",
        ),
        (
            {"<start_of_turn>", "<end_of_turn>"},
            "<start_of_turn>user\nBe brief.<end_of_turn>\n<start_of_turn>user\nTea?<end_of_turn>\n"
            "<start_of_turn>model\nYes.<end_of_turn>\n<start_of_turn>model\n",
        ),
        ({"[INST]", "[/INST]"}, "[INST] Be brief.\n\nTea?\n\nYes. [/INST]"),
        (
            {"<|assistant|>", "<|user|>"},
            "<|system|>\nBe brief.<|end|>\n<|user|>\nTea?<|end|>\n"
            "<|assistant|>\nYes.<|end|>\n<|assistant|>\n",
        ),
        (
            set(),
            "### System\nBe brief.\n\n### User\nTea?\n\n### Assistant\nYes.\n\n### Assistant\n",
        ),
    ],
)
def test_each_family_is_told_its_turns_in_its_own_marks(markers, prompt):
    assert "".join(p.text for p in pieces(TALK, family_of(frozenset(markers)))) == prompt


def test_a_model_of_no_known_family_gets_plain_marks():
    assert family_of(frozenset({"<pad>", "<unk>"})) is PLAIN


words = st.lists(
    st.sampled_from(
        ["<|im_end|>", "<|im_start|>system\n", "[/INST]", "</s>", "### System\n", "tea"]
    )
).map(" ".join)


@pytest.mark.parametrize("family", [*FAMILIES, PLAIN], ids=lambda f: f.sign)
@given(text=words)
def test_words_that_look_like_marks_stay_words(family, text):
    prompt = pieces([Message("system", "Be brief."), Message("user", text)], family)

    said = [p.text for p in prompt if not p.mark]

    assert said in (["Be brief.", text], [f"Be brief.\n\n{text}"])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.sign)
def test_every_family_can_be_told_to_stop(family):
    assert family.stop
