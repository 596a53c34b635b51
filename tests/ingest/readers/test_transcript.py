"""Talks that were written down."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.messages import Conversation
from ingest.readers.transcript import conversations


def told(text: str) -> list[tuple[str, str]]:
    return [(m.name, m.words) for talk in conversations(text) for m in talk.messages]


def times(talks: list[Conversation]) -> list[str]:
    return [f"{m.at:%Y-%m-%d %H:%M}" if m.at else "" for talk in talks for m in talk.messages]


FOUR = [
    ("Ana", "Is the kettle new?"),
    ("Ben", "Yes, from May."),
    ("Ana", "Nice."),
    ("Ben", "It is."),
]


@pytest.mark.parametrize(
    "line",
    [
        "{}: {}", "{}: {}\n", "- {}: {}", "> {}: {}", "**{}**: {}", "**{}:** {}", "__{}__: {}",
        "* **{}**: {}\n", "{} (2024-03-15 10:00): {}", "**{}** (15 March 2024, 10:00): {}",
        "[10:02] {}: {}", "[2024-03-15 10:02:11] {}: {}", "2024-03-15 10:02 {}: {}",
        "10:02 - {}: {}", "[10:02 AM] **{}**: {}", "[10:02] <{}> {}", "(10:02) {}: {}",
        "### {}\n{}\n", "### {}\n\n{}\n", "## {} (10:02)\n{}\n", "**{}**\n{}\n",
        "{}:\n{}\n", "{} (2024-03-15):\n{}\n", "- [10:02] {}: {}",
    ],
)  # fmt: skip
def test_a_talk_is_known_in_all_the_ways_it_is_written(line):
    assert told("\n".join(line.format(*said) for said in FOUR)) == FOUR


@pytest.mark.parametrize(
    ("user", "assistant"),
    [("user", "assistant"), ("User", "Assistant"), ("You", "ChatGPT"), ("Human", "AI")],
)
@pytest.mark.parametrize("line", ["{}: {}", "**{}:** {}", "## {}\n\n{}", "### {}:\n{}\n"])
def test_a_log_of_a_program_needs_only_its_roles(line, user, assistant):
    answer = (
        "Green tea.\n\n### Why\n**Note:** it calms.\n\n- Milk: none\n\n```\nuser: x\n```\n\nEnjoy."
    )
    text = "\n\n".join([line.format(user, "Which tea?"), line.format(assistant, answer)])
    assert told(text) == [("You", "Which tea?"), ("Assistant", answer)]


def test_what_the_program_was_told_is_counted_and_not_kept():
    (talk,) = conversations("system: Be kind.\nuser: Tea?\nassistant: Green.")
    assert [m.number for m in talk.messages] == [2, 3]


SESSIONS = """# Ana and Ben

## Session 1 — 8 May 2023, 1:56 pm
Ana: Is the kettle new?
Ben: Yes.

## Session 2 — 25 May 2023, 11:02 am

