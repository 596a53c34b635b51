"""ChatGPT's export."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.chatgpt import conversations, is_export
from memory.errors import UnreadableDocument
from memory.types import Document, Kind


def node(id: str, parent: str | None, role: str, *parts: Any, **more: Any) -> dict[str, Any]:
    content = {"content_type": "text", "parts": list(parts)}
    message = {"author": {"role": role}, "content": content, "create_time": 1700000000.5, **more}
    return {"id": id, "parent": parent, "message": message, "children": []}


def conversation(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    mapping = {n["id"]: n for n in nodes}
    return {
        "title": "Tea",
        "conversation_id": "c1",
        "mapping": mapping,
        "create_time": 1700000000,
        **more,
    }


def read(found: object) -> list[Document]:
    documents: list[Document] = []
    for unit in conversations(found):
        documents += unit.parse()  # type: ignore[arg-type]
    return documents


TALK = [
    node("0", None, "system", ""),
    node("1", "0", "user", "Which tea?"),
    node("2", "1", "assistant", "Green."),
    node("3", "1", "assistant", "Black."),  # asked for again: what was shown last
    node("4", "3", "user", "Thanks."),
]


def test_a_conversation_is_told_turn_by_turn():
    (chat,) = read([conversation(*TALK, current_node="4")])

    assert (chat.kind, chat.title, chat.external_id, chat.locator) == (Kind.CHAT, "Tea", "c1", "c1")
    assert chat.text == "You: Which tea?\nAssistant: Black.\nYou: Thanks.\n"
    assert [part.locator for part in chat.parts] == ["c1#1", "c1#2", "c1#3"]
    assert [part.title for part in chat.parts] == ["You", "Assistant", "You"]
    assert [chat.text[p.start : p.end] for p in chat.parts] == chat.text.strip().split("\n")
    assert chat.date == datetime.fromtimestamp(1700000000, tz=UTC)
    assert [person.name for person in chat.people] == ["You", "Assistant"]


def test_without_a_current_node_the_last_leaf_is_taken():
    assert read([conversation(*TALK)])[0].text.endswith("You: Thanks.\n")


@pytest.mark.parametrize(
    "silent",
    [
        node("1", "0", "tool", "found"),
        node("1", "0", "assistant", "search('tea')", recipient="browser"),
        node("1", "0", "user", "x", metadata={"is_visually_hidden_from_conversation": True}),
        node("1", "0", "assistant", content={"content_type": "thoughts", "thoughts": []}),
        node(
            "1", "0", "user", content={"content_type": "user_editable_context", "text": "about me"}
        ),
        node("1", "0", "user", {"content_type": "image_asset_pointer"}),
        node("1", "0", "user", author=None),
        node("1", "0", "user", content=None),
    ],
)
def test_what_was_not_said_to_the_other_is_left_out(silent):
    (chat,) = read([conversation(node("0", None, "user", "Tea?"), silent, current_node="1")])

    assert chat.text == "You: Tea?\n"


@pytest.mark.parametrize(
    "content",
    [
        {"content_type": "multimodal_text", "parts": [{"content_type": "image"}, "Tea?"]},
        {
            "content_type": "multimodal_text",
            "parts": [{"content_type": "audio_transcription", "text": "Tea?"}],
        },
        {"content_type": "code", "text": "Tea?"},
        {"parts": ["Tea?"]},
        "Tea?",
    ],
)
def test_words_are_found_in_every_kind_of_content(content):
    (chat,) = read([conversation(node("0", None, "user", content=content))])

    assert chat.text == "You: Tea?\n"


def test_a_ring_of_parents_ends():
    a, b = node("a", "b", "user", "x"), node("b", "a", "user", "y")

    assert len(read([conversation(a, b, current_node="a")])[0].parts) == 2


@pytest.mark.parametrize(
    ("found", "whether"),
    [({}, False), ([], False), ([{"a": 1}], False), (3, False), ({"conversations": 3}, False),
     ([{"mapping": {}}], True), ({"conversations": [{"mapping": {}}]}, True)],
)  # fmt: skip
def test_an_export_is_known_by_its_mapping(found, whether):
    assert is_export(found) is whether


def test_a_damaged_conversation_costs_only_itself():
    good, bad = conversations([conversation(*TALK), {"mapping": 3}])

    assert len(list(good.parse())) == 1
    with pytest.raises(UnreadableDocument, match="damaged"):
        list(bad.parse())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from(["a", "0", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["message", "parent", "content", "parts", "text", "author", "role", "create_time"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["0", "a"]), ANYTHING), ANYTHING, ANYTHING)
def test_no_field_that_is_missing_or_odd_raises(mapping, current, date):
    found = {"mapping": mapping, "current_node": current, "create_time": date, "title": current}
    for unit in conversations([found]):
        try:
            list(unit.parse())
        except UnreadableDocument as err:
            assert "Nothing was said" in str(err)  # noqa: PT017 - it may be raised, or not
