"""What is searched and cited as one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import A_FEW, ENOUGH, LARGEST, chunks, size
from ingest.clean import folds
from memory.types import Document, Fold, Kind, Part


def words(document: Document) -> list[str]:
    return [document.text[chunk.start : chunk.end] for chunk in chunks(document)]


SENTENCE = "The kettle stands on the third shelf beside the green tea and the honey. "


def test_a_short_mail_is_one_chunk_without_its_folds():
    text = "On Friday.\n\n> When?\n"
    mail = Document(Kind.MAIL, "Tea", text, locator="a@b", folds=(Fold(12, 19, "quote"),))

    assert words(mail) == ["On Friday."]
    assert chunks(mail)[0].locator == "a@b"
    assert chunks(mail)[0].context == "Tea"


def test_a_long_mail_is_cut_into_pieces_that_fit_the_encoder():
    mail = Document(Kind.MAIL, "Tea", SENTENCE * 60)

    found = words(mail)

    assert len(found) > 3
    assert all(size(piece) <= LARGEST for piece in found)
    assert " ".join(found).split() == mail.text.split()


def test_pieces_of_a_long_document_overlap():
    text = "\n".join(f"Line {n} speaks of the kettle number {n}." for n in range(200))
    found = chunks(Document(Kind.DOCUMENT, "Notes", text))

    assert any(later.start < earlier.end for earlier, later in pairwise(found))


def test_a_document_is_cut_at_its_headings_and_told_by_them():
    text = "# Tea\nGreen.\n# Milk\nNone."
    document = Document(
        Kind.DOCUMENT,
        "Notes",
        text,
        parts=(Part(0, 12, "Tea", "Tea"), Part(13, 25, "Milk", "Milk")),
    )

    assert words(document) == ["# Tea\nGreen.", "# Milk\nNone."]
    assert [c.locator for c in chunks(document)] == ["Tea", "Milk"]
    assert chunks(document)[1].context == "Notes\nMilk"


def test_what_stands_before_the_first_heading_is_not_lost():
    document = Document(Kind.DOCUMENT, "Notes", "Intro.\n# Tea", parts=(Part(7, 12, "Tea", "Tea"),))

    assert words(document) == ["Intro.", "# Tea"]


def test_each_message_of_a_chat_is_a_chunk_that_knows_those_around_it():
    lines = [f"Ada: message {n}" for n in range(9)]
    width = len(lines[0]) + 1
    parts = tuple(
        Part(n * width, (n + 1) * width - 1, f"#{n + 1}", "Ada") for n in range(len(lines))
    )
    chat = Document(Kind.CHAT, "Tea club", "\n".join(lines) + "\n", locator="#1", parts=parts)
    found = chunks(chat)

    assert words(chat) == lines
    assert [chunk.locator for chunk in found] == [f"#{n}" for n in range(1, 10)]
    assert found[5].context.split("\n") == ["Tea club", *lines[2:5], lines[6]]
    assert found[0].context.split("\n") == ["Tea club", lines[1]]
    assert found[8].context.split("\n") == ["Tea club", *lines[5:8]]


def test_a_long_message_is_cut_in_the_context_of_its_neighbours():
    text = f"Ada: {'a ' * 500}\nBen: Yes."
    parts = (Part(0, 1005, "#1", "Ada"), Part(1006, len(text), "#2", "Ben"))
    chat = Document(Kind.CHAT, "Tea", text, parts=parts)

    assert len(chunks(chat)[-1].context) < 210


def a_talk(*messages: str, speaker: str = "Ada") -> Document:
    parts, place = [], 0
    for n, words in enumerate(messages):
        parts.append(Part(place, place + len(words), f"#{n}", speaker))
        place += len(words) + 1
    return Document(Kind.CHAT, "Tea", "\n".join(messages), parts=tuple(parts))


def contexts(document: Document) -> list[list[str]]:
    return [chunk.context.split("\n")[1:] for chunk in chunks(document)]


def test_the_longer_a_message_the_less_of_its_neighbours_it_is_told_by():
    long = "word " * (ENOUGH - 1)
    talk = a_talk("one " * 20, "two " * 20, "three " * 20, "Yes.", "four " * 20, speaker="")
    told = contexts(talk)[3]

    assert [line.split()[0] for line in told] == ["one", "two", "three", "four"]
    assert contexts(a_talk("Before.", long + "end.", "After."))[1] == []
    assert contexts(a_talk("Before.", "word " * (ENOUGH - 3), "After."))[1] == ["Ada: Before."]


def test_what_is_wanted_of_neighbours_is_filled_up_from_the_nearest():
    many = "before " * 60
    told = contexts(a_talk("farther " * 50, many, "Yes.", "after " * 50, speaker=""))[2]

    assert [line.split()[0] for line in told] == ["farther", "before", "after"][1:]
    assert [len(line.split()) for line in told] == [60, ENOUGH - 61]


def test_of_a_neighbour_a_few_words_at_the_least_are_told():
    nearly = "before " * (ENOUGH - 2)
    told = contexts(a_talk(nearly, "Yes.", "after " * 50, speaker=""))[1]

    assert [len(line.split()) for line in told] == [ENOUGH - 2, A_FEW]


def test_who_says_it_is_told_once():
    assert contexts(a_talk("Ada: tea?", "Yes."))[1] == ["Ada: tea?"]
    assert contexts(a_talk("tea?", "Yes."))[1] == ["Ada: tea?"]
    assert contexts(a_talk("tea?", "Yes.", speaker=""))[1] == ["tea?"]


def test_a_message_of_no_end_is_no_neighbour_of_no_end():
    began = time.process_time()
    found = chunks(a_talk("a" * 3_000_000, "Yes."))

    assert len(found[-1].context) < 21_000
    assert time.process_time() - began < 10


@pytest.mark.parametrize("text", ["", "\n \n", "> Tea?"])
def test_a_document_with_no_words_of_its_own_can_be_found_by_its_title(text):
    mail = Document(
        Kind.MAIL, "Tea", text, locator="a", folds=(Fold(0, len(text), "quote"),) if text else ()
    )

    (chunk,) = chunks(mail)

    assert chunk.context == "Tea"
    assert chunk.locator == "a"
    assert text[chunk.start : chunk.end] == text.strip()


@given(
    text=st.text(st.sampled_from("aß \n.,>漢1"), max_size=900),
    kind=st.sampled_from([Kind.MAIL, Kind.DOCUMENT]),
    cuts=st.lists(st.integers(0, 900), max_size=4),
)
def test_chunks_are_stripped_stretches_outside_of_folds(text, kind, cuts):
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    document = Document(kind, "t", text, folds=tuple(Fold(a, b, "quote") for a, b in pairs))
    found = chunks(document)

    assert found
    for chunk in found:
        piece = text[chunk.start : chunk.end]
        assert 0 <= chunk.start <= chunk.end <= len(text)
        assert piece == piece.strip()
        if document.body.strip() and any(c.isalnum() for c in document.body):
            assert all(chunk.end <= a or chunk.start >= b for a, b in pairs)


@given(st.text(st.sampled_from("> \nTea.-On:2"), max_size=400))
def test_folds_and_chunks_of_a_mail_never_meet(text):
    mail = Document(Kind.MAIL, "t", text, folds=folds(text))
    if not any(c.isalnum() for c in mail.body):
        return
    for chunk in chunks(mail):
        assert all(chunk.end <= f.start or chunk.start >= f.end for f in mail.folds)


@pytest.mark.parametrize(
    "bomb", ["a" * 2_000_000, "\n" * 1_000_000, "a\n" * 300_000, "(" * 300_000]
)
def test_a_bomb_is_cut_in_good_time(bomb):
    began = time.process_time()
    chunks(Document(Kind.DOCUMENT, "t", bomb))

    assert time.process_time() - began < 10
