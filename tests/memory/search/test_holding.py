from __future__ import annotations

from memory.search.holding import held, version
from tests.fakes import a_mail, put


def test_a_word_is_held_where_a_document_says_it(store):
    put(store, a_mail("1", "The Knöpfle recipe, number 4711-22."))

    words = {"knopfle", "4711-22", "absent", '"', ""}
    assert held(store, words) == {"knopfle", "4711-22"}


def test_the_version_changes_with_what_is_held(store):
    before = version(store)
    put(store, a_mail("1", "Hello"))

    assert version(store) != before