Ana: How is it?
And the lid?
Ben: Fine.
"""


def test_headings_between_begin_sessions_and_date_them():
    first, second = conversations(SESSIONS)

    assert first.title == "Ana and Ben: Session 1 — 8 May 2023, 1:56 pm"
    assert [m.number for m in second.messages] == [3, 4]
    assert second.messages[0].words == "How is it?\nAnd the lid?"
    assert times([first, second]) == ["2023-05-08 13:56"] * 2 + ["2023-05-25 11:02"] * 2


@pytest.mark.parametrize(
    "line",
    ["2024/Oct/14/11:11 AM", "Date: 14 October 2024 11:11", "--- 14 October 2024, 11:11 ---",
     "**Date:** 2024-10-14 11:11", "11:11 am on 14 October, 2024", "Time: 2024/Oct/14/11:11 AM"],
)  # fmt: skip
def test_a_line_with_a_date_dates_what_follows(line):
    (talk,) = conversations("\n".join([line, "", *(f"{n}: {w}" for n, w in FOUR)]))

    assert talk.title == ""
    assert set(times([talk])) == {"2024-10-14 11:11"}


def test_a_clock_before_each_line_is_of_the_day_above():
    talks = conversations(
        "2024-10-14\n[10:02] Ana: Hi\n[10:05] Ben: Hi\n\n2024-10-15\n[09:00] Ana: So"
    )

    assert times(talks) == ["2024-10-14 10:02", "2024-10-14 10:05", "2024-10-15 09:00"]
    assert len(talks) == 2
    assert talks[0].messages[0].at == datetime(2024, 10, 14, 10, 2).astimezone()


def test_a_line_before_the_talk_is_its_title_and_a_page_is_a_document():
    text = "\n".join(f"{n}: {w}" for n, w in FOUR)
    (talk,) = conversations(f"In the kitchen, in May.\n\n{text}")

    assert talk.title == "In the kitchen, in May."
    assert conversations(f"{'In the kitchen. ' * 30}\n\n{text}") == []


def test_an_answer_that_breaks_off_in_a_block_of_code_ends_with_it():
    text = "user: a\n\nassistant: b\n```python\nx\n\nuser: c\n\nassistant: d\n```python\ny\n```"
    assert [name for name, _ in told(text)] == ["You", "Assistant"] * 2


def test_who_speaks_once_among_those_who_talk_is_heard():
    assert told("Ana: a b\nBen: c d\nCleo: e f\nAna: g h\nBen: i\nAna: j\nBen: k l")[2] == (
        "Cleo",
        "e f",
    )


RECIPE = """Pancakes
Note: mix well.
Flour: 200 g
Milk: 300 ml

Beat it all together, and wait for an hour.

Tip: less sugar.
Note: serve warm.
Tip: with honey.
"""
LETTER = """From: Ana
To: Ben
Subject: The lease
Date: 12 May 2021

Dear Ben: the lease ends in June.

Yours, Ana
"""
HEAD = "Received: by a host in the net.\nVia: another host.\n" * 6
HEAD += "".join(f"\nParagraph {n} of it.\n" for n in range(5))
BOOKS = "\n\n".join(f"Titel {n}: Tea\nSchrift: Ana\nJahr: 2021\nSeiten: 12" for n in range(4))
FORM = "\n".join("Cup: blue\nPlate: red" for _ in range(6))
DIARY = "\n".join(f"Monday: walked {n} miles in the rain\nTuesday: slept" for n in range(5))
NOVEL = """The kettle sang. He said: no.

She left.

Ana: you?

Ben: me.

It rained all day.

Nothing.

Ana: oh.

Rain.

Ben: oh.

Rain.
"""


@pytest.mark.parametrize(
    "text",
    [RECIPE, LETTER, BOOKS, HEAD, FORM, NOVEL, "", "Ana: hello", "user: tea", "Ana: hi\nBen: hi",
     "Agenda: tea\nPlace: here\nBring: milk\nCost: none", "https://a.example\nhttp://b.example",
     "# Pros\ngood\n# Cons\nbad\n# Sum\nok"],
)  # fmt: skip
def test_what_is_no_talk_stays_a_document(text):
    assert conversations(text) == []


PIECES = st.sampled_from(
    ["Ana: ", "Ben:", "\n", "**", "[10:02] ", "user: ", "assistant: ", "# ", "words ", "```", "(",
     ")", "2024-03-15", "<x>", "---", "Date: ", "\n\n", ":", " ", "99:99", "__"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_whatever_stands_there_nothing_escapes(pieces):
    for talk in conversations("".join(pieces)):
        assert talk.messages
        assert all(m.name and m.words for m in talk.messages)


@pytest.mark.parametrize("bomb", ["[" * 100_000, "**" * 50_000, "Ana: a\nBen: b\n" * 20_000,
                                  "# x\n" * 60_000, "a" * 400_000, "1" * 200_000, "Ana (" * 40_000,
                                  "[1\n" * 60_000, "Ana: a\n# x\n" * 10_000])  # fmt: skip
def test_a_bomb_is_gone_through_in_good_time(bomb):
    began = time.process_time()
    conversations(bomb)
    assert time.process_time() - began < 4
