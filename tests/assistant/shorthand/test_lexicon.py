"""Usual words by language and letter."""

from __future__ import annotations

from assistant.shorthand.lexicon import MOST, by_letters, usual


def test_usual_words_come_first_and_are_words():
    words = usual("en")

    assert words[0] == "the"
    assert len(words) == MOST
    assert words.index("home") < words.index("mountain")
    assert all(word[0].isalpha() for word in words)


def test_other_languages_are_known_and_unknown_ones_have_none():
    assert "und" in usual("de")[:20]
    assert usual("xx") == ()


def test_words_stand_under_their_letters_without_accents():
    assert by_letters(["Élan", "east", "Tea"]) == {"e": ["Élan", "east"], "t": ["Tea"]}
