from __future__ import annotations

import pytest

from assistant.profile.languages import code_of, language_named, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Would you have time on Monday? It is about the garden.", "English"),
        ("Hast du am Montag Zeit? Es geht um den Garten.", "German"),
        ("Je ne suis pas là lundi, mais nous pouvons en parler avec vous.", "French"),
        ("No puedo el lunes, pero el martes está muy bien para mí.", "Spanish"),
        ("Non sono a casa lunedì, ma ti chiamo con il telefono della mamma.", "Italian"),
        ("Ik ben maandag niet thuis, maar wij komen graag op dinsdag.", "Dutch"),
        ("Não posso na segunda, mas os meninos estão com você.", "Portuguese"),
        ("Ok 14:30", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_small_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("name", ["de", "DE", "de-AT", "deu", "Deutsch", "German"])
def test_a_language_has_several_names(name):
    assert language_named(name) == "German"


def test_a_language_that_is_not_known_keeps_its_name():
    assert language_named("Klingon") == "Klingon"
    assert language_named("") == ""


def test_a_language_has_a_code():
    assert code_of("German") == "de"
    assert code_of("Klingon") == code_of("") == ""
