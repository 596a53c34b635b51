from __future__ import annotations

from memory.search.vocabulary import uses
from memory.types import Participant
from tests.fakes import a_mail, a_note, put

BO = Participant("from", "Bo", "bo@example.org")


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
