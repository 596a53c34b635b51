from __future__ import annotations

import pytest

from assistant.privacy.recognizers.lexicon import is_ordinary, language_of, lexicon


def test_a_word_is_told_from_a_name():
    assert all(map(is_ordinary, ("table", "resume", "reading", "mark", "target")))
    assert not any(map(is_ordinary, ("rachel", "paris", "zanirha", "google", "germany")))


def test_words_put_together_are_words_in_german():
    assert is_ordinary("bewerbungsgesprach", "de")
    assert not is_ordinary("vadkerti", "de")


def test_a_place_has_its_country():
    assert (lexicon().places["kiel"], lexicon().places["deutschland"]) == ("DE", "DE")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This is what they have", "en"),
        ("Das ist nicht, was ich will", "de"),
        ("Je ne sais pas ce que vous avez", "fr"),
        ("No lo sé, pero es muy bueno", "es"),
        ("Non è quello che ho detto anche a te", "it"),
        ("Não sei, mas é muito bom para eu", "pt"),
        ("Ik weet niet wat het voor mijn huis is", "nl"),
        ("12345", "en"),
    ],
)
def test_the_small_words_tell_the_language(text, language):
    assert language_of(text) == language
