"""The language of a text by its small words."""

from __future__ import annotations

import pytest

from assistant.writing.language import code_of, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I think that we will be on time.", "en"),
        ("Ich glaube, dass wir nicht zu spät sind.", "de"),
        ("Nous avons reçu votre lettre et le livre.", "fr"),
        ("No puedo ir con el coche, pero gracias.", "es"),
        ("Non sono a casa ma anche la gatta dorme.", "it"),
        ("Não posso ir ao mercado com você.", "pt"),
        ("Ik heb het boek niet, maar wij komen ook.", "nl"),
        ("Grüße aus Köln", "de"),
    ],
)
def test_it_is_told(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "42", "Tea!", "Bonjour"])
def test_where_nothing_tells_it_is_what_was_said_before(text):
    assert language_of(text, "nl") == "nl"
    assert language_of(text) == "en"


def test_between_two_that_fit_alike_it_is_the_one_said_before():
    assert language_of("de", "nl") == "nl"
    assert language_of("de", "es") == "es"
    assert language_of("de", "en") != "en"


def test_a_language_by_code_or_name():
    assert code_of(" German ") == code_of("DE") == "de"
    assert code_of("Klingon") == ""
