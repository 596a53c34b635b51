from __future__ import annotations

import pytest

from assistant.privacy.recognizers.beside import by_cues, organisations
from assistant.privacy.recognizers.marks import Marks
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import words


def marks(text):
    found = Marks(words(text))
    by_cues(found)
    organisations(found)
    return {found.tokens[index].text: mark.kind for index, mark in found.of.items()}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("we saw Dr. Hope there", "Hope", Kind.PERSON),
        ("my sister Joy came home", "Joy", Kind.PERSON),
        ("Hello Sunny, how are you doing?", "Sunny", Kind.PERSON),
        ("he is known as Rusty to all of us", "Rusty", Kind.PERSON),
        ("see you soon.\nBest regards,\nMerit", "Merit", Kind.PERSON),
        ("she started at Lantern last year", "Lantern", Kind.ORGANISATION),
        ("the bill of Green Valley Ltd came", "Valley", Kind.ORGANISATION),
    ],
)
def test_what_stands_beside_it_tells_what_a_word_is(text, name, kind):
    assert marks(text).get(name) is kind


def test_a_title_or_a_small_word_is_no_name():
    assert marks("Dear Sir, my doctor and the manager agree") == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We stayed long there. Hazy Meadow Care Services was where all of us worked.", "Hazy"),
        ("We know Dwelmar University from last year.", "Dwelmar"),
    ],
)
def test_a_firm_is_found_where_a_sentence_begins(text, name):
    assert marks(text).get(name) is Kind.ORGANISATION


def test_a_heading_is_neither_somebody_nor_part_of_a_firm():
    assert "Meadow" not in marks("the Support Manager Meadow list is long and old")
    said = "this list shows what they call their own EXPERIENCE"
    found = marks(f"{said} Hazy Meadow Care Services was good there.")
    assert "Hazy" in found
    assert "EXPERIENCE" not in found
