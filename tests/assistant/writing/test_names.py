"""Names where they stand, and capitals that are none."""

from __future__ import annotations

import pytest

from assistant.writing.names import names_in, words_of


def names(text, language="en", people=()):
    return [word for word, _ in names_in(text, language, people)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("I met Mara yesterday.", "en", ["Mara"]),
        ("I met Anne-Marie O'Hara.", "en", ["Anne-Marie", "O'Hara"]),
        ("It was Mara's idea.", "en", ["Mara"]),
        ("Mara is ill.", "en", ["Mara"]),
        ("Dear Mara, thanks.", "en", ["Mara"]),
        ("He works at NASA on iOS and GitHub.", "en", ["NASA", "GitHub"]),
        ("Ich war mit Jonas dort.", "de", ["Jonas"]),
        ("Das sagte Frau Feldkamp.", "de", ["Feldkamp"]),
        ("Ich traf gestern Mara Feldkamp dort.", "de", ["Mara", "Feldkamp"]),
        ("Der Zug nach Bremen fährt.", "de", ["Bremen"]),
    ],
)
def test_a_name(text, language, found):
    assert names(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The house is old. It is cold.", "en"),
        ("I think I may come on Friday in May.", "en"),
        ("He said: Please wait.", "en"),
        ("PLEASE SEND THE PAPERS BACK TO ME NOW.", "en"),
        ("Das Haus ist alt.", "de"),
        ("Ich habe keine Zeit mehr.", "de"),
        ("Wir sprachen über Entscheidungen.", "de"),
        ("Haben Sie Zeit?", "de"),
    ],
)
def test_no_name(text, language):
    assert names(text, language) == []


def test_a_known_name_is_one_wherever_it_stands():
    assert names("Will pays. Ask Will.", people=["Will Byron"]) == ["Will", "Will"]
    assert names("Das Rose liegt da.", "de", ["Rose Meier"]) == ["Rose"]


def test_short_parts_of_known_names_make_no_names():
    assert names("Al fresco we eat.", people=["Al Byron"]) == []


def test_its_place_is_told_and_names_are_words():
    assert names_in("I met Mara.", "en") == [("Mara", 6)]
    assert list(words_of(["Ada Byron", "Bo"])) == ["Ada", "Byron", "Bo"]
