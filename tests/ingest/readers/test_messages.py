"""Conversations in JSON of many programs; all of them written for these tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.messages import conversations

TALK = [("Ana", "Is the kettle new?"), ("Ben", "Yes."), ("Ana", "Nice."), ("Ben", "It is.")]


def told(found: object) -> list[tuple[str, str]]:
    return [(m.name, m.words) for talk in conversations(found) for m in talk.messages]


def times(found: object) -> list[str]:
    return [
        f"{m.at:%Y-%m-%d %H:%M}" if m.at else ""
        for talk in conversations(found)
        for m in talk.messages
    ]


def listed(who: str, what: str, **more: Any) -> list[dict[str, Any]]:
    return [{who: name, what: words, **more} for name, words in TALK]


@pytest.mark.parametrize(
    ("who", "what"),
    [("role", "content"), ("speaker", "text"), ("author", "body"), ("from", "message"),
     ("sender", "text"), ("name", "text"), ("user", "message"), ("Speaker", "Text"),
     ("username", "content"), ("from", "value"), ("sender_name", "content")],
)  # fmt: skip
def test_speakers_and_words_are_found_under_many_names(who, what):
    messages = listed(who, what)

    for found in (messages, {"messages": messages}, [{"a": 1, "b": {"turns": messages}}]):
        assert told(found) == TALK
    assert told({"data": [messages[:2], messages[2:]]}) == TALK


def test_telegram():
    found = {"name": "Ben Ode", "type": "personal_chat", "id": 3, "messages": [
        {"id": 1, "type": "service", "date": "2021-05-12T10:00:00", "actor": "Ana",
         "action": "phone_call", "text": ""},
        {"id": 2, "type": "message", "date": "2021-05-12T10:02:00", "date_unixtime": "1620813720",
         "from": "Ana", "from_id": "user1",
         "text": ["See ", {"type": "link", "text": "a.example"}, " tonight."]},
        {"id": 3, "type": "message", "date": "2021-05-12T10:03:00", "from": "Ben", "text": "Yes"},
    ]}  # fmt: skip
    (talk,) = conversations(found)

    assert talk.title == "Ben Ode"
    assert [(m.number, m.words) for m in talk.messages] == [
        (2, "See a.example tonight."),
        (3, "Yes"),
    ]
    assert talk.messages[1].at == datetime(2021, 5, 12, 10, 3).astimezone()
    assert told({"chats": {"list": [found, found]}}) == told(found) * 2


def test_claude():
    found = [{"uuid": "a", "name": "Kettles", "created_at": "2024-10-14T07:44:11.1+00:00",
              "chat_messages": [
        {"uuid": "b", "sender": "human", "created_at": "2024-10-14T07:44:12+00:00",
         "text": "Which one?", "content": [{"type": "text", "text": "Which one?"}], "files": []},
        {"uuid": "c", "sender": "assistant", "created_at": "2024-10-14T07:45:12+00:00",
         "text": "", "content": [{"type": "text", "text": "Green."},
                                 {"type": "tool_use", "name": "x"}]}]}]  # fmt: skip
    (talk,) = conversations(found)

    assert talk.title == "Kettles"
    assert told(found) == [("You", "Which one?"), ("Assistant", "Green.")]


def test_slack_matrix_and_signal():
    slack = [{"type": "message", "user": "U1", "text": "Tea?", "ts": "1620813720.000100",
              "user_profile": {"real_name": "Ana"}},
             {"type": "message", "user": "U2", "text": "Yes", "ts": "1620813780.0002"}]  # fmt: skip
    matrix = {"room_name": "Tea", "messages": [
        {"sender": "@ana:a.example", "type": "m.room.message", "origin_server_ts": 1620813720000,
         "content": {"msgtype": "m.text", "body": "Tea?"}},
        {"sender": "@ben:a.example", "type": "m.room.member", "origin_server_ts": 1620813720000,
         "content": {"membership": "join"}}]}  # fmt: skip
    signal = {"messages": [{"source": "+1", "author": {"name": "Ana"}, "sentAt": 1620813720000,
                            "body": "Tea?"}]}  # fmt: skip

    assert told(slack) == [("Ana", "Tea?"), ("U2", "Yes")]
    assert told(matrix) == [("@ana:a.example", "Tea?")]
    assert told(signal) == [("Ana", "Tea?")]
    assert len({times(found)[0] for found in (slack, matrix, signal)}) == 1


def test_the_newest_first_and_letters_taken_apart_are_put_right():
    found = {"title": "Ben", "messages": [
        {"sender_name": "Ben", "timestamp_ms": 1620813780000, "content": "GrÃ¼ner"},
        {"sender_name": "Ana", "timestamp_ms": 1620813720000, "content": "Tea?"}]}  # fmt: skip
    (talk,) = conversations(found)

    assert [(m.number, m.words) for m in talk.messages] == [(2, "Tea?"), (1, "Grüner")]


def test_questions_and_answers_in_one_object_are_two_messages():
    found = [{"question": "Tea?", "answer": "Green."}, {"prompt": "Why?", "response": "Calm."}]

    assert told(found) == [
        ("You", "Tea?"), ("Assistant", "Green."), ("You", "Why?"), ("Assistant", "Calm."),
    ]  # fmt: skip
    assert conversations(found)[0].messages[-1].number == 4


def test_a_session_has_its_date_beside_it_or_around_it():
    found = {
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": listed("speaker", "text"),
        "session_2": {
            "time": "2024/Oct/14/07:44 AM",
            "title": "B",
            "turns": listed("role", "text"),
        },
    }
    first, second = conversations(found)

    assert times(found) == ["2023-05-08 13:56"] * 4 + ["2024-10-14 07:44"] * 4
    assert (first.title, second.title) == ("", "B")
    assert [m.number for m in second.messages] == [5, 6, 7, 8]


def test_turns_in_batches_are_one_conversation_dated_by_their_first():
    turns = [[{"role": "user", "content": "a", "time_anchor": "March-15-2024"},
              {"role": "assistant", "content": "b"}],
             [{"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]]  # fmt: skip
    found = [{"batch": 1, "turns": turns, "time_anchor": None}, {"batch": 2, "turns": turns}]

    assert [len(talk.messages) for talk in conversations(found)] == [4, 4]
    assert times(found) == ["2024-03-15 00:00"] * 8


def test_a_day_and_a_clock_apart_are_one_moment():
    found = [{"speaker": "Ana", "text": "a", "date": "2021-05-12", "time": "10:02"}]
    assert times(found) == ["2021-05-12 10:02"]


def test_what_a_letter_is_about_is_among_its_words():
    found = [{"from": "Ana", "to": "Ben", "subject": "Kettle", "body": "Green."}]
    assert told(found) == [("Ana", "Kettle\nGreen.")]


def test_pictures_are_told_by_their_captions():
    found = [{"speaker": "Ana", "text": "Look", "blip_caption": "a green kettle", "img_url": ["x"]}]
    assert told(found) == [("Ana", "Look [picture: a green kettle]")]


@pytest.mark.parametrize(
    "found",
    [
        [{"name": "theme", "value": "dark"}, {"name": "size", "value": "12"}],
        [{"title": "Kettle", "brand": "Tea", "text": "green"}],
        [{"date": "2021-05-12", "text": "It rained."}],
        [{"name": "Ana", "message": "hi"}, {"name": "Ben", "message": "hi"}],
        [{"name": name, "text": "likes tea"} for name in ("Ana", "Ben", "Cleo", "Dan", "Eve")],
        {"settings": {"user": "Ana", "text": "big"}},
        [], {}, 3, None, "words", [[]], [[[]]], [None, {"role": "user", "content": "a"}],
    ],
)  # fmt: skip
def test_other_data_is_no_conversation(found):
    assert conversations(found) == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers()
    | st.sampled_from(["a", "user", "2021-05-12", "10:02", "\ud800", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "content", "text", "time", "date", "name", "messages", "from",
                             "question", "answer", "author", "timestamp_ms", "caption", "Role"]),
            inner, max_size=4,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@given(ANYTHING)
def test_nothing_escapes(found):
    for talk in conversations(found):
        assert all(m.name and m.words for m in talk.messages)


def test_what_is_nested_deeper_than_any_export_is_let_go():
    found: object = listed("role", "text")
    for _ in range(900):
        found = {"a": [found]}
    assert conversations(found) == []
