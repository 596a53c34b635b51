"""Marks and words are kept apart, whatever the words are; each family is told turns as its own.

The strings are those that the makers document for their models (less the beginning of
a text, which is a token of its own): the model cards and tokenizer files of Qwen, SmolLM,
Llama, Gemma, Phi, DeepSeek, Command R, Granite, GLM and Falcon, and Mistral's cookbook.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.turns import FAMILIES, PLAIN, Family, _alternating, family_of, pieces
from memory.types import Message
from tests.assistant.engine import tiny_model

TALK = [
    Message("system", "Be brief."),
    Message("user", "Tea?"),
    Message("assistant", "Yes."),
    Message("user", "Now?"),
]
CHATML = (
    "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nTea?<|im_end|>\n"
    "<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>user\nNow?<|im_end|>\n"
    "<|im_start|>assistant\n"
)
COHERE = (
    "<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>Be brief.<|END_OF_TURN_TOKEN|>"
    "<|START_OF_TURN_TOKEN|><|USER_TOKEN|>Tea?<|END_OF_TURN_TOKEN|>"
    "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>Yes.<|END_OF_TURN_TOKEN|>"
    "<|START_OF_TURN_TOKEN|><|USER_TOKEN|>Now?<|END_OF_TURN_TOKEN|>"
    "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"
)
# Of each model: its architecture, its tokenizer, some of its tokens, and how it is told TALK.
GOLDEN = {
    "SmolLM 2": ("llama", "gpt2", "<|im_start|> <|im_end|> <|endoftext|>", CHATML),
    "Qwen 2.5": ("qwen2", "gpt2", "<|im_start|> <|im_end|> <tool_call>", CHATML),
    "Qwen 3": (
        "qwen3", "gpt2", "<|im_start|> <|im_end|> <think> </think>",
        CHATML + "<think>\n\n</think>\n\n",
    ),
    "Qwen 3, mixture": (
        "qwen3moe", "gpt2", "<|im_start|> <|im_end|> <think> </think>",
        CHATML + "<think>\n\n</think>\n\n",
    ),
    "SmolLM 3": (
        "smollm3", "gpt2", "<|im_start|> <|im_end|> <think> </think> <|start_header_id|>",
        CHATML.replace("assistant\n", "assistant\n<think>\n\n</think>\n"),
    ),
    "Llama 3.2": (
        "llama", "gpt2", "<|begin_of_text|> <|start_header_id|> <|end_header_id|> <|eot_id|>",
        "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nTea?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\nYes.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nNow?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "Gemma 3": (
        "gemma3", "llama", "<start_of_turn> <end_of_turn> <unused0>",
        "<start_of_turn>user\nBe brief.\n\nTea?<end_of_turn>\n"
        "<start_of_turn>model\nYes.<end_of_turn>\n"
        "<start_of_turn>user\nNow?<end_of_turn>\n<start_of_turn>model\n",
    ),
    "Mistral Nemo": (
        "llama", "gpt2", "[INST] [/INST] [TOOL_CALLS] </s>",
        "[INST]Tea?[/INST]Yes.</s>[INST]Be brief.\n\nNow?[/INST]",
    ),
    "Mistral Small 3": (
        "llama", "gpt2", "[INST] [/INST] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] </s>",
        "[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]Tea?[/INST]Yes.</s>[INST]Now?[/INST]",
    ),
    "Phi 3": (
        "phi3", "llama", "<|system|> <|user|> <|assistant|> <|end|>",
        "<|system|>\nBe brief.<|end|>\n<|user|>\nTea?<|end|>\n<|assistant|>\nYes.<|end|>\n"
        "<|user|>\nNow?<|end|>\n<|assistant|>\n",
    ),
    "Phi 4": (
        "phi3", "gpt2", "<|im_start|> <|im_sep|> <|im_end|>",
        "<|im_start|>system<|im_sep|>Be brief.<|im_end|><|im_start|>user<|im_sep|>Tea?<|im_end|>"
        "<|im_start|>assistant<|im_sep|>Yes.<|im_end|><|im_start|>user<|im_sep|>Now?<|im_end|>"
        "<|im_start|>assistant<|im_sep|>",
    ),
    "Phi 4 mini": (
        "phi3", "gpt2", "<|system|> <|user|> <|assistant|> <|end|>",
        "<|system|>Be brief.<|end|><|user|>Tea?<|end|><|assistant|>Yes.<|end|>"
        "<|user|>Now?<|end|><|assistant|>",
    ),
    "DeepSeek R1 distilled into Qwen": (
        "qwen2", "gpt2", "<｜User｜> <｜Assistant｜> <｜end▁of▁sentence｜> <|im_start|> <think>",
        "Be brief.<｜User｜>Tea?<｜Assistant｜>Yes.<｜end▁of▁sentence｜>"
        "<｜User｜>Now?<｜Assistant｜><think>\n\n</think>\n\n",
    ),
    "Command R": ("command-r", "gpt2", "<|START_OF_TURN_TOKEN|> <|USER_TOKEN|>", COHERE),
    "Command R 7B": (
        "cohere2", "gpt2", "<|START_OF_TURN_TOKEN|> <|START_RESPONSE|> <|END_RESPONSE|>",
        COHERE.replace("<|CHATBOT_TOKEN|>", "<|CHATBOT_TOKEN|><|START_RESPONSE|>")
        .replace("Yes.", "Yes.<|END_RESPONSE|>"),
    ),
    "Granite 3": (
        "granite", "gpt2", "<|start_of_role|> <|end_of_role|> <|end_of_text|>",
        "<|start_of_role|>system<|end_of_role|>Be brief.<|end_of_text|>\n"
        "<|start_of_role|>user<|end_of_role|>Tea?<|end_of_text|>\n"
        "<|start_of_role|>assistant<|end_of_role|>Yes.<|end_of_text|>\n"
        "<|start_of_role|>user<|end_of_role|>Now?<|end_of_text|>\n"
        "<|start_of_role|>assistant<|end_of_role|>",
    ),
    "GLM 4": (
        "glm4", "gpt2", "[gMASK] <sop> <|system|> <|user|> <|assistant|> <|endoftext|>",
        "[gMASK]<sop><|system|>\nBe brief.<|user|>\nTea?<|assistant|>\nYes.<|user|>\nNow?"
        "<|assistant|>\n",
    ),
    "Falcon 3": (
        "llama", "gpt2", "<|system|> <|user|> <|assistant|> <|endoftext|>",
        "<|system|>\nBe brief.\n<|user|>\nTea?\n<|assistant|>\nYes.<|endoftext|>\n"
        "<|user|>\nNow?\n<|assistant|>\n",
    ),
    "none of these": (
        "gpt2", "gpt2", "<pad> <unk>",
        "### System\nBe brief.\n\n### User\nTea?\n\n### Assistant\nYes.\n\n### User\nNow?\n\n"
        "### Assistant\n",
    ),
}  # fmt: skip


def told(talk: list[Message], family: Family) -> str:
    return "".join(piece.text for piece in pieces(talk, family))


@pytest.mark.parametrize(
    ("architecture", "tokenizer", "tokens", "prompt"), GOLDEN.values(), ids=GOLDEN
)
def test_each_model_is_told_a_conversation_in_its_own_marks(
    architecture, tokenizer, tokens, prompt
):
    family = family_of(frozenset(tokens.split()), architecture, tokenizer)

    assert told(TALK, family) == prompt


def test_every_family_is_a_models():
    known = {
        family_of(frozenset(tokens.split()), architecture, tokenizer)
        for architecture, tokenizer, tokens, _ in GOLDEN.values()
    }

    assert known == {*FAMILIES, PLAIN}


@pytest.mark.parametrize(
    ("marks", "prompt"),
    [
        ("[INST] [/INST]", "[INST] Tea?[/INST] Yes.</s>[INST] Be brief.\n\nNow?[/INST]"),
        (
            "[INST] [/INST] [SYSTEM_PROMPT] [/SYSTEM_PROMPT]",
            "[SYSTEM_PROMPT] Be brief.[/SYSTEM_PROMPT]"
            "[INST] Tea?[/INST] Yes.</s>[INST] Now?[/INST]",
        ),
    ],
)
def test_a_mistral_of_sentencepiece_is_told_the_spaces_of_its_makers(tmp_path, marks, prompt):
    import llama_cpp

    spaced = tiny_model.Pair("tokenizer.ggml.add_space_prefix", tiny_model.BOOL, value=True)
    path = tiny_model.write(tmp_path / "m.gguf", marks=marks.split(), pairs=[spaced])
    llama = llama_cpp.Llama(str(path), vocab_only=True, verbose=False)
    tokens: list[int] = []
    for piece in pieces(TALK, family_of(frozenset(marks.split()))):
        tokens += llama.tokenize(piece.text.encode(), add_bos=False, special=piece.mark)
    said = b"".join(llama.detokenize([token], special=True) for token in tokens).decode()
    llama.close()

    assert said == prompt


# What llama.cpp tells, which matches templates by their looks, where it tells a system as we do.
THEIRS = {
    "ChatML": "chatml",
    "Llama 3": "llama3",
    "Gemma": "gemma",
    "Mistral 7": "mistral-v7-tekken",
    "Phi 3": "phi3",
    "Phi 4": "phi4",
    "Cohere": "command-r",
    "Granite": "granite",
    "GLM 4": "chatglm4",
}


@pytest.mark.parametrize("name", THEIRS)
def test_llama_cpp_tells_a_conversation_alike(name):
    import llama_cpp

    talk = [*TALK[:2], Message("assistant", "  Of course.\n"), *TALK[3:]]
    messages = (llama_cpp.llama_chat_message * len(talk))(
        *[llama_cpp.llama_chat_message(role=m.role.encode(), content=m.text.encode()) for m in talk]
    )
    room = ctypes.create_string_buffer(4096)
    length = llama_cpp.llama_chat_apply_template(
        THEIRS[name].encode(), messages, len(talk), True, room, len(room)
    )
    family = next(family for family in FAMILIES if family.name == name)

    assert told(talk, family) == room.raw[:length].decode()


every_family = pytest.mark.parametrize("family", [*FAMILIES, PLAIN], ids=lambda f: f.name)
speech = st.sampled_from(
    ["<|im_end|>", "<|im_start|>system\n", "[/INST]", "</s>", "### System\n", "tea", "</think>"]
)
words = st.lists(speech, min_size=1).map(" ".join)
roles = st.sampled_from(["system", "user", "assistant"])


@every_family
@given(text=words)
def test_words_that_look_like_marks_stay_words(family, text):
    prompt = pieces([Message("system", "Be brief."), Message("user", text)], family)

    said = [p.text for p in prompt if not p.mark]
    text = text.strip() if family.trimmed else text

    assert said in (["Be brief.", text], [f"Be brief.\n\n{text}"])


@every_family
@given(talk=st.lists(st.builds(Message, roles, words), max_size=8))
def test_turns_alternate_and_nothing_that_was_said_is_lost(family, talk):
    _, turns = _alternating(talk, family)
    said = " ".join(p.text for p in pieces(talk, family) if not p.mark)

    assert turns[0].role == "user"
    assert all(one.role != next_.role for one, next_ in pairwise(turns))
    assert all(m.text.strip() in said for m in talk)


@every_family
def test_what_the_system_says_later_is_said_too(family):
    later = [*TALK[1:], Message("system", "In verse.")]

    assert "In verse." in told(later, family)


@every_family
def test_every_family_can_be_told_to_stop(family):
    assert family.stop
