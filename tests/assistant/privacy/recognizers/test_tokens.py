from __future__ import annotations

import pytest

from assistant.privacy.recognizers.tokens import words


def of(text):
    return {token.text: token for token in words(text).tokens}


def test_a_word_is_cut_without_its_possessive_and_with_its_hyphen():
    assert list(of("Ada's Jean-Pierre O’Brien H&R")) == ["Ada", "Jean-Pierre", "O’Brien", "H&R"]


@pytest.mark.parametrize("text", ["Lantern", "It came. Lantern", "- Lantern", "“Lantern"])
def test_what_begins_a_sentence_has_a_capital_anyway(text):
    assert of(text)["Lantern"].begins


def test_a_capital_tells_something_inside_a_sentence_only():
    assert of("we work at Lantern every single day")["Lantern"].alone
    assert not of("Senior Project Manager At Lantern Technology Team")["Lantern"].alone
    assert not of("wir arbeiten nicht an der Lösung und die Bilanz ist gut")["Bilanz"].alone


def test_signs_of_scripts_without_spaces_are_no_words():
    assert list(of("请翻译 hello 世界")) == ["hello"]


def test_what_a_program_filled_in_is_seen():
    assert of("I am <PERSON_NAME>.")["NAME"].filled
    assert not of("I am PERSON.")["PERSON"].filled
