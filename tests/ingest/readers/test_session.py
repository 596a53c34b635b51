"""Messages as a document of parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.readers.session import LONGEST_SESSION, Spoken, document, sittings, speaker
from memory.types import Kind

NOON = datetime(2024, 3, 25, 12, tzinfo=UTC)


def test_each_message_is_a_part_with_its_number_speaker_and_date():
    said = [Spoken(4, NOON, "Ana", "Tea?"), Spoken(6, None, "Ben", "Yes.\nGreen.")]
    chat = document("Tea club", said)

    assert (chat.kind, chat.title, chat.date, chat.locator) == (Kind.CHAT, "Tea club", NOON, "#4")
    assert [chat.text[p.start : p.end] for p in chat.parts] == ["Ana: Tea?", "Ben: Yes.\nGreen."]
    assert [(p.locator, p.title, p.date) for p in chat.parts] == [
        ("#4", "Ana", NOON), ("#6", "Ben", None),
    ]  # fmt: skip
    assert [(p.role, p.name) for p in chat.people] == [("speaker", "Ana"), ("speaker", "Ben")]


def test_without_a_name_it_is_called_by_its_people():
    assert document("", [Spoken(1, None, "+49 170 1234567", "a")]).title == (
        "Chat with +49 170 1234567"
    )


def test_a_long_silence_ends_a_sitting_and_so_does_its_length():
    hours = [0, 5, 12, 12]
    said = [Spoken(n, NOON + timedelta(hours=h), "Ana", "a") for n, h in enumerate(hours)]
    many = [Spoken(n, None, "Ana", "a") for n in range(LONGEST_SESSION + 1)]

    assert [len(s) for s in sittings(said)] == [2, 2]
    assert [len(s) for s in sittings(many)] == [LONGEST_SESSION, 1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("user", "You"),
        ("HUMAN", "You"),
        ("assistant", "Assistant"),
        ("system", ""),
        ("Ana ", "Ana"),
    ],
)
def test_roles_are_shown_by_one_name_each(name, shown):
    assert speaker(name) == shown
