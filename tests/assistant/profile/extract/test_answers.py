"""What question and answer tell together."""

from __future__ import annotations

import pytest

from assistant.profile.extract.answers import answered
from tests.assistant.profile.lives import told


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("What's your favourite colour?", "Burgundy.", [("colour", "Burgundy")]),
        ("What's your favorite color?", "Blue and grey", [("colour", "Blue"), ("colour", "grey")]),
        ("Which instruments do you play?", "Oh, the oboe!", [("instrument", "oboe")]),
        ("Nice! Where do you live?", "In Graz", [("lives_in", "Graz")]),
        ("How old are you?", "31", [("age", "31")]),
        ("What are you reading?", "It's 'Middlemarch'.", [("reading", "Middlemarch")]),
        ("Was ist dein Lieblingsfilm? Wo wohnst du?", "In Köln", [("lives_in", "Köln")]),
        ("What's your favourite colour?", "Not sure yet", []),
        ("What's your favourite colour?", "Why do you ask?", []),
        ("What's your favourite colour?", "I told you before", []),
        ("What's your favourite colour? Never mind.", "", []),
        ("What's his favourite colour?", "Blue", []),
        ("It rains.", "Blue", []),
        ("What's your favourite colour?", "Thanks, Bo!", []),
        ("", "Blue", []),
    ],
)
def test_a_short_answer_tells_what_was_asked(asked, said, expected):
    assert told(answered, said, asked) == expected


def test_a_long_answer_is_no_answer():
    words = "Burgundy, most of all that of the old shed door in the garden" + ", or a gate" * 4

    assert told(answered, words, "What's your favourite colour?") == []
    assert told(answered, words[:60], "What's your favourite colour?") == [("colour", "Burgundy")]
