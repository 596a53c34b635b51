"""Sentences, what is no statement, and where a value ends."""

from __future__ import annotations

import pytest

from assistant.profile.extract.grammar import (
    FILLER,
    is_empty,
    is_statement,
    masked,
    sentences,
    trimmed_value,
)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("I paint. I sing!", ["I paint.", "I sing!"]),
        ("Dr. Ek called. Fine", ["Dr. Ek called.", "Fine"]),
        ("I paid 3.50 there", ["I paid 3.50 there"]),
        ("one\ntwo", ["one", "two"]),
        ("...", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, cut):
    found = sentences(text)

    assert [one.text for one in found] == cut
    assert all(text[one.start :].startswith(one.text) for one in found)


def test_a_sentence_knows_what_follows():
    assert [one.after for one in sentences("I sing. Just kidding!")] == ["Just kidding!", ""]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("She said “I love tea” again", True),
        ('The song goes "my heart will go"', True),
        ("I read ‘Middlemarch’ twice", False),
        ("I'm fine and it's late", False),
        ("Look [shared image: a photo of tea]", True),
    ],
)
def test_quoted_speech_is_hidden_and_titles_are_not(text, hidden):
    assert (FILLER in masked(text)) is hidden
    assert len(masked(text)) == len(text)


STATEMENTS = [
    "I like tea",
    "Well, I like tea, how about you?",
    "Remember how I like tea?",
    "I think that I like tea",
    "My friend left, but I like tea",
    "I said I like tea",
]
NONE = [
    "Do I like tea?",
    "I like tea?",
    "If I like tea",
    "Suppose I like tea",
    "I wish I like tea",
    "Tom said I like tea",
    "The lyrics go I like tea",
    "I like tea, just kidding",
    "I like tea, if it is free",
    "What would I like tea",
    "The day I left I like tea",
    "Where I like tea",
]


@pytest.mark.parametrize(
    ("text", "yes"), [*((t, True) for t in STATEMENTS), *((t, False) for t in NONE)]
)
def test_what_is_said_in_earnest_is_a_statement(text, yes):
    (sentence,) = sentences(text)
    start = text.index("I like tea")

    assert is_statement(sentence, start, start + len("I like tea")) is yes


def test_a_joke_is_told_by_what_follows():
    first, _ = sentences("I like tea. Just kidding!")

    assert not is_statement(first, 0, 10)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the cello, since May", "cello"),
        ("a good book because it rains", "good book"),
        ("spending time in galleries", "galleries"),
        ("The Long Way Home", "The Long Way Home"),
        ("'Guns, Germs' by somebody", "Guns, Germs"),
        ("tea - always", "tea"),
        ("tea these days", "tea"),
        ("it", None),
        ("the other one", None),
        ("one two three four five six seven eight nine", None),
    ],
)
def test_a_value_ends_with_its_phrase(text, value):
    found = trimmed_value(text, 0, len(text))

    assert (found and found.text) == value
    assert found is None or text[found.start : found.end] == value


@pytest.mark.parametrize(
    ("words", "yes"), [("it", True), ("", True), ("the thing", True), ("tea", False)]
)
def test_some_words_say_nothing_by_themselves(words, yes):
    assert is_empty(words) is yes
