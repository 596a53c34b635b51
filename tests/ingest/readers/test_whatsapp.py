"""WhatsApp exports from phones of many countries."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.whatsapp import chat_name, looks_like_chat, sessions
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Participant


def local(*when: int) -> datetime:
    return datetime(*when).astimezone()  # type: ignore[arg-type]


def messages(text: str, name: str = "") -> list[tuple[str, str, str]]:
    return [
        (part.locator, part.title, session.text[part.start : part.end])
        for session in sessions(name, text)
        for part in session.parts
    ]


def only(text: str, name: str = "") -> Document:
    (session,) = sessions(name, text)
    return session


NOON = local(2024, 3, 25, 12, 5)


@pytest.mark.parametrize(
    "line",
    [
        "25/03/2024, 12:05 - Ada: Tea?",
        "25/03/24, 12:05 - Ada: Tea?",
        "3/25/24, 12:05 PM - Ada: Tea?",
        "3/25/24, 12:05\u202fPM - Ada: Tea?",
        "25/3/24, 12:05 p.\u00a0m. - Ada: Tea?",
        "25.03.24, 12:05 - Ada: Tea?",
        "25.3.2024 12.05 - Ada: Tea?",
        "25-03-2024 12:05 - Ada: Tea?",
        "2024-03-25, 12:05 - Ada: Tea?",
        "25/03/2024 à 12:05 - Ada: Tea?",
        "[25.03.24, 12:05:00] Ada: Tea?",
        "[25/03/2024, 12:05:00] Ada: Tea?",
        "\u200e[3/25/24, 12:05:00\u202fPM] Ada: Tea?",
        "[25/03/24, 12:05:00 pm] ~\u202fAda: Tea?",
        "\ufeff[2024-03-25, 12:05:00] Ada: Tea?",
    ],
)
def test_a_line_of_any_country_is_a_message(line):
    chat = only(line)

    assert chat.text == "Ada: Tea?\n"
    assert chat.date == NOON
    assert chat.date.tzinfo
    assert looks_like_chat("notes.txt", line.encode())


@pytest.mark.parametrize(
    ("stamps", "first"),
    [
        (["04/05/24", "13/05/24"], (2024, 5, 4)),  # there is no 13th month
        (["04/05/24", "04/13/24"], (2024, 4, 5)),
        (["01/02/24", "02/02/24", "03/02/24"], (2024, 2, 1)),  # undecided: the day comes first
        (["02/10/24", "03/01/24"], (2024, 2, 10)),  # time goes forward
        (["04.05.24"], (2024, 5, 4)),
    ],
)
def test_day_and_month_are_told_apart_over_the_whole_file(stamps, first):
    text = "\n".join(f"{stamp}, 12:05 - Ada: Tea?" for stamp in stamps)
    earliest = next(iter(sessions("", text)))

    assert earliest.date == local(*first, 12, 5)


@pytest.mark.parametrize(
    ("written", "hour"), [("12:05 AM", 0), ("1:05 am", 1), ("12:05 PM", 12), ("11:05 PM", 23)]
)
def test_midnight_and_noon_are_told_apart(written, hour):
    assert only(f"3/25/24, {written} - Ada: Tea?").date == local(2024, 3, 25, hour, 5)


def test_a_message_goes_on_until_the_next_one():
    text = "25/03/24, 12:05 - Ada: Tea?\nOr: milk?\n\n25/03/24, 12:06 - Ben: Yes."

    assert messages(text) == [("#1", "Ada", "Ada: Tea?\nOr: milk?"), ("#2", "Ben", "Ben: Yes.")]


@pytest.mark.parametrize(
    "notice",
    [
        "25/03/24, 12:00 - Messages and calls are end-to-end encrypted. Tap to learn more.",
        "25/03/24, 12:00 - Ada added Ben",
        '25/03/24, 12:00 - Ada changed the subject from "Tea" to "Tea: the facts"',
        "[25/03/24, 12:00:00] Ben: \u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "[25/03/24, 12:00:00] Tea club: \u200eAda created this group",
        "[25/03/24, 12:00:00] Ada: \u200eAda hat diese Gruppe erstellt.",
    ],
)
def test_what_the_program_says_itself_is_no_message_and_not_counted(notice):
    mark = "[25/03/24, 12:05:00]" if notice.startswith("[") else "25/03/24, 12:05 -"
    text = f"{notice}\n{mark} Ada: Tea?"

    assert messages(text, "Tea club") == [("#1", "Ada", "Ada: Tea?")]


@pytest.mark.parametrize(
    "words",
    [
        "<Media omitted>",
        "\u200eimage omitted",
        "This message was deleted",
        "IMG.jpg (file attached)",
    ],
)
def test_a_picture_or_a_deleted_message_is_a_message(words):
    assert len(messages(f"25/03/24, 12:05 - Ada: {words}")) == 1


def test_six_hours_of_silence_begin_another_session_and_the_numbers_go_on():
    text = "25/03/24, 12:00 - Ada: a\n25/03/24, 18:00 - Ben: b\n26/03/24, 00:01 - Ada: c\n"
    first, second = sessions("Ben", text)

    assert [part.locator for part in first.parts] == ["#1", "#2"]
    assert (second.locator, second.date) == ("#3", local(2024, 3, 26, 0, 1))
    assert second.external_id == f"Ben@{local(2024, 3, 26, 0, 1).isoformat()}"


def test_a_session_has_no_more_than_three_hundred_messages():
    text = "\n".join("25/03/24, 12:05 - Ada: a" for _ in range(301))

    assert [len(session.parts) for session in sessions("", text)] == [300, 1]


def test_a_session_knows_who_speaks():
    chat = only("25/03/24, 12:05 - Ada: a\n25/03/24, 12:05 - +44 20 7946 0000: b")

    assert chat.kind is Kind.CHAT
    assert chat.title == "Chat with Ada, +44 20 7946 0000"
    assert chat.people == (
        Participant("speaker", "Ada"),
        Participant("speaker", "+44 20 7946 0000", "+44 20 7946 0000"),
    )


@pytest.mark.parametrize(
    "file",
    ["WhatsApp Chat with Ada King.txt", "WhatsApp Chat - Ada King.zip",
     "WhatsApp Chat mit Ada King.txt",
     "Chat de WhatsApp con Ada King.txt", "Discussion WhatsApp avec Ada King.txt"],
)  # fmt: skip
def test_a_chat_has_the_name_its_file_says(file):
    assert chat_name(file) == "Ada King"


def test_a_file_without_messages_is_refused_in_a_sentence():
    with pytest.raises(UnreadableDocument, match="holds no messages"):
        list(sessions("Ada", "nothing\n"))


LINES = ["25/03/24, 12:05 - ", "[25.03.24, 12:05:06] ", "Ada: ", "99/99/99, 99:99 - Ada: x", "\n",
         "a",
         ": ", "\u200e", "3/4/24, 1:05 PM - ", "0000-00-00, 00:00 - "]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_parts_are_the_text_whatever_the_file(pieces):
    try:
        found = list(sessions("", "25/03/24, 12:05 - Ada: a\n" + "".join(pieces)))
    except UnreadableDocument:
        return
    numbers = [int(part.locator[1:]) for session in found for part in session.parts]

    assert numbers == list(range(1, len(numbers) + 1))
    for session in found:
        assert session.text == "".join(session.text[p.start : p.end] + "\n" for p in session.parts)
