"""A text on the desk tells a thing once and nobody's words in a repr."""

from __future__ import annotations

from assistant.writing.paper import NoVoice, Paper


def test_a_note_is_told_once():
    paper = Paper("Tea is cold.", "en")
    for sentence in ("One.", "Two.", "One."):
        paper.note(sentence)

    assert paper.notes == ["One.", "Two."]


def test_no_words_are_in_its_repr():
    paper = Paper("Tea is cold.", "en", to="Bo", people=["Ada"], before="Before")

    assert repr(paper) == "Paper(language='en')"
    assert paper.stretches[0].text == "Tea is cold."


def test_the_voice_of_nobody_says_nothing():
    voice = NoVoice()

    assert voice.greeting() == voice.closing() == voice.forms("en") == ""
    assert voice.likeness("Tea") is None
