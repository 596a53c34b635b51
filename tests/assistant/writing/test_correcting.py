"""Corrected is what is beyond doubt; a name, a link, code, a quotation are left."""

from __future__ import annotations

import pytest

from assistant.writing.correcting import MOST_NOTES, correcting
from assistant.writing.paper import Paper


def corrected(text, language="en", **more):
    paper = Paper(text, language, **more)
    right = correcting(paper)
    return "".join(right(n) + s.gap for n, s in enumerate(paper.stretches)), paper.notes


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("I recieve it tommorow.", "en", "I receive it tomorrow."),
        ("the tea is cold.", "en", "The tea is cold."),
        ("It is is cold.", "en", "It is is cold."),
        ("It was the the tea.", "en", "It was the tea."),
        ("It is cold , and old .", "en", "It is cold, and old."),
        ("Tea,milk and  bread.", "en", "Tea, milk and bread."),
        ("I know that i can, and i'm glad.", "en", "I know that I can, and I'm glad."),
        ("We meet on friday.", "en", "We meet on Friday."),
        ("It is a apple and an pear.", "en", "It is an apple and a pear."),
        ("It took a hour at an university.", "en", "It took an hour at a university."),
        ("It is cold. the tea is old.", "en", "It is cold. The tea is old."),
        ("Das ist garnicht gut udn kalt.", "de", "Das ist gar nicht gut und kalt."),
        ("das geht nathürlich.", "de", "Das geht natürlich."),
        ("Hallo Mara,\n\nder Tee ist kalt.", "de", "Hallo Mara,\n\nder Tee ist kalt."),
        ("Hi Bo,\n\nthe tea is cold.", "en", "Hi Bo,\n\nThe tea is cold."),
    ],
)
def test_what_is_corrected(text, language, right):
    assert corrected(text, language)[0] == right


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I think that that is very very good.", "en"),
        ("It is 3,5 or 1,200 at 2:30, e.g. in a garden.", "en"),
        ("See https://recieve.example/the,the and ask recieve@example.org.", "en"),
        ('He wrote "recieve it tommorow" to me.', "en"),
        ("I met Recieve and Mara Tommorow.", "en"),
        ("Tea.\n> i recieve it\n$ recieve the the", "en"),
        ("Call recieve_it() or `untill`.", "en"),
        ("It is an historic house, i.e. an honest one, and a one-off.", "en"),
        ("- milk\n- tea", "en"),
        ("My favourite colour is grey; I realised that.", "en"),
        ("Viele Gruesse und ein Gruss an koennen.", "de"),
        ("Das ist z.B. gut, bzw. kalt.", "de"),
        ("Die, die das wissen, bleiben.", "de"),
    ],
)
def test_what_is_left(text, language):
    assert corrected(text, language)[0] == text


def test_what_is_left_of_a_letter_is_its_signature():
    letter = "Tea is here.\n\nBest wishes,\nrecieve ltd"

    assert corrected(letter)[0] == letter


def test_a_word_of_the_users_own_texts_is_no_mistake():
    said = corrected("I recieve tea.", own_words=lambda words: set(words) & {"recieve"})

    assert said == ("I recieve tea.", [])
    assert corrected("I recieve tea.", people=["Ada recieve"])[0] == "I recieve tea."


def test_what_may_be_a_name_is_offered_and_not_put_right():
    text, notes = corrected("Recieve it.")

    assert text == "Recieve it."
    assert notes == [
        "“recieve” is in no dictionary here; perhaps “receive” or “relieve” was meant."
    ]


def test_no_more_is_noted_than_can_be_read():
    words = "Thet Wrold Beleive Acheive Recieve Untill Tommorow Seperate"
    _, notes = corrected("".join(f"{word} it is. " for word in words.split()))

    assert len(notes) == MOST_NOTES
