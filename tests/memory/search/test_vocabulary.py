"""A word is the user's own if their texts hold it more than once, as it is written."""

from __future__ import annotations

import pytest

from memory.search.vocabulary import AT_ONCE, uses, written_words
from memory.types import Participant
from tests.fakes import a_mail, a_note, put

BO = Participant("from", "Bo", "bo@example.org")


@pytest.fixture
def written(store):
    put(
        store,
        a_note("The knoepfle were good; a slipp of the pen."),
        a_note("Knoepfle again, and the boats were hoisted."),
        a_note("They were hoisting the other boats."),
    )
    return store


def test_a_word_of_two_texts_is_known_in_any_case(written):
    assert written_words(written, {"knoepfle"}) == {"knoepfle"}


def test_a_word_of_one_text_may_be_a_slip(written):
    assert written_words(written, {"slipp", "absent"}) == set()


def test_another_form_of_a_word_does_not_count(written):
    assert written_words(written, {"hoist", "hoisted"}) == set()
    assert written_words(written, {"boats"}) == {"boats"}


@pytest.mark.parametrize("word", ['boats"', "boats OR knoepfle", "*", ""])
def test_what_is_no_word_is_not_looked_up(written, word):
    assert written_words(written, {word}) == set()


def test_of_very_many_words_the_first_are_looked_up(written):
    many = {f"a{'x' * n}" for n in range(AT_ONCE)}

    assert written_words(written, many | {"knoepfle"}) == set()


def test_a_term_is_found_letter_by_letter_with_its_place_and_whose_it_is(store):
    mine = a_mail("1", "The QKD link.")
    put(store, mine, a_mail("2", "A QKD-link and QKDX.", people=(BO,)), a_mail("3", "qkd QKDs"))

    found = uses(store, "QKD", {"ada@example.org"})
    assert [(one.text, one.own) for one in found] == [
        ("The QKD link.", True),
        ("A QKD-link and QKDX.", False),
    ]
    assert found[0].document == mine.id
    assert mine.text[found[0].start :].startswith("The QKD")


def test_several_words_are_one_term(store):
    put(store, a_mail("1", "The Bell State Analyser."), a_mail("2", "A State, a Bell."))

    assert len(uses(store, "Bell State Analyser")) == 1


def test_what_is_about_to_be_erased_is_not_used(store):
    mail = a_mail("1", "The QKD link.")
    put(store, mail)
    with store.write() as db:
        db.execute("insert into due (id, what) values (?, 'erase')", [mail.id])

    assert uses(store, "QKD") == []


def test_signs_alone_are_no_term(store):
    put(store, a_note("-- QKD --"))

    assert uses(store, "--") == []
