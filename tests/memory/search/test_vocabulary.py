"""A word is the user's own if their texts hold it more than once, as it is written."""

from __future__ import annotations

import pytest

from memory.search.vocabulary import AT_ONCE, written_words
from tests.fakes import a_note, put


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
